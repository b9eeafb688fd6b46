"""A clerk's day at the admin pages, on a phone's screen; ``page`` fails on any console error and failed request."""

import subprocess
import zipfile
from json import loads
from sys import executable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.conftest import make_library

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PASSWORD = "three dry words"
MATTERS = ("停水", "停电", "防火", "防汛", "体检", "开学", "修路", "收购", "讲座", "放映")
PAGES = (
    "",
    "freeze",
    "searches",
    "trash",
    "articles/seedlings/",
    "articles/seedlings/pictures",
    "articles/seedlings/history",
    "sign-in",
)


def notice(matter: str) -> str:
    """Return a notice as it comes from a web page, with a line that is the page's own."""
    day = MATTERS.index(matter) + 1
    return f"{matter}通知\n\n五月{day}日上午全村{matter}，请各户留意安排。\n\n责任编辑：王五\n"


def serve(library):
    command = [executable, "-m", "webapp", "serve", "--port", "0", "--json", "--library", str(library.root)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A library with a password."""
    settings = make_library(tmp_path_factory.mktemp("desk") / "library")
    command = [executable, "-m", "webapp", "admin", "password", "--password", PASSWORD]
    subprocess.run([*command, "--library", str(settings.root)], check=True, capture_output=True)
    return settings


@pytest.fixture(scope="module")
def site(library):
    """The address at which ``shuwu serve`` serves it."""
    with serve(library) as server:
        yield loads(server.stdout.readline())["url"]
        server.terminate()


@pytest.fixture
def desk(page, site):
    """The page after signing in."""
    page.goto(f"{site}admin/")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_selector("form.drop")
    return page


class TestClerksDay:
    def test_from_the_first_file_to_the_download(self, desk, site, library, tmp_path):
        """
        Ten files are dropped as drafts; two are mended, all are published and found; one change is undone; the site is
        frozen and downloaded.
        """
        files = [tmp_path / f"{matter}.txt" for matter in MATTERS]
        for file, matter in zip(files, MATTERS, strict=True):
            file.write_text(notice(matter), encoding="gb18030")
        desk.set_input_files("#files", files)
        desk.click("form.drop summary")
        desk.check("input[value=draft]")
        desk.click("form.drop button")
        expect(desk.locator("main")).to_contain_text("收到 10 个文件：成了 10 篇文章，0 个没有收下。")

        # Mends a title, and sees it in the preview before it is saved.
        desk.click("main a:has-text('停水通知')")
        desk.fill("#title", "明天停水")
        desk.wait_for_selector(".preview h2:has-text('明天停水')")
        desk.click("button:has-text('保存')")
        desk.wait_for_selector(".notice.good")

        # Puts back a line that the cleaning took.
        desk.goto(f"{site}admin/?q=停电")
        desk.click(".entries a:has-text('停电通知')")
        desk.click(".tabs a:has-text('清理')")
        desk.click("section:has-text('编辑') summary")
        desk.check("section:has-text('编辑') input[type=checkbox]")
        desk.click("section:has-text('编辑') button:has-text('勾选')")
        desk.wait_for_selector(".notice.good")
        assert "责任编辑" in desk.inner_text("section:has(#after)")

        desk.goto(f"{site}admin/?status=draft")
        while desk.locator("button:has-text('发布')").count():
            desk.locator("button:has-text('发布')").first.click()
            desk.wait_for_selector(".notice.good")
            desk.goto(f"{site}admin/?status=draft")

        desk.goto(f"{site}search/?q=停水")
        desk.click("main .entries a:has-text('明天停水')")
        expect(desk.locator("h1")).to_have_text("明天停水")
        assert "ting-dian-tong-zhi.html" in fetch(desk, f"{site}search/?q=停电")

        # Goes back to the title that the file had.
        desk.goto(f"{site}admin/?q=明天停水")
        desk.click(".entries a:has-text('明天停水')")
        desk.click(".tabs a:has-text('历史')")
        desk.locator("button:has-text('退回')").last.click()
        desk.wait_for_selector("h1:has-text('停水通知')")

        desk.goto(f"{site}admin/freeze")
        desk.click("button:has-text('开始生成')")
        desk.wait_for_selector("a:has-text('下载')", timeout=60_000)
        with desk.expect_download() as download:
            desk.click("a:has-text('下载')")
        with zipfile.ZipFile(download.value.path()) as archive:
            names = archive.namelist()
        assert "site/index.html" in names
        assert "site/articles/ting-dian-tong-zhi.html" in names
        assert [name for name in names if "admin" in name] == []

    def test_signed_out(self, desk, site):
        """
        After signing out the pages are closed again.
        """
        desk.click("button:has-text('退出')")
        desk.wait_for_url("**/admin/sign-in*")
        desk.goto(f"{site}admin/trash")

        assert desk.url.endswith("/admin/sign-in")

    def test_inbox(self, desk, site, library):
        """
        A file that is put into the inbox while the library is served can be read and found.
        """
        (library.content / "inbox").mkdir(exist_ok=True)
        (library.content / "inbox/bees.txt").write_text("养蜂讲座\n\n周六下午在村部讲养蜂。\n", encoding="utf-8")
        wait_until(desk, lambda: "yang-feng-jiang-zuo.html" in fetch(desk, f"{site}search/?q=养蜂讲座"))
        wait_until(desk, lambda: not list((library.content / "inbox").iterdir()))

        desk.goto(f"{site}articles/yang-feng-jiang-zuo.html")
        assert "周六下午" in desk.inner_text("article")

    @pytest.mark.parametrize(
        ("path", "width"), [*((path, 360) for path in PAGES), ("", 1280), ("articles/seedlings/", 1280)]
    )
    def test_looks(self, desk, site, path, width):
        """
        No page is wider than the screen, and axe finds no serious fault.
        """
        desk.set_viewport_size({"width": width, "height": 800})
        desk.goto(f"{site}admin/{path}")
        desk.evaluate("() => document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        found = Axe().run(desk).response["violations"]

        assert desk.evaluate("document.documentElement.scrollWidth") == width
        assert [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")] == []

    def test_without_scripts(self, browser, site):
        """
        Every page works as a plain form.
        """
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{site}admin/")
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.goto(f"{site}admin/articles/ponds/")
        page.fill("#title", "试一试")
        page.click("button:has-text('预览')")
        shown = page.inner_text(".preview h2")
        page.click("button:has-text('保存')")
        saved = page.inner_text("h1")
        context.close()

        assert (shown, saved) == ("试一试", "试一试")


def fetch(page, url: str) -> str:
    """Return what another tab of the same browser would get."""
    return page.request.get(url).text()


def wait_until(page, is_so) -> None:
    """Wait until *is_so* returns true; fail if it never does."""
    for _ in range(300):
        if is_so():
            return
        page.wait_for_timeout(100)
    pytest.fail("This never came true.")
