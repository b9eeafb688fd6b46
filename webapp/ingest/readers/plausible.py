"""Judge how much a decoded text looks like real Chinese.

GB18030 decodes almost any bytes, so a successful decoding proves nothing. Real Chinese has few common characters, and
neighbours form words.
"""

import unicodedata
from functools import lru_cache

from pypinyin.phrases_dict import phrases_dict

from webapp.core.language.text import fold

_COMMONEST = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都"
    "同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问"
    "很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处"
    "走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展"
    "马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运"
    "村乡镇县农田户组党委支书记通知医保费证办理电话号址月日年时谢请快"
)
_SIGNS = frozenset("，。、；：？！“”‘’（）《》—…·「」　")

_WORD, _COMMON, _KNOWN, _SIGN, _RARE, _NONSENSE = 3.0, 2.0, 0.5, 1.0, -1.0, -4.0


def plausibility(text: str) -> float:
    """Return the mean weight of the non-ASCII characters of *text*: above 1 it is Chinese, below 0 it is not."""
    seen = fold(text)
    characters = [character for character in text if character > "\x7f"]
    if not characters:
        return 0.0
    pairs = sum(_is_word(seen[place : place + 2]) for place in range(len(seen) - 1))
    return (sum(map(_weight, characters)) + _WORD * pairs) / len(characters)


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Return the pairs of characters that begin a word."""
    return frozenset(word[:2] for word in phrases_dict if len(word) in (2, 3))


def _is_word(pair: str) -> bool:
    # 谢谢, 看看, 天天
    is_doubled = len(pair) == 2 and pair[0] == pair[1] and pair[0] in _COMMONEST
    return is_doubled or pair in _words()


@lru_cache(maxsize=8192)
def _weight(character: str) -> float:
    if character in _SIGNS:
        return _SIGN
    if unicodedata.category(character) in ("Co", "Cn", "Cs", "Cc") or character == "\ufffd":
        return _NONSENSE
    if not "\u4e00" <= character <= "\u9fff":
        return _RARE
    simple = fold(character)
    if simple in _COMMONEST:
        return _COMMON
    try:
        return _KNOWN if simple.encode("gb2312")[0] <= 0xD7 else _RARE / 2
    except UnicodeEncodeError:
        return _RARE
