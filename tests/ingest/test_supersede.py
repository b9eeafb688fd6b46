"""Another copy of an article becomes its new text, and nothing is lost."""

from io import BytesIO

import pytest
from PIL import Image

from tests.ingest.documents import zipped
from webapp.core.article import Article
from webapp.errors import NotEditable
from webapp.ingest.supersede import supersede, supersede_alike
from webapp.store.change.history import versions
from webapp.store.change.trash import trashed
from webapp.store.library import Library

TEXT = "".join(f"第{n}组村民抓住晴好天气开展春耕备耕，农技人员下到田间地头送去技术。" for n in "一二三四五六")


def jpeg(colour: str) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (60, 40), colour).save(stream, "JPEG")
    return stream.getvalue()


def articles(desk) -> dict[str, Article]:
    return {article.slug: article for article in Library(desk.settings).current().articles}


def plain_file(desk, name: str, text: str) -> None:
    path = desk.settings.content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: 春耕\ndate: 2024-03-01\ntags: [春耕]\n---\n{text}\n", encoding="utf-8")


class TestSupersede:
    def test_text(self, desk):
        """
        The old article keeps its address, date and tags, and has the new text and title; the old text is a version.
        """
        plain_file(desk, "news/spring.md", TEXT)
        desk.write("b.txt", f"各村春耕备耕忙\n\n来源：县融媒\n\n{TEXT}据悉，工作还在继续。\n")
        (added,) = desk.add("b.txt").added
        supersede(desk.settings, articles(desk)["spring"], articles(desk)[added.slug])
        (left,) = articles(desk).values()

        assert (left.slug, left.section, left.tags, f"{left.date:%Y-%m-%d}") == (
            "spring",
            "news",
            ("春耕",),
            "2024-03-01",
        )
        assert (left.title, left.source) == ("各村春耕备耕忙", "县融媒")
        assert "还在继续" in left.body
        (before,) = versions(desk.settings.content / left.path)
        assert "还在继续" not in before.path.read_text(encoding="utf-8")
        assert [each.title for each in trashed(desk.settings)] == ["各村春耕备耕忙"]

    def test_pictures_and_original(self, desk):
        """
        Pictures come along, under another name if theirs is taken; what was dropped stays beside the article.
        """
        page = f"春耕备耕忙\n\n{TEXT}\n\n![田](field.jpg)\n"
        desk.write("a.zip", zipped({"a/a.md": page, "a/field.jpg": jpeg("green")}))
        desk.write("b.zip", zipped({"b/b.md": f"{page}又来了。\n", "b/field.jpg": jpeg("red")}))
        (first,) = desk.add("a.zip").added
        (second,) = desk.add("b.zip").added
        supersede(desk.settings, articles(desk)[first.slug], articles(desk)[second.slug])
        (left,) = articles(desk).values()
        folder = (desk.settings.content / left.path).parent

        assert "![田](field-2.jpg)" in left.body
        assert (folder / "field.jpg").read_bytes() == jpeg("green")
        assert (folder / "field-2.jpg").read_bytes() == jpeg("red")
        assert "又来了" in (folder / "original.md").read_text(encoding="utf-8")
        (before,) = versions(folder / "original.md")
        assert "又来了" not in before.path.read_text(encoding="utf-8")

    def test_history_of_a_plain_file(self, desk):
        """
        Earlier versions of an article without a folder of its own are kept when it gets one.
        """
        plain_file(desk, "news/spring.md", TEXT)
        desk.write("b.txt", f"春耕忙\n\n{TEXT}一。\n")
        desk.write("c.txt", f"春耕忙\n\n{TEXT}二。\n")
        for name in ("b.txt", "c.txt"):
            (added,) = desk.add(name).added
            supersede(desk.settings, articles(desk)["spring"], articles(desk)[added.slug])

        assert len(versions(desk.settings.content / "news/spring/index.md")) == 2

    def test_itself(self, desk):
        """
        An article is not its own new text.
        """
        plain_file(desk, "news/spring.md", TEXT)
        article = articles(desk)["spring"]
        with pytest.raises(NotEditable):
            supersede(desk.settings, article, article)

        assert articles(desk) == {"spring": article}


class TestSupersedeAlike:
    def test_report(self, desk):
        """
        What says nearly the same is updated, and the report says so; others are added.
        """
        desk.write("a.txt", f"春耕备耕忙\n\n{TEXT}\n")
        (first,) = desk.add("a.txt").added
        desk.write("b.txt", f"各村春耕备耕忙\n\n{TEXT}据悉，工作还在继续。\n")
        desk.write("c.txt", "停水通知\n\n五月三日停水。\n")
        report = supersede_alike(desk.settings, desk.add("b.txt", "c.txt"))

        assert [added.path == first.path for added in report.added] == [True, False]
        assert [str(each.remedy) for each in report.added[0].findings if each.rule == "near-duplicate"] == [""]
        assert len(articles(desk)) == 2
