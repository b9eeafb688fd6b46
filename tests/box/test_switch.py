"""A box while releases take the place of each other: phones read on, on connections that stay open."""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from threading import Event

import pytest

from tests.box.conftest import serving, wait_for_start
from webapp.freeze.release_folders import ReleaseFolders
from webapp.update.copy import CopyFolder

pytestmark = pytest.mark.slow

PHONES = 4
PAGES = ("index.html", "farming/index.html")


def write_release(folder: Path, number: int) -> None:
    """Write a site into *folder* whose pages and style all bear *number*."""
    style = f"assets/{number:08x}/css/site.css"
    for name in PAGES:
        depth = "../" * name.count("/")
        page = f'<title>{number}</title><link rel="stylesheet" href="{depth}{style}">{"<p>早稻育秧" * 500}'
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(page, "utf-8")
    (folder / style).parent.mkdir(parents=True)
    (folder / style).write_text(f"/* {number} */")


def freeze(build: Path, number: int) -> None:
    """Let release *number* take the place of the site as a freeze does."""
    workshop = ReleaseFolders(build)
    with workshop.locked(), workshop.prepared():
        shutil.rmtree(workshop.building)
        write_release(workshop.building, number)
        workshop.publish()


def pull(build: Path, number: int) -> None:
    """Let it take the place as a pull does."""
    copy = CopyFolder(build / "site")
    write_release(copy.new, number)
    copy.switch()


class Phone:
    """Reads page after page with its style, until *enough*; notes the *releases* it saw, and every *fault*."""

    def __init__(self, port: int, enough: Event) -> None:
        self._line = HTTPConnection("127.0.0.1", port, timeout=20)
        self._enough = enough
        self.releases: list[str] = []
        self.faults: list[str] = []
        self.requests = 0

    def read_on(self) -> "Phone":
        while not self._enough.is_set():
            for path in ("/", "/farming/", "/farming/index.html"):
                page = self._fetch(path)
                number, style = re.search(r'<title>(\d+)</title>.*href="(?:\.\./)?([^"]+)', page).groups()
                if self._fetch(f"/{style}") != f"/* {number} */":
                    self.faults.append(f"{path}: the style of another release")
                self.releases.append(number)
        self._line.close()
        return self

    def _fetch(self, path: str) -> str:
        self._line.request("GET", path)
        response = self._line.getresponse()
        content = response.read().decode()
        self.requests += 1
        if response.status != 200:
            self.faults.append(f"{path}: {response.status}")
        return content


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """The folder with the first release."""
    freeze(tmp_path / "build", 0)
    return tmp_path / "build"


class TestSwitch:
    def test_no_fault(self, build: Path):
        """
        However a release takes its place, each phone gets whole pages with their own styles, in the order of releases.
        """
        enough = Event()
        with serving(build / "site") as port, ThreadPoolExecutor(PHONES) as crowd:
            reading = [crowd.submit(Phone(port, enough).read_on) for _ in range(PHONES)]
            try:
                for number, switch in enumerate((freeze, pull, freeze, pull, freeze), 1):
                    switch(build, number)
                    wait_for_start(port, "/", f"<title>{number}</title>".encode())
                ReleaseFolders(build).roll_back()
                wait_for_start(port, "/", b"<title>4</title>")
            finally:
                enough.set()
            phones = [each.result() for each in reading]

        assert [fault for phone in phones for fault in phone.faults] == []
        assert [list(dict.fromkeys(phone.releases)) for phone in phones] == [list("012345")] * PHONES
        assert [phone.releases[-1] for phone in phones] == ["4"] * PHONES
