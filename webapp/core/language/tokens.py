"""Cut text of every script into search terms.

A library of Chinese alone needs no more than text.py; one with articles in other languages has an index made by these
rules. Terms say by their first sign what they are:

- ``!teachers``: a word as it is written, in small letters;
- ``2026``, ``c++``: a number or a name with signs, of which there is one form only;
- ``!tiếng_việt``: two neighbours, in languages that write each syllable apart;
- of scripts without blanks characters and pairs (Han, kana, Hangul, as in text.py), or three letters with their marks
  that stand beside each other.

In the index stands also ``~teach``, for all words of one family: families.py tells which these are.

static/js/searching/tokens.js is this module's twin; both must pass tests/examples/tokens.txt. Source: Unicode Standard
Annex #29.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from webapp.core.language.text import JOINED_CLASS, MAX_WORD, NEXT, Analyzer, fold
from webapp.core.language.text import terms as han_terms
from webapp.core.language.word_table import MARK_CLASS, UNSPACED_CLASS, WORD_CLASS, ZEROS

EXACT, LOOSE = "!", "~"
"""Stand before a word as it is written, and before its family."""
GRAM = 3
"""How many letters of an unspaced script, each with its marks, make a term."""
MOST_PARTS = 5
"""A compound of more parts is no word."""
JOINED_DIGITS = range(7, 16)
"""How many digits a number has that is written in groups with blanks or hyphens between, as telephone numbers are."""

_SIGNS_DROPPED = (
    "\u00ad\u034f\u061c\u0640\u070f\u180b-\u180f\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u0652\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
)
"""What is no part of a word as it is written: marks for typesetting, points and vowel signs of Hebrew and Arabic."""
_MARKS_FOLDED = (
    "\u0300-\u036f\u0483-\u0487\u0653-\u065f\u0711\u0730-\u074a\u093c\u09bc\u0a3c\u0abc\u0b3c\u0c3c\u0cbc\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f\U000110ba"
)
_LETTERS_FOLDED = {
    **{
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
    },
    **{
        "ŋ": "n",
        "ə": "e",
        "ɓ": "b",
        "ɗ": "d",
        "ɛ": "e",
        "ɔ": "o",
        "ƙ": "k",
        "ƴ": "y",
        "ɣ": "g",
        "ɖ": "d",
        "ʻ": "",
        "ʼ": "",
    },
    **{"ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ة": "ه", "ە": "ه", "ۃ": "ه"},
}
_DROPPED = f"[{_SIGNS_DROPPED}]|(?<=i)\u0307"
_MARKS = f"[{_MARKS_FOLDED}]"
_KEPT = re.compile("\u0438\u0306")
"""The Cyrillic short i is a letter of its own."""
_DIGITS = {ord(zero) + value: str(value) for zero in ZEROS for value in range(10)}
_NORMAL = {**_DIGITS, ord("ς"): "σ", 0x200B: " "}
_FOLD = str.maketrans(_LETTERS_FOLDED)

# To compile these takes a while, and a Chinese library never needs them: ``re`` does it at their first use.
_TOKEN = (
    rf"(?P<joined>[{JOINED_CLASS}]+)"
    rf"|(?P<unspaced>[{UNSPACED_CLASS}][{UNSPACED_CLASS}{MARK_CLASS}]*)"
    rf"|(?P<name>\.net|[a-z]\#|[a-z]+\+\+)(?![{WORD_CLASS}])"
    rf"|(?P<letters>(?!\d)[{WORD_CLASS}](?:\.(?!\d)[{WORD_CLASS}])+)(?![{WORD_CLASS}])"
    r"|(?P<grouped>\d{1,3}(?:[,.'’٬]\d{3})+)(?!\d)"
    rf"|(?:\+\d{{1,3}}[ -])?(?P<groups>\d+(?:[ -]\d+)+)(?![{WORD_CLASS}]|[,.]\d)"
    r"|(?P<number>\d+)"
    rf"|(?P<words>[{WORD_CLASS}]+(?:['’\-‐‑׳״·][{WORD_CLASS}]+)*)"
)
_PART = rf"[{WORD_CLASS}]+"
_CLUSTER = rf"[{UNSPACED_CLASS}][{MARK_CLASS}]*|[{MARK_CLASS}]+"
_RAW_CLUSTER = rf"[^{MARK_CLASS}][{MARK_CLASS}\u200c\u200d\u0640\ufe00-\ufe0f]*|[{MARK_CLASS}]+"
_GAP = re.compile("[ \u0f0b\u0f0c]")
_PAIRED = {"words", "number"}


class Token(NamedTuple):
    """A part of a text that is searched: where it begins, and the words that it is made of, each with its place.

    *joined* are these together, as ``antivirus`` for ``anti-virus``; *kind* is the name of the rule that it follows.
    """

    kind: str
    start: int
    end: int
    parts: tuple[tuple[str, int, int], ...]
    joined: str = ""


def normal(text: str, has_dotless_i: bool = False) -> str:
    """Return *text* as its words are written: NFKC, small letters, ASCII digits, Simplified characters.

    *has_dotless_i* tells that it is in a language whose I is no i.
    """
    if has_dotless_i:
        text = text.replace("I", "ı").replace("İ", "i")
    return re.sub(_DROPPED, "", fold(text)).translate(_NORMAL)


@lru_cache(maxsize=1 << 17)
def loose(word: str) -> str:
    """Return a normal *word* without what readers leave out: accents, points, forms of a letter."""
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFD", word)
    if "\u0306" in plain:
        plain = _KEPT.sub("\u0439", plain)
    return unicodedata.normalize("NFC", re.sub(_MARKS, "", plain)).translate(_FOLD)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a normal *text*, in order."""
    for match in re.finditer(_TOKEN, text):
        kind = str(match.lastgroup)
        yield _READERS[kind](kind, match)


def grams(run: str, start: int = 0) -> list[tuple[str, int, int]]:
    """Return the terms of a *run* of an unspaced script that begins at *start*, each with its place."""
    clusters = [(found.start(), found.end()) for found in re.finditer(_CLUSTER, run)]
    last = max(1, len(clusters) - GRAM + 1)
    return [
        (run[clusters[place][0] : end], start + clusters[place][0], start + end)
        for place in range(last)
        for end in [clusters[min(place + GRAM, len(clusters)) - 1][1]]
    ]


def is_unspaced(term: str) -> bool:
    """Tell whether *term* is of a script without blanks that text.py does not cut."""
    return bool(re.match(_CLUSTER, term))


def neighbours(text: str, before: Token | None, token: Token) -> str:
    """Return the term of two words of a normal *text* that stand beside each other, with one blank between; else ""."""
    if not before or not {before.kind, token.kind} <= _PAIRED or not _GAP.fullmatch(text[before.end : token.start]):
        return ""
    return f"{before.parts[-1][0]}{NEXT}{token.parts[0][0]}"


def _of_run(kind: str, match: re.Match[str]) -> Token:
    return Token(kind, match.start(), match.end(), ((match[0], match.start(), match.end()),))


def _of_letters(kind: str, match: re.Match[str]) -> Token:
    return Token("words", match.start(), match.end(), ((match[0].replace(".", ""), match.start(), match.end()),))


def _of_grouped(kind: str, match: re.Match[str]) -> Token:
    digits = "".join(filter(str.isdigit, match[0]))
    return Token("number", match.start(), match.end(), ((digits, match.start(), match.end()),))


def _of_groups(kind: str, match: re.Match[str]) -> Token:
    start, end = match.span("groups")
    parts = tuple((found[0], start + found.start(), start + found.end()) for found in re.finditer(r"\d+", match[kind]))
    joined = "".join(part for part, *_ in parts)
    return Token("number", start, end, parts, joined if len(joined) in JOINED_DIGITS else "")


def _of_words(kind: str, match: re.Match[str]) -> Token:
    start = match.start()
    parts = tuple(
        (word[0][:MAX_WORD], start + word.start(), start + word.end()) for word in re.finditer(_PART, match[0])
    )
    is_compound = 1 < len(parts) <= MOST_PARTS
    return Token(kind, start, match.end(), parts, "".join(word for word, *_ in parts)[:MAX_WORD] if is_compound else "")


_READERS: dict[str, Callable[[str, re.Match[str]], Token]] = {
    "joined": _of_run,
    "unspaced": _of_run,
    "name": _of_run,
    "number": _of_run,
    "letters": _of_letters,
    "grouped": _of_grouped,
    "groups": _of_groups,
    "words": _of_words,
}


def runs(text: str) -> list[str]:
    """Return what *text* has of tokens, as they stand in it when it is normal."""
    plain = normal(text)
    return [plain[token.start : token.end] for token in tokens(plain)]


def terms(text: str) -> list[str]:
    """Return the terms of *text*, repeats kept; those of neighbours only articles in syllables have."""
    plain, before, found = normal(text), None, list[str]()
    for token in tokens(plain):
        pair = neighbours(plain, before, token)
        found += [*_terms(token), *([word_term(pair)] if pair else [])]
        before = token
    return found


def need(run: str) -> tuple[str, ...]:
    """Return the terms that an article holds that has the token *run*; anti-virus is antivirus."""
    token = next(tokens(run))
    found = _terms(token)
    return tuple(found[-1:] if token.joined else found)


def terms_with_places(folded: str) -> Iterator[tuple[str, int, int]]:
    """Yield the terms of words and numbers of a normal text, each with where it begins and ends."""
    for token in tokens(folded):
        if token.kind in _PAIRED:
            as_term = word_term if token.kind == "words" else str
            yield from ((as_term(part), start, end) for part, start, end in token.parts)
            if token.joined:
                yield as_term(token.joined), token.start, token.end


def fold_with_places(text: str) -> tuple[str, list[int], list[int]]:
    """Return *text* as it is normal, letter by letter with its marks; and where each character began and ended."""
    folded, places, ends = [], list[int](), list[int]()
    for cluster in re.finditer(_RAW_CLUSTER, text):
        piece = normal(cluster[0])
        folded.append(piece)
        places += [cluster.start()] * len(piece)
        ends += [cluster.end()] * len(piece)
    return "".join(folded), places, ends


def word_term(word: str) -> str:
    """Return the term of a *word* as it is written; who types it may not have the dotless i."""
    return EXACT + word.replace("ı", "i")


def is_word_term(term: str) -> bool:
    """Tell whether *term* is of a word, which has a family, and not of two neighbours."""
    return term[0] == EXACT and NEXT not in term


def _terms(token: Token) -> list[str]:
    if token.kind == "joined":
        return han_terms(token.parts[0][0])
    if token.kind == "unspaced":
        return [term for term, *_ in grams(token.parts[0][0])]
    as_term = word_term if token.kind == "words" else str
    return [as_term(part) for part in (*(part for part, *_ in token.parts), token.joined) if part]


ATTACHED = "(?:[وف]?(?:ال|بال|كال|لل)(?=[ء-ي]{2})|[وفبل](?=[ء-ي]{3}))?"
"""What Arabic writes as the first letters of a word: its article, and the short words for and, with, to and like."""

ASKING_UNSPACED = normal(
    "อะไร|ใคร(?!่)|ที่ไหน|เมื่อไหร่|เมื่อไร|เมื่อใด|อย่างไร|ทำไม|เท่าไหร่|เท่าไร|เท่าใด|ไหน|ใด|กี่(?!ย)|หรือไม่|หรือเปล่า"
    "|ຫຍັງ|ໃຜ|ໃສ|ເມື່ອໃດ|ແນວໃດ|ເທົ່າໃດ|ເປັນຫຍັງ"
    "|អ្វី|នរណា|អ្នកណា|ឯណា|ពេលណា|យ៉ាងណា|ប៉ុន្មាន|ហេតុអ្វី"
    "|ဘာကြောင့်|ဘာ|ဘယ်သူ|ဘယ်မှာ|ဘယ်တော့|ဘယ်လောက်|ဘယ်လို|ဘယ်"
)
"""The words that only ask in Thai, Lao, Khmer and Burmese. Where blanks part words, a common one weighs little; here
three letters of it make a term that stands in other words too."""

MULTILINGUAL = Analyzer(
    *(normal, runs, terms, need),
    joined=f"{JOINED_CLASS}{UNSPACED_CLASS}",
    spaced=WORD_CLASS,
    attached=ATTACHED,
    asking=ASKING_UNSPACED,
)
"""For a library with articles in any language but those of CJK."""
