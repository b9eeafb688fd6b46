"""What the program's other parts say, in the language of the library.

Commands speak English. The admin's pages may speak Chinese, and findings, refusals and errors are whole sentences with
names and numbers in them; so ``phrases/messages-zh.toml`` holds pairs of such sentences, with ``{}`` for what differs.
"""

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache

from webapp.settings import Settings
from webapp.web.site.phrases import PHRASES

PlainWords = Callable[[str], str]

_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")


def plain_words(settings: Settings) -> PlainWords:
    """Return what says a message of the program in the language of the library; an unknown one stays as it is."""
    return _chinese if settings.language == "zh" else str


def _chinese(message: str) -> str:
    whole = _translated(message)
    return whole or "".join(_translated(part) or f"{part} " for part in _SENTENCES.split(message)).strip()


def _translated(sentence: str) -> str:
    for pattern, words in _pairs():
        match = pattern.fullmatch(sentence)
        if match:
            return words.format(*(_translated(part) or part for part in match.groups()))
    return ""


@lru_cache(maxsize=1)
def _pairs() -> list[tuple[re.Pattern[str], str]]:
    texts = tomllib.loads((PHRASES / "messages-zh.toml").read_text(encoding="utf-8"))
    # The one that says more goes first: “source {}” would take all of “source {}, date {}”.
    return [(_pattern(english), texts[english]) for english in sorted(texts, key=len, reverse=True)]


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, english.split("{}"))), re.DOTALL)
