"""Write down what the program itself does with an article, so that it is known again whatever else changes with it."""

from webapp.core.address.owners import Fact
from webapp.core.article import Article
from webapp.settings import Settings
from webapp.store.address.book import AddressBook
from webapp.store.address.settling import address_of, file_place


def is_at(settings: Settings, article: Article, path: str) -> None:
    """Remember that *article* is in the file *path* now, relative to ``content/``."""
    address = address_of(article)
    book = AddressBook(settings.root)
    with book.locked():
        book.refresh()
        owner = book.articles.owners.get(address)
        if owner:
            book.write([Fact(address, owner._replace(place=file_place(path)))])


def became(settings: Settings, article: Article, other: Article) -> None:
    """Remember that *article* is a part of *other* now, to which its address leads."""
    book = AddressBook(settings.root)
    with book.locked():
        book.refresh()
        if address_of(article) in book.articles.owners:
            book.write([Fact(address_of(article), None, address_of(other))])
