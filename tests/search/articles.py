"""Articles for the search tests, from random short texts."""

from datetime import datetime

from hypothesis import strategies as st

from webapp.core.article import Article

WORDS = st.text(alphabet='乡村振兴茶叶水稻的鄉興 a1"-.', max_size=12)
DAYS = st.dates(min_value=datetime(2020, 1, 1).date(), max_value=datetime(2020, 1, 4).date())


def make_article(slug: str, title: str = "", body: str = "", day: int = 1) -> Article:
    """Return an article of January 2020."""
    return Article(
        slug=slug, id=slug, section="news", title=title, body=body, path=f"{slug}.md", date=datetime(2020, 1, day)
    )


@st.composite
def libraries(draw: st.DrawFn) -> list[Article]:
    """Return a few articles with different slugs, some of the same day."""
    slugs = draw(st.lists(st.text(alphabet="abcdef", min_size=1, max_size=3), unique=True, max_size=12))
    return [make_article(slug, draw(WORDS), draw(WORDS), draw(st.integers(1, 3))) for slug in slugs]
