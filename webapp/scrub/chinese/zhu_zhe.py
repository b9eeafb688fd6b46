"""Tell 著 (to write, outstanding) from 着 (doing); Traditional text of Taiwan writes both as 著.

OpenCC's t2s leaves 着力 as 著力, and its tw2s turns 原著 into 原着: neither looks at enough of the sentence.
"""

import re

# After one of these it is 着, whatever follows: 接着说, 看着书.
_DOING = frozenset(
    "随沿看接拿带藏向朝对听跟走坐站说笑想活握抱背扛挑担端捧举提拉推牵扶靠倚依凭借趁乘顺照按冲望盯瞪瞧守护陪伴围绕追赶跑跳飞爬骑驾"
    "开穿戴披系挂贴写画刻印标记怀存留住睡躺趴蹲跪立插夹含叼咬嚼吃喝吸吹唱喊叫哭骂闹打敲拍摸抓捏压踩踏踢顶撞闪亮映响流淌滴飘浮漂荡摇"
    "晃摆动转滚烧冒散透味临受忍怕急忙试教做读念数算用当管隔遮盖埋铺堆装载盛凑逼催卷缠嚷垂低仰抬伸弯闭睁眯皱挥捂搂扑堵挡拦困悬吊架支"
    "撑卧倒贯循本迎逆绷挨偎傍陷沉醉迷恋爱惦盼期候耗拖磨熬煎煮炖炒揣扣锁种养喂放牧捡采摘"
)

# Words that always have 著: first those that end in it, then those that begin with it.
_ALWAYS = re.compile(
    "[土显卓昭]著"
    "|[原名论译专巨遗拙撰所旧]著(?![力眼手实急陆装火色想落凉迷魔床边衣墨劲])"
    "|(?<![配结混融联迎综闭])合著(?![眼嘴双手掌十起不拍])|编著(?![竹篮辫花草筐席故谎柳藤])|见微知著|彰明较著|等著(?=[《）)])|新著(?=[《，。；、])"
    "|著名(?![单字册片牌额义])|著述|著称(?![赞呼])|著成(?=《)|著书立说|著之竹|其著(?=[《作])"
    "|(?:^|(?<=[，。；：、！？「“（(\\s]))著(?=[有书文论译录者《])"
)
_UNLESS_DOING = re.compile(
    "著(?:作(?![业客秀伴揖品物出为用风息])|作品集|者|录|书(?=$|[，。；、\\s])|文(?=$|[，。；、\\s])|译|论(?!点)"
    "|有(?=[《“「]|(?:长篇|中篇|短篇|小说|散文|诗|论文|论著|专著|文集|回忆录|随笔|剧本|传记|教材|大量|等身)|[一二三四五六七八九十多数几\\d]{1,3}[部本卷种余])|于(?=[\\d竹简])|《)"
)
# A work with its field: 文学著作, although 学着 is doing.
_FIELD_WORK = re.compile("[文科哲力数医法理化史农]学著作|(?:相关|有关|研究|有|为|等|些|部|本)著作(?![物品])")

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤鲁老巴茅冰施吉蒲孙"
)
_WRITER = re.compile(
    f"(?:^|(?<=[（(》〉\\s·，）)〕\\]]))[{_SURNAMES}][\u3400-\u9fff]{{1,2}}等?\\s?著(?=[）)《,，。；\\s]|$)|(?<=[\\s）)])著(?=[\\s，。）)]|$)"
)
_SINKING = re.compile("沈(?=[著着])(?![著着](?:[《名作]|有《))")


def settle(text: str) -> str:
    """Return the Simplified *text*, in which any 着 may be written 著, with the right character each time."""
    text = _SINKING.sub("沉", text)
    kept = {
        position
        for sign in (_ALWAYS, _FIELD_WORK, _WRITER)
        for match in sign.finditer(text)
        for position in range(*match.span())
    }
    kept |= {
        match.start() for match in _UNLESS_DOING.finditer(text) if text[match.start() - 1 : match.start()] not in _DOING
    }
    return "".join("着" if letter == "著" and position not in kept else letter for position, letter in enumerate(text))
