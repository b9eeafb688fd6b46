"""How pages mark text in other languages than their own."""

from pathlib import Path

import pytest

from webapp.settings import Settings
from webapp.web.site.page_words import page_words


def words(page: str):
    return page_words(Settings(Path(), language=page), page)


class TestLangDir:
    @pytest.mark.parametrize(
        ("page", "lang", "mark"),
        [
            ("zh-Hans", "zh-Hans", 'lang="zh-Hans"'),
            ("zh-Hans", "ar", 'lang="ar" dir="rtl"'),
            ("zh-Hans", "ug", 'lang="ug" dir="rtl"'),
            ("ar", "ur", 'lang="ur"'),
            ("ar", "zh-Hans", 'lang="zh-Hans" dir="ltr"'),
            ("en", "az-Arab", 'lang="az-Arab" dir="rtl"'),
        ],
    )
    def test_direction_where_it_turns(self, page: str, lang: str, mark: str):
        """
        An element that runs the other way than the page says so.
        """
        assert words(page)["lang_dir"](lang) == mark

    @pytest.mark.parametrize(("page", "mark"), [("ar", 'lang="ar" dir="rtl"'), ("ru", 'lang="ru"')])
    def test_whole_page(self, page: str, mark: str):
        """
        A page that runs from right to left says so once.
        """
        assert words(page)["lang_dir"](page, "") == mark


class TestLangAttr:
    @pytest.mark.parametrize(
        ("page", "text", "lang", "mark"),
        [
            ("zh-Hans", "清明前后", "zh-Hans", ""),
            ("zh-Hans", "ئۇيغۇرچە خەۋەرلەر", "zh-Hans", ' lang="ug" dir="rtl"'),
            ("zh-Hans", "How to dry tea", "en", ' lang="en"'),
            ("zh-Hans", "曬茶", "zh-Hans", ' lang="zh-Hant"'),
            ("en", "晒茶", "en", ' lang="zh-Hans"'),
            ("en", "Tea", "en", ""),
            ("zh-Hans", "WiFi", "zh-Hans", ""),
            ("es", "Té", "es", ""),
            ("ar", "أخبار", "ar", ""),
            ("ar", "قرية", "ug", ' lang="ug"'),
        ],
    )
    def test_only_where_it_is_another(self, page: str, text: str, lang: str, mark: str):
        """
        Text in the page's language needs no mark; a library's own words are in the language that they show.
        """
        assert words(page)["lang_attr"](text, lang) == mark
