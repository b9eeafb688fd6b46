"""The command ``shuwu``: each command parses, calls one function and prints.

With ``--json`` a command prints one JSON object on stdout, and an error is one on stderr. The exit code is 0 when all
is done, 1 when a person has to mend something, 2 when the command was used wrongly.
"""

import errno
import io
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from webapp.app import create_app
from webapp.errors import WebappError
from webapp.freeze.site import freeze as freeze_site
from webapp.ingest.add import AddReport
from webapp.ingest.add import add as add_files
from webapp.scrub.broken import inspect_broken
from webapp.search.answer import FoundArticle, found_articles
from webapp.search.index import SearchIndex, remove_index
from webapp.search.trec import read_queries, run_lines
from webapp.server import serve as serve_app
from webapp.settings import load_settings
from webapp.store.check import check as check_library
from webapp.store.create import create_library
from webapp.store.library import Library

_PROGRESS_SECONDS = 0.1
_PROGRESS_WIDTH = 60


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
        click.echo(_json({"error": line}) if ctx.params["as_json"] else f"Error: {line}", err=True)
        return ctx.exit(1)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="shuwu")
def cli() -> None:
    """Keep a library of articles: fill it, search it, serve it, freeze it to files."""


@cli.command(cls=LibraryCommand)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def new(folder: Path, library: Path, as_json: bool) -> None:
    """Make an empty library in the folder DIR, wherever --library points.

    \b
    Example: shuwu new village
    """
    create_library(folder)
    line = f"Made a library in {folder}. Now: shuwu serve --library {folder}"
    _print(as_json, {"library": str(folder.resolve())}, line)


@cli.command(cls=LibraryCommand)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(readable=False, path_type=Path))
@click.option("--section", metavar="SECTION", help="Section to add to.  [default: the folder's name]")
@click.pass_context
def add(ctx: click.Context, paths: tuple[Path, ...], section: str | None, library: Path, as_json: bool) -> None:
    """Clean and add the files at PATH..., and tell what was cleaned.

    Folders are added with all that is in them. The files themselves stay where they are.

    \b
    Example: shuwu add news.txt --section policy
    """
    with _progress() as note:
        report = add_files(load_settings(library), paths, section, note)
    _print(as_json, report.as_json(), *_added_lines(report))
    ctx.exit(1 if report.refused else 0)


@cli.command(cls=LibraryCommand)
@click.pass_context
def check(ctx: click.Context, library: Path, as_json: bool) -> None:
    """Check the library; exit with 1 if something needs a person.

    \b
    Example: shuwu check
    """
    report = check_library(load_settings(library), [inspect_broken])
    lines = [f"{finding.article}: {finding.message} {finding.remedy}".rstrip() for finding in report.findings]
    _print(as_json, asdict(report), *lines, f"Articles: {report.articles}, findings: {len(lines)}.")
    ctx.exit(1 if any(finding.remedy for finding in report.findings) else 0)


@cli.command(cls=LibraryCommand)
@click.option("--rebuild", is_flag=True, help="Make the index anew, as after a damage.")
def index(rebuild: bool, library: Path, as_json: bool) -> None:
    """Bring the search index up to date.

    \b
    Example: shuwu index
    """
    settings = load_settings(library)
    snapshot = Library(settings).current()
    if rebuild:
        remove_index(settings.build)
    with _progress() as note:
        changes = SearchIndex(settings.build).update(snapshot.articles, lambda done: note(f"{done} articles indexed"))
    facts = {"articles": len(snapshot.articles), **asdict(changes), "problems": len(snapshot.problems)}
    lines = ["Articles: {articles} (added {added}, changed {changed}, removed {removed}).".format(**facts)]
    if snapshot.problems:
        lines.append("Skipped files: {problems}. See which with: shuwu check".format(**facts))
    _print(as_json, facts, *lines)


@cli.command(cls=LibraryCommand)
@click.argument("query", required=False)
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Most articles to list.")
@click.option(
    "--queries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='File of {"qid", "query"} rows; prints a TREC run.',
)
def search(query: str | None, limit: int, queries: Path | None, library: Path, as_json: bool) -> None:
    """List the articles that answer QUERY, best first, as the search page does.

    \b
    Example: shuwu search 乡村振兴 --limit 5
    """
    if (query is None) == (queries is None):
        raise click.UsageError("Give either a QUERY or --queries FILE.")
    if queries and as_json:
        raise click.UsageError("A TREC run is not JSON: give --queries without --json.")
    settings = load_settings(library)
    snapshot = Library(settings).current()
    search_index = SearchIndex(settings.build)
    search_index.update(snapshot.articles)
    if queries:
        for asked in read_queries(queries):
            _echo_lines(run_lines(asked.qid, search_index.search(asked.text, limit), snapshot))
    if query is not None:
        results = search_index.search(query, limit)
        hits = list(found_articles(results, snapshot, query))
        facts = {"query": query, "total": results.total, "hits": [asdict(hit) for hit in hits]}
        _print(as_json, facts, *_found_lines(hits), f"Found: {results.total}.")


@cli.command(cls=LibraryCommand)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for the network.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 for a free one.")
def serve(host: str, port: int, library: Path, as_json: bool) -> None:
    """Serve the library until Ctrl-C; what changes in content/ shows at once.

    \b
    Example: shuwu serve --host 0.0.0.0 --port 8080
    """
    app = create_app(load_settings(library))
    serve_app(app, host, port, lambda url: _print(as_json, {"url": url}, f"The library is at {url}  (Ctrl-C ends it)"))


@cli.command(cls=LibraryCommand)
def freeze(library: Path, as_json: bool) -> None:
    """Write the whole site to build/site as static files.

    \b
    Example: shuwu freeze
    """
    settings = load_settings(library)
    with _progress() as note:
        release = freeze_site(
            create_app(settings),
            settings,
            lambda step: note(f"{step.done} of {step.total or '?'}  {step.what}"),
        )
    site = settings.build / "site"
    line = f"The frozen copy is in {site}: {release.pages} pages, {release.files} files, {_size(release.bytes)}"
    _print(as_json, release.as_json(), f"{line}, made in {release.seconds:.1f} s.")


def main() -> None:
    """Run the command line. What it prints is UTF-8, on Windows too, whatever the names of files hold."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    cli()


def _trouble(error: OSError) -> str:
    """Return what a person can do about *error*; "" for what is no trouble of the disk."""
    place = f"{error.filename}: " if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{place}the disk is full. Make room on it, and do this again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{place}this may not be read or written. Give yourself the right to, and do this again."
    return ""


def _print(as_json: bool, facts: dict[str, Any], *lines: str) -> None:
    """Print *facts* for a program or *lines* for a person."""
    _echo_lines([_json(facts)] if as_json else lines)


def _echo_lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _json(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, default=str)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Yield a function that shows a line, each in the place of the one before; nothing where no person watches."""
    if not sys.stderr.isatty():
        yield lambda line: None
        return
    shown = 0.0

    def show(line: str) -> None:
        nonlocal shown
        if time.monotonic() - shown > _PROGRESS_SECONDS:
            shown = time.monotonic()
            click.echo(f"\r{line[:_PROGRESS_WIDTH]:{_PROGRESS_WIDTH}}", nl=False, err=True)

    try:
        yield show
    finally:
        click.echo(f"\r{'':{_PROGRESS_WIDTH}}\r", nl=False, err=True)


def _added_lines(report: AddReport) -> Iterator[str]:
    for added in report.added:
        yield f"{added.file} -> {added.path}  {added.title}"
        for finding in added.findings:
            yield f"  {finding.message} {finding.remedy}".rstrip()
    for refused in report.refused:
        yield f"Refused: {refused.file}: {refused.reason} {refused.remedy}"
    yield f"Added: {len(report.added)}, refused: {len(report.refused)}."


def _found_lines(found: Iterable[FoundArticle]) -> Iterator[str]:
    for rank, article in enumerate(found, 1):
        yield f"{rank}. {article.title}  {article.url}"
        yield f"   {article.snippet}"


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{count / 1000:.1f} kB"
