"""The folder that a box serves from."""

from pathlib import Path

import pytest

from webapp.box.compressed import identity, prepare
from webapp.update.root import ROOT


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small frozen site that is not signed."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text('<html lang="zh"><head><title>书屋</title></head><body>首页</body></html>')
    return folder


def sign(site: Path) -> None:
    """Put the root of a manifest into *site*; a box reads none of it."""
    (site / ROOT).parent.mkdir()
    (site / ROOT).write_text("release 1")


class TestIdentity:
    def test_further_names(self, site: Path, tmp_path: Path):
        """
        A release stays the same when its files get further names, as they do whenever it is prepared.
        """
        sign(site)
        before = identity(site)
        (tmp_path / "further").hardlink_to(site / ROOT)
        (tmp_path / "page").hardlink_to(site / "index.html")

        assert identity(site) == before

    def test_signed(self, site: Path):
        """
        A site that is signed where it lies is another release.
        """
        before = identity(site)
        sign(site)

        assert identity(site) != before


class TestPrepare:
    def test_signed_meanwhile(self, site: Path):
        """
        What signing adds to a site is served, too.
        """
        unsigned = prepare(site)
        sign(site)

        assert not (unsigned / ROOT).exists()
        assert (prepare(site) / ROOT).is_file()
        assert prepare(site) == prepare(site)
