"""Tell 著 (to write, outstanding) from 着 (doing), which Traditional text of Taiwan writes alike.

OpenCC's t2s leaves 着力 as 著力, and its tw2s makes 原着 of 原著: neither looks at enough of the sentence.
"""

import re

_HAN = "[\u3400-\u9fff]"
# After one of these, it is 着 whatever follows: 随着文化, 接着说, 看着书.
_DOING = (
    "随沿看接拿带藏等向朝对听跟走坐站说笑想活握抱背扛挑担端捧举提拉推牵扶靠倚依凭借趁乘顺照按冲望盯瞪瞧守护陪伴围绕追赶跑跳飞爬骑"
    "驾开穿戴披系挂贴写画刻印标记怀存留住睡躺趴蹲跪立插夹含叼咬嚼吃喝吸吹唱喊叫哭骂闹打敲拍摸抓捏压踩踏踢顶撞闪亮映响流淌滴飘浮"
    "漂荡摇晃摆动转滚烧冒散透味临受忍怕急忙试学教做读念数算用当有为管隔遮盖埋铺堆装载盛凑逼催卷缠嚷垂低仰抬伸弯闭睁眯皱挥捂搂扑堵"
    "挡拦困悬吊架支撑卧倒靠贯循本冒顶迎逆绷挨偎傍陷沉醉迷恋爱恨念惦挂牵记盼望期守候耗拖磨熬煎煮炖炒揣扣锁关种养喂放赶牧捡采摘"
)
_WRITTEN_BEFORE = re.compile(
    "(?:原|名|论|译|专|巨|土|显|卓|昭|遗|拙|撰|所|共|杰|宏|旧|编|合|校|自|史|较|知|力|大|新|近|首|注|佚|手|医|农|等)著"
)
# 自著, 力著 and the like are words only in front of a title or at the end; 合着眼 and 编着竹篮 are done by hand.
_DOUBTFUL_BEFORE = "自力大新近首注手合编等医农"
_WRITTEN_END = re.compile(r"著(?=[《（(、，。；,;\s）)》]|$|者|作|的《)")
_BY_HAND = re.compile(r"(?:合著(?=[眼嘴双手掌十起不拍])|编著(?=[竹篮辫花草筐席故谎柳藤])|自著)")
_WRITTEN_AFTER = re.compile(
    "著(?:名|作|称|述|者|录|书立|书(?=[^本包]|$)|文(?=[^化字明件])|译|论(?=[^点]|$)|有(?=[《“]|[一二三四五六七八九十多数几\\d]{1,3}[部本卷种余])|于(?=[\\d竹简])|《|之竹)"
)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤鲁老巴茅冰"
_WRITER = re.compile(
    f"(?:^|(?<=[（(》〉\\s·，]))(?:[（(〔\\[]?{_HAN}{{1,2}}[）)〕\\]])?[{_SURNAMES}]{_HAN}{{1,2}}等?\\s?著(?=[）)《,，。；\\s]|$)"
)
_ALONE = re.compile(r"(?:^|(?<=[\s）)]))著(?=[\s，。,）)《]|$)")
_SINKING = re.compile("沈(?=[著着])(?![著着][《名作])")


def settle(text: str) -> str:
    """Return the Simplified *text*, in which every 着 may still be written 著, with each as it should be."""
    text = _SINKING.sub("沉", text)
    kept = {place for match in _kept(text) for place in range(match[0], match[1])}
    return "".join(
        "着" if character == "著" and place not in kept else character for place, character in enumerate(text)
    )


def _kept(text: str) -> list[tuple[int, int]]:
    """Return the places in *text* where 著 is right."""
    by_hand = {match.end() - 1 for match in _BY_HAND.finditer(text) if text[match.end() - 1] == "著"}
    found = [match.span() for match in _WRITER.finditer(text)] + [match.span() for match in _ALONE.finditer(text)]
    for match in _WRITTEN_BEFORE.finditer(text):
        place = match.end() - 1
        is_sure = match.group()[0] not in _DOUBTFUL_BEFORE or match.group()[0] in "编合"
        if place not in by_hand and (is_sure or _WRITTEN_END.match(text, place)):
            found.append(match.span())
    for match in _WRITTEN_AFTER.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if not before or before not in _DOING:
            found.append(match.span())
    return found
