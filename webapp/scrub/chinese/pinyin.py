"""Remove the pinyin notes that bad mirrors put behind characters: 區(qū), 政(zheng)(zheng), 我(wǒ ).

A writer notes the reading of a rare character, 郫(pí)县, or a rare reading of a common one, 六(lù)安. A mirror notes
characters that everybody can read. Only a document with a mirror's notes loses them, and its notes of the first kind
stay.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.core.language.romanise import readings, usual_reading, without_tones
from webapp.messages import Message
from webapp.scrub.broken import broken_spans
from webapp.scrub.normalise import HAN, han_count, normalise

RULE = "pinyin-notes"

_LETTERS = "a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɑɡ\u0300\u0301\u0304\u030c"
_GROUP = rf"[(（][ 　]*[{_LETTERS}][{_LETTERS}1-5'’· 　:]{{0,40}}[)）]"
_LONGEST_WORD = 8
# Not [HAN]+: a megabyte of Han without a note would be scanned again from each of its characters.
_NOTED = re.compile(rf"([{HAN}]{{1,{_LONGEST_WORD}}})((?:{_GROUP})+)")
_INSIDE = re.compile(r"[(（](.*?)[)）]")
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ1-5\u0300\u0301\u0304\u030c]")
# With a capital, or after the unit of a measure: 1亩(mu).
_NAME = re.compile(r"[(（][ 　]*[A-Z]|^\d\D[(（]")
_ABOUT_READING = re.compile("拼音|注音|声母|韵母|生字|多音字|读音|识字")

# A text with more notes than this is for learners, who need all of them.
_LEARNERS_SHARE = 0.3
# This many needless notes are a pattern. Fewer are a pattern only if they also look like a mirror's.
_NEEDLESS_PATTERN = 3
# Outside of teaching, no writer has this many needless notes.
_MIRROR_BEYOND_DOUBT = 10


@dataclass(frozen=True, slots=True)
class _Note:
    start: int
    end: int
    text: str
    differs: bool
    """A character before it has another form in the other script."""
    is_odd: bool
    """No person writes notes like this: twice, or with a space before the bracket."""
    is_needless: bool
    """The characters before it are common, with their usual reading."""
    is_toned: bool
    is_name: bool
    """It has no tones, and a capital, several characters or a measure: 张伟(Zhang Wei), 1亩(mu)."""

    @property
    def is_mirrors(self) -> bool:
        return self.is_odd or self.differs

    @property
    def is_genuine(self) -> bool:
        return not self.is_mirrors and (self.is_name or (self.is_toned and not self.is_needless))

    @property
    def is_suspect(self) -> bool:
        return self.is_needless and (self.is_mirrors or not self.is_name)


def drop_pinyin_notes(draft: Draft) -> tuple[Draft, list[Finding]]:
    """Return *draft* without a mirror's notes, in title and text."""
    whole = f"{draft.title}\n{draft.text}"
    notes = _notes(whole)
    if not notes:
        return draft, []
    if not _has_mirrors_pattern(notes, whole):
        message = Message("kept_pinyin", count=len(notes))
        return draft, [Finding(RULE, message, len(notes))]
    dropped = [note for note in notes if not note.is_genuine]
    title, text = _without(whole, dropped).split("\n", 1)
    examples = " ".join(dict.fromkeys(whole[note.start - 1] + note.text for note in dropped[:4]))
    message = Message("removed_pinyin", count=len(dropped), examples=examples)
    return replace(draft, title=title, text=text), [Finding(RULE, message, len(dropped))]


def _notes(text: str) -> list[_Note]:
    broken = broken_spans(text)
    found = (_read_note(match) for match in _NOTED.finditer(text))
    return [note for note in found if note and not any(start < note.end and note.start < end for start, end in broken)]


def _read_note(match: re.Match[str]) -> _Note | None:
    """Return the note if each of its brackets has the reading of the characters before it."""
    insides: list[str] = _INSIDE.findall(match.group(2))
    lengths = [_noted_length(match.group(1), inside) for inside in insides]
    if not all(lengths):
        return None
    characters = match.group(1)[-max(lengths) :]
    is_toned = _TONED.search(match.group(2)) is not None
    usual = "".join(map(usual_reading, characters)).replace("v", "u")
    return _Note(
        start=match.start(2),
        end=match.end(2),
        text=match.group(2),
        differs=normalise(characters) != characters,
        is_odd=len(insides) > 1 or insides[0] != insides[0].strip(),
        is_needless=all(map(_is_common, characters)) and "".join(_syllables(insides[0])).replace("v", "u") == usual,
        is_toned=is_toned,
        is_name=not is_toned
        and (
            len(characters) > 1
            or _NAME.search(f"{match.string[max(0, match.start() - 1) : match.start()]}{match.group()}") is not None
        ),
    )


def _syllables(inside: str) -> list[str]:
    return re.split(r"[ 　'’·]+", without_tones(inside).strip(" 　"))


def _noted_length(characters: str, inside: str) -> int:
    """Return how many of the last *characters* the bracket's text *inside* is the reading of; 0 if of none."""
    syllables = _syllables(inside)
    if all(syllable in readings(characters[-1]) for syllable in syllables):
        return 1
    joined = "".join(syllables)
    for length in range(2, min(len(characters), _LONGEST_WORD) + 1):
        if joined in _joined_readings(characters[-length:], joined):
            return length
    return 0


def _joined_readings(characters: str, wanted: str) -> set[str]:
    """Return the joined readings of *characters* that are prefixes of *wanted*."""
    found = {""}
    for character in characters:
        found = {way + reading for way in found for reading in readings(character) if wanted.startswith(way + reading)}
    return found


def _is_common(character: str) -> bool:
    """Tell whether *character* is one of the 3,755 in the first level of GB 2312."""
    try:
        return 0xB0 <= normalise(character).encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def _has_mirrors_pattern(notes: list[_Note], text: str) -> bool:
    needless = sum(note.is_suspect for note in notes)
    marked = sum(note.is_needless and note.is_mirrors for note in notes)
    odd = sum(note.is_odd for note in notes)
    is_lesson = len(_ABOUT_READING.findall(normalise(text))) >= 2 or len(notes) > _LEARNERS_SHARE * han_count(text)
    if is_lesson:
        return odd >= _NEEDLESS_PATTERN or (
            marked >= _MIRROR_BEYOND_DOUBT and len(notes) <= _LEARNERS_SHARE * han_count(text)
        )
    return needless >= _NEEDLESS_PATTERN or marked > 0


def _without(text: str, notes: list[_Note]) -> str:
    return "".join(_pieces(text, notes))


def _pieces(text: str, notes: list[_Note]) -> Iterator[str]:
    position = 0
    for note in notes:
        yield text[position : note.start]
        position = note.end
    yield text[position:]
