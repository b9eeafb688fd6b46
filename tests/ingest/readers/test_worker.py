"""A file of others' formats is read in a process that cannot take more than its share."""

import io
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.ingest.documents import epub, pdf, saved_page, word, zipped
from webapp.core.file_kind import ZIP, kind_of
from webapp.errors import FileRefused
from webapp.ingest.document_reader import WORKER_KINDS, open_document_reader
from webapp.ingest.dropped import DroppedFile
from webapp.ingest.readers.worker import Worker
from webapp.settings import Settings

PAGE = "<html><body><h1>停水通知</h1><p>因管道检修，五月三日上午停水，请各户提前储水，谢谢大家。</p></body></html>"
WHOLE = [
    PAGE.encode(),
    word(("T", "停水通知"), "五月三日停水。", [["村", "时间"], ["清溪", "上午"]], note="注"),
    pdf(["停水通知", "五月三日停水。"]),
    epub("停水通知", "<p>五月三日停水。</p>"),
    saved_page(PAGE),
    zipped({"停水通知.txt": "五月三日停水。"}),
]


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """A desk whose worker stays for all files, and a file to write them into."""
    root = tmp_path_factory.mktemp("desk")
    with open_document_reader(Settings(root)) as desk:
        yield desk, root / "dropped"


@pytest.mark.slow
class TestBounds:
    def test_time(self, tmp_path):
        """
        A file that takes too long is refused, its process is gone, and the next file has a new one.
        """
        (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
        with Worker(max_seconds=0) as worker:
            with pytest.raises(FileRefused, match="seconds"):
                worker.read("page", tmp_path / "page.html", "page.html", 1000, tmp_path)

            assert worker.pid == 0

    def test_memory(self, tmp_path):
        """
        A file that takes too much memory is refused.
        """
        (tmp_path / "page.html").write_text(PAGE + "<p>停水" * 3_000_000, encoding="utf-8")
        with Worker(max_memory_bytes=300_000_000) as worker, pytest.raises(FileRefused, match=r"memory|damaged"):
            worker.read("page", tmp_path / "page.html", "page.html", 100_000_000, tmp_path)

    def test_killed(self, tmp_path):
        """
        When the process dies, the next file has a new one.
        """
        (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
        with Worker() as worker:
            worker.read("page", tmp_path / "page.html", "page.html", 1000, tmp_path)
            os.kill(worker.pid, 9)
            with pytest.raises(FileRefused):
                worker.read("page", tmp_path / "page.html", "page.html", 1000, tmp_path)

            assert "停水" in worker.read("page", tmp_path / "page.html", "page.html", 1000, tmp_path)[0].text

    def test_plain_files(self, desk):
        """
        Plain texts need no such process.
        """
        desk.write("a.txt", "停水通知\n\n五月三日停水。\n")
        with open_document_reader(desk.settings) as table:
            table.read(DroppedFile(desk.path / "a.txt"))

            assert table.worker.pid == 0


class TestReading:
    def test_nothing_is_written(self, desk):
        """
        Reading a file gives its text before and after with the findings, and leaves the library as it is.
        """
        desk.write("a.txt", "停水通知\n来源：清溪日报 2023-05-01\n\n五月三日停水，请各户提前储水。\n")
        with open_document_reader(desk.settings) as table:
            reading = table.read(DroppedFile(desk.path / "a.txt"))

        assert "来源：清溪日报" in reading.before
        assert (reading.draft.title, reading.draft.source) == ("停水通知", "清溪日报")
        assert "header" in {finding.rule for finding in reading.findings}
        assert desk.content() == []


class TestDamagedFiles:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.sampled_from(WHOLE), st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=8)), max_size=6))
    def test_each_is_read_or_refused(self, table, whole, wounds):
        """
        A file with bytes overwritten anywhere is an article or refused; nothing else happens.
        """
        desk, file = table
        data = bytearray(whole)
        for place, wound in wounds:
            start = place % len(data)
            data[start : start + len(wound)] = wound
        file.write_bytes(data)

        assert _outcome(desk, file) in ("read", "refused")

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.sampled_from(WHOLE), st.integers(0, 10**6))
    def test_cut_off(self, table, whole, length):
        """
        A file that ends too early is an article or refused.
        """
        desk, file = table
        file.write_bytes(whole[: length % len(whole)])

        assert _outcome(desk, file) in ("read", "refused")


class TestKnown:
    def test_kinds(self):
        """
        Every kind that the worker reads is told by its bytes.
        """
        assert {kind_of(data) for data in WHOLE} - {ZIP} == set(WORKER_KINDS)


class TestLocation:
    def test_photo(self, desk):
        """
        A photo in the library does not tell where it was made, and still lies as it lay.
        """
        exif = Image.Exif()
        exif[0x0112] = 6
        exif.get_ifd(0x8825)[2] = (26.0, 30.0, 0.0)
        photo = io.BytesIO()
        Image.new("RGB", (8, 8), "green").save(photo, "JPEG", exif=exif)
        desk.write("春游/a.jpg", photo.getvalue())
        (article,) = desk.add("春游").added
        kept = desk.settings.content / article.path.replace("index.md", "a.jpg")

        with Image.open(kept) as image:
            assert (0x8825 in image.getexif(), image.getexif()[0x0112]) == (False, 6)


class TestNearlyTheSame:
    TEXT = "".join(f"第{n}组村民抓住晴好天气开展春耕备耕，农技人员下到田间地头送去技术。" for n in "一二三四五六")

    def test_copy_is_noticed(self, desk):
        """
        Another copy of the same news is added, and the article it is like is named.
        """
        desk.write("a.txt", f"春耕备耕忙\n\n{self.TEXT}\n")
        desk.write("b.txt", f"各村春耕备耕忙\n\n来源：县融媒\n\n{self.TEXT}据悉，工作还在继续。\n")
        (first,) = desk.add("a.txt").added
        (second,) = desk.add("b.txt").added

        assert [first.path in str(f.message) for f in second.findings if f.rule == "near-duplicate"] == [True]

    def test_others_are_not(self, desk):
        """
        A text on the same matter in other words is no copy.
        """
        other = "".join(f"今年{n}月县里举办了油菜花节，游客从各地赶来，合作社卖出不少土产。" for n in "一二三四五六")
        desk.write("a.txt", f"春耕备耕忙\n\n{self.TEXT}\n")
        desk.write("b.txt", f"油菜花节\n\n{other}\n")
        report = desk.add("a.txt", "b.txt")

        assert [f for added in report.added for f in added.findings if f.rule == "near-duplicate"] == []

    def test_next_notice_is_not(self, desk):
        """
        A notice that says the same on another day is another notice.
        """
        for day in (3, 8):
            desk.write(f"{day}.txt", f"停水通知\n\n{self.TEXT}5月{day}日{day}时停水。\n")
        report = desk.add("3.txt", "8.txt")

        assert [f for added in report.added for f in added.findings if f.rule == "near-duplicate"] == []


def _outcome(desk, file):
    try:
        for dropped in desk.files([file]):
            if isinstance(dropped, FileRefused):
                raise dropped
            desk.read(dropped)
    except FileRefused:
        return "refused"
    return "read"
