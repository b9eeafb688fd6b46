"""Where a link in an article leads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.settings import Settings
from webapp.store.library import Library
from webapp.store.links import PageTarget, find_target, within
from webapp.store.snapshot import Snapshot

TEA = PageTarget("pages.article", {"section": "farming", "slug": "spring-tea"})
HOME = "https://example.org/village/"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    settings = Settings(tmp_path_factory.mktemp("library"))
    for path, text in {"farming/spring-tea.md": "采茶", "safety/防火.md": "---\nslug: fire\n---\n正文\n"}.items():
        file = settings.content / path
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    return Library(settings).current()


class TestFindPlace:
    @pytest.mark.parametrize(
        "href",
        [
            "spring-tea",
            "spring-tea.md",
            "./spring-tea.md#picking",
            "../spring-tea/",
            "spring-tea/index.md",
            "/farming/spring-tea.html?q=1",
            "farming/spring-tea.html",
            "/moved/spring-tea.html",
            "SPRING-TEA.MD",
        ],
    )
    def test_ways_to_name_an_article(self, snapshot: Snapshot, href: str):
        """
        An article may be named by slug, file, folder or address, also by one from before it moved.
        """
        assert find_target(snapshot, href) == TEA

    @pytest.mark.parametrize("href", ["防火.md", "%E9%98%B2%E7%81%AB.md", "../safety/防火.md", "fire"])
    def test_file_name_in_chinese(self, snapshot: Snapshot, href: str):
        """
        A file may be named as it is on disk, whatever the article's slug, escaped or not.
        """
        assert find_target(snapshot, href) == PageTarget("pages.article", {"section": "safety", "slug": "fire"})

    def test_two_files_of_one_name(self, tmp_path):
        """
        Of two files of one name, that beside the writer's is meant, unless the link names a folder.
        """
        for folder in ("农业", "会议"):
            (tmp_path / "content" / folder).mkdir(parents=True)
            (tmp_path / "content" / folder / "tong-zhi.md").write_text(folder, encoding="utf-8")
        library = Library(Settings(tmp_path)).current()
        slugs = {article.body: article.slug for article in library.articles}

        found = {
            (href, here): find_target(library, href, here).values["slug"]
            for href in ("tong-zhi.md", "../农业/tong-zhi.md", "/hui-yi/tong-zhi.md")
            for here in ("nong-ye", "hui-yi")
        }

        assert found == {
            ("tong-zhi.md", "nong-ye"): slugs["农业"],
            ("tong-zhi.md", "hui-yi"): slugs["会议"],
            ("../农业/tong-zhi.md", "nong-ye"): slugs["农业"],
            ("../农业/tong-zhi.md", "hui-yi"): slugs["农业"],
            ("/hui-yi/tong-zhi.md", "nong-ye"): slugs["会议"],
            ("/hui-yi/tong-zhi.md", "hui-yi"): slugs["会议"],
        }

    @pytest.mark.parametrize("href", ["/farming/", "../farming/_index.md", "farming"])
    def test_section(self, snapshot: Snapshot, href: str):
        """
        A folder's name leads to its section.
        """
        assert find_target(snapshot, href) == PageTarget("pages.section", {"section": "farming"})

    @pytest.mark.parametrize(
        ("href", "endpoint"),
        [("/", "pages.home"), ("/index.html", "pages.home"), ("/about/", "pages.about"), ("search", "search.search")],
    )
    def test_pages_of_the_site(self, snapshot: Snapshot, href: str, endpoint: str):
        """
        The site's own pages can be linked too.
        """
        assert find_target(snapshot, href) == PageTarget(endpoint, {})

    @pytest.mark.parametrize("href", ["gone.md", "", ".", "?page=2", "../../etc/passwd", "tags/none/", "a\\b"])
    def test_nothing_there(self, snapshot: Snapshot, href: str):
        """
        What names no page leads nowhere.
        """
        assert find_target(snapshot, href) is None

    @given(href=st.text(max_size=30))
    def test_any_text(self, snapshot: Snapshot, href: str):
        """
        Nothing a writer can type is a bug: it has a place, none, or is no address.
        """
        try:
            place = find_target(snapshot, href)
        except ValueError:
            place = None

        assert place is None or place.endpoint


class TestWithin:
    @pytest.mark.parametrize(
        "href",
        [
            "https://example.org/",
            "https://example.org/villages/",
            "//example.org",
            "mailto:a@b.c",
            "tel:110",
            "https://other.org/village/",
        ],
    )
    def test_elsewhere(self, href: str):
        """
        Other sites, mail and telephone are left as they are written.
        """
        assert within(href, HOME) is None

    @pytest.mark.parametrize("href", ["tea.md", "/farming/", "../a/b.html", "茶.md", ""])
    def test_inside(self, href: str):
        """
        A path is for the library to find.
        """
        assert within(href, HOME) == href

    @pytest.mark.parametrize(
        ("href", "inside"),
        [
            ("https://example.org/village", "/"),
            ("https://example.org/village#gone", "/#gone"),
            ("https://example.org/village?x=1", "/?x=1"),
            ("https://example.org/village/tea.html", "/tea.html"),
        ],
    )
    def test_own_address(self, href: str, inside: str):
        """
        A whole address of the library's own is a path in it, whatever stands behind it.
        """
        assert within(href, HOME) == inside

    def test_unreadable(self):
        """
        What is no address is refused.
        """
        with pytest.raises(ValueError):
            within("http://[", HOME)
