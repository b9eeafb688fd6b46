"""Articles at their worst: tags that are never closed, in wrong places, with attributes that say nothing."""

from random import Random

_TAGS = (
    *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dl", "dt", "em"),
    *("figcaption", "figure", "h1", "h2", "h3", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q"),
    *("rp", "rt", "ruby", "s", "section", "small", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot"),
    *("th", "thead", "tr", "u", "ul"),
)
_ATTRIBUTES = (
    *('lang="en"', 'lang="x y"', 'dir="rtl"', 'dir="up"', 'title="a&quot;b"', "open", 'start="-3"', 'start="x"'),
    *('colspan="2"', 'colspan="0"', 'rowspan="x"', 'scope="col"', 'scope="z"', 'id="fn-1"', 'id="fnref-鱼 塘"'),
)
_ADDRESSES = (
    *(
        "#fn-1",
        "#gone",
        "../ponds.md",
        "gone.md",
        "/farming/",
        "http://a.b/c d?e=f|g#h i",
        "https://例子.中国/路?问=答",
    ),
    *("mailto:a@b.c", "mailto:", "tel:", "weixin://a", "javascript:x", "http://[::1", "http://a:99999/", "http:///x"),
    *("//host/x", "https://x/%zz?%", "http://a..b/", "http://x/\\y^`{}&lt;&gt;"),
)
_WORDS = ("水渠", "鱼塘 & 稻田", "a<b", "\x01", "\ufffe", "𠮷", "&#0;", "&nbsp;", "", "\n\n", "。")
_MARKDOWN = (
    *("脚注[^1]，又一个[^鱼 塘]。\n\n[^1]: 一\n[^鱼 塘]: 二\n\n", "| a | b |\n|---|:-:|\n| 1 | 2 |\n\n"),
    *("- 一\n  - 二\n\n3. 三\n", "![图](gone.jpg)\n\n", "> 引\n\n", "```\n<b>\n```\n\n", ""),
)


def tag_soup(seed: int) -> str:
    """Return an article, another for each *seed*."""
    random = Random(seed)

    def element(depth: int) -> str:
        if not depth or random.random() < 0.25:
            return random.choice(_WORDS)
        tag = random.choice(_TAGS)
        attributes = random.sample(_ATTRIBUTES, random.choice([0, 0, 1, 2]))
        if tag == "a":
            attributes.append(f'href="{random.choice(_ADDRESSES)}"')
        inside = "".join(element(depth - 1) for _ in range(random.choice([0, 1, 1, 2, 3])))
        end = f"</{tag}>" if random.random() < 0.9 else ""
        return f"<{' '.join([tag, *attributes])}>{inside}{end}"

    blocks = (random.choice(_MARKDOWN) + element(6) for _ in range(6))
    return f"---\ntitle: 第{seed}篇 & <b>\ntags: [a<b]\n---\n" + "\n\n".join(blocks)
