"""Tell what a file is from its bytes, whatever its name says."""

import re
import struct

from webapp.core.file_names import picture_ending
from webapp.messages import NOTHING, Message

WEB_PAGE = Message("kind_page")
SAVED_PAGE = Message("kind_saved_page")
WORD = Message("kind_word")
EPUB = Message("kind_epub")
PDF = Message("kind_pdf")
ZIP = Message("kind_zip")
OLD_OFFICE = Message("kind_old_office")
EXCEL = Message("kind_excel")
POWERPOINT = Message("kind_powerpoint")
OPENDOCUMENT = Message("kind_opendocument")
RTF = Message("kind_rtf")
VIDEO = Message("kind_video")
SOUND = Message("kind_sound")
PACKED = Message("kind_packed")
PROGRAM = Message("kind_program")
PICTURES = {
    "JPEG": Message("kind_jpeg"),
    "PNG": Message("kind_png"),
    "GIF": Message("kind_gif"),
    "WEBP": Message("kind_webp"),
    "AVIF": Message("kind_avif"),
    "BMP": Message("kind_bmp"),
}
"""The pictures that can be shown, by what Pillow calls them."""

TIFF = Message("kind_tiff")
HEIC = Message("kind_heic")
PHOTOSHOP = Message("kind_photoshop")
SVG = Message("kind_svg")
OTHER_PICTURES = (TIFF, HEIC, PHOTOSHOP, SVG)
"""Those that cannot."""

# Members that only files of this kind have.
_PACKED = (
    (b"word/document", WORD),
    (b"xl/workbook", EXCEL),
    (b"ppt/presentation", POWERPOINT),
    (b"META-INF/container.xml", EPUB),
    (b"META-INF/manifest.xml", OPENDOCUMENT),
    (b"AndroidManifest.xml", PROGRAM),
)

_BEFORE_TAG = rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,600}?-->\s*)*"

_KINDS = (
    (re.compile(rb"\x89PNG\r\n"), PICTURES["PNG"]),
    (re.compile(rb"\xff\xd8\xff"), PICTURES["JPEG"]),
    (re.compile(rb"GIF8[79]a"), PICTURES["GIF"]),
    (re.compile(rb"RIFF....WEBP", re.S), PICTURES["WEBP"]),
    (re.compile(rb"BM.{4}\x00\x00\x00\x00", re.S), PICTURES["BMP"]),
    (re.compile(rb".{4}ftypavi[fs]", re.S), PICTURES["AVIF"]),
    (re.compile(rb"II\*\x00|MM\x00\*"), TIFF),
    (re.compile(rb".{4}ftyp(?:he[iv]|m[is]f)", re.S), HEIC),
    (re.compile(rb"8BPS"), PHOTOSHOP),
    (re.compile(rb".{4}ftyp", re.S), VIDEO),
    (re.compile(rb"\s{0,64}%PDF-"), PDF),
    (re.compile(rb"\{\\rtf"), RTF),
    (re.compile(rb"\xd0\xcf\x11\xe0"), OLD_OFFICE),
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b"), PACKED),
    (re.compile(rb"ID3|OggS|RIFF....WAVE", re.S), SOUND),
    (re.compile(rb"MZ.*\x00|\x7fELF", re.S), PROGRAM),
    (re.compile(_BEFORE_TAG + rb"<(?:svg\b|!doctype svg)", re.I | re.S), SVG),
    (re.compile(_BEFORE_TAG + rb"<(?:!doctype html|html|head|meta|body)", re.I | re.S), WEB_PAGE),
    (
        re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,12}?(?:content-type:\s*multipart/related)", re.I),
        SAVED_PAGE,
    ),
)
_REMEDIES = {
    OLD_OFFICE: Message("save_as_docx"),
    **dict.fromkeys(OTHER_PICTURES, Message("save_as_jpeg")),
    **dict.fromkeys((PACKED, ZIP), Message("unpack_or_zip")),
    **dict.fromkeys((SOUND, VIDEO, PROGRAM), Message("write_what_it_says")),
    **dict.fromkeys((EXCEL, POWERPOINT, OPENDOCUMENT, RTF), Message("save_as_word")),
}
_PAGE_IN_UTF16 = re.compile("\\s*(?:<!doctype html|<html)", re.I)
_END_OF_ZIP = b"PK\x05\x06"


def kind_of(data: bytes) -> Message:
    """Return what *data* is, with its article, such as a PNG picture; NOTHING if it may be text."""
    if data.startswith((b"PK\x03\x04", _END_OF_ZIP)):
        members = _members(data)
        return next((kind for sign, kind in _PACKED if sign in members), ZIP)
    head = data[:2048]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) and _PAGE_IN_UTF16.match(head.decode("utf-16", "ignore")):
        return WEB_PAGE
    return next((kind for sign, kind in _KINDS if sign.match(head)), NOTHING)


def shown_as(kind: Message) -> str:
    """Return what Pillow calls a picture of this *kind*; "" if it is none that can be shown."""
    return next((name for name, known in PICTURES.items() if known == kind), "")


def refusal(kind: Message) -> tuple[Message, Message]:
    """Return why a file of this *kind* is not taken, and what its owner can do: the same wherever it comes in."""
    if kind in OTHER_PICTURES:
        found = Message("kind_not_shown", kind=kind)
    elif shown_as(kind):
        found = Message("kind_unlike_name", kind=kind)
    else:
        found = Message("kind_refused", kind=kind)
    return found, remedy_for(kind)


def remedy_for(kind: Message) -> Message:
    """Return what the owner of a file of this *kind* can do."""
    if name := shown_as(kind):
        return Message("let_name_end", ending=picture_ending(name))
    return _REMEDIES.get(kind, Message("save_as_plain_text"))


def _members(data: bytes) -> bytes:
    """Return the names of a zip's own members: a file inside it may be a zip again, stored as it is."""
    end = data.rfind(_END_OF_ZIP)
    if end < 0 or len(data) < end + 20:
        return data[:65_536]
    size, start = struct.unpack("<II", data[end + 12 : end + 20])
    return data[start : start + size] or data[:65_536]
