"""The elements of a page and their places in its source."""

from html.parser import HTMLParser

import pytest

from webapp.core.html.html_source import elements_of


class StartTags(HTMLParser):
    """What Python's own parser finds, which knows no places of end tags."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found = []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value.strip() for name, value in attrs if value is not None}))

    handle_startendtag = handle_starttag


def outlines(source: str) -> list[str]:
    return [source[element.start : element.end] for element in elements_of(source)]


class TestTags:
    @pytest.mark.parametrize(
        "source",
        [
            '<p class="a b" id=x>words</p>',
            "<IMG SRC='a.jpg' alt='one > two'/><br>",
            '<a title="it\'s" href=page.html?a=1&amp;b=2>link</a>',
            "<input disabled value = 'x y' data-n=1 >",
            '<a\nhref="x"\n\tclass=y>two lines</a>',
            "<!-- <p>no paragraph</p> --><p>one</p>",
            "<script>if (a < b) { '<p>' }</script><style>p > a {}</style><p>",
            "5 < 6 and <p>a</p> <3 </ p>",
            '<p title="&lt;b&gt; &amp; &#39;">',
            "<p title=it's>",
            "<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>",
        ],
    )
    def test_as_others_read_them(self, source: str):
        """
        The start tags and their attributes are those that Python's parser finds.
        """
        found = [
            (each.name, {name: value.value for name, value in each.attributes.items()}) for each in elements_of(source)
        ]

        assert found == StartTags(source).found

    def test_place_of_an_attribute(self):
        """
        An attribute stands at its place in the tag, whatever its quotes.
        """
        tag = "<img alt=\"a\" src = 'b c.jpg' width=3>"
        places = [tag[each.start : each.end] for each in elements_of(tag)[0].attributes.values()]

        assert places == ['alt="a"', "src = 'b c.jpg'", "width=3"]

    def test_words_only(self):
        """
        What looks like a tag in a title or in a field of a form is none.
        """
        assert outlines("<title>a <b> c</title><textarea><p></textarea>") == [
            "<title>a <b> c</title>",
            "<textarea><p></textarea>",
        ]


class TestEnds:
    def test_nested(self):
        """
        An element reaches from its start tag to its own end tag.
        """
        assert outlines("a<div>b<div>c</div>d</div>e") == ["<div>b<div>c</div>d</div>", "<div>c</div>"]

    def test_without_end_tag(self):
        """
        Without an end tag it ends with the element around it, or with the page; some have no inside at all.
        """
        assert outlines("<ul><li>a<br>b</ul><p>c") == ["<ul><li>a<br>b</ul>", "<li>a<br>b", "<br>", "<p>c"]

    def test_stray_end_tag(self):
        """
        An end tag without a start tag ends nothing.
        """
        assert outlines("<p>a</em>b</p>") == ["<p>a</em>b</p>"]

    def test_holds(self):
        """
        An element holds what stands between its tags, and not what follows.
        """
        outer, inner, after = elements_of("<div><p>a</p></div><p>b</p>")

        assert outer.holds(inner)
        assert not outer.holds(after)
