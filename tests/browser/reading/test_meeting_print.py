"""Handouts and booklets as Chromium prints them."""

import io
import re

import pypdfium2
import pytest
import zxingcpp

from tests.conftest import make_library
from webapp.app import create_app
from webapp.freeze.site import freeze
from webapp.settings import Settings, load_settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

A4 = (210, 297)
URL = "https://example.org/shiqiao"
HARD = {
    "punctuation": "“（《茶》）”，" * 300,
    "numbers": "1,234,567.89 元；" * 200,
    "english": "Willow WWW MMM tea gardens and overlong-unbreakable-words-in-the-middle. " * 60,
    "address": "https://example.org/" + "a" * 400 + " 完。\n\n" + "茶。\n\n" * 30,
    "headings": "## 标题\n\n一句话。\n\n" * 40,
    "lists": "1. 第一件事要先做完再说。\n2. 二\n   - 里面还有一层，写得也不短，要两行才放得下，这样。\n\n" * 12,
    "tables": "| 组 | 桶 |\n|---|---|\n" + "| 第一组的人 | 二十八个桶，放在村口 |\n" * 60,
    "faces": "👩‍🌾🎋①㊗ㄅ한글ｗｉｄｅ\t" * 80,
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory) -> Settings:
    """The example library with an address, articles that are hard to break into pages, and a meeting about all."""
    root = make_library(tmp_path_factory.mktemp("print") / "library").root
    for name, body in HARD.items():
        (root / f"content/farming/{name}.md").write_text(f"---\ntitle: {name}\n---\n{body}", encoding="utf-8")
    (root / "content/meetings").mkdir()
    named = ", ".join(HARD)
    (root / "content/meetings/hard.md").write_text(f"---\ntitle: 会\nstudy: [{named}]\n---\n", encoding="utf-8")
    (root / "content/meetings/bayue.md").write_text(
        "---\ntitle: 八月会\ndate: 2024-08-15\nstudy: [ponds, seedlings]\ndiscuss: [路灯几点关？]\n---\n",
        encoding="utf-8",
    )
    with (root / "shuwu.toml").open("a", encoding="utf-8") as file:
        file.write(f'url = "{URL}"\n')
    settings = load_settings(root, environ={})
    freeze(create_app(settings), settings)
    return settings


@pytest.fixture
def printed(page, settings: Settings):
    """Prints a page of the frozen copy, and returns the paper."""

    def print_page(path: str) -> pypdfium2.PdfDocument:
        page.goto((settings.build / "site/meetings" / path / "index.html").as_uri())
        return pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))

    return print_page


def codes(paper: pypdfium2.PdfDocument) -> set[str]:
    """Return what a phone reads off *paper* at 150 dots an inch."""
    pictures = [sheet.render(scale=150 / 72).to_pil() for sheet in paper]
    return {code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)}


def texts(paper: pypdfium2.PdfDocument) -> list[str]:
    return [re.sub(r"\s", "", sheet.get_textpage().get_text_range()) for sheet in paper]


def sizes(paper: pypdfium2.PdfDocument) -> set[tuple[int, ...]]:
    """Return the sizes of the sheets in millimetres."""
    return {tuple(round(points / 72 * 25.4) for points in sheet.get_size()) for sheet in paper}


class TestHandout:
    def test_paper(self, printed):
        """
        A short meeting is one upright sheet of A4, with what is on it and nothing of the site around.
        """
        paper = printed("bayue/handout")
        (text,) = texts(paper)

        assert sizes(paper) == {A4}
        assert "路灯几点关？" in text
        assert "搜索" not in text
        assert "这一页是用来打印的" not in text

    def test_codes(self, printed):
        """
        A phone reads the codes off the paper.
        """
        assert codes(printed("bayue/handout")) == {f"{URL}/farming/ponds.html", f"{URL}/farming/seedlings.html"}


class TestBooklet:
    def test_paper(self, printed):
        """
        Sides lie across A4, an even number of them; the first has the last page and the cover.
        """
        paper = printed("bayue/booklet")
        first, second = texts(paper)[:2]

        assert sizes(paper) == {A4[::-1]}
        assert len(paper) == 2
        assert "八月会" in first
        assert "鄉村的水利與魚塘" in second

    def test_codes(self, printed):
        """
        A phone reads the codes off the paper.
        """
        assert codes(printed("bayue/booklet")) == {f"{URL}/farming/ponds.html", f"{URL}/farming/seedlings.html"}

    def test_nothing_sticks_out(self, page, settings: Settings):
        """
        Whatever an article is made of, the text of each page ends above the number of the page.
        """
        page.goto((settings.build / "site/meetings/hard/booklet/index.html").as_uri())
        found = page.evaluate("""() => Array.from(document.querySelectorAll('.page'), (page) => {
          const box = page.getBoundingClientRect(), blocks = Array.from(page.children), number = blocks.pop();
          const end = number.getBoundingClientRect().top;
          return blocks.some((block) => block.getBoundingClientRect().bottom > end || block.scrollWidth > box.width);
        })""")

        assert len(found) >= 16
        assert True not in found

    def test_long_article_says_so(self, printed, settings: Settings):
        """
        An article that is not printed to its end says so.
        """
        paper = "".join(texts(printed("hard/booklet")))

        assert paper.count("这里没有印完") >= 3
