"""The page that lists the packs, for hosts that readers fetch them from."""

from flask import Flask, render_template

from webapp.pack.edition import packs_folder
from webapp.store.files import replace_file
from webapp.web.site import the_site

_KINDS = ("html", "epub", "zip")
"""The endings of packs."""


def write_shelf(app: Flask) -> None:
    """List the packs in ``build/packs`` of the library that *app* shows in its ``index.html``, the newest first."""
    folder = packs_folder(the_site(app).settings)
    packs = [
        (path, path.suffix[1:], path.stat())
        for path in folder.iterdir()
        if path.suffix[1:] in _KINDS and path.name != "index.html" and not path.name.startswith(".")
    ]
    packs.sort(key=lambda pack: (-pack[2].st_mtime_ns, pack[0].name))
    with app.test_request_context():
        page = render_template("packs.html", packs=[(path.name, kind, status.st_size) for path, kind, status in packs])
    replace_file(folder / "index.html", page.encode())
