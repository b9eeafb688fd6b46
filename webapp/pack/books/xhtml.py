"""HTML as XHTML that EPUB allows: well-formed, and each element only where the HTML standard allows it.

A browser shows a paragraph inside a heading and a list item outside of lists. A validator passes neither, and some
reading programs refuse the whole book. An element in a wrong place becomes a plain box: its words stay.
"""

import re
from urllib.parse import quote, urlsplit

import lxml.html
from lxml import etree

from webapp.core.html.xml_text import without_illegal

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_WORDS_ONLY = {"p", "pre", "summary", *_HEADINGS}
_INLINE = set("a abbr b cite code del em i ins kbd mark q rp rt ruby s small strong sub sup u".split())  # noqa: SIM905
_PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "figcaption": {"figure"},
    "summary": {"details"},
    "caption": {"table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "rt": {"ruby"},
    "rp": {"ruby"},
}
_CHILDREN = {
    "ul": "(li )*",
    "ol": "(li )*",
    "dl": "((dt )+(dd )+)*",
    "table": "(caption )?(thead )?((tbody )*|(tr )+)(tfoot )?",
    "thead": "(tr )*",
    "tbody": "(tr )*",
    "tfoot": "(tr )*",
    "tr": "(t[dh] )*",
    "figure": "(figcaption )?((?!figcaption )[a-z0-9]+ )*|((?!figcaption )[a-z0-9]+ )*figcaption ",
    "details": "summary ((?!summary )[a-z0-9]+ )*",
    "ruby": "((rp )?rt (rp )?)+",
}
"""The children that an element must have, by name and in order."""
_MIXED = {"figure", "details", "ruby"}
"""Of these elements, those that may have words between their children."""
_BLOCKS = {"blockquote", "div", "hr", "section", *_WORDS_ONLY, *_PARENTS, *_CHILDREN} - _INLINE
_ANYWHERE = {"id", "lang", "dir", "title", _XML_LANG}
_BLANK = " \t\r\n"

_VALUES = {
    "colspan": re.compile("[1-9][0-9]{0,2}"),
    "rowspan": re.compile("[1-9][0-9]{0,2}"),
    "start": re.compile("-?[0-9]{1,9}"),
    "scope": re.compile("row|col|rowgroup|colgroup"),
    "dir": re.compile("ltr|rtl|auto"),
    "lang": re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"),
}
"""The values that attributes may have."""
_NOT_IN_ID = re.compile("[^A-Za-z0-9_-]")
_WEB = {"http", "https"}
_OTHER_SCHEMES = {"mailto", "tel"}
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]+)?")
_IN_ADDRESS = "/?:@!$&'()*+,;=~%-._"
_BAD_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def as_xhtml(html: str) -> bytes:
    """Return the whole page *html* as XHTML. It is one of our own templates with an article's sanitised text."""
    root = lxml.html.document_fromstring(without_illegal(html))
    identifiers: set[str] = set()
    for element in list(root.iter(etree.Element)):
        _mend_attributes(element, identifiers)
    for link in list(root.iter("a")):
        _mend_address(link)
    for element in reversed(list(root.iter(etree.Element))):
        _part_words_from_blocks(element)
    for element in list(root.iter(etree.Element)):
        _free_of_wrong_places(element)
    named = {f"#{element.get('id')}" for element in root.iter(etree.Element)}
    for link in list(root.iter("a")):
        if link.get("href").startswith("#") and link.get("href") not in named:
            link.drop_tag()
    # Each element inherits the namespace, so no name has a prefix: old programs do not know prefixes.
    root.set("xmlns", "http://www.w3.org/1999/xhtml")
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>"))


def _mend_attributes(element: etree._Element, identifiers: set[str]) -> None:
    """Keep allowed attributes, and drop an identifier that is already in *identifiers*."""
    for name, allowed in _VALUES.items():
        if not allowed.fullmatch(element.get(name, "")):
            element.attrib.pop(name, None)
    if "lang" in element.attrib:
        element.set(_XML_LANG, element.get("lang"))
    identifier = _identifier(element.attrib.pop("id", ""))
    if identifier and identifier not in identifiers:
        element.set("id", identifier)
        identifiers.add(identifier)


def _identifier(name: str) -> str:
    """Return *name* as an XML identifier: other characters become their numbers, so different names stay different."""
    return _NOT_IN_ID.sub(lambda match: f".{ord(match[0]):x}", name)


def _mend_address(link: etree._Element) -> None:
    address = _address(link.get("href", ""))
    if address:
        link.set("href", address)
    else:
        link.drop_tag()


def _address(href: str) -> str | None:
    """Return *href* as an address for a book; None if it is invalid or of a kind that programs do not open."""
    if href.startswith("#"):
        return f"#{_identifier(href[1:])}"
    try:
        parts = urlsplit(href.strip())
        host = parts.netloc.encode("idna").decode()
    except ValueError:
        return None
    if not parts.scheme and not host:
        return href
    is_good = bool(_HOST.fullmatch(host)) if parts.scheme in _WEB else parts.scheme in _OTHER_SCHEMES and parts.path
    if not is_good:
        return None
    path, query, fragment = (
        quote(_BAD_PERCENT.sub("%25", part), safe=_IN_ADDRESS) for part in (parts.path, parts.query, parts.fragment)
    )
    return parts._replace(netloc=host, path=path, query=query, fragment=fragment).geturl()


def _part_words_from_blocks(element: etree._Element) -> None:
    """Mend elements that hold blocks although only words, or only some blocks, are allowed in them."""
    blocks = list(element.iterdescendants(*_BLOCKS))
    if element.tag == "caption":
        for block in blocks:
            block.drop_tag()
    elif element.tag in {"dt", "th"}:
        for block in blocks:
            if block.tag in _HEADINGS:
                block.tag = "p"
            elif block.tag == "section":
                block.tag = "div"
    elif blocks and element.tag in _INLINE:
        element.drop_tag()
    elif blocks and element.tag in _WORDS_ONLY:
        _into_box(element)
    elif element.tag == "rp":
        for word in list(element.iterdescendants()):
            word.drop_tag()


def _free_of_wrong_places(element: etree._Element) -> None:
    """Turn a part without its whole, and a whole with wrong parts, into a box. Wholes come before parts."""
    parents = _PARENTS.get(element.tag)
    if parents and element.getparent().tag not in parents:
        _into_box(element)
    children = _CHILDREN.get(element.tag)
    if children is None:
        return
    has_words = element.tag not in _MIXED and any(text.strip(_BLANK) for text in _own_text(element))
    if not has_words and re.fullmatch(children, "".join(f"{child.tag} " for child in element)):
        return
    _into_box(element)


def _into_box(element: etree._Element) -> None:
    """Turn *element* into a box that is allowed in its place and for its content; among words, unwrap it."""
    if element.tag in _INLINE:
        element.drop_tag()
        return
    element.tag = "div"
    for name in set(element.attrib) - _ANYWHERE:
        del element.attrib[name]


def _own_text(element: etree._Element) -> list[str]:
    return [element.text or "", *(child.tail or "" for child in element)]
