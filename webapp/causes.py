"""The causes of errors as messages, in place of the English texts of the system and of parsers."""

import errno
import re

from webapp.messages import Message, Value

_ERRNOS = {
    errno.EACCES: Message("os_denied"),
    errno.EPERM: Message("os_denied"),
    errno.ENOENT: Message("os_missing"),
    errno.ENOSPC: Message("os_full"),
    errno.EDQUOT: Message("os_full"),
    errno.EIO: Message("os_broken"),
    errno.EROFS: Message("os_read_only"),
    errno.EISDIR: Message("os_is_folder"),
    errno.ENOTDIR: Message("os_no_folder"),
    errno.ENAMETOOLONG: Message("os_name_too_long"),
    errno.EEXIST: Message("os_exists"),
    errno.ELOOP: Message("os_links"),
    errno.EMFILE: Message("os_too_many_files"),
    errno.ECONNREFUSED: Message("os_refused"),
    errno.ENETUNREACH: Message("os_no_network"),
    errno.EHOSTUNREACH: Message("os_no_host"),
    errno.ETIMEDOUT: Message("os_no_answer"),
    errno.ECONNRESET: Message("os_reset"),
}

_TEXTS = {
    # libyaml
    "mapping values are not allowed in this context": Message("yaml_colon"),
    "could not find expected ':'": Message("yaml_no_colon"),
    "did not find expected key": Message("yaml_no_key"),
    "did not find expected ',' or ']'": Message("yaml_no_bracket"),
    "did not find expected ',' or '}'": Message("yaml_no_brace"),
    "did not find expected node content": Message("yaml_no_value"),
    "did not find expected '-' indicator": Message("yaml_no_dash"),
    "found character that cannot start any token": Message("yaml_bad_sign"),
    "found unexpected end of stream": Message("yaml_open_quote"),
    "found unknown escape character": Message("yaml_bad_escape"),
    "found undefined alias": Message("yaml_no_alias"),
    "block sequence entries are not allowed in this context": Message("yaml_bad_dash"),
    # tomllib
    "Expected '=' after a key in a key/value pair": Message("toml_no_equals"),
    "Expected newline or end of document after a statement": Message("toml_more_on_line"),
    "Invalid value": Message("toml_bad_value"),
    "Invalid statement": Message("toml_bad_line"),
    "Invalid initial character for a key part": Message("toml_bad_key"),
    "Unterminated string": Message("toml_open_quote"),
    "Unclosed array": Message("toml_open_bracket"),
    "Unclosed inline table": Message("toml_open_brace"),
    "Cannot overwrite a value": Message("toml_key_twice"),
    "Unescaped '\\' in a string": Message("toml_bad_escape"),
    "Expected ']' at the end of a table declaration": Message("toml_no_bracket"),
    # json
    "Expecting value": Message("json_no_value"),
    "Expecting property name enclosed in double quotes": Message("json_no_key"),
    "Expecting ',' delimiter": Message("json_no_comma"),
    "Expecting ':' delimiter": Message("json_no_colon"),
    "Extra data": Message("json_more"),
    "Unterminated string starting at": Message("json_open_quote"),
    "Illegal trailing comma before end of object": Message("json_last_comma"),
    "Illegal trailing comma before end of array": Message("json_last_comma"),
    # Pillow
    "broken data stream when reading image file": Message("image_broken"),
    "unrecognized data stream contents when reading image file": Message("image_broken"),
}
_CUT_OFF = re.compile(r"image file is truncated|Truncated File Read")
_PLACE = re.compile(r"(.*?):? \(?(?:at )?line (\d+),? column (\d+)\b.*", re.DOTALL)
_AT_END = " (at end of document)"


def cause(error: BaseException) -> Value:
    """Return the cause of *error*: its message, the meaning of its number, or its text."""
    if error.args and isinstance(error.args[0], Message):
        return error.args[0]
    if isinstance(error, UnicodeDecodeError):
        return Message("bad_byte", byte=error.start + 1)
    if isinstance(error, OSError) and error.errno:
        return _ERRNOS.get(error.errno, error.strerror or str(error))
    return _known(str(error))


def cause_without_place(text: str) -> Value:
    """Return the cause in a parser's error *text*, without its line number: the caller knows the line better."""
    place = _PLACE.fullmatch(text)
    return _known(place[1] if place else text.removesuffix(_AT_END))


def _known(text: str) -> Value:
    if _CUT_OFF.search(text):
        return Message("image_cut_off")
    place = _PLACE.fullmatch(text)
    if place and place[1] in _TEXTS:
        return Message("at_place", what=_TEXTS[place[1]], line=int(place[2]), column=int(place[3]))
    if text.endswith(_AT_END) and text.removesuffix(_AT_END) in _TEXTS:
        return Message("at_end", what=_TEXTS[text.removesuffix(_AT_END)])
    return _TEXTS.get(text, text)
