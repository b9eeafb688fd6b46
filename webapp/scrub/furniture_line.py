"""The patterns of single furniture lines."""

import re

from webapp.messages import NOTHING, Message
from webapp.scrub.buttons import is_buttons
from webapp.scrub.normalise import HAN, normalise

PAGER = Message("pager")
PATH = Message("page_path")
_EDITOR = "责任编辑|责编|网络编辑|编辑|审核|校对|初审|复审|终审|监制|值班编辑|值班主任|编审|审稿|审读"
_LIST_NAMES = "新闻|文章|阅读|信息|资讯|推荐|报道"
EBOOK = Message("ebook_line")
FORUM = Message("forum_line")
PAGE_NUMBER = Message("page_number")
LINK = Message("link_line")
BUTTONS = Message("page_buttons")
OTHERS = Message("other_articles")

_ADVERTISED = (
    "博彩|彩票(?:平台|网|app|计划)|真人娱乐|娱乐城|棋牌(?:游戏|平台|app)|百家乐|六合彩|时时彩|亚博|开元棋牌|威尼斯人|太阳城|葡京|澳门金沙"
    "|网投|北京赛车|bet365|体育(?:投注|下注|平台|官网|app)|成人(?:视频|电影)|代开发票|私服|老虎机|赌场|真人视讯|电竞下注"
)
_SITES = (
    "今日头条|百度文库|百度百科|百家号|豆丁网|道客巴巴|原创力文档|搜狐(?:网|号)?|网易(?:新闻|号)?|腾讯(?:网|新闻)|新浪(?:网|新闻)?|知乎"
    "|微信公众平台|学习强国|央视网|人民网|新华网|澎湃新闻|凤凰网|简书|小红书|哔哩哔哩"
)
# A warning against it names it too.
_WARNS = "警惕|防范|诈骗|整治|打击|宣传|提醒|案|严禁|禁止|远离|拒绝|危害|抵制"

# The kind of a line, and the pattern of the whole normalised line.
_KINDS = {
    PAGE_NUMBER: (r"[-—–·]\s*\d{1,4}\s*[-—–·]", r"第\s*\d{1,4}\s*页(?:\s*,?\s*共\s*\d{1,4}\s*页)?"),
    PATH: (
        r"(?:您|你)?的?(?:当前|现在)?的?(?:所在)?的?位置\s*(?:是|:|>).*",
        r"当前(?:位置|页面|栏目).*",
        r"(?:网站|本站)?首页\s*(?:>|»|›|/|-|→)+.*",
        r"(?:home|index)\s*(?:>|»|›)+.*",
        r"[^。>»›]{2,12}(?:\s*[>»›]+\s*[^。>»›]{2,20}){2,}",
    ),
    Message("neighbour"): (
        r"(?:阅读|查看)?[上下]一[篇条则章个]|[上下]一个\s*:\s*\S.{2,}",
        r"[\[(【<]?\s*(?:阅读|查看)?[上下前后]一?[篇条则章](?:文章|新闻|信息)?\s*[\])】>]?\s*[:>].*",
        r"[上下]一[篇条](?:\s.{0,40}|没有了|无|暂无)?",
        r"没有了",
        r"(?:previous|next)(?: article| post| page)?\s*:.*",
    ),
    PAGER: (
        r"第?\s*\d{1,4}\s*/\s*(?:共\s*)?\d{1,4}\s*页?",
        r"共\s*\d+\s*[页条].{0,30}",
        r"第\s*\d+\s*页(?:\s*[/,]?\s*共\s*\d+\s*页)?",
        r"page\s*\d+(?:\s*of\s*\d+)?",
        r"[\[(【<«-]?\s*\d{1,3}\s*[\])】>»-]?(?:\s+[\[(]?\d{1,3}[\])]?)*(?:\s*(?:下一页|尾页|末页|>+|»|next|\.{3}|…))*",
    ),
    Message("editors_line"): (
        rf"[\[(【]?(?:{_EDITOR})\s*:",
        rf"[\[(【]?\s*(?:{_EDITOR})(?:\s*[:/|丨]|\s)\s*[{HAN}\w\s:、/·|]{{2,40}}[\])】]?",
    ),
    Message("counter"): (
        r"(?:(?:阅读|浏览|点击|点赞|在看|评论|留言|赞|转发|播放|收藏|观点)\s*\(?\d+(?:\.\d+)?(?:\s?[万w])?\+?次?\)?\s*)+(?:收藏|分享|转发|评论|\s)*",
        r"[\d,.]+\s*[万w]?\s*(?:人|次|条|个)\s*(?:赞同|点赞|评论|收藏|浏览|阅读|关注|回答|播放).{0,10}",
        r"(?:(?:今日|总|累计)?(?:访问|浏览|点击)\S{0,3}\s*:\s*\d+\s*)+",
    ),
    Message("page_notice"): (
        r"(?:免责|版权|特别|郑重|本站)?声明\s*:?.{0,200}(?:本网|本站|转载|版权|仅代表|平台|侵权).{0,200}",
        r".{0,40}转载请.{0,40}(?:出处|链接|注明|声明|来源|联系|授权).{0,20}",
        r".{0,20}欢迎(?:转载|转发).{0,20}",
        r"打开.{0,10}(?:app|客户端|小程序).{0,4}(?:体验|查看|阅读|观看|更多|看).{0,12}",
        rf"(?:{_SITES})(?:\s*[-_|—]\s*\D{{0,30}})?",
        r"正在(?:阅读|浏览|播放)\s*:.*",
        r".{0,8}无法(?:正常)?(?:查看|显示|浏览|阅读).{0,6}(?:邮件|图片|网页).{0,20}",
        r"(?:您|你)(?:会)?收到(?:这封|此|本)邮件.{0,80}|(?:取消订阅|退订)(?:\s*[|/]?\s*.{0,12}){0,2}",
        r"注:本文.{0,20}转载.*",
        r".{0,4}(?:长按|点击).{0,20}(?:二维码|关注|蓝字|在看|阅读原文|订阅).{0,20}",
        r".{0,6}(?:扫描|扫码|识别|扫一扫|搜索).{0,20}(?:关注|订阅).{0,20}",
        r".{0,20}点.{0,4}在看.{0,12}|(?:喜欢|觉得|看完|别忘).{0,16}点[个一下]{0,2}.{0,2}赞.{0,12}",
        r"预览时标签不可点|继续滑动看下一个|向上滑动看下一个|轻点两下取消.{0,4}|微信扫一扫.{0,12}|人划线|已无更多数据",
        r"(?:预计)?阅读(?:本文|全文)?(?:时间|时长|需|大?约)\D{0,6}\d+\s*分钟.{0,10}",
        r"(?:本文|全文)(?:共|约|字数)?\D{0,3}\d+\s*字.{0,20}分钟.{0,10}",
        r"更多(?:精彩|内容).{0,20}(?:关注|点击).{0,20}",
        r"(?:微信)?公众号\s*:.{0,30}",
        r".{0,6}今天是\s*:?\s*\d{4}年.{0,30}",
        r"[-—\s]*(?:the )?end[-—\s]*",
    ),
    Message("advertisement"): (rf"(?!.*(?:{_WARNS}))[^。]*(?:{_ADVERTISED})[^。]*(?:{_ADVERTISED})[^。]*",),
    FORUM: (
        r".*(?:只看该作者|只看楼主|倒序浏览|电梯直达).*",
        r".{0,16}登[录陆]后.{0,8}(?:回[帖复]|评论|发[表帖]|查看|下载).{0,24}",
    ),
    EBOOK: (
        r"(?:(?:返回)?(?:目录|书目|封面)|[上下]一[章节页回])(?:\s*[|/·]?\s*(?:(?:返回)?(?:目录|书目|封面)|[上下]一[章节页回]|加入书签)){1,4}",
        r"本(?:电子)?书(?:籍)?(?:是?由|来自|来源于|下载自).{1,40}(?:整理|制作|上传|提供|收集|下载|分享).{0,60}",
        r".{0,20}(?:更多|海量|最新).{0,8}(?:电子书|好书|小说|书籍|资源).{0,10}(?:请|尽在|访问|登录|关注|搜索|下载|就来|:).{0,60}",
        r".{0,30}[仅只]供.{0,12}(?:学习|交流|试读|预览|参考).{0,30}(?:24小时|版权|商业用途|删除).{0,40}",
    ),
    Message("ornament"): (r"[*=_~·…★☆◆◇■□●○※#^+\-─━═]{5,}",),
    Message("search_box"): (
        r"(?:热门?搜索?词?|热词|热门关键词|大家都在搜|搜索热词)\s*:.{0,60}",
        r"请输入.{0,12}(?:关键[字词]|搜索|检索|查询).{0,12}",
    ),
    LINK: (r"(?:(?:本文|原文)(?:链接|地址|网址)?|url|link)\s*:?\s*https?://\S+",),
}
_LINES = {name: re.compile("|".join(patterns)) for name, patterns in _KINDS.items()}
_LISTS = (
    rf"(?:相关|热[门点]|推荐|最新|精彩|更多|作者最新)(?:{_LIST_NAMES})|相关(?:问题|视频|专题|话题|内容|链接)|精彩(?:回顾|推荐)"
    "|往期(?:精彩|推荐|回顾|文章|内容|好文)+|[为给][您你]推荐|大家都在[看搜]|喜欢此内容的人还喜欢|猜你喜欢|友情链接|图片新闻|延伸阅读"
    "|related (?:news|articles|links|posts)|friendly links"
)
_OTHER_ARTICLES = re.compile(rf"[\[(【]?(?:{_LISTS})[\])】]?:?(?:\s.*|.*\|.*)?")
_LONGEST_LINE = 400
# Alone on a line, these may be the steps of a guide.
_STEPS = re.compile("下载|注册|登[录陆]|搜索|导出|微信|收藏|分享|评论|举报|关注|发表|反馈|播报|暂停")


def kind_of(line: str) -> Message:
    """Return the kind of furniture that *line* is; NOTHING if it is none."""
    seen = normalise(line).strip()
    if not seen or len(seen) > _LONGEST_LINE:
        return NOTHING
    if may_be_a_step(line):
        return NOTHING
    named = next((kind for kind, pattern in _LINES.items() if pattern.fullmatch(seen)), NOTHING)
    return named or (BUTTONS if is_buttons(seen) else NOTHING)


def may_be_a_step(line: str) -> bool:
    """Tell whether *line* is a word of buttons that a guide to them may list as a step."""
    return _STEPS.fullmatch(normalise(line).strip()) is not None


def is_list_heading(line: str) -> bool:
    """Tell whether *line* announces a list of other articles."""
    return _OTHER_ARTICLES.fullmatch(normalise(line).strip()) is not None
