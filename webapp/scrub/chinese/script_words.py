"""Words that OpenCC converts wrongly for our readers, found by converting long word lists both ways."""

import re

# After conversion to Simplified.
_SIMPLIFIED = (
    (re.compile("甚么"), "什么"),
    (re.compile("(?<=[规企策计])画(?!面|像|家|画|册|展|作)"), "划"),
    (re.compile("沈(?=[重默没淀迷睡思痛浸船稳闷积寂甸沦溺降静吟冤郁])"), "沉"),
    (re.compile("(?<=[深低消浮下阴击陆昏暗])沈(?![家某氏先女阳从])"), "沉"),
    (re.compile("(?<!神)(?<!地)(?<!灵)祇"), "只"),
    (re.compile("牠"), "它"),
    (re.compile("(?<=[明了])瞭|瞭(?=解|然)"), "了"),
    (re.compile("覆(?=函|信|电|命|议|审|查|检|诊)|(?<=[答回批])覆"), "复"),
    (re.compile("反覆"), "反复"),
    (re.compile("傢"), "家"),
    (re.compile("榖"), "谷"),
    (re.compile("甯(?=静|可|愿|夏|波)"), "宁"),
    (re.compile("摺(?=叠|扇|纸)"), "折"),
    (re.compile("徬徨"), "彷徨"),
    (re.compile("裡|裏"), "里"),
    (re.compile("妳"), "你"),
)

# After conversion to Traditional: these surnames are the same in both scripts.
_TITLES = "某|先生|女士|小姐|書記|主任|村長|鎮長|縣長|局長|校長|老師|醫生|同志|仲淹|蠡|成大|家|姓"
_TRADITIONAL = (
    (re.compile(f"範(?={_TITLES})"), "范"),
    (re.compile("餘(?=某|先生|女士|書記|主任|村長|鎮長|老師|同志|光中|秋雨|姓)"), "余"),
    (re.compile("薑(?=某|先生|女士|書記|主任|子牙|太公|姓)"), "姜"),
    (re.compile("(?<=姓)範"), "范"),
    (re.compile("(?<=姓)餘"), "余"),
    (re.compile("(?<=姓)薑"), "姜"),
)


def mend_simplified(text: str) -> str:
    """Return *text*, already converted to Simplified, with corrections."""
    for wrong, right in _SIMPLIFIED:
        text = wrong.sub(right, text)
    return text


def mend_traditional(text: str) -> str:
    """Return *text*, already converted to Traditional, with corrections."""
    for wrong, right in _TRADITIONAL:
        text = wrong.sub(right, text)
    return text
