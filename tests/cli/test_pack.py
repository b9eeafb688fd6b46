"""The commands that pack a library."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


class TestHtml:
    def test_facts(self, shuwu):
        """
        ``--json`` tells where the file is, how large, and how many articles it holds.
        """
        facts = shuwu("pack", "html", "--json").facts
        path = Path(facts["path"])

        assert path.parent.name == "packs"
        assert (facts["articles"], facts["bytes"]) == (3, path.stat().st_size)

    def test_what_does_not_fit(self, shuwu):
        """
        A person is told what was left out.
        """
        whole = shuwu("pack", "html", "--json").facts["bytes"]
        outcome = shuwu("pack", "html", "--max-mb", (whole - 100) / 1_000_000)

        assert "Left out for their size: 0 articles, 1 pictures." in outcome.out

    def test_unknown_section(self, shuwu):
        """
        A section that is not there ends the command with 1 and one line.
        """
        outcome = shuwu("pack", "html", "--section", "tea")

        assert (outcome.code, outcome.out) == (1, "")
        assert outcome.err.startswith("Error: --section tea: there is no such section.")


class TestNames:
    def test_ascii(self, shuwu, monkeypatch):
        """
        With ``pack_names = "ascii"`` every pack is called in Latin letters; otherwise by the title as it is.
        """
        usual = shuwu("pack", "html", "--json").facts["path"]
        monkeypatch.setenv("SHUWU_PACK_NAMES", "ascii")
        packs = [
            shuwu("pack", kind, "--section", "farming", "--json").facts["path"] for kind in ("html", "epub", "zip")
        ]

        assert not Path(usual).name.isascii()
        assert all(Path(path).name.isascii() and "-farming-" in path for path in packs)
        assert "library" not in Path(packs[0]).name


class TestMeeting:
    def test_option(self, shuwu):
        """
        ``--meeting`` packs the articles of a meeting.
        """
        outcome = shuwu("pack", "html", "--meeting", "july")

        assert outcome.code == 1
        assert outcome.err.startswith("Error: --meeting july: there is no such meeting.")


@pytest.mark.slow
class TestZip:
    def test_facts(self, shuwu):
        """
        ``--json`` tells where the file is, how large, and how many articles it holds.
        """
        facts = shuwu("pack", "zip", "--json").facts
        path = Path(facts["path"])

        assert (path.parent.name, path.suffix) == ("packs", ".zip")
        assert (facts["articles"], facts["bytes"]) == (3, path.stat().st_size)

    def test_what_lies_where(self, shuwu):
        """
        A person is told what each volume holds.
        """
        whole = shuwu("pack", "zip", "--json").facts["bytes"]
        outcome = shuwu("pack", "zip", "--max-mb", (whole - 1000) / 1_000_000)

        assert "政策解读: 1" in outcome.out
        assert "农业技术: 2" in outcome.out
