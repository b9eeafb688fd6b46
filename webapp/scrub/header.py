"""Read the lines that say where an article is from, when it came out and who wrote it."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.scrub.dates import MOMENT, is_moment, moment_in, with_digits
from webapp.scrub.view import view
from webapp.scrub.zones import outside_prose

RULE = "header"

_SPACED = r"\s?".join
_SOURCE = "|".join(
    map(_SPACED, ("文章来源", "信息来源", "稿件来源", "新闻来源", "内容来源", "来源", "出处", "稿源", "转自", "摘自"))
)
_DATE = "|".join(
    map(
        _SPACED,
        ("发布时间", "发布日期", "发表时间", "发表日期", "发文日期", "成文日期", "更新时间", "更新日期", "添加时间")
        + (
            "录入时间",
            "上传时间",
            "公开日期",
            "生成日期",
            "创建时间",
            "信息时间",
            "刊发时间",
            "发稿时间",
            "时间",
            "日期",
        ),
    )
)
_AUTHOR = "|".join(
    map(
        _SPACED,
        (
            "文章作者",
            "作者",
            "撰稿人",
            "撰稿",
            "供稿人",
            "供稿单位",
            "供稿",
            "通讯员",
            "特约记者",
            "本报记者",
            "记者",
            "文图",
        )
        + ("文/图", "图文", "文"),
    )
)
_OTHER = "|".join(
    map(
        _SPACED,
        (
            "责任编辑",
            "责编",
            "网络编辑",
            "编辑",
            "审核人",
            "审核",
            "校对",
            "初审",
            "复审",
            "终审",
            "审签",
            "签发",
            "监制",
            "值班主任",
        )
        + (
            "值班编委",
            "录入员",
            "录入",
            "发布者",
            "发布人",
            "发布机构",
            "发布单位",
            "信息提供",
            "摄影",
            "栏目",
            "分类",
            "浏览次数",
        )
        + (
            "浏览量",
            "浏览数",
            "阅读次数",
            "阅读量",
            "阅读数",
            "点击次数",
            "点击量",
            "点击数",
            "访问次数",
            "访问量",
            "人气",
        )
        + (
            "浏览",
            "点击",
            "阅读",
            "评论数",
            "评论",
            "字体大小",
            "字体",
            "字号",
            "索引号",
            "信息索引号",
            "主题词",
            "关键词",
        ),
    )
)
_ENGLISH = {
    "source": r"sources?|from",
    "date": r"published(?:\son)?|posted(?:\son)?|date|time|updated|release\stime",
    "author": r"authors?|reporter",
    "other": r"views?|hits?|clicks?|editors?|font\s?size|category",
}
_LABEL = re.compile(
    rf"(?<![a-z\u4e00-\u9fff])(?:(?P<source>{_SOURCE}|{_ENGLISH['source']})|(?P<date>{_DATE}|{_ENGLISH['date']})"
    rf"|(?P<author>{_AUTHOR}|{_ENGLISH['author']})|(?P<other>{_OTHER}|{_ENGLISH['other']}))\s*:\s*"
)
_PERSON = re.compile(
    r"(?:本报|本网)?(?:通讯员|特约记者|记者)\s+(?P<name>[\u4e00-\u9fff·]{2,4}(?:[ 、][\u4e00-\u9fff·]{2,4}){0,3})"
)
_TOOLS = re.compile(
    r"打印|关闭|分享到?|收藏|字体|字号|大|中|小|次|人次|a[+-]?|我要纠错|纠错|微信|微博|qq空间|返回|默认|繁体|简体|语音|朗读|听|\d+"
)
_FILLER = re.compile(r"[\s|,、;:/\[\]【】()<>《》·•\-—_~+]+")

# Beside these, a time is that of the event and not of the page.
_EVENT = re.compile(
    r"^\s*(?:[一二三四五六七八九十\d]+[、.])?\s*(?:活动|会议|集合|报名|培训|演出|授课)?(?:地点|地址|主持|主讲|参加|出席|记录|对象|内容|议题|会场|缺席|列席)"
)
_EVENT_LINES = 4
_LONGEST_LINE = 200
_LONGEST_VALUE = 40


@dataclass(slots=True)
class _Header:
    source: str = ""
    author: str = ""
    date: datetime | None = None
    others: list[str] = field(default_factory=list)


def read_header(draft: Draft) -> tuple[Draft, list[Finding]]:
    """Return *draft* with source, date and author read from its header lines, and without these lines.

    What the document's front matter says already goes before what the lines say.
    """
    lines = draft.text.split("\n")
    before, after = outside_prose(lines)
    read = {number: header for number in [*before, *after] if (header := _read_line(lines[number]))}
    read = {
        number: header for number, header in read.items() if _is_about_page(lines, number, header, number in before)
    }
    findings = [_finding(lines[number], header) for number, header in read.items()]
    for header in read.values():
        draft = replace(
            draft,
            source=draft.source or header.source,
            author=draft.author or header.author,
            date=draft.date or header.date,
        )
    kept = [line for number, line in enumerate(lines) if number not in read]
    return _with_signed_date(replace(draft, text="\n".join(kept)), kept, findings)


def _read_line(line: str) -> _Header | None:
    """Return what *line* says if it is made of labels, their values, dates and the tools of a page alone."""
    line = with_digits(line.strip())
    seen = view(line)
    if not seen or len(seen) > _LONGEST_LINE or "。" in seen:
        return None
    header = _Header()
    labels = list(_LABEL.finditer(seen))
    if not labels:
        return _read_unlabelled(line, seen, header)
    if not _is_filler(seen[: labels[0].start()], header):
        return None
    for label, following in zip(labels, [*labels, None][1:], strict=True):
        end = following.start() if following else len(seen)
        if not _take(header, label.lastgroup or "other", line[label.end() : end]):
            return None
    return header


def _read_unlabelled(line: str, seen: str, header: _Header) -> _Header | None:
    if is_moment(line):
        header.date = moment_in(line)
        return header if header.date else None
    person = _PERSON.fullmatch(seen.strip("()[] "))
    if person:
        header.author = line.strip("()[]（）【】 　")[person.start("name") :]
        return header
    return None


def _take(header: _Header, kind: str, value: str) -> bool:
    """Put *value* into *header*; tell whether it can be the value of such a label."""
    date = moment_in(value)
    if kind == "date":
        if date is None or not _is_filler(re.sub(MOMENT, " ", with_digits(view(value)), count=1), header):
            return False
        header.date = header.date or date
        return True
    if date:
        header.date = header.date or date
        value = value[: _moment_start(value)]
    value = _clean(value)
    if len(value) > _LONGEST_VALUE or re.search("[，！？!?]", value):
        return False
    if kind == "source":
        header.source = header.source or value
    elif kind == "author":
        header.author = header.author or value
    elif value:
        header.others.append(value)
    return True


def _moment_start(value: str) -> int:
    match = re.search(MOMENT, with_digits(view(value)))
    return match.start() if match else len(value)


def _clean(value: str) -> str:
    """Return *value* without the tools and brackets behind it."""
    first = re.split(
        r"\s{2,}|　|[|｜]|[【\[](?=字体|大)|\s+(?=打印|关闭|分享|字体|字号|浏览|点击)", value.strip(" 　|｜")
    )[0]
    return first.strip(" 　|｜]】)）>[【(（·•,，;；、/")


def _is_filler(text: str, header: _Header) -> bool:
    """Tell whether *text*, between labels, says nothing; a date in it counts as the header's."""
    date = moment_in(text)
    if date:
        header.date = header.date or date
        text = re.sub(MOMENT, " ", text, count=1)
    return not _FILLER.sub("", _TOOLS.sub(" ", text))


def _is_about_page(lines: list[str], number: int, header: _Header, is_before: bool) -> bool:
    """Tell a header from what is the article's own: the time of an event, the date of a signature."""
    if header.source or not header.date:
        return True
    if not is_before and not re.search("发[布表]|更新|编辑|作者", view(lines[number])):
        return False
    near = [line for line in lines[max(0, number - _EVENT_LINES) : number + 1 + _EVENT_LINES] if line.strip()]
    return not any(_EVENT.search(view(line)) for line in near)


def _finding(line: str, header: _Header) -> Finding:
    parts = [
        header.source and f"source {header.source}",
        header.date and f"date {header.date:%Y-%m-%d %H:%M}",
        header.author and f"author {header.author}",
    ]
    read = ", ".join(part for part in parts if part) or "nothing to keep"
    return Finding(RULE, f"Removed the header line “{_shown(line)}” and read from it: {read}.")


def _with_signed_date(draft: Draft, lines: list[str], findings: list[Finding]) -> tuple[Draft, list[Finding]]:
    """Take the date from the signature, which stays, if no header line had one."""
    if draft.date is None:
        last = next((line for line in reversed(lines) if line.strip()), "")
        date = moment_in(last) if is_moment(last) else None
        if date:
            findings = [*findings, Finding(RULE, f"Took the date {date:%Y-%m-%d} from the last line, which stays.")]
            draft = replace(draft, date=date)
    return draft, findings


def _shown(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
