"""Make a new library: settings, folders, and a first article that explains the next steps."""

from pathlib import Path

from webapp.disk.files import make_folder, move, write_file
from webapp.disk.unfinished import unfinished_folder
from webapp.errors import LibraryExists
from webapp.settings import SETTINGS_FILE, Settings
from webapp.store.front_matter import dump
from webapp.store.synonyms import SYNONYMS_FILE
from webapp.zone import local_now

_SETTINGS = """\
# Settings of this library. A line that begins with # is not read; take the sign away to use it.
# 本书屋的设置。以 # 开头的行不起作用，去掉 # 即可启用。

title = "书屋"
# description = "我们村的书屋"

# The words of the pages, zh or en. 网页界面的语言。
# language = "zh"

# The time zone of the library's dates: what is "today", and when an article appears. 书屋的时区。
# timezone = "Asia/Shanghai"

# The script that articles are cleaned into: zh-Hans, zh-Hant, or keep to leave each as it is. 简体、繁体或保持原样。
# script = "zh-Hans"

# What stands at the foot of each page. 页脚：主办单位、技术支持、备案号。
# organiser = "某某村民委员会"
# support = ""
# licence_number = ""

# The public address of the site, once it has one. 网站的公开地址。
# url = "https://example.org/"

# What becomes of pictures that a dropped page shows from other sites: list, or fetch. 网页里的外站图片：列出或取回。
# remote_pictures = "list"

# With "on", a picture is fetched only when a reader taps its name and size. 省流量：点一下才取图片。
# data_saver = "off"

# The names of packs: title, or ascii for old devices and mail programs. 离线包的文件名：用书屋名称，或只用拉丁字母。
# pack_names = "title"

# Limits. 各项上限。
# page_size = 20
# max_file_mb = 32
# max_upload_mb = 200
# max_article_chars = 500000
# max_picture_megapixels = 120
# picture_widths = [320, 640, 960]

# How like the original a picture looks, at most 100; the most kB in each width. 图片的相似度，各宽度的大小上限。
# picture_likeness = 60
# picture_kilobytes = [10, 30, 60]

# Most bytes, compressed, of a page beside its words; of what all pages have around their content, by itself and with
# the style and script of a first visit; and of the first search. With budgets = "refuse" a site that is over one is not
# published; with "warn" the freeze says so. 网页重量的上限：超过时提醒（warn），或不发布（refuse）。
# budgets = "warn"
# page_budget = 14600
# frame_budget = 1200
# first_visit_budget = 5000
# search_budget = 60000
"""

_SYNONYMS = """\
# Words that mean the same, one meaning a line: who searches for one of them finds the others too.
# 意思相同的词，一行一组：搜其中一个，也能找到写着其他几个的文章。以 # 开头的行不起作用，去掉 # 即可启用。

# 医保 = 医疗保险
# 土豆 = 马铃薯 = 洋芋
"""

_SECTION = {"title": "使用指南", "weight": 1, "description": "怎样往书屋里添文章"}

_WELCOME_TITLE = "欢迎来到书屋"
_WELCOME = """\
这是书屋的第一篇文章。看懂怎么添文章以后，可以把它删掉。

## 最省事的办法

书屋开着(`shuwu serve`)的时候，把收到的文件放进 `content/inbox` 文件夹，几秒钟就成了文章。书屋会认出文字的编码，
去掉夹在字里的拼音、广告和网页的零碎，再把干净的文章放进栏目；原来的文件也留着，不会丢。收不下的文件在
`content/inbox/refused` 里，旁边写着为什么。

不想碰文件夹，可以用网页：先运行 `shuwu admin password` 设一个密码，再打开书屋地址后面的 `/admin/`。
在那里放文件、改文章、看清理了什么、放回去、发布，都行。

## 自己写一篇

在 `content` 下面，一个文件夹就是一个栏目。在栏目里新建一个以 `.md` 结尾的文本文件，照这样写：

```
---
title: 春耕备耕通知
date: 2025-03-01
tags: [农业, 通知]
---

正文写在这里。空一行，就是另起一段。

## 这是小标题

![育秧大棚](dapeng.jpg)
```

图片和文章放在同一个文件夹里。保存以后，刷新网页就能看到。

## 开会的时候

在 `content/meetings` 文件夹里新建一个以 `.md` 结尾的文本文件，写上要学的文章、要议的事、要改的事：

```
---
title: 三月屋场会
date: 2025-03-15 19:30
place: 晒谷坪
study: [welcome]
discuss:
  - 路灯几点关？
change:
  - 补水渠
---

自己带板凳来。
```

书屋就有了这场会的网页，还有可以打印的讲义和小册子。

## 拿不准的时候

运行 `shuwu check`。哪个文件有毛病，毛病在第几行，该怎么改，它都会告诉你。一个文件写错了，别的文章照样能看。
"""


def create_library(root: Path) -> None:
    """Make a library in *root*, which may be an empty folder.

    Raises LibraryExists if *root* is not empty. Leaves nothing behind on failure.
    """
    root = root.resolve()
    is_there = root.exists()
    if is_there and not (root.is_dir() and not any(root.iterdir())):
        raise LibraryExists(root)
    # An existing folder is kept, because it may be the current one: "shuwu new .".
    place = root if is_there else root.parent
    with unfinished_folder(place) as unfinished:
        _write_files(unfinished)
        if is_there:
            for child in sorted(unfinished.iterdir()):
                move(child, root / child.name)
        else:
            move(unfinished, root)


def _write_files(root: Path) -> None:
    guide = root / "content" / "guide"
    make_folder(guide)
    make_folder(root / "content" / "inbox")
    now = local_now(Settings(root).zone).replace(microsecond=0)
    welcome = {"title": _WELCOME_TITLE, "date": now, "lang": "zh-Hans"}
    for path, text in {
        root / SETTINGS_FILE: _SETTINGS,
        root / SYNONYMS_FILE: _SYNONYMS,
        guide / "_index.md": dump(_SECTION, ""),
        guide / "welcome.md": dump(welcome, _WELCOME),
    }.items():
        write_file(path, text.encode())
