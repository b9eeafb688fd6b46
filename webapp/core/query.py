"""Read what a reader typed: what is searched, what must be there, and what must not.

- ``"春耕 备耕"``: words in quotes must stand in the article as they are;
- ``-化肥``: what follows a minus sign must not;
- words that only ask (什么, 哪里, 多少 …) are not searched, unless nothing else is.

static/js/query.js is this module's twin; both must pass tests/examples/query.txt. ASKING and MAX_TERMS reach it with
the frozen index.
"""

import re
from dataclasses import dataclass

from webapp.core.text import fold, is_character, is_joined, runs, terms

_QUOTED = re.compile('"([^"]*)"|“([^”]*)”|「([^」]*)」')
_EXCLUDED = re.compile(r"(?:^|(?<=\s))-(\S+)")
ASKING = re.compile(
    "什么是|[是为]什么|什么样|[什甚]么|哪一?[个种位类条座部国年月些里儿]|谁|多少|如何|怎么样|怎么|怎样|为何|几[个种]|是否|请问|有没有"
    "|何[时种人处]|[吗呢](?=[^0-9a-z\u3400-\u9fff]*$)"
)


MAX_TERMS = 400
"""So many terms of a query are searched, the first ones."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query in its parts: terms, each once.

    *terms* are searched; an article must hold all of *needed*, and not all of any of *excluded*.
    """

    terms: tuple[str, ...]
    needed: tuple[str, ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()


def parse(text: str) -> Query:
    """Return the parts of what a reader typed; a minus sign with nothing else beside it is not one."""
    folded = fold(text)
    kept = _EXCLUDED.sub(" ", folded)
    if not runs(kept):
        return Query(_searched(folded))
    excluded = map(_telling, _EXCLUDED.findall(folded))
    quoted = " ".join("".join(groups) for groups in _QUOTED.findall(kept))
    return Query(_searched(kept), _telling(quoted), tuple(filter(None, excluded)))


def _searched(folded: str) -> tuple[str, ...]:
    asked = ASKING.sub(" ", folded)
    return tuple(dict.fromkeys(terms(asked) or terms(folded)))[:MAX_TERMS]


def _telling(text: str) -> tuple[str, ...]:
    """Return the terms that stand for *text*: of each run its pairs, or the lone character, or the word."""
    found = terms(text)
    paired = "".join(term for term in found if not is_character(term) and is_joined(term))
    return tuple(dict.fromkeys(term for term in found if not is_character(term) or term not in paired))
