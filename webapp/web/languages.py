"""The words of the pages in the other languages that readers may choose."""

import json
import re

from flask import Blueprint, Response, abort

from webapp.locales import direction
from webapp.messages import Plural, Sentence, read_phrases
from webapp.settings import Settings
from webapp.web.site.assets import TYPES, bundle
from webapp.web.site.site import the_site

blueprint = Blueprint("languages", __name__)

_VALUE = re.compile(r"\{(\w+)[^}]*\}")


@blueprint.get("/languages/<tag>.js")
def words(tag: str) -> Response:
    """Send each phrase of the pages with its translation into the language *tag*."""
    settings = the_site().settings
    if tag not in settings.languages or tag == settings.page_lang:
        abort(404)
    facts = {"lang": tag, "dir": direction(tag), "pairs": _pairs(settings, tag)}
    script = f"this.shuwuWords={json.dumps(facts, ensure_ascii=False, separators=(',', ':'))};\n"
    return Response(script.encode() + bundle("js/translate.js"), content_type=TYPES[".js"])


def _pairs(settings: Settings, tag: str) -> list[tuple[str, str | dict[str, str]]]:
    """Return each form of a phrase with its translation, which may have several plural forms.

    Formats of months are left out: one language may have names where another has numbers.
    """
    here = read_phrases("", settings.page_lang, settings.phrases)
    there = read_phrases("", tag, settings.phrases)
    return [
        (_plain(form), _target(there[key]))
        for key, phrase in here.items()
        if key in there
        for form in (phrase.forms.values() if isinstance(phrase, Plural) else [phrase])
        if _tells_itself(form)
    ]


def _tells_itself(form: str) -> bool:
    """Tell whether *form* has words besides its values, so that a script can recognise it on a page."""
    return not _VALUE.search(form) or bool(re.search(r"[^\W\d_]{2}|[\u3400-\u9fff]", _VALUE.sub("", form)))


def _target(phrase: Sentence) -> str | dict[str, str]:
    return {name: _plain(text) for name, text in phrase.forms.items()} if isinstance(phrase, Plural) else _plain(phrase)


def _plain(text: str) -> str:
    """Return *text* with only the names of values in its braces."""
    return _VALUE.sub(r"{\1}", text)
