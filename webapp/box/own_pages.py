"""The pages that a box makes itself, in the style and language of its site."""

import re
from html import unescape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from webapp.app import template_folders
from webapp.box.served import ADDRESS
from webapp.settings import Settings
from webapp.web.site.page_words import page_words

_HEAD = re.compile(rb"<html\b[^>]*>(?:\s*<head\b[^>]*>)?", re.IGNORECASE)
_BASE = re.compile(rb'<base\b[^>]*>|<script src="[^"]*/lost\.js"></script>', re.IGNORECASE)
_LANGUAGE = re.compile(r"""<html\b[^>]*\blang=["']?([\w-]+)""", re.IGNORECASE)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def missing_page(page: bytes) -> bytes:
    """Return the site's 404 *page*, with links from the root of the box.

    It is sent for addresses of any depth, and for the site's public host its links may begin with a folder.
    """
    return _HEAD.sub(lambda head: head[0] + b'<base href="/">', _BASE.sub(b"", page), count=1)


def welcome_page(home: str) -> bytes:
    """Return the page that a phone shows after it joined the network, for the site with this *home* page."""
    settings = Settings(Path(), unescape(_found(_TITLE, home)), language=_found(_LANGUAGE, home) or "zh")
    templates = Environment(loader=FileSystemLoader(template_folders()), autoescape=True)
    page = templates.get_template("box/welcome.html").render(
        page_words(settings, settings.page_lang),
        title=settings.title,
        address=ADDRESS.decode(),
        styles=_STYLE.findall(home),
    )
    return page.encode()


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""
