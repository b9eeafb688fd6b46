"""The library's page about itself."""

from webapp.core.article import Article


def about_article(text: str) -> Article:
    """Return the about page's *text* as an article, so that its links and pictures work."""
    return Article("about", "about", "", "", text, "about.md")
