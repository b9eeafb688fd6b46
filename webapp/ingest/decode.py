"""Turn the bytes of a dropped file into text, whatever program wrote them."""

import codecs
import re

import chardet

from webapp.core.finding import Finding
from webapp.errors import FileRefused
from webapp.ingest.file_kind import kind_of, remedy_for
from webapp.ingest.plausible import plausibility

RULE = "encoding"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"(?:charset|encoding|coding)\s*[=:]\s*[\"']?([A-Za-z0-9_-]{3,20})")
_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
_CHINESE = ("gb18030", "big5hkscs", "cp950")
_NAMES = {"gb18030": "GB18030", "big5hkscs": "Big5", "cp950": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}

# Enough for a judgement; a whole book takes no longer.
_SAMPLE_BYTES = 60_000
_MOST_LOST = 0.02
_MOST_CONTROLS = 0.02
_LEAST_PLAUSIBLE = 0.5
_SURELY_PLAUSIBLE = 1.2
_FIRST_OF_THREE_BYTES = "\u0800"
_TEXT_FORM = "Save the file as UTF-8 text in the program that made it, and add it again."


def decode(data: bytes, name: str, max_chars: int) -> tuple[str, list[Finding]]:
    """Return the text of *data* with plain line ends, and what had to be guessed or was lost.

    Raises FileRefused for what is empty, no text, unreadable or longer than *max_chars*.
    """
    if not data.strip(b" \t\r\n\x00"):
        raise FileRefused(name, "the file is empty.", "Check that it was saved, and add it again.")
    kind = kind_of(data)
    if kind:
        raise FileRefused(name, f"this is {kind}, not text.", remedy_for(kind))
    text, encoding = _read(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not text.strip():
        raise FileRefused(name, "the file holds nothing but blanks.", "Check that it was saved, and add it again.")
    if len(text) > max_chars:
        reason = f"the text has {len(text)} characters, more than the {max_chars} that one article may have."
        raise FileRefused(name, reason, "Cut it into chapters, or raise max_article_chars in shuwu.toml.")
    findings = [] if encoding == "utf-8" else [Finding(RULE, f"Read the file as {_NAMES.get(encoding, encoding)}.")]
    return text, findings


def _read(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    encoding = _encoding_of(data)
    if not encoding:
        raise FileRefused(name, "this is no text, or text in an unknown encoding.", _TEXT_FORM)
    text = data.decode(encoding, "replace")
    controls = sum(character < " " and character not in "\t\n\r\f\v\x1a" for character in text)
    if controls > _MOST_CONTROLS * len(text) or "\x00" in text:
        raise FileRefused(name, "this is a program's file, not text.", _TEXT_FORM)
    return text.rstrip("\x1a"), encoding


def _encoding_of(data: bytes) -> str:
    """Return the encoding that reads *data* with the least loss; "" if none does."""
    sample = data[:_SAMPLE_BYTES]
    if b"\x00" not in data and _is_utf8(data):
        return "gb18030" if _is_gbk_by_chance(sample) else "utf-8"
    if b"\x00" in sample:
        return _wide_encoding(sample)
    declared = _declared(sample)
    if declared and _lost_share(data, declared) == 0 and plausibility(sample.decode(declared, "replace")) > 0:
        return declared
    wide = ("utf-16-le", "utf-16-be") if len(data) % 2 == 0 else ()
    scores = {name: _score(sample, name) for name in (*_CHINESE, *wide)}
    best: str = max(scores, key=lambda name: scores[name])
    if scores[best] >= _LEAST_PLAUSIBLE:
        return best
    return _detected(sample) or (best if scores[best] > 0 else "")


def _is_utf8(data: bytes) -> bool:
    """Tell whether *data* is UTF-8, if need be with a few bytes lost on the way."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode())
    return lost <= _MOST_LOST * sum(character > "\x7f" for character in text)


def _is_gbk_by_chance(sample: bytes) -> bool:
    """Tell whether *sample*, which can be read as UTF-8, is Chinese in GBK: 通知 makes two letters of other scripts."""
    text = sample.decode("utf-8", "replace")
    return "\x7f" < max(text) < _FIRST_OF_THREE_BYTES and _score(sample, "gb18030") >= _SURELY_PLAUSIBLE


def _wide_encoding(sample: bytes) -> str:
    """Return the kind of UTF-16 that *sample*, which holds zero bytes, is; "" if it is binary."""
    sample = sample[: len(sample) // 2 * 2]
    texts = {name: sample.decode(name, "replace") for name in ("utf-16-le", "utf-16-be")}
    best = max(texts, key=lambda name: (plausibility(texts[name]), sum(map(str.isascii, texts[name]))))
    text = texts[best]
    is_latin = sum("\t" <= character <= "\x7f" for character in text) > 0.9 * len(text)
    is_text = "\ufffd" not in text[:-1] and not re.search("[\x00-\x08\x0e-\x1f]", text)
    return best if is_text and (is_latin or plausibility(text) >= _LEAST_PLAUSIBLE) else ""


def _declared(sample: bytes) -> str:
    match = _DECLARED.search(sample[:2048])
    if match is None:
        return ""
    name = match.group(1).decode().lower()
    try:
        return codecs.lookup(_ALIASES.get(name, name)).name
    except LookupError:
        return ""


def _score(sample: bytes, encoding: str) -> float:
    if _lost_share(sample, encoding) > _MOST_LOST:
        return -1.0
    return plausibility(sample.decode(encoding, "replace"))


def _lost_share(data: bytes, encoding: str) -> float:
    text = data.decode(encoding, "replace")
    beyond = sum(character > "\x7f" for character in text)
    # The last character of a sample may be cut in two.
    return max(0, text[:-1].count("\ufffd")) / max(beyond, 1)


def _detected(sample: bytes) -> str:
    found: str | None = chardet.detect(sample)["encoding"]
    return codecs.lookup(found).name if found and _lost_share(sample, found) == 0 else ""
