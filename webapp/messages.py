"""Messages to people: a message is a key with values; its sentence is in ``phrases/``.

Code that finds something makes a Message and knows no language. Commands, pages and notes turn it into a sentence with
``words_in``. A sentence is a text with ``{names}`` of values, or ``{one, other}`` of such texts: then the value
``count`` chooses the plural form, named as in CLDR. A sentence that a language lacks is taken from English. A library
can have its own ``phrases/``, whose files override ours and may add languages.

A language is named by its BCP 47 tag. ``zh-Hant`` has the sentences of ``zh`` in Traditional characters.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Union

from webapp.locales import plural_form

PHRASES = Path(__file__).parent / "phrases"

Value = Union[str, int, float, Path, datetime, "Message", tuple["Value", ...]]
"""A value in a sentence. A message is said in the same language, a tuple as a list."""

Words = Callable[["Message"], str]

MESSAGES = "messages-"
_BETWEEN = "between"
"""The key of the separator of lists."""


@dataclass(frozen=True, slots=True)
class Plural:
    """A sentence in several plural *forms*, chosen by the rules of the *language*."""

    language: str
    forms: Mapping[str, str]

    def form(self, count: int) -> str:
        """Return the form for *count* things."""
        return self.forms.get(plural_form(self.language, count), self.forms["other"])


Sentence = str | Plural


class Message:
    """The *key* of a sentence, and its *values*. ``str`` gives English, for logs.

    A message without a key is false and empty.
    """

    __slots__ = ("key", "values")

    def __init__(self, key: str = "", /, **values: Value) -> None:
        self.key = key
        self.values = values

    def but(self, **values: Value) -> "Message":
        """Return the same message with other *values*."""
        return Message(self.key, **values)

    def __bool__(self) -> bool:
        return bool(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.key, self.values) == (other.key, other.values)

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"Message({', '.join([repr(self.key), *(f'{name}={value!r}' for name, value in self.values.items())])})"

    def __str__(self) -> str:
        """Return the sentence in English."""
        return words_in("en")(self)


NOTHING = Message()


def with_remedy(found: Message, remedy: Message) -> Message:
    """Return *found* and *remedy*, if there is one, as one message."""
    return Message("with_remedy", found=found, remedy=remedy) if remedy else found


@cache
def words_in(tag: str, own: Path | None = None) -> Words:
    """Return a function that says messages in the language *tag*; phrases in the folder *own* override ours."""
    phrases = read_phrases(MESSAGES, tag, own)

    def say(message: Message) -> str:
        if not message:
            return ""
        return fill(phrases[message.key], {name: shown(value) for name, value in message.values.items()})

    def shown(value: Value) -> Value:
        if isinstance(value, Message):
            return say(value)
        return str(phrases[_BETWEEN]).join(str(shown(each)) for each in value) if isinstance(value, tuple) else value

    return say


def read_phrases(kind: str, tag: str, own: Path | None = None) -> dict[str, Sentence]:
    """Return the phrases of the files that begin with *kind*, in the language *tag*, by key.

    Phrases in the folder *own* override ours. A missing phrase is taken from the language at the beginning of the tag,
    or else from English.
    """
    phrases: dict[str, Sentence] = {}
    for language in fallbacks(tag):
        form = _traditional if language == "zh" and tag.startswith("zh-Hant") else str
        for folder in (PHRASES, own) if own else (PHRASES,):
            for key, phrase in read_phrase_file(folder / f"{kind}{language}.toml").items():
                phrases[key] = (
                    form(phrase)
                    if isinstance(phrase, str)
                    else Plural(language, {name: form(text) for name, text in phrase.items()})
                )
    return phrases


def fallbacks(tag: str) -> list[str]:
    """Return the languages whose phrases *tag* uses, from English on; later ones override."""
    parts = tag.split("-")
    return list(dict.fromkeys(("en", *("-".join(parts[:count]) for count in range(1, len(parts) + 1)))))


@cache
def read_phrase_file(path: Path) -> Mapping[str, str | Mapping[str, str]]:
    """Return the phrases in the file *path*; none if it does not exist. Raises ValueError if it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}


def _traditional(text: str) -> str:
    return str(_to_traditional().convert(text))


@cache
def _to_traditional() -> Any:
    from opencc import OpenCC  # noqa: PLC0415 (few libraries need it)

    return OpenCC("s2t")


def fill(phrase: Sentence, values: Mapping[str, Any]) -> str:
    """Return *phrase* with *values* in place of their names, in the plural form of their ``count``."""
    text = phrase.form(values["count"]) if isinstance(phrase, Plural) else phrase
    return text.format_map(values)


def to_json(message: Message) -> dict[str, Any]:
    """Return *message* as values for JSON and marshal. Its values may be texts, numbers, messages and tuples."""
    return {"key": message.key, "values": {name: _kept(value) for name, value in message.values.items()}}


def from_json(kept: Mapping[str, Any]) -> Message:
    """Return the message from the result of ``to_json``."""
    return Message(kept["key"], **{name: _value(value) for name, value in kept["values"].items()})


def _kept(value: Value) -> Any:
    if isinstance(value, Message):
        return to_json(value)
    return list(map(_kept, value)) if isinstance(value, tuple) else value


def _value(kept: Any) -> Value:
    if isinstance(kept, dict):
        return from_json(kept)
    value: Value = tuple(map(_value, kept)) if isinstance(kept, list) else kept
    return value
