import pytest

from webapp.locales import date_phrases, decimal, direction, locale_of, month_names, plural_form, script_of

DAY = {"year": 2025, "month": 3, "day": 12, "month_name": "March", "short_month": "Mar"}


class TestLocaleOf:
    @pytest.mark.parametrize("tag", ["en", "xx", "x-none", ""])
    def test_english_of_no_country(self, tag: str):
        """
        English, and what stands for a language that nobody knows, write the day before the month.
        """
        assert str(locale_of(tag)) == "en_001"

    def test_unknown_country(self):
        """
        A language of a country that CLDR does not have is that language.
        """
        assert locale_of("sw-XQ").language == "sw"


class TestDirection:
    @pytest.mark.parametrize("tag", ["ar", "ug", "he", "ur", "fa", "ckb", "ku-Arab", "yi", "dv", "ar-EG"])
    def test_right_to_left(self, tag: str):
        """
        Languages of Arabic, Hebrew and their kin run from right to left.
        """
        assert direction(tag) == "rtl"

    @pytest.mark.parametrize("tag", ["zh-Hans", "en", "th", "ug-Latn", "hi", "mn-Mong", "xx", ""])
    def test_left_to_right(self, tag: str):
        """
        All others do not, nor does a language in another script than its usual one.
        """
        assert direction(tag) == "ltr"


class TestScriptOf:
    @pytest.mark.parametrize(
        ("tag", "script"),
        [("zh-Hant", "Hant"), ("zh-Hans-CN", "Hans"), ("bo", "Tibt"), ("ug", "Arab"), ("sr-Latn", "Latn"), ("xx", "")],
    )
    def test_named_or_usual(self, tag: str, script: str):
        """
        A tag may name its script; else the language's usual one counts.
        """
        assert script_of(tag) == script


class TestDatePhrases:
    @pytest.mark.parametrize(
        ("tag", "written"),
        [
            ("zh-Hans", "2025年3月12日"),
            ("en", "12 Mar 2025"),
            ("pt", "12 de Mar de 2025"),
            ("ru", "12 Mar 2025\u202fг."),
        ],
    )
    def test_dates(self, tag: str, written: str):
        """
        A date is written as people of the language write it.
        """
        assert date_phrases(tag)["date"].format(**DAY) == written

    def test_year_and_month(self):
        """
        A month of a year has its whole name.
        """
        assert date_phrases("fr")["year_month"].format(**DAY) == "March 2025"


class TestMonthNames:
    def test_twelve_of_each(self):
        """
        Whole names stand alone; short ones stand in dates.
        """
        whole, short = month_names("ru")
        assert (whole[2], short[2], len(whole), len(short)) == ("март", "мар.", 12, 12)

    def test_each_language_has_its_own(self):
        """
        The names of one language do not depend on what was asked for before.
        """
        tags = ["zh-Hans", "es", "pt", "fr", "sw", "ru", "id"]

        assert [month_names(tag)[0][2] for tag in tags] == [
            *("三月", "marzo", "março", "mars", "Machi", "март", "Maret"),
        ]


class TestPluralForm:
    @pytest.mark.parametrize(
        ("tag", "number", "form"),
        [
            ("ru", 1, "one"),
            ("ru", 3, "few"),
            ("ru", 5, "many"),
            ("ar", 2, "two"),
            ("zh-Hans", 1, "other"),
            ("en", 1, "one"),
        ],
    )
    def test_forms(self, tag: str, number: int, form: str):
        """
        Languages have between one and six forms.
        """
        assert plural_form(tag, number) == form


class TestDecimal:
    @pytest.mark.parametrize(
        ("tag", "written"), [("zh-Hans", "1,234.5"), ("en", "1,234.5"), ("es", "1.234,5"), ("fr", "1\u202f234,5")]
    )
    def test_point_or_comma(self, tag: str, written: str):
        """
        A number has the signs of its language.
        """
        assert decimal(tag, 1234.5) == written
