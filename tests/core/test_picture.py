"""What a page knows of a picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.picture import (
    MIME_TYPES,
    Picture,
    Rendition,
    Size,
    digest_of,
    fit,
    part_count,
    rendition,
    rendition_sizes,
    worthwhile,
)

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

    def test_long_strip_can_be_read(self):
        """
        A screenshot of a long chat stays as wide as a phone shows it: 360 pixels of a page, each of two on its screen.
        """
        assert fit(Size(1080, 12_000), 960).width >= 720

    def test_endless_strip(self):
        """
        A picture so tall that it could not be made is shrunk until it can, and its parts are what phones can hold.
        """
        endless = Size(1080, 100_000)
        strip = fit(endless, 960)

        assert strip.width * strip.height <= 7_010_000
        assert strip.width * strip.height / part_count(endless) <= 1_300_000

    def test_large_square_comes_out_smaller(self):
        """
        Of other shapes, a picture has no more pixels than a cheap phone can hold.
        """
        square = fit(Size(9000, 9000), 4000)

        assert square.width * square.height <= 3_010_000

    @given(sizes, widths)
    def test_no_size_is_too_large_or_empty(self, size, width):
        """
        Whatever the shape, each side has at least one pixel and none is longer than it was.
        """
        smaller = fit(size, width)

        assert 1 <= smaller.width <= min(size.width, width)
        assert 1 <= smaller.height <= size.height
        assert smaller.height / part_count(size) <= 16_383


class TestPartCount:
    @pytest.mark.parametrize(
        "size", [Size(1080, 2400), Size(4000, 3000), Size(12_000, 900), Size(40, 1900), Size(1, 1)]
    )
    def test_usual_shapes(self, size):
        """
        Photos, screenshots of one screen, panoramas and narrow ornaments stay whole.
        """
        assert part_count(size) == 1

    def test_parts_are_screens(self):
        """
        The parts of a long screenshot are about as high as a screen.
        """
        assert part_count(Size(1080, 12_000)) == 9

    @given(sizes)
    def test_few_parts(self, size):
        """
        Whatever the shape, a part has a row at least, and a name of two digits.
        """
        assert 1 <= part_count(size) <= min(99, size.height)


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


def made(**bytes_by_format: int) -> list[Rendition]:
    """Renditions of 640 and 320 pixels: the wider ones have twice the bytes."""
    return [
        rendition(DIGEST, Size(width, width), kind, count * width // 320)
        for kind, count in bytes_by_format.items()
        for width in (640, 320)
    ]


class TestWorthwhile:
    def test_better_formats_go_first_and_narrow_before_wide(self):
        """
        Renditions go by format, the better one first, then from narrow to wide.
        """
        names = [copy.name.removeprefix(DIGEST) for copy in worthwhile(made(jpg=900, avif=500, webp=700))]

        assert names == ["-320.avif", "-640.avif", "-320.webp", "-640.webp", "-320.jpg", "-640.jpg"]

    def test_format_that_saves_nothing_is_left_out(self):
        """
        A format that is not smaller than the one behind it only adds files.
        """
        kept = worthwhile(made(jpg=900, webp=500, avif=490))

        assert {copy.format for copy in kept} == {"webp", "jpg"}

    def test_format_is_compared_with_the_one_that_is_kept(self):
        """
        Where WebP is left out, AVIF is still compared with what is there.
        """
        kept = worthwhile(made(png=900, webp=950, avif=500))

        assert [copy.format for copy in kept] == ["avif", "avif", "png", "png"]

    def test_fallback_alone_is_kept(self):
        """
        While the better formats are not made, the fallback is all there is.
        """
        assert len(worthwhile(made(jpg=900))) == 2


class TestPicture:
    def test_formats_are_picked_from_narrow_to_wide(self):
        """
        A page asks for the fallback, which may be a PNG in one size and a JPEG in another.
        """
        copies = [
            rendition(DIGEST, Size(320, 200), "png", 9),
            rendition(DIGEST, Size(320, 200), "webp", 9),
            rendition(DIGEST, Size(640, 400), "jpg", 9),
        ]
        picture = Picture(DIGEST, Size(640, 400), tuple(copies))

        assert [copy.name for copy in picture.in_format("jpg", "png")] == [f"{DIGEST}-320.png", f"{DIGEST}-640.jpg"]

    def test_parts(self):
        """
        A page asks for each part of a very tall picture by itself.
        """
        copies = [rendition(DIGEST, Size(320, 400), "jpg", 9, part) for part in range(3)]
        picture = Picture(DIGEST, Size(640, 2400), tuple(copies))

        assert picture.parts == 3
        assert [copy.name for copy in picture.in_format("jpg", part=2)] == [f"{DIGEST}-320-2.jpg"]

    @given(sizes, st.sampled_from(list(MIME_TYPES)), st.integers(0, 98))
    def test_names_of_renditions_carry_the_digest(self, size, kind, part):
        """
        The digest is read back from the name of every rendition.
        """
        assert digest_of(rendition(DIGEST, size, kind, 1, part).name) == DIGEST


class TestDigestOf:
    @given(st.text() | st.sampled_from(["..", f"{DIGEST}-0.jpg", f"{DIGEST}-1.gif", f"{DIGEST}-1.jpg\n"]))
    def test_other_names_have_no_digest(self, name):
        """
        What is not the name of a rendition has no digest.
        """
        assert digest_of(name) is None

    def test_folder_in_front_is_not_part_of_a_name(self):
        """
        A name that leads through a folder is not the name of a rendition.
        """
        assert digest_of(f"../{DIGEST}-320.webp") is None
