"""Write HTML as Markdown: headings, lists, tables, notes, links and pictures, and nothing else."""

import re
from collections.abc import Mapping
from html import escape

import lxml.html
import nh3
from markdownify import MarkdownConverter

_TAGS = set(
    "a b blockquote br caption cite code dd del div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins li "  # noqa: SIM905 (the list would fill a page)
    "ol p pre q s section article span strong sub sup table tbody td tfoot th thead tr u ul".split()
)
_SILENT = set(
    "script style iframe object embed noscript template svg math form button select textarea title head video "  # noqa: SIM905
    "audio".split()
)
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
    "span": {"class"},
}
_NOTE_CLASS = "note"
_SPACES = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")
# Four spaces would turn a paragraph into code.
_HARD_INDENT = re.compile(r"^[ \u3000]*\u00a0[ \u00a0\u3000]*", re.M)
_CELL_BREAK = "<br>"
_LONGEST_CELL = 400
_OUTSIDE = re.compile(r"https?://", re.I)
# A row of links is a menu, not prose.
_LINKED_SHARE = 0.5


class _Converter(MarkdownConverter):
    """Markdownify with notes; tables with merged cells stay HTML."""

    def convert_table(self, el, text, parent_tags):  # type: ignore[no-untyped-def]
        if el.find(attrs={"colspan": _is_span}) or el.find(attrs={"rowspan": _is_span}):
            return f"\n\n{_plain_table(el)}\n\n"
        return super().convert_table(el, text, parent_tags)  # type: ignore[misc]

    def convert_span(self, el, text, parent_tags):  # type: ignore[no-untyped-def]
        return f"[^{text.strip()}]" if el.get("class") == [_NOTE_CLASS] else text

    def convert_u(self, el, text, parent_tags):  # type: ignore[no-untyped-def]
        return text


def to_markdown(html: str, notes: Mapping[str, str] | None = None) -> str:
    """Return *html* as Markdown; *notes* has the HTML of each ``<span class="note">NUMBER</span>``."""
    text = _converted(html)
    written = (f"[^{number}]: {' '.join(_converted(note).split())}" for number, note in (notes or {}).items())
    return "\n\n".join([text, *written]).strip()


def _converted(html: str) -> str:
    cleaner = nh3.Cleaner(tags=_TAGS, clean_content_tags=_SILENT, attributes=_ATTRIBUTES, link_rel=None)
    clean = cleaner.clean(html)
    if not clean.strip():
        return ""
    tree = lxml.html.fragment_fromstring(clean, create_parent="div")
    for table in reversed(list(tree.iter("table"))):
        if is_layout(table):
            _unwrap_table(table)
    for link in list(tree.iter("a")):
        if not _OUTSIDE.match(link.get("href", "")) or _is_menu(link) or not link.text_content().strip():
            link.drop_tag()
    for picture in list(tree.iter("img")):
        if not picture.get("src"):
            picture.drop_tree()
    for bold in list(tree.iter("strong", "b")):
        if bold.getparent() is not None and bold.getparent().tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            bold.drop_tag()
    converter = _Converter(
        heading_style="ATX", bullets="-", escape_misc=True, table_infer_header=True, newline_style="backslash"
    )
    text = str(converter.convert(lxml.html.tostring(tree, encoding="unicode")))
    text = _HARD_INDENT.sub("", text).replace("\u00a0", " ").replace("\\\n", "  \n")
    # A bar is a mark only in a table; elsewhere the rules need it unescaped.
    lines = (line if line.startswith("|") else line.replace("\\|", "|").strip("\u3000") for line in text.split("\n"))
    return _SPACES.sub("\n\n", "\n".join(lines)).strip("\n")


def is_layout(table: lxml.html.HtmlElement) -> bool:
    """Tell whether the table is layout: it contains other tables, pictures with text, or a whole article."""
    rows = list(table.iter("tr"))
    if table.find(".//table") is not None or max((len(row) for row in rows), default=0) < 2:
        return True
    return any(len(cell.text_content()) > _LONGEST_CELL and len(list(cell.iter("p"))) > 2 for cell in table.iter("td"))


def _unwrap_table(table: lxml.html.HtmlElement) -> None:
    for part in list(table.iter("tbody", "thead", "tfoot", "caption")):
        part.tag = "div"
    for part in list(table.iter("tr", "td", "th")):
        part.tag = "div"
        part.attrib.clear()
    table.tag = "div"


def _is_menu(link: lxml.html.HtmlElement) -> bool:
    block = link.getparent()
    while block is not None and block.tag in ("span", "b", "strong", "em", "i"):
        block = block.getparent()
    if block is None:
        return False
    linked = sum(len(other.text_content()) for other in block.iter("a"))
    return linked > _LINKED_SHARE * len(block.text_content().strip()) and len(list(block.iter("a"))) > 1


def _is_span(value: str | None) -> bool:
    return value is not None and value.strip() not in ("", "0", "1")


def _plain_table(table) -> str:  # type: ignore[no-untyped-def]
    """Return a table with merged cells as HTML on its own lines, without blank lines, which would end it."""
    lines = ["<table>"]
    for row in table.find_all("tr"):
        cells = []
        for cell in row.find_all(["td", "th"]):
            spans = "".join(
                f' {key}="{int(cell[key])}"'
                for key in ("colspan", "rowspan")
                if _is_span(cell.get(key)) and cell[key].isdigit()
            )
            words = _CELL_BREAK.join(
                escape(piece, quote=False) for piece in cell.get_text("\n", strip=True).split("\n")
            )
            cells.append(f"<{cell.name}{spans}>{words}</{cell.name}>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</table>"])
