"""Write the weight of a release, for people and for programs, to a folder beside it."""

import json
from pathlib import Path
from typing import Protocol

from webapp.disk.files import write_file
from webapp.freeze.weights import Weights

PAGE = "/weight.html"


class Renderer(Protocol):
    """Renders a page of the site."""

    def render(self, path: str) -> bytes:
        """Return the page at *path*."""


def write_report(folder: Path, weights: Weights, renderer: Renderer) -> None:
    """Write *weights* to *folder*: ``weight.json``, and ``index.html``, which the site renders.

    The report is no part of the release: it compares with the one before, and a release must not depend on that.
    """
    folder.mkdir(exist_ok=True)
    write_file(folder / "weight.json", json.dumps(weights.as_json(), ensure_ascii=False, indent=1).encode())
    write_file(folder / "index.html", renderer.render(PAGE))
