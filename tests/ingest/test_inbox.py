"""The watched folder: what is whole is added and tidied away, whatever happens meanwhile."""

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from webapp.ingest import inbox
from webapp.ingest.inbox import Inbox, watching
from webapp.store.library import Library

NOTICE = "停水通知\n\n五月三日上午全村停水检修，请各户提前储水。\n"
POWER = "停电通知\n\n五月四日上午全村停电检修，请各户注意。\n\ndyke.jpg\n"
SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x00"


class Village:
    """A library with an inbox."""

    def __init__(self, desk):
        self.settings = desk.settings
        self.folder = self.settings.content / "inbox"
        self.folder.mkdir()
        self.inbox = Inbox(self.settings)

    def put(self, name, data):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def look_twice(self):
        """Look until what does not change is added."""
        self.inbox.poll()
        return self.inbox.poll()

    def titles(self):
        return sorted(article.title for article in Library(self.settings).current().articles)

    def left(self):
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())


@pytest.fixture
def village(desk):
    return Village(desk)


class TestWhole:
    def test_added(self, village):
        """
        A file that did not change between two looks is added, and stands beside its article byte for byte.
        """
        village.put("notice.txt", NOTICE)
        (added,) = village.look_twice().added

        assert village.titles() == ["停水通知"]
        assert village.left() == []
        assert (village.settings.content / added.path).with_name("original.txt").read_text("utf-8") == NOTICE

    def test_not_at_first_sight(self, village):
        """
        A file that has just appeared may still grow.
        """
        village.put("notice.txt", NOTICE)

        assert village.inbox.poll().added == ()
        assert village.left() == ["notice.txt"]

    def test_growing(self, village):
        """
        A file is left alone for as long as it changes.
        """
        path = village.put("notice.txt", NOTICE)
        for _ in range(5):
            village.inbox.poll()
            with path.open("a", encoding="utf-8") as file:
                file.write("又一行。\n")

        assert village.titles() == []
        village.look_twice()
        assert Library(village.settings).current().articles[0].body.count("又一行。") == 5

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who writes a file")
    def test_open(self, village):
        """
        A file that somebody still has open for writing is left, even when nothing comes for a while.
        """
        path = village.put("notice.txt", "停水")
        with path.open("a", encoding="utf-8") as file:
            report = village.look_twice()
            file.write("通知\n\n五月三日上午全村停水检修。\n")

        assert (report.added, report.refused) == ((), ())
        village.look_twice()
        assert village.titles() == ["停水通知"]

    def test_empty(self, village):
        """
        An empty file may have just been made, and is left for a while.
        """
        village.put("notice.txt", "")

        assert village.look_twice().refused == ()
        assert village.left() == ["notice.txt"]

    @pytest.mark.parametrize(
        "name", ["a.txt.part", "a.crdownload", "~$a.docx", ".a.txt", "Thumbs.db", "a.tmp", "a.txt.why.txt", "a.txt~"]
    )
    def test_unfinished_names(self, village, name):
        """
        What a browser or an office program keeps for itself is left alone.
        """
        village.put(name, NOTICE)

        assert village.look_twice().added == ()
        assert village.left() == [name]

    def test_folder_with_a_growing_file(self, village):
        """
        A folder waits for its last file.
        """
        village.put("防汛/notice.txt", NOTICE)
        part = village.put("防汛/dyke.jpg.part", "half")
        before = village.look_twice().added
        part.unlink()

        assert before == ()
        assert len(village.look_twice().added) == 1


class TestTidy:
    def test_pictures_go_with_their_text(self, village):
        """
        A picture goes with the text that names it.
        """
        village.put("power.txt", POWER)
        village.put("dyke.jpg", b"picture")
        village.look_twice()

        assert village.left() == []
        assert Library(village.settings).current().articles[0].pictures == ("dyke.jpg",)

    def test_text_waits_for_pictures(self, village):
        """
        A text does not leave without a picture that is still being copied.
        """
        village.put("power.txt", POWER)
        village.inbox.poll()
        village.put("dyke.jpg", b"pic")
        first = village.inbox.poll().added
        village.look_twice()

        assert first == ()
        assert Library(village.settings).current().articles[0].pictures == ("dyke.jpg",)

    def test_folder_is_a_section(self, village):
        """
        A folder becomes a section, and goes from the inbox when all that is in it found its place.
        """
        village.put("防汛/notice.txt", NOTICE)
        village.put("防汛/power.txt", POWER)
        village.put("防汛/dyke.jpg", b"picture")
        village.look_twice()

        assert {article.section for article in Library(village.settings).current().articles} == {"fang-xun"}
        assert list(village.folder.iterdir()) == []

    def test_refused(self, village):
        """
        A file that cannot be added lies in ``refused`` with a note that says why and what to do.
        """
        village.put("song.mp3", SOUND)
        village.look_twice()
        note = (village.folder / "refused/song.mp3.why.txt").read_text(encoding="utf-8")

        assert village.left() == ["refused/song.mp3", "refused/song.mp3.why.txt"]
        assert note.startswith("song.mp3：这是录音")
        assert note.rstrip().endswith("再放进来。")

    def test_refused_again(self, village):
        """
        A second refused file of the same name takes another.
        """
        for data in (SOUND, SOUND + b"2"):
            village.put("song.mp3", data)
            village.look_twice()

        assert (village.folder / "refused/song.mp3").read_bytes() == SOUND
        assert (village.folder / "refused/song-2.mp3").read_bytes() == SOUND + b"2"

    def test_nothing_is_thrown_away(self, village):
        """
        A picture that no article shows is not deleted.
        """
        village.put("防汛/notice.txt", NOTICE)
        village.put("防汛/news.txt", f"又一则{NOTICE}")
        village.put("防汛/other.jpg", b"picture")
        village.look_twice()

        assert (village.folder / "refused/防汛/other.jpg").read_bytes() == b"picture"
        assert "没有用到它" in (village.folder / "refused/防汛/other.jpg.why.txt").read_text(encoding="utf-8")

    def test_dropped_twice(self, village):
        """
        The same file is not added a second time.
        """
        for _ in range(2):
            village.put("notice.txt", NOTICE)
            village.look_twice()

        assert village.titles() == ["停水通知"]
        assert village.left() == []

    def test_an_article_with_its_original(self, village):
        """
        A folder that was an article elsewhere is added, not taken for itself.
        """
        village.put("notice/index.md", "---\ntitle: 停水通知\n---\n\n五月三日停水。\n")
        village.put("notice/original.txt", NOTICE)
        village.look_twice()

        assert "停水通知" in village.titles()
        assert [path for path in village.left() if not path.startswith("refused/")] == []

    @pytest.mark.skipif(os.name == "nt", reason="Windows lets administrators only make links")
    def test_link(self, village, tmp_path):
        """
        A link is not followed, wherever it leads.
        """
        (tmp_path / "secret.txt").write_text("密码\n\n三个字。\n", encoding="utf-8")
        (village.folder / "notice.txt").symlink_to(tmp_path / "secret.txt")
        village.look_twice()

        assert village.titles() == []
        assert (tmp_path / "secret.txt").is_file()
        assert (village.folder / "refused/notice.txt.why.txt").is_file()

    def test_bug(self, village, monkeypatch):
        """
        A file on which the program fails does not hold up the others.
        """

        def fail(data, name, most):
            raise ZeroDivisionError(name)

        monkeypatch.setitem(sys.modules["webapp.ingest.document_reader"].TEXT_READERS, ".md", fail)
        village.put("a.md", NOTICE)
        village.put("notice.txt", NOTICE)
        village.look_twice()

        assert village.titles() == ["停水通知"]
        assert "程序在它身上出了错" in (village.folder / "refused/a.md.why.txt").read_text(encoding="utf-8")

    def test_full_disk(self, village, monkeypatch):
        """
        What cannot be added because the disk is full stays where it is, until there is room.
        """
        village.put("notice.txt", NOTICE)

        def fail(descriptor):
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as full:
            full.setattr("webapp.disk.files.os.fsync", fail)
            village.look_twice()

        assert village.left() == ["notice.txt"]
        Inbox.poll(again := Inbox(village.settings))
        assert len(again.poll().added) == 1


class TestNotes:
    def test_language(self, village):
        """
        A note is in the language of the library.
        """
        village.inbox.settings = replace(village.settings, language="en")
        village.put("song.mp3", SOUND)
        village.look_twice()

        assert "this is a sound recording" in (village.folder / "refused/song.mp3.why.txt").read_text(encoding="utf-8")


class TestWatch:
    def test_watching(self, village):
        """
        While the library is served, what is put into the inbox is added.
        """
        told = Event()
        with watching(village.settings, lambda report: told.set()):
            village.put("notice.txt", NOTICE)
            is_told = told.wait(30)

        assert is_told
        assert village.titles() == ["停水通知"]

    def test_learns_meanwhile(self, village, monkeypatch):
        """
        While nothing is dropped, the watcher gets ready to know another copy of any article, some at a time.
        """
        monkeypatch.setattr("webapp.store.checking.near_duplicates._MOST_NEW", 2)
        monkeypatch.setattr("webapp.ingest.inbox.POLL_SECONDS", 0.001)
        learned = []
        is_all = Event()

        def tell(*given, learn=inbox.learn):
            learned.append(learn(*given))
            if not learned[-1]:
                is_all.set()
            return learned[-1]

        monkeypatch.setattr(inbox, "learn", tell)
        for number in range(5):
            (village.settings.content / f"{number}.md").write_text(NOTICE, encoding="utf-8")
        with watching(village.settings, lambda report: None):
            is_all.wait(30)

        assert learned == [True, True, False]

    def test_folder_taken_away(self, village, monkeypatch, capsys):
        """
        A disk that is gone for a while does not end the watching.
        """
        monkeypatch.setattr("webapp.ingest.inbox._TRY_AGAIN_SECONDS", 0.01)
        broken = iter([True, True])

        def fail(inbox, poll=Inbox.poll):
            if next(broken, False):
                raise OSError(5, "Input/output error")
            return poll(inbox)

        monkeypatch.setattr(Inbox, "poll", fail)
        told = Event()
        with watching(village.settings, lambda report: told.set()):
            village.put("notice.txt", NOTICE)
            is_told = told.wait(30)

        assert is_told
        assert "磁盘读写出错" in capsys.readouterr().err

    def test_two_watchers(self, village):
        """
        Two who watch the same inbox do not get in each other's way.
        """
        for number in range(10):
            village.put(f"notice-{number}.txt", NOTICE.replace("三日", f"{number + 1}日"))
        watchers = [Inbox(village.settings) for _ in range(2)]
        threads = [Thread(target=lambda inbox=inbox: [inbox.poll() for _ in range(4)]) for inbox in watchers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        village.look_twice()

        assert len(village.titles()) == 10
        assert village.left() == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a copy of this process")
class TestKilled:
    def fill(self, village) -> None:
        village.put("notice.txt", NOTICE)
        village.put("power.txt", POWER)
        village.put("dyke.jpg", b"picture")
        village.put("song.mp3", SOUND)
        village.put("防汛/third.txt", NOTICE.replace("停水", "防汛"))

    @pytest.mark.slow
    def test_at_every_step(self, village):
        """
        Wherever the power fails, nothing is lost, nothing is added twice, and the rest is done after the restart.
        """
        self.fill(village)
        killed = 0
        while killed_at(lambda: village.look_twice(), village.settings.content, killed):
            village.inbox = Inbox(village.settings)
            village.look_twice()
            killed += 1

            assert village.titles() == ["停水通知", "停电通知", "防汛通知"]
            assert village.left() == ["refused/song.mp3", "refused/song.mp3.why.txt"]
            assert [path.name for path in village.settings.content.iterdir() if path.name.startswith(".")] == []
            empty(village.settings.content)
            self.fill(village)

        assert killed > 20


def killed_at(work, folder: Path, step: int) -> bool:
    """Do *work* in a copy of this process, killed before change *step* of *folder*; tell whether it came to that."""
    child = os.fork()
    if child == 0:
        steps = iter(range(step))

        def count(event, arguments):
            is_change = event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir") or (
                event == "open" and arguments[2] & os.O_CREAT
            )
            if is_change and str(arguments[0]).startswith(str(folder)) and next(steps, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def empty(content: Path) -> None:
    """Take everything out of the library again."""
    for path in sorted(content.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()
    (content / "inbox").mkdir()
