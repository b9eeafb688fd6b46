"""The words that a library holds, as they are suggested: which ones, how usual each is, and how it is looked up.

A word is a run of a title or a tag, or a telling word, or two neighbours of these; of those that stand in texts only,
such as several articles hold. It is written with the sounds of its characters, and so as one text on which a pattern
can be tried: xiang乡cun村. A letter is its own sound: wWiIfFiI. Behind a = stands how the library writes the word, if
that differs from its folded form.

Words lie in buckets by the first letters of two sounds, so that a reader who typed two syllables needs one bucket.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from webapp.core.article import Article
from webapp.core.keywords import TELLING
from webapp.core.markup import plain
from webapp.core.sounds import word_sounds
from webapp.core.text import fold, is_joined, runs

LENGTHS = range(2, 9)
"""How many characters a word may have."""

SMALL_LIBRARY = 256
LEAST_HOLDING, LEAST_HOLDING_SMALL = 4, 2
"""How many articles must hold a word of texts only, in a library of at least so many articles and in a smaller one."""

EXACT_BITS = 4
"""To so many binary digits the number of articles is rounded down that are counted."""

BUCKET_WORDS = 48
USUAL_OF_SOUND = 8
USUAL_OF_LETTER = 24
"""How many of the most usual words can be found by their first sound, and by its letter, alone."""

Bucket = tuple[tuple[str, ...], ...]
"""Written words, by level."""


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """The words of one article, folded, with blanks between: those of its title and tags, and the others.

    Behind a = stands how the article writes a word, if it writes it otherwise.
    """

    named: str
    told: str


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of a library in buckets: those that are *known*, and *fresh* ones from the newest articles."""

    known: tuple[Bucket, ...]
    fresh: tuple[Bucket, ...]

    def read(self, key: str) -> tuple[Bucket, Bucket]:
        """Return the buckets in which the words of *key* lie, with others."""
        return self.known[place(key, len(self.known))], self.fresh[place(key, len(self.fresh))]


NO_WORDS = WordList(((),), ((),))


def article_words(article: Article) -> ArticleWords:
    """Return the words of *article*."""
    named = dict(_telling(article.title))
    for text in (article.title, *article.tags):
        named.update(_runs(text))
    told = {word: shown for word, shown in _telling(plain(article.body)) if is_joined(word) and word not in named}
    return ArticleWords(*(" ".join(map(_spell, words, words.values())) for words in (named, told)))


def word_list(articles: Sequence[ArticleWords]) -> WordList:
    """Return the words of a library from those of its *articles*, the newest first.

    The newest articles, at most one in eight, are not counted; what their titles and tags add to the words of the
    others is kept apart. So a new article leaves the known words as they are.
    """
    count = len(articles)
    fresh = articles[: count % (1 << max(0, count.bit_length() - EXACT_BITS))]
    known = _known(articles[len(fresh) :], LEAST_HOLDING if count >= SMALL_LIBRARY else LEAST_HOLDING_SMALL)
    added = _counted(words.named for words in fresh)
    return WordList(
        spread({write(spelt): level_of(holding) for spelt, holding in known.values()}),
        spread({write(spelt): 0 for word, (spelt, _) in added.items() if word not in known}),
    )


@lru_cache(maxsize=1 << 16)
def write(spelt: str) -> str:
    """Return a word with the sounds of its characters; *spelt* is folded, with = and its own form if that differs."""
    word, equals, shown = spelt.partition("=")
    written = (
        character + character.upper() if "a" <= character <= "z" else sound + character
        for sound, character in zip(word_sounds(word), word, strict=True)
    )
    return "".join(written) + equals + shown


def units(written: str) -> list[str]:
    """Return the characters of a written word, each behind its sound."""
    found, start = [], 0
    for place, character in enumerate(written.partition("=")[0], 1):
        if not "a" <= character <= "z":
            found.append(written[start:place])
            start = place
    return found


def shown(written: str) -> str:
    """Return a written word as readers see it."""
    return written.partition("=")[2] or "".join(unit[-1].lower() for unit in units(written))


def order(level: int, written: str) -> tuple[int, int, bytes]:
    """Return the key that puts usual words first, then short ones, then by code as JavaScript compares."""
    code = written.encode("utf-16-be")
    return -level, len(code), code


def level_of(holding: int) -> int:
    """Return how usual a word is that *holding* articles hold: so coarse that it seldom changes."""
    return (holding.bit_length() - 1) // 2


def place(key: str, buckets: int) -> int:
    """Return which of *buckets* holds the words of *key*; n is no other letter than l, as many speak it."""
    value = 0
    for character in key.replace("n", "l"):
        value = value * 31 + ord(character)
    return value % buckets


def spread(words: Mapping[str, int]) -> tuple[Bucket, ...]:
    """Return written *words*, given with their levels, in buckets."""
    number = 1 << (max(0, len(words) - 1) // BUCKET_WORDS).bit_length()
    rows: list[set[str]] = [set() for _ in range(number)]
    for key, found in _by_key(sorted(words, key=lambda word: order(words[word], word))).items():
        rows[place(key, number)].update(found)
    return tuple(_bucket(sorted(row, key=lambda word: order(0, word)), words) for row in rows)


def _known(articles: Sequence[ArticleWords], least: int) -> dict[str, tuple[str, int]]:
    """Return the words that titles and tags name or *least* articles hold, each as it is spelt, and its holding."""
    named = {spelt.partition("=")[0] for words in articles for spelt in words.named.split()}
    counted = _counted(f"{words.named} {words.told}" for words in articles)
    return {word: found for word, found in counted.items() if found[1] >= least or word in named}


def _counted(texts: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Return each word of *texts* as most of them spell it, and how many of them hold it."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text.split())
    found: dict[str, tuple[str, int]] = {}
    for spelt, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        word = spelt.partition("=")[0]
        usual, before = found.get(word, (spelt, 0))
        found[word] = usual, before + count
    return found


def _by_key(words: Iterable[str]) -> dict[str, list[str]]:
    """Return *words*, the most usual first, under every key that leads to them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        letters = [unit[0] for unit in units(word)]
        found["".join(letters[:2])].append(word)
        if len(letters) > 2:  # so that it is found when its beginning is mistyped
            found["".join(letters[-2:])].append(word)
        for key, most in ((units(word)[0][:-1], USUAL_OF_SOUND), (letters[0], USUAL_OF_LETTER)):
            if len(found[key]) < most:
                found[key].append(word)
    return found


def _bucket(row: Sequence[str], levels: Mapping[str, int]) -> Bucket:
    highest = max((levels[word] for word in row), default=-1)
    return tuple(tuple(word for word in row if levels[word] == level) for level in range(highest + 1))


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the runs of *text* that are as long as words, folded, each with how it is written."""
    folded, normal = _folded(text)
    end = 0
    for run in runs(folded):
        start = folded.index(run, end)
        end = start + len(run)
        if len(run) in LENGTHS:
            yield run, normal[start:end]


def _telling(text: str) -> Iterator[tuple[str, str]]:
    """Yield the telling words of *text*, and each two of them that stand together, with how they are written."""
    folded, normal = _folded(text)
    before, end = None, 0
    for word, kind in rjieba.tag(folded):
        start, end = end, end + len(word)
        if not (kind.startswith(TELLING) and word.isalnum()):
            before = None
            continue
        for first in (start, before):
            if first is not None and end - first in LENGTHS:
                yield folded[first:end], normal[first:end]
        before = start if is_joined(word) else None


def _folded(text: str) -> tuple[str, str]:
    """Return *text* folded, and as it is written, character beside character."""
    folded, normal = fold(text), unicodedata.normalize("NFKC", text)
    return folded, normal if len(normal) == len(folded) else folded


def _spell(word: str, shown: str) -> str:
    return word if shown == word else f"{word}={shown}"
