"""Read a header line: the source, date and author of an article."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from webapp.scrub.dates import MOMENT, is_moment, moment_in, with_digits
from webapp.scrub.normalise import normalise

# Pages put spaces into labels, 来 源, to make them equally wide.
_LABELS = {
    "source": "本文来源 文章来源 信息来源 稿件来源 新闻来源 内容来源 来源 出处 稿源 转自 摘自",
    "date": """
        发布时间 发布日期 发表时间 发表日期 发文日期 成文日期 更新时间 更新日期 添加时间 录入时间 上传时间
        公开日期 生成日期 创建时间 信息时间 刊发时间 发稿时间 张贴日期 公告日期 公布日期 刊登日期 上架日期 建立日期
        修改日期 最后更新时间 最后更新日期 最后更新 最近更新 编辑时间 编辑日期 修改时间 时间 日期
        发布 发表 更新
    """,
    "author": "文章作者 作者 撰稿人 撰稿 供稿人 供稿单位 供稿 通讯员 特约记者 本报记者 记者 文/图 图/文 文图 图文 文",
    "other": """
        责任编辑 责编 网络编辑 编辑 审核人 审核 校对 初审 复审 终审 审签 签发 监制 值班主任 值班编委 录入员 录入
        发布者 发布人 发布机构 发布单位 信息提供 摄影 栏目 分类 浏览次数 浏览量 浏览数 阅读次数 阅读量 阅读数
        点击次数 点击量 点击数 点阅次数 点阅数 点阅 浏览人次 阅读人次 访问人次 人次 访问次数 访问量 人气 浏览 点击 阅读
        评论数 评论 分享到 分享 原标题 字体大小 字体 字号
        索引号 信息索引号 信息分类 文号 主题分类 体裁分类 主题词 关键词 发文机关 发文字号 公开方式 公开范围 有效性
        生效日期
    """,
}
_ENGLISH = {
    "source": r"sources?|from",
    "date": r"published(?:\son)?|posted(?:\son)?|date|time|updated|release\stime",
    "author": r"authors?|reporter",
    "other": r"views?|hits?|clicks?|editors?|font\s?size|category",
}


def _pattern(kind: str) -> str:
    words = [r"\s?".join(word) for word in _LABELS[kind].split()]
    return f"(?P<{kind}>{'|'.join(words)}|{_ENGLISH[kind]})"


_KINDS = "|".join(map(_pattern, _LABELS))
_LABEL = re.compile(
    rf"(?<![a-z\u4e00-\u9fff])(?:{_KINDS})\s*[:|]\s*|(?P<dated>(?:发表|发布|刊发|更新|编辑|修改|创建)于)\s*:?\s*"
)
_PUBLISHER = r"[\u4e00-\u9fff]{2,14}(?:网|报|社|台|发布|新闻|在线|客户端|融媒|中心|局|政府|时讯)"
_PUBLISHED = re.compile(rf"(?P<before>{_PUBLISHER})[\s|]+{MOMENT}|{MOMENT}[\s|]+(?P<after>{_PUBLISHER})")
_PROVINCES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州"
    "|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾"
)
_NAMES = r"[\u4e00-\u9fff·]{2,4}(?:[ 、][\u4e00-\u9fff·]{2,4}){0,3}"
# Blogs write 石溪 发表于 2017-07-02, papers 2019-04-18 记者 陈美凤/水里报导, chat apps 原创 李大夫 平安清溪 2020-04-11.
_POSTED = re.compile(rf"(?P<name>[\u4e00-\u9fff·]{{2,12}})\s*(?:发表|发布|刊发|更新)于\s*:?\s*{MOMENT}")
_REPORTED = re.compile(rf"{MOMENT}\s+(?:本报|特派)?(?:通讯员|记者)\s*(?P<name>{_NAMES})(?:\s*/\s*\S{{2,6}}报[导道])?")
_ORIGINAL = re.compile(rf"原创[\s·|]*(?P<words>(?:(?:{MOMENT}|\w{{2,16}})(?:[\s·|]+|$)){{2,5}})")
_QUOTED = re.compile(r"(?:以下|本)文章?来源于?\s*(?P<source>[\w·]{2,16})\s*(?:,\s*作者\s*(?P<author>[\w·]{1,12}))?")
_PLACED = re.compile(rf"{MOMENT}\s+(?:发表于)?(?:{_PROVINCES})")
_REPORTER = re.compile(rf"(?:文[/、]?图|图[/、]?文|(?:本报|本网)?(?:通讯员|特约记者|记者))\s+(?P<name>{_NAMES})")

_ROLE = re.compile(r"\s+(?:本报|本网)?(?:通讯员|通訊員|特约记者|特約記者|记者|記者)\s+")
_COMPACT = re.compile(r"^\s*((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_SENTENCE = re.compile("[，！？!?]|什么|怎么|多少|哪[里儿些个]|[吗呢吧]$")

_TOOLS = re.compile(
    r"打印|关闭|分享到?|收藏|字体|字号|大|中|小|次|人次|a[+-]?|放大|缩小|我要纠错|纠错|微信|微博|qq空间|返回|默认|繁体|简体|语音|朗读"
    r"|播报文章|收听|听|浏览|阅读|点击|著作权归.{2,8}所有|只看该作者|只看楼主|倒序浏览|电梯直达|\d+"
)
_FILLER = re.compile(r"[\s|,、;:/\[\]【】()<>《》•·・\-—_~+]+")
_VALUE_END = re.compile(r"\s{2,}|　|[|｜]|[【\[](?=字体|大)|\s+(?=打印|关闭|分享|字体|字号|浏览|点击)")
_BRACKETS = " 　|｜[]【】()（）<>·•,，;；、/"

_LONGEST_LINE = 200
_LONGEST_VALUE = 40


@dataclass(slots=True)
class HeaderLine:
    """The values of a header line; missing ones are empty."""

    source: str = ""
    author: str = ""
    date: datetime | None = None
    labels: int = 0
    others: list[str] = field(default_factory=list)


def read_line(line: str) -> HeaderLine | None:
    """Return the values of *line* if it has only labels with values, dates and buttons; else None."""
    # Some apps write a Han stroke instead of the bar: 来源丨清溪发布.
    line = with_digits(line.strip()).replace("丨", "|")
    seen = normalise(line)
    if not seen or len(seen) > _LONGEST_LINE or "。" in seen:
        return None
    labels = list(_LABEL.finditer(seen))
    if not labels or _POSTED.fullmatch(seen):
        return _read_unlabelled(line, seen)
    header = HeaderLine(labels=len(labels))
    if not _is_filler(line[: labels[0].start()], header):
        return None
    for label, following in zip(labels, [*labels, None][1:], strict=True):
        value = line[label.end() : following.start() if following else len(seen)]
        if not _take(header, label.lastgroup or "other", value):
            return None
    return header


def _read_unlabelled(line: str, seen: str) -> HeaderLine | None:
    date = moment_in(line)
    quoted = _QUOTED.fullmatch(seen)
    if quoted:
        source, author = (line[slice(*quoted.span(name))] if quoted[name] else "" for name in ("source", "author"))
        return HeaderLine(source=source, author=author)
    if date and (is_moment(line) or _PLACED.fullmatch(seen) or _is_filler(line, HeaderLine())):
        return HeaderLine(date=date)
    published = _PUBLISHED.fullmatch(seen)
    if date and published:
        start, end = published.span("after" if published["after"] else "before")
        return HeaderLine(date=date, source=line[start:end])
    signed = _POSTED.fullmatch(seen) or _REPORTED.fullmatch(seen)
    if date and signed:
        return HeaderLine(date=date, author=line[signed.start("name") : signed.end("name")])
    original = _ORIGINAL.fullmatch(seen)
    if date and original:
        start = original.start("words")
        names = re.sub(MOMENT, lambda match: " " * len(match.group()), seen[start:])
        writer, *account = [line[start + name.start() : start + name.end()] for name in re.finditer(r"[^\s·|]+", names)]
        return HeaderLine(date=date, author=writer, source=account[-1] if account else "")
    bare = line.strip(_BRACKETS)
    reporter = _REPORTER.fullmatch(normalise(bare))
    if reporter is None:
        return None
    writers = _ROLE.split(bare[reporter.start("name") :])
    return HeaderLine(author="、".join(writer.strip() for writer in writers))


def _take(header: HeaderLine, kind: str, value: str) -> bool:
    """Put *value* into *header*; tell whether a label of this *kind* can have it."""
    if kind == "date":
        value = _COMPACT.sub(r"\1-\2-\3", value)
    date = moment_in(value)
    header.date = header.date or date
    if kind in ("date", "dated"):
        return date is not None and _is_filler(value, header)
    value = _clean(_before_moment(value))
    if len(value) > _LONGEST_VALUE or _SENTENCE.search(value):
        return False
    if kind == "source":
        header.source = header.source or value
    elif kind == "author":
        header.author = header.author or value
    elif value:
        header.others.append(value)
    return True


def _before_moment(value: str) -> str:
    match = re.search(MOMENT, normalise(value))
    return value[: match.start()] if match else value


def _clean(value: str) -> str:
    """Return *value* without the buttons and brackets around it."""
    value = _VALUE_END.split(value.strip(" 　|｜"))[0]
    bare = value.strip(_BRACKETS)
    closing = value[value.find(bare) + len(bare) :][:1]
    is_open = bare.count("(") > bare.count(")") or bare.count("（") > bare.count("）")
    return bare + closing if is_open and closing in ")）" else bare


def _is_filler(text: str, header: HeaderLine) -> bool:
    """Tell whether *text* has only a date and fillers; put the date into *header*."""
    header.date = header.date or moment_in(text)
    rest = re.sub(MOMENT, " ", normalise(text), count=1)
    return not _FILLER.sub("", _TOOLS.sub(" ", rest))
