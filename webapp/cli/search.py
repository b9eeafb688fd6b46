"""The commands that update and search the index."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from webapp.cli.command import LibraryCommand
from webapp.cli.printing import Out, Shown
from webapp.core.article import Article
from webapp.core.language.stems import analyzer_of
from webapp.core.language.synonyms import read_query
from webapp.messages import Message
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
def index(rebuild: bool, library: Path, out: Out) -> None:
    """Bring the search index up to date.

    \b
    Example: shuwu index
    """
    settings = load_settings(library)
    snapshot = Library(settings).current()
    with out.progress() as on_progress, closing(SearchIndex(settings.build)) as search_index:
        changes = search_index.update(
            snapshot.articles, lambda done: on_progress(Message("articles_indexed", done=done)), anew=rebuild
        )
    facts = {"articles": len(snapshot.articles), **asdict(changes), "problems": len(snapshot.problems)}
    facts["was_remade"] = search_index.was_remade
    lines = [
        Message(
            "indexed",
            articles=len(snapshot.articles),
            added=changes.added,
            changed=changes.changed,
            removed=changes.removed,
        )
    ]
    if search_index.was_remade:
        lines.append(Message("index_remade"))
    if changes.is_deferred:
        lines.append(Message("index_deferred"))
    if snapshot.problems:
        lines.append(Message("files_skipped", count=len(snapshot.problems)))
    out.show(facts, *lines)


@click.command(cls=LibraryCommand)
@click.argument("query", required=False)
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Most articles to list.")
@click.option(
    "--queries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='File of {"qid", "query"} rows; prints a TREC run.',
)
def search(query: str | None, limit: int, queries: Path | None, library: Path, out: Out) -> None:
    """List the articles that answer QUERY, best first, as the search page does.

    \b
    Example: shuwu search 乡村振兴 --limit 5
    """
    if (query is None) == (queries is None):
        raise out.misuse(Message("query_or_file"))
    if queries and out.is_json:
        raise out.misuse(Message("run_not_json"))
    settings = load_settings(library)
    snapshot = Library(settings).current()
    groups, analyzer = Synonyms(settings).groups(), analyzer_of(snapshot.languages)
    with closing(SearchIndex(settings.build)) as search_index:
        _bring_up(search_index, snapshot.articles, out)
        if queries:
            for judged in read_queries(queries):
                results = search_index.search(read_query(judged.text, groups, analyzer), limit)
                out.echo(run_lines(judged.qid, results, snapshot))
        if query is not None:
            asked = search_index.with_spellings(read_query(query, groups, analyzer))
            results = search_index.search(asked, limit)
            hits = list(found_articles(results, snapshot, asked))
            facts = {"query": query, "total": results.total, "partial": results.partial}
            facts["hits"] = [asdict(hit) for hit in hits]
            out.show(
                facts, *_found_lines(hits), Message("found_articles", count=results.total), *_partly_found(results)
            )


def _partly_found(results: Results) -> Iterator[Shown]:
    if results.lacks_phrase:
        yield Message("quotes_not_found", count=results.partial)
    elif results.partial:
        yield Message("partly_found", count=results.partial)


def _bring_up(index: SearchIndex, articles: Sequence[Article], out: Out) -> None:
    """Update *index* to *articles*; wait while another process makes the first index, or nothing would be found."""
    with out.progress() as on_progress:
        while index.update(articles).is_deferred and index.is_empty:
            on_progress(Message("waiting_for_index"))
            time.sleep(_WAIT_SECONDS)


def _found_lines(found: Iterable[FoundArticle]) -> Iterator[str]:
    for rank, article in enumerate(found, 1):
        yield f"{rank}. {article.title}  {article.url}"
        yield f"   {article.snippet}"
