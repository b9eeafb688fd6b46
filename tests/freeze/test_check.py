from pathlib import Path

import pytest

from webapp.freeze.check import SiteChanges, examine


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "farm").mkdir()
    (tmp_path / "index.html").write_text("<p id=main><a href=farm/a.html#text>", encoding="utf-8")
    (tmp_path / "farm/a.html").write_text("<p id=text><a href=../index.html#main>", encoding="utf-8")
    return tmp_path


def find_faults(root: Path, url: str = "") -> tuple[str, ...]:
    """Return what is wrong with a site that is all new, in English."""
    names = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    changes = SiteChanges(root / "before", names, made=names, gone=set(), linked=set())
    return tuple(map(str, examine(root, url, changes).faults))


class TestExamine:
    def test_sound(self, root: Path) -> None:
        """
        A site whose links all lead somewhere has no faults.
        """
        assert find_faults(root) == ()

    def test_missing_file(self, root: Path) -> None:
        """
        A link to a missing file is named with its page, as written and as meant.
        """
        (root / "farm/b.html").write_text("<img src=../media/b.png>")

        assert find_faults(root) == (
            "farm/b.html: ../media/b.png leads to media/b.png, and there is no such file. "
            "Mend the link, or add what it names.",
        )

    def test_other_case(self, root: Path) -> None:
        """
        A name in other case is another file, even where this system would find it.
        """
        (root / "b.html").write_text("<a href=Farm/a.html>")

        assert find_faults(root)[0].startswith("b.html: Farm/a.html leads to Farm/a.html, and there is no such file.")

    def test_missing_place(self, root: Path) -> None:
        """
        A fragment must be an id of the page it leads to, this one or another.
        """
        (root / "b.html").write_text("<a href=#none><a href=farm/a.html#none>")

        assert [fault.split(" leads")[0] for fault in find_faults(root)] == [
            "b.html: #none",
            "b.html: farm/a.html#none",
        ]

    @pytest.mark.parametrize("fragment", ["", "top", ":~:text=茶"])
    def test_places_without_id(self, root: Path, fragment: str) -> None:
        """
        The top of a page, and a text that the browser is to search for, need no id.
        """
        (root / "b.html").write_text(f"<a href='farm/a.html#{fragment}'>", encoding="utf-8")

        assert find_faults(root) == ()

    def test_shared_layout(self, root: Path) -> None:
        """
        What is broken in the same way on many pages is one fault, with their number.
        """
        for name in ("b.html", "c.html", "farm/d.html"):
            (root / name).write_text(f"<link href={'../' * name.count('/')}site.css>")

        assert find_faults(root) == (
            "b.html and 2 more pages: site.css leads to site.css, and there is no such file. "
            "Mend the link, or add what it names.",
        )

    def test_every_fault(self, root: Path) -> None:
        """
        Different faults of one kind are all named.
        """
        (root / "b.html").write_text("<a href=/x><a href=/y><a href=farm/>")

        assert [fault.split()[1] for fault in find_faults(root)] == ["/x", "/y", "farm/"]

    def test_public_address(self, root: Path) -> None:
        """
        Full addresses in the feed are checked against the public address of the site.
        """
        (root / "feed.xml").write_text(
            "<feed><link href='https://v.example/farm/a.html'/><link href='https://v.example/b'/></feed>"
        )

        assert [fault.split()[1] for fault in find_faults(root, "https://v.example/")] == ["https://v.example/b"]

    @pytest.mark.parametrize("name", ["feed.xml", "site.webmanifest"])
    def test_malformed(self, root: Path, name: str) -> None:
        """
        A feed or manifest that cannot be read is a fault.
        """
        (root / name).write_text("<feed>")

        assert find_faults(root)[0].startswith(f"{name}: it is not ")

    def test_not_utf8(self, root: Path) -> None:
        """
        A page that is not UTF-8 is a fault.
        """
        (root / "b.html").write_bytes("茶".encode("gb18030"))

        assert find_faults(root)[0].startswith("b.html: it is not UTF-8. ")
