"""What the scripts cost a slow line, and what they may not do."""

import gzip
import re
import tomllib
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.javascript import unreadable
from webapp.web.site.assets import BUNDLES, STATIC

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[3]
LIMITS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["shuwu"]


class TestBundles:
    def test_size(self, client: FlaskClient):
        """
        The scripts of the frozen search, compressed, are no larger than pyproject.toml allows.
        """
        sent = client.get("/assets/any/js/offline-search.js").data

        assert len(gzip.compress(sent, 9)) <= LIMITS["search_script_bytes"]

    def test_nothing_left_out(self):
        """
        Every script is part of a bundle, and every style of one, of the pages themselves or of packs.
        """
        bundled = {f"{path.rpartition('.')[2]}/{part}" for path, parts in BUNDLES.items() for part in parts}
        inside = {"css/first", "css/pack", "css/book", "css/newer"}

        assert bundled | inside == {
            f"{path.suffix[1:]}/{path.stem}" for path in STATIC.rglob("*.*") if path.suffix in (".js", ".css")
        }

    def test_names(self):
        """
        No two files have one name, for a bundle names its parts without their folders.
        """
        names = [path.name for path in STATIC.rglob("*.*")]

        assert sorted(set(names)) == sorted(names)

    @pytest.mark.parametrize("path", sorted(STATIC.rglob("*.js")), ids=lambda path: path.name)
    def test_no_code_from_text(self, path: Path):
        """
        No script makes code or markup from text.
        """
        assert not re.search(r"\beval\b|\bFunction\(|innerHTML|document\.write|setTimeout\(\"", path.read_text("utf-8"))


class TestOldBrowsers:
    @pytest.mark.parametrize("path", [path for path in BUNDLES if path.endswith(".js")])
    def test_scripts_as_sent(self, client: FlaskClient, tmp_path: Path, path: str):
        """
        What is sent of each script, after it was made small, is JavaScript of 2017.
        """
        sent = tmp_path / "sent.js"
        sent.write_bytes(client.get(f"/assets/any/{path}").data)

        assert unreadable([sent]) == ""

    @pytest.mark.parametrize(
        "script", ["try {} catch {}", "var a = {...b};", "a?.b", "a ?? b", "/a/s", "/(?<=a)b/", "1_000", "a ||= b"]
    )
    def test_newer_scripts(self, tmp_path: Path, script: str):
        """
        What came into the language later is seen by the judge.
        """
        (tmp_path / "newer.js").write_text(script, encoding="utf-8")

        assert "newer.js" in unreadable([tmp_path / "newer.js"])
