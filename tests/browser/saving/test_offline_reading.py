"""A reader whose line goes away: what was read, what was saved, and what an update fetches."""

from json import loads
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.saving.releases import Releases, cut, read, save_all
from webapp.app import create_app
from webapp.freeze.site import freeze
from webapp.pack.onefile import write_onefile
from webapp.pack.pack_lists import write_pack_lists
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.settings import Settings

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SEEDLINGS = "farming/seedlings.html"


class TestRead:
    def test_again_without_a_line(self, reader: Page, host):
        """
        An article that was read opens without a line, with its picture.
        """
        site, server = host
        read(reader, site + SEEDLINGS)
        cut(server)
        reader.goto(site + SEEDLINGS)

        expect(reader.locator("article")).to_contain_text("两叶一心的时候开始炼苗")
        assert reader.evaluate("document.querySelector('article picture img').decode().then(() => true)")
        assert reader.evaluate("[...document.styleSheets].pop().cssRules.length") > 10

    def test_what_was_not_read(self, reader: Page, host):
        """
        One that was not read leads to the page that says what can be read.
        """
        site, server = host
        read(reader, site + SEEDLINGS)
        cut(server)
        reader.goto(f"{site}policy/village-rules.html")

        assert reader.inner_text("h1") == "离线阅读"

    def test_newest_with_a_line(self, reader: Page, host, releases: Releases):
        """
        With a line, a page that was read is shown as it is now.
        """
        site, server = host
        read(reader, f"{site}index.html")
        server.folder = releases.small
        reader.goto(f"{site}index.html")

        assert "水库放水通知" in reader.inner_text("main")


class TestSave:
    def test_all(self, reader: Page, host):
        """
        The size is told first. Then every page opens without a line, and the search finds.
        """
        site, server = host
        reader.goto(f"{site}offline/index.html")
        expect(reader.locator("[role=status]")).to_contain_text("要下载至多")
        save_all(reader, site)
        cut(server)
        reader.goto(f"{site}search/index.html?q=炼苗")
        reader.click("a:has-text('早稻育秧三件事')")

        expect(reader.locator("article")).to_contain_text("两叶一心的时候开始炼苗")

    def test_resume(self, reader: Page, host):
        """
        After a cut in the middle, saving goes on with what is missing.
        """
        site, server = host
        reader.goto(f"{site}offline/index.html")
        expect(reader.locator("button")).to_contain_text("全部存下来")
        cut(server, 40)
        reader.click("button")
        expect(reader.locator("[role=status]")).to_contain_text("下载断了")
        fetched = set(server.requests)
        server.requests.clear()
        cut(server, 1_000_000)
        reader.click("button:has-text('再试一次')")
        reader.click("button:has-text('接着存')")
        expect(reader.locator("[role=status]")).to_contain_text("已全部存下")

        again = fetched & set(server.requests) - {"release/release.txt"}
        assert len(fetched) > 20
        assert len(again) < 10  # those that were on their way

    def test_undo(self, reader: Page, host):
        """
        The saved library can be deleted, and its room is free again.
        """
        site, _ = host
        save_all(reader, site)
        reader.click("button:has-text('删除存下的书库')")
        expect(reader.locator("button")).to_contain_text("全部存下来")

        kept = "caches.open('shuwu saved 1 ' + new URL('..', location)).then((store) => store.keys())"
        assert reader.evaluate(f"{kept}.then((keys) => keys.filter((key) => /content/.test(key.url)).length)") == 1

    def test_without_a_worker(self, reader: Page, host, frozen_folder: Path):
        """
        From a folder, the page names another way and nothing fails.
        """
        faults: list[str] = []
        reader.on("console", lambda message: message.type == "error" and faults.append(message.text))
        reader.goto((frozen_folder / "offline/index.html").as_uri())

        assert "向办这个书库的人要" in reader.inner_text("[role=status]")
        assert faults == []


class TestPacks:
    def test_where_nothing_can_be_saved(self, launch, library: Settings):
        """
        On a box without HTTPS the page leads to the packs that lie beside the site.
        """
        freeze(create_app(library), library)
        packed = write_onefile(create_app(library), Selection(), PictureLimit()).path
        write_pack_lists(create_app(library))
        command = [executable, "-m", "webapp", "serve", "--frozen", "--port", "0", "--json", "--library", library.root]
        with Popen(command, stdout=PIPE, encoding="utf-8") as box:
            port = loads(box.stdout.readline())["url"].rstrip("/").rpartition(":")[2]
            browser = launch(f"--host-resolver-rules=MAP village.example 127.0.0.1:{port}")
            reader = browser.new_page()
            reader.goto("http://village.example/offline/")
            reader.click("button:has-text('下载书库文件')")
            with reader.expect_download() as saving:
                reader.click(f"a:has-text('{packed.name}')")
            saved = saving.value.path().read_bytes()
            browser.close()
            box.terminate()

        assert saved == packed.read_bytes()


class TestUpdate:
    def test_only_changes(self, reader: Page, host, releases: Releases):
        """
        An update fetches the changed files, the root and the newest segment of the manifest, and nothing else.
        """
        site, server = host
        save_all(reader, site)
        changed = {
            path.relative_to(releases.small).as_posix()
            for path in releases.small.rglob("*")
            if path.is_file() and not _is_same(path, releases.first / path.relative_to(releases.small))
        }
        server.folder = releases.small
        server.requests.clear()
        reader.reload()
        reader.click("button:has-text('更新')")
        expect(reader.locator("[role=status]")).to_contain_text("20250602")

        assert set(server.requests) - {"worker.js"} <= changed
        assert "articles/notice.html" in server.requests


def _is_same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()
