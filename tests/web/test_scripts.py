"""What the scripts cost a slow line, and what they may not do."""

import gzip
import re
import tomllib
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp.web.assets import BUNDLES, STATIC

PROJECT = Path(__file__).parents[2]
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
            f"{path.parent.name}/{path.stem}" for path in STATIC.rglob("*") if path.suffix in (".js", ".css")
        }

    @pytest.mark.parametrize("path", sorted((STATIC / "js").glob("*.js")), ids=lambda path: path.name)
    def test_no_code_from_text(self, path: Path):
        """
        No script makes code or markup from text.
        """
        assert not re.search(r"\beval\b|\bFunction\(|innerHTML|document\.write|setTimeout\(\"", path.read_text("utf-8"))
