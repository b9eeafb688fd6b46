"""The table of docs/security.md names tests that there are."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
TABLE = TESTS.parent / "docs" / "security.md"
ROW = re.compile(r"^\| (?!threat|---)(.+?) \| (.+?) \| (.+?) \|$", re.M)
NAME = re.compile(r"`([^`]+)`")


def shown_by() -> list[tuple[str, str]]:
    """Return each test that the table names with its file, which may stand before it in its row."""
    found = []
    for row in ROW.findall(TABLE.read_text(encoding="utf-8")):
        file = ""
        for name in NAME.findall(row[2]):
            path, _, rest = name.partition("::") if ".py" in name else (file, "", name)
            file = path
            found.append((path, rest))
    return found


class TestTable:
    @pytest.mark.parametrize(("file", "name"), shown_by())
    def test_shown(self, file, name):
        """
        Each test is where the table says.
        """
        text = (TESTS / file).read_text(encoding="utf-8")
        defined = set(re.findall(r"^(?:class| {4}def|def) (\w+)", text, re.M))

        assert set(filter(None, name.split("::"))) <= defined

    def test_every_threat(self):
        """
        No threat stands there without a test.
        """
        rows = ROW.findall(TABLE.read_text(encoding="utf-8"))

        assert len(rows) > 30
        assert [threat for threat, _, tests in rows if not NAME.search(tests)] == []
