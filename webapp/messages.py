"""What the program says to people: a message is a key with values, and its sentence stands in ``phrases/``.

Whoever finds something makes a Message and knows no language. The edges, which are commands, pages and notes, turn it
into a sentence by ``words_in``. A sentence is a text with ``{names}`` of values, or ``{one, other}`` of such texts,
where the value ``count`` chooses. English stands in for what a language lacks.
"""

import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Union

PHRASES = Path(__file__).parent / "phrases"

Value = Union[str, int, float, Path, datetime, "Message", tuple["Value", ...]]
"""What a sentence may show: a message in it is said in the same language, a tuple as a list."""

Sentence = str | Mapping[str, str]
Words = Callable[["Message"], str]

_FILE = "messages-{}.toml"
_BETWEEN = "between"
"""The key of what stands between the parts of a list."""


class Message:
    """The *key* of a sentence, and the *values* that it shows. As a text it is English, for logs.

    One without a key is false, and says nothing.
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
        """Return it in English."""
        return words_in("en")(self)


NOTHING = Message()


def with_remedy(found: Message, remedy: Message) -> Message:
    """Return what was *found* and what to do about it, if there is anything, as one message."""
    return Message("with_remedy", found=found, remedy=remedy) if remedy else found


@cache
def words_in(language: str, *, is_traditional: bool = False) -> Words:
    """Return what says a message in *language*. Chinese is Simplified unless *is_traditional*."""
    phrases = read_phrases(_FILE, language, is_traditional=is_traditional)

    def say(message: Message) -> str:
        if not message:
            return ""
        return fill(phrases[message.key], {name: shown(value) for name, value in message.values.items()}, language)

    def shown(value: Value) -> Value:
        if isinstance(value, Message):
            return say(value)
        return str(phrases[_BETWEEN]).join(str(shown(each)) for each in value) if isinstance(value, tuple) else value

    return say


def read_phrases(file_name: str, language: str, *, is_traditional: bool = False) -> Mapping[str, Sentence]:
    """Return the phrases of *file_name*, which has ``{}`` for the *language*, by key."""
    phrases = {**_read(file_name.format("en")), **_read(file_name.format(language))}
    if is_traditional:
        from opencc import OpenCC  # noqa: PLC0415 (few libraries need it)

        convert = OpenCC("s2t").convert
        phrases = {key: _each_form(phrase, convert) for key, phrase in phrases.items()}
    return phrases


@cache
def _read(name: str) -> Mapping[str, Sentence]:
    return tomllib.loads((PHRASES / name).read_text(encoding="utf-8"))


def _each_form(phrase: Sentence, convert: Callable[[str], str]) -> Sentence:
    return convert(phrase) if isinstance(phrase, str) else {form: convert(text) for form, text in phrase.items()}


def fill(phrase: Sentence, values: Mapping[str, Any], language: str) -> str:
    """Return *phrase* with *values* in the places of their names, in the form that their ``count`` asks for."""
    if not isinstance(phrase, str):
        phrase = phrase.get(_form(values["count"], language), phrase["other"])
    return phrase.format_map(values)


def _form(count: int, language: str) -> str:
    """Return the name of the plural form, as Unicode's CLDR calls it."""
    return "one" if count == 1 and language != "zh" else "other"


def to_json(message: Message) -> dict[str, Any]:
    """Return *message* as values that JSON and marshal can keep; it may hold texts, numbers, messages and tuples."""
    return {"key": message.key, "values": {name: _kept(value) for name, value in message.values.items()}}


def from_json(kept: Mapping[str, Any]) -> Message:
    """Return what was kept by ``to_json``."""
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
