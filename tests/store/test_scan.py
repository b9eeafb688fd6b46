"""What is found in content/, without reading it."""

import os

import pytest

from webapp.store.scan import scan


@pytest.fixture
def content(tmp_path):
    """A content folder, and a way to fill it with empty files."""

    class Content:
        root = tmp_path / "content"

        def add(self, *paths):
            for path in paths:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_bytes(b"")
            return scan(self.root)

    Content.root.mkdir()
    return Content()


def kinds(found):
    return {path: file.kind for path, file in found.files.items()}


def rules(found):
    return {problem.path: problem.rule for problem in found.problems}


class TestKinds:
    def test_each_kind(self, content):
        """
        A file is known by its name and place.
        """
        found = content.add("about.md", "tea/_index.md", "tea/a.md", "tea/b.markdown", "tea/c/index.md", "tea/d.jsonl")

        assert kinds(found) == {
            "about.md": "about",
            "tea/_index.md": "section",
            "tea/a.md": "article",
            "tea/b.markdown": "article",
            "tea/c/index.md": "bundle",
            "tea/d.jsonl": "collection",
        }

    def test_pictures_of_an_article(self, content):
        """
        The pictures in an article's folder are its own; what was dropped is not among them.
        """
        found = content.add("tea/a/index.md", "tea/a/B.JPG", "tea/a/more/c.png", "tea/a/original.jpg", "tea/a/note.pdf")

        assert found.files["tea/a/index.md"].pictures == ("B.JPG", "more/c.png")
        assert not found.problems

    def test_files_of_systems_and_editors(self, content):
        """
        What systems and editors leave behind is passed over in silence.
        """
        found = content.add(
            "tea/.a.md.swp", "tea/~$a.docx", "tea/Thumbs.db", "tea/a.md~", "tea/original.docx", ".git/x.md"
        )

        assert not found.files
        assert not found.problems

    def test_folders_of_others(self, content):
        """
        The inbox is not the library's to read.
        """
        assert not content.add("inbox/a.md").files

    def test_meetings(self, content):
        """
        The folder of the meetings is no section: its files are meetings, and what else lies there is named.
        """
        found = content.add("meetings/a.md", "meetings/b/index.md", "meetings/c.jsonl", "meetings/d.jpg", "tea/e.md")

        assert kinds(found) == {"meetings/a.md": "meeting", "tea/e.md": "article"}
        assert found.folders == {"tea": "tea"}
        assert rules(found) == {"meetings/b": "not-read", "meetings/c.jsonl": "not-read", "meetings/d.jpg": "not-read"}

    def test_no_content(self, tmp_path):
        """
        A library without its folder is empty, and says so.
        """
        found = scan(tmp_path / "content")

        assert not found.files
        assert rules(found) == {".": "missing"}


class TestSections:
    def test_folder_in_chinese(self, content):
        """
        A folder in content is a section; its slug is pinyin.
        """
        found = content.add("防诈骗/a.md")

        assert found.folders == {"fang-zha-pian": "防诈骗"}
        assert found.files["防诈骗/a.md"].section == "fang-zha-pian"

    def test_two_folders_of_one_slug(self, content):
        """
        Folders that would have one slug are numbered.
        """
        assert content.add("茶/a.md", "cha/b.md").folders == {"cha": "cha", "cha-2": "茶"}

    def test_files_in_content_itself(self, content):
        """
        Files and bundles that lie in content itself are served in the general section.
        """
        found = content.add("a.md", "b/index.md")

        assert {file.section for file in found.files.values()} == {"articles"}
        assert found.folders == {"articles": ""}


class TestProblems:
    def test_deeper_folder(self, content):
        """
        A section in a section is refused, with what to do.
        """
        found = content.add("tea/green/a.md")

        assert not found.files
        assert rules(found) == {"tea/green": "nested-folder"}
        assert "up into tea" in str(found.problems[0].remedy)

    def test_folder_of_pictures(self, content):
        """
        A folder in a section that holds pictures only is no problem.
        """
        found = content.add("tea/photos/a.jpg")

        assert set(found.pictures) == {"tea/photos/a.jpg"}
        assert not found.problems

    def test_second_article_in_a_bundle(self, content):
        """
        An article in the folder of another would never be seen: it is named.
        """
        assert rules(content.add("tea/a/index.md", "tea/a/b.md")) == {"tea/a/b.md": "extra-file"}

    def test_other_files(self, content):
        """
        A file of another kind is sent to the inbox.
        """
        found = content.add("tea/a.docx")

        assert rules(found) == {"tea/a.docx": "not-read"}
        assert "content/inbox" in str(found.problems[0].remedy)

    def test_names_that_differ_in_capitals(self, content):
        """
        Names that differ in capitals only are named: a memory card keeps one of them.
        """
        found = content.add("tea/a.md", "tea/A.md")

        assert rules(found) == {"tea/a.md": "same-name"}

    def test_link_out_of_content(self, content, tmp_path):
        """
        A link that leads out of content is not followed.
        """
        (tmp_path / "secret.md").write_text("密")
        (content.root / "leak.md").symlink_to(tmp_path / "secret.md")
        (content.root / "up").symlink_to(tmp_path)
        found = content.add("a.md")

        assert set(found.files) == {"a.md"}
        assert rules(found) == {"leak.md": "link", "up": "link"}

    def test_link_inside_content(self, content):
        """
        A link to a file of the library is as good as the file.
        """
        content.add("a.md")
        (content.root / "b.md").symlink_to("a.md")

        assert set(scan(content.root).files) == {"a.md", "b.md"}

    @pytest.mark.skipif(os.name == "nt", reason="Windows names are always Unicode")
    def test_name_in_another_encoding(self, content):
        """
        A name that is not UTF-8 is named as far as it can be.
        """
        (content.root / os.fsdecode("茶.md".encode("gbk"))).write_bytes(b"")

        assert rules(scan(content.root)) == {"\\xb2\\xe8.md": "name"}

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
    def test_pipe(self, content):
        """
        A pipe, which would be read for ever, is not opened.
        """
        os.mkfifo(content.root / "a.md")

        assert rules(scan(content.root)) == {"a.md": "not-a-file"}
