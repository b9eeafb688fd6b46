"""Show where a text answers a query: the passage that holds most of it, and the spans to mark.

static/js/searching/snippet.js is this module's twin; both must pass tests/examples/snippet.txt.
"""

import re
from collections.abc import Collection, Iterable

from webapp.core.language import tokens
from webapp.core.language.query import Query, Search
from webapp.core.language.quoted import spans_in, stands_in
from webapp.core.language.text import CJK, are_neighbours, fold_with_places, is_character
from webapp.core.language.tokens import is_word_term, word_term

SNIPPET_CHARACTERS = 80
LEAD_CHARACTERS = 16
"""How much of the text before the first match is shown, so that it is understood."""

_SENTENCE_END = re.compile(r"(?<=[。！？；!?;\n])")

_PHRASE = "\x1f"
"""Stands before a phrase among words; no text that is shown has it."""

Span = tuple[int, int]
"""Where a match begins, and where it ends (not included), in characters of the text as it is."""


def query_words(query: Query, places: Iterable[str] = ()) -> list[str]:
    """Return what of *query* may be marked in an article: the terms that are searched, each once.

    Where all that is in quotes stands in *places*, the article's texts, it is marked as a whole; such a word is a quote
    and the phrase.
    """
    asked, texts = query.marked, list(places)
    has_phrases = asked.needed and all(
        stands_in(phrase.text or phrase.terms[0], texts, query.analyzer) for phrase in asked.needed
    )
    words = _phrase_words(asked) if has_phrases else list(asked.terms)
    if query.analyzer is CJK:
        return words
    spelt = ((word, *map(word_term, query.spellings.get(word, ()))) for word in words if not are_neighbours(word))
    return list(dict.fromkeys(word for alike in spelt for word in alike))


def mark_spans(text: str, words: Collection[str]) -> list[Span]:
    """Return the spans of *text*, in either script, that the folded *words* cover; touching ones are joined.

    A character that a longer word covers is marked only in a text that has none of the longer words.
    """
    if not words:
        return []
    phrases = [word[1:] for word in words if word.startswith(_PHRASE)]
    if phrases:
        words = [word for word in words if not word.startswith(_PHRASE)]
    if any(map(is_word_term, words)):
        return _spans_of_words(text, phrases, words)
    folded, places = fold_with_places(text)
    ends = [place + 1 for place in places]
    longer = "".join(word for word in words if not is_character(word))
    telling = [word for word in words if not is_character(word) or word not in longer]
    found = [span for phrase in phrases for span in spans_in(phrase, folded)] + _matches(folded, telling)
    return _spans(places, ends, found or _matches(folded, words))


def _spans_of_words(text: str, phrases: Iterable[str], words: Collection[str]) -> list[Span]:
    """Return what ``mark_spans`` does, for *words* as tokens.py has them: they are marked as a whole."""
    folded, places, ends = tokens.fold_with_places(text)
    others = [word for word in words if not is_word_term(word)]
    found = [span for phrase in phrases for span in spans_in(phrase, folded, tokens.MULTILINGUAL)]
    found += [(start, end) for term, start, end in tokens.terms_with_places(folded) if term in words]
    return _spans(places, ends, [*found, *_matches(folded, others)])


def snippet(text: str, words: Collection[str], most: int = SNIPPET_CHARACTERS) -> list[tuple[str, bool]]:
    """Return the passage of at most *most* characters with the most of *words*, in pieces; True marks a match.

    The first of several equal passages wins. Without a match it is the text's beginning. An ellipsis stands where the
    passage leaves something out.
    """
    flat = " ".join(text.split())
    spans = mark_spans(flat, words)
    start = _passage_start(flat, spans, most)
    end = min(len(flat), start + most)
    pieces = [("…", False)] if start else []
    place = start
    for first, last in spans:
        if start <= first and last <= end:
            pieces += [(flat[place:first], False), (flat[first:last], True)]
            place = last
    pieces += [(flat[place:end], False), ("…" if end < len(flat) else "", False)]
    return [piece for piece in pieces if piece[0]]


def cut_pieces(text: str, most: int) -> list[str]:
    """Cut *text* after sentences into pieces of at most *most* characters; a longer sentence is cut anywhere.

    The pieces together are the text.
    """
    pieces = [""]
    for sentence in _sentences(text, most):
        if len(pieces[-1]) + len(sentence) > most:
            pieces.append("")
        pieces[-1] += sentence
    return [piece for piece in pieces if piece]


def _phrase_words(asked: Search) -> list[str]:
    phrases = [_PHRASE + phrase.text if phrase.text else phrase.terms[0] for phrase in asked.needed]
    return [*phrases, *dict.fromkeys(term for need in asked.needs for terms in need for term in terms)]


def _matches(folded: str, words: Collection[str]) -> list[Span]:
    return [match.span(1) for match in _finder(words).finditer(folded)] if words else []


def _spans(places: list[int], ends: list[int], found: Iterable[Span]) -> list[Span]:
    covered: list[Span] = []
    for first, last in sorted(found):
        start, end = places[first], ends[last - 1]
        if covered and start <= covered[-1][1]:
            start, end = covered[-1][0], max(end, covered.pop()[1])
        covered.append((start, end))
    return covered


def _finder(words: Iterable[str]) -> re.Pattern[str]:
    # A look-ahead finds overlapping matches: 乡村振兴 is covered by 乡村, 村振 and 振兴.
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(f"(?=({'|'.join(map(re.escape, longest_first))}))")


def _passage_start(text: str, spans: list[Span], most: int) -> int:
    """Return where the passage begins in which the different matched texts are the longest in all."""
    best, best_size = 0, 0
    for match_start, _ in spans:
        start = max(0, min(match_start - LEAD_CHARACTERS, len(text) - most))
        size = sum(map(len, {text[first:last] for first, last in spans if start <= first and last <= start + most}))
        if size > best_size:
            best, best_size = start, size
    return best


def _sentences(text: str, most: int) -> Iterable[str]:
    for sentence in _SENTENCE_END.split(text):
        for start in range(0, len(sentence), most):
            yield sentence[start : start + most]
