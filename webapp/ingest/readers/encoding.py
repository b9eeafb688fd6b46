"""Detect the encoding of a file.

The candidates are the encodings of Chinese texts, and Windows-1252 for Western letters. The old code pages of other
scripts decode nearly any bytes, so they are never tried.
"""

import codecs
import re
from dataclasses import dataclass

from webapp.ingest.readers.plausible import plausibility

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = ("gb18030", "big5hkscs", "cp950")
_WIDE = ("utf-16-le", "utf-16-be")
_DECLARED = re.compile(rb"(?:charset|encoding|coding)\s*[=:]\s*[\"']?([A-Za-z0-9_-]{3,20})")
_DECLARABLE = {
    "gb18030": "gb18030",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cp950": "cp950",
}
_WESTERN = re.compile("[A-Za-z\u00c0-\u00ff]")
_WESTERN_SIGNS = frozenset("\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00ab\u00bb\u00a0")

# Enough to judge, and a long book takes no longer.
_SAMPLE_BYTES = 60_000
_LOST_COUNT, _LOST_SHARE = 3, 0.02
_LEAST_PLAUSIBLE, _PLAUSIBLE, _SURELY_PLAUSIBLE = 0.0, 0.8, 1.2
_LIKE_A_WORD = 2.0
_LEAST_LEAD = 0.3
_FIRST_OF_THREE_BYTES = "\u0800"
_KEPT_FOR_EACH_LOST = 4
_RESYNC = "shuwu-resync"
_RESYNC_BYTES = 24


@dataclass(frozen=True, slots=True)
class Choice:
    """An encoding, whether it is certain, and where the text begins after a byte order mark."""

    encoding: str
    is_sure: bool = True
    start: int = 0


def choose(data: bytes) -> Choice | None:
    """Return the encoding of *data*; None if it is no text in any candidate."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            if encoding != "utf-8" or _is_utf8(data[len(mark) :]) or not data[len(mark) :]:
                return Choice(encoding, start=len(mark))
            # A program put the mark before bytes in another encoding.
            found = _guess(data[len(mark) :])
            return Choice(found.encoding, False, len(mark)) if found else None
    return _guess(data)


def read_as(data: bytes, encoding: str) -> str:
    """Return the text of *data*, with a replacement character at each place that cannot be decoded."""
    return data.decode(encoding, _RESYNC if encoding in _CHINESE else "replace")


def _guess(data: bytes) -> Choice | None:
    sample = data[:_SAMPLE_BYTES]
    if b"\x00" in data:
        encoding = _wide_encoding(sample)
        return Choice(encoding) if encoding else None
    if _is_utf8(data):
        return _other_than_utf8(sample) or Choice("utf-8")
    declared = _declared(sample)
    if declared and _score(sample, declared) > _LEAST_PLAUSIBLE:
        return Choice(declared)
    found = _best(sample, ("utf-8", *_CHINESE, *(_WIDE if len(data) % 2 == 0 else ())))
    if found is None and _is_western(data):
        return Choice("cp1252")
    return found


def _is_utf8(data: bytes) -> bool:
    """Tell whether *data* is UTF-8, perhaps with a few bytes lost."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode())
    kept = sum(character > "\x7f" for character in text) - lost
    return _is_allowed(lost, kept) and (not lost or kept >= _KEPT_FOR_EACH_LOST * lost)


def _other_than_utf8(sample: bytes) -> Choice | None:
    """Return the more likely encoding of *sample*, although it is valid UTF-8; None if there is none.

    通知 in GBK is two letters of other scripts in UTF-8, and 公告 in UTF-16 is four ASCII characters.
    """
    text = sample.decode("utf-8", "replace")
    if "\x7f" < max(text) < _FIRST_OF_THREE_BYTES and _score(sample, "gb18030") >= _SURELY_PLAUSIBLE:
        return Choice("gb18030")
    if len(sample) % 2 or re.search(rb"\s", sample) or plausibility(text) > _LEAST_PLAUSIBLE:
        return None
    wide = max(_WIDE, key=lambda name: _score(sample, name))
    is_all_chinese = all(character > "\x7f" for character in sample.decode(wide, "replace"))
    return Choice(wide, False) if is_all_chinese and _score(sample, wide) >= _LIKE_A_WORD else None


def _wide_encoding(sample: bytes) -> str:
    """Return the kind of UTF-16 of *sample*, which has zero bytes; "" if it is binary."""
    sample = sample[: len(sample) // 2 * 2]
    texts = {name: sample.decode(name, "replace") for name in _WIDE}
    best = max(texts, key=lambda name: (plausibility(texts[name]), sum(map(str.isascii, texts[name]))))
    text = texts[best]
    is_latin = sum("\t" <= character <= "\x7f" for character in text) > 0.9 * len(text)
    is_text = "\ufffd" not in text[:-1] and not re.search("[\x00-\x08\x0e-\x1f]", text)
    return best if is_text and (is_latin or plausibility(text) >= _PLAUSIBLE) else ""


def _declared(sample: bytes) -> str:
    match = _DECLARED.search(sample[:2048])
    return _DECLARABLE.get(match.group(1).decode().lower(), "") if match else ""


def _best(sample: bytes, candidates: tuple[str, ...]) -> Choice | None:
    scores = {name: _score(sample, name) for name in candidates}
    best: str = max(scores, key=lambda name: scores[name])
    if scores[best] < _LEAST_PLAUSIBLE:
        return None
    others = [score for name, score in scores.items() if {name, best} - {"big5hkscs", "cp950"} and name != best]
    lead = scores[best] - max(others, default=_LEAST_PLAUSIBLE)
    return Choice(best, scores[best] >= _PLAUSIBLE and lead >= _LEAST_LEAD)


def _score(sample: bytes, encoding: str) -> float:
    """Return the plausibility of *sample* in *encoding*; -inf if too much of it is lost."""
    text = sample.decode(encoding, "replace")
    # The last character of a sample may be cut in two; and after a bad byte the decoder may misread good ones.
    lost = text[:-1].count("\ufffd")
    beyond = sum(character > "\x7f" for character in text)
    if not _is_allowed(lost // 2, beyond):
        return float("-inf")
    return plausibility(read_as(sample, encoding))


def _is_allowed(lost: int, beyond: int) -> bool:
    return lost <= max(_LOST_COUNT, _LOST_SHARE * beyond)


def _is_western(data: bytes) -> bool:
    """Tell whether *data* is words of Western letters, a few of them with accents."""
    text = data.decode("cp1252", "replace")
    letters = _WESTERN.findall(text)
    accented = sum(letter > "\x7f" for letter in letters)
    strange = sum(character > "\x7f" and character not in _WESTERN_SIGNS for character in text) - accented
    is_mostly_plain = accented * 3 <= len(letters) and len(letters) * 2 >= len(text) and strange * 10 <= len(letters)
    return is_mostly_plain and not re.search("[a-z][\u00c0-\u00de]", text)


def _resync(error: UnicodeError) -> tuple[str, int]:
    """Skip as many bytes as needed to decode the characters after a bad byte correctly."""
    if not isinstance(error, UnicodeDecodeError):
        raise error

    def gain(skipped: int) -> float:
        begin = error.start + skipped
        behind = error.object[begin : begin + _RESYNC_BYTES].partition(b"\n")[0]
        return plausibility(behind.decode(error.encoding, "replace"))

    left = len(error.object) - error.start
    is_cut = b"\n" in error.object[error.start + 1 : error.start + 2]
    skipped = 1 if left < 2 or is_cut else max((1, 2), key=gain)
    return "\ufffd", error.start + skipped


codecs.register_error(_RESYNC, _resync)
