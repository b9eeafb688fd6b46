"""The smallest library with everything a page can show."""

from pathlib import Path

from flask.testing import FlaskClient
from PIL import Image

from webapp.app import create_app
from webapp.settings import load_settings

TEA = """---
title: 春茶采摘要点
date: 2025-04-02 08:30
source: 县农业局
author: 李四
tags: [茶叶]
cover: leaf.png
---
采茶要提手采,不要掐采。见[晒茶的办法](drying.md)和[不存在的文章](gone.md)。

![一片新叶](leaf.png)

![丢了的图](lost.jpg)
"""

DRYING = """---
title: 曬茶的辦法
date: 2025-05-06
lang: zh-Hant
tags: [茶叶]
---
曬茶要選晴天。
"""

FRAUD = """---
title: 防范电话诈骗
date: 2025-06-07
---
## 记住三条

不听,不信,不转账。5 < 7 & "引号"。
"""


def make_library(root: Path) -> None:
    """Write a library of three articles in two sections, with one picture, into *root*."""
    write(root, "shuwu.toml", 'title = "柳溪村书屋"\norganiser = "柳溪村委会"\nlicence_number = "湘ICP备1号"\n')
    write(root, "content/farming/_index.md", "---\ntitle: 农业技术\nweight: 1\n---\n")
    write(root, "content/farming/spring-tea/index.md", TEA)
    write(root, "content/farming/drying.md", DRYING)
    write(root, "content/safety/_index.md", "---\ntitle: 平安\nweight: 2\n---\n")
    write(root, "content/safety/phone-fraud.md", FRAUD)
    Image.new("RGB", (400, 200), "green").save(root / "content/farming/spring-tea/leaf.png")


def client_of(root: Path) -> FlaskClient:
    """Return a browser at the library in *root*."""
    return create_app(load_settings(root, environ={})).test_client()


def write(root: Path, path: str, text: str) -> None:
    """Write a file of the library."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
