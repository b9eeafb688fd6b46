"""The documents name what there is: files, names in them, pages and headings that links lead to, and the layers."""

import re
import tomllib
from pathlib import Path

import pytest

from webapp.core.freezable import Freezable

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
FOLDERS = ("webapp/", "templates/", "tests/", "tools/", "benchmarks/", "docs/", "requirements/")
CODE = re.compile(r"`([^`\n]+)`")
NAME_IN_FILE = re.compile(r"`(\w+)`(?: in|, in| of)\s+`(webapp/[\w/]+\.py)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.M)
FENCED = re.compile(r"^(```|    ).*$", re.M)
LAYER = re.compile(r"<b>([a-z_, ]+)</b>")

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)


def named_paths(document: Path) -> list[str]:
    """Return the paths that *document* names; of those with a part to fill in (``<kind>.py``), the folder."""
    names = CODE.findall(document.read_text(encoding="utf-8"))
    return [name.partition("<")[0] for name in names if name.startswith(FOLDERS) and " " not in name]


def anchors(document: Path) -> set[str]:
    """Return what links into *document* may have behind the #, as hosts of repositories make it of the headings."""
    text = FENCED.sub("", document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)}


class TestDocuments:
    @every_document
    def test_paths(self, document: Path):
        """
        Each path of the program that a document names is there.
        """
        assert [path for path in named_paths(document) if not list(ROOT.glob(path.rstrip("/")))] == []

    @every_document
    def test_names(self, document: Path):
        """
        Each name that a document finds in a module is defined there.
        """
        found = NAME_IN_FILE.findall(document.read_text(encoding="utf-8"))

        assert [name for name, path in found if not re.search(rf"\b{name}\b", (ROOT / path).read_text("utf-8"))] == []

    @every_document
    def test_links(self, document: Path):
        """
        Each link inside the project leads to a file, and to a heading in it.
        """
        links = [link.partition("#") for link in LINK.findall(document.read_text(encoding="utf-8")) if ":" not in link]
        targets = [((document.parent / path) if path else document, anchor) for path, _, anchor in links]

        assert [path for path, _ in targets if not path.exists()] == []
        assert [(path.name, anchor) for path, anchor in targets if anchor and anchor not in anchors(path)] == []

    def test_every_document(self):
        """
        The README leads to every document.
        """
        links = LINK.findall((ROOT / "README.md").read_text(encoding="utf-8"))

        assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")} <= set(links)


class TestFreezing:
    def test_protocol(self):
        """
        The document on freezing names each thing that the freeze asks of the app, and nothing else.
        """
        text = (ROOT / "docs" / "freezing.md").read_text(encoding="utf-8")
        rows = re.findall(r"^\| `(\w+)` \|", text.partition("| method |")[2].partition("\n\n")[0], re.M)
        asked = {name for name in dir(Freezable) if callable(getattr(Freezable, name)) and not name.startswith("_")}

        assert set(rows) == asked


class TestLayers:
    def test_picture(self):
        """
        The picture of the layers shows those of the contract, from the top to the bottom.
        """
        contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
        layers = next(contract["layers"] for contract in contracts["contracts"] if contract["type"] == "layers")
        picture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("```")[1]

        assert re.split(r", ", ", ".join(LAYER.findall(picture))) == re.split(r" \| ", " | ".join(layers))
