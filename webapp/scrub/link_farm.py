"""Cut off link farms: long delimited runs of place names that have nothing to do with the page.

A writer announces a list of places, ends the sentence, or uses list marks. A link farm does none of these.
"""

import re
from dataclasses import dataclass, replace

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.messages import Message
from webapp.scrub.normalise import HAN, is_prose, normalise

RULE = "link-farm"

_FEWEST_ITEMS = 10
_FEWEST_AT_LINE_END = 12
_LONGEST_ITEM = 12
# A farm with one name per line ends where more names than this in a row are no places.
_MOST_DOUBTFUL = 2
_PLACE_SHARE = 0.6

_DELIMITERS = re.compile(r"\s*[|,、;/·•,\-_>]\s*|\s+")
_PLACE = re.compile(rf"^[{HAN}]{{1,10}}[县市区州旗盟镇乡村省岛港]$")
_SHORT = re.compile(rf"^[{HAN}]{{2,{_LONGEST_ITEM}}}$")
_LIST_MARK = re.compile(r"^\s*(?:[-*+•·●■◆]\s|\d{1,3}[.、)]|[(（]\d{1,3}[)）])")
# The last words before a list that a writer made.
_ANNOUNCED = re.compile(r":\s*$|如下|以下|下列|名单|名录|一览|分别是|包括|包含|辖|列表|目录")
_ENDS_OF_PROSE = "。!?…”』」)"

_SPAM_INTRO = re.compile(r"^[^:。]{0,30}(?:蜘蛛池|资源感兴趣|感谢您访问)[^:]{0,20}:\s*")
# A sentence without a full stop: 试点县有洱源县、凤庆县.
_SENTENCE_START = re.compile("有|是|为|包括|包含|含")
_COUNTY = re.compile("[县市区州旗盟省岛港]$")
_PAGE_END = re.compile(
    "icp|公网安备|主办|主管|承办|技术支持|版权|copyright|©|地址|邮编|电话|访问|点击|浏览|网站|首页|打印|关闭|编辑|一[篇条]"
)
_TABLE_OR_CODE = re.compile(r"^\s*(?:\||```|~~~)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Farm:
    first: int
    last: int
    """The numbers of its first and last line."""
    column: int
    """Where it begins in the first line."""
    items: tuple[str, ...]
    has_bars: bool
    """Bars separate the names; no writer does that with places."""


def drop_link_farms(draft: Draft) -> tuple[Draft, list[Finding]]:
    """Return *draft* without its link farms; the text before one on the same line stays.

    A Markdown document with tables or code is left alone: there a row of places is meant.
    """
    if draft.form == "markdown" and _TABLE_OR_CODE.search(draft.text):
        return draft, []
    lines = draft.text.split("\n")
    findings = []
    for farm in reversed(_farms(lines, draft.title)):
        kept = lines[farm.first][: farm.column].rstrip()
        lines[farm.first : farm.last + 1] = [kept] if kept else []
        sample = "、".join(farm.items[:3])
        message = Message("removed_link_farm", count=len(farm.items), first=sample, last=farm.items[-1])
        findings.append(Finding(RULE, message, len(farm.items)))
    return replace(draft, text="\n".join(lines)), findings[::-1]


def _farms(lines: list[str], title: str) -> list[_Farm]:
    found = []
    number = 0
    while number < len(lines):
        farm = _farm_of_lines(lines, number) or _farm_at_end(lines[number], number)
        if farm and _is_nobodys(lines, farm, title):
            found.append(farm)
        number = farm.last + 1 if farm else number + 1
    return found


def _farm_of_lines(lines: list[str], first: int) -> _Farm | None:
    """Return the farm that begins at line *first*: one line of many names, or several lines of few names."""
    items: list[str] = []
    doubtful: list[str] = []
    last = first
    for number in range(first, len(lines)):
        found = _items(lines[number])
        if not lines[number].strip() and items:
            continue
        if found is None or len(doubtful) > _MOST_DOUBTFUL:
            break
        doubtful += found
        if _has_place(found):
            items, doubtful, last = items + doubtful, [], number
        elif not items:
            break
    if not _is_farm(items, _FEWEST_ITEMS):
        return None
    bars = sum(normalise(line).count("|") for line in lines[first : last + 1])
    return _Farm(first, last, 0, tuple(items), bars >= len(items) / 2)


def _farm_at_end(line: str, number: int) -> _Farm | None:
    """Return the farm that follows the last sentence of *line*."""
    end = max(map(normalise(line).rfind, _ENDS_OF_PROSE)) + 1
    items = _items(line[end:]) if end else None
    has_bars = normalise(line[end:]).count("|") > 2
    if items is None or not has_bars or not _is_farm(items, _FEWEST_AT_LINE_END):
        return None
    return _Farm(number, number, end, tuple(items), has_bars)


def _items(line: str) -> list[str] | None:
    """Return the short names in *line*; None if it has anything else."""
    seen = _SPAM_INTRO.sub("", normalise(line).strip())
    if not seen or _LIST_MARK.match(seen) or re.search("[。:!?(《“]", seen):
        return None
    items = [item for item in _DELIMITERS.split(seen) if item]
    short = [item for item in items if _SHORT.match(item)]
    return items if items and len(short) >= 0.9 * len(items) else None


def _has_place(items: list[str]) -> bool:
    return any(_PLACE.match(item) for item in items)


def _is_farm(items: list[str], fewest: int) -> bool:
    places = sum(_PLACE.match(item) is not None for item in items)
    return len(items) >= fewest and places >= _PLACE_SHARE * len(items)


def _is_nobodys(lines: list[str], farm: _Farm, title: str) -> bool:
    """Tell whether no writer can have made the list. In doubt, return False."""
    before = next((line for line in reversed(lines[: farm.first]) if line.strip()), "")
    if _SPAM_INTRO.match(normalise(before)):
        return True
    if _is_announced(lines, farm, title):
        return False
    if farm.has_bars:
        return True
    counties = sum(_COUNTY.search(normalise(item)) is not None for item in farm.items)
    return (
        len(farm.items) >= _FEWEST_AT_LINE_END
        and counties >= _PLACE_SHARE * len(farm.items)
        and not _SENTENCE_START.search(normalise(farm.items[0])[1:])
        and any(map(is_prose, lines[: farm.first]))
        and all(_PAGE_END.search(normalise(line)) for line in lines[farm.last + 1 :] if line.strip())
    )


def _is_announced(lines: list[str], farm: _Farm, title: str) -> bool:
    if farm.column:
        return False
    before = next((line for line in reversed(lines[: farm.first]) if line.strip()), title)
    seen = normalise(before)
    if not is_prose(before):
        return _ANNOUNCED.search(seen) is not None
    return _ANNOUNCED.search(seen[-12:]) is not None
