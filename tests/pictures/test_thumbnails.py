"""Thumbnails of real picture files, whole and damaged."""

import io
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageChops, ImageCms, ImageDraw, PngImagePlugin

from webapp.core.picture import BETTER_FORMATS, FALLBACK_FORMATS, Size
from webapp.errors import PictureError
from webapp.pictures.decode import decode
from webapp.pictures.thumbnails import Thumbnails
from webapp.settings import Settings

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]

RED, BLUE, WHITE = (200, 30, 30), (30, 30, 200), (255, 255, 255)


@pytest.fixture
def thumbnails(tmp_path: Path) -> Thumbnails:
    """Small ones, which are made quickly."""
    return Thumbnails(Settings(root=tmp_path, picture_widths=(320,)))


@pytest.fixture
def first_copies(tmp_path: Path) -> Thumbnails:
    """Small ones, of which only the first are made: the better formats may wait."""
    return Thumbnails(Settings(root=tmp_path, picture_widths=(320,)), defer=Path.exists)


def two_halves(width: int = 1200, height: int = 800) -> Image.Image:
    """A picture that is red on the left and blue on the right."""
    image = Image.new("RGB", (width, height), BLUE)
    image.paste(RED, (0, 0, width // 2, height))
    return image


def grainy(width: int = 640, height: int = 480) -> Image.Image:
    """A picture as uneven as a photo, always the same."""
    noise = np.random.default_rng(7).integers(40, 215, (24, 32, 3), np.uint8)
    return Image.fromarray(noise).resize((width, height), Image.Resampling.BICUBIC)


def saved(image: Image.Image, path: Path, **options: object) -> Path:
    image.save(path, **options)
    return path


def opened(thumbnails: Thumbnails, source: Path, *formats: str) -> Image.Image:
    """The narrowest rendition of *source* in one of *formats*, or else in the one that every browser shows."""
    return loaded(thumbnails.file(thumbnails.describe(source).in_format(*(formats or FALLBACK_FORMATS))[0].name))


def loaded(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image.load()
    return image


def is_near(image: Image.Image, where: tuple[float, float], colour: tuple[int, ...], most: int = 12) -> bool:
    """Tell whether *image* has *colour* at a place given in parts of its width and height."""
    place = (int(image.width * where[0]), int(image.height * where[1]))
    found = image.convert("RGBA" if image.has_transparency_data else "RGB").getpixel(place)
    return all(abs(one - other) <= most for one, other in zip(found, colour, strict=True))


def refusal(thumbnails: Thumbnails, source: Path) -> PictureError:
    with pytest.raises(PictureError) as caught:
        thumbnails.describe(source)
    return caught.value


class TestRenditions:
    def test_photo_is_made_in_every_width_and_format(self, tmp_path):
        """
        A large photo comes as AVIF, WebP and JPEG in each width of the settings.
        """
        thumbnails = Thumbnails(Settings(root=tmp_path))
        picture = thumbnails.describe(saved(grainy(1200, 800), tmp_path / "a.jpg"))
        made = [loaded(thumbnails.file(copy.name)) for copy in picture.renditions]

        assert picture.size == Size(1200, 800)
        assert [image.format for image in made] == ["AVIF"] * 3 + ["WEBP"] * 3 + ["JPEG"] * 3
        assert [image.size for image in made] == [(320, 213), (640, 427), (960, 640)] * 3
        assert [thumbnails.file(copy.name).stat().st_size for copy in picture.renditions] == [
            copy.bytes for copy in picture.renditions
        ]
        assert [Size(*image.size) for image in made] == [copy.size for copy in picture.renditions]

    def test_small_picture_is_not_enlarged(self, thumbnails, tmp_path):
        """
        A picture narrower than every width is offered in its own size alone.
        """
        picture = thumbnails.describe(saved(two_halves(100, 50), tmp_path / "a.png"))

        assert {copy.size for copy in picture.renditions} == {Size(100, 50)}

    def test_one_pixel_is_a_picture(self, thumbnails, tmp_path):
        """
        The smallest picture there is can be shown.
        """
        assert opened(thumbnails, saved(two_halves(1, 1), tmp_path / "a.gif")).size == (1, 1)

    def test_same_content_gives_the_same_bytes(self, thumbnails, tmp_path):
        """
        Two libraries make the same files, byte for byte, from the same picture under any name.
        """
        one = thumbnails.describe(saved(two_halves(), tmp_path / "a.jpg"))
        elsewhere = Thumbnails(Settings(root=tmp_path / "elsewhere", picture_widths=(320,)))
        other = elsewhere.describe((tmp_path / "a.jpg").rename(tmp_path / "b.jpg"))

        assert one == other
        assert [thumbnails.file(copy.name).read_bytes() for copy in one.renditions] == [
            elsewhere.file(copy.name).read_bytes() for copy in other.renditions
        ]

    def test_strips_join_without_a_seam(self, tmp_path):
        """
        A tall picture, which is made strip by strip, is the same as one made at once.
        """
        tall = Image.radial_gradient("L").resize((640, 2400)).convert("RGB")

        _, [made] = decode(saved(tall, tmp_path / "a.png"), (320,), 60)

        at_once = tall.resize((320, 1200), Image.Resampling.LANCZOS)
        assert max(most for _, most in ImageChops.difference(made, at_once).getextrema()) <= 1


class TestUpright:
    @pytest.mark.parametrize("orientation", range(1, 9))
    @pytest.mark.parametrize("suffix", ["jpg", "png", "webp"])
    def test_picture_is_turned_as_its_exif_says(self, first_copies, tmp_path, orientation, suffix):
        """
        However the camera was held, the red corner ends where it was in the scene: at the top left.
        """
        upright = Image.new("RGB", (720, 480), BLUE)
        upright.paste(RED, (0, 0, 360, 240))
        backwards = {
            2: Image.Transpose.FLIP_LEFT_RIGHT,
            3: Image.Transpose.ROTATE_180,
            4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE,
            6: Image.Transpose.ROTATE_90,
            7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270,
        }
        stored = upright.transpose(backwards[orientation]) if orientation in backwards else upright
        exif = Image.Exif()
        exif[ExifTags.Base.Orientation] = orientation
        source = saved(stored, tmp_path / f"a.{suffix}", exif=exif)
        made = opened(first_copies, source)

        assert first_copies.describe(source).size == Size(720, 480)
        assert made.size == (320, 213)
        assert is_near(made, (0.25, 0.25), RED)
        assert is_near(made, (0.75, 0.25), BLUE)
        assert is_near(made, (0.25, 0.75), BLUE)

    @pytest.mark.parametrize("exif", [b"Exif\0\0nonsense", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0"])
    def test_unreadable_exif_says_nothing(self, thumbnails, tmp_path, exif):
        """
        A picture with broken EXIF is shown as it is stored.
        """
        source = saved(two_halves(), tmp_path / "a.jpg", exif=exif)

        assert thumbnails.describe(source).size == Size(1200, 800)


class TestMetadata:
    @pytest.mark.parametrize("kind", ["jpg", "webp", "avif"])
    def test_nothing_is_told_of_place_or_camera(self, thumbnails, tmp_path, kind):
        """
        EXIF with its GPS place, XMP, colour profile and comment all stay behind.
        """
        exif = Image.Exif()
        exif[ExifTags.Base.Make] = "SECRET"
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSMapDatum] = "SECRET"
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        source = tmp_path / "a.jpg"
        grainy().save(source, exif=exif, xmp=b"SECRET", icc_profile=profile, comment=b"SECRET")
        made = opened(thumbnails, source, kind)
        files = [thumbnails.file(copy.name) for copy in thumbnails.describe(source).renditions]

        assert b"SECRET" in source.read_bytes()
        assert not made.info.keys() & {"exif", "xmp", "icc_profile", "comment"}
        assert all(b"SECRET" not in file.read_bytes() for file in files)
        assert not made.getexif()

    def test_text_in_a_png_stays_behind(self, thumbnails, tmp_path):
        """
        The text chunks of a PNG are not passed on.
        """
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", "SECRET")
        source = saved(two_halves(), tmp_path / "a.png", pnginfo=text)
        files = [thumbnails.file(copy.name) for copy in thumbnails.describe(source).renditions]

        assert all(b"SECRET" not in file.read_bytes() for file in files)


class TestColour:
    @pytest.mark.parametrize("mode", ["L", "P", "CMYK"])
    @pytest.mark.parametrize("formats", [FALLBACK_FORMATS, BETTER_FORMATS])
    def test_picture_of_any_mode_keeps_its_colours(self, thumbnails, tmp_path, mode, formats):
        """
        Grey, palette and printer's pictures look as they did.
        """
        suffix = "jpg" if mode == "CMYK" else "png"
        source = saved(two_halves().convert(mode), tmp_path / f"a.{suffix}")
        made = opened(thumbnails, source, *formats).convert("RGB")

        assert is_near(made, (0.25, 0.5), two_halves().convert(mode).convert("RGB").getpixel((0, 0)), 25)

    def test_sixteen_bits_are_scaled_to_eight(self, thumbnails, tmp_path):
        """
        A scan with sixteen bits of grey keeps its middle grey.
        """
        source = saved(Image.new("I;16", (400, 400), 0x8000), tmp_path / "a.png")

        assert is_near(opened(thumbnails, source), (0.5, 0.5), (128, 128, 128), 2)

    @pytest.mark.parametrize("formats", [FALLBACK_FORMATS, BETTER_FORMATS], ids="-".join)
    @pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
    def test_transparent_ground_is_white(self, thumbnails, tmp_path, mode, formats):
        """
        A dark drawing on nothing stands on white in every format, so that it is seen on a dark page too.
        """
        image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
        ImageDraw.Draw(image).rectangle((0, 0, 199, 399), fill=(0, 0, 0, 255))
        made = opened(thumbnails, saved(image.convert(mode), tmp_path / "a.png"), *formats)

        assert not made.has_transparency_data
        assert is_near(made, (0.25, 0.5), (0, 0, 0))
        assert is_near(made, (0.75, 0.5), WHITE)

    @pytest.mark.parametrize("colour", [WHITE, (255, 255, 120)])
    def test_light_drawing(self, thumbnails, tmp_path, colour):
        """
        A white or a yellow drawing on nothing stands on a dark ground, so that it is seen at all.
        """
        image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
        ImageDraw.Draw(image).rectangle((0, 0, 199, 399), fill=(*colour, 255))
        made = opened(thumbnails, saved(image, tmp_path / "a.png"))

        assert is_near(made, (0.25, 0.5), colour)
        assert is_near(made, (0.75, 0.5), (51, 51, 51))

    def test_screenshot_with_round_corners(self, thumbnails, tmp_path):
        """
        What is white with dark words on it has a ground of its own: its corners are white.
        """
        image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
        pen = ImageDraw.Draw(image)
        pen.rounded_rectangle((0, 0, 399, 399), 60, fill=(255, 255, 255, 255))
        pen.rectangle((60, 100, 340, 140), fill=(20, 20, 20, 255))

        assert is_near(opened(thumbnails, saved(image, tmp_path / "a.png")), (0.01, 0.01), WHITE)

    def test_nothing_drawn(self, thumbnails, tmp_path):
        """
        A picture of which nothing can be seen is white.
        """
        source = saved(Image.new("RGBA", (400, 400), (0, 0, 0, 0)), tmp_path / "a.png")

        assert is_near(opened(thumbnails, source), (0.5, 0.5), WHITE)

    def test_opaque_alpha_is_dropped(self, thumbnails, tmp_path):
        """
        A screenshot whose alpha says nothing is sent without it.
        """
        source = saved(two_halves().convert("RGBA"), tmp_path / "a.png")

        assert opened(thumbnails, source, *BETTER_FORMATS).mode == "RGB"

    def test_profile_is_turned_into_srgb(self, thumbnails, tmp_path):
        """
        The numbers of a picture with another profile are converted, so that it looks the same without it.
        """
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
        swapped = swapped_channels_profile()
        with_profile = saved(two_halves(), tmp_path / "a.png", icc_profile=swapped)
        unusable = saved(two_halves(), tmp_path / "b.png", icc_profile=lab)
        broken = saved(two_halves(), tmp_path / "c.png", icc_profile=b"nonsense")

        assert is_near(opened(thumbnails, with_profile), (0.25, 0.5), BLUE, 40)
        assert is_near(opened(thumbnails, unusable), (0.25, 0.5), RED)
        assert is_near(opened(thumbnails, broken), (0.25, 0.5), RED)


def swapped_channels_profile() -> bytes:
    """An sRGB profile, under another name, in which red and blue have changed places."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    return bytes(profile).replace(b"rXYZ", b"tmp_").replace(b"bXYZ", b"rXYZ").replace(b"tmp_", b"bXYZ").replace(
        "sRGB".encode("utf-16-be"), "test".encode("utf-16-be")
    )  # fmt: skip


class TestAnimation:
    @pytest.mark.parametrize("suffix", ["gif", "webp", "png"])
    def test_first_frame_stands_for_an_animation(self, thumbnails, tmp_path, suffix):
        """
        Of a moving picture the first frame is shown.
        """
        frames = [Image.new("RGB", (400, 300), colour) for colour in (RED, BLUE)]
        source = saved(frames[0], tmp_path / f"a.{suffix}", save_all=True, append_images=frames[1:], duration=100)

        assert is_near(opened(thumbnails, source), (0.5, 0.5), RED)


class TestRefusals:
    @pytest.mark.parametrize(
        ("content", "found"),
        [
            (b"", "empty"),
            ("春耕开始了，请大家注意天气。".encode(), "not a picture"),
            (b"\0" * 5000, "not a picture"),
            (b"\xff\xd8\xff", "not a picture"),
            (b"\0\0\0\x18ftypheic" + b"\0" * 100, "HEIC"),
            (b"II*\0" + b"\0" * 100, "TIFF"),
            (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
            (b"%PDF-1.4", "PDF"),
        ],
    )
    def test_file_that_is_no_picture_is_refused(self, thumbnails, tmp_path, content, found):
        """
        A file that only bears the name of a picture is refused, and its owner is told what to do.
        """
        source = tmp_path / "photo.jpg"
        source.write_bytes(content)
        error = refusal(thumbnails, source)

        assert error.where == "photo.jpg"
        assert found in str(error.found)
        assert error.remedy

    @pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "gif", "bmp", "avif"])
    @pytest.mark.parametrize("kept", [0.01, 0.5, 0.9])
    def test_truncated_file_is_refused(self, thumbnails, tmp_path, suffix, kept):
        """
        A picture that was cut off on its way is refused, wherever it was cut.
        """
        noise = Image.effect_noise((600, 500), 80).convert("RGB")
        source = saved(noise, tmp_path / f"a.{suffix}")
        source.write_bytes(source.read_bytes()[: int(source.stat().st_size * kept)])

        assert refusal(thumbnails, source).remedy

    def test_truncated_progressive_jpeg_is_refused(self, thumbnails, tmp_path):
        """
        A progressive JPEG whose last scans are missing is refused as well.
        """
        source = saved(two_halves(), tmp_path / "a.jpg", progressive=True)
        source.write_bytes(source.read_bytes()[:-500])

        assert "cut off" in str(refusal(thumbnails, source).found)

    def test_zeros_in_place_of_the_end_are_refused(self, thumbnails, tmp_path):
        """
        A JPEG of the right length whose second half never arrived is refused, though it could be decoded.
        """
        source = saved(Image.effect_noise((600, 500), 80), tmp_path / "a.jpg")
        content = source.read_bytes()
        source.write_bytes(content[: len(content) // 2] + bytes(len(content) // 2))

        assert "beginning" in str(refusal(thumbnails, source).found)

    def test_zeros_behind_the_end_do_no_harm(self, thumbnails, tmp_path):
        """
        A camera may fill its file up with zeros.
        """
        source = saved(two_halves(), tmp_path / "a.jpg")
        source.write_bytes(source.read_bytes() + bytes(200_000))

        assert thumbnails.describe(source).size == Size(1200, 800)

    def test_bomb_is_refused_before_it_is_decoded(self, thumbnails, tmp_path):
        """
        A few bytes that claim hundreds of megapixels are refused by their header.
        """
        source = saved(Image.new("1", (14_000, 10_000)), tmp_path / "a.png")

        assert "140 megapixels, and 120 are allowed" in str(refusal(thumbnails, source).found)

    def test_pixels_beyond_pillows_own_limit_are_refused(self, thumbnails, tmp_path):
        """
        A picture that Pillow itself will not open is refused in the same words.
        """
        source = saved(Image.new("1", (20_000, 10_000)), tmp_path / "a.png")

        assert "too many pixels" in str(refusal(thumbnails, source).found)

    @pytest.mark.parametrize(
        ("name", "mode", "size", "options"),
        [
            ("a.png", "RGB", (11_000, 9_000), {"compress_level": 1}),
            ("a.jpg", "L", (11_000, 10_500), {"progressive": True}),
        ],
    )
    def test_picture_that_cannot_be_read_in_parts_is_bounded(self, thumbnails, tmp_path, name, mode, size, options):
        """
        A kind that has to be decoded whole is refused when that would take too much memory.
        """
        source = saved(Image.new(mode, size), tmp_path / name, **options)
        error = refusal(thumbnails, source)

        assert "too much memory" in str(error.found)
        assert "smaller" in str(error.remedy)

    def test_missing_file_is_refused(self, thumbnails, tmp_path):
        """
        A picture that is not there, or is a folder, is refused like a damaged one.
        """
        assert "not there" in str(refusal(thumbnails, tmp_path / "none.jpg").found)
        assert "cannot be read" in str(refusal(thumbnails, tmp_path).found)

    @given(data=st.data())
    @hypothesis_settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "gif", "bmp", "avif"])
    def test_damaged_file_is_shown_or_refused(self, first_copies, tmp_path, suffix, data):
        """
        Whatever bytes of a picture are changed, it is either shown or refused; nothing else happens.
        """
        content = io.BytesIO()
        exif = Image.Exif()
        exif[ExifTags.Base.Orientation] = 6
        two_halves(40, 30).save(content, "JPEG" if suffix == "jpg" else suffix.upper(), exif=exif)
        damaged = bytearray(content.getvalue())
        places = st.integers(0, min(len(damaged), 700) - 1)
        for place in data.draw(st.lists(places, min_size=1, max_size=4)):
            damaged[place] = data.draw(st.integers(0, 255))
        source = tmp_path / f"damaged-{hash(bytes(damaged))}.{suffix}"
        source.write_bytes(damaged)

        assert thumbnails_or_error(first_copies, source)


def thumbnails_or_error(thumbnails: Thumbnails, source: Path) -> object:
    try:
        return thumbnails.describe(source)
    except PictureError as error:
        return error


class TestKeeping:
    def test_second_library_process_makes_nothing_again(self, thumbnails, tmp_path):
        """
        What is kept in build/pictures is used as it is.
        """
        source = saved(two_halves(), tmp_path / "a.jpg")
        picture = thumbnails.describe(source)
        before = {file.name: file.stat().st_mtime_ns for file in (tmp_path / "build/pictures").iterdir()}
        again = Thumbnails(Settings(root=tmp_path, picture_widths=(320,))).describe(source)

        assert again == picture
        assert before == {file.name: file.stat().st_mtime_ns for file in (tmp_path / "build/pictures").iterdir()}

    def test_refusal_is_remembered_by_content(self, thumbnails, tmp_path):
        """
        A damaged file is decoded once; its copy under another name is refused with the same words.
        """
        source = saved(two_halves(), tmp_path / "a.jpg")
        source.write_bytes(source.read_bytes()[:-3000])
        first = refusal(thumbnails, source)
        second = refusal(Thumbnails(Settings(root=tmp_path, picture_widths=(320,))), source.rename(tmp_path / "b.jpg"))

        assert (first.found, first.remedy) == (second.found, second.remedy)
        assert second.where == "b.jpg"

    def test_changed_file_is_described_anew(self, thumbnails, tmp_path):
        """
        A picture replaced by another under the same name is another picture.
        """
        source = saved(two_halves(), tmp_path / "a.jpg")
        before = thumbnails.describe(source)
        saved(two_halves(400, 900), source)

        assert thumbnails.describe(source).digest != before.digest
        assert thumbnails.describe(source).size == Size(400, 900)

    def test_higher_limit_lets_a_refused_picture_in(self, tmp_path):
        """
        A picture refused under one limit is looked at again under another.
        """
        source = saved(two_halves(2000, 1000), tmp_path / "a.jpg")
        refusal(Thumbnails(Settings(root=tmp_path, max_picture_megapixels=1)), source)

        assert Thumbnails(Settings(root=tmp_path, max_picture_megapixels=3, picture_widths=(320,))).describe(source)

    def test_deleted_copies_are_made_again(self, thumbnails, tmp_path):
        """
        build/ may be deleted at any time: the next request makes the copy again.
        """
        name = thumbnails.describe(saved(two_halves(), tmp_path / "a.jpg")).renditions[0].name
        [file.unlink() for file in (tmp_path / "build/pictures").iterdir()]

        assert loaded(thumbnails.file(name)).size == (320, 213)

    def test_spoiled_verdict_is_made_again(self, thumbnails, tmp_path):
        """
        A verdict that was cut off by a power failure is not believed.
        """
        source = saved(two_halves(), tmp_path / "a.jpg")
        picture = thumbnails.describe(source)
        (tmp_path / f"build/pictures/{picture.digest}.json").write_bytes(b'{"limits": [')

        assert Thumbnails(Settings(root=tmp_path, picture_widths=(320,))).describe(source) == picture

    def test_many_threads_get_one_answer(self, thumbnails, tmp_path):
        """
        Threads that ask for one picture at once get the same answer, and leave no unfinished file.
        """
        source = saved(two_halves(), tmp_path / "a.jpg")
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(thumbnails.describe(source))) for _ in range(8)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]

        assert answers == [thumbnails.describe(source)] * 8
        assert not list((tmp_path / "build/pictures").glob(".*"))


class TestDeferring:
    def test_first_copies_at_once(self, tmp_path):
        """
        When the better copies may wait, a new picture has those that every browser shows, and its file is deferred.
        """
        deferred: list[Path] = []
        source = saved(two_halves(), tmp_path / "a.jpg")
        picture = Thumbnails(Settings(root=tmp_path, picture_widths=(320,)), deferred.append).describe(source)

        assert {copy.format for copy in picture.renditions}.isdisjoint(BETTER_FORMATS)
        assert deferred == [source]

    def test_others_complete_it(self, first_copies, thumbnails, tmp_path):
        """
        The copies that another Thumbnails makes later join the first ones.
        """
        source = saved(two_halves(), tmp_path / "a.jpg")
        begun = first_copies.describe(source)
        whole = thumbnails.describe(source)

        assert set(begun.renditions) < set(whole.renditions)
        assert first_copies.describe(source) == whole


class TestTallPictures:
    @pytest.fixture
    def strip(self, tmp_path) -> Path:
        """A screenshot of 1080 x 12,000 pixels, in which every row of words has a colour of its own."""
        image = Image.new("RGB", (1080, 12_000), WHITE)
        pen = ImageDraw.Draw(image)
        for top in range(0, 12_000, 60):
            pen.rectangle((60, top + 10, 1020, top + 40), fill=(top % 256, top // 60, 90))
        return saved(image, tmp_path / "chat.png")

    def test_parts(self, tmp_path, strip):
        """
        It is cut into parts that make up the whole, each wide enough to be read, and as small as any picture.
        """
        settings = Settings(root=tmp_path, picture_widths=(960,), picture_kilobytes=(60,))
        thumbnails = Thumbnails(settings, defer=Path.exists)
        picture = thumbnails.describe(strip)
        widest = [picture.in_format(*FALLBACK_FORMATS, part=part)[-1] for part in range(picture.parts)]

        assert {copy.size.width for copy in widest} == {794}
        assert sum(copy.size.height for copy in widest) == round(12_000 * 793.7 / 1080)
        assert max(copy.bytes for copy in picture.renditions) <= 60_000

    def test_parts_follow_each_other(self, first_copies, strip):
        """
        Each part shows its own piece, and is kept under a name of its own.
        """
        picture = first_copies.describe(strip)
        names = [picture.in_format(*FALLBACK_FORMATS, part=part)[0].name for part in range(picture.parts)]
        greens = [np.asarray(loaded(first_copies.file(name)).convert("RGB"))[:, 160, 1] for name in names]
        darkest = [int(green.min()) for green in greens]

        assert darkest == sorted(darkest)
        assert darkest[0] < 10 < 170 < darkest[-1]

    @pytest.mark.slow
    def test_every_format_of_each_part(self, tmp_path, strip):
        """
        The better formats have all parts too, and all of them are remembered.
        """
        picture = Thumbnails(Settings(root=tmp_path, picture_widths=(320,))).describe(strip)

        assert {copy.part for copy in picture.renditions if copy.format in BETTER_FORMATS} == set(range(9))
        assert Thumbnails(Settings(root=tmp_path, picture_widths=(320,))).describe(strip) == picture


class TestNames:
    @given(
        name=st.text()
        | st.sampled_from(["../shuwu.toml", "/etc/passwd", "..", "", "a\0b", "0" * 20 + ".json", "C:\\x.jpg"])
    )
    @hypothesis_settings(suppress_health_check=list(HealthCheck))
    def test_no_name_leaves_the_folder(self, thumbnails, name):
        """
        Only names of renditions have a place; every other name is refused.
        """
        with pytest.raises(PictureError):
            thumbnails.path_of(name)
        with pytest.raises(PictureError):
            thumbnails.file(name)

    def test_unknown_picture_is_refused(self, thumbnails, tmp_path):
        """
        A well-formed name of a picture, or of a width, that nobody described is refused.
        """
        picture = thumbnails.describe(saved(two_halves(), tmp_path / "a.jpg"))

        with pytest.raises(PictureError):
            thumbnails.file(f"{'0' * 20}-320.jpg")
        with pytest.raises(PictureError):
            thumbnails.file(f"{picture.digest}-321.jpg")


# The peak that getrusage tells of starts at that of the parent process, so Linux is asked for the program's own.
PEAK_ABOVE_IDLE = """
import sys
from pathlib import Path
from PIL import Image
from webapp.settings import Settings
from webapp.pictures.thumbnails import Thumbnails

def peak_kilobytes():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

Image.init()
root = Path(sys.argv[1])
idle = peak_kilobytes()
Thumbnails(Settings(root=root)).describe(root / "large.jpg")
print(peak_kilobytes() - idle)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
class TestMemory:
    @pytest.mark.parametrize(("size", "most_megabytes"), [((11_600, 8_700), 80), ((3_400, 30_000), 120)])
    def test_hundred_megapixels(self, tmp_path, size, most_megabytes):
        """
        The largest JPEG that is let in takes less than 80 MB above what the program takes when idle; a very tall one,
        whose parts are cut out of the whole, 120 MB.
        """
        saved(Image.radial_gradient("L").resize(size).convert("RGB"), tmp_path / "large.jpg")
        script = [sys.executable, "-c", PEAK_ABOVE_IDLE, str(tmp_path)]
        run = subprocess.run(script, cwd=PROJECT, capture_output=True, text=True, check=True)

        assert int(run.stdout) < most_megabytes * 1000
