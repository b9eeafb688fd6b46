"""The one-file library as readers get it: opened from storage, in old browsers, without scripts or any store."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import PHONE, make_library
from tests.pack.own_templates import PICTURE, own_template
from webapp.app import create_app
from webapp.pack.onefile import write_onefile
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.settings import Settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WITHOUT_DECOMPRESSION = "delete window.DecompressionStream"
WITHOUT_STORE = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
)
NOW = "2024-06-01T08:00:00"


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Settings:
    library = make_library(tmp_path_factory.mktemp("packed") / "library")
    (library.content / "about.md").write_text("这是石桥村的书屋。", encoding="utf-8")
    return library


@pytest.fixture(scope="module")
def pack(library: Settings) -> Path:
    """The example library as one file."""
    return write_onefile(create_app(library), Selection(), PictureLimit()).path


@pytest.fixture
def reader(page, pack: Path):
    """A page that shows the file. It must ask for nothing but the file itself."""
    asked: list[str] = []
    page.clock.set_fixed_time(NOW)
    page.on("request", lambda request: request.url.startswith("data:") or asked.append(request.url))
    page.goto(pack.as_uri())
    yield page

    assert set(asked) == {pack.as_uri()}


def search(page, query: str) -> None:
    page.get_by_role("link", name="搜索").click()
    page.get_by_role("heading", level=1, name="搜索").wait_for()
    page.locator("main [name=q]").fill(query)
    page.locator("main .answers .entry").first.wait_for()


class TestOwnTemplates:
    def test_picture(self, page, tmp_path: Path):
        """
        A library that writes its pictures in a template of its own has them in its file too.
        """
        library = make_library(tmp_path / "library")
        own_template(library, "_picture.html", PICTURE)
        packed = write_onefile(create_app(library), Selection(), PictureLimit()).path
        page.goto(f"{packed.as_uri()}#farming/seedlings.html")
        picture = page.locator("article img")
        picture.wait_for()

        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 320


class TestLines:
    LINES = """lines => lines.map((line) => {
        return line.outerHTML.replace(/\\s+/g, " ").replace(/> </g, "><").replace(/ src="[^"]*"/, "");
    })"""

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_as_templates_print_them(self, page, tmp_path: Path, language: str):
        """
        A line of a list is the same whether it was printed or a script made it.
        """
        library = make_library(tmp_path / "library")
        policy = library.content / "policy"
        (policy / "plain.md").write_text("---\ntitle: Plain\nlang: en\n---\n" + "All of it is **here**. " * 9, "utf-8")
        (policy / "told.md").write_text("---\ntitle: 说\ndate: 2024-01-02\ndescription: 说明\n---\n正文", "utf-8")
        (policy / "bare.md").write_text("---\ntitle: 空\n---\n", "utf-8")
        library = replace(library, language=language)
        packed = write_onefile(create_app(library), Selection(), PictureLimit()).path
        page.goto(packed.as_uri())
        printed = page.locator("main .entry").evaluate_all(self.LINES)
        page.goto(f"{packed.as_uri()}#all/")
        page.locator("main .pager").wait_for(state="attached")
        expect(page.locator("main .entry .summary:empty")).to_have_count(0)

        assert len(printed) > 4
        assert page.locator("main .entry").evaluate_all(self.LINES) == printed

    def test_pinned(self, page, tmp_path: Path):
        """
        A section begins with what it says of itself and with its pinned articles, as on the other faces.
        """
        library = make_library(tmp_path / "library")
        policy = library.content / "policy"
        (policy / "_index.md").write_text("---\ntitle: 政策\ndescription: 大家的事\n---\n", "utf-8")
        (policy / "old.md").write_text("---\ntitle: 先看\ndate: 2001-02-03\nweight: 1\n---\n正文", "utf-8")
        packed = write_onefile(create_app(library), Selection(), PictureLimit()).path
        page.goto(f"{packed.as_uri()}#policy/")
        first = page.locator("main .entry").first

        expect(first.locator("h3")).to_have_text("先看")
        expect(first.locator(".facts")).to_have_text("置顶 2001年2月3日")
        expect(page.locator("main .lead")).to_have_text("大家的事")
        expect(page.locator("main .entry h3 a", has_text="先看")).to_have_count(1)


class TestReading:
    def test_article(self, reader):
        """
        A title on the first screen leads to the article; back and forward go between them.
        """
        title = reader.locator(".entry h3 a").first.inner_text()
        reader.get_by_role("link", name=title).click()
        reader.get_by_role("heading", level=1, name=title).wait_for()
        reader.go_back()
        reader.get_by_role("heading", name="最新文章").wait_for()
        reader.go_forward()

        reader.get_by_role("heading", level=1, name=title).wait_for()
        assert title in reader.title()

    def test_address_of_an_article(self, page, pack: Path):
        """
        An address with an article in it opens the article.
        """
        page.goto(f"{pack.as_uri()}#farming/ponds.html")

        page.get_by_role("heading", level=1, name="鄉村的水利與魚塘").wait_for()
        assert page.get_by_role("heading", name="清塘").is_visible()

    def test_picture(self, reader):
        """
        The pictures of an article are shown out of the file.
        """
        reader.goto(f"{reader.url}#farming/seedlings.html")
        picture = reader.locator("article img")
        picture.wait_for()

        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 320

    def test_lists(self, reader):
        """
        Sections and tags list their articles.
        """
        reader.get_by_role("link", name="农业技术").first.click()
        reader.get_by_role("heading", level=1, name="农业技术").wait_for()
        in_section = reader.locator("main .entry").count()
        reader.get_by_role("link", name="标签").click()
        reader.get_by_role("link", name="乡村振兴").click()
        reader.get_by_role("heading", level=1, name="乡村振兴").wait_for()

        assert in_section == 2
        assert reader.locator("main .entry").count() >= 1

    def test_about(self, reader):
        """
        What the library says about itself is in the file.
        """
        reader.get_by_role("link", name="关于").click()

        reader.get_by_text("这是石桥村的书屋").wait_for()

    def test_nothing_there(self, reader):
        """
        An address of what the file does not hold says so.
        """
        reader.goto(f"{reader.url}#farming/gone.html")

        reader.get_by_text("这篇文章不在这个文件里").wait_for()


class TestSearch:
    def test_either_script(self, reader):
        """
        A word in one script finds texts in the other, and is marked in the list and in the article.
        """
        search(reader, "鱼塘")
        assert reader.locator(".answers mark").first.inner_text() == "魚塘"
        reader.locator(".answers .entry h3 a").first.click()
        reader.get_by_role("heading", level=1, name="鄉村的水利與魚塘").wait_for()

        assert "魚塘" in reader.locator("article mark").all_inner_texts()

    def test_meant(self, reader):
        """
        Pinyin is answered by the words of the library.
        """
        reader.get_by_role("link", name="搜索").click()
        reader.get_by_role("heading", level=1, name="搜索").wait_for()
        reader.locator("main [name=q]").fill("yutang")
        reader.get_by_role("link", name="鱼塘").or_(reader.get_by_role("link", name="魚塘")).click()

        reader.locator(".answers .entry").first.wait_for()

    def test_from_first_screen(self, reader):
        """
        The form on the first screen searches.
        """
        reader.locator("main [name=q]").fill("水渠")
        reader.locator("main button").click()

        reader.locator(".answers .entry").first.wait_for()


class TestOldBrowsers:
    @pytest.mark.parametrize("lack", [WITHOUT_DECOMPRESSION, WITHOUT_STORE])
    def test_all_works(self, page, pack: Path, lack: str):
        """
        Without DecompressionStream, and with every store forbidden, the file is read and searched all the same.
        """
        page.add_init_script(lack)
        page.goto(pack.as_uri())
        search(page, "鱼塘")
        page.locator(".answers .entry h3 a").first.click()

        page.get_by_role("heading", level=1, name="鄉村的水利與魚塘").wait_for()

    def test_bookmarks_without_store(self, page, pack: Path):
        """
        Where nothing can be stored, a bookmark lasts as long as the page, and the reader is told.
        """
        page.add_init_script(WITHOUT_STORE)
        page.goto(f"{pack.as_uri()}#farming/ponds.html")
        page.get_by_role("button", name="收藏这篇").click()
        page.get_by_text("关掉页面就没有了").wait_for()
        page.get_by_role("link", name="收藏").click()

        page.get_by_role("heading", level=1, name="收藏").wait_for()
        expect(page.locator("main .entry")).to_have_count(1)

    def test_without_scripts(self, browser, pack: Path):
        """
        Without scripts the newest articles are there to read, and nothing is shown that would not work.
        """
        context = browser.new_context(java_script_enabled=False, viewport=PHONE)
        page = context.new_page()
        page.goto(pack.as_uri())
        title = page.locator(".entry h3 a").first.inner_text()
        page.locator(".entry h3 a").first.click()

        expect(page.locator("article h2", has_text=title).first).to_be_visible()
        expect(page.locator("main form")).to_be_hidden()
        context.close()


class TestCutFile:
    @pytest.mark.parametrize("place", ["<script>(function", 'data-block="facts"', 'data-block="text-0"', '<i id="end"'])
    def test_told(self, browser, pack: Path, tmp_path: Path, place: str):
        """
        A file whose end was lost on its way says so, wherever it was cut; its first screen can be read.
        """
        whole = pack.read_bytes()
        cut = tmp_path / "cut.html"
        cut.write_bytes(whole[: whole.index(place.encode()) + len(place) // 2])
        page = browser.new_page()
        page.goto(cut.as_uri())

        expect(page.locator(".edition-note")).to_contain_text("这个文件不完整")
        expect(page.get_by_role("heading", name="最新文章")).to_be_visible()
        page.close()


class TestReader:
    def test_settings_and_bookmarks_stay(self, reader):
        """
        The size of the text and what was kept are there again when the file is opened again.
        """
        reader.get_by_role("link", name="字体").first.click()
        reader.get_by_label("更大").check()
        reader.goto(f"{reader.url.split('#')[0]}#farming/ponds.html")
        reader.get_by_role("button", name="收藏这篇").click()
        reader.reload()
        reader.get_by_role("button", name="已收藏").wait_for()

        assert reader.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"

    def test_older_file(self, page, pack: Path, library: Settings):
        """
        Who opened a newer file is told by the older one that it is old.
        """
        article = library.content / "farming" / "ponds.md"
        text = article.read_text("utf-8")
        article.write_text(text.replace("date: 2023-11-20", "date: 2024-05-20"), encoding="utf-8")
        newer = write_onefile(create_app(library), Selection(), PictureLimit()).path
        article.write_text(text, encoding="utf-8")
        page.clock.set_fixed_time(NOW)
        page.goto(newer.as_uri())
        page.wait_for_function("shuwuPack.ready.then(() => true)")
        assert not page.locator(".edition-note").is_visible()
        page.goto(pack.as_uri())

        page.get_by_text("这一份是旧的").wait_for()
        assert "2024年5月20日" in page.locator(".edition-note").inner_text()

    def test_old_without_store(self, page, pack: Path):
        """
        Where nothing is known of others, a file says how old its newest article is.
        """
        page.add_init_script(WITHOUT_STORE)
        page.clock.set_fixed_time("2025-05-02T08:00:00")
        page.goto(pack.as_uri())

        page.get_by_text("12 个月以前").wait_for()
