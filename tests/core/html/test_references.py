"""What an article's text refers to."""

from webapp.core.html.references import References, references


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
        A link is given as it is written, once.
        """
        assert references("见[晒茶](../farming/drying.md#a) 和[它](../farming/drying.md#a)。").links == (
            "../farming/drying.md#a",
        )

    def test_place_of_the_text(self):
        """
        A link to a place that the text has is none; one to a place that it has not is given.
        """
        found = references('茶[^1] [甲](#fn-1) [乙](#e) [丙](#x) `id="x"`\n\n[^1]: 注')

        assert found.links == ("#e", "#x")

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
