"""Read what a reader typed: what is searched, what must be there, and what must not.

- ``"春耕 备耕"``: words in quotes of any kind must stand in the article as they are;
- ``-化肥``, ``-"春耕 备耕"``: what follows a minus sign must not. It excludes nothing before a number (``-5``), behind
  a word (``2020-2021``), alone, or if nothing else was typed;
- words that only ask (什么, 哪里, 多少 …) are not searched, unless nothing else is.

static/js/searching/query.js is this module's twin; both must pass tests/examples/query.txt. ASKING, LINKING and
MAX_TERMS reach it with the frozen index.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from webapp.core.language.text import CJK, Analyzer, are_neighbours, is_character, is_joined

_DOUBLE_QUOTES = str.maketrans(dict.fromkeys("“”„‟〝〞〟", '"'))
_MINUS, _WORD = 1, 10
_SENTENCE_MARKS = ".,;:!?。、"
ASKING = re.compile(
    "什么是|[是为]什么|什么样|[什甚]么|哪一?[个种位类条座部国年月些里儿]|谁|多少|如何|怎么样|怎么|怎样|为何|几[个种]|是否|请问|有没有"
    "|何[时种人处]|[吗呢](?=[^0-9a-z\u3400-\u9fff]*$)"
)
LINKING = "是的了和与及或在之"
"""Characters that say nothing by themselves, the first of them in questions only: an article need not have them beside
their neighbours."""

MAX_TERMS = 400
"""How many terms of a query are searched: the first ones."""

Need = tuple[tuple[str, ...], ...]
"""What a part of a query asks for: an article has it that holds all terms of one of these."""


class Phrase(NamedTuple):
    """Words that stand beside each other. An article that has them holds all *terms*.

    *text*, folded, must stand in it too; it is empty where the terms tell all.
    """

    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched. *terms* are, each once; an article that has all *needs* has the whole query.

    Only articles that have all of *needed* and none of *excluded* are found.
    """

    terms: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    needed: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpandedQuery:
    """What is searched for a query with synonyms: *first* its own words, whose articles lead, then all of one meaning.

    *text* is the latter as it might be typed.
    """

    first: Search
    wide: Search
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader typed, read once: all that searches, marks, suggests or counts it takes this value.

    *folded* is *typed* as texts are compared, *asked* what it asks for. If a word of it has synonyms, *expanded* is
    searched in its place. *spellings* are by the term of a word all words that answer it. A query prints as it was
    typed, and is false if nothing was.
    """

    typed: str
    folded: str
    asked: Search
    expanded: ExpandedQuery | None = None
    analyzer: Analyzer = CJK
    spellings: Mapping[str, Collection[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.typed)

    def __str__(self) -> str:
        return self.typed

    @property
    def marked(self) -> Search:
        """Return what is marked in the articles that it finds: what was asked, and what means the same."""
        return self.expanded.wide if self.expanded else self.asked


NO_QUERY = Query("", "", Search(()))


def parse(text: str, analyzer: Analyzer = CJK) -> Search:
    """Return what somebody searches who types *text*, in a library that *analyzer* cuts."""
    token, runs = _token(analyzer.spaced), analyzer.runs
    folded = analyzer.fold(text).translate(_DOUBLE_QUOTES)
    kept = token.sub(lambda found: " " if _excluded(found, analyzer) else found[0], folded)
    excluded = [_excluded(found, analyzer) for found in token.finditer(folded)]
    if not runs(kept):
        kept, excluded = folded, []
    quoted = [_quoted(found) for found in token.finditer(kept)]
    outside = token.sub(lambda found: " " if _quoted(found) else found[0], kept)
    asking = asking_words(analyzer)
    asked = asking.sub(" ", kept)
    is_question = asked != kept and bool(runs(asked))
    searched = asked if is_question else kept
    all_terms = tuple(dict.fromkeys(analyzer.terms(searched)))[:MAX_TERMS]
    needs = _needs(asking.sub(" ", outside) if is_question else outside, is_question, any(quoted), analyzer)
    return Search(all_terms, needs, _phrases(quoted, analyzer), _phrases(excluded, analyzer))


@cache
def asking_words(analyzer: Analyzer) -> re.Pattern[str]:
    """Return what finds the words that only ask, in a library that *analyzer* cuts."""
    return re.compile(f"{ASKING.pattern}|{analyzer.asking}") if analyzer.asking else ASKING


def telling(text: str, analyzer: Analyzer = CJK) -> tuple[str, ...]:
    """Return the terms that stand for *text*: of each run its pairs, or the lone character, or the word."""
    found = [term for term in analyzer.terms(text) if not are_neighbours(term)]
    paired = "".join(term for term in found if not is_character(term) and is_joined(term))
    return tuple(dict.fromkeys(term for term in found if not is_character(term) or term not in paired))


@cache
def _token(letter: str) -> re.Pattern[str]:
    """Return what finds quotes and minus signs; *letter* are the letters of words as they stand between brackets."""
    # Behind a letter stands an apostrophe, which the first alternative takes, so that no quote begins or ends there.
    return re.compile(
        rf"[{letter}][‘’]"
        r'|((?:^|\s)-)?(?:"([^"]*)"|「([^」]*)」|『([^』]*)』|«([^»]*)»|»([^«]*)«|‹([^›]*)›|›([^‹]*)‹'
        rf"|‘((?:[^’]|’(?=[{letter}]))*)’(?![{letter}]))"
        r'|(?:^|\s)-([^\s"「『«»‹›‘-]\S*)'
    )


def _quoted(token: re.Match[str]) -> str:
    return next(filter(None, token.groups()[_MINUS : _WORD - 1]), "")


def _excluded(token: re.Match[str], analyzer: Analyzer) -> str:
    """Return what *token* excludes, if it does."""
    if token[_MINUS]:
        return _quoted(token)
    word = (token[_WORD] or "").rstrip(_SENTENCE_MARKS)
    runs = analyzer.runs(word)
    return word if runs and not runs[0][0].isdigit() else ""


def _phrases(texts: Iterable[str], analyzer: Analyzer) -> tuple[Phrase, ...]:
    found = ((" ".join(text.split()), telling(text, analyzer)) for text in texts)
    return tuple(Phrase("" if held == (text,) else text, held) for text, held in dict.fromkeys(found) if held)


def _needs(outside: str, is_question: bool, is_quoted: bool, analyzer: Analyzer) -> tuple[Need, ...]:
    """Return what the words *outside* of quotes ask for."""
    places = [(run, place) for run in analyzer.runs(outside) for place in range(len(run) if is_joined(run) else 1)]
    linking = LINKING if is_question else LINKING[1:]
    telling_ones = [(run, place) for run, place in places if run[place] not in linking]
    chosen = telling_ones or (() if is_quoted else places)
    return tuple(
        _need(run, place, is_question and run[place - 1 : place] not in linking)
        if is_joined(run) and len(run) > 1
        else (analyzer.need(run),)
        for run, place in chosen
    )


def _need(run: str, place: int, is_before: bool) -> Need:
    """Return what the character at *place* of a joined *run* asks for: to have a neighbour beside it.

    Who types words without blanks between them need not find them so. A question is a sentence: there it has to be the
    neighbour before, as *is_before* tells, because an article that has all its words somewhere is seldom the answer.
    """
    starts = (place - 1,) if is_before else (place - 1, place)
    return tuple((run[start : start + 2],) for start in starts if 0 <= start < len(run) - 1)
