"""From a dropped file to an article of the library."""

import errno
import json
import os
from pathlib import Path

import pytest

from webapp.store.change.trash import throw_away
from webapp.store.library import Library

SAMPLE = Path(__file__).parents[1] / "examples" / "scraped-page.txt"
NOTE = "春耕备耕忙\n\n各村抓住晴好天气，开展春耕备耕工作。\n"


def findings_of(report):
    return {finding.rule: finding for added in report.added for finding in added.findings}


class TestAddress:
    def test_same_sound(self, desk):
        """
        Whose title sounds like another's is told that the address has a number.
        """
        desk.write("a.txt", "通知\n\n今天下午开会，讨论修路的事。\n")
        desk.write("b.txt", "同志\n\n这是另外一件事，和上面的没有关系。\n")
        first, second = (findings_of(desk.add(name)) for name in ("a.txt", "b.txt"))

        assert "same-slug" not in first
        assert "“tong-zhi-2”" in str(second["same-slug"].message)


class TestScrapedPage:
    @pytest.fixture
    def report(self, desk):
        desk.write("page.txt", SAMPLE.read_bytes())
        return desk.add("page.txt")

    @pytest.fixture
    def article(self, desk, report):
        (article,) = Library(desk.settings).current().articles
        return article

    def test_fields(self, article):
        """
        Title, source, date and language of the page are those of the article.
        """
        assert article.title == "青柏县石臼乡:月光院坝会“三问三算三办”把难事聊成实事"
        assert (article.source, str(article.date), article.lang) == ("青柏网", "2023-09-17 20:46:00", "zh-Hans")

    def test_report(self, report):
        """
        The report tells what the page says of itself, in the library's script.
        """
        (added,) = report.added

        assert (added.source, str(added.date), added.lang) == ("青柏网", "2023-09-17 20:46:00", "zh-Hans")
        assert (added.organiser, added.support) == ("青柏县融媒体中心", "贵阳苗岭网络科技有限公司")
        assert added.licence_number == "黔ICP备10203040号-1"

    def test_headings(self, article):
        """
        The three section headings of the page are headings.
        """
        headings = [line for line in article.body.split("\n") if line.startswith("#")]

        assert headings == [
            "## 三问知冷暖,大小事情有人应",
            "## 三算明家底,集体账目晒出来",
            "## 三办见实效,承诺事项有回音",
        ]

    def test_paragraphs(self, article):
        """
        Every paragraph is there, from its first words to its last.
        """
        paragraphs = [line for line in article.body.split("\n") if len(line) > 60]

        assert [(line[:4], line[-4:]) for line in paragraphs] == [
            ("入秋以来", "言少了。"),
            ("院坝会不", "十二条。"),
            ("院坝会上", "着力”。"),
            ("说了就要", "更管用。"),
        ]

    @pytest.mark.parametrize(
        "debris", ["(xué)", "(xiàn)", "洱源县", "阿图什市", "来访者", "欢迎您", "ICP", "主办", "著力"]
    )
    def test_debris(self, article, debris):
        """
        Nothing of the page's damage and furniture is left.
        """
        assert debris not in article.body

    @pytest.mark.parametrize("kept", ["村(社区)", "村(居)民", "农学名著", "源头着力", "部?(jī)商靸冉鉀Q", "![](2.jpg)"])
    def test_kept(self, article, kept):
        """
        What only looks like damage stays, and what is damaged stays for a person.
        """
        assert kept in article.body

    def test_publisher(self, desk, report):
        """
        Who published the page is kept in the front matter.
        """
        text = desk.read(report.added[0].path)

        assert "organiser: 青柏县融媒体中心" in text
        assert "support: 贵阳苗岭网络科技有限公司" in text
        assert "licence_number: 黔ICP备10203040号-1" in text

    def test_findings(self, report):
        """
        What was removed is counted, and what a person must do is said.
        """
        findings = findings_of(report)

        assert findings["pinyin-notes"].count == 99
        assert findings["link-farm"].count == 40
        assert "2.jpg" in str(findings["missing-picture"].message)
        assert "部?(jī)商靸冉鉀Q" in str(findings["broken-text"].message)
        assert [rule for rule, finding in findings.items() if finding.remedy] == ["broken-text", "missing-picture"]

    def test_original(self, desk, report):
        """
        The page stays as it was, byte for byte.
        """
        folder = (desk.settings.content / report.added[0].path).parent

        assert (folder / "original.txt").read_bytes() == SAMPLE.read_bytes()


class TestSection:
    def test_general(self, desk):
        """
        A file dropped by itself goes to the general section.
        """
        desk.write("note.txt", NOTE)

        assert desk.add("note.txt").added[0].path == "articles/chun-geng-bei-geng-mang/index.md"

    def test_folder(self, desk):
        """
        The files of a folder go to the section of its name, and the section keeps that name as its title.
        """
        desk.write("农业/note.txt", NOTE)
        report = desk.add("农业")

        assert report.added[0].path.startswith("nong-ye/")
        assert "title: 农业" in desk.read("nong-ye/_index.md")

    def test_front_matter(self, desk):
        """
        What the front matter says goes before the folder's name.
        """
        desk.write("农业/note.md", f"---\nsection: policy\n---\n\n# {NOTE}")

        assert desk.add("农业").added[0].path.startswith("policy/")

    def test_asked_for(self, desk):
        """
        The section that was asked for goes before all others.
        """
        desk.write("note.md", f"---\nsection: policy\n---\n\n# {NOTE}")

        assert desk.add("note.md", section="safety").added[0].path.startswith("safety/")

    @pytest.mark.parametrize("section", ["../../up", "inbox", "CON", "/etc", "tags"])
    def test_unsafe(self, desk, section):
        """
        A section's folder lies in the library, and is none of the program's own.
        """
        desk.write("note.txt", NOTE)
        path = desk.add("note.txt", section=section).added[0].path

        assert path in desk.content()
        assert path.split("/")[0].lower() not in ("..", "inbox", "con", "etc/..", "tags")


class TestSameFile:
    def test_twice(self, desk):
        """
        The same file added again is said to be there already, and makes no second article.
        """
        desk.write("note.txt", NOTE)
        first = desk.add("note.txt")
        before = desk.content()
        second = desk.add("note.txt")

        assert desk.content() == before
        assert findings_of(second).keys() == {"already-there"}
        assert (second.added[0].path, second.refused) == (first.added[0].path, ())

    def test_in_one_go(self, desk):
        """
        Two files of the same bytes make one article.
        """
        desk.write("a.txt", NOTE)
        desk.write("b.txt", NOTE)
        first, second = desk.add().added

        assert first.path == second.path

    def test_deleted(self, desk):
        """
        A file whose article was deleted can be added again.
        """
        desk.write("note.txt", NOTE)
        path = desk.settings.content / desk.add("note.txt").added[0].path
        path.unlink()

        assert "already-there" not in findings_of(desk.add("note.txt"))

    def test_same_title(self, desk):
        """
        Two articles of one title have two slugs.
        """
        desk.write("a.txt", NOTE)
        desk.write("b.txt", NOTE + "\n今年又是丰收年。\n")

        assert [added.slug for added in desk.add().added] == ["chun-geng-bei-geng-mang", "chun-geng-bei-geng-mang-2"]


class TestNames:
    @pytest.mark.parametrize("name", ["😀.txt", "CON.txt", "aux.md", "..txt.txt", "名 字 (1).txt", "-rf.txt"])
    def test_odd_names(self, desk, name):
        """
        Whatever the file is called, the article has a plain name.
        """
        desk.write(name, "各村抓住晴好天气，开展春耕备耕工作，群众都说好。\n")
        (added,) = desk.add(name).added

        assert added.path in desk.content()
        assert added.slug.isascii()
        assert added.slug not in ("con", "aux", "")

    def test_case(self, desk):
        """
        Names that differ in capitals only get different slugs, as many file systems hold them for one.
        """
        desk.write("a.md", "---\ntitle: Rice\n---\n\nOne.\n")
        desk.write("b.md", "---\ntitle: RICE\n---\n\nTwo.\n")

        assert [added.slug for added in desk.add().added] == ["rice", "rice-2"]

    def test_long_title(self, desk):
        """
        A title of 500 characters stays whole, and the names made of it are short.
        """
        desk.write("long.md", f"---\ntitle: {'长' * 500}\n---\n\n正文。\n")
        (added,) = desk.add("long.md").added

        assert (len(added.title), len(added.slug) <= 48) == (500, True)

    def test_unreadable_name(self, desk):
        """
        A name in an unknown encoding can be printed.
        """
        os.close(os.open(os.fsencode(desk.path) + b"/\xce\xd2.txt", os.O_CREAT | os.O_WRONLY))
        report = desk.add()

        assert json.dumps(report.as_json(), ensure_ascii=False, default=str).encode()


class TestRefused:
    @pytest.mark.parametrize(
        ("name", "data", "reason"),
        [
            ("empty.txt", b"", "empty"),
            ("blank.txt", b" \r\n\n", "empty"),
            ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0", "PNG picture"),
            ("scan.pdf", b"%PDF-1.4", "PDF"),
            ("letter.docx", b"PK\x03\x04 word/document.xml", "Word"),
            ("sound.mp3", b"ID3\x04", "sound"),
            ("table.csv", b"a,b\n", ".csv"),
            ("front.md", b"---\ntitle: [\n---\n\ntext\n", "line"),
            ("page.txt", b"<!DOCTYPE html><html>", "web page"),
            ("bad.jsonl", b"{}\n[]\n", "no row"),
        ],
    )
    def test_reason(self, desk, name, data, reason):
        """
        What cannot be an article is refused with the reason and what to do, and leaves nothing behind.
        """
        desk.write(name, data)
        report = desk.add(name)

        assert (report.added, desk.content()) == ((), [])
        assert reason in str(report.refused[0].reason)
        assert report.refused[0].remedy

    def test_missing(self, desk):
        """
        A file that is not there is refused.
        """
        assert "cannot be read" in str(desk.add("nowhere.txt").refused[0].reason)

    def test_too_long(self, desk):
        """
        A text longer than the settings allow is refused, and the setting is named.
        """
        desk.write("long.txt", "长" * (desk.settings.max_article_chars + 1))

        assert "max_article_chars" in str(desk.add("long.txt").refused[0].remedy)

    def test_too_large(self, desk):
        """
        A file larger than the settings allow is refused before it is read.
        """
        with (desk.path / "large.txt").open("wb") as file:
            file.truncate(desk.settings.max_file_mb * 1_000_000 + 1)

        assert "max_file_mb" in str(desk.add("large.txt").refused[0].remedy)

    def test_others_go_on(self, desk):
        """
        One file that is refused keeps none of the others out.
        """
        desk.write("a.txt", b"")
        desk.write("b.txt", NOTE)
        report = desk.add()

        assert (len(report.added), len(report.refused)) == (1, 1)

    def test_full_disk(self, desk, monkeypatch):
        """
        A full disk is said to be full, and nothing half written is left.
        """
        desk.write("note.txt", NOTE)

        def fail(descriptor):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("webapp.disk.files.os.fsync", fail)
        report = desk.add("note.txt")

        assert "full" in str(report.refused[0].reason)
        assert list(desk.settings.content.iterdir()) == []


class TestTrashed:
    def test_added_again(self, desk):
        """
        A file whose article lies in the trash is added again.
        """
        desk.write("note.txt", NOTE)
        desk.add("note.txt")
        (article,) = Library(desk.settings).current().articles
        throw_away(desk.settings, article)
        (added,) = desk.add("note.txt").added

        assert desk.content() == [added.path, added.path.replace("index.md", "original.txt")]


class TestPictures:
    def test_copied(self, desk):
        """
        A picture that the text names is copied under a plain name, and the text names that.
        """
        desk.write("note.txt", NOTE + "\n合影 1.JPG\n")
        desk.write("合影 1.JPG", b"picture")
        (added,) = desk.add("note.txt").added

        assert "![](he-ying-1.jpg)" in desk.read(added.path)
        assert "articles/chun-geng-bei-geng-mang/he-ying-1.jpg" in desk.content()

    def test_in_folder(self, desk):
        """
        Markdown may name a picture in a folder beside it.
        """
        desk.write("note.md", f"# {NOTE}\n![地头](images/field.png)\n")
        desk.write("images/field.png", b"picture")
        (added,) = desk.add("note.md").added

        assert "![地头](field.png)" in desk.read(added.path)
        assert "missing-picture" not in {finding.rule for finding in added.findings}

    def test_missing(self, desk):
        """
        A picture that did not come along is named, with what to do.
        """
        desk.write("note.md", f"# {NOTE}\n![地头](../secret/field.png)\n")
        desk.write("../secret/field.png", b"picture")
        finding = findings_of(desk.add("note.md"))["missing-picture"]

        assert "field.png" in str(finding.message)
        assert finding.remedy

    def test_others(self, desk):
        """
        Pictures beside several texts that do not name them stay where they are, and are not refused.
        """
        desk.write("note.txt", NOTE)
        desk.write("news.txt", f"夏收{NOTE}")
        desk.write("other.jpg", b"picture")
        report = desk.add()

        assert (report.refused, [name for name in desk.content() if name.endswith(".jpg")]) == ((), [])


class TestMarkdown:
    def test_front_matter(self, desk):
        """
        Front matter stays, also what the cleaning does not know.
        """
        desk.write("note.md", f"---\ntitle: 春耕\ntags: [农事]\nweight: 3\nteacher: 王\n---\n\n{NOTE}")
        text = desk.read(desk.add("note.md").added[0].path)

        assert "tags:\n- 农事" in text
        assert "weight: 3\n" in text
        assert "teacher: 王\n" in text

    def test_structure(self, desk):
        """
        Code, tables, links and lists stay as they were.
        """
        body = (
            "| 品种 | 亩产 |\n| --- | --- |\n| 早稻 | 900 |\n\n```\n第1页\n打印\n```\n\n[链接](a.html)\n\n- 一\n- 二\n"
        )
        desk.write("note.md", f"# 标题\n\n{body}")

        assert body in desk.read(desk.add("note.md").added[0].path)

    def test_title(self, desk):
        """
        The first heading is the title, and does not stay in the text as well.
        """
        desk.write("note.md", f"# {NOTE}")
        (added,) = desk.add("note.md").added

        assert added.title == "春耕备耕忙"
        assert desk.read(added.path).count("春耕备耕忙") == 1


class TestCollection:
    def test_one_file(self, desk):
        """
        A collection is placed as one file, with its bytes unchanged.
        """
        rows = '{"id": "1", "title": "甲", "text": "一"}\n{"id": "2", "title": "乙", "text": "二"}\n'
        desk.write("诗.jsonl", rows)
        report = desk.add("诗.jsonl", section="poems")

        assert report.added[0].path == "poems/shi.jsonl"
        assert desk.read("poems/shi.jsonl") == rows
        assert findings_of(report)["collection"].count == 2

    def test_bad_row(self, desk):
        """
        Rows that are no articles are counted and named by line.
        """
        desk.write("a.jsonl", '{"title": "甲"}\nnonsense\n')
        findings = desk.add("a.jsonl").added[0].findings

        assert [str(finding.message) for finding in findings if finding.remedy] == ["A row is no article: line 2."]

    def test_twice(self, desk):
        """
        The same collection added again is there already.
        """
        desk.write("a.jsonl", '{"title": "甲"}\n')
        desk.add("a.jsonl")

        assert findings_of(desk.add("a.jsonl")).keys() == {"already-there"}
