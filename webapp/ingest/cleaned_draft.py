"""A dropped file after reading and cleaning, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from webapp.core.draft import Draft
from webapp.core.finding import Finding


@dataclass(frozen=True, slots=True)
class CleanedDraft:
    """The result of cleaning one file.

    *before* is its text as read, *draft* the article after the cleaning. *pictures* are the picture files that came
    with it, by their names in lower case; unpacked ones exist as long as the DocumentReader.
    """

    draft: Draft
    findings: tuple[Finding, ...]
    before: str
    pictures: Mapping[str, Path] = field(default_factory=dict)
