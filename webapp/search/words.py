"""Keep the words of a library at hand."""

import hashlib
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from webapp.core.article import Article
from webapp.core.language.words import (
    NO_WORDS,
    ArticleWords,
    Bucket,
    WordList,
    article_words,
    fresh_count,
    fresh_words,
    known_words,
    named_words,
    write,
)
from webapp.disk.cache import load_cached, save_cached
from webapp.disk.cached_function import CachedFunction
from webapp.search import document

_KEY = "words 1"
"""Has another number when core/language/words.py finds other words in the same article."""

_REST = 10
"""Lists are made in a tenth of the time: of a hundred articles that come one by one, few need a list of their own."""


class LibraryWords:
    """The words of one library; safe to share between threads.

    To cut a thousand articles into words takes about half a second, and to count those of ten thousand one more: so
    what was found is kept in *folder*, and a server makes the list beside its other work.
    """

    def __init__(self, folder: Path) -> None:
        self._known_file = folder / ".known-words"
        self._articles_file = folder / ".words-of-articles"
        self._named = CachedFunction[tuple[str, tuple[str, ...]]](
            folder / ".named-words", lambda key: named_words(*key)
        )
        self._written = CachedFunction[str](folder / ".written-words", write)
        self._known: tuple[str, tuple[Bucket, ...]] = ("", ())
        self._making = threading.Lock()
        self._list = NO_WORDS
        self._version = 0
        self._wanted: tuple[int, Sequence[Article]] = (0, ())
        self._thread: threading.Thread | None = None
        self._asking = threading.Condition()
        self._urgent = 0

    def of(self, articles: Sequence[Article]) -> WordList:
        """Return the words of *articles*, the newest first."""
        with self._making:
            fresh = fresh_count(len(articles))
            known = self._known_words(articles[fresh:])
            named = [self._named((article.title, article.tags)) for article in articles[:fresh]]
            made = WordList(known, fresh_words(named, known, self._written))
            self._named.save()
            self._written.save()
            return made

    def request(self, version: int, articles: Sequence[Article], timeout_seconds: float) -> WordList:
        """Return the words of this *version* of the library; older ones if it takes more than *timeout_seconds*."""
        with self._asking:
            if version > self._wanted[0]:
                self._wanted = version, articles
                if not (self._thread and self._thread.is_alive()):
                    self._thread = threading.Thread(target=self._keep_up, daemon=True)
                    self._thread.start()
            if timeout_seconds:
                self._urgent = max(self._urgent, version)
                self._asking.notify_all()
            self._asking.wait_for(lambda: self._version >= version, timeout_seconds)
            return self._list

    def _keep_up(self) -> None:
        """Make the list of the library that is wanted, until none is wanted any more; rest unless somebody waits."""
        while True:
            with self._asking:
                version, articles = self._wanted
                if version == self._version:
                    self._thread = None
                    return
            started = time.monotonic()
            made = self.of(articles)
            with self._asking:
                self._list, self._version = made, version
                self._asking.notify_all()
                self._asking.wait_for(lambda: self._urgent > self._version, _REST * (time.monotonic() - started))

    def _known_words(self, articles: Sequence[Article]) -> tuple[Bucket, ...]:
        stamps = [document.stamp(article) for article in articles]
        digest = hashlib.blake2b("".join(stamps).encode(), digest_size=12).hexdigest()
        if self._known[0] != digest:
            self._known = self._read_known()
        if self._known[0] != digest:
            self._known = digest, known_words(self._cut(dict(zip(stamps, articles, strict=True))))
            _keep(self._known_file, self._known)
        return self._known[1]

    def _cut(self, articles: Mapping[str, Article]) -> list[ArticleWords]:
        """Return the words of each of *articles*, which are given by their stamps."""
        known = self._read_articles()
        found = {stamp: known.get(stamp) or article_words(article) for stamp, article in articles.items()}
        _keep(self._articles_file, {stamp: (words.named, words.told) for stamp, words in found.items()})
        return list(found.values())

    def _read_known(self) -> tuple[str, tuple[Bucket, ...]]:
        return load_cached(self._known_file, _KEY) or ("", ())

    def _read_articles(self) -> dict[str, ArticleWords]:
        stored = load_cached(self._articles_file, _KEY) or {}
        return {stamp: ArticleWords(*texts) for stamp, texts in stored.items()}


def _keep(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    save_cached(path, _KEY, value)
