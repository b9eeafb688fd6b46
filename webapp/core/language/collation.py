"""Sort words as dictionaries of a language do, and name the letter under which each stands.

Letters come first, accents and case after them. What is a letter of its own, as Spanish ñ, stands in ALPHABETS; for
other letters Unicode's order is near enough to that of CLDR's root collation.
"""

import unicodedata
from functools import cache
from itertools import chain
from typing import NamedTuple

ALPHABETS = {
    "az": "abcçdeəfgğhxıijkqlmnoöprsştuüvyz",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "cs": "abcčdefghijklmnopqrřsštuvwxyzž",
    "da": "abcdefghijklmnopqrstuvwxyzæøå",
    "eo": "abcĉdefgĝhĥijĵklmnoprsŝtuŭvz",
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "et": "abcdefghijklmnopqrsšzžtuvwõäöüxy",
    "fa": "اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "fi": "abcdefghijklmnopqrstuvwxyzåäö",
    "hr": "abcčćdđefghijklmnoprsštuvzž",
    "hu": "abcdefghijklmnoöpqrstuüvwxyz",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
    "lt": "abcčdefghijklmnopqrsštuvwxyzž",
    "lv": "abcčdefgģhijkķlļmnņoprsštuvzž",
    "mn": "абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя",
    "nb": "abcdefghijklmnopqrstuvwxyzæøå",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "ps": "اآبپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهيېۍئ",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz",
    "sk": "aäbcčdefghijklmnoôpqrsštuvwxyzž",
    "sl": "abcčdefghijklmnopqrsštuvwxyzž",
    "sv": "abcdefghijklmnopqrstuvwxyzåäö",
    "tg": "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя",
    "tk": "abçdeäfghijžklmnňoöprsştuüwyýz",
    "tr": "abcçdefgğhıijklmnoöprsştuüvyz",
    "tt": "аәбвгдеёжҗзийклмнңоөпрстуүфхһцчшщъыьэюя",
    "ug": "اەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "ur": "اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنوہھءیے",
    "vi": "aăâbcdđeêghiklmnoôơpqrstuưvxy",
}
"""Letters in the order of each language, where Unicode's is another; by the first part of its tag."""

# Thai and Lao write some vowels before the consonant after which they are spoken, and sort by the consonant.
_WRITTEN_FIRST = frozenset("เแโใไເແໂໃໄ")
_ARTICLE_OF_HAMZA = str.maketrans("أإآٱىؤئ", "ااااييي")


class Rank(NamedTuple):
    """Where a word stands among others: by its letters, then by their accents, then as it is written."""

    letters: tuple[tuple[int, int], ...]
    accents: str
    written: str


def rank(word: str, tag: str) -> Rank:
    """Return where *word* stands in a list of the language *tag*."""
    small = _small(word, tag)
    letters = tuple(chain.from_iterable(_places(letter, _alphabet(tag)) for letter in _reordered(small)))
    return Rank(letters, unicodedata.normalize("NFD", small), word)


def first_letters(word: str, tag: str, most: int = 1) -> str:
    """Return the letters of the language *tag* with which *word* begins, at most so many; "" for none.

    The first is a capital where it has one. A sign between letters ends them.
    """
    letters: list[str] = []
    for letter in _reordered(_small(word, tag)):
        base = letter if letter in _alphabet(tag) else _base(letter)
        if base.isalpha():
            letters.append(base)
        elif letters and not unicodedata.combining(letter):
            break
        if len(letters) == most:
            break
    return "".join([*(_capital(letter, tag) for letter in letters[:1]), *letters[1:]])


def _capital(letter: str, tag: str) -> str:
    capital = "İ" if letter == "i" and "ı" in _alphabet(tag) else letter.upper()
    return capital if len(capital) == 1 else letter


def _small(word: str, tag: str) -> str:
    """Return *word* in small letters, each of which is one character where Unicode has it."""
    if "ı" in _alphabet(tag):
        word = word.replace("I", "ı").replace("İ", "i")
    if tag.startswith("ug"):
        # It only carries the vowel behind it.
        word = word.replace("ئ", "")
    return unicodedata.normalize("NFC", word.casefold())


def _places(letter: str, alphabet: dict[str, int]) -> tuple[tuple[int, int], ...]:
    """Return the places of *letter*: digits, then letters that *alphabet* knows, then others by Unicode."""
    if letter in alphabet:
        return ((1, alphabet[letter]),)
    base = _base(letter)
    if base in alphabet:
        return ((1, alphabet[base]),)
    return tuple((0 if char.isdigit() else 2, ord(char)) for char in base if char.isalnum())


def _base(letter: str) -> str:
    """Return *letter* without its accents."""
    parted = unicodedata.normalize("NFKD", letter.translate(_ARTICLE_OF_HAMZA))
    return "".join(char for char in parted if not unicodedata.combining(char)) or letter


def _reordered(word: str) -> str:
    letters = list(word)
    for place in range(len(letters) - 1):
        if letters[place] in _WRITTEN_FIRST:
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
    return "".join(letters)


@cache
def _alphabet(tag: str) -> dict[str, int]:
    letters = ALPHABETS.get(tag.partition("-")[0].lower(), "")
    return {letter: place for place, letter in enumerate(letters)}
