"""What a page knows of a picture."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.core.picture import FORMATS, Size, digest_of, fit, picture, rendition_sizes

DIGEST = "0123456789abcdef0123"

sizes = st.builds(Size, st.integers(1, 65_535), st.integers(1, 65_535))
widths = st.integers(1, 4_000)


class TestFit:
    def test_wide_picture_is_shrunk_to_the_width(self):
        """
        A picture wider than asked for comes out as wide as asked for, in its own shape.
        """
        assert fit(Size(4000, 3000), 640) == Size(640, 480)

    def test_small_picture_keeps_its_size(self):
        """
        A picture narrower than asked for is never enlarged.
        """
        assert fit(Size(60, 40), 640) == Size(60, 40)

    def test_long_strip_comes_out_narrower(self):
        """
        A picture so tall that phones could not hold it is shrunk until they can.
        """
        strip = fit(Size(1080, 20_000), 960)

        assert strip.width < 960
        assert strip.width * strip.height <= 3_010_000

    @given(sizes, widths)
    def test_no_size_is_too_large_or_empty(self, size, width):
        """
        Whatever the shape, each side has at least one pixel and none is longer than it was.
        """
        smaller = fit(size, width)

        assert 1 <= smaller.width <= min(size.width, width)
        assert 1 <= smaller.height <= min(size.height, 16_383)


class TestRenditionSizes:
    def test_widths_go_from_narrow_to_wide(self):
        """
        Renditions are listed from narrow to wide, whatever the order of the settings.
        """
        assert rendition_sizes(Size(1600, 800), (640, 320)) == (Size(320, 160), Size(640, 320))

    def test_own_width_stands_for_those_it_does_not_reach(self):
        """
        A picture of 500 pixels is offered in 500, once, in place of every greater width.
        """
        assert rendition_sizes(Size(500, 500), (320, 640, 960)) == (Size(320, 320), Size(500, 500))

    @given(sizes, st.lists(widths, min_size=1, max_size=5))
    def test_no_width_is_offered_twice(self, size, wanted):
        """
        The widths of the renditions, which are in their names, are all different.
        """
        offered = [smaller.width for smaller in rendition_sizes(size, wanted)]

        assert offered == sorted(set(offered))


class TestPicture:
    def test_each_size_is_offered_in_each_format(self):
        """
        A picture has every size in every format, the better format first.
        """
        names = [copy.name for copy in picture(DIGEST, Size(400, 300), (320, 640)).renditions]

        assert names == [f"{DIGEST}-{width}.{kind}" for kind in ("webp", "jpg") for width in (320, 400)]

    def test_one_format_is_picked_from_narrow_to_wide(self):
        """
        A page asks for one format and gets its renditions from narrow to wide.
        """
        copies = picture(DIGEST, Size(400, 300), (640, 320)).in_format("jpg")

        assert [copy.size for copy in copies] == [Size(320, 240), Size(400, 300)]

    @given(sizes, st.lists(widths, min_size=1, max_size=3))
    def test_names_of_renditions_carry_the_digest(self, size, wanted):
        """
        The digest is read back from the name of every rendition.
        """
        copies = picture(DIGEST, size, wanted).renditions

        assert {digest_of(copy.name) for copy in copies} == {DIGEST}


class TestDigestOf:
    @given(st.text() | st.sampled_from(["..", f"{DIGEST}-0.jpg", f"{DIGEST}-1.png", f"{DIGEST}-1.jpg\n"]))
    def test_other_names_have_no_digest(self, name):
        """
        What is not the name of a rendition has no digest.
        """
        assert digest_of(name) is None

    def test_folder_in_front_is_not_part_of_a_name(self):
        """
        A name that leads through a folder is not the name of a rendition.
        """
        assert digest_of(f"../{DIGEST}-320.{FORMATS[0]}") is None
