"""Remove invisible elements from a web page, and those that are no text by their names or links."""

import re

import lxml.html

from webapp.scrub.furniture_line import is_list_heading
from webapp.scrub.normalise import is_prose

_NEVER = set(
    "script style noscript template iframe object embed svg math form button select textarea input nav aside canvas "  # noqa: SIM905 (the list would fill a page)
    "video audio".split()
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$|!)|opacity\s*:\s*0\s*(?:;|$)"
    r"|(?:text-indent|left|top|margin-left)\s*:\s*-\d{3,}|(?:width|height)\s*:\s*0(?:px)?\s*;.*overflow\s*:\s*hidden",
    re.I,
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:share|bdsharebuttonbox|bshare|social|sharedaddy|qrcode|qr-code|ewm|erweima|breadcrumb|crumbs?|position|pager"
    r"|pagination|pagebar|related|relatedposts|recommend|relevant|comments?|sidebar|side-bar|copyright|footer|toolbar|tools?-?bar"
    r"|print|noprint|fontsize|nav(?:bar)?|menu|widget|newsletter|subscribe|mw-editsection|editsection|friendlink"
    r"|advert(?:isement)?|ad-?box|banner|reward|qr_code_pc|js_pc_qr_code|profile_inner|rich_media_tool|prev-?next)(?:$|[\s_-])",
    re.I,
)
# A list of links may be the article's attachments.
_ATTACHED = re.compile(r"附件|\.(?:docx?|xlsx?|pdf|zip|rar|wps|pptx?)", re.I)
_LINKED_SHARE = 0.8
BLOCKS = set(
    "p div h1 h2 h3 h4 h5 h6 li tr td th br section article table ul ol header footer dd dt body".split()  # noqa: SIM905 (the same)
)
"""The block elements."""


def without_unseen(tree: lxml.html.HtmlElement) -> None:
    """Remove scripts, forms, menus and hidden elements from *tree*."""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            element.drop_tree() if element.getparent() is not None else None
        elif _may_go(element) and (element.tag in _NEVER or _is_hidden(element)):
            element.drop_tree()


def without_furniture(tree: lxml.html.HtmlElement) -> None:
    """Remove from *tree* what is furniture by its names: share buttons, QR codes, lists of articles, the foot."""
    body = tree.find("body")
    whole = text_length(body) if body is not None else 0
    for element in list(tree.iter()):
        if _may_go(element) and _is_named_furniture(element) and text_length(element) * 2 < whole:
            element.drop_tree()


def without_link_lists(main: lxml.html.HtmlElement) -> None:
    """Remove from *main* the lists of links, with headings, before its first sentence and after its last."""
    blocks = [element for element in main.iter(*BLOCKS) if element is not main]
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


def text_length(element: lxml.html.HtmlElement) -> int:
    """Return the number of letters and digits in the text of *element*."""
    return len(re.sub(r"[^\w]|_", "", element.text_content()))


def _may_go(element: lxml.html.HtmlElement) -> bool:
    return isinstance(element.tag, str) and element.getparent() is not None and element.tag not in ("body", "head")


def _is_hidden(element: lxml.html.HtmlElement) -> bool:
    if element.get("id") == "js_content":
        # On WeChat a script makes it visible.
        return False
    style = element.get("style", "")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def _is_named_furniture(element: lxml.html.HtmlElement) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return bool(names.strip() and _FURNITURE.search(names))


def _is_linked(element: lxml.html.HtmlElement) -> bool:
    """Tell whether the text of *element* is nearly all in links."""
    linked = sum(text_length(link) for link in element.iter("a"))
    return linked > 0 and linked >= _LINKED_SHARE * text_length(element)


def _own_lines(element: lxml.html.HtmlElement) -> list[str]:
    """Return the pieces of text in *element* that are in no inner block."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag in BLOCKS:
            pieces.append("")
        else:
            pieces[-1] += child.text_content() if isinstance(child.tag, str) else ""
        pieces[-1] += child.tail or ""
    return pieces
