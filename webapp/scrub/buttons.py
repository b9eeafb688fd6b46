"""The words on the buttons and in the menus of a page."""

import re

_WORDS = """
打印正文 打印全文 打印内容 打印本页 打印此页 打印本文 打印文章 打印 关闭窗口 关闭本页 关闭页面 关闭
分享到 分享 收藏本页 加入收藏 收藏 设为首页 返回顶部 回到顶部 返回首页 返回列表 返回上一页 返回 顶部
字体大小 字体 字号 视力保护色 视力保护 语音播报 语音朗读 听新闻 听全文 朗读 二维码 微信好友 微信 朋友圈
新浪微博 腾讯微博 微博 qq空间 qq好友 qq 我要纠错 纠错 举报 点赞 在看 赞 评论 复制链接 下载 导出
繁体版 繁体 简体版 简体 english 手机版 电脑版 无障碍浏览 无障碍阅读 无障碍 长者模式 长者助手 长者版
关怀版 适老版 登录 登陆 注册 站内搜索 搜索 网站地图 联系我们 关于我们 网站声明 隐私声明 首页
收听朗读 播报文章 朗读全文 听文章 分享至 举报反馈 反馈 写留言
发表 播报 暂停 关注 返回目录 加入书签 高级模式 立即注册 小黑屋
回上一页 回上页 回首页 回到顶端 回顶端 友善列印 友善打印 列印本页 列印 转寄好友 转寄 分享至脸书 分享至line 推文
字型大小 字级 网站导览 网站导航 意见信箱 rss订阅 rss 投稿 请输入关键字 请输入关键词 请输入搜索内容
上一页 下一页 上页 下页 尾页 末页 跳转 查看更多 更多 阅读原文 展开全文 收起 加载中
"""
_ENGLISH = """
print this page|print page|print|close window|close|share this page|share to|share on|share|font size
back to the top|back to top|top|home|next page|next|previous page|previous|prev|bookmark|e-mail this|e-mail|email
facebook|twitter|weibo|wechat|favourites|favorites|skip to main content|skip to content|menu|search
log in|login|sign in|sign up|register|loading|download|large|medium|small|more
"""
_WITH_MORE = (
    "返回.{1,10}(?:首页|主页|列表)|扫一扫.{0,20}|扫码.{0,12}|微信扫.{0,16}|用?手机(?:查看|浏览|打开).{0,8}"
    "|scan.{0,12}qr code"
)

# The longest first, because 分享至 begins with 分享.
_BUTTONS = sorted([*_WORDS.split(), *re.split(r"[|\n]", _ENGLISH.strip())], key=len, reverse=True)
_BUTTON = re.compile("|".join([_WITH_MORE, *_BUTTONS]))
_SIZES = re.compile(r"大中小|(?<![\u4e00-\u9fff])(?:t?[大中小]|默认)(?![\u4e00-\u9fff])|(?<![a-z])[at][+-]?(?![a-z])")
_SEPARATORS = re.compile(r"[\s|/:·•,、;\[\]【】()<>《》«»‹›→↑▲△…\-—_=+~*#!.]+")

_MENU_ITEM_LENGTH = 8
_FEWEST_MENU_ITEMS = 4


def is_buttons(seen: str) -> bool:
    """Tell whether the normalised line *seen* has only buttons or a menu."""
    buttons = _BUTTON.findall(seen)
    rest = _SEPARATORS.sub("", _SIZES.sub(" ", _BUTTON.sub(" ", seen)))
    if any(button.endswith("页") for button in buttons):
        # A pager has numbers between its buttons.
        rest = re.sub(r"\d+", "", rest)
    if not rest:
        return bool(buttons) or _SIZES.search(seen) is not None
    return _is_menu(seen)


def _is_menu(seen: str) -> bool:
    items = [item for item in re.split(r"[\s|·>]+", seen) if item]
    return (
        any(item.endswith("首页") for item in items)
        and len(items) >= _FEWEST_MENU_ITEMS
        and all(len(item) <= _MENU_ITEM_LENGTH for item in items)
    )
