"""The scripts of the site in an engine, beside a small frozen index."""

from pathlib import Path

import pytest

from tests.script_engine import ScriptEngine, search_engine
from tests.search.articles import make_article
from webapp.search.frozen.shards import Shards

ARTICLES = [make_article("tea", "茶叶"), make_article("rice", "水稻")]


@pytest.fixture(scope="session")
def index(tmp_path_factory) -> Path:
    """The frozen index of two articles, as far as scripts need one for their rules and the folding table."""
    folder = tmp_path_factory.mktemp("index")
    Shards(folder).update(ARTICLES, {"news": "新闻"})
    return folder


@pytest.fixture(scope="session")
def scripts(index: Path) -> ScriptEngine:
    """All scripts of the search; the folding table is loaded as far as a text needs it."""
    engine = search_engine(index)
    engine.call("() => shuwuShards.state()")
    engine.call("() => Promise.all(['quoted', 'suggest', 'long'].map(shuwuShards.need))")
    return engine


@pytest.fixture(scope="session")
def plain_scripts(index: Path) -> ScriptEngine:
    """Those scripts of the search that the page begins with."""
    engine = search_engine(index)
    engine.call("() => shuwuShards.state()")
    return engine
