"""Rotate the pictures of an article, and add pictures."""

import io
from pathlib import Path, PurePath

from PIL import Image, ImageOps

from webapp.core.file_names import picture_ending
from webapp.core.slug import slugify, unique_slug
from webapp.disk.files import copy_file, write_file
from webapp.errors import NotEditable
from webapp.messages import Message
from webapp.pictures.opening import load_picture, open_picture
from webapp.settings import Settings
from webapp.store.change.article_writer import alone
from webapp.store.change.history import keep
from webapp.zone import local_now

MAX_ROTATED_MEGAPIXELS = 50
"""Rotating decodes the whole picture."""

_TURNS = {"left": Image.Transpose.ROTATE_90, "right": Image.Transpose.ROTATE_270}
_QUALITY = {"JPEG": {"quality": 92}, "WEBP": {"quality": 90}, "AVIF": {"quality": 85}}


def rotate(settings: Settings, path: Path, direction: str) -> None:
    """Rotate the picture file *path* by a quarter turn "left" or "right"; keep the old file as a version.

    Raises PictureError if it cannot be decoded.
    """
    with open_picture(path, min(MAX_ROTATED_MEGAPIXELS, settings.max_picture_megapixels)) as image:
        # MPO is a JPEG with a second view, from cameras.
        kind = "JPEG" if image.format == "MPO" else image.format or "PNG"
        load_picture(path, image)
        rotated = ImageOps.exif_transpose(image).transpose(_TURNS[direction])
        data = io.BytesIO()
        rotated.save(data, kind, **_QUALITY.get(kind, {}), icc_profile=image.info.get("icc_profile"))
    with alone(settings):
        keep(path, local_now(settings.zone))
        write_file(path, data.getvalue())


def put_beside(settings: Settings, article_file: Path, dropped: Path, wanted: str) -> str:
    """Copy the picture *dropped* beside the article, and return its name there: *wanted* if that is free and safe.

    Raises PictureError if it cannot be shown, NotEditable if the article has no folder of its own.
    """
    if article_file.name != "index.md":
        remedy = Message("move_to_folder")
        raise NotEditable(article_file.name, Message("no_folder_for_pictures"), remedy)
    with open_picture(dropped, settings.max_picture_megapixels) as image:
        suffix = picture_ending(image.format or "PNG")
    with alone(settings):
        taken = {path.stem.lower() for path in article_file.parent.iterdir()}
        name = unique_slug(slugify(PurePath(wanted).stem), taken) + suffix
        copy_file(dropped, article_file.parent / name)
    return name
