"""The sample library is worth reading, and shows what the program has to cope with."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from webapp.core.article import Article
from webapp.pictures.thumbnails import Thumbnails
from webapp.settings import Settings, load_settings
from webapp.store.checking.check import check
from webapp.store.library import Library, Snapshot

PROJECT = Path(__file__).parents[1]
PICTURES = sorted(path for path in (PROJECT / "content").rglob("*") if path.suffix in {".jpg", ".png", ".webp"})
AT_ANY_TIME = datetime(2030, 1, 1)


@pytest.fixture(scope="module")
def sample() -> Settings:
    return load_settings(PROJECT, {})


@pytest.fixture(scope="module")
def snapshot(sample: Settings) -> Snapshot:
    return Library(sample, now=lambda: AT_ANY_TIME).current()


@pytest.fixture(scope="module")
def long_articles(snapshot: Snapshot) -> list[Article]:
    return [article for article in snapshot.articles if 400 <= len(article.body) <= 2000]


def stored(path: Path) -> tuple[int, int, int]:
    """Width and height as they are stored, and the orientation that EXIF gives."""
    with Image.open(path) as image:
        return *image.size, image.getexif().get(ExifTags.Base.Orientation, 1)


class TestArticles:
    def test_there_are_enough_of_real_length(self, long_articles):
        """
        At least twelve articles of 400 to 2,000 characters stand in at least four sections.
        """
        assert len(long_articles) >= 12
        assert len({article.section for article in long_articles}) >= 4

    def test_some_are_traditional(self, long_articles):
        """
        At least three are in Traditional Chinese, and say so.
        """
        traditional = [article for article in long_articles if article.lang == "zh-Hant"]

        assert len(traditional) >= 3
        assert all(re.search("[這來裏們]", article.body) for article in traditional)

    def test_each_says_what_a_reader_wants_to_know(self, snapshot):
        """
        Each has a title, a date, a source and tags, and the long ones a description.
        """
        assert all(article.title and article.date and article.source and article.tags for article in snapshot.articles)
        assert all(article.description for article in snapshot.articles if len(article.body) > 300)

    def test_tags_are_shared(self, snapshot):
        """
        Most tags lead from one article to others.
        """
        shared = [tag for tag in snapshot.tags if tag.count > 1]

        assert len(shared) * 2 > len(snapshot.tags)

    def test_collection_is_part_of_it(self, snapshot):
        """
        The 24 solar terms come as rows of one file.
        """
        assert len([article for article in snapshot.articles if ".jsonl#" in article.path]) == 24

    def test_draft_and_expired_notice_stay_out_of_sight(self, snapshot, sample):
        """
        A draft and a notice that is over are in the folder, and not among the articles.
        """
        written = {path.name for path in sample.content.rglob("*.md")}
        shown = {Path(article.path).name for article in snapshot.articles}

        assert written - shown >= {"chunwan-zhengji.md", "zhaopin-2024.md"}

    def test_meetings(self, snapshot):
        """
        There are meetings, each with something to study, to discuss and to change.
        """
        assert len(snapshot.meetings) >= 2
        assert all(meeting.study and meeting.discuss and meeting.change for meeting in snapshot.meetings)

    @pytest.mark.slow
    def test_check_finds_nothing_to_mend(self, sample):
        """
        ``shuwu check`` has nothing to say of it, and every picture can be shown.
        """
        assert check(sample).findings == ()
        assert all(Thumbnails(sample).describe(path).renditions for path in PICTURES)


class TestPictures:
    def test_every_named_picture_is_there(self, snapshot):
        """
        Every picture that an article names, and every cover, is a file of the library.
        """
        named = [
            (article, name)
            for article in snapshot.articles
            for name in {*re.findall(r"!\[[^]]*\]\(([^)]+)\)", article.body), article.cover} - {""}
        ]

        assert len(named) >= 10
        assert [name for article, name in named if snapshot.picture_path(article, name) is None] == []

    def test_every_picture_has_a_caption(self, snapshot):
        """
        Every picture in a text is described for those who cannot see it.
        """
        captions = [caption for article in snapshot.articles for caption in re.findall(r"!\[([^]]*)\]", article.body)]

        assert all(len(caption) >= 8 for caption in captions)

    def test_one_is_turned_by_exif(self):
        """
        One is stored lying on its side, as by a camera held upright.
        """
        assert [orientation for *_, orientation in map(stored, PICTURES) if orientation != 1] == [6]

    def test_one_has_twelve_megapixels(self):
        """
        One is as large as the photos of telephones.
        """
        assert (4000, 3000, 1) in map(stored, PICTURES)

    def test_they_are_light_enough_to_carry(self):
        """
        None has more than 450 kB, and all together have less than 2 MB.
        """
        weights = [path.stat().st_size for path in PICTURES]

        assert max(weights) < 450_000
        assert sum(weights) < 2_000_000
