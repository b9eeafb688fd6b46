"""Find the element of a web page with its main text.

Most sites of our readers name it. On the others an extractor finds the words of the main text, and the smallest element
with nearly all of them is taken whole, so its tables, lists, notes and captions stay.
"""

import re

import lxml.html
import trafilatura

from webapp.ingest.readers.html_markdown import is_layout
from webapp.ingest.readers.page_furniture import BLOCKS, text_length
from webapp.scrub.normalise import is_prose

# Names of the main text's element in content management systems, the most reliable first.
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
_FIRST_TEXT = 80
_SHORTEST_MAIN = 60
_SHARE = 0.9


def find_main(tree: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    """Return the element of *tree* with the main text; the whole body if there is no clear one."""
    for path in _NAMED:
        found = sorted(tree.xpath(path), key=text_length, reverse=True)
        if found and (text_length(found[0]) >= _SHORTEST_MAIN or found[0].find(".//img") is not None):
            return found[0]
    body = tree.find("body")
    body = tree if body is None else body
    text = trafilatura.extract(
        lxml.html.tostring(tree, encoding="unicode"), include_comments=False, include_tables=True, favor_recall=True
    )
    return _smallest_with(body, text or "") if text and len(text) >= _SHORTEST_MAIN else body


def lines_of(tree: lxml.html.HtmlElement, main: lxml.html.HtmlElement | None = None) -> tuple[list[str], list[str]]:
    """Return the lines of the page before *main* and after it, in reading order; without *main*, all are before."""
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
        is_block = element.tag in BLOCKS
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
    """Return the deepest element with nearly all lines of *text*."""
    lines = [line for line in text.split("\n") if len(_bare(line)) > 4]
    # The title and the lines around it are found separately.
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


def _is_part_of_text(element: lxml.html.HtmlElement) -> bool:
    """Tell whether *element* is a piece of the main text: a paragraph, or a part of a table that is no layout."""
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
