"""Someone at the admin pages of a small library."""

import io
import re
from pathlib import Path

from argon2 import PasswordHasher
from flask.testing import FlaskClient

from webapp.app import create_app
from webapp.settings import load_settings
from webapp.web.admin.password import PASSWORD_FILE
from webapp.web.site.site import the_site

PASSWORD = "three dry words"
# The program's own takes an eighth of a second to make, and as long to try.
QUICK_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


class Admin:
    """A browser at the library in *root*, which has a password."""

    def __init__(self, root: Path, freeze=None) -> None:
        self.root = root
        self.settings = load_settings(root, environ={})
        (root / PASSWORD_FILE).write_text(QUICK_HASH, encoding="utf-8")
        self.app = create_app(self.settings, with_admin=True, freeze=freeze)
        self.client: FlaskClient = self.app.test_client()

    def get(self, path: str):
        """Ask for an admin page."""
        return self.client.get(f"/admin/{path}")

    def token(self) -> str:
        """Return what the forms of who is signed in carry."""
        page = self.get("trash").text or ""
        found = re.search(r'name="csrf" value="(\w+)"', page) or re.search(
            r'name="csrf" value="(\w+)"', self.get("sign-in").text
        )
        return found[1]

    def post(self, path: str, follow: bool = True, **fields):
        """Send a form of an admin page."""
        return self.client.post(f"/admin/{path}", data={"csrf": self.token(), **fields}, follow_redirects=follow)

    def sign_in(self, password: str = PASSWORD):
        """Give the password."""
        return self.post("sign-in", follow=False, password=password)

    def drop(self, *files: tuple[str, bytes | str], **fields):
        """Drop files, each a name and what is in it."""
        sent = [(io.BytesIO(data.encode() if isinstance(data, str) else data), name) for name, data in files]
        return self.post("drop", files=sent, **fields)

    def articles(self):
        """Return all articles by slug, those that readers do not see too."""
        library = the_site(self.app).library
        # On a slow machine a library rests between two looks at its folder.
        library.refresh()
        snapshot = library.snapshot()
        return {article.slug: article for article in snapshot.articles + snapshot.hidden}
