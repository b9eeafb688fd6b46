"""Meetings on a phone: live, in the frozen copy, and in a pack of their own."""

import re
from collections.abc import Iterator
from json import loads
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.packing.test_pack import WITHOUT_STORE
from tests.conftest import PHONE, make_library
from webapp.app import create_app
from webapp.freeze.site import freeze
from webapp.pack.onefile import write_onefile
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.settings import Settings, load_settings
from webapp.web.admin.password import set_password

PASSWORD = "three dry words"

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MEETING = """---
title: 八月会
date: 2024-08-15 19:30
place: 祠堂
study: [ponds]
discuss:
  - 路灯几点关？
  - seedlings
change: [补水渠]
---
带板凳来，先看[育秧](seedlings.md)。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Settings:
    """The example library with a meeting about two of its three articles."""
    root = make_library(tmp_path_factory.mktemp("meetings") / "library").root
    (root / "content/meetings").mkdir()
    (root / "content/meetings/bayue.md").write_text(MEETING, encoding="utf-8")
    return load_settings(root, environ={})


@pytest.fixture(scope="module")
def pack(library: Settings) -> Path:
    """The pack of the meeting."""
    return write_onefile(create_app(library), Selection(meeting="bayue"), PictureLimit()).path


@pytest.fixture(scope="module")
def frozen_page(library: Settings) -> str:
    """The address of the meeting's page in the frozen copy, opened from a folder."""
    freeze(create_app(library), library)
    return (library.build / "site/meetings/bayue/index.html").as_uri()


@pytest.fixture(scope="module")
def live(library: Settings) -> Iterator[str]:
    """The address of the library as ``shuwu serve`` serves it; it has an admin."""
    set_password(library.root, PASSWORD)
    command = [executable, "-m", "webapp", "serve", "--port", "0", "--json", "--library", str(library.root)]
    with Popen(command, stdout=PIPE, encoding="utf-8") as server:
        yield loads(server.stdout.readline())["url"]
        server.terminate()


@pytest.fixture(params=["frozen", "pack"])
def meeting(request, page) -> str:
    """The page of the meeting where no server takes remarks; returns its address."""
    address = request.getfixturevalue("frozen_page") if request.param == "frozen" else None
    address = address or request.getfixturevalue("pack").as_uri()
    page.goto(address)
    return address


def first_box(page):
    return page.get_by_role("textbox", name="我想说").first


class TestRemarks:
    def test_kept_and_shown(self, page, meeting):
        """
        What a reader writes is there when the page is opened again, and stands as text to send on, by its point.
        """
        first_box(page).fill("十二点太早")
        page.reload()
        sent = page.get_by_role("textbox", name="把话发出去").input_value()

        assert first_box(page).input_value() == "十二点太早"
        assert sent == "八月会\n\n路灯几点关？\n十二点太早"

    def test_copied(self, page, meeting):
        """
        A button copies the text.
        """
        first_box(page).fill("十二点太早")
        page.get_by_role("button", name="复制").click()
        page.get_by_text("复制好了").wait_for()
        page.get_by_role("textbox", name="我想说").nth(1).focus()
        page.keyboard.press("Control+V")

        expect(page.get_by_role("textbox", name="我想说").nth(1)).to_have_value(re.compile("十二点太早$"))

    def test_open_twice(self, page, meeting):
        """
        What is written in two windows of the page is kept from both.
        """
        other = page.context.new_page()
        other.goto(meeting)
        first_box(page).fill("十二点太早")
        other.get_by_role("textbox", name="我想说").nth(1).fill("育秧要早")
        page.reload()
        sent = page.get_by_role("textbox", name="把话发出去").input_value()

        assert "十二点太早" in sent
        assert "育秧要早" in sent

    def test_taken_back(self, page, meeting):
        """
        Who empties the box has said nothing, and there is nothing to send.
        """
        first_box(page).fill("十二点太早")
        first_box(page).fill("")
        page.reload()

        assert first_box(page).input_value() == ""
        assert not page.get_by_role("textbox", name="把话发出去").is_visible()

    def test_without_store(self, page, meeting):
        """
        Where nothing can be stored, the text is there all the same, and the reader is told that it will not stay.
        """
        page.add_init_script(WITHOUT_STORE)
        page.reload()
        first_box(page).fill("十二点太早")

        assert page.get_by_text("关掉页面就没有了").is_visible()
        assert "十二点太早" in page.get_by_role("textbox", name="把话发出去").input_value()

    def test_point_is_gone(self, page, meeting):
        """
        What was said about a point that the meeting no longer has can still be sent.
        """
        first_box(page).fill("十二点太早")
        page.evaluate("""() => Object.keys(localStorage).filter((name) => name.includes("remarks")).forEach((name) => {
          localStorage.setItem(name, localStorage.getItem(name).replace(/"[0-9a-f]{8}"/, '"00000000"'));
        })""")
        page.reload()

        assert first_box(page).input_value() == ""
        assert "路灯几点关？\n十二点太早" in page.get_by_role("textbox", name="把话发出去").input_value()

    def test_width(self, page, meeting):
        """
        The page is no wider than the screen.
        """
        first_box(page).fill("十二点太早")

        assert page.evaluate("document.documentElement.scrollWidth") == 360


class TestLive:
    def test_without_scripts(self, browser, live):
        """
        A reader without scripts leaves a remark on a point; the admin finds it there, and gets it as a table.
        """
        context = browser.new_context(java_script_enabled=False, viewport=PHONE)
        page = context.new_page()
        page.goto(f"{live}meetings/bayue/")
        first_box(page).fill("十二点太早")
        page.get_by_role("button", name="交上去").first.click()
        expect(page.get_by_text("收到了，谢谢您")).to_be_visible()
        assert not page.get_by_text("十二点太早").is_visible()
        page.goto(f"{live}admin/remarks")
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.get_by_role("link", name="会上的话").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="导出表格").click()

        assert page.get_by_text("十二点太早").is_visible()
        assert "十二点太早" in download.value.path().read_text("utf-8-sig")
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        context.close()

    def test_too_long(self, page, live):
        """
        The box takes no more than is allowed.
        """
        page.goto(f"{live}meetings/bayue/")
        first_box(page).click()
        page.keyboard.insert_text("茶" * 400)

        expect(first_box(page)).to_have_value("茶" * 300)


class TestLooks:
    @pytest.mark.parametrize(
        ("path", "scheme"),
        [
            ("", "light"),
            ("bayue/", "light"),
            ("bayue/", "dark"),
            ("bayue/handout/", "dark"),
            ("bayue/booklet/", "dark"),
        ],
    )
    def test_accessible(self, page, live, path, scheme):
        """
        No page is wider than the screen, and axe finds no serious and no critical fault, light or dark.
        """
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{live}meetings/{path}")
        found = Axe().run(page).response["violations"]

        assert [fault for fault in found if fault["impact"] in ("serious", "critical")] == []
        assert page.evaluate("document.documentElement.scrollWidth") == 360


class TestPack:
    def test_home(self, page, pack: Path):
        """
        The pack opens with the meeting; its points lead to the articles, and back.
        """
        page.goto(pack.as_uri())
        assert page.get_by_role("heading", level=1, name="八月会").is_visible()
        page.get_by_role("link", name="鄉村的水利與魚塘").first.click()
        page.get_by_role("heading", level=1, name="鄉村的水利與魚塘").wait_for()
        page.go_back()

        page.get_by_role("heading", level=1, name="八月会").wait_for()
        assert page.title().startswith("八月会 · ")

    def test_remark_outlasts_reading(self, page, pack: Path):
        """
        What was written is still there after reading an article.
        """
        page.goto(pack.as_uri())
        first_box(page).fill("十二点太早")
        page.get_by_role("link", name="鄉村的水利與魚塘").first.click()
        page.get_by_role("heading", level=1, name="鄉村的水利與魚塘").wait_for()
        page.go_back()

        first_box(page).wait_for()
        assert first_box(page).input_value() == "十二点太早"

    def test_introduction_leads_into_the_pack(self, page, pack: Path):
        """
        A link of the introduction opens the article out of the same file.
        """
        page.goto(pack.as_uri())
        page.get_by_role("link", name="育秧", exact=True).click()

        page.wait_for_function("document.querySelector('article h1')")
        assert page.url == f"{pack.as_uri()}#farming/seedlings.html"

    def test_without_scripts(self, browser, pack: Path):
        """
        Without scripts the agenda can be read, and no box is shown that would keep nothing.
        """
        context = browser.new_context(java_script_enabled=False, viewport=PHONE)
        page = context.new_page()
        page.goto(pack.as_uri())

        assert page.get_by_text("路灯几点关？").is_visible()
        assert page.locator("textarea:visible").count() == 0
        context.close()
