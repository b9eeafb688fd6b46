"""The words that a library holds, as they are suggested: which ones, how usual each is, and how it is looked up.

A word is a run of a title or a tag, or a telling word, or two neighbours of these; of those that stand in texts only,
such as several articles hold. It is written with the sounds of its characters, and so as one text on which a pattern
can be tried: xiang乡cun村. A letter is its own sound: wWiIfFiI. Behind a = stands how the library writes the word, if
that differs from its folded form.

Words lie in buckets by the first letters of two sounds, so that a reader who typed two syllables needs one bucket.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from webapp.core.article import Article
from webapp.core.html.markup import plain
from webapp.core.language.keywords import TELLING
from webapp.core.language.sounds import word_sounds
from webapp.core.language.text import fold, is_joined, runs

LENGTHS = range(2, 9)
"""How many characters a word may have."""

SMALL_LIBRARY = 256
LEAST_HOLDING, LEAST_HOLDING_SMALL = 4, 2
"""How many articles must hold a word that no title has: in a library of SMALL_LIBRARY articles or more, or less."""

EXACT_BITS = 4
"""The number of articles that are counted is rounded down to this many binary digits."""

BUCKET_WORDS, FRESH_BUCKET_WORDS = 48, 12
"""About how many words a bucket has: few where each new article changes some."""

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
    named = _named(article.title, article.tags)
    told = {word: shown for word, shown in _telling(plain(article.body)) if is_joined(word) and word not in named}
    return ArticleWords(_spelt(named), _spelt(told))


def named_words(title: str, tags: Sequence[str]) -> str:
    """Return the words that an article with this *title* and *tags* names, as ArticleWords holds them."""
    return _spelt(_named(title, tags))


def fresh_count(articles: int) -> int:
    """Return how many of the newest *articles* are not counted, at most one in eight.

    Only what their titles and tags add to the words of the others is known. So a new article leaves the others' words
    as they are, and the bytes of their files.
    """
    return articles % (1 << max(0, articles.bit_length() - EXACT_BITS))


def known_words(articles: Sequence[ArticleWords]) -> tuple[Bucket, ...]:
    """Return the words of the *articles* that are counted: what titles and tags name, and what several hold."""
    least = LEAST_HOLDING if len(articles) >= SMALL_LIBRARY else LEAST_HOLDING_SMALL
    named = {spelt.partition("=")[0] for words in articles for spelt in words.named.split()}
    counted = _counted(f"{words.named} {words.told}" for words in articles)
    return spread(
        {
            write(spelt): level_of(holding)
            for word, (spelt, holding) in counted.items()
            if holding >= least or word in named
        }
    )


def fresh_words(named: Iterable[str], known: Iterable[Bucket], written: Callable[[str], str]) -> tuple[Bucket, ...]:
    """Return what words that are *named* by articles add to the *known* ones.

    *named* are what named_words returns of each, *written* is the function write, or remembers what it returned.
    """
    has = {word.partition("=")[0] for bucket in known for row in bucket for word in row}
    added = (written(spelt) for spelt, _ in _counted(named).values())
    words = [word for word in added if word.partition("=")[0] not in has]
    keyed: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        for key in _keys(word):
            keyed[key].append(word)
    return _buckets(keyed, dict.fromkeys(words, 0), len(words) // FRESH_BUCKET_WORDS)


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
    keyed: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=lambda word: order(words[word], word)):
        for key in _keys(word):
            keyed[key].append(word)
        for key, most in zip(_first_keys(word), (USUAL_OF_SOUND, USUAL_OF_LETTER), strict=True):
            if len(keyed[key]) < most:
                keyed[key].append(word)
    return _buckets(keyed, words, len(words) // BUCKET_WORDS)


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


def _keys(word: str) -> set[str]:
    """Return the keys under which a written word always lies."""
    letters = [unit[0] for unit in units(word)]
    # By its end too, so that it is found when its beginning is mistyped; of two characters, that is the same key.
    return {"".join(letters[:2]), "".join(letters[-2:])}


def _first_keys(word: str) -> tuple[str, str]:
    """Return the keys under which a written word lies if it is usual: its first sound, and the letter of that."""
    first = units(word)[0]
    return first[:-1], first[0]


def _buckets(keyed: Mapping[str, Iterable[str]], levels: Mapping[str, int], least: int) -> tuple[Bucket, ...]:
    number = 1 << least.bit_length()
    rows: list[set[str]] = [set() for _ in range(number)]
    for key, found in keyed.items():
        rows[place(key, number)].update(found)
    return tuple(_bucket(sorted(row, key=lambda word: order(0, word)), levels) for row in rows)


def _bucket(row: Sequence[str], levels: Mapping[str, int]) -> Bucket:
    highest = max((levels[word] for word in row), default=-1)
    return tuple(tuple(word for word in row if levels[word] == level) for level in range(highest + 1))


def _named(title: str, tags: Sequence[str]) -> dict[str, str]:
    """Return the words of title and tags, each with how it is written."""
    named = dict(_telling(title))
    for text in (title, *tags):
        named.update(_runs(text))
    return named


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
    import rjieba  # noqa: PLC0415 (takes a tenth of a second and 30 MB, and often all words are known)

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


def _spelt(words: Mapping[str, str]) -> str:
    return " ".join(word if shown == word else f"{word}={shown}" for word, shown in words.items())
