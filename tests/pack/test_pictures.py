"""Pictures for packs."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from webapp.pack.pictures import PictureLimit, SmallPicture, shrink
from webapp.pictures.thumbnails import Thumbnails
from webapp.settings import Settings

pytestmark = pytest.mark.slow

LIMIT = PictureLimit(width=320, bytes=9_000)


@pytest.fixture
def shrunk(tmp_path: Path):
    """Returns a picture of noise with a width and a height as a pack has it: noise needs many bytes."""

    def shrink_noise(width: int, height: int) -> SmallPicture | None:
        rough = np.random.default_rng(2026).integers(0, 256, (height // 40, width // 40), dtype=np.uint8)
        Image.fromarray(rough).resize((width, height)).save(tmp_path / "noise.png")
        return shrink(tmp_path / "noise.png", Thumbnails(Settings(root=tmp_path, picture_widths=(320,))), LIMIT)

    return shrink_noise


class TestShrink:
    def test_limit(self, shrunk):
        """
        A picture keeps to the limit of bytes.
        """
        assert len(shrunk(600, 450).content) <= LIMIT.bytes

    def test_very_tall(self, shrunk):
        """
        A very tall one is as wide as others, so that it can be read; the limit is for each of its parts.
        """
        picture = shrunk(400, 4000)

        assert picture.size.width == LIMIT.width
        assert LIMIT.bytes < len(picture.content) <= LIMIT.bytes * 9
