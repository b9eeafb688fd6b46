from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.freeze.file_references import read_css, read_html, read_manifest, read_xml

TAGS = st.sampled_from(["a", "p", "img", "link", "section", "A", "svg"])
ATTRIBUTES = st.sampled_from(["href", "src", "id", "class", "HREF", "data-src", "action"])
VALUES = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\xa0"), max_size=12)
QUOTES = st.sampled_from(['"', "'"])


@st.composite
def start_tags(draw: st.DrawFn) -> str:
    pairs = draw(st.lists(st.tuples(ATTRIBUTES, VALUES, QUOTES), max_size=4, unique_by=lambda pair: pair[0].lower()))
    written = (f" {name}={quote}{escape(value)}{quote}" for name, value, quote in pairs)
    return f"<{draw(TAGS)}{''.join(written)}{draw(st.sampled_from(['', ' /']))}>"


OTHERS = st.one_of(
    VALUES.map(escape),
    VALUES.map(lambda text: f"<!-- {text.replace('-', '')} <a href='no'> -->"),
    VALUES.map(lambda text: f"<script>{text.replace('<', '')} '<a href=no>'</script>"),
    st.sampled_from(["</a>", "</p>", 'a < b "', "it's href=no >", "&lt;a href=no&gt;"]),
)


class StandardReader(HTMLParser):
    """Collects what read_html should find, by the standard library's parser."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: (value or "").strip() for name, value in attrs}
        self.links += [value for name, value in values.items() if name in ("href", "src", "action")]
        self.ids |= {value for name, value in values.items() if name == "id"}


class TestReadHtml:
    @given(st.lists(st.one_of(start_tags(), OTHERS), max_size=12).map("".join))
    def test_agrees_with_html_parser(self, html: str) -> None:
        """
        It finds the links and ids that the standard library's parser finds.
        """
        references = read_html(html)
        standard = StandardReader(html)

        assert list(references.links) == list(dict.fromkeys(standard.links))
        assert references.ids == standard.ids

    @pytest.mark.parametrize(
        ("html", "links"),
        [
            ("<img srcset='a.webp 320w, b.webp 640w'>", ("a.webp", "b.webp")),
            ("<source srcset=a.webp>", ("a.webp",)),
            ("<form action='search/index.html?a=1&amp;b=2'>", ("search/index.html?a=1&b=2",)),
            ("<a\nhref = x.html\n>", ("x.html",)),
            ("<p style=\"background: url('a.png')\">", ("a.png",)),
            ("<style>p { background: url(b.png) }</style>", ("b.png",)),
            ("<script src=a.js>'<a href=no>'</script>", ("a.js",)),
            ("<meta http-equiv='refresh' content='0; url=new.html'>", ("new.html",)),
            ("<meta name=description content='0; url=new.html'>", ()),
            ("<textarea><a href=no></textarea><title><a href=no></title>", ()),
            ("<pre>&lt;a href='no'&gt; and href='no'</pre>", ()),
        ],
    )
    def test_links(self, html: str, links: tuple[str, ...]) -> None:
        """
        All that a browser would fetch or follow is a link; text that looks like one is not.
        """
        assert read_html(html).links == links

    def test_ids(self) -> None:
        """
        A place is an element's id, or the name of an <a>.
        """
        assert read_html("<p id=one><a name='two'><input name=three>").ids == {"one", "two"}

    def test_base(self) -> None:
        """
        The base is kept apart: it is no link, but changes those of its page.
        """
        references = read_html("<base href='/library/'><a href=x.html>")

        assert references.base == "/library/"
        assert references.links == ("x.html",)

    def test_unclosed_quote(self) -> None:
        """
        A quote that never ends costs no more than its tag.
        """
        assert read_html('<a href="x.html><p>' + "<a title='" * 5000 + "<a href='y.html'>").links[-1:] == ("y.html",)


class TestReadCss:
    def test_links(self) -> None:
        """
        Pictures, fonts and imports are links, in any quotes; what a comment says is not.
        """
        css = "@import 'a.css'; /* url(no.png) */ p { background: url( b.png ), url('c.png') } @import url(\"d.css\");"

        assert read_css(css).links == ("a.css", "b.png", "c.png", "d.css")


class TestReadXml:
    def test_feed(self) -> None:
        """
        The addresses of a feed stand in href attributes.
        """
        assert read_xml("<feed xmlns='http://www.w3.org/2005/Atom'><link href='a.html'/></feed>").links == ("a.html",)

    def test_site_map(self) -> None:
        """
        The addresses of a site map stand in loc elements.
        """
        xml = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc> /a.html </loc></url></urlset>"

        assert read_xml(xml).links == ("/a.html",)

    def test_malformed(self) -> None:
        """
        XML that no reader would take is an error that says where.
        """
        with pytest.raises(ValueError, match=r"is not well-formed XML \(.*line 1"):
            read_xml("<feed>\x0c</feed>")


class TestReadManifest:
    def test_links(self) -> None:
        """
        The start page and the icons of a web manifest are links.
        """
        assert read_manifest('{"start_url": "a.html", "icons": [{"src": "b.png"}]}').links == ("a.html", "b.png")

    def test_malformed(self) -> None:
        """
        A manifest that is not JSON is an error.
        """
        with pytest.raises(ValueError, match="is not JSON"):
            read_manifest("{")
