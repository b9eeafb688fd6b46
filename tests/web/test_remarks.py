"""What readers of the live site say about a meeting, and what the admin gets of it."""

import csv
import io
import re
from pathlib import Path

import pytest

from tests.faults import fill
from tests.web.admin_browser import Admin
from tests.web.small_library import make_library, write
from webapp.app import create_app
from webapp.core.remark import MOST_CHARACTERS
from webapp.settings import load_settings
from webapp.store.change.remarks import REMARKS_FOLDER, all_remarks
from webapp.web.admin.password import PASSWORD_FILE
from webapp.web.remark_guard import MOST_REMARKS_OF_ALL, MOST_REMARKS_OF_ONE, the_guard

MEETING = """---
title: 春茶会
date: 2025-03-15
discuss:
  - 茶价怎么定？
  - phone-fraud
---
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small library with a meeting about two points."""
    make_library(tmp_path)
    write(tmp_path, "content/meetings/chuncha.md", MEETING)
    return tmp_path


class Reader:
    """Somebody at the meeting's page."""

    def __init__(self, admin: Admin, address: str = "192.0.2.1"):
        self._client = admin.app.test_client()
        self._from = {"REMOTE_ADDR": address}
        self.html = self._get("/meetings/chuncha/").text
        self.points = re.findall(r'action="(/meetings/chuncha/remarks/\w+)#point-', self.html)

    def _get(self, path: str):
        return self._client.get(path, environ_overrides=self._from)

    @property
    def token(self) -> str:
        return re.search(r'name="token" value="(\w+)"', self.html)[1]

    def say(self, text: str, point: int = 0, token: str | None = None, follow: bool = False, **headers: str):
        """Send the form of a point."""
        return self._client.post(
            self.points[point],
            data={"text": text, "token": self.token if token is None else token},
            headers={name.replace("_", "-"): value for name, value in headers.items()},
            environ_overrides=self._from,
            follow_redirects=follow,
        )


@pytest.fixture
def reader(visitor: Admin) -> Reader:
    """A reader of a library whose admin can read remarks."""
    return Reader(visitor)


def said(admin: Admin) -> list[str]:
    """Return all that is held."""
    return [remark.text for meeting in all_remarks(admin.settings) for remark in meeting.remarks]


class TestLeave:
    def test_held(self, visitor: Admin, reader: Reader):
        """
        A remark is held with the point that it is about, and the reader is told; nobody else sees it.
        """
        answer = reader.say("涨两毛就好", follow=True)
        (meeting,) = all_remarks(visitor.settings)

        assert "收到了，谢谢您" in answer.text
        assert "涨两毛就好" not in Reader(visitor).html
        assert (meeting.title, meeting.remarks[0].words, meeting.remarks[0].text) == (
            "春茶会",
            "茶价怎么定？",
            "涨两毛就好",
        )

    def test_goes_back_to_the_point(self, reader: Reader):
        """
        The answer leads back to the point, so that a reload sends nothing again.
        """
        answer = reader.say("好")
        key = reader.points[0].rpartition("/")[2]

        assert (answer.status_code, answer.headers["Location"]) == (303, f"/meetings/chuncha/?said={key}#point-{key}")

    def test_about_an_article(self, visitor: Admin, reader: Reader):
        """
        A point that is an article is known by its title.
        """
        reader.say("要多讲", point=1)

        assert all_remarks(visitor.settings)[0].remarks[0].words == "防范电话诈骗"

    def test_no_cookie(self, reader: Reader):
        """
        No cookie is needed, and none is set.
        """
        assert "Set-Cookie" not in reader.say("好").headers

    def test_no_script(self, reader: Reader):
        """
        The page needs no script where a server takes remarks.
        """
        assert "meeting.js" not in reader.html
        assert reader.html.count("<textarea") == 2

    def test_plain_text(self, admin: Admin, reader: Reader):
        """
        A remark is text, whatever is in it.
        """
        reader.say("<script>alert(1)</script>\r\n\u202e好")
        page = admin.get("remarks").text

        assert said(admin) == ["<script>alert(1)</script>\n好"]
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page

    @pytest.mark.parametrize(
        ("text", "message", "status"),
        [
            ("", "还没有写什么", 400),
            (" \n\u200b ", "还没有写什么", 400),
            ("茶" * (MOST_CHARACTERS + 1), f"一次最多写 {MOST_CHARACTERS} 个字", 400),
            ("茶" * 9000, f"一次最多写 {MOST_CHARACTERS} 个字", 413),
        ],
    )
    def test_not_held(self, visitor: Admin, reader: Reader, text: str, message: str, status: int):
        """
        Nothing and too much are refused, with what to do.
        """
        answer = reader.say(text)

        assert answer.status_code == status
        assert message in answer.text
        assert said(visitor) == []

    def test_longest(self, visitor: Admin, reader: Reader):
        """
        As much as is allowed is held whole.
        """
        reader.say("茶" * MOST_CHARACTERS)

        assert said(visitor) == ["茶" * MOST_CHARACTERS]

    @pytest.mark.parametrize(
        "sent",
        [
            {"data": {}},
            {"data": b"\xff\xfe\x00%%%", "content_type": "application/x-www-form-urlencoded"},
            {"json": {"text": "好"}},
            {"data": {"text": (io.BytesIO(b"x"), "a.txt")}},
            {"data": b"--x\r\n", "content_type": "multipart/form-data; boundary=x"},
            {"data": {f"field{number}": "x" for number in range(2000)}},
        ],
    )
    def test_odd_forms(self, visitor: Admin, reader: Reader, sent: dict):
        """
        Whatever is sent in place of a form is refused, and is no failure.
        """
        assert visitor.client.post(reader.points[0], **sent).status_code in (400, 403, 413)
        assert said(visitor) == []

    @pytest.mark.parametrize("path", ["/meetings/chuncha/remarks/00000000", "/meetings/gone/remarks/00000000"])
    def test_no_such_point(self, visitor: Admin, reader: Reader, path: str):
        """
        About what is not there nothing can be said.
        """
        assert visitor.client.post(path, data={"text": "好", "token": reader.token}).status_code == 404
        assert not (visitor.root / REMARKS_FOLDER).exists()


class TestForeignForms:
    @pytest.mark.parametrize("token", ["", "0" * 32, "é"])
    def test_token(self, visitor: Admin, reader: Reader, token: str):
        """
        Without the token of the page nothing is held; the reader's words are still in the form, to send again.
        """
        answer = reader.say("涨两毛就好", token=token)

        assert answer.status_code == 403
        assert ">涨两毛就好</textarea>" in answer.text
        assert said(visitor) == []

    def test_token_of_another(self, visitor: Admin, reader: Reader):
        """
        The token that another address got is worth nothing: so a page of another site cannot have one for its visitors.
        """
        answer = Reader(visitor, "198.51.100.7").say("好", token=reader.token)

        assert answer.status_code == 403
        assert said(visitor) == []

    def test_from_another_site(self, visitor: Admin, reader: Reader):
        """
        A browser that says the form came from another site is believed.
        """
        assert reader.say("好", Sec_Fetch_Site="cross-site").status_code == 403
        assert said(visitor) == []

    @pytest.mark.parametrize(("hours", "status"), [(11, 303), (13, 403)])
    def test_page_left_open(self, reader: Reader, monkeypatch, hours: int, status: int):
        """
        A page may stay open for half a day; then it says to press again.
        """
        from time import time

        later = time() + hours * 3600
        monkeypatch.setattr("webapp.web.remark_guard.time.time", lambda: later)

        assert reader.say("好").status_code == status


class TestTooMany:
    def test_of_one(self, visitor: Admin, reader: Reader):
        """
        One address may say so much in a quarter of an hour; another is not hindered.
        """
        for number in range(MOST_REMARKS_OF_ONE):
            reader.say(f"第 {number} 句")
        answer = reader.say("又一句")

        assert answer.status_code == 429
        assert ">又一句</textarea>" in answer.text
        assert Reader(visitor, "192.0.2.2").say("别人的").status_code == 303
        assert len(said(visitor)) == MOST_REMARKS_OF_ONE + 1

    def test_of_all(self, visitor: Admin):
        """
        All addresses together may say so much.
        """
        guard = the_guard(visitor.app)
        for number in range(MOST_REMARKS_OF_ALL):
            guard.tries.add(f"192.0.2.{number}")

        assert Reader(visitor, "198.51.100.1").say("好").status_code == 429

    def test_no_addresses(self, visitor: Admin, reader: Reader):
        """
        No address is kept, in memory or in a file.
        """
        reader.say("好")
        remembered = repr(vars(the_guard(visitor.app).tries))
        written = "".join(path.read_text("utf-8") for path in (visitor.root / REMARKS_FOLDER).iterdir())

        assert "192.0.2.1" not in remembered
        assert "192.0.2" not in written

    def test_meeting_is_full(self, visitor: Admin, reader: Reader, monkeypatch):
        """
        What a meeting has no room for is told.
        """
        monkeypatch.setattr("webapp.store.change.remarks.MOST_OF_MEETING", 1)
        reader.say("一")

        assert reader.say("二").status_code == 409
        assert said(visitor) == ["一"]

    def test_full_disk(self, disk: Path):
        """
        When the disk is full the reader is told, and what was held stays.
        """
        make_library(disk)
        write(disk, "content/meetings/chuncha.md", MEETING)
        admin = Admin(disk)
        reader = Reader(admin)
        reader.say("一")
        fill(disk)
        answer = reader.say("茶" * MOST_CHARACTERS)

        assert answer.status_code == 507
        assert "没有地方了" in answer.text
        assert said(admin) == ["一"]


class TestWhoTakesThem:
    def test_no_admin(self, visitor: Admin, reader: Reader):
        """
        Without a password nobody could read remarks: they stay on the phone, and none is taken.
        """
        (visitor.root / PASSWORD_FILE).unlink()
        page = visitor.client.get("/meetings/chuncha/").text

        assert "meeting.js" in page
        assert 'method="post"' not in page
        assert reader.say("好").status_code == 404

    def test_without_admin_pages(self, root: Path):
        """
        The app that is frozen takes none.
        """
        app = create_app(load_settings(root, environ={}))

        assert [rule.rule for rule in app.url_map.iter_rules() if "POST" in rule.methods] == []
        assert "meeting.js" in app.test_client().get("/meetings/chuncha/").text

    @pytest.mark.parametrize(
        "path", [f"/{REMARKS_FOLDER}/chuncha.json", f"/media/../{REMARKS_FOLDER}/chuncha.json", "/remarks/"]
    )
    def test_not_served(self, admin: Admin, reader: Reader, path: str):
        """
        No address of the readers' leads to what was said.
        """
        reader.say("好")

        assert admin.client.get(path, follow_redirects=True).status_code == 404


def table(admin: Admin, name: str = "chuncha") -> list[list[str]]:
    """Return the table that the admin exports."""
    data: bytes = admin.get(f"remarks/{name}.csv").data
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


class TestAdmin:
    def test_by_point(self, admin: Admin, reader: Reader):
        """
        The page lists what was said by meeting and point.
        """
        reader.say("甲")
        reader.say("乙", point=1)
        reader.say("丙")
        page = admin.get("remarks").text

        assert re.findall(r'lang="zh-Hans">([^<]+)</', page.partition("<h1>")[2]) == [
            *("春茶会", "茶价怎么定？", "甲", "丙"),
            *("防范电话诈骗", "乙"),
        ]

    def test_none(self, admin: Admin):
        """
        Without any, the page says so.
        """
        assert "还没有。" in admin.get("remarks").text

    def test_table(self, admin: Admin, reader: Reader):
        """
        The table has a line for each remark, by point, in UTF-8 with the mark that Excel needs.
        """
        reader.say("甲")
        reader.say("乙", point=1)
        reader.say("丙\n丁")
        answer = admin.get("remarks/chuncha.csv")
        head, *rows = table(admin)

        assert answer.data.startswith(b"\xef\xbb\xbf")
        assert answer.headers["Content-Disposition"] == "attachment; filename=chuncha.csv"
        assert head == ["会", "议的事", "说的话", "哪天说的"]
        assert [row[:3] for row in rows] == [
            ["春茶会", "茶价怎么定？", "甲"],
            ["春茶会", "茶价怎么定？", "丙\n丁"],
            ["春茶会", "防范电话诈骗", "乙"],
        ]

    def test_formula(self, admin: Admin, reader: Reader):
        """
        A remark that a spreadsheet would run is a text in the table.
        """
        reader.say('=HYPERLINK("http://evil.example","好")')

        assert table(admin)[1][2].startswith("'=")

    def test_delete(self, admin: Admin, reader: Reader):
        """
        One remark can be deleted, or all of a meeting.
        """
        for text in "甲乙丙":
            reader.say(text)
        unwanted = all_remarks(admin.settings)[0].remarks[1].id
        admin.post("remarks/delete", meeting="chuncha", id=unwanted)
        left = said(admin)
        admin.post("remarks/delete", meeting="chuncha")

        assert left == ["甲", "丙"]
        assert said(admin) == []

    @pytest.mark.parametrize("name", ["gone", "../shuwu", "..", ".lock"])
    def test_only_what_is_held(self, admin: Admin, reader: Reader, name: str):
        """
        Names are looked up among what is held: no other file is read or deleted.
        """
        reader.say("甲")

        assert admin.get(f"remarks/{name}.csv").status_code == 404
        assert admin.post("remarks/delete", meeting=name).status_code == 404
        assert admin.post("remarks/delete", meeting="chuncha", id="unknown").status_code == 404
        assert said(admin) == ["甲"]

    def test_meeting_is_gone(self, admin: Admin, reader: Reader):
        """
        What was said about a meeting that is no longer there is still the admin's.
        """
        reader.say("甲")
        (admin.root / "content/meetings/chuncha.md").unlink()

        assert table(admin)[1][:3] == ["春茶会", "茶价怎么定？", "甲"]

    def test_another_text_of_the_point(self, admin: Admin, reader: Reader):
        """
        A remark keeps what its point said when it was made.
        """
        reader.say("甲")
        write(admin.root, "content/meetings/chuncha.md", MEETING.replace("茶价怎么定", "春茶的价怎么定"))

        assert table(admin)[1][1] == "茶价怎么定？"

    def test_for_the_admin_only(self, visitor: Admin):
        """
        Who did not sign in gets no table.
        """
        Reader(visitor).say("甲")

        assert visitor.get("remarks/chuncha.csv").status_code == 303
