"""Find text that was damaged before it came here, for a person to mend.

A bad mirror turned 談(tán)談想法 into 談?wù)勏敕?: the lost characters cannot be computed, so we do not guess.
"""

import re

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.messages import Message
from webapp.scrub.normalise import HAN, normalise

RULE = "broken-text"

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
_SYLLABLE = f"[a-z{_TONED}]{{1,6}}"

# Latin-1 letters whose bytes begin a UTF-8 character, and the code points of the bytes that continue it.
_LEAD, _TRAIL = "[Â-ô]", "[\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]"

_LOST = re.compile(rf"(?<![?])[?]+(?=[{HAN}。，、；])")
_OPENED = re.compile(rf"(?<=[{HAN}])[(（](?=[a-z]*[{_TONED}]){_SYLLABLE}(?=[{HAN}])")
_CLOSED = re.compile(rf"(?<=[{HAN}])(?=[a-z]*[{_TONED}]){_SYLLABLE}[)）]")

# UTF-8 read as GBK gives very rare characters: 最新 becomes 鏈€鏂.
_AS_GBK = re.compile(f"[{HAN}€]{{3,}}")

_SIGNS = (
    _LOST,
    _OPENED,
    _CLOSED,
    # After the note, the halves of characters are paired wrongly, up to a single one.
    re.compile(rf"[?？](?:[A-Z]?[(（])?{_SYLLABLE}[)）](?:[{HAN}]{{1,12}}[@-~](?![a-z]))?"),
    re.compile("\ufffd+"),
    re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd\u0080-\u009f\ufffe\uffff]+"),
    # UTF-8 read as Latin-1; and as GBK, where commas and quotation marks become these four.
    re.compile(f"(?:{_LEAD}{_TRAIL}{{1,3}}){{2,}}"),
    re.compile(f"[锛銆鈥鐨][{HAN}€]{{0,8}}|(?:锟斤拷)+|烫{{3,}}|屯{{3,}}"),
    _AS_GBK,
    # Replacements for characters that a font or a program lacked.
    re.compile(f"(?<=[{HAN}])[□▯\ufffc]{{1,12}}(?=[{HAN}，。；、])|[□▯]{{3,}}(?=[{HAN}])|(?<=[{HAN}])[□▯]{{3,}}"),
    # Letters of another script in the middle of a Chinese word.
    re.compile(f"(?<=[{HAN}])[\u0400-\u04ff\uac00-\ud7a3\u1100-\u11ff]{{1,3}}(?=[{HAN}])"),
    re.compile(f"(?<=[{HAN}])[À-ßâ-æçëî-ðñõøþÿ]{{1,3}}(?=[{HAN}])"),
)

_ASKING = re.compile(
    "什么|甚么|吗|呢|么|谁|怎|哪|几|多少|何|啥|能否|可否|是否|吧|岂|难道|还是|孰|乎|安得|多[大长高远久]|(.)[不没]\\1|有没有"
)
# A mirror's note is between a character and its damage: 學(xué)?。
_NOTED = re.compile(rf"[{HAN}](?:[(（]{_SYLLABLE}[)）])*$")
_CLAUSE_END = re.compile(r"[。!?！；;\n]")
_STOP = re.compile(r"[。!?！；;，,\n]")
# Two signs this near to each other, without punctuation between them, are one damage.
_NEAR = 4
_LONGEST_NOTED = 24


def find_broken_runs(text: str) -> list[str]:
    """Return each damaged run of *text* exactly, in reading order."""
    return [text[start:end] for start, end in broken_spans(text)]


def broken_spans(text: str) -> list[tuple[int, int]]:
    """Return the start and end of each damaged run of *text*."""
    found = sorted(match.span() for sign in _SIGNS for match in sign.finditer(text) if _is_damage(sign, match))
    spans: list[tuple[int, int]] = []
    for start, end in found:
        if spans and start - spans[-1][1] <= _NEAR and not _STOP.search(text, spans[-1][1], start):
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return [(_with_character_before(text, start), end) for start, end in spans]


def report_broken(draft: Draft) -> tuple[Draft, list[Finding]]:
    """Return *draft* unchanged, and a finding for each different damaged run."""
    return draft, inspect_broken(f"{draft.title}\n{draft.text}")


def inspect_broken(text: str) -> list[Finding]:
    """Return a finding for each different damaged run of *text*."""
    runs = find_broken_runs(text)
    return [_finding(run, runs.count(run)) for run in dict.fromkeys(runs)]


def _finding(run: str, count: int) -> Finding:
    message = Message("damaged_text", shown=_shown(run))
    return Finding(RULE, message, count, Message("compare_with_page"))


def _is_damage(sign: re.Pattern[str], match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    if sign is _LOST:
        return not _ends_question(text[max(0, start - 60) : start])
    if sign is _AS_GBK:
        return _is_utf8_as_gbk(match.group())
    if sign is _OPENED:
        return re.match(r"[^()（）\n]{0,20}[)）]", text[end:]) is None
    if sign is _CLOSED:
        return re.search(r"[(（][^()（）\n]{0,20}$", text[:start]) is None
    return True


def _is_utf8_as_gbk(run: str) -> bool:
    """Tell whether the bytes of *run* in GBK are Chinese in UTF-8; by chance no real text is."""
    data = run.encode("gb18030", "replace").replace(b"\xa2\xe3", b"\x80")
    for cut in (data, data[1:]):
        text = cut.decode("utf-8", "ignore")
        if len(text) * 3 >= len(cut) - 4 and len(text) >= 2 and all("\u3000" <= letter <= "\u9fff" for letter in text):
            return True
    return False


def _ends_question(before: str) -> bool:
    """Tell whether a question mark can follow *before*: a clause that asks, or no Chinese."""
    clause = _CLAUSE_END.split(normalise(before))[-1]
    return not _NOTED.search(clause) or _ASKING.search(clause) is not None


def _with_character_before(text: str, start: int) -> int:
    noted = _NOTED.search(text[max(0, start - _LONGEST_NOTED) : start])
    return start - len(noted.group()) if noted else start


def _shown(run: str) -> str:
    return run if len(run) <= 40 else f"{run[:39]}…"
