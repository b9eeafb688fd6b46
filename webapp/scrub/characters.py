"""Turn HTML entities and radicals into characters, and drop invisible characters."""

import html
import re
from dataclasses import replace

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.core.language.radicals import as_characters
from webapp.messages import Message
from webapp.scrub.normalise import HAN

RULE = "characters"

_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
# Thai, Lao, Tibetan, Burmese and Khmer need zero width spaces for line breaks.
_UNSPACED = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f"
_INVISIBLE = re.compile(
    f"[\x00-\x08\x0e-\x1b\x1f\x7f\u00ad\u2060-\u2064\ufeff]|(?<![{_UNSPACED}])\u200b|\u200b(?![{_UNSPACED}])"
)
# Uyghur, Mongolian and emoji need joiners and direction marks; beside a Han character these are debris.
_JOINER = "[\u200c-\u200f\u202a-\u202e\u2066-\u2069]"
_NEAR_HAN = f"[{HAN}\u3000-\u303f\uff00-\uffef]"
_STRAY_JOINER = re.compile(f"(?<={_NEAR_HAN}){_JOINER}+|{_JOINER}+(?={_NEAR_HAN})")


def clean_characters(draft: Draft) -> tuple[Draft, list[Finding]]:
    """Return *draft* with plain characters for line ends, spaces, entities and radicals, and without invisible ones.

    Entities of a Markdown document stay: Markdown has them too, and in code they are literal.
    """
    text = draft.text
    findings = []
    if draft.form == "plain":
        text, count = _ENTITY.subn(_character, text)
        if count:
            findings.append(Finding(RULE, Message("turned_entities", count=count), count))
        text = text.replace("\t", "  ")
    text = _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text))
    text, unseen = _INVISIBLE.subn("", text)
    text, stray = _STRAY_JOINER.subn("", text)
    if unseen + stray:
        findings.append(Finding(RULE, Message("removed_invisible", count=unseen + stray), unseen + stray))
    text, in_text = as_characters(text)
    title, in_title = as_characters(draft.title)
    if in_text + in_title:
        count = in_text + in_title
        findings.append(Finding(RULE, Message("replaced_radicals", count=count), count))
    return replace(draft, title=title, text=text), findings


def _character(match: re.Match[str]) -> str:
    return html.unescape(match.group())
