"""Slugs are safe wherever a library may be carried."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.slug import MAX_LENGTH, RESERVED_SECTIONS, section_slug, slugify, unique_slug

SAFE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class TestSlugify:
    def test_chinese_becomes_pinyin(self):
        """
        A Chinese title becomes its syllables, joined by hyphens.
        """
        assert slugify("乡村振兴") == "xiang-cun-zhen-xing"

    def test_scripts_agree(self):
        """
        A title in either script has the same slug.
        """
        assert slugify("鄉村振興") == slugify("乡村振兴")

    def test_character_with_two_readings(self):
        """
        A character with several readings is read as its word wants.
        """
        assert slugify("重庆银行") == "chong-qing-yin-hang"

    def test_full_width_and_accents(self):
        """
        Full-width letters and accents become plain letters.
        """
        assert slugify("Ａｐｐ Café 2025年") == "app-cafe-2025-nian"

    def test_path_is_disarmed(self):
        """
        Nothing that climbs out of a folder survives.
        """
        assert slugify("../../etc/passwd") == "etc-passwd"

    def test_long_title_is_cut_between_syllables(self):
        """
        A title of five hundred characters is cut after a whole syllable.
        """
        slug = slugify("振" * 500)

        assert set(slug.split("-")) == {"zhen"}
        assert MAX_LENGTH - len("-zhen") < len(slug) <= MAX_LENGTH

    def test_name_of_a_device(self):
        """
        A name that Windows keeps for a device is lengthened.
        """
        assert slugify("CON") == "con-article"

    def test_name_of_the_section_page(self):
        """
        No article takes the file of its section's own page.
        """
        assert slugify("index") == "index-article"

    def test_syllables(self):
        """
        Of a script whose syllables Unicode calls by their sounds, the slug tells these.
        """
        assert slugify("안녕하세요") == "an-nyeong-ha-se-yo"
        assert slugify("ꆈꌠꁱꂷ") == "nuo-su-bbur-ma"

    @pytest.mark.parametrize(
        ("title", "slug"),
        [
            ("Тёмная ночь", "temnaya-noch"),
            ("مەكتەپ 2025", "mektep-2025"),
            ("བོད་ཡིག", "bod-yig"),
            ("ᠮᠣᠩᠭᠣᠯ", "monggol"),
            ("สวัสดี", "swasdi"),
            ("हिन्दी भाषा", "hindi-bhasa"),
            ("Łódź", "lodz"),
            ("ひらがな", "hiragana"),
            ("😀", "grinning"),
        ],
    )
    def test_other_scripts(self, title: str, slug: str):
        """
        Other scripts are written in Latin letters.
        """
        assert slugify(title) == slug

    def test_nothing_is_left(self):
        """
        Where nothing has a reading, a sum of the title tells it from all others.
        """
        slugs = {slugify(title) for title in ("\ue000", "\ue001", "\ue000\ue001")}

        assert len(slugs) == 3
        assert all(re.fullmatch("article-[a-z2-7]{6}", slug) for slug in slugs)

    def test_both_forms_of_a_name(self):
        """
        However a system writes accents in names, the slug is the same.
        """
        name = "บ้านのが각"

        assert slugify(unicodedata.normalize("NFD", name)) == slugify(unicodedata.normalize("NFC", name))

    @given(st.text(max_size=80))
    def test_any_title(self, title):
        """
        Whatever the title, the slug is lower-case ASCII words, short enough, and its own slug again.
        """
        slug = slugify(title)

        assert SAFE.fullmatch(slug)
        assert len(slug) <= MAX_LENGTH
        assert slugify(slug) == slug


class TestUniqueSlug:
    def test_free_slug_stays(self):
        """
        A slug that is free stays as it is.
        """
        assert unique_slug("cha", {"mi"}) == "cha"

    def test_first_free_number(self):
        """
        A taken slug gets the first number that is free.
        """
        assert unique_slug("cha", {"cha", "cha-2"}) == "cha-3"

    def test_capitals_do_not_make_it_free(self):
        """
        A slug that differs in capitals only is taken.
        """
        assert unique_slug("Cha", {"cha"}) == "cha-2"

    def test_number_does_not_make_it_longer(self):
        """
        A number takes the place of the last characters of a slug that is as long as can be.
        """
        longest = "a" * MAX_LENGTH

        assert unique_slug(longest, {longest}) == "a" * (MAX_LENGTH - 2) + "-2"


class TestSectionSlug:
    def test_folder_in_chinese(self):
        """
        A section's slug is that of its folder.
        """
        assert section_slug("防诈骗") == "fang-zha-pian"

    def test_page_of_the_program(self):
        """
        A folder named like a page of the program's own gets a number.
        """
        assert section_slug("Search") == "search-2"
        assert "search-2" not in RESERVED_SECTIONS
