"""The commands that keep the search index and ask it."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from webapp.cli.command import LibraryCommand
from webapp.cli.printing import echo_lines, progress, show
from webapp.core.article import Article
from webapp.core.language.synonyms import read_query
from webapp.search.live.answer import FoundArticle, found_articles
from webapp.search.live.index import SearchIndex
from webapp.search.live.results import Results
from webapp.search.live.trec import read_queries, run_lines
from webapp.settings import load_settings
from webapp.store.library import Library
from webapp.store.synonyms import Synonyms

_WAIT_SECONDS = 0.2


@click.command(cls=LibraryCommand)
@click.option("--rebuild", is_flag=True, help="Make the index anew, as after a damage.")
def index(rebuild: bool, library: Path, as_json: bool) -> None:
    """Bring the search index up to date.

    \b
    Example: shuwu index
    """
    settings = load_settings(library)
    snapshot = Library(settings).current()
    with progress() as on_progress, closing(SearchIndex(settings.build)) as search_index:
        changes = search_index.update(
            snapshot.articles, lambda done: on_progress(f"{done} articles indexed"), anew=rebuild
        )
    facts = {"articles": len(snapshot.articles), **asdict(changes), "problems": len(snapshot.problems)}
    facts["was_remade"] = search_index.was_remade
    lines = ["Articles: {articles} (added {added}, changed {changed}, removed {removed}).".format(**facts)]
    if search_index.was_remade:
        lines.append("The index was damaged or of another version of this program, and was made anew.")
    if changes.is_deferred:
        lines.append("Another process is writing the index; it will be brought up to date by the next search.")
    if snapshot.problems:
        lines.append("Skipped files: {problems}. See which with: shuwu check".format(**facts))
    show(as_json, facts, *lines)


@click.command(cls=LibraryCommand)
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
    groups = Synonyms(settings).groups()
    with closing(SearchIndex(settings.build)) as search_index:
        _bring_up(search_index, snapshot.articles)
        if queries:
            for judged in read_queries(queries):
                results = search_index.search(read_query(judged.text, groups), limit)
                echo_lines(run_lines(judged.qid, results, snapshot))
        if query is not None:
            asked = read_query(query, groups)
            results = search_index.search(asked, limit)
            hits = list(found_articles(results, snapshot, asked))
            facts = {"query": query, "total": results.total, "partial": results.partial}
            facts["hits"] = [asdict(hit) for hit in hits]
            show(as_json, facts, *_found_lines(hits), f"Found: {results.total}.", *_partly_found(results))


def _partly_found(results: Results) -> Iterator[str]:
    if results.lacks_phrase:
        yield f"No article has the words in quotes as they stand. With some of the words: {results.partial}."
    elif results.partial:
        yield f"With only some of the words: {results.partial}."


def _bring_up(index: SearchIndex, articles: Sequence[Article]) -> None:
    """Bring *index* up to *articles*; wait while another process makes the first one, for nothing would be found."""
    with progress() as on_progress:
        while index.update(articles).is_deferred and index.is_empty:
            on_progress("another process is making the index; waiting for it")
            time.sleep(_WAIT_SECONDS)


def _found_lines(found: Iterable[FoundArticle]) -> Iterator[str]:
    for rank, article in enumerate(found, 1):
        yield f"{rank}. {article.title}  {article.url}"
        yield f"   {article.snippet}"
