"""Find the section headings.

A heading is short, ends without punctuation and stands between paragraphs. Verse, signatures, dates, labels and
lists are short too; a line that may be one of these stays as it is.
"""

import re
from dataclasses import replace

from webapp.scrub.chinese.numbering import ORDER, numbering
from webapp.scrub.dates import is_moment
from webapp.scrub.normalise import han_count, is_prose, normalise
from webapp.scrub.text_blocks import TextBlock

_LONGEST = 32
_SHORTEST_PARAGRAPH = 24
# Below the title, a line this short is the writer's name.
_LONGEST_NAME = 4

_ENDS_LIKE_TEXT = re.compile(r"[。!,;:、…!.\"”]$")
_NO_HEADING = re.compile(
    r"(?:图|图片)(?:\d+|为|:|/)|[△▲]|.*摄$|.*(?:供图|文/图)|尊敬的|亲爱的|各位|[(\[（].*[)\]）]$|.*\d{7,}|.*〔|.*https?:|.*@"
    r"|(?:时间|日期|地点|地址|电话|联系.{0,3}|问|答|注|备注|主持.?|记录.?|参加.{0,3}|出席.{0,3}|邮箱|作者|来源|附件|抄送|单位|姓名|主题|[a-z])\d*\s*:"
    r"|(?:此致|敬礼|特此.{0,6}|谢谢.{0,4}|完|全文完|the end)$|.*(?:公司|政府|委员会|村委会|办公室|局|党支部|委)$"
)


def mark_headings(blocks: list[TextBlock]) -> list[TextBlock]:
    """Return *blocks* with the section headings marked; their levels begin at 2."""
    kinds = [numbering(block.text) if _may_be_heading(block) else "" for block in blocks]
    marked = list(blocks)
    for position in range(len(blocks) - 1, -1, -1):
        if kinds[position]:
            is_heading = _heads_numbered(marked, kinds, position)
        else:
            is_heading = _may_be_heading(blocks[position]) and _heads_plain(marked, kinds, position)
        if is_heading:
            marked[position] = replace(blocks[position], kind="heading")
    used = [
        kind
        for kind in ORDER
        if any(kinds[position] == kind for position, block in enumerate(marked) if block.kind == "heading")
    ]
    return [_with_level(block, kinds[position], used) for position, block in enumerate(marked)]


def _may_be_heading(block: TextBlock) -> bool:
    seen = normalise(block.text)
    if block.kind != "text" or len(seen) > _LONGEST or han_count(seen) < 2 or "。" in seen:
        return False
    if numbering(block.text):
        return not re.search(r"[;,:、…]$", seen)
    if seen.endswith("?") or _ENDS_LIKE_TEXT.search(seen) or _NO_HEADING.match(seen) or is_moment(block.text):
        return False
    return not re.match(r"[(（]?\d|[①-⑳]", seen) and len(seen.split()) <= 3


def _heads_numbered(blocks: list[TextBlock], kinds: list[str], position: int) -> bool:
    """Tell whether something other than the next number follows; consecutive numbers are a list."""
    kind = kinds[position]
    if position + 1 == len(blocks) or (position and kinds[position - 1] == kind):
        return False
    following = blocks[position + 1]
    if following.kind == "heading":
        return ORDER.index(kinds[position + 1] or ORDER[-1]) > ORDER.index(kind) if kinds[position + 1] else False
    return not kinds[position + 1] and not is_moment(following.text)


def _heads_plain(blocks: list[TextBlock], kinds: list[str], position: int) -> bool:
    """Tell whether the line is between paragraphs, or at the beginning before one."""
    if position + 1 == len(blocks) or not _is_paragraph(blocks[position + 1]):
        return False
    if blocks[position].follows_blank_line != blocks[position + 1].follows_blank_line and position:
        return False
    if position == 0:
        return han_count(blocks[position].text) > _LONGEST_NAME
    before = blocks[position - 1]
    is_caption = before.kind == "text" and _NO_HEADING.match(normalise(before.text)) is not None
    return before.kind in ("picture", "item", "numbered") or is_caption or _is_paragraph(before)


def _is_paragraph(block: TextBlock) -> bool:
    return block.kind == "text" and is_prose(block.text) and len(block.text) >= _SHORTEST_PARAGRAPH


def _with_level(block: TextBlock, kind: str, used: list[str]) -> TextBlock:
    if block.kind != "heading":
        return block
    return replace(block, level=2 + (used.index(kind) if kind else 0))
