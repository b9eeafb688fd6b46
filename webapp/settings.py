"""``shuwu.toml`` and ``SHUWU_*`` variables -> Settings."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import tzinfo
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints
from urllib.parse import urlsplit

from webapp.causes import cause
from webapp.errors import LibraryNotFound, SettingsError
from webapp.messages import NOTHING, Message, Words, words_in
from webapp.own_phrases import check_own_phrases, has_admin_words, known_languages
from webapp.zone import CHINA, find_zone, machine_zone, similar_zones

SETTINGS_FILE = "shuwu.toml"

LibraryScript = Literal["zh-Hans", "zh-Hant", "keep"]
RemotePictures = Literal["list", "fetch"]
DataSaver = Literal["off", "on"]
Budgets = Literal["warn", "refuse"]
PackNames = Literal["title", "ascii"]


@dataclass(frozen=True)
class Settings:
    """How one library looks and what it accepts. Every field is a key of ``shuwu.toml``, except *root*.

    *url* is the public address of the site, for feeds and the site map; without one their addresses start with ``/``.
    *language* is that of the pages' own words, by its BCP 47 tag; ``zh`` is written in *script*, to which Chinese
    articles are converted. Readers may choose among *languages* for these words. *timezone* is the zone of the
    library's dates; the default is Asia/Shanghai for a Chinese library, and the machine's for others.
    *remote_pictures* says whether pictures of a dropped file from other sites are listed, or fetched when it is added.
    *picture_likeness* is the SSIMULACRA 2 score of the copies of pictures, unless they would have more than
    *picture_kilobytes*: a number for each of *picture_widths*; the last counts for all further widths. With
    *data_saver* on, pages fetch no picture before a reader asks for it. *pack_names* says whether file names of packs
    have the title as it is, or in ASCII letters for old devices and mail programs.

    With *budgets* on ``warn``, a freeze reports what exceeds a budget; on ``refuse`` it then publishes nothing. Budgets
    are in bytes as sent, compressed. *page_budget* is for a page without its words, *frame_budget* for what surrounds
    its content, again without words, *first_visit_budget* for the frame and the shared style, scripts and icon,
    *search_budget* for the first search of a visit.
    """

    root: Path
    title: str = "书屋"
    description: str = ""
    language: str = "zh"
    languages: tuple[str, ...] = ()
    script: LibraryScript = "zh-Hans"
    timezone: str = ""
    url: str = ""
    organiser: str = ""
    support: str = ""
    licence_number: str = ""
    page_size: int = 20
    max_file_mb: int = 32
    max_upload_mb: int = 200
    max_article_chars: int = 500_000
    max_picture_megapixels: int = 120
    picture_widths: tuple[int, ...] = (320, 640, 960)
    picture_likeness: int = 60
    picture_kilobytes: tuple[int, ...] = (10, 30, 60)
    remote_pictures: RemotePictures = "list"
    data_saver: DataSaver = "off"
    budgets: Budgets = "warn"
    pack_names: PackNames = "title"
    page_budget: int = 14_600
    frame_budget: int = 1_200
    first_visit_budget: int = 5_000
    search_budget: int = 60_000

    @property
    def content(self) -> Path:
        """The folder that holds the articles."""
        return self.root / "content"

    @property
    def zone(self) -> tzinfo:
        """The time zone of the library: what "today" is, and what its dates mean."""
        return find_zone(self.timezone) or (CHINA if self.language.startswith("zh") else machine_zone())

    @property
    def page_lang(self) -> str:
        """The language tag of the pages' own words."""
        return self.chinese if self.language == "zh" else self.language

    @property
    def admin_lang(self) -> str:
        """The language tag of the admin pages: that of the readers' pages, or English."""
        return self.page_lang if has_admin_words(self.page_lang, self.phrases) else "en"

    @property
    def chinese(self) -> str:
        """The language tag of Chinese in the library's script."""
        return "zh-Hant" if self.script == "zh-Hant" else "zh-Hans"

    @property
    def own_lang(self) -> str:
        """The default language tag of the library's own texts."""
        return self.chinese if self.page_lang.startswith("zh") else self.page_lang

    @property
    def phrases(self) -> Path | None:
        """The folder of the library's own words, if it has any."""
        folder = self.root / "phrases"
        return folder if folder.is_dir() else None

    @property
    def words(self) -> Words:
        """The function that says messages in the language and script of the library."""
        return words_in(self.page_lang, self.phrases)

    @property
    def build(self) -> Path:
        """The folder of everything that can be deleted and made again."""
        return self.root / "build"


def load_settings(root: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings of the library at *root*; variables such as ``SHUWU_TITLE`` override the file.

    Raises LibraryNotFound if there is no ``shuwu.toml``, SettingsError if a value is unusable.
    """
    path = root / SETTINGS_FILE
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LibraryNotFound(root) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(str(path), Message("bad_toml", why=cause(error)), Message("mend_that_line")) from None
    hints = get_type_hints(Settings)
    known = {field.name for field in fields(Settings)} - {"root"}
    for key in sorted(values.keys() - known):
        raise SettingsError(
            str(path), Message("unknown_setting", key=key), Message("known_ones", names=tuple(sorted(known)))
        )
    checked = {key: _check(str(path), key, value, hints[key]) for key, value in values.items()}
    for key in known:
        name = f"SHUWU_{key.upper()}"
        if name in environ:
            checked[key] = _check(name, key, _from_text(environ[name], hints[key]), hints[key])
    settings = Settings(root=root.resolve(), **_with_script(checked))
    if settings.phrases:
        check_own_phrases(settings.phrases)
    known_ones = known_languages(settings.phrases)
    for language in (settings.language, *settings.languages):
        if language not in known_ones:
            raise SettingsError(
                str(path),
                Message("no_such_language", language=language),
                Message("write_value", wanted=Message("wanted_one_of", choices=tuple(map(repr, known_ones)))),
            )
    return settings


def _with_script(values: dict[str, Any]) -> dict[str, Any]:
    """Return *values* with the script of the pages' language, if that names a Chinese script."""
    language = values.get("language", "")
    return {"script": language} | values if language in get_args(LibraryScript) else values


def _from_text(text: str, kind: Any) -> Any:
    if kind is int:
        return int(text) if text.strip().isdecimal() else text
    if kind == tuple[int, ...]:
        return [_from_text(part, int) for part in text.split(",")]
    if kind == tuple[str, ...]:
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _check(where: str, key: str, value: Any, kind: Any) -> Any:
    if kind is str and isinstance(value, str):
        return _CHECKS.get(key, _check_text)(where, value.strip())
    if kind is int and isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    if kind == tuple[str, ...] and isinstance(value, list):
        return tuple(dict.fromkeys(_check(where, key, item, str) for item in value))
    if kind == tuple[int, ...] and isinstance(value, list) and value:
        return tuple(sorted({_check(where, key, item, int) for item in value}))
    if value in get_args(kind):
        return value
    raise SettingsError(
        where, Message("setting_reads", key=key, value=value), Message("write_value", wanted=_wanted(kind))
    )


def _check_text(_where: str, text: str) -> str:
    return text


def _check_zone(where: str, name: str) -> str:
    """Return *name* if it names a time zone or is empty; else raise SettingsError."""
    if name and find_zone(name) is None:
        likely = tuple(f'"{zone}"' for zone in similar_zones(name)[:3])
        wanted = likely or Message("wanted_zone")
        raise SettingsError(where, Message("no_such_zone", name=name), Message("write_value", wanted=wanted))
    return name


def _check_address(where: str, url: str) -> str:
    """Return *url* if it can be the address of a site; else raise SettingsError."""
    found = _fault_of_address(url) if url else NOTHING
    if found:
        site = _AROUND_ADDRESS.sub("", url.partition("#")[0].partition("?")[0]) or "example.org"
        remedy = Message("write_url", site=site)
        raise SettingsError(where, Message("bad_url", url=url, why=found), remedy)
    return url


_CHECKS = {"timezone": _check_zone, "url": _check_address}

_AROUND_ADDRESS = re.compile(r"^(?:\w+:(?=//)|https?:?(?=/)|https?:)?[/\\]*|\s+|[\"<>\\^`{|}]+")


def _fault_of_address(url: str) -> Message:
    if not re.match("https?://", url, re.IGNORECASE):
        return Message("url_no_scheme")
    if re.search(r'[\s"<>\\^`{|}]', url):
        return Message("url_bad_character")
    if "?" in url or "#" in url:
        return Message("url_has_query")
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        return Message("url_unreadable", why=cause(error))
    return NOTHING if has_host else Message("url_no_host")


def _wanted(kind: Any) -> Message:
    if kind is str:
        return Message("wanted_text")
    if kind is int:
        return Message("wanted_number")
    if kind == tuple[int, ...]:
        return Message("wanted_numbers")
    if kind == tuple[str, ...]:
        return Message("wanted_texts")
    return Message("wanted_one_of", choices=tuple(map(repr, get_args(kind))))
