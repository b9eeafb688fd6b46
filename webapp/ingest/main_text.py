"""Find the element of a web page that holds its main text.

Most sites of our readers name it; on the others an extractor says which words are the main text, and the smallest
element with nearly all of them is taken whole, so that its tables, lists, notes and captions stay.
"""

import re

import lxml.html
import trafilatura

from webapp.ingest.html_markdown import is_layout
from webapp.scrub.furniture import is_list_heading
from webapp.scrub.view import is_prose

# Names that content systems give to the element of an article's text, in the order of trust.
_NAMED = (
    "//*[@id='js_content']",
    "//*[@id='UCAP-CONTENT']",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' TRS_Editor ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' TRS_UEDITOR ')]",
    "//*[@id='zoom' or @id='Zoom' or @id='zoomcon' or @id='vsb_content' or @id='ContentText' or @id='artibody']",
    "//*[@id='article_content' or @id='articleContent' or @id='rwb_zw' or @id='p-detail' or @id='mainText']",
    "//*[@itemprop='articleBody']",
    "//*[contains(@class, 'article-content') or contains(@class, 'rm_txt_con') or contains(@class, 'v_news_content')]",
    "//article",
)
_NEVER = [
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "form",
    "button",
    "select",
    "textarea",
    "input",
    "nav",
    "aside",
    "canvas",
    "video",
    "audio",
]
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$|!)|opacity\s*:\s*0\s*(?:;|$)"
    r"|(?:text-indent|left|top|margin-left)\s*:\s*-\d{3,}|(?:width|height)\s*:\s*0(?:px)?\s*;.*overflow\s*:\s*hidden",
    re.I,
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:share|bdsharebuttonbox|bshare|social|qrcode|qr-code|ewm|erweima|breadcrumb|crumbs?|position|pager|pagination"
    r"|pagebar|related|recommend|relevant|comments?|sidebar|side-bar|copyright|footer|toolbar|tools?-?bar|print|fontsize|nav(?:bar)?"
    r"|menu|noprint|mw-editsection|editsection|relatedposts|sharedaddy|newsletter|subscribe|widget|friendlink|advert(?:isement)?|ad-?box|banner|reward|qr_code_pc|js_pc_qr_code|profile_inner|rich_media_tool|prev-?next)"
    r"(?:$|[\s_-])",
    re.I,
)
# What belongs to the article may be a list of links too.
_ATTACHED = re.compile(r"附件|\.(?:docx?|xlsx?|pdf|zip|rar|wps|pptx?)", re.I)
_LINKED_SHARE = 0.8
_FIRST_TEXT = 80
_SHORTEST_MAIN = 60
_SHARE = 0.9
_BLOCKS = {
    *(
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "tr",
        "td",
        "th",
        "br",
        "section",
        "article",
        "table",
        "ul",
        "ol",
    ),
    *("header", "footer", "dd", "dt", "body"),
}


def without_unseen(tree: lxml.html.HtmlElement) -> None:
    """Take out of *tree* what nobody reads: scripts, forms, menus, hidden elements."""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            element.drop_tree() if element.getparent() is not None else None
        elif _may_go(element) and (element.tag in _NEVER or _is_hidden(element)):
            element.drop_tree()


def without_furniture(tree: lxml.html.HtmlElement) -> None:
    """Take out of *tree* what its names tell to be no text: boxes to share or to scan, lists of others, the foot."""
    body = tree.find("body")
    whole = _length(body) if body is not None else 0
    for element in list(tree.iter()):
        if _may_go(element) and _is_named_furniture(element) and _length(element) * 2 < whole:
            element.drop_tree()


def find_main(tree: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    """Return the element of *tree* that holds the main text; the whole body if none is clearly that."""
    for path in _NAMED:
        found = sorted(tree.xpath(path), key=_length, reverse=True)
        if found and (_length(found[0]) >= _SHORTEST_MAIN or found[0].find(".//img") is not None):
            return found[0]
    body = tree.find("body")
    body = tree if body is None else body
    text = trafilatura.extract(
        lxml.html.tostring(tree, encoding="unicode"), include_comments=False, include_tables=True, favor_recall=True
    )
    return _smallest_with(body, text or "") if text and len(text) >= _SHORTEST_MAIN else body


def without_link_lists(main: lxml.html.HtmlElement) -> None:
    """Take out of *main* the lists of links that stand before its first sentence or behind its last, with headings."""
    blocks = [element for element in main.iter(*_BLOCKS) if element is not main]
    prose = [
        place for place, block in enumerate(blocks) if not _is_linked(block) and any(map(is_prose, _own_lines(block)))
    ]
    if not prose:
        return
    for block in [*blocks[: prose[0]], *blocks[prose[-1] + 1 :]]:
        if _is_linked(block) and len(list(block.iter("a"))) > 1 and not _ATTACHED.search(block.text_content()):
            heading = block.getprevious()
            if heading is not None and is_list_heading(heading.text_content()):
                heading.drop_tree()
            block.drop_tree()


def lines_of(tree: lxml.html.HtmlElement, main: lxml.html.HtmlElement | None = None) -> tuple[list[str], list[str]]:
    """Return the lines of the page before *main* and behind it, in reading order; without *main*, all are before."""
    before: list[str] = [""]
    after: list[str] = [""]
    lines = before

    def walk(element: lxml.html.HtmlElement) -> None:
        nonlocal lines
        if element is main:
            lines = after
            return
        if not isinstance(element.tag, str) or element.tag in ("head", "title"):
            return
        is_block = element.tag in _BLOCKS
        if is_block:
            lines.append("")
        lines[-1] += element.text or ""
        for child in element:
            walk(child)
            lines[-1] += child.tail or ""
        if is_block:
            lines.append("")

    walk(tree)
    return _filled(before), _filled(after)


def _filled(lines: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines if line.strip()]


def _smallest_with(body: lxml.html.HtmlElement, text: str) -> lxml.html.HtmlElement:
    """Return the deepest element that holds nearly all lines of *text*."""
    lines = [line for line in text.split("\n") if len(_bare(line)) > 4]
    # The title and what stands around it are found by themselves.
    prose = [line for line in lines if is_prose(line)]
    wanted = [_bare(line)[:_FIRST_TEXT] for line in prose or lines]
    total = sum(map(len, wanted))
    element = body
    while total:
        children = [child for child in element if isinstance(child.tag, str)]
        best = max(children, key=lambda child: _held(child, wanted), default=None)
        if best is None or _held(best, wanted) < _SHARE * total or _is_part_of_text(best):
            break
        element = best
    return element


def _is_linked(element: lxml.html.HtmlElement) -> bool:
    """Tell whether what *element* says is nearly all in links."""
    linked = sum(_length(link) for link in element.iter("a"))
    return linked > 0 and linked >= _LINKED_SHARE * _length(element)


def _own_lines(element: lxml.html.HtmlElement) -> list[str]:
    """Return the pieces of text in *element* that are in no block within it."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS:
            pieces.append("")
        else:
            pieces[-1] += child.text_content() if isinstance(child.tag, str) else ""
        pieces[-1] += child.tail or ""
    return pieces


def _is_part_of_text(element: lxml.html.HtmlElement) -> bool:
    """Tell whether *element* is a piece of the main text: a paragraph, or a part of a table that is no mere frame."""
    if element.tag in ("p", "span", "li"):
        return True
    if element.tag not in ("tbody", "tr", "td", "th"):
        return False
    table = next(element.iterancestors("table"), None)
    return table is None or not is_layout(table)


def _held(element: lxml.html.HtmlElement, wanted: list[str]) -> int:
    text = _bare(element.text_content())
    return sum(len(line) for line in wanted if line in text)


def _bare(text: str) -> str:
    return re.sub(r"[^\w]|_", "", text)


def _may_go(element: lxml.html.HtmlElement) -> bool:
    return isinstance(element.tag, str) and element.getparent() is not None and element.tag not in ("body", "head")


def _is_hidden(element: lxml.html.HtmlElement) -> bool:
    if element.get("id") == "js_content":
        # WeChat shows it by script.
        return False
    style = element.get("style", "")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def _is_named_furniture(element: lxml.html.HtmlElement) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return bool(names.strip() and _FURNITURE.search(names))


def _length(element: lxml.html.HtmlElement) -> int:
    return len(_bare(element.text_content()))
