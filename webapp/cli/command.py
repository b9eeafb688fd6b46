"""What all commands share: ``--library``, ``--json``, and errors that are printed as one line."""

import errno
from pathlib import Path
from typing import Any

import click

from webapp.cli.language import words_for
from webapp.cli.printing import Out
from webapp.errors import WebappError
from webapp.messages import NOTHING, Message, with_remedy


class LibraryCommand(click.Command):
    """A command with ``--library`` and ``--json`` that prints a WebappError as one line and exits with 1.

    Its function gets *library*, and *out* to print through.
    """

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
            click.Option(["--json", "is_json"], is_flag=True, help="Print one JSON object, for programs."),
        ]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        out = Out(words_for(ctx.params["library"]), ctx.params.pop("is_json"))
        ctx.params["out"] = out
        try:
            return super().invoke(ctx)
        except WebappError as error:
            out.show_error({"key": error.found.key}, error.lines())
        except OSError as error:
            trouble = _trouble(error)
            if not trouble:
                raise
            out.show_error({"key": trouble.key}, [trouble])
        return ctx.exit(1)


def _trouble(error: OSError) -> Message:
    """Return what a person can do about *error*; NOTHING if the disk is not the cause."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        trouble = with_remedy(Message("disk_full_trouble"), Message("make_room"))
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        trouble = with_remedy(Message("not_allowed"), Message("give_yourself_right"))
    else:
        return NOTHING
    return Message("at", where=error.filename, what=trouble) if error.filename else trouble
