"""The library's page about itself."""

from webapp.core.article import Article


def about_article(text: str) -> Article:
    """Return *text*, what the library says about itself, as an article: so its links and pictures are placed."""
    return Article("about", "about", "", "", text, "about.md")
