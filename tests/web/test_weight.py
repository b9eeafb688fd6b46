import re
from pathlib import Path

import pytest

from tests.web.small_library import client_of
from webapp.app import create_app
from webapp.freeze.page_parts import words
from webapp.freeze.page_weigher import sent
from webapp.freeze.site import freeze
from webapp.settings import load_settings
from webapp.web.site.page_kind import PAGE_KINDS, page_kind


class TestKind:
    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("index.html", "home"),
            ("page/2.html", "home"),
            ("farming/index.html", "section"),
            ("farming/page/2.html", "section"),
            ("farming/spring-tea.html", "article"),
            ("tags/cha-ye/index.html", "tag"),
            ("meetings/autumn/index.html", "meeting"),
            ("search/index.html", "search"),
            ("words/zha.html", "other"),
            ("404.html", "other"),
        ],
    )
    def test_by_name(self, name: str, kind: str):
        """
        The name of a page tells its kind.
        """
        assert page_kind(name) == kind
        assert kind in PAGE_KINDS


class TestWeightPage:
    def test_nothing_frozen(self, root: Path):
        """
        Before the first freeze there is no such page.
        """
        assert client_of(root).get("/weight.html").status_code == 404

    @pytest.mark.parametrize(("language", "word"), [("zh", "最重的十页"), ("en", "The heaviest ten")])
    def test_drawn(self, root: Path, language: str, word: str):
        """
        After it, the page draws the weights and tells them in tables, in the library's language.
        """
        settings = load_settings(root, {"SHUWU_LANGUAGE": language})
        app = create_app(settings)
        freeze(app, settings)
        html = app.test_client().get("/weight.html").text

        assert html.count("<svg") == 2
        assert word in html
        assert "farming/spring-tea.html" in html

    @pytest.mark.parametrize(
        ("language", "line"),
        [
            ("zh", "kB，上限是 0.0 kB（frame_budget）。其中：样式"),
            ("en", "kB, and at most 0.0 kB are allowed (frame_budget). Of it: styles"),
        ],
    )
    def test_over_budget(self, root: Path, language: str, line: str):
        """
        What is over a budget is told there, and to the clerk, in the library's language.
        """
        settings = load_settings(root, {"SHUWU_LANGUAGE": language, "SHUWU_FRAME_BUDGET": "1"})
        app = create_app(settings)
        freeze(app, settings)

        assert line in app.test_client().get("/weight.html").text

    def test_beside_the_release(self, root: Path):
        """
        The copy beside the release takes its style from there, and every link of it leads to a file.
        """
        settings = load_settings(root, {})
        freeze(create_app(settings), settings)
        folder = settings.build / "weight"
        html = (folder / "index.html").read_text(encoding="utf-8")
        links = re.findall(r'(?:href|src)="([^"#]+)"', html.replace('<base href="../site/">', ""))

        assert '<base href="../site/">' in html
        assert all((folder / "../site" / link).is_file() for link in links)

    @pytest.mark.slow
    def test_article_beside_its_words(self, root: Path):
        """
        A frozen article without pictures has less than nine tenths of a kilobyte beside its words.
        """
        settings = load_settings(root, {})
        freeze(create_app(settings), settings)
        page = (settings.build / "site/safety/phone-fraud.html").read_text(encoding="utf-8")

        assert sent(page) - sent(words(page)) < 900
