"""What an article's text refers to."""

from webapp.core.references import References, references


class TestReferences:
    def test_picture(self):
        """
        A picture is given by the name that its file has.
        """
        assert references("![图](照片.jpg)").pictures == ("照片.jpg",)

    def test_picture_in_html(self):
        """
        A picture in raw HTML counts too.
        """
        assert references('<img src="a.jpg">').pictures == ("a.jpg",)

    def test_link(self):
        """
        A link to another article is given without what stands behind its path.
        """
        assert references("见[晒茶](../farming/drying.md#两) 和[它](../farming/drying.md)。").links == (
            "../farming/drying.md",
        )

    def test_link_elsewhere(self):
        """
        Links to other sites, to mail and to the page itself are none of the library's.
        """
        assert references("[a](http://a.b) [b](//a.b) [c](mailto:a@b.c) [d](#e) [e](http://[)") == References()

    def test_remote_picture(self):
        """
        A picture of another site is given by its address.
        """
        found = references("![图](https://a.b/c.jpg)")

        assert found == References(remote_pictures=("https://a.b/c.jpg",))

    def test_code_refers_to_nothing(self):
        """
        What stands in code is an example.
        """
        assert references("```\n![图](a.jpg)\n```") == References()
