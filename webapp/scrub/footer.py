"""Read the publisher from the foot of a page, and remove the foot.

An article may end with its own 主办单位, as a notice of a fair does. So a foot must have something that only pages
have: a licence number, a copyright line, a counter, a welcome.
"""

import re
from dataclasses import replace

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.messages import Message
from webapp.scrub.lines import seen_lines, without_lines
from webapp.scrub.normalise import normalise
from webapp.scrub.zones import outside_prose

_READ = {
    "organiser": Message("read_organiser", value=""),
    "owner": Message("read_owner", value=""),
    "support": Message("read_support", value=""),
    "licence_number": Message("read_licence", value=""),
}
"""The name of each value in messages."""

RULE = "page-foot"

_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕甘陇青宁新港澳台"
_LICENCE = re.compile(rf"[{_PROVINCES}]\s?icp\s?[备证]\s?(?:\d{{5,}}\s?号?|第?\d{{5,}}号)(?:-\d{{1,3}})?")
_POLICE = re.compile(rf"[{_PROVINCES}]?公网安备\s?\d{{6,}}\s?号?")
_RIGHTS = re.compile(r"\s(?:©|copyright)")
_CERTAIN = re.compile(
    rf"{_LICENCE.pattern}|{_POLICE.pattern}|备案序号|网站标识码|copyright|©|all rights reserved|powered by|版权所有"
    r"|您是.{0,4}第.{0,12}(?:位|个)|(?:总|今日|累计)(?:访问|浏览|点击)\w{0,3}\s*:?\s*\d|(?:访问|浏览|点击)总?(?:量|人次|次数|人数|数)\s*:?\s*\d|欢迎(?:您|你)?(?:访问|光临|来到)"
    r"|建议使用.*浏览器|最佳.*分辨率|违法和不良信息举报|icp备案号?\s*:"
)
_LABELS = {
    "organiser": "(?:主办单位|主办)\\s*:",
    # The owner or supervisor of the page is its organiser if no other is named.
    "owner": r"(?:版权所有|copyright)\s*[:©]|版权所有\s|(?:主管单位|主管)\s*:",
    "support": r"(?:技术支持单位|技术支持|技术维护|网站建设|网站制作|technical support|powered by)\s*[:\s]",
    "other": r"(?:承办单位|承办|协办单位|协办|运维单位|运维|维护单位|维护|开发单位|制作单位|制作|地址|邮政编码|邮编"
    r"|联系电话|办公电话|举报电话|电话|传真|热线|电子邮箱|邮箱|e-?mail|tel|fax|address|网站标识码"
    r"|(?:icp|网站)?备案[编序]?号?|(?:icp|网站)?备案序号|经营许可证编?号?|公安备案号?)\s*:",
}
_ANY_LABEL = "|".join(_LABELS.values())
_LABEL = re.compile("|".join(rf"(?P<{name}>{pattern})\s*" for name, pattern in _LABELS.items()))
_SEGMENT = re.compile(rf"\s*[|┃│]\s*|\s{{2,}}|\s+(?={_ANY_LABEL}|{_LICENCE.pattern}|{_POLICE.pattern})")
_ALONE = re.compile(
    r"版权所有.{0,40}|copyright.{0,80}|©.{0,80}|.{0,30}all rights reserved.{0,20}|powered by .{1,30}"
    r"|(?:欢迎|歡迎).{0,30}|(?:您|你)(?:是|好).{0,40}|.{0,12}(?:访问|浏览|点击)总?(?:量|人次|次数|人数|数)?\s*:?\s*\d.{0,20}"
    r"|.{0,12}建议使用.{0,40}|.{0,6}最佳.{0,40}|未经.{0,20}(?:授权|许可|书面).{0,40}|.{0,20}(?:违法和)?不良信息举报.{0,40}"
    r"|网站地图|联系我们|关于我们|网站声明|隐私(?:声明|保护|政策)|法律声明|版权声明|使用帮助|网站帮助|无障碍(?:浏览)?|适老化|返回首页"
    r"|政府网站找错|党政机关|事业单位|手机版|电脑版|客户端|设为首页|加入收藏"
)
_YEARS = re.compile(r"^(?:©?\s*\d{4}(?:\s*[-–—]\s*\d{4})?\s*)+|\s*版[权權]所有$")
_LONGEST_LINE = 240


def read_foot(draft: Draft) -> tuple[Draft, list[Finding]]:
    """Return *draft* with organiser, support and licence number from its page's foot, and without the foot."""
    lines = seen_lines(draft)
    foot = _foot(lines)
    if not foot:
        return draft, []
    read: dict[str, str] = {}
    for number in foot:
        _read_line(lines[number], read)
    draft = replace(
        draft,
        text=without_lines(draft, foot),
        organiser=draft.organiser or read.get("organiser", read.get("owner", "")),
        support=draft.support or read.get("support", ""),
        licence_number=draft.licence_number or read.get("licence_number", ""),
    )
    return draft, [_finding([lines[number] for number in sorted(foot)], read)]


def _foot(lines: list[str]) -> set[int]:
    """Return the numbers of the lines of the foot; none unless one of them certainly belongs to a page."""
    before, after = outside_prose(lines)
    likely = [number for number in [*before, *after] if _is_foot_line(lines[number])]
    certain = [number for number in likely if _CERTAIN.search(normalise(lines[number]))]
    labels = {label.lastgroup for number in likely for label in _LABEL.finditer(normalise(lines[number]))}
    if {"organiser", "support"} <= labels:
        certain = certain or [number for number in likely if number in after]
    # A counter or a welcome may also be above the title; the rest is only in the foot.
    if not certain:
        return set()
    return {number for number in likely if number in certain or number in after}


def _is_foot_line(line: str) -> bool:
    """Tell whether every part of *line* is a label with its value, or a phrase that only pages have.

    If a line has two such phrases, nothing on it is the writer's.
    """
    seen = normalise(line).strip()
    if len(seen) > _LONGEST_LINE or seen.endswith(":"):
        return False
    signs = {sign.group() for sign in _CERTAIN.finditer(seen)}
    return len(signs) > 1 or all(_is_foot_part(part) for part in _SEGMENT.split(seen) if part)


def _is_foot_part(part: str) -> bool:
    label = _LABEL.match(part)
    if label or _LICENCE.match(part) or _POLICE.match(part):
        return "," not in part or len(part) <= 30
    return _ALONE.fullmatch(part) is not None


def _read_line(line: str, read: dict[str, str]) -> None:
    seen = normalise(line)
    licence = _LICENCE.search(seen)
    if licence:
        read.setdefault("licence_number", line[licence.start() : licence.end()])
    labels = list(_LABEL.finditer(seen))
    for label, following in zip(labels, [*labels, None][1:], strict=True):
        end = following.start() if following else len(line)
        value = _value(line[label.end() : end])
        if value and label.lastgroup and label.lastgroup != "other":
            read.setdefault(label.lastgroup, value)


def _value(text: str) -> str:
    text = _YEARS.sub("", text.strip())
    seen = normalise(text)
    ends = [found.start() for sign in (_LICENCE, _POLICE, _RIGHTS, _SEGMENT) if (found := sign.search(seen))]
    return text[: min(ends, default=len(text))].strip(" 　|｜,，;；、()（）©")


def _finding(lines: list[str], read: dict[str, str]) -> Finding:
    kept = tuple(_READ[key].but(value=value) for key, value in read.items()) or Message("nothing_to_keep")
    shown = " / ".join(" ".join(line.split()) for line in lines)
    shown = shown if len(shown) <= 120 else f"{shown[:119]}…"
    return Finding(RULE, Message("removed_foot", count=len(lines), shown=shown, read=kept), len(lines))
