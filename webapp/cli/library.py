"""The commands that make, fill and check a library."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import click

from webapp.cli.command import LibraryCommand
from webapp.cli.printing import Out, Shown
from webapp.core.finding import CheckFinding
from webapp.core.left_out import held_back_lines
from webapp.ingest.add import AddReport
from webapp.ingest.add import add as add_files
from webapp.ingest.inbox import watch
from webapp.ingest.supersede import supersede_alike
from webapp.messages import Message, with_remedy
from webapp.own_phrases import lacking
from webapp.scrub.broken import inspect_broken
from webapp.settings import Settings, load_settings
from webapp.store.checking.check import check as check_library
from webapp.store.create import create_library


@click.command(cls=LibraryCommand)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def new(folder: Path, library: Path, out: Out) -> None:
    """Make an empty library in the folder DIR, wherever --library points.

    \b
    Example: shuwu new village
    """
    create_library(folder)
    line = Message("made_library", folder=folder)
    out.show({"library": str(folder.resolve())}, line)


@click.command(cls=LibraryCommand)
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path(readable=False, path_type=Path))
@click.option("--section", metavar="SECTION", help="Section to add to.  [default: the folder's name]")
@click.option("--update", "is_update", is_flag=True, help="Give the new text to an article that says nearly the same.")
@click.option("--watch", "is_watching", is_flag=True, help="Add what is put into content/inbox, until Ctrl-C.")
@click.pass_context
def add(
    ctx: click.Context,
    paths: tuple[Path, ...],
    section: str | None,
    *,
    is_watching: bool,
    is_update: bool,
    library: Path,
    out: Out,
) -> None:
    """Clean and add the files at PATH..., and tell what was cleaned.

    Folders are added with all that is in them. The files themselves stay where they are; those in content/inbox, with
    --watch, move to their articles.

    \b
    Example: shuwu add news.txt --section policy
    """
    if bool(paths) == is_watching:
        raise out.misuse(Message("path_or_watch"))
    settings = load_settings(library)
    if is_watching:
        watch(
            settings,
            Event(),
            lambda report: out.show(report.as_json(), *_added_lines(report)),
        )
    with out.progress() as on_progress:
        report = add_files(settings, paths, section, on_progress)
    if is_update:
        report = supersede_alike(settings, report)
    out.show(report.as_json(), *_added_lines(report))
    ctx.exit(1 if report.refused else 0)


@click.command(cls=LibraryCommand)
@click.option("--phrases", is_flag=True, help="Check the words of the pages, in the language of the library.")
@click.pass_context
def check(ctx: click.Context, *, phrases: bool, library: Path, out: Out) -> None:
    """Check the library; exit with 1 if something needs a person.

    \b
    Example: shuwu check
    """
    if phrases:
        ctx.exit(_check_phrases(load_settings(library), out))
    report = check_library(load_settings(library), [inspect_broken])
    lines = [*(finding.line() for finding in report.findings), *held_back_lines(report.left_out)]
    out.show(report.as_json(), *lines, Message("checked", articles=report.articles, findings=len(report.findings)))
    ctx.exit(1 if any(finding.remedy for finding in report.findings) else 0)


def _check_phrases(settings: Settings, out: Out) -> int:
    """Print which phrases of the pages are missing, and return the exit code."""
    tag = settings.page_lang
    findings = [CheckFinding(file, "phrases", found, remedy) for file, found, remedy in lacking(tag, settings.phrases)]
    facts = {"language": tag, "findings": [finding.as_json() for finding in findings]}
    total = Message("phrases_checked", language=tag, findings=len(findings))
    out.show(facts, *(finding.line() for finding in findings), total)
    return 1 if any(finding.remedy for finding in findings) else 0


def _added_lines(report: AddReport) -> Iterator[Shown]:
    for added in report.added:
        yield Message("added_file", file=added.file, path=added.path, title=added.title)
        for finding in added.findings:
            yield Message("below", what=with_remedy(finding.message, finding.remedy))
    for refused in report.refused:
        yield Message("refused_file", what=refused.line())
    yield Message("added", added=len(report.added), refused=len(report.refused))
