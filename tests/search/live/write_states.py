"""Bring an index through STATES one after the other: ``python -m tests.search.live.write_states FOLDER``."""

import sys
from pathlib import Path

from tests.search.articles import make_article
from webapp.core.article import Article
from webapp.search.live.index import SearchIndex

QUERY = "水稻"
# Each has one more article than the one before, the last of which is changed as well: a different answer each time.
STATES: list[list[Article]] = [
    [*(make_article(f"a{number}", "水稻") for number in range(count)), make_article(f"a{count}", body="水稻" * 3)]
    for count in range(1, 31)
]


def write_states(index: SearchIndex) -> None:
    """Update *index* to each of the states in turn."""
    for articles in STATES:
        index.update(articles)


if __name__ == "__main__":
    write_states(SearchIndex(Path(sys.argv[1])))
