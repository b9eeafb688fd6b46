"""Radicals that stand where characters belong, as text copied out of a PDF often has them.

Unicode has the parts of Han characters once more, as signs of their own: ⻚ looks like 页, and nobody who types that
finds it. Which character is which is Unicode's property Equivalent_Unified_Ideograph; where that is so rare that few
fonts have it, it is the character that the radical is a form of. The Kangxi radicals (U+2F00) and the compatibility
ideographs (U+F900) NFKC knows.
"""

import re
import unicodedata

RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺"
    "⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲"
)
CHARACTERS = (
    "厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尢巳幺彑彐忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒㓁冗网羊羊羊耂肀"
    "聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀"
)
"""What stands for each of RADICALS, in the same order."""

_LOOK_ALIKE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
_TABLE = str.maketrans(RADICALS, CHARACTERS)


def as_characters(text: str) -> tuple[str, int]:
    """Return *text* with characters for radicals and compatibility ideographs, and how many there were."""
    mended = _LOOK_ALIKE.sub(lambda match: unicodedata.normalize("NFKC", match[0]).translate(_TABLE), text)
    return mended, sum(1 for old, new in zip(text, mended, strict=True) if old != new)
