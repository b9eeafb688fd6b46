"""Whether readers see an article or a meeting, and if not, why."""

from datetime import datetime
from typing import Literal, Protocol

Status = Literal["public", "draft", "later", "over"]


class Timed(Protocol):
    """What may be a draft, and may have a time in which readers see it."""

    @property
    def draft(self) -> bool:
        """Tell whether it is kept from readers whatever the time."""

    @property
    def expiry_date(self) -> datetime | None:
        """Return when readers see it no more."""

    def is_public(self, now: datetime) -> bool:
        """Tell whether readers may see it at *now*."""


def status_of(item: Timed, now: datetime) -> Status:
    """Return whether readers see *item* at *now*, and if not, why."""
    if item.draft:
        return "draft"
    if item.is_public(now):
        return "public"
    return "over" if item.expiry_date and item.expiry_date <= now else "later"
