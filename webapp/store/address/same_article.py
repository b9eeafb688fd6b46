"""Record what the program does with an article, so that the article is recognised after other changes."""

from webapp.core.address.owners import Fact
from webapp.core.article import Article
from webapp.settings import Settings
from webapp.store.address.book import AddressBook
from webapp.store.address.settling import address_of, file_place


def is_at(settings: Settings, article: Article, path: str) -> None:
    """Record that *article* is now in the file *path*, relative to ``content/``."""
    address = address_of(article)
    book = AddressBook(settings.root)
    with book.locked():
        book.refresh()
        owner = book.articles.owners.get(address)
        if owner:
            book.write([Fact(address, owner._replace(place=file_place(path)))])


def became(settings: Settings, article: Article, other: Article) -> None:
    """Record that *article* is now a part of *other*; its address leads there."""
    book = AddressBook(settings.root)
    with book.locked():
        book.refresh()
        if address_of(article) in book.articles.owners:
            book.write([Fact(address_of(article), None, address_of(other))])
