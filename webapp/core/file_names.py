"""What the names of files tell: the one table of endings, and of names that nobody means to show.

What a file is, its bytes tell (``file_kind``). Its name tells how to read a text, what to look at, and what to pass by.
Small and capital letters make no difference.
"""

import re
from pathlib import PurePath
from typing import NamedTuple


class PictureType(NamedTuple):
    """The *endings* of one kind of picture, the first of which we write ourselves, and its *media_type*."""

    endings: tuple[str, ...]
    media_type: str


PICTURE_TYPES = {
    "JPEG": PictureType((".jpg", ".jpeg", ".jpe", ".jfif", ".jif", ".pjpeg", ".pjp", ".mpo"), "image/jpeg"),
    "PNG": PictureType((".png", ".apng"), "image/png"),
    "GIF": PictureType((".gif",), "image/gif"),
    "WEBP": PictureType((".webp",), "image/webp"),
    "AVIF": PictureType((".avif", ".avifs"), "image/avif"),
    "BMP": PictureType((".bmp", ".dib"), "image/bmp"),
}
"""The pictures that can be shown, by what Pillow calls them."""

OTHER_PICTURE_ENDINGS = (".tif", ".tiff", ".heic", ".heics", ".heif", ".hif", ".svg", ".svgz", ".psd")
"""Of pictures that cannot be shown: where an article shows one, the check says what to do."""

MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown", ".mdwn", ".mkdn", ".mkd")
PLAIN_TEXT_ENDINGS = (".txt", ".text")
PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".shtm")
COLLECTION_ENDINGS = (".jsonl", ".ndjson")
"""Of files with an article in each row."""

UNFINISHED_ENDINGS = (
    *(".part", ".partial", ".crdownload", ".download", ".opdownload", ".filepart", ".!ut", ".aria2"),
    *(".tmp", ".temp"),
)
"""Of files that a program is still writing: another name is given to them when they are whole."""

COMPRESSIBLE_ENDINGS = (".html", ".css", ".js", ".xml", ".svg", ".txt", ".json", ".webmanifest")
"""Of files of a site that hosts send compressed."""

PICTURE_ENDINGS = tuple(ending for each in PICTURE_TYPES.values() for ending in each.endings)
ACCEPT_PICTURES = ",".join((*(each.media_type for each in PICTURE_TYPES.values()), *PICTURE_ENDINGS))
"""What a form says that it takes: phones that write HEIC then send JPEG."""

_BACKUP_ENDINGS = ("~", ".bak", ".swp", ".swo", ".swx")
_SYSTEM_NAMES = frozenset(
    (
        *("thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini"),
        *("icon\r", ".ds_store", ".localized", ".directory", ".nomedia"),
    )
)
_SYSTEM_BEGINNINGS = ("._", "~$", ".~lock.")
# What people threw away or lost may lie in these: it is not shown, and not deleted either.
_SYSTEM_FOLDERS = frozenset(
    ("__macosx", "@eadir", "$recycle.bin", "#recycle", "system volume information", "lost+found", "lost.dir")
)

_MAX_NAME_BYTES = 120
_MAX_ENDING_BYTES = 10
_MAX_PARTS = 6
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff<>:"|?*]+')


def ending(name: str) -> str:
    """Return the ending of the file *name* in small letters, with its point; "" if it has none."""
    return PurePath(name).suffix.lower()


def is_markdown(name: str) -> bool:
    """Tell whether a file of that *name* holds an article in Markdown."""
    return ending(name) in MARKDOWN_ENDINGS


def is_collection(name: str) -> bool:
    """Tell whether a file of that *name* holds an article in each row."""
    return ending(name) in COLLECTION_ENDINGS


def is_web_page(name: str) -> bool:
    """Tell whether a file is called like a web page."""
    return ending(name) in PAGE_ENDINGS


def is_picture(name: str) -> bool:
    """Tell whether a file is called like a picture that can be shown."""
    return ending(name) in PICTURE_ENDINGS


def is_any_picture(name: str) -> bool:
    """Tell whether a file is called like a picture, whether it can be shown or not."""
    return is_picture(name) or ending(name) in OTHER_PICTURE_ENDINGS


def picture_ending(pillow_format: str) -> str:
    """Return the ending that we give to a picture that Pillow calls *pillow_format*."""
    # Cameras that add a second view call their JPEG so.
    return PICTURE_TYPES["JPEG" if pillow_format == "MPO" else pillow_format].endings[0]


def is_unfinished(name: str) -> bool:
    """Tell whether the program that writes a file of that *name* will give it another when it is whole."""
    return ending(name) in UNFINISHED_ENDINGS


def is_system_file(name: str) -> bool:
    """Tell whether a system or a program made a file of that *name* for itself, and makes it again."""
    return name.lower() in _SYSTEM_NAMES or name.lower().startswith(_SYSTEM_BEGINNINGS)


def is_junk(name: str) -> bool:
    """Tell whether nobody means to show a file or folder of that *name*: of a system, hidden, or a backup."""
    is_hidden = name.startswith(".") and name not in (".", "..")
    return (
        is_hidden or is_system_file(name) or name.lower() in _SYSTEM_FOLDERS or name.lower().endswith(_BACKUP_ENDINGS)
    )


def is_ignored(name: str) -> bool:
    """Tell whether to pass by a file or folder of that *name* in silence: junk, or not whole yet."""
    return is_junk(name) or is_unfinished(name)


def split_path(path: str) -> list[str]:
    """Return the names of folders and of a file in *path*, whichever system wrote it."""
    return [part for part in re.split(r"[/\\]", path) if part not in ("", ".", "..")]


def safe_parts(path: str) -> list[str]:
    """Return *path* as names of folders and of a file that every system takes, and that stay where they are put.

    A browser sends the path of a file in a dropped folder; whatever else sends anything, and archives hold anything.
    """
    parts = [_UNSAFE.sub(" ", part).strip(" .") for part in split_path(path)]
    return [_shortened(part) for part in parts if part][-_MAX_PARTS:] or ["file"]


def _shortened(part: str) -> str:
    if len(part.encode()) <= _MAX_NAME_BYTES:
        return part
    stem, dot, suffix = part.rpartition(".")
    ending = dot + suffix if len(suffix.encode()) <= _MAX_ENDING_BYTES and stem else ""
    room = _MAX_NAME_BYTES - len(ending.encode())
    return part.removesuffix(ending).encode()[:room].decode(errors="ignore") + ending
