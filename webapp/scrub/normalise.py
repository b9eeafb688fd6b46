"""Normalise text for matching, and count the kinds of characters that the rules use.

Pages come in both scripts, with full-width and half-width signs. The patterns of the rules are in Simplified and
half-width, and match the normalised text. Every character keeps its position, so a match has the same position in the
text itself.
"""

import re
import unicodedata
from functools import lru_cache

from webapp.core.language.han_fold import FROM, TO

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Han characters, for use inside the brackets of a pattern."""

# 著 has its own meaning in Simplified, which the patterns need.
_FOLD = {ord(old): new for old, new in zip(FROM, TO, strict=True) if old != "著"}

_HAN = re.compile(f"[{HAN}]")
_SENTENCE_END = re.compile(r"[。!?;…]|[.!?](?=\s|$)")
# Not the comma of 1,203.
_COMMA = re.compile(r",(?!\d{3})")
_SHORTEST_PROSE = 30
_SHORTEST_CRY, _LONGEST_CRY = 8, 40
# Sentences that belong to the page.
_PAGE_SAYING = re.compile(
    r"欢迎(?:您|你)?(?:访问|光临|来到|关注)|(?:您|你)是第|版权|copyright|©|未经.{0,8}(?:授权|许可)|建议使用|本站"
    r"|(?:免责|版权)声明|.{0,40}转载请(?:附|注|保|联)|(?:特别|郑重|本站)?声明:.*(?:观点|转载|本网|平台|侵权)|今天是|本(?:电子)?书(?:是?由|来自)|更多(?:好书|电子书|小说)|(?:您|你)收到(?:这封|此|本)邮件|.{0,8}无法(?:正常)?(?:查看|显示).{0,4}邮件|(?:长按|点击|扫描|识别).{0,20}(?:关注|订阅|二维码)"
)


def normalise(text: str) -> str:
    """Return *text* in Simplified, lower case and half-width; every character keeps its position."""
    return "".join(map(_narrow, text)).translate(_FOLD)


def han_count(text: str) -> int:
    """Return the number of Han characters in *text*."""
    return len(_HAN.findall(text))


def is_prose(line: str) -> bool:
    """Tell whether *line* reads like a sentence, not like a heading, a label or a list item."""
    seen = normalise(line).strip()
    if _PAGE_SAYING.match(seen) or (seen.endswith(":") and seen.count(":") > 1):
        return False
    if han_count(seen) == 0:
        return len(seen.split()) >= 8 and _SENTENCE_END.search(seen) is not None
    if "。" in seen or (seen.endswith(("!", "?", ";", "…", ":")) and len(seen) > _SHORTEST_CRY):
        return True
    return len(seen) >= _SHORTEST_PROSE and _COMMA.search(seen) is not None


def is_cry(line: str) -> bool:
    """Tell whether *line* is one short exclamation or question, as many titles are: 这几种野菜千万别采！"""
    seen = normalise(line).strip()
    return seen.endswith(("!", "?")) and len(seen) <= _LONGEST_CRY and not re.search("[。!?;:].", seen.rstrip("!?"))


@lru_cache(maxsize=4096)
def _narrow(character: str) -> str:
    if "\uff01" <= character <= "\uff5e":
        character = chr(ord(character) - 0xFEE0)
    elif character != "…" and unicodedata.category(character) == "Zs":
        character = " "
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character
