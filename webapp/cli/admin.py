"""The commands for the admin pages."""

from pathlib import Path

import click

from webapp.cli.command import LibraryCommand
from webapp.cli.printing import Out
from webapp.messages import Message
from webapp.settings import load_settings
from webapp.web.admin.password import set_password


@click.group()
def admin() -> None:
    """Open the admin pages to whoever knows the password.

    \b
    Example: shuwu admin password
    """


@admin.command(cls=LibraryCommand)
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for if not given.")
def password(password: str, library: Path, out: Out) -> None:
    """Set the password of the admin pages; without one they do not exist.

    Its hash is kept in the file .admin-password of the library; delete that file to close the pages. Whoever is signed
    in has to do so again.

    \b
    Example: shuwu admin password --library village
    """
    file = set_password(load_settings(library).root, password)
    out.show({"file": str(file)}, Message("password_set", file=file))
