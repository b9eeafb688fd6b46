"""Tell what a file is from its bytes, whatever its name says."""

import re
import struct

from webapp.core.file_names import picture_ending

WEB_PAGE = "a web page"
SAVED_PAGE = "a saved web page (.mht)"
WORD = "a Word document"
EPUB = "an EPUB book"
PDF = "a PDF document"
ZIP = "a zip archive"
OLD_OFFICE = "an old Word, Excel or PowerPoint file"
PICTURES = {
    "JPEG": "a JPEG picture",
    "PNG": "a PNG picture",
    "GIF": "a GIF picture",
    "WEBP": "a WebP picture",
    "AVIF": "an AVIF picture",
    "BMP": "a BMP picture",
}
"""The pictures that can be shown, by what Pillow calls them."""

TIFF = "a TIFF picture"
HEIC = "a HEIC picture"
PHOTOSHOP = "a Photoshop picture"
SVG = "an SVG picture"
OTHER_PICTURES = (TIFF, HEIC, PHOTOSHOP, SVG)
"""Those that cannot."""

# Members that only files of this kind have.
_PACKED = (
    (b"word/document", WORD),
    (b"xl/workbook", "an Excel table"),
    (b"ppt/presentation", "a PowerPoint presentation"),
    (b"META-INF/container.xml", EPUB),
    (b"META-INF/manifest.xml", "an OpenDocument file"),
    (b"AndroidManifest.xml", "a program"),
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
    (re.compile(rb".{4}ftyp", re.S), "a video"),
    (re.compile(rb"\s{0,64}%PDF-"), PDF),
    (re.compile(rb"\{\\rtf"), "an RTF document"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), OLD_OFFICE),
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b"), "a packed archive"),
    (re.compile(rb"ID3|OggS|RIFF....WAVE", re.S), "a sound recording"),
    (re.compile(rb"MZ.*\x00|\x7fELF", re.S), "a program"),
    (re.compile(_BEFORE_TAG + rb"<(?:svg\b|!doctype svg)", re.I | re.S), SVG),
    (re.compile(_BEFORE_TAG + rb"<(?:!doctype html|html|head|meta|body)", re.I | re.S), WEB_PAGE),
    (
        re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,12}?(?:content-type:\s*multipart/related)", re.I),
        SAVED_PAGE,
    ),
)
_PAGE_IN_UTF16 = re.compile("\\s*(?:<!doctype html|<html)", re.I)
_END_OF_ZIP = b"PK\x05\x06"


def kind_of(data: bytes) -> str:
    """Return what *data* is, with its article, such as ``a PNG picture``; "" if it may be text."""
    if data.startswith((b"PK\x03\x04", _END_OF_ZIP)):
        members = _members(data)
        return next((kind for sign, kind in _PACKED if sign in members), ZIP)
    head = data[:2048]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) and _PAGE_IN_UTF16.match(head.decode("utf-16", "ignore")):
        return WEB_PAGE
    return next((kind for sign, kind in _KINDS if sign.match(head)), "")


def shown_as(kind: str) -> str:
    """Return what Pillow calls a picture of this *kind*; "" if it is none that can be shown."""
    return next((name for name, known in PICTURES.items() if known == kind), "")


def refusal(kind: str) -> tuple[str, str]:
    """Return why a file of this *kind* is not taken, and what its owner can do: the same wherever it comes in."""
    if kind in OTHER_PICTURES:
        reason = f"this is {kind}, which browsers do not show."
    elif shown_as(kind):
        reason = f"this is {kind}, but its name does not say so."
    else:
        reason = f"this is {kind}, which cannot be added."
    return reason, remedy_for(kind)


def remedy_for(kind: str) -> str:
    """Return what the owner of a file of this *kind* can do."""
    if name := shown_as(kind):
        return f"Let its name end in {picture_ending(name)}, and add it again."
    if kind in OTHER_PICTURES:
        return "Save it as JPEG or PNG."
    if kind == OLD_OFFICE:
        return "Open it in Word or WPS, save it as .docx, and add that file."
    if "archive" in kind:
        return "Unpack it, and add the files from it, or pack them as .zip."
    if "sound" in kind or "video" in kind or "program" in kind:
        return "Write what it says in a .txt file, and add that file."
    if "table" in kind or "presentation" in kind or "OpenDocument" in kind or "RTF" in kind:
        return "Open it, save it as a Word document (.docx) or as plain text (.txt), and add that file."
    return "Open it, save it as plain text (.txt), and add that file."


def _members(data: bytes) -> bytes:
    """Return the names of a zip's own members: a file inside it may be a zip again, stored as it is."""
    end = data.rfind(_END_OF_ZIP)
    if end < 0 or len(data) < end + 20:
        return data[:65_536]
    size, start = struct.unpack("<II", data[end + 12 : end + 20])
    return data[start : start + size] or data[:65_536]
