"""Remove the location from a photo, and leave every pixel as it is."""

import struct
import zlib

from PIL import ExifTags, Image

_JPEG = b"\xff\xd8"
_PNG = b"\x89PNG\r\n\x1a\n"
_SCAN, _APP1 = 0xDA, 0xE1
_EXIF = b"Exif\0\0"
_PACKET = b"http://ns.adobe.com/xap/1.0/\0"
_PLACE = b"GPS"


def without_location(data: bytes) -> bytes:
    """Return the JPEG or PNG file *data* without the location in its EXIF or XMP.

    Returns the same bytes if there is none, or for other files. Keeps the orientation.
    """
    if data.startswith(_JPEG):
        return _jpeg(data)
    return _png(data) if data.startswith(_PNG) else data


def _jpeg(data: bytes) -> bytes:
    pieces = [_JPEG]
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != _SCAN:
        marker, length = struct.unpack(">xBH", data[place : place + 4])
        end = place + 2 + length
        segment = data[place:end]
        pieces.append(_app1(segment) if marker == _APP1 else segment)
        place = end
    return b"".join([*pieces, data[place:]])


def _app1(segment: bytes) -> bytes:
    payload = segment[4:]
    if payload.startswith(_PACKET):
        return b"" if _PLACE in payload else segment
    if not payload.startswith(_EXIF):
        return segment
    cleaned = _exif(payload)
    if cleaned is None:
        return segment
    return struct.pack(">BBH", 0xFF, _APP1, len(cleaned) + 2) + cleaned if cleaned else b""


def _png(data: bytes) -> bytes:
    pieces = [_PNG]
    place = len(_PNG)
    while place + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        end = place + 12 + length
        body = data[place + 8 : end - 4]
        cleaned = _exif(_EXIF + body) if kind == b"eXIf" else None
        if kind == b"iTXt" and _PLACE in body:
            cleaned = b""
        if cleaned is None:
            pieces.append(data[place:end])
        elif cleaned:
            chunk = kind + cleaned.removeprefix(_EXIF)
            pieces.append(struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)))
        place = end
    return b"".join([*pieces, data[place:]])


def _exif(payload: bytes) -> bytes | None:
    """Return the EXIF *payload* without its location; None if it has none, b"" if it cannot be read."""
    exif = Image.Exif()
    try:
        exif.load(payload)
        if ExifTags.IFD.GPSInfo not in exif:
            return None
        # Of the rest, readers only need the orientation, not the camera or the thumbnail.
        kept = Image.Exif()
        if ExifTags.Base.Orientation in exif:
            kept[ExifTags.Base.Orientation] = exif[ExifTags.Base.Orientation]
        written: bytes = kept.tobytes()
    except (ValueError, SyntaxError, OSError, struct.error, KeyError, TypeError):
        return b""
    return written if written.startswith(_EXIF) else _EXIF + written
