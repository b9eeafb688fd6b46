"""Pages that several processes make are those that one makes."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from webapp.errors import FreezeError
from webapp.freeze import workers
from webapp.freeze.site import freeze
from webapp.settings import Settings

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Without fork there is one process.")


def hashes(root: Path) -> dict[str, str]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(autouse=True)
def _even_few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEW_PAGES", 0)


class TestFreezeBy:
    def test_same_bytes(self, app: Flask, settings: Settings, tmp_path: Path) -> None:
        """
        Two processes write the same files as one, and their pages are used again all the same.
        """
        alone = Settings(root=tmp_path / "alone")
        first, second = freeze(app, alone), freeze(app, settings, jobs=2)

        assert hashes(settings.build / "site") == hashes(alone.build / "site")
        assert (second.release, second.rendered) == (first.release, first.rendered)
        assert freeze(app, settings, jobs=2).rendered == 0

    def test_faults(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        The faults of all processes are named.
        """
        site.more_urls = [("gone", {}), ("html_as_text", {})]
        with pytest.raises(FreezeError) as caught:
            freeze(app, settings, jobs=2)

        assert [str(fault).split(":")[0] for fault in caught.value.faults] == ["gone/index.html", "page.txt"]

    def test_names_of_two_processes(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        Two names that a card cannot hold together are found, whichever process made them.
        """
        site.articles = {"tea": "茶", "Tea": "茶"}
        with pytest.raises(FreezeError, match="differs only in case from"):
            freeze(app, settings, jobs=2)

    def test_bug(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        A bug in a view crashes the freeze, and says which page it was.
        """
        site.more_urls = [("article", {"name": "unknown"})]
        with pytest.raises(KeyError) as caught:
            freeze(app, settings, jobs=2)

        assert caught.value.__notes__ == ["This was while freezing /articles/unknown.html"]

    def test_killed_worker(self, app: Flask, site: Any, settings: Settings) -> None:
        """
        If the system ends a process, as for want of memory, the freeze says so.
        """
        app.add_url_rule("/end", "end", lambda: os._exit(9))
        site.more_urls = [("end", {})]
        with pytest.raises(FreezeError, match="ended from outside"):
            freeze(app, settings, jobs=2)
