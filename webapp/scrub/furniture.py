"""Drop the lines that belong to the page and not to the article: buttons, paths, pagers, neighbours, menus."""

import re
from dataclasses import replace

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.scrub.view import HAN, view
from webapp.scrub.zones import outside_prose

RULE = "furniture"

_BUTTON = (
    "打印本页|打印此页|打印本文|打印文章|打印|关闭窗口|关闭本页|关闭页面|关闭|分享到?|收藏本页|加入收藏|收藏|设为首页|返回顶部|回到顶部"
    "|返回首页|返回列表|返回上一页|返回|顶部|字体大小|字体|字号|【大 中 小】|大 中 小|大中小|视力保护色?|语音播报|语音朗读|朗读|扫一扫.{0,20}"
    "|扫码.{0,12}|微信扫.{0,16}|用?手机(?:查看|浏览|打开).{0,8}|二维码|微信好友|微信|朋友圈|新浪微博|腾讯微博|微博|qq空间|qq好友|qq|我要纠错|纠错"
    "|举报|点赞|在看|赞|评论|复制链接|下载|导出|繁体版?|简体版?|繁體版?|english|手机版|电脑版|无障碍(?:浏览|阅读)?|长者(?:模式|版|助手)|关怀版|适老版"
    "|登录|注册|登陆|搜索|站内搜索|网站地图|联系我们|关于我们|网站声明|隐私声明|首页|上一页|下一页|上页|下页|尾页|末页|跳转|更多|more|查看更多"
    "|阅读原文|展开全文|收起|加载中|责任编辑|print(?: this page| page)?|close(?: window)?|share(?: to| this page| on)?|font size|back to (?:the )?top"
    "|top|home|next(?: page)?|prev(?:ious)?(?: page)?|bookmark|e-?mail(?: this)?|facebook|twitter|weibo|wechat|favou?rites?|skip to (?:main )?content"
    "|menu|search|log ?in|sign (?:in|up)|register|loading|large|medium|small|scan.{0,12}qr code|download"
)
_BUTTONS = re.compile(_BUTTON)
_SEPARATORS = re.compile(r"[\s|/:·•,、;\[\]【】()<>《》«»‹›→↑▲△…\-—_=+~*#!.]+")
_SIZES = re.compile(r"(?<![\u4e00-\u9fff])[大中小默认](?![\u4e00-\u9fff])|(?<![a-z])a[+-]?(?![a-z])|t[+-]?(?![a-z])")

_LINES = (
    (
        "the path to the page",
        re.compile(
            r"(?:您|你)?(?:的)?(?:当前|现在)?(?:所在)?(?:的)?位置(?:是)?\s*[:>].*|当前(?:位置|页面|栏目).*|(?:您|你)现在的位置.*"
        ),
    ),
    (
        "the path to the page",
        re.compile(
            r"(?:网站|本站)?首页\s*(?:>|»|›|/|-|→)+.*|(?:home|index)\s*(?:>|»|›)+.*|[^。]{2,12}(?:\s*[>»›]+\s*[^。>]{2,20}){2,}"
        ),
    ),
    (
        "a neighbouring article",
        re.compile(
            r"[\[(【<]?\s*(?:上|下|前|后)一?(?:篇|条|则|章|个)(?:文章|新闻|信息)?\s*[\])】>]?\s*[:：>\]】)].*|(?:previous|next)(?: article| post| page)?\s*:.*"
        ),
    ),
    (
        "a neighbouring article",
        re.compile(r"(?:上|下)一(?:篇|条)(?:\s*(?:没有了|无|暂无))?|没有了|(?:上|下)一(?:篇|条)\s.{0,40}"),
    ),
    (
        "a pager",
        re.compile(
            r"(?:第?\s*\d{1,4}\s*/\s*(?:共\s*)?\d{1,4}\s*页?|共\s*\d+\s*[页条].{0,30}|第\s*\d+\s*页(?:\s*[/,]?\s*共\s*\d+\s*页)?|page\s*\d+(?:\s*of\s*\d+)?)"
        ),
    ),
    (
        "a pager",
        re.compile(
            r"[\[(【<«]?\s*\d{1,3}\s*[\])】>»]?(?:\s+[\[(]?\d{1,3}[\])]?)*(?:\s*(?:下一页|尾页|末页|>+|»|next|\.{3}|…))*"
        ),
    ),
    (
        "an editor's line",
        re.compile(
            rf"[\[(【]?\s*(?:责任编辑|责编|编辑|审核|校对|初审|复审|终审|监制|值班编辑|值班主任|网络编辑|编审)\s*[:/]?\s*[{HAN}\s:、/·]{{2,40}}[\])】]?"
        ),
    ),
    (
        "a notice of the page",
        re.compile(
            r"(?:免责声明|版权声明|特别声明|声明|本站声明)\s*:?.{0,200}(?:本网|本站|转载|版权).{0,200}|注:本文.{0,20}转载.*"
        ),
    ),
    (
        "a notice of the page",
        re.compile(
            r"(?:长按|点击).{0,12}(?:二维码|关注|蓝字|在看|阅读原文).{0,20}|(?:更多精彩|更多内容).{0,20}(?:关注|点击).{0,20}"
        ),
    ),
    (
        "a link",
        re.compile(r"(?:本文(?:链接|地址|网址)|原文(?:链接|地址|网址)?|url|link)\s*:?\s*https?://\S+|https?://\S+"),
    ),
)
_RELATED = re.compile(
    r"[\[(【]?(?:相关(?:新闻|文章|阅读|信息|资讯|推荐|链接|报道)|热门(?:文章|新闻|推荐|资讯|阅读)|热点(?:新闻|文章)|推荐(?:阅读|文章|新闻)|友情链接|猜你喜欢|最新(?:文章|新闻|资讯)"
    r"|图片新闻|延伸阅读|related (?:news|articles|links|posts)|friendly links)[\])】]?:?"
)
_PAGER_NAME = "a pager"
_LONGEST_LINE = 160


def drop_furniture(draft: Draft) -> tuple[Draft, list[Finding]]:
    """Return *draft* without the lines of its page that stand before or behind the writer's text."""
    lines = draft.text.split("\n")
    before, after = outside_prose(lines)
    found = {number: name for number in before + after if (name := _name(lines[number]))}
    found = {number: name for number, name in found.items() if number in after or name != _PAGER_NAME}
    found |= dict.fromkeys(_neighbours(lines, after), "a list of other articles")
    kept = [line for number, line in enumerate(lines) if number not in found]
    findings = [
        _finding(name, [lines[number] for number in found if found[number] == name])
        for name in dict.fromkeys(found.values())
    ]
    return replace(draft, text="\n".join(kept)), findings


def _name(line: str) -> str:
    """Return what piece of furniture *line* is, "" if none."""
    seen = view(line).strip()
    if not seen or len(seen) > _LONGEST_LINE:
        return ""
    for name, pattern in _LINES:
        if pattern.fullmatch(seen):
            return name
    return "buttons" if _is_buttons(seen) else ""


def _is_buttons(seen: str) -> bool:
    """Tell whether nothing but buttons stands in the line: one that only a page has, or several."""
    buttons = _BUTTONS.findall(seen)
    rest = _SEPARATORS.sub("", _SIZES.sub(" ", _BUTTONS.sub(" ", seen)))
    if not buttons:
        return False
    if not rest:
        return True
    menu = [item for item in re.split(r"[\s|·>]+", seen) if item]
    return "首页" in menu and len(menu) >= 4 and all(len(item) <= 8 for item in menu)


def _neighbours(lines: list[str], after: list[int]) -> list[int]:
    """Return the lines from the heading of a list of other articles on, as far as they look like titles."""
    start = next((place for place, number in enumerate(after) if _RELATED.fullmatch(view(lines[number]).strip())), None)
    return [] if start is None else after[start:]


def _finding(name: str, lines: list[str]) -> Finding:
    shown = " / ".join(" ".join(line.split()) for line in lines)
    shown = shown if len(shown) <= 80 else f"{shown[:79]}…"
    return Finding(RULE, f"Removed {name}: “{shown}”.", len(lines))
