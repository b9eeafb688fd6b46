import gzip
import json
from dataclasses import replace

import pytest
from flask import Flask

from tests.freeze.conftest import SmallSite
from webapp.errors import FreezeError
from webapp.freeze.page_parts import first_files, frame, weigh_parts, words
from webapp.freeze.page_weigher import sent
from webapp.freeze.site import freeze
from webapp.freeze.weights import FIRST_FLIGHT, LINES, Line
from webapp.settings import Settings

pytestmark = pytest.mark.slow

PAGE = (
    "<title>茶</title><style>p{}</style><header><a href=x>屋</a></header><main><p>采<b>茶</b> &amp; 喝</main>"
    '<script src="a.js"></script>'
)
PICTURES = "".join(f'<picture><img src="media/dot.png" alt="" class="{n * n:x}"></picture>' for n in range(9000))


def report(settings: Settings) -> dict:
    return json.loads((settings.build / "weight/weight.json").read_text(encoding="utf-8"))


def strict(settings: Settings, **budgets: int) -> Settings:
    return replace(settings, budgets="refuse", **budgets)


class TestPageParts:
    def test_words(self):
        """
        The words of a page are what is read on it: no markup, style or script.
        """
        assert words(PAGE) == "茶屋采茶 & 喝"

    def test_frame(self):
        """
        Its frame is what stands around the content, without its own title.
        """
        assert frame(PAGE) == '<style>p{}</style><header><a href=x>屋</a></header><script src="a.js"></script>'

    def test_own_frame(self):
        """
        A library may write the tags around its content otherwise.
        """
        head = "<!doctype html><title lang=zh>茶</title><meta content='采茶 > 喝' name=Description>"
        page = f"{head}<MAIN class='a>b'>采</MAIN >屋"

        assert frame(page) == "<!doctype html>屋"
        assert words(page) == "茶采屋"

    def test_first_files(self):
        """
        What all pages need comes by links and scripts, whatever the order of their attributes.
        """
        page = (
            "<link href='a.css?x=1&amp;y=2' rel=stylesheet><link sizes=any rel='shortcut icon' href=i.svg>"
            '<link rel=next href=2.html><script async src="a.js"></script><script>src="b.js"</script>'
        )

        assert first_files(page) == ["a.css?x=1&y=2", "i.svg", "a.js"]

    def test_parts(self):
        """
        Each part weighs by itself; what a page has not is not told.
        """
        parts = weigh_parts("<main><table><tr><td>茶</main>", len)

        assert parts == {"tables": len("<table><tr><td>"), "words": 1, "other markup": len("<main></main>")}


class TestSent:
    @pytest.mark.parametrize("text", ["", "茶", "春茶采摘要点。" * 300, "".join(map(chr, range(0x4E00, 0x6000)))])
    def test_as_gzip(self, text: str):
        """
        A text weighs what gzip makes of it, or a few per cent more.
        """
        assert sent(text) == pytest.approx(len(gzip.compress(text.encode(), 9)), rel=0.07, abs=3)


class TestLine:
    def test_one_flight(self):
        """
        A page that comes in one flight takes two round trips, one of them for the connection.
        """
        assert Line(80_000, 1).seconds(10_000) == 3

    def test_slow_start(self):
        """
        Each flight brings twice the one before: three flights bring seven times the first.
        """
        endless = Line(10**12, 1)

        assert endless.seconds(FIRST_FLIGHT) == 2
        assert endless.seconds(FIRST_FLIGHT + 1) == 3
        assert endless.seconds(7 * FIRST_FLIGHT) == 4


class TestReport:
    def test_kinds(self, app: Flask, settings: Settings):
        """
        Every freeze says how many pages of each kind there are, and what they weigh as they are sent.
        """
        freeze(app, settings)

        kinds = {kind["kind"]: kind for kind in report(settings)["kinds"]}
        heaviest = max(
            len(gzip.compress(path.read_bytes())) for path in (settings.build / "site/articles").glob("*.html")
        )
        assert kinds["article"]["pages"] == 2
        assert kinds["article"]["heaviest"] == pytest.approx(heaviest, abs=5)
        assert set(report(settings)["seconds"]) == set(LINES)

    def test_changes(self, app: Flask, site: SmallSite, settings: Settings):
        """
        It says what is new, other and gone since the release before; of the first there is nothing to say.
        """
        freeze(app, settings)
        first = report(settings)["changed"]
        del site.articles["rice"]
        site.articles |= {"tea": "采茶", "bean": "种豆"}
        freeze(app, settings)
        second = report(settings)["changed"]
        freeze(app, settings)

        assert first == {}
        assert (second["new"], second["other"], second["gone"]) == (1, 2, 1)
        assert report(settings)["changed"] == {"new": 0, "other": 0, "gone": 0, "bytes": 0}

    def test_refused_release(self, app: Flask, site: SmallSite, settings: Settings):
        """
        What was refused is not taken for the release before.
        """
        freeze(app, settings)
        site.articles["bean"] = "种豆"
        with pytest.raises(FreezeError):
            freeze(app, strict(settings, frame_budget=1))
        freeze(app, settings)

        assert report(settings)["changed"]["new"] == 1

    def test_page(self, app: Flask, settings: Settings):
        """
        A page for people lies beside it, outside the release.
        """
        freeze(app, settings)

        assert (settings.build / "weight/index.html").read_text(encoding="utf-8") == "<p>weight</p>"
        assert not (settings.build / "site/weight.html").exists()


class TestBudgets:
    def test_long_text(self, app: Flask, site: SmallSite, settings: Settings):
        """
        A long text is no fault: words cannot be lighter than they are.
        """
        site.articles["law"] = "".join(map(chr, range(0x4E00, 0x9000)))

        assert freeze(app, settings).pages == 5

    def test_heavy_page(self, app: Flask, site: SmallSite, settings: Settings):
        """
        A page with too much beside its words is published, and named with its bytes and what weighs most in it.
        """
        site.extra = PICTURES
        heavy, *_ = freeze(app, settings).over

        assert (settings.build / "site/index.html").exists()
        assert (heavy.page, heavy.budget, heavy.limit) == ("index.html", "page_budget", 14600)
        assert heavy.bytes > heavy.limit
        assert next(iter(heavy.parts)) == "pictures"
        assert report(settings)["over"][0]["page"] == "index.html"

    def test_refused(self, app: Flask, site: SmallSite, settings: Settings):
        """
        Where the library asks for it, nothing is published then: the freeze fails, names the page, and the site stays.
        """
        freeze(app, settings)
        before = (settings.build / "site/index.html").read_bytes()
        site.extra = PICTURES
        with pytest.raises(FreezeError) as caught:
            freeze(app, strict(settings))

        fault, *_ = map(str, caught.value.faults)
        assert fault.startswith("index.html: ")
        assert "page_budget is 14600. Heaviest: pictures " in fault
        assert (settings.build / "site/index.html").read_bytes() == before

    def test_many_heavy_pages(self, app: Flask, site: SmallSite, settings: Settings):
        """
        Of many heavy pages of one kind the heaviest is named, and the others are counted.
        """
        found = freeze(app, replace(settings, page_budget=1)).over

        assert [(each.page, each.others) for each in found if each.budget == "page_budget"] == [
            ("articles/rice.html", 1),
            ("index.html", 1),
        ]

    @pytest.mark.parametrize("budget", ["frame_budget", "first_visit_budget"])
    def test_frame(self, app: Flask, settings: Settings, budget: str):
        """
        What all pages have around their content counts too, by itself and with the files that it needs.
        """
        found = freeze(app, replace(settings, **{budget: 20})).over

        assert {(each.budget, each.limit) for each in found} == {(budget, 20)}
