"""What a box sends, made ready beside the site."""

import os
import re
import shutil
from pathlib import Path

import brotli
import pytest
from werkzeug.test import Client

from tests.box.conftest import PAGE
from webapp.box.application import Box
from webapp.box.compressed import identity, prepare
from webapp.box.served import MISSING_PAGE, current, served_folder
from webapp.box.welcome import Welcome
from webapp.box.welcomed_phones import WelcomedPhones
from webapp.disk.exchange import exchange
from webapp.update.root import ROOT

OLD_STYLE = "assets/0123456789ab/css/site.css"
NEW_STYLE = "assets/ba9876543210/css/site.css"


@pytest.fixture
def own(site: Path, tmp_path: Path) -> Path:
    """A copy of the site, to be changed."""
    return shutil.copytree(site, tmp_path / "site")


@pytest.fixture
def box(own: Path, tmp_path: Path) -> Box:
    """A process of a box that serves ``own``."""
    prepare(own)
    return Box(own, Welcome(WelcomedPhones(tmp_path)))


def release(own: Path, **files: bytes) -> None:
    """Let a copy of the site, with *files* by their names, take its place; one of no bytes is not in it."""
    new = shutil.copytree(own, own.with_name("new"), dirs_exist_ok=True)
    for name, content in files.items():
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).write_bytes(content)
    for name in (name for name, content in files.items() if not content):
        (new / name).unlink()
    exchange(new, own)
    shutil.rmtree(new)


def read(box: Box, path: str) -> tuple[int, bytes]:
    """Return how *box* answers a request for *path*."""
    with Client(box).get(path) as response:
        return response.status_code, response.data


class TestPrepared:
    def test_not_in_the_site(self, own):
        """
        The compressed files lie beside the site, where nobody copies them.
        """
        folder = prepare(own)

        assert (folder / "index.html.br").is_file()
        assert not list(own.rglob("*.br"))

    def test_again(self, own):
        """
        What did not change is not compressed again.
        """
        before = (prepare(own) / "farming/index.html.br").stat()
        release(own, **{"index.html": PAGE[:-7]})
        folder = prepare(own)

        assert (folder / "farming/index.html.br").stat().st_ino == before.st_ino
        assert brotli.decompress((folder / "index.html.br").read_bytes()) == PAGE[:-7]

    def test_room(self, own):
        """
        A minute after a release its predecessor's folder is removed.
        """
        old = prepare(own)
        release(own, **{"index.html": b"new"})
        new = prepare(own)
        assert old.is_dir()
        os.utime(old, (0, 0))
        prepare(own)

        assert [path for path in served_folder(own).iterdir() if path.is_dir()] == [new]

    def test_folder_comes_back(self, own):
        """
        A folder that held an older release, and comes back with another page inside, is another release.
        """
        prepare(own)
        old = own.with_name("old")
        shutil.copytree(own, old)
        exchange(own, old)
        (old / "farming/index.html").write_bytes(b"newer")
        exchange(own, old)

        assert (prepare(own) / "farming/index.html").read_bytes() == b"newer"

    def test_changed_meanwhile(self, own):
        """
        A site that is exchanged while it is made ready is made ready again, and no two releases are mixed.
        """
        releases = iter([{"index.html": b"new", "farming/index.html": b"new"}])
        folder = prepare(own, lambda done, total: [release(own, **files) for files in releases])

        assert (folder / "index.html").read_bytes() == (folder / "farming/index.html").read_bytes() == b"new"

    def test_signed(self, own):
        """
        A site that is signed where it lies is prepared once more, and then stays the same: the further names that its
        files get by it make no other release.
        """
        unsigned = prepare(own)
        (own / ROOT).parent.mkdir()
        (own / ROOT).write_text("a release")
        before = identity(own)
        signed = prepare(own)

        assert signed != unsigned
        assert (signed / ROOT).read_text() == "a release"
        assert identity(own) == before


class TestMissingPage:
    @pytest.mark.parametrize("base", ["", '<base href="/village/">', "<base href=/village/>"])
    def test_any_depth(self, own, base):
        """
        The page for what is missing counts its links from the root of the box, whatever the site's public address is.
        """
        page = f"<!doctype html>\n<html lang=en>\n<meta charset=utf-8>{base}<form action=search/index.html></form>"
        (own / "404.html").write_text(page)
        made = (prepare(own) / MISSING_PAGE).read_text()

        assert re.findall("<base[^>]*>", made) == ['<base href="/">']
        assert made.replace('<base href="/">', "") == page.replace(base, "")


class TestRelease:
    def test_new(self, own, box):
        """
        A box goes over to a new release while it serves.
        """
        release(own, **{"index.html": b"new"})
        prepare(own)
        box.refresh()

        assert read(box, "/") == (200, b"new")

    def test_page_of_before(self, own, box):
        """
        A page that was opened before the release still finds its style.
        """
        style = (own / OLD_STYLE).read_bytes()
        release(own, **{OLD_STYLE: b"", NEW_STYLE: b"green"})
        prepare(own)
        box.refresh()

        assert read(box, f"/{OLD_STYLE}") == (200, style)
        assert read(box, f"/{NEW_STYLE}") == (200, b"green")

    def test_link_to_what_is_gone(self, own, box, monkeypatch):
        """
        Who follows a link on it to a page that is gone still reads that for half a minute, and is told afterwards.
        """
        release(own, **{"farming/index.html": b""})
        prepare(own)
        box.refresh()
        at_once = read(box, "/farming/index.html")
        monkeypatch.setattr("webapp.box.application._PATIENCE_SECONDS", 0)

        assert at_once == (200, PAGE)
        assert read(box, "/farming/index.html")[0] == 404

    def test_some_releases_later(self, own, box):
        """
        It finds it after further releases too, for a day.
        """
        (own / OLD_STYLE).unlink()
        for page in (b"second", b"third", b"fourth"):
            release(own, **{"index.html": page})
            prepare(own)
        box.refresh()

        assert read(box, f"/{OLD_STYLE}")[0] == 200

    def test_another_process(self, own, box):
        """
        A page of the new release may come from another process: what it needs is looked for before it is said to miss.
        """
        release(own, **{NEW_STYLE: b"green"})
        prepare(own)

        assert read(box, f"/{NEW_STYLE}") == (200, b"green")

    def test_busy_process(self, own, box):
        """
        A process that slept while its release was removed goes over to the new one.
        """
        old = current(own)
        release(own, **{"index.html": b"new"})
        prepare(own)
        shutil.rmtree(old)

        assert read(box, "/") == (200, b"new")


class TestPacks:
    def test_new(self, own, box, tmp_path):
        """
        A pack that is made while the box runs is there a moment later; without any, there is no list.
        """
        assert read(box, "/packs/new.zip")[0] == 404
        (tmp_path / "packs").mkdir()
        (tmp_path / "packs" / "new.zip").write_bytes(b"PK")

        assert read(box, "/packs/new.zip") == (200, b"PK")

    def test_replaced(self, own, box, tmp_path):
        """
        A pack that takes the place of another is sent whole at once; one that was taken away is missing.
        """
        pack = tmp_path / "packs" / "new.zip"
        pack.parent.mkdir()
        pack.write_bytes(b"PK")
        box.refresh()
        pack.write_bytes(b"PK and more")
        assert read(box, "/packs/new.zip") == (200, b"PK and more")
        pack.unlink()

        assert read(box, "/packs/new.zip")[0] == 404
