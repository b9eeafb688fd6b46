"""Find how much of a library fits into a pack of a given size."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from webapp.errors import PackError
from webapp.messages import Message
from webapp.pack.contents import Contents, PackedArticle, pictures_of
from webapp.pack.pictures import SmallPicture

# Each try makes a whole pack, so this share of the allowed size may stay unused.
_LEFT_OVER = 0.01


class Fitting:
    """Chooses among *leaves*, the newest first, and their *pictures*, for packs that *make* makes.

    *picture_bytes* returns the bytes that a picture takes in a pack. *has_words* tells that the pack has suggestions.
    """

    def __init__(
        self,
        leaves: Sequence[PackedArticle],
        pictures: Mapping[Path, SmallPicture],
        make: Callable[[Contents], bytes],
        picture_bytes: Callable[[SmallPicture], int] = lambda picture: len(picture.content),
        *,
        has_words: bool = False,
    ) -> None:
        self._leaves = leaves
        self._pictures = dict(pictures)
        self._make = make
        self._picture_bytes = picture_bytes
        self._has_words = has_words

    def fit(self, max_bytes: int | None) -> tuple[bytes, Contents]:
        """Return a pack of at most *max_bytes*, and what is in it. Raises PackError if not even one article fits.

        Leaves out pictures first, beginning with the oldest articles, then suggestions, then the oldest articles.
        """
        whole = Contents(self._leaves, self._pictures)
        pack = self._make(whole)
        if max_bytes is None or len(pack) <= max_bytes:
            return pack, whole
        bare, size = self._cut_articles(max_bytes)
        pictures = self._pictures_that_fit(bare, max_bytes - size)
        while True:
            left = len(self._pictures) - len(pictures)
            contents = replace(bare, pictures=dict(pictures), left_pictures=left)
            pack = self._make(contents)
            excess = len(pack) - max_bytes
            if excess <= 0 or not pictures:
                return pack, contents
            while pictures and excess > 0:
                excess -= self._picture_bytes(pictures.popitem()[1])

    def _cut_articles(self, max_bytes: int) -> tuple[Contents, int]:
        """Return about as many of the newest articles as fit without pictures, and their bytes."""
        for left_words in (False, True) if self._has_words else (False,):
            bare = self._first(len(self._leaves), left_words=left_words)
            size = len(self._make(bare))
            if size <= max_bytes:
                return bare, size
        return self._fewer(max_bytes, size)

    def _fewer(self, max_bytes: int, size: int) -> tuple[Contents, int]:
        """Do the same where all articles take *size*, which is too much. Interpolates between two sizes."""
        lengths = [0, *accumulate(len(packed.body) + len(packed.article.title) for packed in self._leaves)]
        least, most = 1, len(self._leaves)
        least_size, most_size = len(self._make(self._first(least, left_words=self._has_words))), size
        if least_size > max_bytes:
            raise PackError("--max-mb", Message("nothing_fits"), Message("allow_more"))
        aim = max_bytes * (1 - _LEFT_OVER / 2)
        while most - least > 1 and least_size < max_bytes * (1 - _LEFT_OVER):
            share = (aim - least_size) / (most_size - least_size)
            length = lengths[least] + share * (lengths[most] - lengths[least])
            count = min(max(bisect_right(lengths, length) - 1, least + 1), most - 1)
            size = len(self._make(self._first(count, left_words=self._has_words)))
            if size <= max_bytes:
                least, least_size = count, size
            else:
                most, most_size = count, size
        return self._first(least, left_words=self._has_words), least_size

    def _first(self, count: int, *, left_words: bool) -> Contents:
        return Contents(self._leaves[:count], {}, left_words, len(self._leaves) - count, len(self._pictures))

    def _pictures_that_fit(self, bare: Contents, room: int) -> dict[Path, SmallPicture]:
        fitting: dict[Path, SmallPicture] = {}
        for path in pictures_of(bare.leaves):
            picture = self._pictures.get(path)
            if picture is None:
                continue
            room -= self._picture_bytes(picture)
            if room < 0:
                break
            fitting[path] = picture
        return fitting
