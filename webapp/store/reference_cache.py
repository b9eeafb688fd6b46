"""What the articles of a library refer to, kept from one run of the program to the next."""

from dataclasses import astuple
from hashlib import blake2b
from pathlib import Path

from webapp.core.article import Article
from webapp.core.html.references import References, references
from webapp.disk.cached_function import CachedFunction


class ReferenceCache:
    """Tells what articles refer to. That is kept in the folder *build*, as it takes long to find."""

    def __init__(self, build: Path) -> None:
        self._memory = CachedFunction[str](build / ".references", lambda digest, text: astuple(references(text)))

    def of(self, article: Article) -> References:
        """Return what the text of *article* refers to."""
        digest = blake2b(article.body.encode(), digest_size=16).hexdigest()
        return References(*self._memory(digest, article.body))

    def save(self) -> None:
        """Keep what was found for the next run."""
        self._memory.save()
