"""Where a release is built, and how it replaces the one before.

``build/site`` is a real folder, not a link to one: people copy it to cards with file managers, and a copied link is an
empty card. The new release is built in ``.site-building`` beside it, with hard links to unchanged files, and the two
exchange names in one step. Old releases stay in ``releases``, for rollbacks and for anybody who is still copying one;
the newest has the highest number.

The folder of the oldest unneeded release is reused to build in: it differs from the new one in a few files, while ext4
takes half a second to make twenty thousand links and seven to delete them. Releases share files, so a file is never
written to, only replaced.

A refused release stays there with a ledger of its own, so the next freeze makes only what is new since.

Where the system cannot exchange names (Windows, some network drives) the old folder is renamed first and then the new
one; if the power fails between the two, the next freeze puts the old one back.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from webapp.disk.exchange import exchange, flush
from webapp.disk.files import move
from webapp.disk.lock import try_lock
from webapp.disk.unfinished import sweep_left
from webapp.errors import FreezeError
from webapp.freeze.mirror import FileState, mirror, remove, states_of
from webapp.messages import Message


@dataclass(frozen=True)
class BuildStart:
    """The start of a freeze: the *ledger* of the files that are *there*, and the *published* ones."""

    ledger: Path
    there: Mapping[str, FileState]
    published: Mapping[str, FileState]


class ReleaseFolders:
    """The folders in *build* that a freeze uses; *keep* old releases stay."""

    def __init__(self, build: Path, keep: int = 1) -> None:
        self.site = build / "site"
        self.building = build / ".site-building"
        self.releases = build / "releases"
        self.ledger = build / ".freeze-ledger"
        self.refused = build / ".freeze-refused"
        self.weights = build / ".freeze-weights"
        self.report = build / "weight"
        self.lock = build / ".freeze.lock"
        self._keep = keep

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Lock out other freezes in a context; undo a step that a power cut left half done.

        Raises FreezeError if another freeze is at work.
        """
        self.lock.parent.mkdir(parents=True, exist_ok=True)
        with try_lock(self.lock) as is_ours:
            if not is_ours:
                raise FreezeError(self.site, Message("another_freeze"), Message("wait_for_it"))
            sweep_left(self.lock.parent)
            old = self.old_releases()
            if old and not self.site.exists():
                move(old[0], self.site)
            yield

    @contextmanager
    def prepared(self) -> Iterator[BuildStart]:
        """Prepare the build folder with the files of the release before, or of one refused since; undo on failure.

        A refused release, with its ledger at *refused*, stays.
        """
        try:
            yield self._start()
        except BaseException as error:
            if not (isinstance(error, FreezeError) and self.refused.exists()):
                with suppress(OSError):  # this only frees space, and the next freeze tries again
                    self.refused.unlink(missing_ok=True)
                    self._copy_site()
            raise

    def publish(self) -> None:
        """Replace the site with the new release."""
        flush(self.building)
        self.refused.unlink(missing_ok=True)
        if not self.site.exists():
            move(self.building, self.site)
            with suppress(OSError):  # it only saves time for the next freeze
                mirror(str(self.site), str(self.building))
        elif exchange(self.building, self.site):
            with suppress(OSError):  # the new site is in its place
                self._keep_old(self.building)
        else:
            self._publish_in_two_steps()

    def roll_back(self) -> None:
        """Replace the site with the newest old release. Raises FreezeError if there is none."""
        olds = self.old_releases()
        if not olds:
            raise FreezeError(self.releases, Message("no_older_release"), Message("mend_and_freeze"))
        self.refused.unlink(missing_ok=True)
        remove(str(self.building))
        if not exchange(olds[0], self.site):
            move(self.site, self.building)
            move(olds[0], self.site)
        elif olds[0].exists():
            move(olds[0], self.building)

    def old_releases(self) -> Sequence[Path]:
        """Return the folders of the releases that are kept, the newest first."""
        found = self.releases.iterdir() if self.releases.is_dir() else ()
        return sorted((path for path in found if path.name.isdecimal()), key=lambda path: -int(path.name))

    def _start(self) -> BuildStart:
        if self.refused.exists() and self.building.is_dir():
            return BuildStart(self.refused, states_of(str(self.building)), states_of(str(self.site)))
        states = self._copy_site()
        return BuildStart(self.ledger, states, states)

    def _copy_site(self) -> dict[str, FileState]:
        if self.site.is_dir():
            return mirror(str(self.site), str(self.building))
        remove(str(self.building))
        self.building.mkdir()
        return {}

    def _publish_in_two_steps(self) -> None:
        old = self._next_release()
        move(self.site, old)
        try:
            move(self.building, self.site)
        except OSError:
            move(old, self.site)
            raise

    def _keep_old(self, site: Path) -> None:
        move(site, self._next_release())
        for unneeded in self.old_releases()[self._keep :]:
            if self.building.exists():
                remove(str(unneeded))
            else:
                move(unneeded, self.building)

    def _next_release(self) -> Path:
        self.releases.mkdir(exist_ok=True)
        return self.releases / str(max((int(path.name) for path in self.old_releases()), default=0) + 1)
