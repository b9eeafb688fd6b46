"""Which edition of the library a pack carries, so that a person with two packs can tell the newer one."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.core.article import Article
from webapp.core.meeting import Meeting
from webapp.core.slug import slugify
from webapp.freeze.ledger import Ledger
from webapp.freeze.release_folders import ReleaseFolders
from webapp.settings import Settings
from webapp.store.snapshot import Snapshot
from webapp.update.root import ROOT, read_root
from webapp.zone import with_offset

_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Edition:
    """The *number* of the signed release, 0 if the pack is of none; its *date*; the *fingerprint* of the texts."""

    number: int
    date: datetime
    fingerprint: str

    @property
    def name(self) -> str:
        """Return what names the edition in a file name."""
        return f"{self.number or self.date.date().isoformat().replace('-', '')}-{self.fingerprint}"


def edition_of(
    settings: Settings,
    snapshot: Snapshot,
    articles: tuple[Article, ...],
    marks: Mapping[str, Any],
    code_digest: str,
    *,
    meeting: Meeting | None = None,
) -> Edition:
    """Return the edition of *articles* from *snapshot*, and of the *meeting* in front of them.

    *marks* and *code_digest* are those of the library's site.

    If the signed release shows the library as it is now, the edition has its number and date. Otherwise the date is
    that of the newest change, so the same content is the same edition.
    """
    fingerprint = _fingerprint(settings, articles, meeting)
    root = settings.build / "site" / ROOT
    if root.is_file() and is_frozen(settings, marks, code_digest):
        signed = read_root(str(root), root.read_bytes())
        return Edition(signed.number, datetime.fromisoformat(signed.date).astimezone(settings.zone), fingerprint)
    changed = max((moment for a in snapshot.articles if (moment := a.lastmod or a.date)), default=_UNDATED)
    return Edition(0, with_offset(changed, settings.zone), fingerprint)


def is_frozen(settings: Settings, marks: Mapping[str, Any], code_digest: str) -> bool:
    """Tell whether ``build/site`` shows the library as it is now; for *marks* and *code_digest* see edition_of."""
    folders = ReleaseFolders(settings.build)
    return folders.site.is_dir() and Ledger.load(folders.ledger, code_digest).marks == marks


def library_name(settings: Settings) -> str:
    """Return the part of a file name that all packs of one library share, and no other library has."""
    return hashlib.sha256((settings.url or settings.title).encode()).hexdigest()[:_DIGITS]


def file_name(settings: Settings, edition: Edition, suffix: str, part: str = "") -> str:
    """Return the name of a pack: library, edition and *part*, without characters that file systems forbid."""
    title = "".join(c if c.isalnum() else "-" for c in settings.title).strip("-")[:40] or "library"
    if settings.pack_names == "ascii":
        title, part = (slugify(name) if name else "" for name in (title, part))
    return "-".join(filter(None, (title, part, edition.name))) + suffix


_UNDATED = datetime(1970, 1, 1)


def _fingerprint(settings: Settings, articles: tuple[Article, ...], meeting: Meeting | None) -> str:
    digest = hashlib.sha256(repr((settings.title, settings.description)).encode())
    if meeting:
        digest.update(repr(meeting).encode())
    for article in articles:
        seen = (article.slug, article.section, article.title, article.body, article.date, article.lastmod)
        digest.update(repr((*seen, article.tags, article.author, article.source, article.cover)).encode())
    return digest.hexdigest()[:_DIGITS]
