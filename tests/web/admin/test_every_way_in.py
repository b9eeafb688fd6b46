"""What is taken in one way is taken in every other: dropped, added, in the inbox, in an archive, put into content/."""

import io

import pytest
from PIL import Image

from tests.ingest.documents import zipped
from webapp.core.file_names import (
    COLLECTION_ENDINGS,
    MARKDOWN_ENDINGS,
    OTHER_PICTURE_ENDINGS,
    PICTURE_TYPES,
    PLAIN_TEXT_ENDINGS,
)
from webapp.ingest.add import add
from webapp.ingest.inbox import Inbox
from webapp.store.checking.check import check
from webapp.store.library import Library

pytestmark = pytest.mark.slow

SLUG = "ting-shui-tong-zhi"
TITLE = "停水通知"
WORDS = "五月三日上午全村停水检修，请各户提前储水。"
ENDINGS = {ending: kind for kind, each in PICTURE_TYPES.items() for ending in each.endings}
JUNK = (".DS_Store", "._notice.txt", "Thumbs.db", "desktop.ini", "~$notice.docx", ".~lock.notice.odt#", "notice.md~")
JUNK_FOLDERS = ("__MACOSX", "@eaDir", "$RECYCLE.BIN", ".git")


def picture(kind):
    """Return a picture of that *kind*."""
    data = io.BytesIO()
    Image.new("RGB", (8, 6), "green").save(data, kind)
    return data.getvalue()


PICTURES = {f"photo-{ending[1:]}{ending}": picture(kind) for ending, kind in ENDINGS.items()}
TEXT = "\n\n".join((TITLE, WORDS, *PICTURES)).encode()
FILES = {"notice.txt": TEXT, **PICTURES}


def put(folder, files):
    """Write *files* into a new *folder*."""
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def dropped(admin, tmp_path, files):
    admin.drop(*((f"notices/{name}", data) for name, data in files.items()))


def added(admin, tmp_path, files):
    add(admin.settings, [put(tmp_path / "notices", files)])


def archived(admin, tmp_path, files):
    archive = tmp_path / "notices.zip"
    archive.write_bytes(zipped(files))
    add(admin.settings, [archive])


def left_in_inbox(admin, tmp_path, files):
    put(admin.settings.content / "inbox/notices", files)
    inbox = Inbox(admin.settings)
    inbox.poll()
    inbox.poll()


WAYS = pytest.mark.parametrize("come_in", [dropped, added, archived, left_in_inbox])


def articles(admin):
    """Return the articles that are in the library now, by slug."""
    return {article.slug: article for article in Library(admin.settings).current().articles}


def findings(admin, article):
    """Return what the check says of *article*, but for its lack of a date."""
    return [found for found in check(admin.settings).findings if article in found.article and found.rule != "no-date"]


class TestPictures:
    @WAYS
    def test_with_their_text(self, admin, tmp_path, come_in):
        """
        Pictures of each ending come in with the text that names them.
        """
        come_in(admin, tmp_path, FILES)

        assert sorted(articles(admin)[SLUG].pictures) == sorted(PICTURES)

    @WAYS
    def test_large_letters(self, admin, tmp_path, come_in):
        """
        Small and capital letters make no difference.
        """
        text = "\n\n".join((TITLE, WORDS, "ONE.JPEG", "Two.Jfif")).encode()
        come_in(admin, tmp_path, {"NOTICE.TXT": text, "ONE.JPEG": picture("JPEG"), "Two.Jfif": picture("JPEG")})

        assert sorted(articles(admin)[SLUG].pictures) == ["one.jpeg", "two.jfif"]

    def test_in_content(self, admin):
        """
        Pictures of each ending that somebody puts beside an article are the article's, and nothing is wrong with them.
        """
        text = "\n\n".join((f"# {TITLE}", WORDS, *(f"![]({name})" for name in PICTURES)))
        put(admin.settings.content / "notices/water", {"index.md": text.encode(), **PICTURES})

        assert sorted(articles(admin)["water"].pictures) == sorted(PICTURES)
        assert findings(admin, "water") == []

    def test_on_the_page_of_pictures(self, admin):
        """
        Pictures of each ending that are put to an article there get the ending that we write.
        """
        files = [(io.BytesIO(data), name) for name, data in PICTURES.items()]
        admin.post("articles/spring-tea/pictures", files=files)
        given = [f"photo-{ending[1:]}{PICTURE_TYPES[kind].endings[0]}" for ending, kind in ENDINGS.items()]

        assert set(given) <= set(articles(admin)["spring-tea"].pictures)

    def test_in_the_form(self, admin):
        """
        The form lets a browser offer files of each ending.
        """
        page = admin.get("articles/spring-tea/pictures").text

        assert [ending for ending in ENDINGS if f"{ending}," not in page and f'{ending}"' not in page] == []

    @pytest.mark.parametrize("ending", OTHER_PICTURE_ENDINGS)
    def test_pictures_that_browsers_do_not_show(self, admin, ending):
        """
        A picture that cannot be shown is seen beside its article, so that the check says what to do.
        """
        text = f"# {TITLE}\n\n{WORDS}\n\n![](photo{ending})\n"
        put(admin.settings.content / "notices/water", {"index.md": text.encode(), f"photo{ending}": b"II*\0" * 40})
        [found] = findings(admin, "water")

        assert "JPEG" in str(found.remedy)


class TestTexts:
    @WAYS
    @pytest.mark.parametrize("ending", [*MARKDOWN_ENDINGS, *PLAIN_TEXT_ENDINGS])
    def test_text(self, admin, tmp_path, come_in, ending):
        """
        A text of each ending becomes an article.
        """
        come_in(admin, tmp_path, {f"notice{ending}": f"{TITLE}\n\n{WORDS}\n".encode()})

        assert sum(WORDS in article.body for article in articles(admin).values()) == 1

    @pytest.mark.parametrize("ending", MARKDOWN_ENDINGS)
    def test_markdown_in_content(self, admin, ending):
        """
        What is Markdown when it is added is an article where somebody puts it.
        """
        (admin.settings.content / f"farming/water{ending}").write_text(f"# {TITLE}\n\n{WORDS}\n", "utf-8")

        assert articles(admin)["water"].title == TITLE

    @WAYS
    @pytest.mark.parametrize("ending", COLLECTION_ENDINGS)
    def test_collection(self, admin, tmp_path, come_in, ending):
        """
        A collection of each ending comes in.
        """
        row = f'{{"id": "w", "title": "{TITLE}", "text": "{WORDS}"}}\n'
        come_in(admin, tmp_path, {f"rows{ending}": row.encode()})

        assert TITLE in [article.title for article in articles(admin).values()]


class TestJunk:
    @WAYS
    def test_passed_by(self, admin, tmp_path, come_in):
        """
        What systems and programs keep for themselves becomes no article, and is not complained of.
        """
        before = set(articles(admin))
        junk = dict.fromkeys((*JUNK, *(f"{folder}/notice.txt" for folder in JUNK_FOLDERS)), TEXT)
        come_in(admin, tmp_path, {"notice.txt": TEXT, **junk})

        assert set(articles(admin)) - before == {SLUG}

    def test_in_content(self, admin):
        """
        Nor does it where it lies in content/.
        """
        before = set(articles(admin))
        put(admin.settings.content / "notices/junk", dict.fromkeys(JUNK, TEXT))

        assert set(articles(admin)) == before
        assert findings(admin, "junk") == []

    def test_what_is_lost_and_found_is_kept(self, admin):
        """
        The inbox takes away what a system makes again, and nothing that somebody may have thrown away or lost.
        """
        files = {"notice.txt": TEXT, "Thumbs.db": b"x", "LOST.DIR/1.txt": b"x"}
        left_in_inbox(admin, None, files)
        left = [path for path in (admin.settings.content / "inbox").rglob("*") if path.is_file()]

        assert [path.name for path in left if not path.name.endswith(".why.txt")] == ["1.txt"]
