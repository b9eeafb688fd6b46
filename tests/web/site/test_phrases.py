import re
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from webapp.messages import PHRASES
from webapp.settings import Settings
from webapp.web.site.phrases import load_phrases, page_lang

TEMPLATES = sorted(path for path in (Path(__file__).parents[3] / "templates").rglob("*") if path.is_file())
# Han characters and the punctuation that goes with them.
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…]")


CHOICES = ("weight_kind_", "packs_kind_", "weight_search_", "over_", "pack_size", "pack_lines", "pack_theme")
"""What pack_pages.js, weight.html and weight.py put together from a name and a value."""

SETS = ("", "admin-", "pack-")


def phrases(language: str) -> dict[str, str]:
    return {key: phrase for prefix in SETS for key, phrase in read(prefix, language).items()}


@cache
def read(prefix: str, language: str) -> dict[str, str]:
    return tomllib.loads((PHRASES / f"{prefix}{language}.toml").read_text(encoding="utf-8"))


def named_values(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


class TestPhraseFiles:
    def test_same_keys(self):
        """
        Both languages say the same things, in the same order.
        """
        assert list(phrases("zh")) == list(phrases("en"))

    def test_readers_and_admin_share_no_key(self):
        """
        A phrase stands in one file of its language only.
        """
        assert read("", "zh").keys() & read("admin-", "zh").keys() == set()

    @pytest.mark.parametrize("key", phrases("zh"))
    def test_english_names_no_other_values(self, key: str):
        """
        A phrase may leave a value out, but not ask for one that the other language does not get.
        """
        assert named_values(phrases("en")[key]) <= named_values(phrases("zh")[key])

    @pytest.mark.parametrize("key", phrases("zh"))
    def test_every_phrase_is_used(self, key: str):
        """
        A phrase that no template or view says is taken out.
        """
        package = PHRASES.parent
        sources = [*TEMPLATES, *package.glob("web/**/*.py"), *package.glob("pack/*.py")]
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

        assert (load_phrases(settings)("home"), page_lang(settings)) == ("Home", "en")

    def test_traditional_words_for_a_traditional_library(self, tmp_path: Path):
        """
        A library in Traditional characters speaks in them too.
        """
        settings = Settings(tmp_path, script="zh-Hant")

        assert (load_phrases(settings)("home"), page_lang(settings)) == ("首頁", "zh-Hant")
