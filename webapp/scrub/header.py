"""Remove the header lines of a page, and keep their source, date and author."""

import re
from dataclasses import replace

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.messages import Message
from webapp.scrub.dates import is_moment, moment_in
from webapp.scrub.header_line import HeaderLine, read_line
from webapp.scrub.lines import seen_lines, without_lines
from webapp.scrub.normalise import is_prose, normalise
from webapp.scrub.pictures import pictures_on_line
from webapp.scrub.zones import outside_prose

RULE = "header"

# Beside these words, a time is that of an event and not of the page.
_EVENT = re.compile(
    r"\s*(?:[一二三四五六七八九十\d]+[、.])?\s*(?:活动|会议|集合|报名|培训|演出|授课)?"
    r"(?:地点|地址|主持|主讲|参加|出席|记录|对象|内容|议题|会场|缺席|列席)[人员者]{0,2}(?:[:\s在于为是设]|$)"
)
_EVENT_LINES = 4
# In an official document these follow the signature: copies, printer, attachments.
_BEHIND_SIGNATURE = re.compile(
    r"\s*(?:抄送|抄报|主送|附件|附:|印发|\(?此件|\(?联系人|.{0,4}时间\s*\d{1,2}[:时]\d{1,2}分?\s*$|.{2,30}印发\s*$)"
)
# A header is at most this many lines from the title or from the foot.
_LINES_AT_ENDS = 15
_PUBLISHED = re.compile("发[布表]|更新|编辑|作者")
# A label of the article itself, with its value: 范围：清溪村一至四组.
_OWN_LABEL = re.compile(r"\s*\S{1,8}\s*:\s*\S")


def read_header(draft: Draft) -> tuple[Draft, list[Finding]]:
    """Return *draft* with source, date and author from its header lines, and without these lines.

    The document's front matter overrides the lines.
    """
    lines = seen_lines(draft)
    before, after = outside_prose(lines)
    ends = [*before[:_LINES_AT_ENDS], *after[-_LINES_AT_ENDS:]]
    found = {number: header for number in ends if (header := read_line(lines[number]))}
    read = {number: header for number, header in found.items() if _is_pages(lines, number, found, number in before)}
    for header in read.values():
        draft = replace(
            draft,
            source=draft.source or header.source,
            author=draft.author or header.author,
            date=draft.date or header.date,
        )
    findings = [_finding(lines[number], header) for number, header in read.items()]
    kept = [line for number, line in enumerate(lines) if number not in read]
    return _with_signed_date(replace(draft, text=without_lines(draft, read)), kept, findings)


def _is_pages(lines: list[str], number: int, found: dict[int, HeaderLine], is_before: bool) -> bool:
    """Tell whether the header line belongs to the page, and is not an event's time, a speaker or a signature's date."""
    header = found[number]
    if header.labels > 1:
        return True
    is_published = _PUBLISHED.search(normalise(lines[number])) is not None
    if not is_published and (_is_among_labels(lines, number, found) or _is_repeated(lines, number, found)):
        return False
    if header.source or not header.date:
        return True
    if not is_published and not (is_before and any(map(is_prose, lines[number + 1 :]))):
        return False
    near = [line for line in lines[max(0, number - _EVENT_LINES) : number + 1 + _EVENT_LINES] if line.strip()]
    return not any(_EVENT.match(normalise(line)) for line in near)


def _is_among_labels(lines: list[str], number: int, found: dict[int, HeaderLine]) -> bool:
    """Tell whether a neighbour of the line has a label of the article itself; the first line is the title."""
    filled = [position for position, line in enumerate(lines) if line.strip()]
    position = filled.index(number)
    near = filled[max(1, position - 1) : position] + filled[position + 1 : position + 2]
    return any(
        other not in found and not is_prose(lines[other]) and _OWN_LABEL.match(normalise(lines[other]))
        for other in near
    )


def _is_repeated(lines: list[str], number: int, found: dict[int, HeaderLine]) -> bool:
    """Tell whether other lines look the same: a page has one date, a roster has one for each day."""
    label = _label(lines[number])
    is_dated = found[number].date is not None
    alike = [other for other in found if found[other].labels < 2 and (found[other].date is not None) == is_dated]
    same = [other for other in alike if _label(lines[other]) == label]
    return len({normalise(lines[other]).strip() for other in same}) > 1


def _label(line: str) -> str:
    """Return the label of *line*; "" if it has none."""
    return normalise(line).strip().split(":")[0] if _OWN_LABEL.match(normalise(line)) else ""


def _with_signed_date(draft: Draft, lines: list[str], findings: list[Finding]) -> tuple[Draft, list[Finding]]:
    """Take the date from the signature, which stays, if no header line had one. A signature has text above it."""
    filled = [line for line in lines if line.strip() and not pictures_on_line(line)]
    while len(filled) > 1 and _BEHIND_SIGNATURE.match(normalise(filled[-1])):
        filled.pop()
    is_signed = draft.date is None and len(filled) > 1 and is_moment(filled[-1])
    date = moment_in(filled[-1]) if is_signed else None
    if date is None:
        return draft, findings
    taken = Finding(RULE, Message("took_signed_date", date=date.isoformat()[:10]))
    return replace(draft, date=date), [*findings, taken]


def _finding(line: str, header: HeaderLine) -> Finding:
    parts = (
        header.source and Message("read_source", source=header.source),
        header.date and Message("read_date", date=header.date.isoformat(" ", "minutes")),
        header.author and Message("read_author", author=header.author),
    )
    read = tuple(part for part in parts if part) or Message("nothing_to_keep")
    return Finding(RULE, Message("removed_header", shown=_shown(line), read=read))


def _shown(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
