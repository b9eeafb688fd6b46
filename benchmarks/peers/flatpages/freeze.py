"""The obvious frozen app, put together as the pages of Frozen-Flask and Flask-FlatPages suggest.

Its lists are sorted once, which many would forget: without that it takes minutes for 10,000 articles.

python freeze.py CONTENT DESTINATION
"""

import sys
from functools import cache

from flask import Flask, abort, render_template
from flask_flatpages import FlatPages, Page
from flask_frozen import Freezer

PAGE_SIZE = 20

app = Flask(__name__)
app.config["FLATPAGES_ROOT"], app.config["FREEZER_DESTINATION"] = sys.argv[1:]
app.config["FLATPAGES_EXTENSION"] = ".md"
app.config["FREEZER_RELATIVE_URLS"] = True
flat_pages = FlatPages(app)
freezer = Freezer(app)


@cache
def articles() -> list[Page]:
    found = [page for page in flat_pages if not page.path.endswith("_index")]
    return sorted(found, key=lambda page: (page["date"], page.path), reverse=True)


@cache
def in_section(section: str) -> list[Page]:
    return [page for page in articles() if page.path.startswith(f"{section}/")]


def with_tag(tag: str) -> list[Page]:
    return [page for page in articles() if tag in page["tags"]]


def list_page(found: list[Page], number: int, title: str, endpoint: str, **values: str) -> str:
    shown = found[PAGE_SIZE * (number - 1) : PAGE_SIZE * number] or abort(404)
    last = -(-len(found) // PAGE_SIZE)
    return render_template(
        "list.html", title=title, articles=shown, number=number, last=last, endpoint=endpoint, values=values
    )


@app.context_processor
def shared() -> dict[str, object]:
    return {"sections": section_titles()}


@cache
def section_titles() -> dict[str, str]:
    indexes = [page for page in flat_pages if page.path.endswith("/_index")]
    return {page.path.split("/")[0]: page["title"] for page in sorted(indexes, key=lambda page: page.path)}


@app.template_filter()
def summary(page: Page) -> str:
    return page.body[:80]


@app.route("/")
@app.route("/page/<int:number>/")
def home(number: int = 1) -> str:
    return list_page(articles(), number, "Benchmark", "home")


@app.route("/<section>/")
@app.route("/<section>/page/<int:number>/")
def section(section: str, number: int = 1) -> str:
    title = flat_pages.get_or_404(f"{section}/_index")["title"]
    return list_page(in_section(section), number, title, "section", section=section)


@app.route("/tags/")
def tags() -> str:
    counts: dict[str, int] = {}
    for page in articles():
        for name in page["tags"]:
            counts[name] = counts.get(name, 0) + 1
    return render_template("tags.html", tags=sorted(counts.items()))


@app.route("/tags/<tag>/")
@app.route("/tags/<tag>/page/<int:number>/")
def tag(tag: str, number: int = 1) -> str:
    return list_page(with_tag(tag), number, tag, "tag", tag=tag)


@app.route("/<section>/<slug>.html")
def article(section: str, slug: str) -> str:
    page = flat_pages.get_or_404(f"{section}/{slug}")
    siblings = in_section(section)
    place = siblings.index(page)
    newer = siblings[place - 1] if place else None
    older = siblings[place + 1] if place + 1 < len(siblings) else None
    return render_template("article.html", article=page, section=section, newer=newer, older=older)


@app.route("/feed.xml")
def feed() -> tuple[str, dict[str, str]]:
    return render_template("feed.xml", articles=articles()[:PAGE_SIZE]), {"Content-Type": "application/xml"}


@app.route("/sitemap.xml")
def sitemap() -> tuple[str, dict[str, str]]:
    return render_template("sitemap.xml", articles=articles()), {"Content-Type": "application/xml"}


if __name__ == "__main__":
    freezer.freeze()
