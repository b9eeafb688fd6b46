"""Keep the words of a library at hand."""

import json
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from webapp.core.article import Article
from webapp.core.words import NO_WORDS, ArticleWords, WordList, article_words, word_list
from webapp.search import document
from webapp.search.write import write_changed

FORMAT = 1
"""Grows when core/words.py finds other words in the same article."""


class LibraryWords:
    """The words of one library; safe to share between threads.

    To cut a thousand articles into words takes about half a second: so the words of each article are kept in *folder*,
    and a server makes the list beside its other work.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"words-{FORMAT}.json"
        self._of_articles: dict[str, ArticleWords] | None = None
        self._making = threading.Lock()
        self._thread: threading.Thread | None = None
        self._version = 0
        self._list = NO_WORDS
        self._asking = threading.Lock()

    def of(self, articles: Sequence[Article]) -> WordList:
        """Return the words of *articles*, the newest first."""
        with self._making:
            known = self._read() if self._of_articles is None else self._of_articles
            stamps = [document.stamp(article) for article in articles]
            found = {
                stamp: known.get(stamp) or article_words(article)
                for stamp, article in zip(stamps, articles, strict=True)
            }
            if found.keys() != known.keys():
                self._write(found)
            self._of_articles = found
            return word_list([found[stamp] for stamp in stamps])

    def soon(self, version: int, articles: Sequence[Article], patience: float) -> WordList:
        """Return the words of the *version* of the library; older ones if they take more seconds than *patience*."""
        with self._asking:
            if version > self._version:
                self._version = version
                self._thread = threading.Thread(target=self._make, args=(version, articles), daemon=True)
                self._thread.start()
            thread = self._thread
        if thread:
            thread.join(patience)
        return self._list

    def _make(self, version: int, articles: Sequence[Article]) -> None:
        made = self.of(articles)
        with self._asking:
            if version == self._version:
                self._list = made

    def _read(self) -> dict[str, ArticleWords]:
        try:
            stored = json.loads(self._file.read_text(encoding="utf-8"))
            return {stamp: ArticleWords(*texts) for stamp, texts in stored.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            # build/ may be deleted or damaged at any time: then all are cut anew.
            return {}

    def _write(self, found: Mapping[str, ArticleWords]) -> None:
        rows = {stamp: (words.named, words.told) for stamp, words in found.items()}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        write_changed(self._file, json.dumps(rows, ensure_ascii=False, separators=(",", ":")))
