"""The live index while others write it, and after writers that were killed."""

import json
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

from tests.search.live.write_states import QUERY, STATES, write_states
from tests.search.plain_scan import scan
from webapp.core.language.synonyms import read_query
from webapp.search.live.index import Results, SearchIndex

KILLS = 250
ANEW = """
import sys
from pathlib import Path
from tests.search.live.write_states import STATES
from webapp.search.live.index import SearchIndex
index = SearchIndex(Path(sys.argv[1]))
for _ in range(20):
    index.update(STATES[0], anew=True)
"""
READERS = 3
Answer = Results


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    """What a plain scan finds in each of the states."""
    return [scan(articles, QUERY) for articles in STATES]


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    """An index in the first of the states."""
    index = SearchIndex(tmp_path)
    index.update(STATES[0])
    return index


def answer(index: SearchIndex) -> Answer:
    return index.search(read_query(QUERY), 100)


class Reader(Thread):
    """Searches *index* again and again until it is told to stop, and once more after that."""

    def __init__(self, index: SearchIndex, begun: Barrier) -> None:
        super().__init__()
        self.seen: list[Answer] = []
        self.stop = Event()
        self._index = index
        self._begun = begun

    def run(self) -> None:
        self.seen.append(answer(self._index))
        self._begun.wait()
        while not self.stop.is_set():
            self.seen.append(answer(self._index))
        self.seen.append(answer(self._index))


@pytest.mark.slow
class TestReaders:
    def test_other_threads(self, index: SearchIndex, answers: list[Answer]) -> None:
        """
        Threads that search while one writes get the answer of a whole library, never of an older one than before.
        """
        begun = Barrier(READERS + 1)
        readers = [Reader(index, begun) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        begun.wait()
        write_states(index)
        for reader in readers:
            reader.stop.set()
            reader.join()

        for reader in readers:
            places = [answers.index(seen) for seen in reader.seen]
            assert places[0] == 0
            assert places[-1] == len(STATES) - 1
            assert all(before <= after for before, after in pairwise(places))

    def test_other_process(self, tmp_path: Path, index: SearchIndex, answers: list[Answer]) -> None:
        """
        The same holds while another process writes.
        """
        seen = [answer(index)]
        with subprocess.Popen([sys.executable, "-m", "tests.search.live.write_states", str(tmp_path)]) as writer:
            while writer.poll() is None:
                seen.append(answer(index))
        seen.append(answer(index))

        places = [answers.index(found) for found in seen]
        assert writer.returncode == 0
        assert places[0] == 0
        assert places[-1] == len(STATES) - 1
        assert all(before <= after for before, after in pairwise(places))

    def test_anew_by_another_process(self, tmp_path: Path, index: SearchIndex, answers: list[Answer]) -> None:
        """
        While another process makes the index anew, again and again, each search finds what it found before.
        """
        seen = [answer(index)]
        with subprocess.Popen([sys.executable, "-c", ANEW, str(tmp_path)]) as writer:
            while writer.poll() is None:
                seen.append(answer(index))
        seen.append(answer(index))

        assert writer.returncode == 0
        assert seen == [answers[0]] * len(seen)
        assert len(list((tmp_path).rglob("*.toc"))) == 1

    def test_deleted(self, tmp_path: Path, index: SearchIndex, answers: list[Answer]) -> None:
        """
        An index that is deleted while it is open is empty, and the next update fills it.
        """
        shutil.rmtree(next(tmp_path.glob("whoosh-*")))
        was_empty = index.is_empty
        index.update(STATES[0])

        assert was_empty
        assert answer(index) == answers[0]

    def test_two_who_begin(self, tmp_path: Path, answers: list[Answer]) -> None:
        """
        Processes that make the first index of a library at once do not delete each other's.
        """
        command = [sys.executable, "-m", "tests.search.live.write_states", str(tmp_path)]
        writers = [subprocess.Popen(command) for _ in range(4)]
        ended = [writer.wait() for writer in writers]
        index = SearchIndex(tmp_path)

        assert ended == [0] * 4
        assert not index.was_remade
        assert answer(index) in answers

    def test_two_writers(self, tmp_path: Path, index: SearchIndex, answers: list[Answer]) -> None:
        """
        Two processes that write at once leave a whole library behind, which either can go on from.
        """
        command = [sys.executable, "-m", "tests.search.live.write_states", str(tmp_path)]
        writers = [subprocess.Popen(command) for _ in range(2)]
        ended = [writer.wait() for writer in writers]
        left = answer(index)
        index.update(STATES[-1])

        assert ended == [0, 0]
        assert left in answers
        assert answer(index) == answers[-1]


@pytest.mark.slow
class TestKilledWriters:
    def test_at_any_moment(self, tmp_path: Path) -> None:
        """
        A writer killed at any moment has written all of an update or nothing, and the next one works.
        """
        command = [sys.executable, "-m", "tests.search.live.kill_writers", str(tmp_path), str(KILLS)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)

        seen = json.loads(done.stdout)
        assert seen["killed"] == seen["nothing"] + seen["all"] == KILLS
        assert seen["not mended"] == 0
