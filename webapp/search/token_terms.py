"""The terms of articles in any language, as core/language/tokens.py cuts them, for the inverter."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from webapp.core.language.stems import DOTLESS, SYLLABIC, spelt_out, stemmer
from webapp.core.language.tokens import LOOSE, grams, loose, neighbours, normal, tokens, word_term

WORD_LENGTH = 2
"""How much of a text's length a word is, where a character counts 1."""
Families = Mapping[str, tuple[str, ...]]
"""By the word as it is written the families that it is of, one for each language."""


@dataclass
class FoundTerms:
    """What the texts of a batch are made of. *starts* are the places where words and letters begin that count.

    *lengths* are how much each counts.

    *terms* are numbers in *numbers*, *places* where they stand.
    """

    starts: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    terms: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    families: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, term: str, place: int) -> None:
        """Take a term that stands at *place*."""
        self.terms.append(self.numbers.setdefault(term, len(self.numbers)))
        self.places.append(place)

    def begin(self, place: int, length: int) -> None:
        """Count something that begins at *place* as so long."""
        self.starts.append(place)
        self.lengths.append(length)


def normal_text(text: str, language: str) -> str:
    """Return *text*, which is in *language*, as it is cut."""
    return normal(text, language in DOTLESS)


def named_families(texts: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the families of the words of *texts*, each with its language, by language and word.

    Words that are called as their families are left out.
    """
    found: dict[tuple[str, str], str] = {}
    for text, language in texts:
        of = stemmer(language)
        for token in tokens(normal_text(text, language)) if of is not loose else ():
            if token.kind == "words":
                words = (*(part for part, *_ in token.parts), token.joined)
                found |= {(language, word): of(word) for word in words if word and of(word) != loose(word)}
    return found


def find_terms(text: str, language: str, start: int, found: FoundTerms) -> None:
    """Put into *found* what a normal *text* in *language* is made of; its first character is at *start*."""
    before = None
    for token in tokens(text):
        if token.kind == "unspaced":
            for term, place, _ in grams(token.parts[0][0], start + token.start):
                found.begin(place, 1)
                found.add(term, place)
        elif token.kind != "joined":  # these the inverter cuts itself
            for _, place, _ in token.parts:
                found.begin(start + place, WORD_LENGTH)
            of = stemmer(language) if token.kind == "words" else None
            for word, place in (*((part, place) for part, place, _ in token.parts), (token.joined, token.start)):
                if word and of:
                    _add_word(word, of(word), spelt_out(word, language), start + place, found)
                elif word:
                    found.add(word, start + place)
            pair = neighbours(text, before, token) if language in SYLLABIC else ""
            if pair and before:
                found.add(word_term(pair), start + before.parts[-1][1])
        before = token


def _add_word(word: str, family: str, other: str, place: int, found: FoundTerms) -> None:
    found.add(LOOSE + family, place)
    for spelling in (word, *([other] if other else [])):
        term = word_term(spelling)
        found.add(term, place)
        found.families[term[1:]].add(family)
