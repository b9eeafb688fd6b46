"""``shuwu serve`` and ``shuwu freeze``."""

import socket
from urllib.request import urlopen

import pytest


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

        assert facts.keys() == {"release", "pages", "rendered", "reused", "files", "bytes", "seconds"}
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
