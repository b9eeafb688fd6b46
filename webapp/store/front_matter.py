"""Split a content file into front matter and body, and join them again.

Reads YAML between two lines of ``---`` (Hugo, Jekyll), TOML between two lines of ``+++`` (Hugo), and plain
``Title: ...`` lines before the first blank line (Pelican). Writes YAML.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

import yaml

from webapp.causes import cause_without_place
from webapp.errors import ArticleError
from webapp.messages import Message
from webapp.store.fields import NAMES, RawField, is_field, raw_field, read_fields

# The C classes are six times faster, but not built everywhere.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

_MAX_CHARACTERS = 65_536
_MAX_DEPTH = 8

_YAML_BLOCK = re.compile(r"(\s*)---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML_BLOCK = re.compile(r"(\s*)\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENING = re.compile(r"\s*(---|\+\+\+)[ \t]*\n")
_KEY_LINE = re.compile(r"[\"']?([^\W\d][\w-]*)[\"']?[ \t]*([:：=])(.*)")
_HEADER_LINE = re.compile(r"([A-Za-z][\w-]*):(?:[ \t]+(.*)|$)")
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


def parse(text: str, path: str) -> tuple[dict[str, Any], str]:
    """Return the fields of the front matter of *text*, and its body.

    The fields are named as in fields.NAMES and have their types (dates are datetimes, with a zone if they name one,
    tags a tuple); unknown keys keep their name and value. Text without front matter is all body, also when it begins
    with a thematic break. *path* is only for messages. Raises ArticleError for front matter that cannot be read.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if match := _YAML_BLOCK.match(text, 0, _MAX_CHARACTERS):
        if not _has_keys(match.group(2)):
            return {}, text
        entries = _yaml_entries(match.group(2), 1 + text.count("\n", 0, match.start(2)), path)
        return read_fields(entries, path), text[match.end() :].lstrip("\n")
    if match := _TOML_BLOCK.match(text, 0, _MAX_CHARACTERS):
        entries = _toml_entries(match.group(2), 1 + text.count("\n", 0, match.start(2)), path)
        return read_fields(entries, path), text[match.end() :].lstrip("\n")
    _refuse_unclosed(text, path)
    headers, _, body = text.lstrip("\n").partition("\n\n")
    if entries := _header_entries(headers):
        return read_fields(entries, path), body.lstrip("\n")
    return {}, text.lstrip("\n")


def dump(fields: dict[str, Any], body: str) -> str:
    """Return the text of a content file that ``parse`` reads as *fields* and *body*; empty fields are left out."""
    names = [name for name in NAMES if name in fields] + [key for key in fields if key not in NAMES]
    kept = {name: _written(fields[name]) for name in names if fields[name] not in (None, "", (), [])}
    body = body.strip("\n")
    front = yaml.dump(kept, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000) if kept else ""
    return f"---\n{front}---\n\n{body}\n" if body else f"---\n{front}---\n"


def _written(value: object) -> object:
    if isinstance(value, datetime) and value.time() == time.min and value.tzinfo is None:
        return value.date()
    return list(value) if isinstance(value, tuple) else value


def _has_keys(block: str) -> bool:
    """Tell whether the first line with text has a key, or there is none; else the fences are thematic breaks."""
    lines = (line.strip() for line in block.split("\n"))
    first = next((line for line in lines if line and not line.startswith("#")), None)
    if first is None:
        return True
    match = _KEY_LINE.match(first)
    # Prose has colons too, as in 注意：今晚停水 and http://..., so these need a field name that we know.
    return match is not None and (match.group(2) + match.group(3)[:1] in (":", ": ") or is_field(match.group(1)))


def _refuse_unclosed(text: str, path: str) -> None:
    opening = _OPENING.match(text)
    if opening is None:
        return
    first = _KEY_LINE.match(text, opening.end())
    if first is not None and is_field(first.group(1)):
        line = text.count("\n", 0, opening.end())
        fence = opening.group(1)
        if text.find(f"\n{fence}\n", _MAX_CHARACTERS - len(fence) - 2) >= 0:
            found = Message("front_matter_long", fence=fence, most=_MAX_CHARACTERS)
            raise ArticleError(path, line, found, Message("write_long_behind"))
        found = Message("front_matter_open", fence=fence)
        raise ArticleError(path, line, found, Message("write_fence", fence=fence))


def _yaml_entries(block: str, first_line: int, path: str) -> list[RawField]:
    try:
        root = yaml.compose(block, Loader=_Loader)
    except yaml.YAMLError as error:
        raise _yaml_error(error, block, first_line, path) from None
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise _colon_error(block, first_line, path) or _syntax_error(path, first_line, Message("no_keys"))
    _refuse_depth(root, first_line, path)
    return [
        RawField(key.value, first_line + key.start_mark.line, _yaml_value(key, value, first_line, path))
        for key, value in root.value
        if isinstance(key, yaml.ScalarNode)
    ]


def _refuse_depth(root: yaml.Node, first_line: int, path: str) -> None:
    """Refuse references and deep nesting: a few lines of them can expand to gigabytes."""
    seen: set[int] = set()
    level = [root]
    for _ in range(_MAX_DEPTH):
        for node in level:
            if id(node) in seen:
                line = first_line + node.start_mark.line
                raise ArticleError(path, line, Message("value_used_again"), Message("write_it_out"))
            seen.add(id(node))
        level = [child for node in level for child in _children(node)]
    if level:
        line = first_line + level[0].start_mark.line
        raise ArticleError(path, line, Message("lists_too_deep"), Message("write_simple_list"))


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from pair


def _yaml_value(key: yaml.ScalarNode, node: yaml.Node, first_line: int, path: str) -> Any:
    if is_field(key.value):
        return _yaml_text(node)
    try:
        return yaml.constructor.SafeConstructor().construct_document(node)
    except (yaml.YAMLError, ValueError):
        raise _syntax_error(path, first_line + key.start_mark.line, Message("value_unclear", key=key.value)) from None


def _yaml_text(node: yaml.Node) -> str | list[str] | dict[str, Any] | None:
    # The text as typed: YAML would read 2024 as a number, and yes as true.
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag.endswith(":null") else str(node.value)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(part, yaml.ScalarNode) for part in node.value):
        return [part.value for part in node.value]
    return {"…": node.tag}


def _yaml_error(error: yaml.YAMLError, block: str, first_line: int, path: str) -> ArticleError:
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _syntax_error(path, first_line, Message("control_character"))
    line = min(error.problem_mark.line, block.count("\n") - 1)
    if "\t" in block.split("\n")[line]:
        return ArticleError(path, first_line + line, Message("tab"), Message("write_blanks"))
    return _colon_error(block, first_line, path) or _syntax_error(
        path, first_line + line, Message("yaml_fault", why=cause_without_place(str(error.problem)))
    )


def _colon_error(block: str, first_line: int, path: str) -> ArticleError | None:
    """Return an error for the first key with a full-width colon, or without a space after its colon."""
    for line, text in enumerate(block.split("\n"), first_line):
        match = _KEY_LINE.match(text)
        if match and (match.group(2) == "：" or (match.group(2) == ":" and match.group(3)[:1].strip())):
            key = match.group(1)
            remedy = Message("write_colon", key=key)
            return ArticleError(path, line, Message("no_colon", key=key), remedy)
    return None


def _syntax_error(path: str, line: int, found: Message) -> ArticleError:
    remedy = Message("write_key_value")
    return ArticleError(path, line, found, remedy)


def _toml_entries(block: str, first_line: int, path: str) -> list[RawField]:
    try:
        table = tomllib.loads(block)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line = first_line + int((place and place.group(1)) or 1) - 1
        found = Message("yaml_fault", why=cause_without_place(str(error)))
        raise ArticleError(path, line, found, Message("write_key_toml")) from None
    return [raw_field(key, _toml_line(block, key, first_line), value) for key, value in table.items()]


def _toml_line(block: str, key: str, first_line: int) -> int:
    match = re.search(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*=", block, re.MULTILINE)
    return first_line + (block.count("\n", 0, match.end()) if match else 0)


def _header_entries(headers: str) -> list[RawField]:
    """Return the entries of Pelican's header lines. All lines must be headers, and one the title; else return none."""
    matches = [_HEADER_LINE.fullmatch(line) for line in headers.split("\n")]
    entries = [RawField(match[1], line, (match[2] or "").strip()) for line, match in enumerate(matches, 1) if match]
    has_title = any(entry.key.lower() == "title" for entry in entries)
    return entries if has_title and len(entries) == len(matches) else []
