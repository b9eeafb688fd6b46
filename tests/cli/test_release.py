"""``shuwu key``, ``sign``, ``verify`` and ``pull``."""

import json

import pytest
from click.testing import CliRunner

from webapp.cli.main import cli


@pytest.fixture
def site(library):
    """A frozen site, as small as can be."""
    site = library.build / "site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("<title>书屋</title>", encoding="utf-8")
    return site


class TestKey:
    def test_new(self, shuwu, library):
        """
        The key is made once, and only its owner may read it.
        """
        facts = shuwu("key", "new", "--no-password", "--json").facts
        again = shuwu("key", "new", "--no-password")

        assert facts["key"] in (library.root / "publisher.pub").read_text()
        assert (library.root / "publisher.key").stat().st_mode & 0o77 == 0
        assert (again.code, "there is a key already" in again.err) == (1, True)

    def test_password(self, library, site, monkeypatch):
        """
        The password is asked for, and a wrong one signs nothing.
        """
        words = ["--library", str(library.root)]
        runner = CliRunner(env={"SHUWU_MESSAGES": "en"})
        runner.invoke(cli, ["key", "new", *words], input="三个字\n三个字\n")
        wrong = runner.invoke(cli, ["sign", *words], input="四个字\n")
        right = runner.invoke(cli, ["sign", *words], input="三个字\n")

        assert (wrong.exit_code, "the password does not open this key" in wrong.stderr) == (1, True)
        assert (right.exit_code, "1 files" in right.stdout) == (0, True)


class TestRelease:
    def test_whole_way(self, shuwu, library, site, tmp_path):
        """
        A signed site is pulled, verified, and a damaged copy is named with exit code 1.
        """
        shuwu("key", "new", "--no-password")
        signed = shuwu("sign", "--json").facts
        pulled = shuwu("pull", site, tmp_path / "copy", "--json").facts
        good = shuwu("verify", tmp_path / "copy", "--key", library.root / "publisher.pub")
        (tmp_path / "copy/index.html").write_text("<title>别的</title>", encoding="utf-8")
        bad = shuwu("verify", tmp_path / "copy", "--json")

        assert pulled["release"] == signed["release"]
        assert pulled["switched"]
        assert (good.code, bad.code) == (0, 1)
        assert json.loads(bad.out)["faults"] == [{"file": "index.html", "fault": "is not as it was signed"}]

    def test_trust(self, shuwu, site, tmp_path):
        """
        The first pull says that it trusts the key it found; the next has nothing to do.
        """
        shuwu("key", "new", "--no-password")
        shuwu("sign")
        first, second = (shuwu("pull", site, tmp_path / "copy") for _ in range(2))

        assert "Ask the publisher" in first.out
        assert "is here already" in second.out

    def test_no_key(self, shuwu, site):
        """
        Without a key the command to make one is named.
        """
        outcome = shuwu("sign")

        assert (outcome.code, "shuwu key new" in outcome.err) == (1, True)

    def test_wrong_key(self, shuwu, site, tmp_path):
        """
        What is no key is named.
        """
        shuwu("key", "new", "--no-password")
        shuwu("sign")
        outcome = shuwu("pull", site, tmp_path / "copy", "--key", site / "index.html")

        assert (outcome.code, "no public key of minisign" in outcome.err) == (1, True)
