"""The library's page about itself."""

from webapp.core.article import Article
from webapp.store.library import Snapshot


def about_article(snapshot: Snapshot) -> Article:
    """Return ``content/about.md`` as an article, so that its links and pictures are placed like any other's."""
    return Article("about", "about", "", "", snapshot.about, "about.md")
