"""The command line as a whole.

With ``--json`` a command prints one JSON object on stdout, and an error is one on stderr. The exit code is 0 when all
is done, 1 when a person has to mend something, 2 when the command was used wrongly.
"""

import io
import sys

import click

from webapp.cli import library, search, site


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="shuwu")
def cli() -> None:
    """Keep a library of articles: fill it, search it, serve it, freeze it to files."""


for command in (library.new, library.add, library.check, search.index, search.search, site.serve, site.freeze):
    cli.add_command(command)


def main() -> None:
    """Run the command line. What it prints is UTF-8, on Windows too, whatever the names of files hold."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    cli()
