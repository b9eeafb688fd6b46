"""Convert a Chinese article to the script of its library, and detect its script.

Lines are converted one by one: a Simplified article keeps a quoted Traditional word, and lines in the wanted script do
not change. Japanese, Korean and other texts keep their Han characters, as do Japanese and Korean lines of a Chinese
article.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Literal

import opencc

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.core.language.guess import is_chinese, neighbour_of
from webapp.core.language.han_fold import FROM, TO
from webapp.messages import Message
from webapp.scrub.broken import broken_spans
from webapp.scrub.chinese.script_words import mend_simplified, mend_traditional
from webapp.scrub.chinese.zhu_zhe import settle

RULE = "script"

_CONVERTED = {
    "zh-Hans": Message("converted_simplified", count=0),
    "zh-Hant": Message("converted_traditional", count=0),
}

Script = Literal["zh-Hans", "zh-Hant", "keep"]


def _encodable(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


# 后, 里 and 著 belong to both scripts and prove nothing.
_TRADITIONAL = frozenset(c for c in FROM if not _encodable(c, "gb2312"))
_SIMPLIFIED = frozenset(c for c in TO if not _encodable(c, "big5")) - frozenset(FROM)

# A quotation of this many characters counts as a text of its own.
_QUOTED_TEXT = 8
_QUOTED_SHARE = 0.2

_CODE = re.compile(r"^(?P<fence>```+|~~~+).*?(?:^(?P=fence)|\Z)|`[^`\n]+`", re.M | re.S)
_TARGET = re.compile(r"\]\((?:<[^>\n]*>|[^)\s]*)|<[a-zA-Z/][^>\n]*>|https?://[^\s\u3000-\u9fff]+")


def script_of(text: str) -> str:
    """Return the script of more characters of *text*, ``zh-Hans`` or ``zh-Hant``; "" if no character tells."""
    traditional, simplified = _counts(text)
    if traditional == simplified:
        return ""
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def to_script(draft: Draft, script: Script) -> tuple[Draft, list[Finding]]:
    """Return *draft* in *script*, with its language set; damaged runs, code and addresses stay."""
    whole = f"{draft.title}\n{_convertible(draft.text)}"
    own = script_of(whole)
    if draft.lang and not draft.lang.startswith("zh"):
        return draft, []
    if not is_chinese(whole):
        return replace(draft, lang=draft.lang or neighbour_of(whole) or ("en" if _is_english(whole) else "")), []
    if script == "keep":
        return replace(draft, lang=draft.lang or own or "zh-Hans"), []
    convert = _converter(script, own)
    changed = replace(
        draft,
        title=_convert_kept(draft.title, convert),
        text=_convert_kept(draft.text, convert),
        source=convert(draft.source),
        author=convert(draft.author),
        tags=tuple(map(convert, draft.tags)),
        organiser=convert(draft.organiser),
        support=convert(draft.support),
        licence_number=convert(draft.licence_number),
        lang=script,
    )
    count = _difference(draft, changed)
    return changed, [Finding(RULE, _CONVERTED[script].but(count=count), count)] if count else []


def to_simplified(text: str) -> str:
    """Return the Traditional *text* in Simplified characters, with unchanged words."""
    converted = mend_simplified(_opencc("t2s")(text))
    # A text that also writes 着 already tells the two apart.
    return converted if text.count("着") > text.count("著") else settle(converted)


def to_traditional(text: str) -> str:
    """Return the Simplified *text* in Traditional characters, in the forms of Taiwan."""
    return mend_traditional(_opencc("s2tw")(text))


def _converter(script: Script, own: str) -> Callable[[str], str]:
    convert = to_simplified if script == "zh-Hans" else to_traditional
    return lambda text: "\n".join(convert(line) if _needs(line, script, own) else line for line in text.split("\n"))


def _needs(line: str, script: Script, own: str) -> bool:
    """Tell whether *line*, of a document in the script *own*, must be converted to *script*."""
    if neighbour_of(line):
        return False
    traditional, simplified = _counts(line)
    foreign, native = (traditional, simplified) if script == "zh-Hans" else (simplified, traditional)
    if own in (script, ""):
        return foreign >= _QUOTED_TEXT and native <= _QUOTED_SHARE * foreign
    return foreign >= native


def _convert_kept(text: str, convert: Callable[[str], str]) -> str:
    """Convert *text* except damaged runs, code and addresses."""
    kept = sorted(
        [*broken_spans(text), *(m.span() for m in _CODE.finditer(text)), *(m.span() for m in _TARGET.finditer(text))]
    )
    if not kept:
        return convert(text)
    # Private use characters hold their places, so that the words around them stay whole.
    pieces, position, saved = [], 0, []
    for start, end in kept:
        if start < position:
            continue
        pieces += [text[position:start], "\ue000"]
        saved.append(text[start:end])
        position = end
    converted = convert("".join([*pieces, text[position:]])).split("\ue000")
    return "".join(piece + held for piece, held in zip(converted, [*saved, ""], strict=True))


def _convertible(text: str) -> str:
    for start, end in reversed(broken_spans(text)):
        text = text[:start] + text[end:]
    return _TARGET.sub("", _CODE.sub("", text))


def _counts(text: str) -> tuple[int, int]:
    return sum(map(_TRADITIONAL.__contains__, text)), sum(map(_SIMPLIFIED.__contains__, text))


def _is_english(text: str) -> bool:
    return text.isascii() and re.search("[a-zA-Z]", text) is not None


def _difference(before: Draft, after: Draft) -> int:
    pairs = ((before.title, after.title), (before.text, after.text))
    return sum(old != new for one, other in pairs for old, new in zip(one, other, strict=False))


@lru_cache(maxsize=4)
def _opencc(config: str) -> Callable[[str], str]:
    convert: Callable[[str], str] = opencc.OpenCC(config).convert
    return convert
