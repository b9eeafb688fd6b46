"""Guess the language of a text from its characters, for texts that do not say."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from webapp.core.language.han_fold import FROM, TO
from webapp.locales import languages, script_of

# Each of FROM is written in Traditional only. Of TO, what Traditional writes too (后, 里, 台) says little, but tips
# no scale: a Traditional text holds many more of FROM.
_TRADITIONAL = frozenset(FROM)
_SIMPLIFIED = frozenset(TO) - _TRADITIONAL

_SAMPLE_CHARACTERS = 400
_HAN = re.compile("[\u3400-\u9fff]")
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_LETTER = re.compile(r"[^\W\d_]")
_OTHER_LETTER = re.compile("[^\\W\\d_\u3400-\u9fff]")

_HAN_FOR_ONE = 10
"""With more Han characters than this for each of kana or Hangul, a text is Chinese that quotes a few."""
_LEAST_QUOTED = 2
_LATIN_FOR_ONE = 3
"""How many Latin letters say as much as one of another alphabet: texts of all scripts quote Latin names."""
_LETTERS_FOR_HAN = 4
"""How many letters of an alphabet say as much as a Han character."""

_USUAL = {
    "LATIN": "en",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "ARABIC": "ar",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "ORIYA": "or",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "THAI": "th",
    "LAO": "lo",
    "TIBETAN": "bo",
    "MYANMAR": "my",
    "KHMER": "km",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am",
    "MONGOLIAN": "mn-Mong",
    "YI": "ii",
    "THAANA": "dv",
    "SYRIAC": "syr",
    "CHEROKEE": "chr",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
}
"""The usual language of each script, by the first word of the names that Unicode gives its letters."""

_SHARED = {
    "CYRILLIC": frozenset(("ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn")),
    "ARABIC": frozenset(("ar", "fa", "ur", "ug", "ps", "ku")),
    "DEVANAGARI": frozenset(("hi", "ne", "mr")),
}
"""Languages that share a script, of those that the detector knows; all others that it knows are of Latin letters."""

_ENOUGH_LETTERS = 60
"""A text of fewer letters tells a detector too little."""
_OWN_LETTERS = {"ug": re.compile("[ېۈڭۇۆ]"), "vi": re.compile("[ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")}
"""Letters that tell a language even in a few words."""

_ENGLISH = frozenset(
    ("the", "of", "and", "to", "in", "is", "that", "for", "it", "was", "are", "with", "be", "by", "from", "have", "not")
)
_ENGLISH_SHARE = 0.15


def is_chinese(text: str) -> bool:
    """Tell whether *text* is Chinese: not Japanese or Korean, nor what quotes a few Han characters."""
    if not _OTHER_LETTER.search(text):
        return _HAN.search(text) is not None
    han = len(_HAN.findall(text))
    if not han or han * (_LETTERS_FOR_HAN + 1) < len(_LETTER.findall(text)):
        return False
    if not (_KANA.search(text) or _HANGUL.search(text)):
        return True
    foreign = sum(len(_HAN.findall(line)) for line in text.split("\n") if neighbour_of(line))
    return 2 * foreign <= han


def neighbour_of(text: str) -> str:
    """Return ``ja`` or ``ko`` if *text* is in these languages, which use Han characters too; else ""."""
    kana, hangul = len(_KANA.findall(text)), len(_HANGUL.findall(text))
    most = max(kana, hangul)
    if most < _LEAST_QUOTED or most * _HAN_FOR_ONE <= len(_HAN.findall(text)):
        return ""
    return "ja" if kana > hangul else "ko"


def language_of(text: str, usual: str, chinese: str = "zh-Hans") -> str:
    """Return the language that the beginning of *text* shows, as a BCP 47 tag.

    It is *usual* where nothing tells, or a few words in its letters; Chinese that both scripts share is *chinese*.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    if is_chinese(sample):
        return _chinese(sample, chinese)
    letters = _LETTER.findall(sample)
    script = _script(letters)
    if not script:
        return neighbour_of(sample) or usual
    if script == "LATIN" and _is_english(sample):
        return "en"
    own = next((tag for tag, pattern in _OWN_LETTERS.items() if pattern.search(sample)), "")
    if len(letters) >= _ENOUGH_LETTERS and script in (*_SHARED, "LATIN"):
        return _detected(sample, script)
    return own or (usual if script_of(usual) == script_of(_USUAL[script]) else _USUAL[script])


def _chinese(text: str, default: str) -> str:
    characters = set(text)
    traditional, simplified = len(characters & _TRADITIONAL), len(characters & _SIMPLIFIED)
    if traditional == simplified:
        return default
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _is_english(text: str) -> bool:
    """Tell whether *text* has the small words of English, which spares the detector."""
    words = re.findall("[a-z]+", text.lower())
    return sum(word in _ENGLISH for word in words) > _ENGLISH_SHARE * len(words)


def _script(letters: list[str]) -> str:
    """Return the first word of the names of most *letters*; "" if no script is told."""
    counts: Counter[str] = Counter()
    for letter, count in Counter(letters).items():
        name = _first_name(letter)
        if name in _USUAL:
            counts[name] += count if name == "LATIN" else count * _LATIN_FOR_ONE
    return counts.most_common(1)[0][0] if counts else ""


@lru_cache(maxsize=4096)
def _first_name(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _detected(sample: str, script: str) -> str:
    import py3langid  # noqa: PLC0415 (takes a second and a half, and few libraries need it)

    candidates = _SHARED.get(script) or _languages_of_latin()
    return str(next(language for language, _ in py3langid.rank(sample) if language in candidates))


@lru_cache(maxsize=1)
def _languages_of_latin() -> frozenset[str]:
    """Return the languages of Latin letters that CLDR knows; the detector takes some texts for rarer ones."""
    elsewhere = set().union(*_SHARED.values(), (tag for name, tag in _USUAL.items() if name != "LATIN"), ("zh",))
    return languages() - elsewhere
