"""Ask the searches of a frozen site many queries: ours and Pagefind, both in Chromium, on the same pages."""

import tempfile
from pathlib import Path

from judged_sets import JudgedSet
from our_search import SECTION, SHOWN, ids_by_slug, make_library
from phone import launch
from playwright.sync_api import Page, sync_playwright
from search_sites import PAGEFIND, SHUWU, add_pagefind, freeze_library
from web_host import serve

from webapp.store.library import Library

Answers = list[list[str]]

AT_ONCE = 100
"""Queries that go to the page together."""

ASK_SHUWU = """async ([queries, shown]) => {
  const answers = [];
  for (const query of queries) {
    answers.push((await shuwu.search(query, { limit: shown })).hits.map((hit) => hit.id));
  }
  return answers;
}"""

ASK_PAGEFIND = """async ([queries, shown]) => {
  const pagefind = await import("../pagefind/pagefind.js");
  const answers = [];
  for (const query of queries) {
    const { results } = await pagefind.search(query);
    const pages = await Promise.all(results.slice(0, shown).map((result) => result.data()));
    answers.push(pages.map((page) => page.raw_url || page.url));
  }
  return answers;
}"""


def ask_frozen(judged: JudgedSet, queries: list[str]) -> dict[str, Answers]:
    """Return the ids of the documents that each search shows first for each query."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, launch(playwright) as browser:
        settings = make_library(judged, Path(folder))
        ids = ids_by_slug(Library(settings).current(), judged)
        site = freeze_library(settings)
        add_pagefind(site, [SECTION])
        with serve(site) as address:
            page = browser.new_page()
            page.goto(address + SHUWU.page)
            ours = _ask(page, ASK_SHUWU, queries)
            theirs = _ask(page, ASK_PAGEFIND, queries)
    return {
        "shuwu frozen": ours,
        PAGEFIND.name: [[ids[Path(url).stem] for url in found] for found in theirs],
    }


def _ask(page: Page, script: str, queries: list[str]) -> Answers:
    answers: Answers = []
    for start in range(0, len(queries), AT_ONCE):
        answers += page.evaluate(script, [queries[start : start + AT_ONCE], SHOWN])
    return answers
