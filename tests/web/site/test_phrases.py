import re
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from webapp.locales import date_phrases, locale_of
from webapp.messages import PHRASES
from webapp.settings import Settings
from webapp.web.site.phrases import load_phrases

TEMPLATES = sorted(path for path in (Path(__file__).parents[3] / "templates").rglob("*") if path.is_file())
# Han characters and the punctuation that goes with them.
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…]")


CHOICES = ("weight_kind_", "packs_kind_", "weight_search_", "over_", "pack_size", "pack_lines", "pack_theme")
"""What pack_pages.js, weight.html and weight.py put together from a name and a value."""

KINDS = ("", "admin-")
LANGUAGES = sorted(path.stem for path in PHRASES.glob("*.toml") if "-" not in path.stem)
"""All languages that readers' pages speak, but for Traditional Chinese, which is made of ``zh``."""

LATIN_WORDS = re.compile(r"[A-Za-z]{2,}")
"""What stands in Latin letters in every language: names of files, formats, units and programs."""
SAME_EVERYWHERE = {
    "shuwu",
    "toml",
    "url",
    "EPUB",
    "Kiwix",
    "QR",
    "A4",
    "A5",
    "zip",
    "index",
    "html",
    "kB",
    "MB",
    "Wi",
    "Fi",
}


def phrases(language: str) -> dict[str, str | dict[str, str]]:
    return {key: phrase for kind in KINDS for key, phrase in read(kind, language).items()}


@cache
def read(kind: str, language: str) -> dict[str, str | dict[str, str]]:
    return tomllib.loads((PHRASES / f"{kind}{language}.toml").read_text(encoding="utf-8"))


def forms(phrase: str | dict[str, str]) -> list[str]:
    return [phrase] if isinstance(phrase, str) else list(phrase.values())


def named_values(phrase: str | dict[str, str]) -> set[str]:
    return {name for text in forms(phrase) for _, name, _, _ in Formatter().parse(text) if name}


class TestPhraseFiles:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_same_keys(self, language: str):
        """
        All languages say the same things to readers, in the same order; how dates are written, a file need not say.
        """
        dates = date_phrases(language)

        assert [key for key in read("", language) if key not in dates] == list(read("", "en"))

    def test_same_keys_for_admins(self):
        """
        The admin pages say the same things in both of their languages.
        """
        assert list(read("admin-", "zh")) == list(read("admin-", "en"))

    def test_readers_and_admin_share_no_key(self):
        """
        A phrase stands in one file of its language only.
        """
        assert read("", "zh").keys() & read("admin-", "zh").keys() == set()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_other_values(self, language: str):
        """
        A phrase asks for the values that it gets in English, and for no other.
        """
        english = phrases("en")

        assert {
            key: phrase
            for key, phrase in read("", language).items()
            if key in english and named_values(phrase) != named_values(english[key])
        } == {}

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_plural_forms(self, language: str):
        """
        A phrase that depends on a number has each form that the language has, by CLDR.
        """
        wanted = {*locale_of(language).plural_form.tags, "other"}

        assert {
            key: phrase.keys()
            for key, phrase in read("", language).items()
            if isinstance(phrase, dict) and phrase.keys() != wanted
        } == {}

    @pytest.mark.parametrize("language", sorted({*LANGUAGES} & {"zh", "ru", "ar", "hi", "th", "ug", "bo"}))
    def test_translated(self, language: str):
        """
        Where a language has letters of its own, only names stand in Latin ones.
        """
        english = {
            key: words
            for key, phrase in read("", language).items()
            for text in forms(phrase)
            if (words := set(LATIN_WORDS.findall(re.sub(r"\{[^}]*\}", "", text))) - SAME_EVERYWHERE)
        }

        assert english == {}

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_said(self, language: str):
        """
        Each phrase can be said with its values, in each plural form.
        """
        for key, phrase in read("", language).items():
            for text in forms(phrase):
                assert text.format_map(dict.fromkeys(named_values(phrase), 3)).strip(), key

    @pytest.mark.parametrize("key", phrases("zh"))
    def test_every_phrase_is_used(self, key: str):
        """
        A phrase that no template or view says is taken out.
        """
        package = PHRASES.parent
        sources = [*TEMPLATES, *(file for name in ("web", "pack", "store") for file in package.glob(f"{name}/**/*.py"))]
        scripts = package.glob("static/js/packing/*.js")

        said = any(f'"{key}"' in text or f"'{key}'" in text for text in map(Path.read_text, sources))
        assert said or any(f"say.{key}" in text for text in map(Path.read_text, scripts)) or key.startswith(CHOICES)

    @pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
    def test_no_bare_chinese_in_templates(self, template: Path):
        """
        Templates take every word from the phrases.
        """
        assert CHINESE.findall(template.read_text(encoding="utf-8")) == []


class TestLoadPhrases:
    def test_chinese_by_default(self, tmp_path: Path):
        """
        A library without a language speaks Chinese.
        """
        assert load_phrases(Settings(tmp_path))("home") == "首页"

    def test_values_are_filled_in(self, tmp_path: Path):
        """
        The names in braces are replaced by the values given.
        """
        assert load_phrases(Settings(tmp_path))("found", count=3) == "共找到 3 篇。"

    def test_braces_in_a_value_stay(self, tmp_path: Path):
        """
        A reader's braces are text, not another name to fill in.
        """
        assert "{count}" in load_phrases(Settings(tmp_path))("results_for", query="{count}")

    def test_english_by_setting(self, tmp_path: Path):
        """
        The language of the settings chooses the words and the tag of the pages.
        """
        settings = Settings(tmp_path, language="en")

        assert (load_phrases(settings)("home"), settings.page_lang) == ("Home", "en")

    def test_traditional_words_for_a_traditional_library(self, tmp_path: Path):
        """
        A library in Traditional characters speaks in them too.
        """
        settings = Settings(tmp_path, script="zh-Hant")

        assert (load_phrases(settings)("home"), settings.page_lang) == ("首頁", "zh-Hant")

    @pytest.mark.parametrize(
        ("language", "day", "month"),
        [
            ("zh", "2026年3月12日", "2026 年 3 月"),
            ("en", "12 Mar 2026", "March 2026"),
            ("es", "12 mar 2026", "marzo de 2026"),
            ("ru", "12 мар. 2026\u202fг.", "март 2026\u202fг."),
        ],
    )
    def test_dates(self, tmp_path: Path, language: str, day: str, month: str):
        """
        Dates are written as the language writes them.
        """
        say = load_phrases(Settings(tmp_path, language=language))

        assert (say("date", year=2026, month=3, day=12), say("year_month", year=2026, month=3)) == (day, month)

    @pytest.mark.parametrize(
        ("count", "said"), [(1, "Ещё 1 статья"), (3, "Ещё 3 статьи"), (11, "Ещё 11 статей"), (21, "Ещё 21 статья")]
    )
    def test_plural_forms(self, tmp_path: Path, count: int, said: str):
        """
        A number has the form of the word that goes with it.
        """
        own = tmp_path / "phrases"
        own.mkdir()
        (own / "ru.toml").write_text(
            'more_by_search = {one = "Ещё {count} статья", few = "Ещё {count} статьи", many = "Ещё {count} статей",'
            ' other = "Ещё {count} статьи"}',
            encoding="utf-8",
        )

        assert load_phrases(Settings(tmp_path, language="ru"))("more_by_search", count=count) == said

    def test_english_where_a_language_lacks_something(self, tmp_path: Path):
        """
        What a language lacks is said in English, with English plural forms.
        """
        own = tmp_path / "phrases"
        own.mkdir()
        (own / "tr.toml").write_text('home = "Ana sayfa"', encoding="utf-8")
        say = load_phrases(Settings(tmp_path, language="tr"))

        assert (say("home"), say("search")) == ("Ana sayfa", "Search")
