"""Libraries of every shape can be frozen, and searched for few bytes. benchmarks/shapes.py tries larger ones."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks.made_up import Shape, Writer, make_library
from tests.search.articles import make_article
from webapp.app import create_app
from webapp.core.article import Article
from webapp.freeze.page_weigher import sent
from webapp.freeze.site import freeze
from webapp.search.frozen.reader import trial_searches
from webapp.search.frozen.shards import Shards
from webapp.settings import load_settings

FIRST_SEARCH = 25_000
SCRIPTS = 7_000
"""What the scripts of the search take of it, at most."""

SHAPES = (
    Shape(((1, 50),), sections=1, tags=0),
    Shape(((10, 4000),)),
    Shape(((30, 1500),), sections=14),
    Shape(((127, 1000),)),
    Shape(((3, 100_000),), sections=3),
    Shape(((1, 100_000), (60, 50)), sections=60, tags=350),
)

GROUPS = st.lists(
    st.tuples(st.integers(1, 300), st.integers(50, 30_000)).filter(lambda group: group[0] * group[1] <= 100_000),
    min_size=1,
    max_size=3,
)

UNSHRUNK = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # an index takes seconds: to look for the smallest one that fails would take minutes
    suppress_health_check=[HealthCheck.too_slow],
)


def articles_of(groups: list[tuple[int, int]]) -> list[Article]:
    writer = Writer(groups)
    lengths = [characters for count, characters in groups for _ in range(count)]
    return [make_article(f"a{n}", writer.title(), writer.text(length)) for n, length in enumerate(lengths)]


@pytest.mark.slow
class TestFreeze:
    @pytest.mark.parametrize("shape", SHAPES, ids=str)
    def test_shape(self, tmp_path: Path, shape: Shape) -> None:
        """
        Nothing in it is over a budget of the settings that a new library has, and a first search fetches at most 25 kB.
        """
        make_library(shape, tmp_path)
        new = load_settings(tmp_path, environ={})
        release = freeze(create_app(new), replace(new, budgets="refuse"))
        weights = json.loads((tmp_path / "build/weight/weight.json").read_text(encoding="utf-8"))

        assert release.over == ()
        assert weights["search"]["first"] <= FIRST_SEARCH


@pytest.mark.slow
class TestIndex:
    @given(GROUPS)
    @settings(UNSHRUNK)
    def test_first_search(self, tmp_path_factory: pytest.TempPathFactory, groups: list[tuple[int, int]]) -> None:
        """
        However many articles there are and however long, what a first search fetches of the index is small.
        """
        folder = tmp_path_factory.mktemp("shards")
        articles = articles_of(groups)
        Shards(folder).update(articles, {})
        fetched = [["state", *names] for names in trial_searches(folder, articles)]
        sizes = [sum(sent((folder / f"{name}.js").read_bytes()) for name in names) for names in fetched]

        assert max(sizes) <= FIRST_SEARCH - SCRIPTS
