"""Sign a release, and verify it."""

import hashlib
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest

from tests.faults import fail, in_child, kill_self
from tests.update.conftest import ROW, Publisher, contents, new_files, old_files
from webapp.errors import UpdateError
from webapp.update.manifest import (
    FileSum,
    append,
    changes,
    combine,
    read_manifest_segment,
    sum_of,
    write_manifest_segment,
)
from webapp.update.minisign import new_secret_key
from webapp.update.names import name_fault, names_fault
from webapp.update.pull import pull
from webapp.update.root import ROOT, SIGNATURE, read_root
from webapp.update.sign import sign
from webapp.update.source import open_source
from webapp.update.verify import verify_site

STEPS = 80
"""How many file operations such a signing does, rounded up."""
DAY = datetime(2025, 5, 3, tzinfo=UTC)
ONE = FileSum(1, "a" * 32)
TWO = FileSum(2, "b" * 32)


def faults(site, publisher):
    return {fault.file: str(fault.fault) for fault in verify_site(site, publisher.key.public).faults}


class TestSign:
    def test_number(self, publisher):
        """
        The number of a release is its day and two digits, and grows.
        """
        numbers = [publisher.publish({"index.html": bytes([at])}, day).release for at, day in enumerate((7, 7, 9, 8))]

        assert numbers == [2025050700, 2025050701, 2025050900, 2025050901]

    def test_same_files(self, publisher):
        """
        The same files are the same release, bit for bit, on another day too.
        """
        publisher.publish(old_files(), 1)
        before = (publisher.site / ROOT).read_bytes()
        publisher.publish(old_files(), 2)

        assert (publisher.site / ROOT).read_bytes() == before

    def test_lost_memory(self, publisher):
        """
        Where the memory of the last release is lost, the number grows with the day all the same.
        """
        publisher.publish(old_files(), 1)
        shutil.rmtree(publisher.site.parent / "signed")

        assert publisher.publish(new_files(), 2).release == 2025050200

    @pytest.mark.parametrize("day", [7, 1], ids=["same day", "clock put back"])
    def test_lost_build_folder(self, publisher, tmp_path, day):
        """
        Where ``build/`` was deleted, the number grows on the same day too: a copy takes the release.
        """
        before = [publisher.publish({"index.html": bytes([at])}, 7).release for at in range(3)]
        pull(open_source(str(publisher.site)), tmp_path / "copy", publisher.key.public)
        shutil.rmtree(publisher.site.parent / "signed")
        after = publisher.publish(new_files(), day).release
        pulled = pull(open_source(str(publisher.site)), tmp_path / "copy", publisher.key.public)

        assert after == before[-1] + 1
        assert (pulled.release, pulled.switched) == (after, True)

    @pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"release": "7"}', '{"release": -1}'])
    def test_unreadable_record(self, publisher, content):
        """
        Where the number that was kept cannot be read, nothing is signed, and the message says what to write.
        """
        publisher.record.parent.mkdir()
        publisher.record.write_text(content, encoding="utf-8")
        with pytest.raises(UpdateError, match=r"signed\.json: .* Write {\"release\": \d+} with"):
            publisher.publish(new_files())

        assert not (publisher.site / ROOT).exists()

    def test_damaged_memory(self, publisher, old):
        """
        Where a file of the last release was damaged in memory, its change is not written against it.
        """
        (publisher.site.parent / "signed/index.html").write_bytes(b"something else")
        publisher.publish(new_files())

        assert faults(publisher.site, publisher) == {}

    def test_no_site(self, publisher):
        """
        Without a frozen site the command to make one is named.
        """
        publisher.site.mkdir(parents=True)
        with pytest.raises(UpdateError, match="Make one with: shuwu freeze"):
            publisher.publish({})

    def test_unchanged_site(self, publisher, new):
        """
        Signing changes none of the site's own files.
        """
        assert contents(publisher.site) == new_files()

    def test_old_segments(self, publisher):
        """
        Of a site of many files, a small change lists the changed files alone.
        """
        many = {f"{number}.html": bytes([number]) for number in range(100)} | {"index.html": b""}
        publisher.publish(many)
        publisher.publish(many | {"index.html": b"new"})
        root = read_root("", (publisher.site / ROOT).read_bytes())
        sizes = [len(read_manifest_segment("", (publisher.site / part.name).read_bytes())) for part in root.segments]

        assert sizes == [101, 1]


class TestVerify:
    def test_good(self, publisher, new):
        """
        A release as it was signed has no faults.
        """
        assert faults(new, publisher) == {}

    @pytest.mark.parametrize("name", sorted(name for name, content in old_files().items() if content))
    def test_flipped_bit(self, publisher, old, name):
        """
        A file with one bit flipped is named.
        """
        content = bytearray((old / name).read_bytes())
        content[len(content) // 2] ^= 4
        (old / name).write_bytes(content)

        assert faults(old, publisher) == {name: "is not as it was signed"}

    def test_missing(self, publisher, old):
        """
        A missing file is named.
        """
        (old / "list.html").unlink()

        assert faults(old, publisher) == {"list.html": "is missing"}

    @pytest.mark.parametrize("name", ["farming/more.html", ".hidden", "release/more.txt"])
    def test_extra(self, publisher, old, name):
        """
        An extra file is named, a hidden one too.
        """
        (old / name).touch()

        assert faults(old, publisher) == {name: "is extra: it is not in the list"}

    def test_swapped(self, publisher, old):
        """
        Two files that changed places are named, each with the other.
        """
        rice, tea = old / "farming/rice.html", old / "farming/tea.html"
        rice.rename(old / "x"), tea.rename(rice), (old / "x").rename(tea)

        assert faults(old, publisher) == {
            "farming/rice.html": "was swapped: it holds what belongs into farming/tea.html",
            "farming/tea.html": "was swapped: it holds what belongs into farming/rice.html",
        }

    def test_older(self, publisher):
        """
        A file of an older release is named as such.
        """
        many = {f"{number}.html": bytes([number]) for number in range(100)} | {"index.html": b"old"}
        publisher.publish(many)
        publisher.publish(many | {"index.html": b"new"})
        (publisher.site / "index.html").write_bytes(b"old")

        assert faults(publisher.site, publisher) == {"index.html": "is that of an older release"}

    def test_link(self, publisher, old):
        """
        A link in the place of a file is named, although what it leads to is right.
        """
        (old / "list.html").rename(old.parent / "list.html")
        (old / "list.html").symlink_to(old.parent / "list.html")

        assert faults(old, publisher) == {"list.html": "is no ordinary file"}

    @pytest.mark.parametrize("name", [ROOT, SIGNATURE])
    def test_no_manifest(self, publisher, old, name):
        """
        A missing root or signature is named.
        """
        (old / name).unlink()
        with pytest.raises(UpdateError, match=f"{name}: this file is missing"):
            faults(old, publisher)

    def test_damaged_segment(self, publisher, old):
        """
        A damaged list of files is named.
        """
        [segment] = (old / "release").glob("*.bin")
        segment.write_bytes(segment.read_bytes() + b"x")
        with pytest.raises(UpdateError, match=f"{segment.name}: this list of files is not as it was signed"):
            faults(old, publisher)

    def test_other_publisher(self, old):
        """
        Another publisher's key signs nothing here.
        """
        with pytest.raises(UpdateError, match="it is signed by the key"):
            verify_site(old, new_secret_key().public)


class TestSegments:
    def test_file(self):
        """
        A segment is read as it was written.
        """
        segment = {"a/茶.html": ONE, "b.html": None}

        assert read_manifest_segment("", write_manifest_segment(segment)) == segment

    def test_changes(self):
        """
        What changed, added to what was, gives what is.
        """
        before, after = {"a": ONE, "b": ONE}, {"b": TWO, "c": ONE}

        assert combine([before, changes(before, after)]) == after

    @pytest.mark.parametrize("count", [1, 7, 64, 200])
    def test_few_segments(self, count):
        """
        However many releases there were, there are few segments, and together they list the same files.
        """
        segments, files = [], {}
        for number in range(count):
            change = {f"{number}": ONE, "index": FileSum(number, "c" * 32), f"{number - 3}": None}
            segments = append(segments, change)
            files = combine([files, change])

        assert combine(segments) == files
        assert len(segments) <= 8

    @pytest.mark.parametrize("content", [b"", b"no gzip", write_manifest_segment({"a": ONE})[:-9]])
    def test_damaged(self, content):
        """
        What is no segment is named.
        """
        with pytest.raises(UpdateError, match="this is no list of files"):
            read_manifest_segment("here", content)


class TestNames:
    @pytest.mark.parametrize(
        "name",
        [
            "../x",
            "a/../x",
            "/etc/passwd",
            "a//x",
            "",
            ".",
            "C:x",
            "a\\x",
            "a/nul.txt",
            "CON",
            "x.",
            "x ",
            "a\nb",
            "a" * 300,
            "release/x",
            "Release/x",
            "\x7f",
            "a?b",
        ],
    )
    def test_bad(self, name):
        """
        A name that leads out, or that some system cannot write, is refused.
        """
        assert name_fault(name)
        with pytest.raises(UpdateError):
            read_manifest_segment("here", write_manifest_segment({name: ONE}))

    @pytest.mark.parametrize("name", ["index.html", "a/b/c.js", "茶/水.html", "a b.html", ".nojekyll", "console.html"])
    def test_good(self, name):
        """
        Other names are fine.
        """
        assert not name_fault(name)

    @pytest.mark.parametrize("names", [["a/x", "A/x"], ["a", "a/x"], ["A", "a/x/y"]])
    def test_side_by_side(self, names):
        """
        Two names that cannot lie side by side on a card are refused.
        """
        assert names_fault(names)


class TestSums:
    def test_public_tools(self):
        """
        A digest is the beginning of what sha256sum prints.
        """
        assert sum_of(ROW.encode()).digest == hashlib.sha256(ROW.encode()).hexdigest()[:32]


def sign_in_child(publisher: Publisher, step: int, stop: Callable[[], None], once: bool) -> int:
    target = publisher.site.with_name("signed")
    run = partial(sign, publisher.site, target, publisher.key, DAY, publisher.record)
    return in_child(run, publisher.site.parent, step, stop, once)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="Ends forked processes; Windows has none.")
class TestStopped:
    @pytest.mark.parametrize(("stop", "once"), [(kill_self, True), (fail, False), (fail, True)])
    def test_at_each_step(self, publisher: Publisher, new, tmp_path, stop, once):
        """
        Killed, with a disk that fails once or from then on: the site's files are as they were, the signing after it
        works, with a number that is not smaller, and its release is whole.
        """
        (publisher.site / "list.html").unlink()
        (publisher.site / "list.html").write_bytes(b"<p>new</p>")
        before = contents(publisher.site)
        number = read_root("", (publisher.site / ROOT).read_bytes()).number
        shutil.copytree(publisher.site.parent, tmp_path / "kept")
        broken = []
        for step in range(STEPS):
            shutil.rmtree(publisher.site.parent)
            shutil.copytree(tmp_path / "kept", publisher.site.parent)
            status = sign_in_child(publisher, step, stop, once)
            signed = sign(publisher.site, publisher.site.with_name("signed"), publisher.key, DAY, publisher.record)
            is_whole = faults(publisher.site, publisher) == {} and contents(publisher.site) == before
            if status == 2 or not is_whole or signed.release <= number:
                broken.append((step, status))

        assert broken == []
        assert sign_in_child(publisher, STEPS, stop, once) == 0  # there are no more steps
