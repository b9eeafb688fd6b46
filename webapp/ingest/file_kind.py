"""Tell what a file is from its first bytes, to say more than that it is no text."""

import re

_OFFICE = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel table"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"application/epub+zip", "an EPUB book"),
    (b"opendocument", "an OpenDocument file"),
)

_KINDS = (
    (re.compile(rb"\x89PNG\r\n"), "a PNG picture"),
    (re.compile(rb"\xff\xd8\xff"), "a JPEG picture"),
    (re.compile(rb"GIF8[79]a"), "a GIF picture"),
    (re.compile(rb"RIFF....WEBP", re.S), "a WebP picture"),
    (re.compile(rb"BM.{4}\x00\x00\x00\x00", re.S), "a BMP picture"),
    (re.compile(rb"II\*\x00|MM\x00\*"), "a TIFF picture"),
    (re.compile(rb".{4}ftyp(?:hei|mif|avif)", re.S), "a HEIC or AVIF picture"),
    (re.compile(rb".{4}ftyp", re.S), "a video"),
    (re.compile(rb"%PDF-"), "a PDF document"),
    (re.compile(rb"\{\\rtf"), "an RTF document"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Word, Excel or PowerPoint file"),
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b"), "a packed archive"),
    (re.compile(rb"ID3|OggS|RIFF....WAVE", re.S), "a sound recording"),
    (re.compile(rb"MZ.*\x00|\x7fELF", re.S), "a program"),
    (re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html)", re.I), "a web page"),
)


def kind_of(data: bytes) -> str:
    """Return what *data* is, with its article, such as ``a PNG picture``; "" if it may be text."""
    if data.startswith(b"PK\x03\x04"):
        return next((kind for sign, kind in _OFFICE if sign in data), "a zip archive")
    return next((kind for sign, kind in _KINDS if sign.match(data[:1024])), "")


def remedy_for(kind: str) -> str:
    """Return what the owner of a file of this *kind* can do."""
    if "picture" in kind:
        return "Put it beside the .txt or .md file that names it, and add that file."
    if "archive" in kind:
        return "Unpack it, and add the .txt and .md files from it."
    if "sound" in kind or "video" in kind or "program" in kind:
        return "Write what it says in a .txt file, and add that file."
    return "Open it, save it as plain text (.txt), and add that file."
