"""``shuwu serve`` and ``shuwu freeze``."""

import socket
from urllib.request import urlopen

import pytest

HOME = "https://village.example"


class TestServe:
    def test_port_taken(self, shuwu):
        """
        A port that another program uses is named, with another one to try.
        """
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            outcome = shuwu("serve", "--port", port)

        assert outcome.code == 1
        assert f"127.0.0.1:{port}: another program uses this port." in outcome.err
        assert f"--port {port + 1}" in outcome.err

    def test_no_such_address(self, shuwu):
        """
        An address that is not this machine's is named.
        """
        outcome = shuwu("serve", "--host", "192.0.2.1", "--port", 0)

        assert outcome.code == 1
        assert "this machine has no such address" in outcome.err

    @pytest.mark.slow
    def test_home_page(self, live_site):
        """
        The address that is printed answers with the library's home page.
        """
        with urlopen(live_site) as answer:
            assert "石桥村书屋" in answer.read().decode()


class TestFreeze:
    def test_frozen_copy(self, shuwu, library):
        """
        The command tells what it wrote, and the copy holds every article.
        """
        facts = shuwu("freeze", "--json").facts
        files = [path for path in (library.build / "site").rglob("*") if path.is_file()]

        assert facts.keys() == {
            *("release", "pages", "rendered", "reused", "files", "bytes", "seconds"),
            *("over", "findings", "hidden"),
        }
        assert facts["files"] == len(files)
        assert facts["bytes"] == sum(path.stat().st_size for path in files)
        assert (library.build / "site/farming/ponds.html").is_file()

    def test_place_and_weight(self, shuwu, library):
        """
        People are told where the copy is and what it weighs.
        """
        out = shuwu("freeze").out

        assert str(library.build / "site") in out
        assert "kB" in out

    def test_broken_link(self, shuwu, library):
        """
        A template's link that leads nowhere ends the command with 1 and is named with its page.
        """
        shuwu("freeze")
        (library.root / "templates").mkdir()
        (library.root / "templates/about.html").write_text('<a href="nowhere.html">关于</a>', encoding="utf-8")
        outcome = shuwu("freeze")

        assert outcome.code == 1
        assert "about/index.html" in outcome.err
        assert "nowhere.html" in outcome.err
        assert (library.build / "site/index.html").is_file()


class TestLeftOut:
    """A freeze says what it leaves out."""

    @pytest.fixture
    def damaged(self, library):
        """``library`` with an article that names what is not there, a draft, and files that cannot be read."""
        with (library.root / "shuwu.toml").open("a") as settings:
            settings.write(f'\nurl = "{HOME}"\n')
        dead = ("none.md", "#x", f"{HOME}/none.html", "later.md", "../../etc/passwd", "notice.pdf", "/none/", "?q=1")
        links = " ".join(f"[甲{link}]({link})" for link in dead)
        links += f" [首页]({HOME}) [首页]({HOME}#x)"
        article = f'---\ntitle: 缺\ndate: 2025-05-03\n---\n{links} `id="x"`\n\n![乙](none.jpg)\n'
        (library.content / "policy/lacks.md").write_text(article, encoding="utf-8")
        (library.content / "policy/later.md").write_text("---\ndate: 2999-05-03\n---\n文字\n", encoding="utf-8")
        (library.content / "policy/draft.md").write_text("---\ndraft: true\n---\n文字\n", encoding="utf-8")
        (library.content / "policy/bad.md").write_text("---\ndate: May\n---\n文字\n", encoding="utf-8")
        (library.content / "policy/rows.jsonl").write_text("no row\n", encoding="utf-8")
        (library.content / "policy/notice.pdf").write_bytes(b"%PDF")
        return library

    @pytest.mark.slow
    def test_told(self, shuwu, damaged):
        """
        The site is published, and what it lacks is listed with what to do, as the check lists it.
        """
        facts = shuwu("freeze", "--json").facts
        outcome = shuwu("freeze")
        page = (damaged.build / "site/policy/lacks.html").read_text(encoding="utf-8")

        assert outcome.code == 0
        assert facts["hidden"] == {"drafts": 1, "future": 1}
        assert {finding["rule"] for finding in facts["findings"]} == {
            *("front-matter", "row", "not-read", "missing-picture", "missing-link", "hidden-link")
        }
        assert facts["findings"] == [each for each in shuwu("check", "--json").facts["findings"] if each["remedy"]]
        assert "policy/bad.md: line 2:" in outcome.out
        assert "Links that lead nowhere: " in outcome.out
        assert "… and " in outcome.out
        assert "Drafts: 1." in outcome.out
        assert "甲none.md" in page
        assert 'class="missing"' in page

    def test_strict(self, shuwu, damaged):
        """
        With --strict nothing is published while anything is left out.
        """
        outcome = shuwu("freeze", "--strict")

        assert outcome.code == 1
        assert "policy/lacks.md: the link to none.md leads nowhere." in outcome.err
        assert not (damaged.build / "site").exists()

    @pytest.mark.slow
    def test_whole_library(self, shuwu):
        """
        A library of which nothing is left out is frozen with --strict, and there is nothing to tell.
        """
        outcome = shuwu("freeze", "--strict")

        assert outcome.code == 0
        assert len(outcome.out.splitlines()) == 1
