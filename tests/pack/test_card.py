"""The frozen site in few files, for cards and sticks."""

import re
from pathlib import Path

import pytest

from tests.conftest import make_library
from tests.pack.own_templates import PICTURE, own_template
from webapp.app import create_app, template_folders
from webapp.errors import FreezeError
from webapp.freeze.site import freeze
from webapp.pack.card import CLUSTER, write_card
from webapp.settings import Settings

pytestmark = pytest.mark.slow

TEMPLATES = template_folders()[-1]
FOOTNOTE = "---\ntitle: 注{}\ndate: 2024-02-0{}\n---\n一句话[^1]。\n\n[^1]: 说明{}\n"


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def site(library: Settings) -> Path:
    """The folder ``build`` of a library that is frozen, with two articles more, which have footnotes."""
    for number in (1, 2):
        article = library.content / "policy" / f"note{number}.md"
        article.write_text(FOOTNOTE.format(number, number, number), encoding="utf-8")
    freeze(create_app(library), library)
    return library.build


@pytest.mark.slow
class TestCard:
    def test_articles_share_files(self, site: Path):
        """
        The articles of a section are sections of one file, and a list leads to each by its name.
        """
        write_card(site)
        home = (site / "card" / "index.html").read_text("utf-8")
        block = (site / "card" / "bound" / "policy-1.html").read_text("utf-8")

        assert 'href="bound/policy-1.html#policy/village-rules"' in home
        assert re.findall(r'<section id="([^"]*)"><?', block) == [
            "policy/note1",
            "policy/note2",
            "policy/village-rules",
        ]

    def test_footnotes(self, site: Path):
        """
        What has the same name in two articles has two names in their file, and links lead to its own.
        """
        write_card(site)
        block = (site / "card" / "bound" / "policy-1.html").read_text("utf-8")
        names = re.findall(r'\bid="([^"]*)"', block)

        assert len(names) == len(set(names))
        assert {"policy/note1/fn-1", "policy/note2/fn-1"} <= set(names)
        assert 'href="#policy/note1/fn-1"' in block

    def test_one_copy_of_a_picture(self, site: Path):
        """
        A picture has one file, in the format that every browser shows, for each size in which pages show it.
        """
        write_card(site)

        assert {path.suffix for path in (site / "card" / "media").iterdir()} == {".jpg"}

    def test_order(self, library: Settings, monkeypatch):
        """
        Articles stand in the order of their names, by which the search finds the block of each.
        """
        for name in ("ab", "ab-c", "ab-d"):
            (library.content / "policy" / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n话", encoding="utf-8")
        freeze(create_app(library), library)
        monkeypatch.setattr("webapp.pack.card._BLOCK_BYTES", 1)
        write_card(library.build)
        script = (library.build / "card" / "card.js").read_text("utf-8")

        assert '"policy": ["ab", "ab-c", "ab-d", "village-rules"]' in script
        assert 'id="policy/ab-c"' in (library.build / "card" / "bound" / "policy-2.html").read_text("utf-8")

    def test_moved_article(self, library: Settings):
        """
        What leads on from an old address is left out: on a card nobody has a link to it.
        """
        freeze(create_app(library), library)
        (library.content / "farming" / "ponds.md").rename(library.content / "farming" / "water.md")
        freeze(create_app(library), library)
        write_card(library.build)

        assert (library.build / "site" / "farming" / "ponds.html").is_file()
        assert not any(b"refresh" in content for content in files_of(library.build / "card").values())

    def test_what_it_takes(self, site: Path):
        """
        The card counts whole clusters, for folders too, and is in fewer files than the site.
        """
        card = write_card(site)
        paths = list((site / "card").rglob("*"))
        clusters = sum(-(-path.stat().st_size // CLUSTER) if path.is_file() else 1 for path in paths)

        assert card.on_card == clusters * CLUSTER
        assert card.files == len(files_of(site / "card")) < len(files_of(site / "site")) / 4

    def test_same_site_same_bytes(self, tmp_path: Path):
        """
        The same library gives the same card.
        """
        cards = []
        for name in "ab":
            library = make_library(tmp_path / name)
            freeze(create_app(library), library)
            cards.append(files_of(write_card(library.build).path))

        assert cards[0] == cards[1]


class TestOwnTemplates:
    def test_pictures(self, library: Settings):
        """
        A library may write its pictures otherwise: on a card it is one copy of each, with all else that is beside it.
        """
        own_template(library, "_picture.html", PICTURE)
        freeze(create_app(library), library)
        write_card(library.build)
        block = (library.build / "card" / "bound" / "farming-1.html").read_text("utf-8")
        figure = re.search(r"<figure.*?</figure>", block, re.DOTALL)[0]
        shown = re.search(r'src="(\.\./media/[^"]*)"', figure)[1]

        assert " ".join(figure.split()) == (
            f"<figure class='plate'> <span data-kind='photo' class=\"framed\"> <img alt='育秧的水田' width='320' "
            f'src="{shown}"> <small>张三摄</small> </span><figcaption>图一</figcaption></figure>'
        )
        assert (library.build / "card" / "bound" / shown).is_file()

    def test_frame(self, library: Settings):
        """
        What is around the content may be written otherwise too, and stays.
        """
        frame = (TEMPLATES / "base.html").read_text("utf-8").replace("<main>", "<main data-wide class='book'>")
        own_template(
            library, "base.html", frame.replace('<link rel="icon" href=', "<link\n sizes='16x16' rel=icon href=")
        )
        freeze(create_app(library), library)
        write_card(library.build)
        block = (library.build / "card" / "bound" / "farming-1.html").read_text("utf-8")

        assert re.search(r"<main data-wide class='book'><section id=\"farming/ponds\">\s*<article", block)
        assert "<link\n sizes='16x16' rel=icon href=\"../assets/" in block

    def test_hidden_library(self, library: Settings):
        """
        A library that hides all its pages from search engines has them on its card.
        """
        frame = (TEMPLATES / "base.html").read_text("utf-8")
        own_template(library, "base.html", frame.replace("<title>", "<meta content=noindex name=robots><title>", 1))
        freeze(create_app(library), library)
        write_card(library.build)

        assert 'id="farming/ponds"' in (library.build / "card" / "bound" / "farming-1.html").read_text("utf-8")


class TestFaults:
    def test_broken_link(self, site: Path):
        """
        A card with a link that leads nowhere is not written, and the one that was there stays.
        """
        before = files_of(write_card(site).path)
        page = site / "site" / "index.html"
        page.write_text(page.read_text("utf-8").replace("search/index.html", "search/gone.html"), encoding="utf-8")

        with pytest.raises(FreezeError) as raised:
            write_card(site)

        assert "search/gone.html" in str(raised.value.faults[0])
        assert files_of(site / "card") == before

    def test_nothing_frozen(self, tmp_path: Path):
        """
        Without a frozen site the message says what to do.
        """
        with pytest.raises(FreezeError, match="Run 'shuwu freeze' first"):
            write_card(tmp_path)
