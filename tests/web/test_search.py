import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.small_library import client_of, write
from webapp.core.language import synonyms
from webapp.core.language.query import parse
from webapp.search.live import live_search
from webapp.search.live.index import SearchIndex
from webapp.web.site.site import the_site


def answers(html: str) -> str:
    """Return the part of the page that answers the query."""
    return html[html.index('<div class="answers"') : html.index('<div class="browse"')]


class TestSearchPage:
    def test_form_without_a_query(self, client: FlaskClient):
        """
        Without a query, the page offers the form, the sections and the tags.
        """
        html = client.get("/search/").text

        assert '<form class="search" role="search" action="/search/" method="get">' in html
        assert '<li><a href="/farming/">农业技术</a></li>' in html
        assert ">茶叶</a>" in html

    def test_found(self, client: FlaskClient):
        """
        An article that answers is linked with the query, and what answers is marked.
        """
        html = client.get("/search/?q=诈骗").text

        assert "<p>共找到 1 篇。</p>" in html
        assert '<a href="/safety/phone-fraud.html?q=%E8%AF%88%E9%AA%97">防范电话<mark>诈骗</mark></a>' in html

    def test_found_in_the_other_script(self, client: FlaskClient):
        """
        A Simplified query finds a Traditional article, and marks it.
        """
        assert "<mark>曬茶</mark>的辦法" in client.get("/search/?q=晒茶").text

    def test_nothing_found(self, client: FlaskClient):
        """
        When nothing answers, the page says so plainly and offers sections and tags.
        """
        html = client.get("/search/?q=zzzz").text

        assert "没有找到与“zzzz”有关的文章。" in html
        assert '<li><a href="/farming/">' in html
        assert '<a href="/tags/cha-ye/">' in html

    def test_query_is_text(self, client: FlaskClient):
        """
        A query with markup in it is shown, not obeyed.
        """
        html = client.get("/search/", query_string={"q": '"><script>alert(1)</script>'}).text

        assert "<script>" not in html
        assert 'value="&#34;&gt;&lt;script&gt;' in html

    def test_long_query_is_cut(self, client: FlaskClient):
        """
        A query that is too long is cut, and the page says so.
        """
        html = client.get("/search/", query_string={"q": "茶" * 5000}).text

        assert "搜索的字太多，只用了前 200 个字。" in html
        assert "茶" * 201 not in html

    @pytest.mark.parametrize("query", [" ", "\x00", "*", "AND", "(", "title:", "😀", "~^\\"])
    def test_odd_query(self, client: FlaskClient, query: str):
        """
        No query breaks the page.
        """
        assert client.get("/search/", query_string={"q": query}).status_code == 200


class TestQuery:
    @pytest.mark.parametrize("address", ["/search/", "/safety/phone-fraud.html"])
    def test_read_once(self, root: Path, monkeypatch: pytest.MonkeyPatch, address: str):
        """
        A query is read once, with its synonyms: what searches, marks and suggests takes what was read.
        """
        write(root, "synonyms.txt", "诈骗 = 骗局\n")
        read: list[str] = []
        monkeypatch.setattr(synonyms, "parse", lambda text, analyzer: read.append(text) or parse(text, analyzer))

        client_of(root).get(f"{address}?q=诈骗")

        assert read == ["诈骗", "诈骗 骗局"]


class TestNumbers:
    @pytest.fixture
    def village(self, tmp_path: Path) -> FlaskClient:
        write(tmp_path, "shuwu.toml", "page_size = 2\n")
        write(tmp_path, "content/news/a.md", "---\ntitle: 医保\n---\n缴费。A **big** dog.\n")
        write(tmp_path, "content/news/b.md", "---\ntitle: 医生\n---\n下乡。The dog is big.\n")
        write(tmp_path, "content/news/c.md", "---\ntitle: 保险\n---\n自愿。\n")
        return client_of(tmp_path)

    def test_some_of_the_words(self, village: FlaskClient):
        """
        Articles with only some of a query follow below a heading of their own, with their own number, over all pages.
        """
        first, second = (answers(village.get(f"/search/?q=医保&page={page}").text) for page in (1, 2))

        assert "<p>共找到 1 篇。</p>" in first
        assert first.index("a.html") < first.index("<h2>只含部分字（2 篇）</h2>") < first.index("b.html")
        assert second.index("<h2>只含部分字（2 篇）</h2>") < second.index("c.html")
        assert "第 2 页，共 2 页" in second

    def test_not_all_of_the_words(self, village: FlaskClient):
        """
        When no article has the whole query, the page says so, and shows those that have some of it.
        """
        html = answers(village.get("/search/?q=医保xyz").text)

        assert "<p>没有一篇包含“医保xyz”的全部字词。</p>" in html
        assert "<h2>只含部分字（3 篇）</h2>" in html

    def test_phrase(self, village: FlaskClient):
        """
        A phrase is found and marked as a whole, in the article also across its markup.
        """
        html = answers(village.get("/search/", query_string={"q": '"big dog"'}).text)
        article = village.get("/news/a.html", query_string={"q": '"big dog"'}).text
        other = village.get("/news/b.html", query_string={"q": '"big dog" 下乡'}).text

        assert "<p>共找到 1 篇。</p>" in html
        assert "<mark>big dog</mark>" in html
        assert "<strong><mark>big</mark></strong><mark> dog</mark>" in article
        assert "<mark>dog</mark> is <mark>big</mark>" in other

    def test_no_phrase(self, village: FlaskClient):
        """
        When no article has the phrase, the page says so, and shows those with its words under a heading of their own.
        """
        html = answers(village.get("/search/", query_string={"q": '"dog big"'}).text)

        assert "<p>没有一篇有引号里的原话。</p>" in html
        assert "<h2>有这些字、但不是原话的文章（2 篇）</h2>" in html


class TestPagesOfResults:
    @pytest.fixture
    def many(self, tmp_path: Path) -> FlaskClient:
        write(tmp_path, "shuwu.toml", "page_size = 2\n")
        write(tmp_path, "content/news/a.md", "---\ntitle: 通知甲\ndate: 2020-01-01\n---\n开会\n")
        write(tmp_path, "content/news/b.md", "---\ntitle: 通知乙\ndate: 2020-01-02\n---\n开会\n")
        write(tmp_path, "content/news/c.md", "---\ntitle: 通知丙\ndate: 2020-01-03\n---\n开会\n")
        return client_of(tmp_path)

    def test_first_page_leads_to_the_next(self, many: FlaskClient):
        """
        The first page of results has as many as a page holds, and leads to the next.
        """
        html = many.get("/search/?q=开会").text

        assert answers(html).count('<li class="entry">') == 2
        assert 'rel="next" href="/search/?q=%E5%BC%80%E4%BC%9A&amp;page=2"' in html
        assert "第 1 页，共 2 页" in html

    def test_last_page(self, many: FlaskClient):
        """
        The last page has the rest, and leads back.
        """
        html = many.get("/search/?q=开会&page=2").text

        assert answers(html).count('<li class="entry">') == 1
        assert 'rel="prev"' in html
        assert 'rel="next"' not in html

    @pytest.mark.parametrize("page", ["99", "99999999999999999999"])
    def test_page_behind_the_last(self, many: FlaskClient, page: str):
        """
        A page behind the last is the last.
        """
        assert "第 2 页，共 2 页" in many.get(f"/search/?q=开会&page={page}").text

    @pytest.mark.parametrize("page", ["0", "-3", "x", ""])
    def test_page_that_is_no_page(self, many: FlaskClient, page: str):
        """
        Anything that is not the number of a page is the first.
        """
        assert "第 1 页，共 2 页" in many.get(f"/search/?q=开会&page={page}").text


class TestFreshness:
    def test_new_article_is_found(self, root: Path):
        """
        An article that was added is found by a server that starts with the old index.
        """
        assert "<p>共找到" not in client_of(root).get("/search/?q=水稻").text
        write(root, "content/farming/rice.md", "---\ntitle: 水稻\ndate: 2025-08-01\n---\n水稻插秧\n")

        assert "<p>共找到 1 篇。</p>" in client_of(root).get("/search/?q=水稻").text

    def test_removed_article_is_not_found(self, root: Path):
        """
        An article that was removed is not found any more.
        """
        assert "<p>共找到 1 篇。</p>" in client_of(root).get("/search/?q=诈骗").text
        (root / "content/safety/phone-fraud.md").unlink()

        assert "<p>共找到" not in client_of(root).get("/search/?q=诈骗").text


class TestMeant:
    @pytest.mark.parametrize("query", ["fangfandianhua", "ffdh", "防fan", "防范d"])
    def test_pinyin(self, client: FlaskClient, query: str):
        """
        A query in pinyin, or with some in it, leads to the words of the library that begin so.
        """
        html = answers(client.get("/search/", query_string={"q": query}).text)

        assert "您要找的是不是：" in html
        assert '<li><a href="/search/?q=%E9%98%B2%E8%8C%83%E7%94%B5%E8%AF%9D">防范电话</a></li>' in html

    def test_mistyped(self, client: FlaskClient):
        """
        A query with a wrong character leads to the right one.
        """
        html = answers(client.get("/search/?q=炸骗").text)

        assert '<li><a href="/search/?q=%E8%AF%88%E9%AA%97">诈骗</a></li>' in html

    @pytest.mark.parametrize("query", ["诈骗", "龘靐", "5", ""])
    def test_nothing_meant(self, client: FlaskClient, query: str):
        """
        What articles hold, or nothing sounds like, is taken as it is.
        """
        assert '<p class="lead">您要找的是不是' not in client.get("/search/", query_string={"q": query}).text

    def test_new_article(self, root: Path):
        """
        The words of an article that was added are known to a server at work once they are made; until then a page
        does not wait for them, and suggests those of before.
        """
        client = client_of(root)
        assert ">水稻</a>" not in client.get("/search/?q=shuidao").text
        write(root, "content/farming/rice.md", "---\ntitle: 水稻\ndate: 2025-08-01\n---\n水稻插秧\n")
        assert ">防范电话</a>" in answers(client.get("/search/?q=ffdh").text)
        site = the_site(client.application)
        site.search.words(site.library.snapshot(), timeout_seconds=60)

        assert ">水稻</a>" in answers(client.get("/search/?q=shuidao").text)

    def test_never_waits_for_a_change(self, root: Path, monkeypatch: pytest.MonkeyPatch):
        """
        While the words of a changed library are made, a page is shown at once; only the first of a server waits.
        """
        client = client_of(root)
        client.get("/search/?q=ffdh")
        waited: list[float] = []
        search = the_site(client.application).search
        words = search.words
        monkeypatch.setattr(
            search,
            "words",
            lambda snapshot, timeout_seconds: waited.append(timeout_seconds) or words(snapshot, timeout_seconds),
        )
        write(root, "content/farming/rice.md", "---\ntitle: 水稻\ndate: 2025-08-01\n---\n水稻插秧\n")
        client.get("/search/?q=ffdh")

        assert waited == [0]


class TestSynonyms:
    @pytest.fixture
    def insured(self, tmp_path: Path) -> Path:
        write(tmp_path, "shuwu.toml", "")
        write(tmp_path, "synonyms.txt", "# 常用\n医保 = 医疗保险\n")
        write(tmp_path, "content/news/a.md", "---\ntitle: 缴费通知\ndate: 2020-01-01\n---\n今年的医保十二月前缴清。\n")
        write(tmp_path, "content/news/b.md", "---\ntitle: 医疗保险\ndate: 2020-01-02\n---\n医疗保险怎么报销。\n")
        write(tmp_path, "content/news/c.md", "---\ntitle: 保护水源\ndate: 2020-01-03\n---\n保水。\n")
        return tmp_path

    def test_both_found(self, insured: Path):
        """
        A word finds what means the same, behind the articles that hold the word itself; both are marked.
        """
        html = answers(client_of(insured).get("/search/?q=医保").text)

        assert html.index("缴费通知") < html.index("<mark>医疗保险</mark>")
        assert "<mark>医保</mark>" in html

    def test_marked_in_the_article(self, insured: Path):
        """
        An article that was found by what means the same has that marked.
        """
        assert "<mark>医疗保险</mark>怎么报销" in client_of(insured).get("/news/b.html?q=医保").text

    def test_changed_file(self, insured: Path):
        """
        A server at work reads the file again when it changes.
        """
        client = client_of(insured)
        client.get("/search/?q=医保")
        write(insured, "synonyms.txt", "水源 = 医保\n")

        assert "<mark>水源</mark>" in client.get("/search/?q=医保").text

    @pytest.mark.parametrize("text", ["", "医保", "= =\n", "\x00"])
    def test_useless_file(self, insured: Path, text: str):
        """
        A file that says nothing changes nothing.
        """
        write(insured, "synonyms.txt", text)

        assert "<mark>医疗保险</mark>" not in client_of(insured).get("/search/?q=医保").text


class TestIndexInTheMaking:
    def test_page_says_so(self, root: Path, monkeypatch: pytest.MonkeyPatch):
        """
        While another process makes the first index, the page does not say that nothing was found, but to ask again.
        """
        monkeypatch.setattr(live_search, "INDEX_PATIENCE_SECONDS", 0)
        client = client_of(root)
        writer = SearchIndex(root / "build")._index.writer()
        answer = client.get("/search/?q=茶叶")
        writer.cancel()

        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
        assert "书库正在为搜索作准备" in answers(answer.text)
        assert "没有找到与“茶叶”" not in answer.text

    def test_index_deleted_meanwhile(self, root: Path):
        """
        Where the index is deleted while the library is served, the next search finds as before.
        """
        client = client_of(root)
        before = answers(client.get("/search/?q=诈骗").text)
        shutil.rmtree(next((root / "build").glob("whoosh-*")))

        assert "共找到 1 篇" in before
        assert answers(client.get("/search/?q=诈骗").text) == before
