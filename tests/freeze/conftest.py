"""A small site that can be frozen: a folder of articles, a list of them, a style and a feed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, render_template, send_file
from jinja2 import DictLoader

from webapp.core.freezable import FREEZABLE
from webapp.core.left_out import LeftOut
from webapp.settings import Settings

BASE = """<!doctype html><html lang="zh"><head><title>{% block title %}书屋{% endblock %}</title>
<link rel="stylesheet" href="{{ url_for('style') }}"></head>
<body id="main"><a href="#main">skip</a> <a href="{{ url_for('home') }}">home</a>{% block main %}{% endblock %}
</body></html>"""

HOME = """{% extends "base.html" %}{% from "_link.html" import link with context %}{% block main %}
{% for name in articles %}{{ link(name) }}{% endfor %}{{ extra | safe }}{% endblock %}"""

LINK = """{% macro link(name) %}
<a href="{{ url_for('article', name=name, _anchor='text') }}">{{ name }}</a>
{% endmacro %}"""

ARTICLE = """{% extends "base.html" %}{% block main %}<p id="text">{{ text }}</p>
<img src="{{ url_for('picture') }}" alt="">{% endblock %}"""

FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="{{ url_for('home') }}"/></feed>"""


class SmallSite:
    """What the app keeps under ``shuwu``: *articles* by name, and *extra* HTML for the home page."""

    def __init__(self, articles: dict[str, str]) -> None:
        self.articles = articles
        self.extra = ""
        self.code = "first"
        self.more_urls: list[tuple[str, dict[str, Any]]] = []
        self.asked: dict[tuple[str, ...], Any] = {}
        self.not_in_it = LeftOut()

    def ask(self, *question: str) -> Any:
        """Answer a question, and record it."""
        (self.asked[question],) = self.answers_again([question], (), {})
        return self.asked[question]

    def questions(self) -> dict[tuple[str, ...], Any]:
        return self.asked

    @contextmanager
    def recorded(self) -> Iterator["SmallSite"]:
        self.asked = {}
        yield self

    def make_pictures(self, jobs: int, note: object) -> None:
        pass

    def follow_moves(self, marks: dict[str, Any]) -> None:
        pass

    def left_out(self) -> LeftOut:
        return self.not_in_it

    def faults(self, folder: Path) -> list[str]:
        return [f"{name}.html: it is too sad." for name in self.articles if name == "sad"]

    def searches(self, folder: Path) -> list[list[str]]:
        return []

    def page_kind(self, name: str) -> str:
        return "article" if name.startswith("articles/") else "home"

    def marks(self) -> dict[str, Any]:
        return {}

    def answers_again(self, questions: Iterable[Any], before: Iterable[Any], marks: Any) -> Iterator[Any]:
        for kind, *names in questions:
            yield {"names": tuple(self.articles), "extra": self.extra, "text": self.articles.get("".join(names))}[kind]

    def code_digest(self) -> str:
        return self.code

    @contextmanager
    def held(self) -> Iterator[None]:
        yield

    def urls(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for endpoint in ("home", "style", "picture", "feed", "missing"):
            yield endpoint, {}
        for name in self.articles:
            yield "article", {"name": name}
        yield from self.more_urls


def make_app(site: SmallSite, dot: Path) -> Flask:
    app = Flask("small", static_folder=None)
    app.extensions[FREEZABLE] = site
    app.jinja_env.loader = DictLoader(
        {"base.html": BASE, "home.html": HOME, "_link.html": LINK, "article.html": ARTICLE, "feed.xml": FEED}
    )

    @app.get("/")
    def home() -> str:
        return render_template("home.html", articles=site.ask("names"), extra=site.ask("extra"))

    @app.get("/articles/<name>.html")
    def article(name: str) -> str:
        return render_template("article.html", text=site.ask("text", name) or site.articles[name])

    @app.get("/assets/style.css")
    def style() -> Response:
        return Response("body { background: url(../media/dot.png) }", mimetype="text/css")

    @app.get("/media/dot.png")
    def picture() -> Response:
        return send_file(dot)

    @app.get("/feed.xml")
    def feed() -> Response:
        return Response(render_template("feed.xml"), mimetype="application/atom+xml")

    @app.get("/weight.html")
    def weight() -> str:
        return "<p>weight</p>"

    @app.get("/404.html")
    def missing() -> tuple[str, int]:
        return "<title>404</title>", 404

    @app.get("/gone/")
    def gone() -> tuple[str, int]:
        return "gone", 410

    @app.get("/page.txt")
    def html_as_text() -> str:
        return "<p>not a text</p>"

    return app


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(root=tmp_path / "library")


@pytest.fixture
def site() -> SmallSite:
    return SmallSite({"tea": "种茶", "rice": "插秧"})


@pytest.fixture
def app(site: SmallSite, tmp_path: Path) -> Flask:
    return make_app(site, make_dot(tmp_path))


def make_dot(folder: Path) -> Path:
    dot = folder / "dot.png"
    dot.write_bytes(b"not a real picture, but bytes")
    return dot
