"""What all commands share: ``--library``, ``--json``, and errors that are printed as one line."""

import errno
from pathlib import Path
from typing import Any

import click

from webapp.cli.printing import to_json
from webapp.errors import WebappError


class LibraryCommand(click.Command):
    """A command with ``--library`` and ``--json`` that prints a WebappError as one line and exits with 1."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += [
            click.Option(
                ["--library"],
                type=click.Path(file_okay=False, path_type=Path),
                default=Path(),
                envvar="SHUWU_LIBRARY",
                show_envvar=True,
                help="Folder of the library.  [default: this one]",
            ),
            click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON object, for programs."),
        ]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except WebappError as error:
            line = str(error)
        except OSError as error:
            line = _trouble(error)
            if not line:
                raise
        click.echo(to_json({"error": line}) if ctx.params["as_json"] else f"Error: {line}", err=True)
        return ctx.exit(1)


def _trouble(error: OSError) -> str:
    """Return what a person can do about *error*; "" for what is no trouble of the disk."""
    place = f"{error.filename}: " if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{place}the disk is full. Make room on it, and do this again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{place}this may not be read or written. Give yourself the right to, and do this again."
    return ""
