"""Bring a copy up to date, over bad lines, from bad hosts, through faults."""

import gzip
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults import fail, in_child, kill_self
from tests.update.conftest import Host, Publisher, contents, new_files, old_files
from webapp.errors import UpdateError
from webapp.update import copy as copy_module
from webapp.update.copy import CopyFolder
from webapp.update.manifest import FileSum, sum_of, write_manifest_segment
from webapp.update.minisign import new_secret_key
from webapp.update.pull import PullProgress, pull
from webapp.update.root import ROOT, SIGNATURE, ManifestPart, Root, read_root
from webapp.update.source import open_source
from webapp.update.verify import verify_site

pytestmark = pytest.mark.slow

STEPS = 130
"""How many file operations such a pull does, rounded up."""


def pull_from(place: object, copy: Path, key: Any = None, report: Any = lambda progress: None) -> Any:
    return pull(open_source(str(place)), copy, key, report)


def sign_root(publisher: Publisher, site: Path, root: Root) -> None:
    """Give *site* a root that says something else, signed by who has the key."""
    text = root.text().encode()
    (site / ROOT).write_bytes(text)
    (site / SIGNATURE).write_text(publisher.key.sign(text, ""))


def beside(copy: Path) -> list[str]:
    return sorted(path.name for path in copy.parent.iterdir())


class TestPull:
    def test_first(self, old, tmp_path, serve):
        """
        The first pull makes the copy, and tells that it trusted the key that it found.
        """
        pulled = pull_from(serve(old)[0], tmp_path / "copy")

        assert contents(tmp_path / "copy") == old_files()
        assert (pulled.fetched_files, pulled.reused_files, pulled.switched) == (6, 0, True)
        assert pulled.trusted_now

    @pytest.mark.parametrize("is_host", [True, False])
    def test_next(self, new, copy, serve, publisher, is_host):
        """
        The next pull brings what changed, and the copy is a release like the publisher's.
        """
        pulled = pull_from(serve(new)[0] if is_host else new, copy)

        assert contents(copy) == new_files()
        assert verify_site(copy, publisher.key.public).faults == ()
        assert (pulled.fetched_files, pulled.reused_files) == (4, 3)
        assert not pulled.trusted_now

    def test_few_bytes(self, new, copy, serve):
        """
        Changed pages come as what is new in them; what moved is not fetched; a picture is, once.
        """
        address, host = serve(new)
        pulled = pull_from(address, copy)
        picture = len(new_files()["media/wheat.jpg"])

        assert picture < host.sent == pulled.fetched_bytes < picture + 2_000

    def test_again(self, new, copy, serve):
        """
        A copy that is up to date costs the root and its signature.
        """
        pull_from(new, copy)
        address, host = serve(new)
        pulled = pull_from(address, copy)

        assert not pulled.switched
        assert host.requests == [f"/{ROOT}", f"/{SIGNATURE}"]

    def test_damaged_copy(self, new, copy):
        """
        A pull mends what was damaged in the copy, also if the release is the same.
        """
        pull_from(new, copy)
        (copy / "media/paddy.jpg").write_bytes(b"damaged")
        (copy / "extra.html").write_bytes(b"not ours")
        pull_from(new, copy)

        assert contents(copy) == new_files()

    def test_damaged_base(self, new, copy):
        """
        A page that was damaged in the old copy is fetched whole.
        """
        (copy / "index.html").write_bytes(b"damaged")
        pull_from(new, copy)

        assert contents(copy) == new_files()

    def test_many_behind(self, publisher, old, copy, serve):
        """
        A copy that is several releases behind takes their steps one after the other.
        """
        for number in range(5):
            publisher.publish({**old_files(), "index.html": old_files()["index.html"] + bytes([number]) * 9})
        pulled = pull_from(serve(publisher.site)[0], copy)

        assert contents(copy) == contents(publisher.site)
        assert pulled.fetched_bytes < 3_000

    def test_no_step(self, new, copy):
        """
        Where the host has lost a step, the files themselves are fetched.
        """
        [step] = read_root("", (new / ROOT).read_bytes()).steps
        (new / step.name).unlink()
        pull_from(new, copy)

        assert contents(copy) == new_files()

    def test_chain(self, new, copy, tmp_path):
        """
        A copy can be pulled from in its turn.
        """
        pull_from(new, copy)
        pull_from(copy, tmp_path / "second")

        assert contents(tmp_path / "second") == new_files()

    def test_progress(self, new, copy):
        """
        What is still to come is told before the first byte, and in the end nothing is.
        """
        steps: list[PullProgress] = []
        pull_from(new, copy, report=steps.append)

        assert (steps[0].done, steps[0].total > 0) == (0, True)
        assert steps[-1].done == steps[-1].total == len(new_files()["media/wheat.jpg"])

    def test_tidy(self, new, copy):
        """
        Nothing but the lock is left beside the copy.
        """
        pull_from(new, copy)

        assert beside(copy) == [".copy-pull", "copy"]
        assert [path.name for path in (copy.parent / ".copy-pull").iterdir()] == ["lock"]

    def test_compressing_host(self, new, copy, serve, monkeypatch):
        """
        A host that compresses is understood, and what it saves is not counted.
        """
        monkeypatch.setattr(Host, "do_GET", gzipped)
        [step] = read_root("", (new / ROOT).read_bytes()).steps
        (new / step.name).unlink()
        pulled = pull_from(serve(new)[0], copy)

        assert contents(copy) == new_files()
        assert pulled.fetched_bytes < sum(len(content) for content in new_files().values())


def gzipped(host: Host) -> None:
    path = Path(host.translate_path(host.path))
    content = path.read_bytes() if path.is_file() else b""
    host.send_response(200 if path.is_file() else 404)
    if "gzip" in host.headers["Accept-Encoding"]:
        content = gzip.compress(content)
        host.send_header("Content-Encoding", "gzip")
    host.send_header("Content-Length", str(len(content)))
    host.end_headers()
    host.wfile.write(content)


class TestBadLine:
    @pytest.mark.parametrize("has_ranges", [True, False])
    @pytest.mark.parametrize("at", [0, 1, 150, 500, 900, 1500, 20_000, 61_000, 62_000])
    def test_cut(self, new, copy, serve, has_ranges, at):
        """
        A pull that is cut again and again goes on each time, in the middle of a file where the host can send parts.
        """
        address, host = serve(new)
        host.has_ranges, host.left = has_ranges, [at, 700, 30_000]
        pull_from(address, copy)

        assert contents(copy) == new_files()

    @pytest.mark.parametrize("at", [0, 300, 1_000, 1_500, 30_000])
    def test_dead(self, new, copy, serve, at):
        """
        When the line stays dead, the copy is as it was; the next pull does not fetch again what has come.
        """
        address, host = serve(new)
        host.left = [at] + [0] * 100
        with pytest.raises(UpdateError, match="do this again when the line is back"):
            pull_from(address, copy)
        before, host.left, host.sent = contents(copy), [], 0
        pull_from(address, copy)

        assert before == old_files()
        assert contents(copy) == new_files()
        assert host.sent < 65_000 - max(0, at - 3_000)

    def test_no_host(self, copy):
        """
        A host that is not there is named.
        """
        with pytest.raises(UpdateError, match=r"http://127\.0\.0\.1:1/: .*refused"):
            pull_from("http://127.0.0.1:1/", copy)

    @pytest.mark.parametrize("name", ["index.html", "media/wheat.jpg"])
    def test_endless(self, new, tmp_path, serve, name):
        """
        Of a file that does not end no more is read than was promised.
        """
        with (new / name).open("ab") as file:
            file.write(bytes(20_000_000))
        address, _ = serve(new)
        with pytest.raises(UpdateError, match=f"{name} is missing, or is not what the publisher signed"):
            pull_from(address, tmp_path / "copy")

        assert not (tmp_path / "copy").exists()
        assert max(path.stat().st_size for path in (tmp_path / ".copy-pull").rglob("*")) < 100_000

    @pytest.mark.parametrize("name", [ROOT, SIGNATURE, "release/publisher.pub"])
    def test_endless_text(self, new, tmp_path, serve, name):
        """
        The small files at the beginning are bounded too.
        """
        (new / name).write_bytes(bytes(20_000_000))
        with pytest.raises(UpdateError, match="does not end"):
            pull_from(serve(new)[0], tmp_path / "copy")


class TestRefused:
    def test_other_key(self, old, copy, tmp_path):
        """
        A copy takes nothing from another publisher, whose own key lies there as well.
        """
        stranger = Publisher(tmp_path / "stranger/site", new_secret_key())
        stranger.publish(new_files(), day=9)
        with pytest.raises(UpdateError, match="it is signed by the key"):
            pull_from(stranger.site, copy)

        assert contents(copy) == old_files()

    def test_given_key(self, old, tmp_path):
        """
        The first pull takes only what the given key has signed.
        """
        with pytest.raises(UpdateError, match="it is signed by the key"):
            pull_from(old, tmp_path / "copy", new_secret_key().public)

        assert not (tmp_path / "copy").exists()

    def test_new_key(self, publisher, copy):
        """
        A publisher who had to change the key gives it to the owner of the copy, who passes it on.
        """
        publisher.key = new_secret_key()
        publisher.publish(new_files())
        pull_from(publisher.site, copy, publisher.key.public)
        pull_from(publisher.site, copy)

        assert contents(copy) == new_files()

    def test_older(self, new, old, copy):
        """
        An older release, though it was well signed, is refused.
        """
        pull_from(new, copy)
        with pytest.raises(UpdateError, match="has release 2025050100, older than release 2025050101 of the copy"):
            pull_from(old, copy)

        assert contents(copy) == new_files()

    def test_same_number(self, publisher, new, copy):
        """
        Another release of the same number is refused.
        """
        pull_from(new, copy)
        shutil.rmtree(publisher.site.parent / "signed")
        for text in (b"one", b"two"):
            publisher.publish({"index.html": text})
        with pytest.raises(UpdateError, match="its release 2025050101 is another one"):
            pull_from(publisher.site, copy)

    def test_mix(self, new, old, copy, serve):
        """
        A host with the new root and old files is named, and the copy stays.
        """
        (new / "media/wheat.jpg").unlink()
        with pytest.raises(UpdateError, match="If the site there has just been changed"):
            pull_from(serve(new)[0], copy)

        assert contents(copy) == old_files()

    def test_changed_meanwhile(self, publisher, new, copy, serve, monkeypatch):
        """
        A host that gets a newer release in the middle of a pull is pulled from anew.
        """
        newest = {**new_files(), "media/wheat.jpg": bytes(59_000)}
        address, _ = serve(publisher.site)
        original, changed = Host.do_GET, []

        def change(self: Host) -> None:
            if self.path == "/media/wheat.jpg" and not changed:
                changed.append(publisher.publish(newest))
            original(self)

        monkeypatch.setattr(Host, "do_GET", change)
        pull_from(address, copy)

        assert contents(copy) == newest

    @pytest.mark.parametrize(
        "name", ["../../evil", "/tmp/evil", "a/../../evil", "nul.html", "a\\..\\evil", "INDEX.html"]
    )
    def test_bad_names(self, publisher, old, copy, name):
        """
        Not even who has the key can write beside the copy, or what some disks cannot hold.
        """
        files = {name: FileSum(3, "a" * 32), "index.html": FileSum(3, "b" * 32)}
        segment = write_manifest_segment(files)
        part = ManifestPart(sum_of(segment).digest, len(segment))
        (old / part.name).write_bytes(segment)
        sign_root(publisher, old, Root(2025060100, "2025-06-01T00:00:00Z", 2, 6, (part,), ()))
        with pytest.raises(UpdateError, match="Nothing was changed"):
            pull_from(old, copy)

        assert contents(copy) == old_files()

    def test_linked_source(self, new, copy):
        """
        A link on the source is read as the file that it leads to, if that is right; a device is none.
        """
        (new / "media/wheat.jpg").unlink()
        (new / "media/wheat.jpg").symlink_to("/dev/zero")
        with pytest.raises(UpdateError, match=r"media/wheat\.jpg is missing"):
            pull_from(new, copy)

    def test_linked_copy(self, new, copy):
        """
        A link inside the copy is replaced by the file, and what it led to is left alone.
        """
        mine = copy.parent / "mine.html"
        (copy / "index.html").rename(mine)
        (copy / "index.html").symlink_to(mine)
        pull_from(new, copy)

        assert not (copy / "index.html").is_symlink()
        assert mine.read_bytes() == old_files()["index.html"]

    def test_not_a_copy(self, new, tmp_path):
        """
        A folder that holds something else is not replaced.
        """
        (tmp_path / "letters").mkdir()
        (tmp_path / "letters/dear.txt").touch()
        with pytest.raises(UpdateError, match="something here that is no signed copy"):
            pull_from(new, tmp_path / "letters")

    @pytest.mark.parametrize("place", ["ftp://127.0.0.1/", "nowhere", "file:///tmp"])
    def test_no_source(self, copy, place):
        """
        What is neither address nor folder is named.
        """
        with pytest.raises(UpdateError, match="Name"):
            pull_from(place, copy)

    def test_unsigned(self, copy, tmp_path, serve):
        """
        A site that was not signed is named.
        """
        (tmp_path / "site").mkdir()
        with pytest.raises(UpdateError, match="there is no signed release here"):
            pull_from(serve(tmp_path / "site")[0], tmp_path / "new-copy")

    def test_two_at_once(self, new, copy):
        """
        Of two pulls into one copy, the second says so.
        """
        with CopyFolder(copy).opened(), pytest.raises(UpdateError, match="another pull is at work"):
            pull_from(new, copy)


def pull_in_child(source: Path, copy: Path, step: int, stop: Callable[[], None], once: bool) -> int:
    return in_child(lambda: pull_from(source, copy), copy.parent, step, stop, once)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="Ends forked processes; Windows has none.")
class TestStopped:
    @pytest.mark.parametrize(("stop", "once"), [(kill_self, True), (fail, False), (fail, True)])
    @pytest.mark.parametrize("step", range(STEPS))
    def test_at_each_step(self, new, copy, step, stop, once):
        """
        Killed, with a disk that fails once or from then on: the copy is the old one or the new one, never a mix, and
        the pull after it works and leaves nothing behind.
        """
        status = pull_in_child(new, copy, step, stop, once)
        after = contents(copy)
        pull_from(new, copy)

        assert status in (0, 1, -signal.SIGKILL)
        assert after in ((new_files(),) if status == 0 else (old_files(), new_files()))
        assert contents(copy) == new_files()
        assert [path.name for path in (copy.parent / ".copy-pull").iterdir()] == ["lock"]

    def test_last_step(self, new, copy):
        """
        The steps tried above are all there are.
        """
        assert pull_in_child(new, copy, STEPS, kill_self, once=True) == 0


class TestTwoSteps:
    """Where the system cannot exchange two names."""

    @pytest.fixture(autouse=True)
    def _without_exchange(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(copy_module, "exchange", lambda first, second: False)

    def test_pull(self, new, copy):
        """
        The new release takes the place of the copy all the same.
        """
        pull_from(new, copy)

        assert contents(copy) == new_files()

    def test_interrupted(self, new, copy):
        """
        If the power failed between the two steps, the next pull puts the old copy back before anything else.
        """
        copy.rename(copy.parent / "away")
        (copy.parent / ".copy-pull").mkdir()
        (copy.parent / "away").rename(copy.parent / ".copy-pull/old")
        pulled = pull_from(new, copy)

        assert contents(copy) == new_files()
        assert pulled.reused_files == 3


class TestFullDisk:
    @pytest.fixture
    def small_disk(self, tmp_path):
        disk = tmp_path / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)]
        try:
            subprocess.run(mount, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"Needs leave to mount a small disk: {error}")
        yield disk
        subprocess.run(["umount", str(disk)], check=True)

    def test_full_disk(self, publisher, old, small_disk):
        """
        On a full disk the old copy stays whole.
        """
        pull_from(old, small_disk / "copy")
        publisher.publish({**new_files(), "media/large.jpg": os.urandom(250_000)}, day=2)
        with pytest.raises(OSError, match="No space left on device"):
            pull_from(publisher.site, small_disk / "copy")

        assert contents(small_disk / "copy") == old_files()
