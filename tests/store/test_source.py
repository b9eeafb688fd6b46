"""One file is read as one article."""

from datetime import datetime

import pytest

from webapp.settings import Settings
from webapp.store.scan import scan
from webapp.store.source import read


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path)


@pytest.fixture
def reading(settings):
    """Writes a file of the library and reads it."""

    def write_and_read(data, path="farming/tea.md"):
        file = settings.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return read(scan(settings.content).files[path], settings)

    return write_and_read


@pytest.fixture
def article(reading):
    """Writes an article and reads it."""
    return lambda data, path="farming/tea.md": reading(data, path).articles[0]


@pytest.fixture
def problem(reading):
    """Writes a file that cannot be used and returns what is said of it."""
    return lambda data, path="farming/tea.md": reading(data, path).problems[0]


class TestTitle:
    def test_from_the_fields(self, article):
        """
        The title is that of the front matter, and the body stays whole.
        """
        found = article("---\ntitle: 春茶\n---\n# 采摘\n\n正文")

        assert (found.title, found.body) == ("春茶", "# 采摘\n\n正文")

    def test_first_heading(self, article):
        """
        Without one, a heading at the beginning is the title, and leaves the body.
        """
        found = article("# **春**茶\n\n正文")

        assert (found.title, found.body) == ("春茶", "正文")

    def test_heading_that_repeats_the_title(self, article):
        """
        A heading that only repeats the title leaves the body too.
        """
        assert article("---\ntitle: 春茶\n---\n# 春茶\n\n正文").body == "正文"

    def test_short_first_line(self, article):
        """
        Without a heading, a short first line is the title.
        """
        found = article("春茶采摘\n\n正文。")

        assert (found.title, found.body) == ("春茶采摘", "正文。")

    @pytest.mark.parametrize(
        "text", ["春天到了。\n\n正文。", "春茶", "- 甲\n- 乙", "![叶](a.jpg)\n\n正文", "茶" * 41 + "\n\n正文"]
    )
    def test_file_name(self, article, text):
        """
        Where the text begins at once, the file's name is the title, and the text stays whole.
        """
        found = article(text, "farming/春茶 2.md")

        assert (found.title, found.body) == ("春茶 2", text)

    def test_five_hundred_characters(self, article):
        """
        A title of any length is kept whole.
        """
        assert article(f"---\ntitle: {'茶' * 500}\n---\n正文").title == "茶" * 500


class TestSlug:
    def test_from_the_file(self, article):
        """
        The slug is that of the file's name.
        """
        assert article("正文。", "farming/春茶.md").slug == "chun-cha"

    def test_from_the_folder(self, article):
        """
        The slug of an article in its own folder is that of the folder.
        """
        assert article("正文。", "farming/春茶/index.md").slug == "chun-cha"

    def test_from_the_fields(self, article):
        """
        A slug in the front matter goes first, made safe.
        """
        assert article("---\nslug: ../Spring 茶\n---\n正文。").slug == "spring-cha"

    def test_date_in_the_name(self, article):
        """
        A date before the name, as Jekyll has it, is the date and no part of the slug.
        """
        found = article("正文。", "farming/2025-05-03-tea.md")

        assert (found.slug, found.date) == ("tea", datetime(2025, 5, 3))


class TestLanguage:
    def test_shown_by_the_text(self, article):
        """
        The language is that of the text, whatever the library's.
        """
        assert article("曬茶要選晴天。").lang == "zh-Hant"

    def test_given(self, article):
        """
        A language that is given goes first.
        """
        assert article("---\nlang: en_GB\n---\n曬茶").lang == "en-GB"


class TestProblems:
    def test_fault_in_front_matter(self, problem):
        """
        A fault is named with its line and remedy.
        """
        found = problem("---\ndate: May\n---\n")

        assert (found.path, found.rule) == ("farming/tea.md", "front-matter")
        assert str(found.message) == 'line 2: "date" reads "May".'
        assert found.remedy

    @pytest.mark.parametrize("data", ["茶叶".encode("gb18030"), "茶叶".encode("utf-16"), b"\x89PNG\r\n\x1a\n\0\0\0"])
    def test_other_encoding(self, problem, data):
        """
        What is not UTF-8 is sent to the inbox, which reads other encodings.
        """
        assert "content/inbox" in str(problem(data).remedy)

    @pytest.mark.parametrize("data", ["", "\ufeff", " \n\n"])
    def test_empty(self, problem, data):
        """
        An empty file is named.
        """
        assert str(problem(data).message) == "it is empty."

    def test_too_long(self, problem, settings):
        """
        A text that no phone could show is refused.
        """
        assert "max_article_chars" in str(problem("茶" * (settings.max_article_chars + 1)).remedy)

    def test_too_large(self, problem, settings):
        """
        A file over the limit is refused.
        """
        assert "max_file_mb" in str(problem(b"a" * (settings.max_file_mb * 1_000_000 + 1)).remedy)

    def test_gone(self, settings, reading):
        """
        A file that vanished since it was seen is named, and no more.
        """
        reading("正文。")
        file = scan(settings.content).files["farming/tea.md"]
        (settings.content / file.path).unlink()

        assert read(file, settings).problems[0].rule == "unreadable"

    def test_control_characters(self, article):
        """
        Control characters, which no feed may hold, are left out.
        """
        assert article("---\ntitle: 茶\n---\n正\x0b文\x1b。").body == "正文。"
