"""Read what a reader typed: what is searched, what must be there, and what must not.

- ``"春耕 备耕"``: words in quotes of any kind must stand in the article as they are;
- ``-化肥``, ``-"春耕 备耕"``: what follows a minus sign must not. It excludes nothing before a number (``-5``), behind
  a word (``2020-2021``), alone, or if nothing else was typed;
- words that only ask (什么, 哪里, 多少 …) are not searched, unless nothing else is.

static/js/searching/query.js is this module's twin; both must pass tests/examples/query.txt. ASKING, LINKING and
MAX_TERMS reach it with the frozen index.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from webapp.core.language.text import MAX_WORD, SPACED_CLASS, fold, is_character, is_joined, runs, terms

_DOUBLE_QUOTES = str.maketrans(dict.fromkeys("“”„‟〝〞〟", '"'))
# Behind a letter stands an apostrophe, which the first alternative takes, so that no quote begins or ends there.
_TOKEN = re.compile(
    rf"[{SPACED_CLASS}][‘’]"
    r'|((?:^|\s)-)?(?:"([^"]*)"|「([^」]*)」|『([^』]*)』|«([^»]*)»|»([^«]*)«|‹([^›]*)›|›([^‹]*)‹'
    rf"|‘((?:[^’]|’(?=[{SPACED_CLASS}]))*)’(?![{SPACED_CLASS}]))"
    r'|(?:^|\s)-([^\s"「『«»‹›‘-]\S*)'
)
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
    searched in its place. A query prints as it was typed, and is false if nothing was.
    """

    typed: str
    folded: str
    asked: Search
    expanded: ExpandedQuery | None = None

    def __bool__(self) -> bool:
        return bool(self.typed)

    def __str__(self) -> str:
        return self.typed

    @property
    def marked(self) -> Search:
        """Return what is marked in the articles that it finds: what was asked, and what means the same."""
        return self.expanded.wide if self.expanded else self.asked


NO_QUERY = Query("", "", Search(()))


def parse(text: str) -> Search:
    """Return what somebody searches who types *text*."""
    folded = fold(text).translate(_DOUBLE_QUOTES)
    kept, excluded = _TOKEN.sub(lambda token: " " if _excluded(token) else token[0], folded), _TOKEN.finditer(folded)
    if not runs(kept):
        kept, excluded = folded, iter(())
    quoted = [_quoted(token) for token in _TOKEN.finditer(kept)]
    outside = _TOKEN.sub(lambda token: " " if _quoted(token) else token[0], kept)
    asked = ASKING.sub(" ", kept)
    is_question = asked != kept and bool(runs(asked))
    searched = tuple(dict.fromkeys(terms(asked if is_question else kept)))[:MAX_TERMS]
    needs = _needs(ASKING.sub(" ", outside) if is_question else outside, is_question, any(quoted))
    return Search(searched, needs, _phrases(quoted), _phrases(map(_excluded, excluded)))


def telling(text: str) -> tuple[str, ...]:
    """Return the terms that stand for *text*: of each run its pairs, or the lone character, or the word."""
    found = terms(text)
    paired = "".join(term for term in found if not is_character(term) and is_joined(term))
    return tuple(dict.fromkeys(term for term in found if not is_character(term) or term not in paired))


def _quoted(token: re.Match[str]) -> str:
    return next(filter(None, token.groups()[_MINUS : _WORD - 1]), "")


def _excluded(token: re.Match[str]) -> str:
    """Return what *token* excludes, if it does."""
    if token[_MINUS]:
        return _quoted(token)
    word = (token[_WORD] or "").rstrip(_SENTENCE_MARKS)
    return word if runs(word) and not runs(word)[0][0].isdigit() else ""


def _phrases(texts: Iterable[str]) -> tuple[Phrase, ...]:
    found = ((" ".join(text.split()), telling(text)) for text in texts)
    return tuple(Phrase("" if held == (text,) else text, held) for text, held in dict.fromkeys(found) if held)


def _needs(outside: str, is_question: bool, is_quoted: bool) -> tuple[Need, ...]:
    """Return what the words *outside* of quotes ask for."""
    places = [(run, place) for run in runs(outside) for place in range(len(run) if is_joined(run) else 1)]
    linking = LINKING if is_question else LINKING[1:]
    telling_ones = [(run, place) for run, place in places if run[place] not in linking]
    chosen = telling_ones or (() if is_quoted else places)
    return tuple(_need(run, place, is_question and run[place - 1 : place] not in linking) for run, place in chosen)


def _need(run: str, place: int, is_before: bool) -> Need:
    """Return what the character at *place* asks for: to have a neighbour beside it; or the word, or it alone.

    Who types words without blanks between them need not find them so. A question is a sentence: there it has to be the
    neighbour before, as *is_before* tells, because an article that has all its words somewhere is seldom the answer.
    """
    if not is_joined(run) or len(run) == 1:
        return ((run[:MAX_WORD],),)
    starts = (place - 1,) if is_before else (place - 1, place)
    return tuple((run[start : start + 2],) for start in starts if 0 <= start < len(run) - 1)
