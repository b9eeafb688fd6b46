"""Whatever stops a freeze, at whatever moment, the old site stays whole and the next freeze works."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.faults import fail, kill_self, stop_at
from tests.freeze.conftest import SmallSite, make_app, make_dot
from webapp.disk.exchange import exchange
from webapp.errors import FreezeError
from webapp.freeze import release_folders
from webapp.freeze.release_folders import ReleaseFolders
from webapp.freeze.site import freeze
from webapp.settings import Settings

OLD = {"tea": "旧", "rice": "旧"}
NEW = {"tea": "新", "cotton": "新"}

LEFT = {"weight", ".freeze-weights", ".freeze-ledger", ".freeze.lock", ".site-building", "releases", "site"}

STEPS = 100
"""How many file operations such a freeze does in build/, rounded up."""

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="Ends forked processes; Windows has none.")


def contents(root: Path) -> dict[str, bytes]:
    """Return every file below *root*."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def freeze_in_child(app: Flask, settings: Settings, step: int, stop: Callable[[], None], once: bool) -> int:
    """Freeze in another process that is stopped at *step*; return its exit status: 0 done, 1 FreezeError."""
    child = os.fork()
    if child == 0:
        status = 2
        try:
            stop_at(step, settings.build, stop, once)
            freeze(app, settings)
            status = 0
        except FreezeError:
            status = 1
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def old(app: Flask, site: Any, settings: Settings) -> dict[str, bytes]:
    site.articles = OLD
    freeze(app, settings)
    return contents(settings.build / "site")


@pytest.fixture
def new(site: Any, old: dict[str, bytes], new_site: dict[str, bytes]) -> dict[str, bytes]:
    site.articles = NEW
    return new_site


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = tmp_path_factory.mktemp("new")
    settings = Settings(root=root / "elsewhere")
    freeze(make_app(SmallSite(NEW), make_dot(root)), settings)
    return contents(settings.build / "site")


@needs_fork
class TestStopped:
    @pytest.mark.slow
    @pytest.mark.parametrize(("stop", "once"), [(kill_self, True), (fail, False), (fail, True)])
    @pytest.mark.parametrize("step", range(STEPS))
    def test_at_each_step(
        self,
        app: Flask,
        settings: Settings,
        old: dict[str, bytes],
        new: dict[str, bytes],
        step: int,
        stop: Callable[[], None],
        once: bool,
    ) -> None:
        """
        Killed, with a disk that fails once or from then on: the site is the old one or the new one, never a mix, and
        the freeze after it works and leaves nothing behind.
        """
        status = freeze_in_child(app, settings, step, stop, once)
        after = contents(settings.build / "site")
        freeze(app, settings)

        assert status in (0, 1, -signal.SIGKILL)
        assert after in ((new,) if status == 0 else (old, new))
        assert contents(settings.build / "site") == new
        assert {path.name for path in settings.build.iterdir()} <= LEFT

    def test_last_step(self, app: Flask, settings: Settings, new: dict[str, bytes]) -> None:
        """
        The steps tried above are all there are.
        """
        assert freeze_in_child(app, settings, STEPS, kill_self, once=True) == 0


class TestPublish:
    def test_previous(self, app: Flask, settings: Settings, old: dict[str, bytes], new: dict[str, bytes]) -> None:
        """
        The old site stays under another name until the next freeze, for whoever is copying out of it.
        """
        freeze(app, settings)

        assert contents(settings.build / "releases/1") == old

    @pytest.mark.skipif(sys.platform != "linux", reason="Holds a folder open by its descriptor.")
    def test_copier(self, app: Flask, settings: Settings, old: dict[str, bytes], new: dict[str, bytes]) -> None:
        """
        Who entered the old site before the switch reads it to its end.
        """
        entered = os.open(settings.build / "site", os.O_RDONLY)
        freeze(app, settings)

        assert contents(Path(f"/proc/self/fd/{entered}")) == old
        os.close(entered)

    def test_real_folder(self, app: Flask, settings: Settings, old: dict[str, bytes]) -> None:
        """
        The site is a folder and not a link, which a file manager would copy as a link.
        """
        freeze(app, settings)

        assert (settings.build / "site").is_dir()
        assert not (settings.build / "site").is_symlink()


class TestTwoSteps:
    """Where the system cannot exchange two names."""

    @pytest.fixture(autouse=True)
    def _without_exchange(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(release_folders, "exchange", lambda first, second: False)

    def test_publish(self, app: Flask, settings: Settings, old: dict[str, bytes], new: dict[str, bytes]) -> None:
        """
        The new site takes the place of the old one all the same.
        """
        freeze(app, settings)

        assert contents(settings.build / "site") == new

    def test_interrupted(self, settings: Settings, old: dict[str, bytes]) -> None:
        """
        If the power failed between the two steps, the next freeze puts the old site back before anything else.
        """
        workshop = ReleaseFolders(settings.build)
        workshop.releases.mkdir()
        workshop.site.rename(workshop.releases / "1")
        with workshop.locked():
            assert contents(workshop.site) == old

    def test_second_step_fails(self, settings: Settings, old: dict[str, bytes]) -> None:
        """
        If the second step fails, the first is taken back.
        """
        workshop = ReleaseFolders(settings.build)
        with pytest.raises(FileNotFoundError), workshop.locked(), workshop.prepared():
            shutil.rmtree(workshop.building)
            workshop.publish()

        assert contents(workshop.site) == old


class TestExchange:
    def test_swaps(self, tmp_path: Path) -> None:
        """
        Either two folders have exchanged their names, or the system cannot do it and nothing has changed.
        """
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
            (tmp_path / name / name).touch()
        swapped = exchange(tmp_path / "a", tmp_path / "b")

        assert (tmp_path / "a/b").exists() == swapped
        assert (tmp_path / "a/a").exists() != swapped

    @pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="The system cannot exchange names.")
    def test_missing(self, tmp_path: Path) -> None:
        """
        If one of the two is missing, the error names them.
        """
        with pytest.raises(FileNotFoundError, match="a"):
            exchange(tmp_path / "a", tmp_path / "b")


class TestFullDisk:
    @pytest.fixture(autouse=True)
    def _small_disk(self, settings: Settings) -> Iterator[None]:
        settings.build.mkdir(parents=True)
        mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(settings.build)]
        try:
            subprocess.run(mount, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"Needs leave to mount a small disk: {error}")
        yield
        subprocess.run(["umount", str(settings.build)], check=True)

    def test_full_disk(self, app: Flask, site: Any, settings: Settings, old: dict[str, bytes]) -> None:
        """
        A full disk is named with a remedy, the old site stays, and the next freeze finds the room free again.
        """
        site.articles = {"long": "字" * 200_000}
        with pytest.raises(FreezeError, match=r"No space left on device.*free some, then freeze again"):
            freeze(app, settings)
        after = contents(settings.build / "site")
        site.articles = NEW
        freeze(app, settings)

        assert after == old
        assert (settings.build / "site/articles/cotton.html").exists()
