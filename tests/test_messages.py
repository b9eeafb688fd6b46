"""What the program says: each key that the code uses has its sentence in each language, with the values it is given."""

import ast
import pickle
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from string import Formatter

import pytest

from webapp.errors import ArticleError, FreezeError
from webapp.messages import NOTHING, PHRASES, Message, from_json, to_json, with_remedy, words_in

PROGRAM = PHRASES.parent
LANGUAGES = sorted(path.stem.removeprefix("messages-") for path in PHRASES.glob("messages-*.toml"))
OWN = {"between", "with_remedy"}
"""What the module of the messages puts together by itself."""


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield each place where the program makes a message."""
    for path in sorted(PROGRAM.rglob("*.py")):
        if path != PROGRAM / "messages.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message":
                    yield f"{path.relative_to(PROGRAM)}:{node.lineno}", node


def used() -> dict[str, set[frozenset[str]]]:
    """Return the names of the values that each key is given, once for each way in which it is used."""
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for _, call in calls():
        found[call.args[0].value].add(frozenset(keyword.arg for keyword in call.keywords))
    return found


def sentences(language: str) -> dict[str, list[str]]:
    """Return the sentence of each key; where it depends on a number, all its forms."""
    kept = tomllib.loads((PHRASES / f"messages-{language}.toml").read_text(encoding="utf-8"))
    return {key: [phrase] if isinstance(phrase, str) else list(phrase.values()) for key, phrase in kept.items()}


def named(texts: list[str]) -> set[str]:
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


class TestSentences:
    def test_keys_are_seen(self):
        """
        Each message is made of a key that stands in the code, so that this test, and people, find who says it.
        """
        hidden = [place for place, call in calls() if not call.args or not isinstance(call.args[0], ast.Constant)]

        assert hidden == []

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_key_has_one(self, language: str):
        """
        What the code says, it can say in each language.
        """
        assert used().keys() - sentences(language).keys() == set()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_one_is_used(self, language: str):
        """
        A sentence that nobody says is taken out.
        """
        assert sentences(language).keys() - used().keys() == OWN

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_values(self, language: str):
        """
        A sentence shows all values that the code gives it, and asks for no other.
        """
        texts, uses = sentences(language), used()

        assert {key: ways for key, ways in uses.items() if ways != {frozenset(named(texts.get(key, [])))}} == {}

    def test_chinese_ones_are_chinese(self):
        """
        No English sentence stands among the Chinese ones.
        """
        words = {key: re.sub(r"\{[^{}]*\}", "", "".join(texts)) for key, texts in sentences("zh").items()}

        assert {
            key for key, text in words.items() if re.search("[a-z]{2}", text) and not re.search("[一-龥]", text)
        } == set()


class TestWords:
    def test_values_in_their_places(self):
        """
        A message is said with its values, in each language.
        """
        message = Message("file_too_big", most=32)

        assert str(message) == words_in("en")(message) == "the file has more than the 32 MB that are allowed."
        assert words_in("zh")(message) == "文件超过了 32 MB。"

    def test_message_in_a_message(self):
        """
        A value that is a message is said in the same language.
        """
        message = Message("kind_but", kind=Message("kind_pdf"), why=Message("locked"))

        assert str(message) == "this is a PDF document, but it is locked with a password."
        assert words_in("zh")(message) == "这是PDF 文件，但是文件加了密码。"

    def test_list(self):
        """
        Several values are a list, as the language writes it.
        """
        message = Message("known_ones", names=("a", "b"))

        assert (str(message), words_in("zh")(message)) == ("Known ones: a, b.", "可以用的有：a、b。")

    def test_one_and_many(self):
        """
        A sentence that counts has a form for one.
        """
        one, two = (Message("removed_invisible", count=count) for count in (1, 2))

        assert (str(one), str(two)) == ("Removed an invisible character.", "Removed 2 invisible characters.")
        assert words_in("zh")(one) == "去掉了 1 个看不见的字符。"

    def test_braces_of_a_value(self):
        """
        A value is shown as it is, whatever signs it has.
        """
        assert str(Message("missing_picture", name="{name}.jpg")) == "The picture {name}.jpg is missing."

    def test_traditional(self):
        """
        A Traditional library is spoken to in Traditional characters; what it wrote itself stays as it is.
        """
        say = words_in("zh-Hant")

        assert say(Message("missing_picture", name="图.jpg")) == "缺少圖片 图.jpg。"

    def test_remedy(self):
        """
        What was found and what to do are put together as the language does; without a remedy there is nothing to add.
        """
        found = with_remedy(Message("damaged"), Message("copy_again"))

        assert str(found) == "it is damaged. Copy it again from where it came."
        assert words_in("zh")(found) == "文件坏了。请从原来的地方再复制一次。"
        assert with_remedy(Message("damaged"), NOTHING) == Message("damaged")

    def test_nothing(self):
        """
        The message that says nothing is false, and an empty text.
        """
        assert (bool(NOTHING), str(NOTHING), words_in("zh")(NOTHING)) == (False, "", "")


class TestKept:
    def test_json(self):
        """
        A message goes through JSON, with the messages and lists in it.
        """
        message = Message("removed_header", shown="1", read=(Message("read_source", source="甲"), "2"))

        assert from_json(to_json(message)) == message

    def test_error_to_another_process(self):
        """
        An error comes out of another process as it went in.
        """
        errors = [
            ArticleError("a.md", 3, Message("tab"), Message("write_blanks")),
            FreezeError("", Message("card_faults"), NOTHING, (Message("damaged"),)),
        ]

        assert list(map(str, pickle.loads(pickle.dumps(errors)))) == list(map(str, errors))
        assert str(errors[0]) == "a.md, line 3: there is a tab. Write blanks in place of it."
