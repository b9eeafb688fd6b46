"""A cache of what the articles of a library refer to."""

from dataclasses import astuple
from hashlib import blake2b
from pathlib import Path

from webapp.core.article import Article
from webapp.core.html.references import References, references
from webapp.disk.cached_function import CachedFunction


class ReferenceCache:
    """Finds what articles refer to, and caches it in the folder *build*, because that is slow."""

    def __init__(self, build: Path) -> None:
        self._memory = CachedFunction[str](build / ".references", lambda digest, text: astuple(references(text)))

    def of(self, article: Article) -> References:
        """Return the references in the text of *article*."""
        digest = blake2b(article.body.encode(), digest_size=16).hexdigest()
        return References(*self._memory(digest, article.body))

    def save(self) -> None:
        """Write the cache for the next run."""
        self._memory.save()
