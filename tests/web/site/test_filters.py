from pathlib import Path

import pytest

from tests.web.small_library import client_of, write


def body_of(root: Path, text: str) -> str:
    """Return the HTML that the body *text* gives on the page of its article."""
    write(root, "content/safety/links.md", f"---\ntitle: 链接\ndate: 2025-01-01\n---\n{text}\n")
    html = client_of(root).get("/safety/links.html").text
    return html[html.index("</p>", html.index('class="facts"')) : html.index("</article>")]


class TestBody:
    def test_link_to_another_site_stays(self, root: Path):
        """
        A link to another site is left as it was written.
        """
        assert '<a href="https://example.org/?a=1&amp;b=2"' in body_of(root, "[外面](https://example.org/?a=1&b=2)")

    def test_full_address_of_the_library_is_a_page(self, root: Path):
        """
        A link copied from the address bar leads to the page on every copy of the library.
        """
        write(root, "shuwu.toml", 'url = "https://example.org/books/"\n')

        html = body_of(
            root, "[茶](https://example.org/books/old/spring-tea.html)和[旧](https://example.org/books/x.html)"
        )

        assert '<a href="/farming/spring-tea.html"' in html
        assert "和旧" in html

    @pytest.mark.parametrize("href", ["#nowhere", "<http://[>", "javascript:alert(1)", "gone.md#part"])
    def test_link_that_cannot_lead_anywhere(self, root: Path, href: str):
        """
        A place that is not there, or an address that is none, leaves only its text.
        """
        html = body_of(root, f"见[这里]({href})。")

        assert "这里" in html
        assert "href" not in html

    def test_place_in_another_article(self, root: Path):
        """
        A link into an article leads to its beginning: the place may be gone, the article is not.
        """
        assert '<a href="/farming/spring-tea.html"' in body_of(root, "[茶](spring-tea.md#part)")

    def test_picture_of_another_host_is_not_requested(self, root: Path):
        """
        A page asks no other host for anything; the picture's words stay.
        """
        html = body_of(root, "![远方](https://example.org/far.jpg)")

        assert "<img" not in html
        assert "远方" in html

    def test_only_the_first_picture_is_not_lazy(self, root: Path):
        """
        Pictures below the first screen wait until they are scrolled to.
        """
        write(
            root,
            "content/farming/spring-tea/index.md",
            "---\ntitle: 春茶\ndate: 2025-04-02\n---\n![一](leaf.png)\n\n![二](leaf.png)\n",
        )

        html = client_of(root).get("/farming/spring-tea.html").text

        assert 'alt="一">' in html
        assert 'alt="二" loading="lazy">' in html
