"""What check says of a library."""

from dataclasses import replace
from datetime import datetime

import pytest
from PIL import Image

from webapp.core.finding import Finding
from webapp.store.checking.check import check


@pytest.fixture
def findings(library):
    """Checks the library; returns what was found as file and rule."""
    return lambda: [(finding.article, finding.rule) for finding in check(library.settings).findings]


class TestCheck:
    def test_clean_library(self, library, findings):
        """
        A library without faults has no findings.
        """
        library.write(
            "tea/a/index.md", "---\ndate: 2025-05-03\ncover: leaf.png\n---\n![叶](leaf.png) [乙](../b.md) [丙](/tea/)\n"
        )
        library.write("tea/b.md", "---\ndate: 2025-05-03\n---\n见[甲](a/)、[首页](/)、[标签](/tags/)。")
        Image.new("RGB", (4, 4)).save(library.content / "tea/a/leaf.png")

        assert findings() == []

    def test_problems_of_the_library(self, library, findings):
        """
        What keeps a file from its readers is a finding with a remedy.
        """
        library.write("tea/a.md", "---\ndate: May\n---\n")

        assert findings() == [("tea/a.md", "front-matter")]
        assert check(library.settings).articles == 0

    def test_missing_picture(self, library, findings):
        """
        A picture that is named but not there is a finding, the cover too.
        """
        library.write("tea/a.md", "---\ndate: 2025-05-03\ncover: b.jpg\n---\n![图](a.jpg)")

        assert findings() == [("tea/a.md", "missing-picture")] * 2

    def test_damaged_picture(self, library, findings):
        """
        A picture that cannot be shown is a finding.
        """
        library.write("tea/a/index.md", "---\ndate: 2025-05-03\n---\n![图](a.jpg)")
        library.write("tea/a/a.jpg", "这不是图片")

        assert findings() == [("tea/a/index.md", "picture")]

    def test_remote_picture(self, library, findings):
        """
        A picture of another site, which readers do not get, is a finding.
        """
        library.write("tea/a.md", "---\ndate: 2025-05-03\n---\n![图](https://a.b/c.jpg)")

        assert findings() == [("tea/a.md", "remote-picture")]

    def test_dead_link(self, library, findings):
        """
        A link to an article that is not there is a finding.
        """
        library.write("tea/a.md", "---\ndate: 2025-05-03\n---\n见[乙](b.md)。")

        assert findings() == [("tea/a.md", "missing-link")]

    @pytest.mark.parametrize("link", ["#别处", "a.jpg", "form.pdf", "tags/none/", "https://tea.example/none.html", "."])
    def test_dead_links_of_every_kind(self, library, link):
        """
        What pages show as words alone is a finding: an address of the library's own, a file that readers do not get.
        """
        library.settings = replace(library.settings, url="https://tea.example/")
        library.write("tea/a.md", f"---\ndate: 2025-05-03\n---\n见[乙]({link})。")
        library.write("tea/a.jpg", "")
        library.write("tea/form.pdf", "")
        found = [finding for finding in check(library.settings).findings if finding.article == "tea/a.md"]

        assert [finding.rule for finding in found] == ["missing-link"]
        assert found[0].remedy

    @pytest.mark.parametrize("link", ["B.MD", "./b.md#x", "/tea/b.html", "https://tea.example#x", "#fn-1", "//a.org"])
    def test_links_that_lead_somewhere(self, library, link):
        """
        A link is sound if its page can be found: by other capitals, from the root, by the whole address.
        """
        library.settings = replace(library.settings, url="https://tea.example/")
        library.write("tea/a.md", f"---\ndate: 2025-05-03\n---\n见[乙]({link})。[^1]\n\n[^1]: 注")
        library.write("tea/b.md", "---\ndate: 2025-05-03\n---\n乙")

        assert check(library.settings).findings == ()

    @pytest.mark.parametrize("held", ["draft: true", "date: 2999-01-01", "expiryDate: 2001-01-01"])
    def test_link_to_an_article_that_is_held_back(self, library, held):
        """
        A link to an article that readers do not see says so.
        """
        library.write("tea/a.md", "---\ndate: 2025-05-03\n---\n见[乙](b.md)。")
        library.write("tea/b.md", f"---\n{held}\n---\n乙")
        (finding,) = check(library.settings).findings

        assert (finding.article, finding.rule) == ("tea/a.md", "hidden-link")

    def test_about_page(self, library, findings):
        """
        The page about the library is looked at too.
        """
        library.write("about.md", "![图](a.jpg) [乙](b.md)")

        assert findings() == [("about.md", "missing-picture"), ("about.md", "missing-link")]

    def test_files_that_nobody_sees(self, library, findings):
        """
        What lies in the library and is shown nowhere is named: beside an article, too deep, behind a section's fields.
        """
        library.write("tea/a/index.md", "---\ndate: 2025-05-03\n---\n甲")
        library.write("tea/a/original.docx", "")
        library.write("tea/a/form.pdf", "")
        library.write("tea/a/more/b.md", "乙")
        library.write("tea/a/1/2/3/c.jpg", "")
        library.write("tea/_index.md", "---\ntitle: 茶\n---\n没有人看到。")

        assert findings() == [
            ("tea/_index.md", "section-text"),
            ("tea/a/1/2/3", "too-deep"),
            ("tea/a/form.pdf", "not-shown"),
            ("tea/a/more/b.md", "not-shown"),
        ]

    def test_inbox(self, library):
        """
        What waits in the inbox, and what was refused there, is counted.
        """
        for name in ("a.txt", "b.docx", ".hidden", "c.part", "added/d.zip", "refused/e.exe", "refused/e.exe.why.txt"):
            library.write(f"inbox/{name}", "")
        found = check(library.settings).findings

        assert [(finding.article, finding.count) for finding in found] == [("inbox", 2), ("inbox/refused", 1)]
        assert all(finding.remedy for finding in found)

    def test_held_back_on_purpose(self, library):
        """
        Drafts, and what is not yet or no longer to be seen, are counted and need nobody; meetings too.
        """
        library.write("tea/a.md", "---\ndraft: true\n---\n甲")
        library.write("tea/b.md", "---\ndate: 2999-01-01 08:00\n---\n乙")
        library.write("tea/c.jsonl", '{"text": "丙", "expiryDate": "2001-01-01"}\n')
        library.write("meetings/d.md", "---\ndraft: true\n---\n丁")
        report = check(library.settings)

        assert report.findings == ()
        assert report.as_json()["hidden"] == {"drafts": 2, "future": 1, "expired": 1}
        assert report.left_out.next_change == datetime(2999, 1, 1, 8)

    def test_without_date(self, library):
        """
        Articles without a date are counted by file, and need nobody to act.
        """
        library.write("tea/a.jsonl", '{"text": "甲"}\n{"text": "乙"}\n')

        (finding,) = check(library.settings).findings

        assert (finding.article, finding.rule, str(finding.remedy)) == ("tea/a.jsonl", "no-date", "")
        assert str(finding.message).startswith("2 articles")

    def test_inspectors(self, library):
        """
        What other inspectors find in a title or text is a finding too.
        """
        library.write("tea/a.md", "---\ntitle: 春茶\ndate: 2025-05-03\n---\n正文。")

        report = check(library.settings, [lambda text: [Finding("x", f"found in {text!r}", remedy="Mend it.")]])

        assert [str(finding.message) for finding in report.findings] == ["found in '春茶\\n正文。'"]

    def test_synonyms(self, library):
        """
        A line of the synonyms that cannot be used is a finding, with its number and what to write.
        """
        (library.settings.root / "synonyms.txt").write_text("医保 = 医疗保险\n土豆\n", encoding="utf-8")
        (finding,) = check(library.settings).findings

        assert (finding.article, finding.rule) == ("synonyms.txt", "synonyms")
        assert str(finding.message).startswith("line 2: ")
        assert finding.remedy

    @pytest.mark.parametrize("content", [b"\xd2\xbd\xb1\xa3 = \xd2\xbd\xb1\xa3", b"\xff\xfe="])
    def test_synonyms_in_another_encoding(self, library, content):
        """
        Synonyms that are not UTF-8 are a finding.
        """
        (library.settings.root / "synonyms.txt").write_bytes(content)

        assert [finding.rule for finding in check(library.settings).findings] == ["synonyms"]
