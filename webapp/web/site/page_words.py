"""The words of templates in the language of a page, and the marks of text in other languages."""

from functools import lru_cache, partial
from html import escape
from typing import Any

from markupsafe import Markup

from webapp.core.language.guess import language_of
from webapp.locales import decimal, direction, language_name
from webapp.settings import Settings
from webapp.web.site.phrases import load_phrases


def page_words(settings: Settings, page: str) -> dict[str, Any]:
    """Return the words and marks for a page in the language *page*, by their names in templates."""

    @lru_cache(maxsize=4096)
    def lang_attr(text: str, lang: str) -> Markup:
        """Return the ``lang`` and ``dir`` attributes that *text* needs on the page, after a space; or nothing."""
        is_plain = text.isascii() and (page == "en" or lang == settings.own_lang)
        told = language_of(text, lang, settings.chinese) if lang == settings.own_lang else lang
        needless = told == page or is_plain
        return Markup("" if needless else f" {lang_dir(told)}")  # noqa: S704 (escaped)

    def lang_dir(lang: str, around: str = page) -> Markup:
        """Return the ``lang`` of an element, and its ``dir`` if the language *around* it has the other direction.

        Around the whole page *around* is "".
        """
        turn = f' dir="{direction(lang)}"' if direction(lang) != direction(around) else ""
        return Markup(f'lang="{escape(lang)}"{turn}')  # noqa: S704 (escaped)

    def in_lang(text: str, lang: str) -> Markup:
        """Return *text*, in an element with its language if that is not the page's."""
        attribute = lang_attr(text, lang)
        return Markup(f"<span{attribute}>{escape(text)}</span>" if attribute else escape(text))  # noqa: S704 (escaped)

    return {
        "say": load_phrases(settings, page),
        "page_lang": page,
        "library_lang": settings.own_lang,
        "lang_attr": lang_attr,
        "lang_dir": lang_dir,
        "in_lang": in_lang,
        "is_rtl": direction(page) == "rtl",
        "decimal": partial(decimal, page),
        "choices": [(tag, language_name(tag)) for tag in settings.languages],
    }
