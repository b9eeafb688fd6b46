"""Markdown to sanitised HTML, and to plain text.

Two rules of CommonMark suit languages with blanks only, and are mended for Chinese:

- a line end inside a paragraph becomes a blank, which shows as a gap between Han characters: it is left out there;
- ``**“重点”**内容`` is no emphasis, because a mark between punctuation and a letter only opens or only closes: next to
  a Han character or full-width punctuation it may do both. Source: github.com/tats-u/markdown-cjk-friendly.
"""

import re
from html import escape, unescape
from typing import Any

import mistune
import nh3

# Both are invisible, removed from any input, and gone from the output.
_SOFT_BREAK = "\x01"
_PUNCTUATION = "\x02"

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")

_HAN = (
    "\u2e80-\u2fff\u3005-\u3007\u3021-\u303c\u3040-\u318f\u31a0-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff"
)
_WIDE_MARK = "\u3001-\u3004\u3008-\u3020\u3030\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_NARROW_MARK = "‘’“”—…·"
_JOINED = f"[{_HAN}{_WIDE_MARK}]"
_INLINE_TAGS = r"(?:</?(?:em|strong|del|code|a)\b[^<>]*>)*"
_GAP = re.compile(
    f"({_JOINED}{_INLINE_TAGS}){_SOFT_BREAK}(?={_INLINE_TAGS}[{_HAN}{_WIDE_MARK}{_NARROW_MARK}])"
    f"|([{_NARROW_MARK}]{_INLINE_TAGS}){_SOFT_BREAK}(?={_INLINE_TAGS}{_JOINED})"
)

# CommonMark ends an address at the first blank; Windows calls the second copy of a file 照片 (1).jpg.
_FILE_NAME = re.compile(r"(?<=]\()[^<>()\n\"]{1,200}(?:\(\d+\))?\.[A-Za-z]{2,5}(?=\))")

_STARS = re.compile(r"(?<![*\\])\*{1,3}(?!\*)")
_MARK = re.compile(r"[^\w\s]")
_ANY_HAN = re.compile(f"[{_HAN}]")
_ANY_WIDE_MARK = re.compile(f"[{_WIDE_MARK}]")

_MAY_BE_MARKUP = re.compile(r"[][*_`#<>&|~\\]|^[ \t]*(?:[-+=]|\d+[.)])", re.MULTILINE)
_UNMARK = (
    ("`", re.compile(r"^[ \t]*`{3,}[^`\n]*$|`+", re.MULTILINE), ""),
    ("-->", re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (">", re.compile(r"<(?:(https?:[^<>\s]+)|/?[A-Za-z][^<>]*)>"), r"\1"),
    ("]:", re.compile(r"^ {0,3}\[(?:\^([^]\n]+)]:|[^]\n]+]:[ \t]*\S+.*$)", re.MULTILINE), ""),
    ("](", re.compile(r"!?\[([^][\n]*)]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)"), r"\1"),
    ("](", re.compile(r"!?\[([^][\n]*)]\([^()\n]*\)"), r"\1"),
    ("][", re.compile(r"!?\[([^][\n]*)]\[[^][\n]*]"), r"\1"),
    ("[^", re.compile(r"\[\^[^][\n]+]"), ""),
    ("*", re.compile(r"(?<!\\)(\*{1,3})(?=[^\s*])([^*\n]*[^\s*\\])\1"), r"\2"),
    ("_", re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_\n]*[^\s_\\])\1(?!\w)"), r"\2"),
    ("~~", re.compile(r"~~"), ""),
    ("|", re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t:-]*)+$|^[ \t]*\||\|[ \t]*$", re.MULTILINE), ""),
    ("|", re.compile(r"\|"), " "),
    ("\\", re.compile(r"\\([!-/:-@[-`{-~])"), r"\1"),
)
_LINE_START = re.compile(
    r"^[ \t]*(?:(?:>[ \t]*)+)?(?:#{1,6}(?=\s|$)[ \t]*|[-+*][ \t]+(?:\[[ xX]][ \t]+)?|[-=*_][-=*_ \t]*$)?", re.MULTILINE
)
# The sign to look for stands first in the pattern: that makes it several times faster.
_SOFT_END = re.compile(rf"\n(?<={_JOINED}\n)(?={_JOINED})")
# A blank behind a heading keeps it from being joined to the line below.
_HEADING_LINE = re.compile(r"^ {0,3}#{1,6}[ \t].*$", re.MULTILINE)

_TAGS = set(
    "a abbr b blockquote br caption cite code dd del details dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins "  # noqa: SIM905 (the list would fill a page)
    "kbd li mark ol p pre q rp rt ruby s section small strong sub summary sup table tbody td tfoot th thead tr u "
    "ul".split()
)
_SILENT_TAGS = set("iframe math noembed noframes noscript object script select style svg template title".split())  # noqa: SIM905
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title", "id"},
    "abbr": {"title"},
    "details": {"open"},
    "img": {"src", "alt", "title"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"id"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_FOOTNOTE_ID = re.compile(r"fn(ref)?-[\w-]+")

_HEADING = re.compile("(</?h)([1-6])>")
_IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\\\", re.IGNORECASE)


def render(markdown: str) -> str:
    """Return *markdown* as HTML that is safe to show: no scripts, styles, classes, frames, or pictures from elsewhere.

    The highest headings come out as h2 and the next as h3, whatever they were, as h1 is the page's title. A picture
    is ``<img>`` with src, alt and title; one from another site leaves its alt text. Only footnotes have ids.
    """
    text = _CONTROLS.sub("", markdown.replace("\r\n", "\n").replace("\r", "\n"))
    if "](" in text:
        text = _FILE_NAME.sub(lambda match: f"<{match[0]}>" if " " in match[0] else match[0], text)
    html = str(_parser(_with_free_stars(text)))
    # In an address the mark was escaped.
    html = _without_gaps(html).replace(_PUNCTUATION, "").replace("%02", "")
    return _without_remote_pictures(_with_headings_below_title(_cleaner.clean(html)))


def plain(markdown: str) -> str:
    """Return the words of *markdown* without its markup, a line for each of its lines; for search and summaries.

    Cheap, and right for what people write; it is never shown as HTML. The words of pictures and code are kept.
    """
    text = _SOFT_END.sub("", _HEADING_LINE.sub(r"\g<0> ", markdown))
    if _MAY_BE_MARKUP.search(text):
        for sign, pattern, replacement in _UNMARK:
            if sign in text:
                text = pattern.sub(replacement, text)
        text = unescape(_LINE_START.sub("", text))
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _with_free_stars(text: str) -> str:
    """Return *text* with an invisible punctuation mark beside each run of stars that may open or close too little."""

    def replace(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        opens = _is_freed(after, before)
        closes = _is_freed(before, after)
        return f"{_PUNCTUATION * opens}{match[0]}{_PUNCTUATION * closes}"

    return _STARS.sub(replace, text)


def _is_freed(inside: str, outside: str) -> bool:
    """Tell whether stars between punctuation *inside* an emphasis and a character *outside* it must be freed."""
    if not _MARK.match(inside) or not outside.strip():
        return False
    return bool(_ANY_HAN.match(outside) or _ANY_WIDE_MARK.match(inside))


def _without_gaps(html: str) -> str:
    if _SOFT_BREAK not in html:
        return html
    return _GAP.sub(r"\1\2", html).replace(_SOFT_BREAK, "\n")


def _with_headings_below_title(html: str) -> str:
    levels = sorted({level for _, level in _HEADING.findall(html)})
    return _HEADING.sub(lambda match: f"{match[1]}{min(6, levels.index(match[2]) + 2)}>", html) if levels else html


def _without_remote_pictures(html: str) -> str:
    def replace(match: re.Match[str]) -> str:
        values = dict(_ATTRIBUTE.findall(match[1]))
        src = unescape(values.get("src", ""))
        return match[0] if src and not _REMOTE.match(src) else escape(unescape(values.get("alt", "")), quote=False)

    return _IMAGE.sub(replace, html)


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    return value if name != "id" or _FOOTNOTE_ID.fullmatch(value) else None


class _Renderer(mistune.HTMLRenderer):
    """mistune's HTML, but for line ends and the boxes of task lists."""

    def softbreak(self) -> str:
        return _SOFT_BREAK

    def task_list_item(self, text: str, checked: bool = False) -> str:
        return f"<li>{'☑' if checked else '☐'} {text}</li>\n"


# Whatever it lets through, the cleaner stops.
_parser: Any = mistune.create_markdown(
    renderer=_Renderer(escape=False, allow_harmful_protocols=True),
    plugins=["table", "strikethrough", "footnotes", "task_lists"],
)
_cleaner = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_SILENT_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_filter_attribute,
    url_schemes={"http", "https", "mailto", "tel"},
)
