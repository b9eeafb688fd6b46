from html import escape

from hypothesis import given
from hypothesis import strategies as st

from webapp.web.site.article_html import (
    ImageTag,
    cut_at_spans,
    mark_words,
    place_links,
    place_pictures,
    place_tables,
)


def show(tag: ImageTag) -> str:
    return f"[{tag.src}|{tag.alt}|{tag.title}|{tag.is_alone}|{tag.is_first}]"


class TestPlaceLinks:
    def test_link_gets_the_made_address(self):
        """
        A link keeps its text and its other attributes and gets the address that was made for it.
        """
        html = place_links('<a href="tea.md" title="茶">看</a>', lambda href: f"/farming/{href}?a=1&b=2")

        assert html == '<a href="/farming/tea.md?a=1&amp;b=2" title="茶">看</a>'

    def test_dead_link_becomes_text(self):
        """
        A link that leads nowhere leaves its text behind, with what is marked up in it.
        """
        assert place_links('见<a href="gone.md">这<em>里</em></a>。', lambda href: None) == "见这<em>里</em>。"

    def test_address_is_read_unescaped(self):
        """
        The maker sees the address as the writer meant it, without HTML's escapes.
        """
        seen = []

        place_links('<a href="a?b=1&amp;c=2">x</a>', seen.append)

        assert seen == ["a?b=1&c=2"]

    def test_greater_sign_in_an_attribute_does_not_end_the_tag(self):
        """
        A > inside quotes belongs to the attribute.
        """
        assert place_links('<a href="x" title="a > b">y</a>', lambda href: None) == "y"


class TestPlacePictures:
    def test_picture_alone_takes_the_place_of_its_paragraph(self):
        """
        A figure may not stand in a paragraph, so the paragraph goes.
        """
        assert place_pictures('<p><img src="a.jpg" alt="茶" title="采茶"></p>', show) == "[a.jpg|茶|采茶|True|True]"

    def test_picture_within_text_stays_there(self):
        """
        A picture with words around it stays between them.
        """
        assert place_pictures('<p>看<img src="a.jpg" alt=""></p>', show) == "<p>看[a.jpg|||False|True]</p>"

    def test_pictures_in_one_paragraph_stand_below_each_other(self):
        """
        Two pictures without words between them are two figures, and only one is the page's first.
        """
        html = place_pictures('<p><img src="a.jpg" alt="">\n<img src="b.jpg" alt=""></p>', show)

        assert html == "[a.jpg|||True|True]\n[b.jpg|||True|False]"


class TestPlaceTables:
    def test_table_scrolls_by_itself(self):
        """
        A wide table scrolls in its own box, which the keyboard reaches, so that the page does not.
        """
        html = place_tables("<p>a</p><table><tr><td>1</td></tr></table><table></table>")

        assert html == (
            '<p>a</p><div class="scroll" tabindex="0"><table><tr><td>1</td></tr></table></div>'
            '<div class="scroll" tabindex="0"><table></table></div>'
        )


class TestMarkWords:
    def test_words_are_marked_in_text_only(self):
        """
        A word in a tag is an address or a description, and is left alone.
        """
        html = mark_words('<p>茶<a href="/茶" title="茶">水</a></p>', ["茶"])

        assert html == '<p><mark>茶</mark><a href="/茶" title="茶">水</a></p>'

    def test_other_script_is_marked(self):
        """
        A Simplified word finds its Traditional form, which stays as it was written.
        """
        assert mark_words("<p>鄉村</p>", ["乡村"]) == "<p><mark>鄉村</mark></p>"

    def test_escapes_survive(self):
        """
        What was escaped in the text is still escaped when it was marked.
        """
        assert mark_words("<p>茶 &lt;b&gt; &amp;</p>", ["茶"]) == "<p><mark>茶</mark> &lt;b&gt; &amp;</p>"

    @given(st.text(alphabet="茶水<>&\"' ab", max_size=40))
    def test_nothing_but_marks_is_added(self, text: str):
        """
        Without the marks the HTML is what it was, whatever the text.
        """
        html = f"<p>{escape(text, quote=False)}</p>"

        marked = mark_words(html, ["茶", "a"])

        assert marked.replace("<mark>", "").replace("</mark>", "") == html


class TestCutAtSpans:
    def test_pieces_join_to_the_text(self):
        """
        The pieces cover the whole text; those in a span are marked, and none is empty.
        """
        assert cut_at_spans("春茶采摘", [(0, 2), (3, 4)]) == [("春茶", True), ("采", False), ("摘", True)]
