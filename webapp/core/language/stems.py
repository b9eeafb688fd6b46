"""Stems of words: what teacher, teachers and teaching have in common, by the rules of their language.

The rules are Snowball's. They are asked when an article is indexed, never when a reader searches: the index says which
words belong together.
"""

from collections.abc import Callable, Iterable
from functools import cache

from webapp.core.language.text import CJK, Analyzer
from webapp.core.language.tokens import MULTILINGUAL, loose

ALGORITHMS = {
    **{"ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish", "nl": "dutch"},
    **{"en": "english", "eo": "esperanto", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german"},
    **{"el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian"},
    **{"lt": "lithuanian", "ms": "indonesian", "ne": "nepali", "no": "norwegian", "nb": "norwegian", "nn": "norwegian"},
    **{"fa": "persian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian"},
    **{"st": "sesotho", "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish"},
}
"""By the language the name of its stemmer."""

CJK_LANGUAGES = frozenset({"zh", "ja", "ko", "yue", "cmn", "lzh", "wuu", "hak", "nan", "gan", "hsn"})
"""Languages of Han, kana and Hangul, for which text.py is enough."""
DOTLESS = frozenset({"tr", "az", "crh", "tt"})
"""Languages whose I is no i."""
SYLLABIC = frozenset({"vi", "bo", "dz"})
"""Languages that write each syllable apart."""

SPELT_OUT = {
    "de": {"ä": "ae", "ö": "oe", "ü": "ue"},
    "da": {"å": "aa", "ø": "oe", "æ": "ae"},
    "no": {"å": "aa", "ø": "oe", "æ": "ae"},
}
SPELT_OUT |= {"nb": SPELT_OUT["no"], "nn": SPELT_OUT["no"], "sv": {"å": "aa", "ä": "ae", "ö": "oe"}}
"""By language how its letters are written without their signs."""


def language(tag: str) -> str:
    """Return the language that a BCP 47 *tag* begins with, such as ``en``."""
    return tag.partition("-")[0].lower()


def analyzer_of(tags: Iterable[str]) -> Analyzer:
    """Return how a library is searched whose articles are in the languages of *tags*."""
    return CJK if all(language(tag) in CJK_LANGUAGES for tag in set(tags)) else MULTILINGUAL


@cache
def stemmer(of: str) -> Callable[[str], str]:
    """Return what gives the family of a normal word in the language *of*; without a stemmer, that is the loose word."""
    if of not in ALGORITHMS:
        return loose
    import snowballstemmer  # type: ignore[import-untyped]  # noqa: PLC0415 (only libraries of such languages need it)

    stem = snowballstemmer.stemmer(ALGORITHMS[of]).stemWord

    @cache
    def family(word: str) -> str:
        return loose(stem(word)) or loose(word)

    return family


def spelt_out(word: str, of: str) -> str:
    """Return *word* without the umlauts of the language *of*: ``baecker`` for ``bäcker``; "" if it has none."""
    letters = SPELT_OUT.get(of)
    if not letters or word.isascii():
        return ""
    other = "".join(letters.get(letter, letter) for letter in word)
    return loose(other) if other != word else ""
