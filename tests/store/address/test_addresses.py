"""Each address has its owner, who keeps it; addresses.txt remembers whose it is."""

import shutil

import pytest

from webapp.core.address.owners import Fact, Owner
from webapp.store.address import book as address_book
from webapp.store.address.book import ADDRESS_FILE, AddressBook
from webapp.store.change.edit import move_article, read_article_file, save
from webapp.store.change.own_file import own_file
from webapp.store.change.trash import take_back, throw_away, trashed


def notice(text, title="通知", **fields):
    """Return the text of an article; two with another *text* are two articles."""
    lines = [f"{name}: {value}" for name, value in ({"title": title} | fields).items()]
    return "\n".join(["---", *lines, "---", text, ""])


@pytest.fixture
def published(library):
    """A library whose readers have the address nong-ye/tong-zhi.html, as one function that publishes it again."""
    library.write("农业/tong-zhi.md", notice("甲"))
    library.load().published()
    return lambda: library.load().published()


@pytest.fixture
def record(library):
    """The file that remembers addresses."""
    return library.settings.root / ADDRESS_FILE


class TestArticles:
    @pytest.mark.parametrize(
        "path", ["会议/tong-zhi.md", "农业/a.md", "农业/00/index.md", "tong-zhi.md", "农业/同志.md"]
    )
    @pytest.mark.parametrize("date", ["1999-01-01", "2025-05-31"])
    def test_newcomer(self, library, published, path, date):
        """
        A new article that asks for the slug of another gets a number, whatever its place, name and date.
        """
        library.write(path, notice("乙", slug="tong-zhi", date=date))
        snapshot = published()

        assert snapshot.article("tong-zhi").body == "甲"
        assert snapshot.article("tong-zhi-2").path == path
        assert [(problem.path, str(problem.remedy)) for problem in snapshot.problems] == [(path, "")]
        assert "农业/tong-zhi.md" in str(snapshot.problems[0].message)

    def test_number_stays(self, library, published):
        """
        A number stays with its article when the other one is gone.
        """
        library.write("会议/tong-zhi.md", notice("乙"))
        published()
        (library.content / "农业/tong-zhi.md").unlink()
        snapshot = published()

        assert [article.slug for article in snapshot.articles] == ["tong-zhi-2"]
        assert "nong-ye/tong-zhi.html" in snapshot.gone

    def test_deleted_and_another(self, library, published):
        """
        An article that takes the file of a deleted one does not take its address; the same one does.
        """
        (library.content / "农业/tong-zhi.md").unlink()
        published()
        library.write("农业/tong-zhi.md", notice("乙"))
        another = published()
        library.write("农业/tong-zhi.md", notice("甲"))
        same = published()

        assert [article.slug for article in another.articles] == ["tong-zhi-2"]
        assert [article.slug for article in same.articles] == ["tong-zhi"]
        assert "nong-ye/tong-zhi-2.html" in same.gone

    def test_renamed_and_another(self, library, published):
        """
        A file that takes the name of one that was renamed is another article, even between two looks.
        """
        (library.content / "农业/tong-zhi.md").rename(library.content / "农业/gao-shi.md")
        library.write("农业/tong-zhi.md", notice("乙"))
        snapshot = published()

        assert snapshot.redirects["nong-ye/tong-zhi.html"] == "nong-ye/gao-shi.html"
        assert snapshot.article("gao-shi").body == "甲"
        assert snapshot.article("tong-zhi-2").body == "乙"

    def test_changed_places(self, library, published):
        """
        Two files that change names keep their addresses.
        """
        library.write("农业/b.md", notice("乙"))
        published()
        for old, new in (("b", "c"), ("tong-zhi", "b"), ("c", "tong-zhi")):
            (library.content / f"农业/{old}.md").rename(library.content / f"农业/{new}.md")
        snapshot = published()

        assert (snapshot.article("tong-zhi").body, snapshot.article("b").body) == ("甲", "乙")

    def test_written_anew_in_place(self, library, published):
        """
        A file that keeps its name is the same article, whatever is written in it.
        """
        library.write("农业/tong-zhi.md", notice("全部重写", title="公告"))

        assert published().article("tong-zhi").title == "公告"

    def test_broken_for_a_while(self, library, published):
        """
        A file that cannot be read for a while loses nothing, even if it is another when it can.
        """
        library.write("农业/tong-zhi.md", notice("甲", date="May"))
        broken = published()
        library.write("农业/tong-zhi.md", notice("改过的"))
        mended = published()

        assert "nong-ye/tong-zhi.html" in broken.gone
        assert mended.article("tong-zhi").body == "改过的"

    def test_draft_holds_its_address(self, library, published):
        """
        An article that is kept from readers for a while keeps its address.
        """
        library.write("农业/tong-zhi.md", notice("甲", draft="true"))
        library.write("农业/a.md", notice("乙", slug="tong-zhi"))
        hidden = published()
        library.write("农业/tong-zhi.md", notice("甲"))
        shown = published()

        assert hidden.withheld == {"nong-ye/tong-zhi.html"}
        assert (shown.article("tong-zhi").body, shown.article("tong-zhi-2").body) == ("甲", "乙")

    def test_draft_that_nobody_saw(self, library):
        """
        An article that readers never had has no address to keep.
        """
        library.write("a/a.md", notice("甲", draft="true", slug="tea"))
        library.load().published()
        library.write("a/a.md", notice("甲", draft="true", slug="rice"))
        library.write("b/b.md", notice("乙", slug="tea"))

        assert library.load().published().article("tea").body == "乙"

    @pytest.mark.parametrize("names", [["مەكتەپ", "بازار", "བོད་ཡིག", "ᠮᠣᠩᠭᠣᠯ", "ไทย", "😀"]])
    def test_scripts(self, library, names):
        """
        Names in any script each have an address, which stays when the others go.
        """
        for name in names:
            library.write(f"{names[0]}/{name}.md", notice(name, title=name))
        before = {article.title: article.slug for article in library.load().current().articles}
        for name in names[:-1]:
            (library.content / f"{names[0]}/{name}.md").unlink()
        left = library.load().current().articles

        assert len(set(before.values())) == len(names)
        assert [(article.title, article.slug) for article in left] == [(names[-1], before[names[-1]])]

    def test_both_forms_of_a_name(self, library):
        """
        A library that was carried to a system which writes accents otherwise keeps its addresses.
        """
        library.write("tea/cafe\u0301.md", notice("甲"))
        library.load().published()
        (library.content / "tea/cafe\u0301.md").rename(library.content / "tea/caf\u00e9.md")
        library.write("tea/caf\u00e9.md", notice("改过的", title="新的"))
        snapshot = library.load().published()

        assert (snapshot.article("cafe").body, snapshot.gone) == ("改过的", set())

    def test_old_leads(self, library):
        """
        What moved.json says counts: the address leads on, and is nobody else's.
        """
        (library.settings.root / "moved.json").write_text('{"tea/old": "new", "tea/lost": "x"}', encoding="utf-8")
        library.write("tea/old.md", notice("乙"))
        library.write("tea/new.md", notice("甲"))
        first = library.load().published()
        (library.content / "tea/new.md").rename(library.content / "tea/newer.md")
        then = library.load().published()

        assert (first.redirects["tea/old.html"], then.redirects["tea/old.html"]) == ("tea/new.html", "tea/newer.html")
        assert then.article("old-2").body == "乙"
        assert "tea/lost.html" in then.gone


class TestRows:
    def test_row_before_the_others(self, library):
        """
        A new row above the others takes no address from them, with the same title or id as it may be.
        """
        rows = ['{"title": "无题", "text": "甲"}', '{"title": "无题", "text": "乙"}', '{"id": "p", "text": "丙"}']
        library.write("诗/a.jsonl", "\n".join(rows))
        before = {article.body: article.slug for article in library.load().published().articles}
        library.write("诗/0.jsonl", '{"id": "p", "text": "戊"}')
        library.write("诗/a.jsonl", "\n".join(['{"title": "无题", "text": "丁"}', *rows]))
        after = {article.body: article.slug for article in library.load().published().articles}

        assert {body: after[body] for body in before} == before
        assert (after["丁"], after["戊"]) == ("wu-ti-3", "p-2")

    def test_row_of_its_own_file(self, library):
        """
        A row that gets a file of its own, and is changed with it, keeps its address.
        """
        library.write("诗/a.jsonl", '{"title": "无题", "text": "甲"}\n{"title": "无题", "text": "乙"}')
        row = next(each for each in library.load().published().articles if each.body == "乙")
        article = own_file(library.settings, row)
        save(library.settings, read_article_file(library.settings, article), {"title": "有题"}, "改过的")
        move_article(library.settings, article, "ci")
        snapshot = library.load().published()

        assert snapshot.article(row.slug).body == "改过的"
        assert snapshot.redirects[f"shi/{row.slug}.html"] == f"ci/{row.slug}.html"


class TestTrash:
    def test_there_and_back(self, library, published):
        """
        An article from the trash has its address again, also where its file's name was taken meanwhile.
        """
        throw_away(library.settings, published().article("tong-zhi"))
        published()
        library.write("农业/tong-zhi.md", notice("乙"))
        published()
        take_back(library.settings, trashed(library.settings)[0])
        snapshot = published()

        assert (snapshot.article("tong-zhi").body, snapshot.article("tong-zhi-2").body) == ("甲", "乙")


class TestLists:
    def test_section(self, library, published):
        """
        A new section that sounds like another gets a number, in every order of names.
        """
        for folder in ("NONG YE", "弄野", "农业技术"):
            library.write(f"{folder}/a.md", notice(folder))
        snapshot = published()

        assert {each.folder: each.slug for each in snapshot.sections} == {
            "农业": "nong-ye",
            "NONG YE": "nong-ye-2",
            "弄野": "nong-ye-3",
            "农业技术": "nong-ye-ji-shu",
        }

    def test_section_renamed(self, library, published):
        """
        The address of a section leads to the folder that has its articles now; that of one that is gone says so.
        """
        (library.content / "农业").rename(library.content / "种植")
        renamed = published()
        shutil.rmtree(library.content / "种植")
        gone = published()

        assert renamed.redirects["nong-ye/"] == "zhong-zhi/"
        assert {"nong-ye/", "zhong-zhi/"} <= gone.gone

    def test_tags(self, library):
        """
        A tag keeps its address for ever; another that sounds like it gets a number.
        """
        library.write("a/a.md", notice("甲", tags="[防治]"))
        library.load().published()
        library.write("a/a.md", notice("甲", tags="[防止]"))
        other = library.load().published()
        library.write("a/b.md", notice("乙", tags="[防治]"))
        both = library.load().published()

        assert [tag.slug for tag in other.tags] == ["fang-zhi-2"]
        assert "tags/fang-zhi/" in other.gone
        assert {tag.name: tag.slug for tag in both.tags} == {"防治": "fang-zhi", "防止": "fang-zhi-2"}

    def test_tags_of_a_part(self, library):
        """
        A part of a library has the addresses of the whole.
        """
        library.write("a/a.md", notice("甲", tags="[防治]"))
        library.write("a/b.md", notice("乙", tags="[防止]"))
        snapshot = library.load().published()
        slugs = {tag.name: tag.slug for tag in snapshot.tags}

        assert [tag.slug for tag in snapshot.only({"a"}).tags] == [slugs["防治"]]
        assert [tag.slug for tag in snapshot.only({"b"}).tags] == [slugs["防止"]]

    def test_meetings(self, library):
        """
        Meetings keep their addresses as articles do.
        """
        library.write("meetings/a.md", notice("", title="一", slug="m"))
        library.load().published()
        library.write("meetings/0.md", notice("", title="二", slug="m"))
        (library.content / "meetings/a.md").rename(library.content / "meetings/b.md")
        both = library.load().published()
        (library.content / "meetings/b.md").unlink()
        gone = library.load().published()

        assert {each.title: each.slug for each in both.meetings} == {"一": "m", "二": "m-2"}
        assert "meetings/m/" in gone.gone


class TestRecord:
    def test_only_adds(self, library, published, record):
        """
        What is new is put behind what is there; who publishes nothing writes nothing.
        """
        before = record.read_bytes()
        library.load().current()
        library.write("农业/b.md", notice("乙"))
        published()
        lines = record.read_bytes().removeprefix(before).decode().splitlines()

        assert [line.split("\t")[:3] for line in lines] == [["nong-ye/b.html", "is", "农业/b.md"]]

    @pytest.mark.parametrize("rest", [b"hui-yi/tong-z", b"nong-ye/tong-zhi.html\tis\t", "会".encode()[:2]])
    def test_cut_line(self, library, published, record, rest):
        """
        A line that a crash cut off is passed over, and spoils no other.
        """
        record.write_bytes(record.read_bytes() + rest)
        library.write("农业/a.md", notice("乙", slug="tong-zhi"))
        published()
        (library.content / "农业/a.md").unlink()
        snapshot = published()

        assert snapshot.article("tong-zhi").body == "甲"
        assert "nong-ye/tong-zhi-2.html" in snapshot.gone

    def test_conflict(self, library, published, record):
        """
        Marks of a conflict and other damage are named with their lines; the rest counts.
        """
        text = record.read_text("utf-8").replace("\n", "\r\n")
        record.write_text(f"<<<<<<< ours\n{text}=======\nx/y.html\tis\n\x00\n", "utf-8", newline="")
        library.write("农业/a.md", notice("乙", slug="tong-zhi"))
        snapshot = published()
        problem = next(each for each in snapshot.problems if each.path == ADDRESS_FILE)

        assert snapshot.article("tong-zhi").body == "甲"
        assert str(problem.message) == "these lines cannot be read: 1, 6, 7 and 1 more."
        assert problem.remedy

    def test_two_programs(self, library, published):
        """
        Of two programs that see the same new file, each sees what the other wrote; nobody gets an address twice.
        """
        serving, freezing = library.load(), library.load()
        serving.published()
        freezing.current()
        library.write("会议/tong-zhi.md", notice("乙"))
        serving.refresh()
        first = serving.published().article("tong-zhi-2").path
        library.write("会议/a.md", notice("丙", slug="tong-zhi"))
        then = freezing.published()

        assert then.article("tong-zhi-2").path == first
        assert then.article("tong-zhi-3").path == "会议/a.md"

    def test_not_to_be_written(self, library, published, record, monkeypatch):
        """
        Where it cannot be written the library is served, with all it knows, and says so.
        """

        def refuse(*args, **kwargs):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(AddressBook, "_append", refuse)
        library.write("会议/tong-zhi.md", notice("乙"))
        serving = library.load()
        first = serving.published()
        (library.content / "会议/tong-zhi.md").unlink()
        serving.refresh()
        then = serving.published()

        assert first.article("tong-zhi-2").body == "乙"
        assert "it cannot be written (Permission denied)." in [str(problem.message) for problem in first.problems]
        assert "hui-yi/tong-zhi-2.html" in then.gone

    def test_taken_away(self, library, published, record):
        """
        A program at work writes the file again if somebody takes it away.
        """
        serving = library.load()
        serving.published()
        record.unlink()
        library.write("农业/a.md", notice("乙", slug="tong-zhi"))
        serving.refresh()
        serving.published()

        assert published().article("tong-zhi").body == "甲"

    def test_written_anew(self, library, published, record, monkeypatch):
        """
        A file most of whose lines count no more is written anew, and says the same.
        """
        monkeypatch.setattr(address_book, "_MOST_DEAD", 10)
        for number in range(20):
            library.write("农业/tong-zhi.md", notice(str(number)))
            published()
        book = AddressBook(library.settings.root)
        book.refresh()

        assert len(record.read_text("utf-8").splitlines()) < 20
        assert list(book.articles.by_place) == ["农业/tong-zhi.md"]

    def test_names_with_tabs(self, library):
        """
        Names that hold what stands between columns do no harm.
        """
        library.write("a\tb/c\nd.md", notice("甲", tags='["x\\ty"]'))
        library.load().published()
        snapshot = library.load().published()

        assert snapshot.problems == ()
        assert [article.body for article in snapshot.articles] == ["甲"]

    def test_ring(self, library):
        """
        Addresses that lead to each other lead nowhere.
        """
        book = AddressBook(library.settings.root)
        book.learn([Fact("a/b.html", None, "a/c.html"), Fact("a/c.html", None, "a/b.html")])
        book.learn([Fact("a/d.html", Owner("a/d.md")), Fact("a/e.html", None, "a/d.html")])

        assert (book.end_of("a/b.html"), book.end_of("a/e.html")) == ("", "a/d.html")
