"""What all views share: the library, its questions, its search, its pictures and its release."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app, g

from webapp.core.freezable import FREEZABLE, Freezable
from webapp.pictures.thumbnails import DeferPicture, Thumbnails
from webapp.search.frozen.shards import Shards
from webapp.search.live.live_search import LiveSearch
from webapp.search.words import LibraryWords
from webapp.settings import Settings
from webapp.store.library import Snapshot
from webapp.store.reference_cache import ReferenceCache
from webapp.store.synonyms import Synonyms
from webapp.web.site.answers import Answers
from webapp.web.site.catalogue import Cataloguer
from webapp.web.site.held_library import HeldLibrary, LibraryPart
from webapp.web.site.phrases import Say, load_phrases
from webapp.web.site.questions import Questions
from webapp.web.site.release_content import ReleaseContent

_EXTENSION = "shuwu"


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Site:
    """One library, or a part of it, as it is served. Threads share it; *build* is the folder of generated files."""

    settings: Settings
    build: Path
    say: Say
    library: HeldLibrary
    questions: Questions
    search: LiveSearch
    synonyms: Synonyms
    thumbnails: Thumbnails
    references: ReferenceCache
    shards: Shards
    release: Freezable


def add_site(
    app: Flask,
    settings: Settings,
    template_digest: Callable[[str], bytes | None],
    part: LibraryPart | None = None,
    defer_picture: DeferPicture | None = None,
) -> None:
    """Let the views of *app* show the library of *settings*, or only a *part* of it."""
    build = part.folder if part else settings.build
    library = HeldLibrary(settings, part.slugs if part else None)
    thumbnails, references = Thumbnails(settings, defer_picture), ReferenceCache(build)
    cataloguer = Cataloguer(build, settings.own_lang)
    shards, synonyms, words = Shards(build / "shards"), Synonyms(settings), LibraryWords(build)
    questions = Questions(settings, library, thumbnails, cataloguer, template_digest)
    release = ReleaseContent(
        settings=settings,
        library=library,
        questions=questions,
        thumbnails=thumbnails,
        references=references,
        cataloguer=cataloguer,
        shards=shards,
        synonyms=synonyms,
        words=words,
    )
    app.extensions[FREEZABLE] = release
    app.extensions[_EXTENSION] = Site(
        settings=settings,
        build=build,
        say=load_phrases(settings),
        library=library,
        questions=questions,
        search=LiveSearch(settings.build, synonyms, words),
        synonyms=synonyms,
        thumbnails=thumbnails,
        references=references,
        shards=shards,
        release=release,
    )


def the_site(app: Flask | None = None) -> Site:
    """Return the site of *app*, by default the request's."""
    site: Site = (app or current_app).extensions[_EXTENSION]
    return site


def current_snapshot() -> Snapshot:
    """Return the library of this request; it stays the same until the request ends."""
    if "snapshot" not in g:
        g.snapshot = the_site().library.snapshot()
    snapshot: Snapshot = g.snapshot
    return snapshot


def ask() -> Answers:
    """Return the object that answers the questions of this request's page."""
    if "answers" not in g:
        g.answers = the_site().questions.answers(current_snapshot)
    answers: Answers = g.answers
    return answers
