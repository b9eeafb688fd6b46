"""Captions of pictures, and leaving pictures out."""

from webapp.core.html.shown_pictures import captions, with_caption, with_name, with_picture, without_picture

TEXT = '开头。\n\n![](a.jpg)\n\n![旧的](<b 1.jpg> "塘坝")\n\n结尾。\n'


class TestShownPictures:
    def test_captions(self):
        """
        Each picture has its caption: the title if there is one, else the words for who cannot see it.
        """
        assert captions(TEXT) == {"a.jpg": "", "b 1.jpg": "塘坝"}

    def test_another_caption(self):
        """
        A caption is written for one picture only, without signs that would end it.
        """
        changed = with_caption(TEXT, "a.jpg", "合影 [一]\n<b>")

        assert captions(changed) == {"a.jpg": "合影 一 b", "b 1.jpg": "塘坝"}

    def test_left_out(self):
        """
        A picture that is left out leaves no gap.
        """
        assert without_picture(TEXT, "a.jpg") == '开头。\n\n![旧的](<b 1.jpg> "塘坝")\n\n结尾。\n'

    def test_added(self):
        """
        A new picture stands at the end, once.
        """
        assert with_picture(with_picture("开头。", "c.jpg"), "c.jpg") == "开头。\n\n![](<c.jpg>)\n"

    def test_other_name(self):
        """
        A picture may be called by another name, and keeps its caption.
        """
        assert captions(with_name(TEXT, "b 1.jpg", "b-1.jpg")) == {"a.jpg": "", "b-1.jpg": "塘坝"}
