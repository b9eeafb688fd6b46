"""The frozen site's search: the same articles in the same order as the live one, on a page that says what it does."""

import json
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.browser.searching.made_library import write_collections
from tests.browser.searching.queries import queries, typed_words
from tests.conftest import _QuietHandler
from webapp.app import create_app
from webapp.core.language.suggest import meant
from webapp.core.language.synonyms import read_query
from webapp.freeze.site import freeze
from webapp.search.live.index import SearchIndex
from webapp.search.live.results import Results
from webapp.search.words import LibraryWords
from webapp.settings import Settings, load_settings
from webapp.store.library import Library
from webapp.store.synonyms import Synonyms

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ASK = """async queries => {
  const answers = [];
  for (const query of queries) {
    const found = await shuwu.search(query, {limit: 10});
    const numbers = [found.total, found.partial, Boolean(found.atLeast), Boolean(found.partialAtLeast)];
    answers.push([numbers, found.hits.map(hit => [hit.slug, hit.score, hit.partial])]);
  }
  return answers;
}"""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Settings:
    """The made library, frozen, then changed in every way and frozen again: several segments."""
    root = tmp_path_factory.mktemp("made")
    (root / "shuwu.toml").write_text('title = "百科"', encoding="utf-8")
    (root / "synonyms.txt").write_text(SYNONYMS, encoding="utf-8")
    write_collections(root)
    settings = load_settings(root, environ={})
    freeze(create_app(settings), settings)
    change(root / "content" / "traditional" / "docs.jsonl")
    freeze(create_app(settings), settings)
    return settings


def change(collection: Path) -> None:
    """Remove some articles of a collection, change some, and add some."""
    lines = collection.read_text(encoding="utf-8").splitlines()
    kept = [line for number, line in enumerate(lines) if number % 97]
    changed = [line.replace("。", "。乡村振兴。") if number % 151 == 3 else line for number, line in enumerate(kept)]
    added = [json.dumps({"id": f"new-{n}", "title": f"新增{n}", "text": f"乡村振兴第{n}年的水稻"}) for n in range(40)]
    collection.write_text("\n".join([*changed, *added]), encoding="utf-8")


SYNONYMS = """
中国 = 中华 = 我国
美国 = 美利坚合众国
電影 = 影片
nba = 美国职业篮球联赛
时间 = 没有这个词的
"""

ASK_MEANT = """async queries => {
  const answers = [];
  for (const query of queries) {
    const found = await shuwu.search(query, {limit: 1});
    answers.push(await shuwu.meant(query, found));
  }
  return answers;
}"""


@pytest.fixture(scope="module")
def live_answers(made: Settings) -> tuple[list[str], list[Results]]:
    """The queries, and what the live index answers to each."""
    index = SearchIndex(made.build)
    index.update(Library(made).current().articles)
    asked = queries(2000)
    groups = Synonyms(made).groups()
    answers = [index.search(read_query(query, groups)) for query in asked]
    index.close()
    return asked, answers


def hits(results: Results) -> list[list[object]]:
    return [[hit.slug, hit.score, hit.is_partial] for hit in results.hits]


def agrees(numbers: list[int], results: Results) -> bool:
    """Tell whether a search that read all gave the right numbers, and one that did not no greater ones."""
    total, partial, at_least, partial_at_least = numbers
    return (total == results.total or (at_least and total < results.total)) and (
        partial == results.partial or (partial_at_least and partial < results.partial)
    )


@pytest.fixture(scope="module")
def made_site(made: Settings) -> Iterator[str]:
    """The address of the made library on a plain web host."""
    handler = partial(_QuietHandler, directory=made.build / "site")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class TestAgreement:
    def test_over_http(self, page, made_site: str, live_answers):
        """
        For every query the frozen site gives the live site's ten best articles, in its order and with its scores, and
        counts them alike; where it did not read all, it says so.
        """
        asked, answers = live_answers
        page.goto(f"{made_site}search/index.html")

        found = page.evaluate(ASK, asked)

        assert len(asked) >= 2000
        assert sum(bool(results.hits) for results in answers) > len(asked) * 0.8
        assert [row for _, row in found] == list(map(hits, answers))
        assert all(agrees(row[0], results) for row, results in zip(found, answers, strict=True))

    def test_from_file(self, page, made: Settings, live_answers):
        """
        The same holds without any host.
        """
        asked, answers = live_answers
        page.goto((made.build / "site" / "search" / "index.html").as_uri())

        found = page.evaluate(ASK, asked)

        assert [row for _, row in found] == list(map(hits, answers))

    def test_phrases(self, live_answers):
        """
        Of the queries above, many have a phrase, in some articles and in none.
        """
        asked, answers = live_answers
        quoted = [results for query, results in zip(asked, answers, strict=True) if '"' in query]

        assert sum(results.lacks_phrase for results in quoted) > 2
        assert sum(bool(results.total) for results in quoted) > 50

    def test_synonyms(self, made: Settings, live_answers):
        """
        Of the queries above, many hold a word that has synonyms.
        """
        asked, _ = live_answers
        groups = Synonyms(made).groups()

        assert sum(read_query(query, groups).expanded is not None for query in asked) > 30

    def test_meant(self, page, made: Settings, made_site: str):
        """
        For pinyin, and for what is mistyped, the frozen site offers the words that the live one does, in its order.
        """
        articles = Library(made).current().articles
        words, index = LibraryWords(made.build).of(articles), SearchIndex(made.build)
        index.update(articles)
        asked = typed_words(words, 400)
        answers = [meant(read_query(query), index.known_terms, words.read) for query in asked]
        index.close()
        page.goto(f"{made_site}search/index.html")

        assert sum(map(bool, answers)) > len(asked) / 2
        assert page.evaluate(ASK_MEANT, asked) == answers

    def test_several_segments(self, made: Settings):
        """
        The library above is in several segments and has articles that are gone, or it would show little.
        """
        state = (made.build / "site" / "shards" / "state.js").read_text(encoding="utf-8")
        segments = json.loads(state.removeprefix("shard(").removesuffix(")"))["segments"]

        assert len(segments) > 1
        assert segments[0]["gone"]


@pytest.fixture
def search_page(page, site, address):
    """The search page of each face."""
    page.goto(address("search/index.html"))
    return page


@pytest.fixture
def frozen_search(page, frozen_site):
    """The search page of the frozen copy on a host."""
    page.goto(f"{frozen_site}search/index.html")
    return page


def found_titles(page) -> list[str]:
    page.wait_for_selector(".answers .entry")
    return page.locator(".answers h3 a").all_inner_texts()


class TestSearchPage:
    def test_as_you_type(self, search_page):
        """
        Results come while the reader types, without sending the form, and the address then holds the query.
        """
        search_page.locator("main [name=q]").press_sequentially("水稻")

        assert found_titles(search_page)
        search_page.wait_for_url("**?q=%E6%B0%B4%E7%A8%BB")

    def test_shared_address(self, page, address):
        """
        An address with a query shows its results at once.
        """
        page.goto(address("search/index.html") + "?q=水稻")

        assert found_titles(page)
        assert page.locator("main [name=q]").input_value() == "水稻"

    def test_back(self, search_page):
        """
        After two searches, going back shows the first one again.
        """
        box = search_page.locator("main [name=q]")
        box.fill("水稻")
        box.press("Enter")
        first = found_titles(search_page)
        box.fill("zzzz")
        box.press("Enter")
        search_page.wait_for_selector(".answers:not(:has(.entry))")
        search_page.go_back()

        expect(search_page.locator(".answers h3 a")).to_have_text(first)
        expect(box).to_have_value("水稻")

    def test_back_after_slow_typing(self, search_page):
        """
        So it is where what was typed was answered before it was sent.
        """
        box = search_page.locator("main [name=q]")
        for query, answered in (("水稻", ".answers .entry"), ("zzzz", ".answers:not(:has(.entry))")):
            box.fill(query)
            search_page.wait_for_selector(answered)
            box.press("Enter")
        search_page.go_back()

        assert found_titles(search_page)
        expect(box).to_have_value("水稻")

    def test_snippet(self, search_page):
        """
        A result shows the passage that answers, with the match marked.
        """
        search_page.locator("main [name=q]").fill("水稻")

        search_page.wait_for_selector(".answers .entry p mark")

    def test_result_opens(self, search_page):
        """
        A result leads to its article.
        """
        search_page.locator("main [name=q]").fill("水稻")
        title = found_titles(search_page)[0]
        search_page.locator(".answers h3 a").first.click()
        search_page.wait_for_selector("article")

        assert search_page.locator("h1").inner_text() == title

    def test_nothing_found(self, search_page):
        """
        When nothing answers, the page says so and offers the sections.
        """
        search_page.locator("main [name=q]").fill("zzzz")
        search_page.wait_for_selector(".answers p")

        assert "zzzz" in search_page.locator(".answers").inner_text()
        assert search_page.locator(".browse").is_visible()

    def test_some_of_the_words(self, search_page):
        """
        Articles that have only some of the words follow below a heading, with a number of their own.
        """
        search_page.locator("main [name=q]").fill("水稻 zzzz")
        search_page.wait_for_selector(".answers .entry")

        expect(search_page.locator(".answers")).to_contain_text("没有一篇包含“水稻 zzzz”的全部字词。")
        expect(search_page.locator(".answers")).to_contain_text("只含部分字（")

    def test_no_phrase(self, search_page):
        """
        When no article has what is in quotes, the page says so, and offers those that have the words.
        """
        search_page.locator("main [name=q]").fill("“水稻zzzz”")
        search_page.wait_for_selector(".answers .entry")

        expect(search_page.locator(".answers")).to_contain_text("没有一篇有引号里的原话。")
        expect(search_page.locator(".answers")).to_contain_text("有这些字、但不是原话的文章（")


class TestBadLine:
    def test_failed_shard(self, browser, frozen_site):
        """
        When a file of the index does not come, the page says so, and a second try finds.
        """
        page = browser.new_page(service_workers="block")  # what a worker fetches passes no route
        page.route("**/shards/**", lambda route: route.abort())
        page.goto(f"{frozen_site}search/index.html")
        page.locator("main [name=q]").fill("水稻")
        page.wait_for_selector(".status button")
        page.unroute("**/shards/**")
        page.locator(".status button").click()

        assert found_titles(page)
        page.close()

    def test_slow_line(self, page, frozen_site):
        """
        While a slow line brings the index, the page says that it is searching.
        """
        waiting = []
        page.route("**/shards/*/b0.js", lambda route: waiting.append(route))
        page.goto(f"{frozen_site}search/index.html", wait_until="domcontentloaded")
        page.locator("main [name=q]").fill("水稻")
        page.wait_for_selector(".status:not(:empty)")
        said = page.locator(".status").inner_text()
        waiting[0].continue_()

        assert found_titles(page)
        assert said

    def test_older_answer(self, frozen_search):
        """
        An older answer that comes late does not overwrite a newer one.
        """
        late = """() => {
            const search = shuwu.search;
            shuwu.search = (query, options) => query === "zzzz"
                ? new Promise(resolve => { window.release = () => resolve({total: 0, hits: []}); })
                : search(query, options);
        }"""
        frozen_search.evaluate(late)
        box = frozen_search.locator("main [name=q]")
        box.fill("zzzz")
        box.press("Enter")
        box.fill("水稻")
        box.press("Enter")
        titles = found_titles(frozen_search)
        frozen_search.evaluate("window.release()")

        assert found_titles(frozen_search) == titles


class TestWithoutScripts:
    def test_ways_to_browse(self, browser, frozen_site):
        """
        Without scripts the frozen search page leads to sections, tags, months and keywords.
        """
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{frozen_site}search/index.html")
        page.locator(".browse a[href*=words]").click()
        page.locator("main .chips a").first.click()
        page.locator("main .titles a").first.click()

        expect(page.locator("article")).to_have_count(1)
        context.close()
