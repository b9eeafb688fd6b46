from webapp.core.article import Article
from webapp.pack.split import split


def articles(names: str) -> list[Article]:
    """Return an article for each word; its first letter is the section."""
    return [Article(slug=name, id=name, section=name[0], title=name, body="", path=name) for name in names.split()]


def names(pieces: list[list[Article]]) -> list[str]:
    return [" ".join(article.slug for article in piece) for piece in pieces]


class TestSplit:
    def test_sections_stay_whole(self):
        """
        Small sections share a piece; none is divided while there are others.
        """
        found = split(articles("a1 a2 b1 c1 c2"), {"a1": 1, "a2": 1, "b1": 1, "c1": 1, "c2": 2}, 2)

        assert names(found) == ["a1 a2 b1", "c1 c2"]

    def test_large_section_stands_alone(self):
        """
        A section larger than a piece is one by itself.
        """
        found = split(articles("a1 b1 b2 c1"), {"a1": 1, "b1": 9, "b2": 9, "c1": 1}, 2)

        assert names(found) == ["a1", "b1 b2", "c1"]

    def test_one_section(self):
        """
        Articles of one section are divided among pieces of about the same weight.
        """
        found = split(articles("a1 a2 a3 a4"), {"a1": 3, "a2": 1, "a3": 1, "a4": 1}, 2)

        assert names(found) == ["a1", "a2 a3 a4"]

    def test_two_at_least(self):
        """
        Something is always divided.
        """
        assert len(split(articles("a1 b1"), {"a1": 1, "b1": 100}, 2)) == 2
