import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.small_library import client_of, write
from webapp.web.search import SEARCH_TAGS
from webapp.web.site.answers import TAGS
from webapp.web.site.filters import MOST_SECTIONS


def add_numbered(root: Path, count: int, start: int = 1) -> None:
    for number in range(start, start + count):
        date = f"2020-01-{number:02}"
        write(root, f"content/news/n{number}.md", f"---\ntitle: 通知{number}\ndate: {date}\n---\n正文\n")


def titles(html: str) -> list[str]:
    return re.findall(r"<h3><a[^>]*>(.*?)</a></h3>", html)


class TestHome:
    def test_newest_first(self, client: FlaskClient):
        """
        The front page lists the newest articles first.
        """
        assert titles(client.get("/").text) == ["防范电话诈骗", "曬茶的辦法", "春茶采摘要点"]

    def test_sections_with_counts(self, client: FlaskClient):
        """
        Each section is linked, with the number of its articles.
        """
        assert re.search(r'href="/farming/">农业技术 <small>2 篇</small>', client.get("/").text)

    def test_cover_is_shown(self, client: FlaskClient):
        """
        An article with a cover shows it, with its size, when it is scrolled to.
        """
        assert re.search(
            r'<img src="/media/\w+-320\.png" width="320" height="160" alt="" loading="lazy">', client.get("/").text
        )

    def test_title_in_the_other_script_says_so(self, client: FlaskClient):
        """
        A Traditional title in a Simplified page carries its language; one in the page's own does not.
        """
        html = client.get("/").text

        assert 'lang="zh-Hant">曬茶的辦法' in html
        assert '.html">防范电话诈骗' in html

    def test_empty_library(self, tmp_path: Path):
        """
        A library without an article has a front page that says so.
        """
        write(tmp_path, "shuwu.toml", 'title = "新书屋"\n')
        (tmp_path / "content").mkdir()

        response = client_of(tmp_path).get("/")

        assert response.status_code == 200
        assert "这里还没有文章。" in response.text


class TestPaging:
    @pytest.fixture
    def long_root(self, tmp_path: Path) -> Path:
        write(tmp_path, "shuwu.toml", "page_size = 2\n")
        add_numbered(tmp_path, 7)
        return tmp_path

    def test_front_page_holds_what_full_pages_leave(self, long_root: Path):
        """
        Of seven articles in pages of two, the front page holds the newest three.
        """
        assert titles(client_of(long_root).get("/").text) == ["通知7", "通知6", "通知5"]

    def test_pages_count_from_the_oldest(self, long_root: Path):
        """
        Page 1 holds the oldest articles.
        """
        assert titles(client_of(long_root).get("/page/1.html").text) == ["通知2", "通知1"]

    def test_new_article_leaves_old_pages_alone(self, long_root: Path):
        """
        A newer article changes no byte of the older pages.
        """
        before = client_of(long_root).get("/news/page/1.html").data
        add_numbered(long_root, 1, start=8)

        assert client_of(long_root).get("/news/page/1.html").data == before

    def test_pager_leads_to_both_sides(self, long_root: Path):
        """
        A page in the middle leads to the newer and to the older one.
        """
        client = client_of(long_root)

        assert '<a rel="next" href="/news/page/2.html">较旧：第 2 页</a>' in client.get("/news/").text
        assert '<a rel="prev" href="/news/">较新：最新一页</a>' in client.get("/news/page/2.html").text
        assert '<a rel="prev" href="/news/page/2.html">较新：第 2 页</a>' in client.get("/news/page/1.html").text

    @pytest.mark.parametrize("path", ["/page/0.html", "/page/3.html", "/news/page/99.html", "/tags/none/"])
    def test_page_that_is_not_there(self, long_root: Path, path: str):
        """
        There is no page 0 and none beyond the last full one.
        """
        assert client_of(long_root).get(path).status_code == 404


class TestSection:
    def test_pinned_first_on_the_front_page(self, root: Path):
        """
        An article with a weight leads its section's front page, and is not listed there twice.
        """
        write(root, "content/safety/old.md", "---\ntitle: 村规民约\ndate: 2001-01-01\nweight: 1\n---\n正文\n")

        html = client_of(root).get("/safety/").text

        assert titles(html) == ["村规民约", "防范电话诈骗"]
        assert html.count("置顶") == 1

    def test_unknown_section(self, client: FlaskClient):
        """
        A section that is not there is not found.
        """
        assert client.get("/nothing/").status_code == 404


class TestTag:
    def test_articles_with_the_tag(self, client: FlaskClient):
        """
        The tags page leads to a page that lists the articles with that tag.
        """
        address = re.search(r'href="(/tags/[^"]+/)">茶叶 ', client.get("/tags/").text)

        assert address
        assert titles(client.get(address[1]).text) == ["曬茶的辦法", "春茶采摘要点"]


class TestArticle:
    def test_facts(self, client: FlaskClient):
        """
        Date with time, source and author stand above the text.
        """
        html = client.get("/farming/spring-tea.html").text

        assert '<time datetime="2025-04-02T08:30">2025年4月2日 08:30</time>' in html
        assert "来源：县农业局" in html
        assert "作者：李四" in html

    def test_picture_with_caption(self, client: FlaskClient):
        """
        A picture is a figure: WebP with JPEG behind it, sizes kept free, and its words below it.
        """
        html = client.get("/farming/spring-tea.html").text
        figure = html[html.index("<figure>") : html.index("</figure>")]

        assert '<source type="image/webp" srcset="/media/' in figure
        assert 'width="400" height="200" alt="一片新叶"></picture>' in figure
        assert "<figcaption>一片新叶" in figure

    def test_missing_picture_has_a_placeholder(self, client: FlaskClient):
        """
        A picture that is not there is named in words, and nothing is requested for it.
        """
        html = client.get("/farming/spring-tea.html").text

        assert '<span class="missing">图片缺失 <q>丢了的图</q></span>' in html
        assert "lost.jpg" not in html

    def test_damaged_picture_has_a_placeholder(self, root: Path):
        """
        A text file that calls itself a picture does not break the page.
        """
        write(root, "content/farming/spring-tea/leaf.png", "not a picture")

        html = client_of(root).get("/farming/spring-tea.html").text

        assert '<span class="missing">图片缺失 <q>一片新叶</q></span>' in html

    def test_links_between_articles(self, client: FlaskClient):
        """
        The name of another article's file leads to its page; a name that is gone is plain text.
        """
        html = client.get("/farming/spring-tea.html").text

        assert '<a href="/farming/drying.html"' in html
        assert "和不存在的文章。" in html

    def test_neighbours_in_the_section(self, client: FlaskClient):
        """
        An article leads to the newer and the older one of its section only.
        """
        html = client.get("/farming/spring-tea.html").text

        assert re.search(r'rel="prev" href="/farming/drying.html"><small>较新：', html)
        assert "较旧" not in html

    def test_language_of_page_and_article(self, client: FlaskClient):
        """
        The page speaks the library's language, the article its own.
        """
        html = client.get("/farming/drying.html").text

        assert '<html lang="zh-Hans">' in html
        assert '<article lang="zh-Hant">' in html

    def test_query_is_marked_in_either_script(self, client: FlaskClient):
        """
        What a reader searched for is marked in title and text, also when it is in the other script.
        """
        html = client.get("/farming/drying.html?q=晒茶").text

        assert "<h1><mark>曬茶</mark>的辦法</h1>" in html
        assert "<p><mark>曬茶</mark>要" in html

    def test_markup_is_text_when_marked(self, client: FlaskClient):
        """
        Marks do not turn escaped characters into tags.
        """
        assert "5 &lt; 7 &amp;" in client.get("/safety/phone-fraud.html?q=不听").text

    @pytest.mark.parametrize("path", ["/safety/spring-tea.html", "/farming/none.html", "/farming/../etc.html"])
    def test_wrong_address(self, client: FlaskClient, path: str):
        """
        An article has one address, in its own section.
        """
        assert client.get(path).status_code == 404


class TestAbout:
    def test_about_the_library(self, root: Path):
        """
        content/about.md is the page about the library; its links lead where those of articles do.
        """
        write(root, "content/about.md", "这是[春茶](spring-tea.md)的书屋,[旧页](gone.md)。\n")

        html = client_of(root).get("/about/").text

        assert '<a href="/farming/spring-tea.html"' in html
        assert "旧页。" in html

    def test_without_a_file(self, client: FlaskClient):
        """
        Without one, the page still leads to the sections.
        """
        assert '<li><a href="/farming/">农业技术</a></li>' in client.get("/about/").text


class TestFooter:
    def test_who_stands_behind_the_library(self, client: FlaskClient):
        """
        Every page names the organiser and the licence number, and leaves out what the settings do not say.
        """
        html = client.get("/about/").text

        assert "主办：柳溪村委会" in html
        assert "备案号：湘ICP备1号" in html
        assert "技术支持" not in html


class TestLanguage:
    def test_english_interface(self, root: Path):
        """
        With English words, what is Chinese says so.
        """
        write(root, "shuwu.toml", 'title = "柳溪村书屋"\nlanguage = "en"\n')

        html = client_of(root).get("/").text

        assert '<html lang="en">' in html
        assert '<a href="/" lang="zh-Hans">' in html
        assert '<h2 id="newest">Newest articles</h2>' in html

    def test_traditional_interface(self, root: Path):
        """
        A Traditional library speaks Traditional, and says which titles are Simplified.
        """
        write(root, "shuwu.toml", 'script = "zh-Hant"\n')

        html = client_of(root).get("/").text

        assert '<html lang="zh-Hant">' in html
        assert '<h2 id="sections">欄目</h2>' in html


class TestLongLists:
    def test_tags(self, tmp_path: Path):
        """
        Very many tags are on several pages, the most used first; the search page offers the most used.
        """
        write(tmp_path, "shuwu.toml", "")
        tags = ", ".join(f"tag-{number}" for number in range(TAGS + 5))
        write(tmp_path, "content/news/a.md", f"---\ntitle: 好\ntags: [{tags}]\n---\n开会\n")
        write(tmp_path, "content/news/b.md", "---\ntitle: 好\ntags: [used]\n---\n开会\n")
        write(tmp_path, "content/news/c.md", "---\ntitle: 好\ntags: [used]\n---\n开会\n")
        client = client_of(tmp_path)
        first, second = (client.get(path).text for path in ("/tags/", "/tags/page/2.html"))

        assert first.index("used") < first.index("tag-0")
        assert [page.count('href="/tags/tag-') for page in (first, second)] == [TAGS - 1, 6]
        assert 'rel="prev" href="/tags/"' in second
        assert client.get("/tags/page/1.html").status_code == 404
        assert client.get("/search/").text.count('href="/tags/tag-') == SEARCH_TAGS - 1
        assert '<a href="/tags/">全部标签</a>' in client.get("/search/").text

    def test_sections(self, tmp_path: Path):
        """
        Each page leads to the first sections and to its own; the front page, where the others are found, lists all.
        """
        write(tmp_path, "shuwu.toml", "")
        for number in range(MOST_SECTIONS + 4):
            write(tmp_path, f"content/s{number:02}/a{number}.md", "---\ntitle: 好\n---\n开会\n")
        html = client_of(tmp_path).get("/s10/").text
        navigation = html[html.index("<nav") : html.index("</nav>")]

        assert navigation.count("<li>") == MOST_SECTIONS + 2
        assert 'href="/s10/" aria-current="page"' in navigation
        assert '<a href="/#sections">全部栏目</a>' in navigation
        assert client_of(tmp_path).get("/").text.count('<li><a href="/s') == 2 * MOST_SECTIONS + 4

    def test_all_pinned(self, tmp_path: Path):
        """
        Where all articles are pinned, the front page of the section shows no more than a page of them so.
        """
        write(tmp_path, "shuwu.toml", "page_size = 2\n")
        for number in range(9):
            write(tmp_path, f"content/news/a{number}.md", f"---\ntitle: 好\nweight: {number + 1}\n---\n开会\n")

        assert client_of(tmp_path).get("/news/").text.count("置顶") == 2
