"""The command line as a whole.

With ``--json`` a command prints one JSON object on stdout, and an error as one on stderr. The exit code is 0 for
success, 1 if a person has to mend something, 2 if the command was used wrongly.
"""

import atexit
import gc
import io
import sys
from importlib import import_module

import click

_MODULES = {
    "new": "library",
    "add": "library",
    "check": "library",
    "index": "search",
    "search": "search",
    "serve": "serve",
    "freeze": "site",
    "rollback": "site",
    "weigh": "site",
    "admin": "admin",
    "pack": "pack",
    "key": "release",
    "sign": "release",
    "verify": "release",
    "pull": "release",
}
"""The module of each command, in this folder."""


class Commands(click.Group):
    """Imports a command when it is called: importing all takes longer than some commands run."""

    def list_commands(self, ctx: click.Context | None) -> list[str]:
        """Return the names of all commands, in the order in which a new user needs them."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context | None, cmd_name: str) -> click.Command | None:
        """Return the command *cmd_name*."""
        if cmd_name not in _MODULES:
            return None
        command: click.Command = getattr(import_module(f"webapp.cli.{_MODULES[cmd_name]}"), cmd_name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="shuwu")
def cli() -> None:
    """Keep a library of articles: fill it, search it, serve it, freeze it to files."""


# A library is a million values that stay. With Python's default thresholds, garbage collection would take a third of
# the time of a freeze.
_VALUES_BETWEEN_LOOKS = 1_000_000


def main() -> None:
    """Run the command line. Its output is UTF-8, on Windows too, whatever file names contain."""
    gc.set_threshold(_VALUES_BETWEEN_LOOKS)
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    cli()
