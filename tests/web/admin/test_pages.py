"""A clerk's work at the admin pages: drop, mend, publish, put back, delete, freeze."""

import io
import re
import zipfile
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.web.admin_browser import Admin
from webapp.core.file_names import safe_parts
from webapp.core.finding import CheckFinding
from webapp.core.left_out import LeftOut
from webapp.errors import FreezeError
from webapp.messages import Message
from webapp.store.change.history import versions

NOTICE = "停水通知\n\n五月三日上午全村停水检修，请各户提前储水。\n\n责任编辑：王五\n"
NOTE_SLUG = "ting-shui-tong-zhi"


def picture(width: int, height: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(data, "JPEG")
    return data.getvalue()


def write_row(admin: Admin, title: str = "春晓之诗") -> None:
    text = f'{{"id": "spring", "title": "{title}", "text": "春眠不觉晓\\n处处闻啼鸟"}}\n'
    (admin.root / "content/verse.jsonl").write_text(text, encoding="utf-8")


def form_of(admin: Admin, slug: str) -> dict[str, str]:
    """Return the fields of an article's form as the page shows them."""
    html = admin.get(f"articles/{slug}/").text
    fields = dict(re.findall(r'<input[^>]*? name="(\w+)" value="([^"]*)"', html))
    checked = re.search(r'name="publish" value="(\w+)" checked', html)[1]
    section = re.search(r'<option value="([^"]+)" selected', html)[1]
    body = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", html, re.DOTALL)[1]
    return {name: unescape(value) for name, value in fields.items() if name != "csrf"} | {
        "body": unescape(body),
        "publish": checked,
        "section": section,
        "new_section": "",
    }


class TestArticles:
    def test_all_with_status(self, admin):
        """
        Every article is listed, and whether readers see it.
        """
        admin.drop(("notice.txt", NOTICE), publish="draft")
        html = admin.get("").text

        assert all(title in html for title in ("春茶采摘要点", "防范电话诈骗", "停水通知"))
        assert html.index("草稿</strong>") < html.index("读者看得到</strong>")

    def test_found_by_title(self, admin):
        """
        A part of the title finds an article, in either script.
        """
        html = admin.get("?q=晒茶").text

        assert "曬茶的辦法" in html
        assert "防范电话诈骗" not in html

    def test_problems(self, admin):
        """
        A file that cannot be read is named, with what to do.
        """
        (admin.root / "content/farming/broken.md").write_text("---\ndate: 3 May\n---\n文字", encoding="utf-8")

        assert "farming/broken.md" in admin.get("").text


class TestDrop:
    def test_added(self, admin):
        """
        A dropped file is an article at once, for readers and for their search.
        """
        answer = admin.drop(("notice.txt", NOTICE))

        assert "成了 1 篇文章" in answer.text
        assert "停水检修" in admin.client.get(f"/articles/{NOTE_SLUG}.html").text
        assert f"{NOTE_SLUG}.html" in admin.client.get("/search/?q=停水").text

    def test_refused(self, admin):
        """
        A file that cannot be added is named with why and what to do, in the clerk's language; the others are added.
        """
        answer = admin.drop(("notice.txt", NOTICE), ("song.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x00"))

        assert "song.mp3" in answer.text
        assert "这是录音" in answer.text
        assert NOTE_SLUG in admin.articles()

    def test_another_copy(self, admin):
        """
        Another copy of an article is offered as its update; the old one then has its text, and keeps its address.
        """
        text = "".join(f"第{n}组村民抓住晴好天气检修水管，技术员下到田间地头送去技术。" for n in "一二三四五六")
        admin.drop(("notice.txt", f"停水通知\n\n{text}\n"))
        page = admin.drop(("copy.txt", f"全村停水通知\n\n{text}检修已经延期。\n")).text
        action, other = re.search(r'action="/admin/([^"]+/supersede)".*?name="other" value="([^"]+)"', page).groups()
        admin.post(action, other=other)

        assert other == NOTE_SLUG
        assert "检修已经延期" in admin.client.get(f"/articles/{NOTE_SLUG}.html").text
        assert [slug for slug in admin.articles() if "ting-shui" in slug] == [NOTE_SLUG]

    def test_folder_called_as_a_file(self, admin):
        """
        A file and a folder of one name are both taken.
        """
        other = NOTICE.replace("停水", "停电")
        later = other.replace("三日", "四日")
        answer = admin.drop(("notice", NOTICE), ("notice/a.txt", other), ("notice/b.txt", later))

        assert answer.status_code == 200
        assert {"ting-shui-tong-zhi", "ting-dian-tong-zhi"} <= admin.articles().keys()

    def test_as_draft(self, admin):
        """
        A draft waits until it is published.
        """
        admin.drop(("notice.txt", NOTICE), publish="draft")
        before = admin.client.get(f"/articles/{NOTE_SLUG}.html").status_code
        admin.post(f"articles/{NOTE_SLUG}/publish")

        assert before == 404
        assert admin.client.get(f"/articles/{NOTE_SLUG}.html").status_code == 200

    def test_into_a_section(self, admin):
        """
        The section may be one that is there, or a new one.
        """
        admin.drop(("notice.txt", NOTICE), section="safety")
        admin.drop(("other.txt", NOTICE.replace("停水", "停电")), new_section="供电")

        assert admin.articles()[NOTE_SLUG].section == "safety"
        assert admin.articles()["ting-dian-tong-zhi"].section == "gong-dian"

    def test_with_its_picture(self, admin):
        """
        A picture that comes with the text that names it is the article's.
        """
        answer = admin.drop(("notice.txt", NOTICE + "\ndyke.jpg\n"), ("dyke.jpg", picture(40, 30)))

        assert admin.articles()[NOTE_SLUG].pictures == ("dyke.jpg",)
        assert "0 个没有收下" in answer.text

    def test_folder(self, admin):
        """
        A folder that is dropped becomes a section.
        """
        admin.drop(("防汛/notice.txt", NOTICE), ("防汛/second.txt", NOTICE.replace("停水", "停电")))

        assert {admin.articles()[slug].section for slug in (NOTE_SLUG, "ting-dian-tong-zhi")} == {"fang-xun"}

    def test_nothing_left(self, admin):
        """
        What was dropped is in the library, and nowhere else.
        """
        admin.drop(("notice.txt", NOTICE), ("song.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x00"))

        assert list((admin.root / "build/uploads").iterdir()) == []

    @given(st.text(max_size=200))
    def test_any_name(self, name):
        """
        Whatever a file is called, it is stored where it is meant to be, and its name fits the disk.
        """
        parts = safe_parts(name)
        root = Path("/library/build/uploads/x")

        assert root.joinpath(*parts).resolve().is_relative_to(root)
        assert root.joinpath(*parts) != root
        assert all(part not in ("", ".", "..") and len(part.encode()) <= 130 for part in parts)

    @pytest.mark.parametrize(
        "name", ["../../../escape.txt", "..\\..\\escape.txt", "/etc/escape.txt", "C:\\escape.txt", "a/../../escape.txt"]
    )
    def test_no_escape(self, admin, name):
        """
        A name that leads out of the library leads nowhere.
        """
        admin.drop((name, NOTICE))

        assert [path for path in admin.root.parent.rglob("escape.txt") if path.is_file()] == []
        assert NOTE_SLUG in admin.articles()


class TestEdit:
    def test_saved(self, admin):
        """
        Title, text, tags and date are saved, and what the form does not show stays.
        """
        form = form_of(admin, "spring-tea")
        form |= {"title": "谷雨茶", "body": "采茶要早。", "tags": "茶叶、谷雨", "date": "2025-04-20T07:00"}
        admin.post("articles/spring-tea/", **form)
        article = admin.articles()["spring-tea"]

        assert (article.title, article.body, article.tags) == ("谷雨茶", "采茶要早。", ("茶叶", "谷雨"))
        assert article.date == datetime(2025, 4, 20, 7)
        assert (article.cover, article.author) == ("leaf.png", "李四")

    def test_untouched_form(self, admin):
        """
        A form that is saved as it came changes nothing.
        """
        before = admin.articles()["spring-tea"]
        admin.post("articles/spring-tea/", **form_of(admin, "spring-tea"))

        assert admin.articles()["spring-tea"] == before

    def test_other_section(self, admin):
        """
        An article moves to another section with its pictures.
        """
        admin.post("articles/spring-tea/", **form_of(admin, "spring-tea") | {"section": "safety"})

        assert admin.client.get("/safety/spring-tea.html").status_code == 200
        assert admin.articles()["spring-tea"].pictures == ("leaf.png",)

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            ({"title": " "}, "请写上标题"),
            ({"date": "明天"}, "日期看不懂"),
            ({"publish": "later", "publish_date": ""}, "从什么时候起"),
        ],
    )
    def test_not_saved(self, admin, fields, says):
        """
        What cannot be saved is said, and what was written is still there.
        """
        answer = admin.post("articles/spring-tea/", **form_of(admin, "spring-tea") | {"body": "新写的字"} | fields)

        assert answer.status_code == 400
        assert says in answer.text
        assert "新写的字" in answer.text
        assert admin.articles()["spring-tea"].title == "春茶采摘要点"

    def test_changed_meanwhile(self, admin):
        """
        What somebody else wrote meanwhile is not lost, nor is one's own text.
        """
        form = form_of(admin, "spring-tea")
        admin.post("articles/spring-tea/", **form | {"title": "别人的"})
        answer = admin.post("articles/spring-tea/", **form | {"title": "我的"})

        assert answer.status_code == 409
        assert "我的" in answer.text
        assert admin.articles()["spring-tea"].title == "别人的"

    def test_preview(self, admin):
        """
        The preview shows what was written, and saves nothing.
        """
        form = form_of(admin, "spring-tea") | {"body": "**谷雨**前采。\n\n<script>alert(1)</script>"}
        html = admin.post("articles/spring-tea/preview", **form).text

        assert "<strong>谷雨</strong>前采" in html
        assert "<script>alert" not in html
        assert "谷雨" not in admin.articles()["spring-tea"].body

    def test_pictures_of_a_draft(self, admin):
        """
        The preview of an article that readers do not see yet shows its pictures.
        """
        admin.post("articles/spring-tea/", **form_of(admin, "spring-tea") | {"publish": "draft"})

        assert "/media/" in admin.get("articles/spring-tea/").text
        assert "/media/" in admin.get("articles/spring-tea/pictures").text

    def test_row_of_a_collection(self, admin):
        """
        A row of a collection is mended as any article; the page says that it becomes a file of its own.
        """
        write_row(admin)
        assert "里的一行" in admin.get("articles/spring/").text
        admin.post("articles/spring/", **form_of(admin, "spring") | {"title": "春日", "section": "safety"})

        assert admin.articles()["spring"].title == "春日"
        assert admin.articles()["spring"].section == "safety"
        assert "春眠不觉晓<br>" in admin.client.get("/safety/spring.html").text
        assert "里的一行" not in admin.get("articles/spring/").text

    def test_row_changed_meanwhile(self, admin):
        """
        A row that somebody changed in its file is not overwritten.
        """
        write_row(admin)
        form = form_of(admin, "spring") | {"title": "春日"}
        write_row(admin, "春晓")

        assert admin.post("articles/spring/", **form).status_code == 409
        assert admin.articles()["spring"].title == "春晓"

    def test_row_made_a_draft_and_deleted(self, admin):
        """
        A row can be kept from readers, published and deleted.
        """
        write_row(admin)
        admin.post("articles/spring/", **form_of(admin, "spring") | {"publish": "draft"})
        assert admin.client.get("/articles/spring.html").status_code == 404
        admin.post("articles/spring/publish")
        assert admin.client.get("/articles/spring.html").status_code == 200
        admin.post("articles/spring/delete")

        assert "spring" not in admin.articles()
        assert "春" in admin.get("trash").text

    def test_pictures_of_a_row(self, admin):
        """
        A picture that is given to a row, or to a file without a folder, gets a folder for both.
        """
        write_row(admin)
        (admin.root / "content/safety/loose.md").write_text("---\ntitle: 防火\n---\n小心火烛。\n", encoding="utf-8")
        for slug in ("spring", "loose"):
            admin.post(f"articles/{slug}/pictures", files=[(io.BytesIO(picture(40, 30)), "p.jpg")])

        assert [admin.articles()[slug].pictures for slug in ("spring", "loose")] == [("p.jpg",)] * 2

    def test_other_pages_of_a_row(self, admin):
        """
        A row has no history yet, and no cleaning.
        """
        write_row(admin)

        assert "还没有改动过" in admin.get("articles/spring/history").text
        assert admin.get("articles/spring/pictures").status_code == 200
        assert admin.get("articles/spring/cleaning").status_code == 404

    def test_nowhere(self, admin):
        """
        An article that is not there is not found.
        """
        assert admin.get("articles/nothing/").status_code == 404


class TestWhenShown:
    def test_draft(self, admin):
        """
        An article that becomes a draft is gone for readers at once.
        """
        admin.post("articles/phone-fraud/", **form_of(admin, "phone-fraud") | {"publish": "draft"})

        assert admin.client.get("/safety/phone-fraud.html").status_code == 404
        assert "防范电话诈骗" not in admin.client.get("/").text

    def test_later(self, admin):
        """
        An article that is to be shown later is not shown now.
        """
        later = (datetime.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
        form = form_of(admin, "phone-fraud") | {"publish": "later", "publish_date": later}
        admin.post("articles/phone-fraud/", **form)

        assert admin.client.get("/safety/phone-fraud.html").status_code == 404
        assert form_of(admin, "phone-fraud")["publish_date"] == later

    @pytest.mark.parametrize(("hours", "status"), [(-1, 200), (1, 404)])
    def test_later_by_the_clock_of_the_library(self, root, hours, status):
        """
        When "later" comes is a matter of the library's zone, whatever the machine's clock says.
        """
        zone = "Pacific/Kiritimati"
        (root / "shuwu.toml").write_text(f'timezone = "{zone}"\n', encoding="utf-8")
        admin = Admin(root)
        admin.sign_in()
        moment = datetime.now(ZoneInfo(zone)) + timedelta(hours=hours)
        form = {"publish": "later", "publish_date": f"{moment:%Y-%m-%dT%H:%M}"}
        admin.post("articles/phone-fraud/", **form_of(admin, "phone-fraud") | form)

        assert admin.client.get("/safety/phone-fraud.html").status_code == status

    def test_over(self, admin):
        """
        An article whose time is over is not shown.
        """
        admin.post("articles/phone-fraud/", **form_of(admin, "phone-fraud") | {"expiry_date": "2025-06-08"})

        assert admin.client.get("/safety/phone-fraud.html").status_code == 404
        assert "已经过期" in admin.get("?status=over").text

    def test_now_whatever_its_date(self, admin):
        """
        To publish now means now, also for an article of a date to come.
        """
        later = (datetime.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
        admin.post("articles/phone-fraud/", **form_of(admin, "phone-fraud") | {"date": later})

        assert admin.client.get("/safety/phone-fraud.html").status_code == 200


class TestCleaning:
    @pytest.fixture
    def cleaned(self, admin):
        admin.drop(("notice.txt", NOTICE))
        return admin

    def page(self, admin) -> str:
        return admin.get(f"articles/{NOTE_SLUG}/cleaning").text

    def test_before_and_after(self, cleaned):
        """
        What came and what is there now stand side by side, with what was removed marked.
        """
        html = self.page(cleaned)

        assert re.search("<del>[^<]*责任编辑：王五", html)
        assert "第 5 行" in html

    def test_one_place(self, cleaned):
        """
        A place that is put back is in the text again, once.
        """
        key = self.keys(cleaned)[0]
        cleaned.post(f"articles/{NOTE_SLUG}/cleaning", place=key)
        cleaned.post(f"articles/{NOTE_SLUG}/cleaning", place=key)

        assert cleaned.articles()[NOTE_SLUG].body.count("责任编辑：王五") == 1
        assert "已经放回" in self.page(cleaned)

    def test_keeps_what_was_written(self, cleaned):
        """
        What a person changed since stays changed.
        """
        body = cleaned.articles()[NOTE_SLUG].body.replace("五月三日", "五月四日")
        cleaned.post(f"articles/{NOTE_SLUG}/", **form_of(cleaned, NOTE_SLUG) | {"body": body})
        cleaned.post(f"articles/{NOTE_SLUG}/cleaning", place=self.keys(cleaned))

        assert "五月四日" in cleaned.articles()[NOTE_SLUG].body
        assert "责任编辑：王五" in cleaned.articles()[NOTE_SLUG].body

    def test_one_finding(self, cleaned):
        """
        All places of a finding can be put back at once.
        """
        number = re.search(r'name="group" value="(\d+)"', self.page(cleaned).partition("责任编辑")[2])[1]
        cleaned.post(f"articles/{NOTE_SLUG}/cleaning", group=number)

        assert "责任编辑：王五" in cleaned.articles()[NOTE_SLUG].body

    def test_nothing_chosen(self, cleaned):
        """
        Who chose nothing is told so.
        """
        assert "没有勾选" in cleaned.post(f"articles/{NOTE_SLUG}/cleaning").text

    def test_written_by_hand(self, admin):
        """
        An article that was not dropped has no cleaning.
        """
        assert admin.get("articles/spring-tea/cleaning").status_code == 404

    @pytest.mark.parametrize("page", ["", "pictures", "history"])
    def test_no_way_to_none(self, admin, page):
        """
        No page leads to the cleaning of an article that has none.
        """
        assert "/cleaning" not in admin.get(f"articles/spring-tea/{page}").text

    def keys(self, admin) -> list[str]:
        return re.findall(r'name="place" value="([^"]+)"', self.page(admin))


class TestPictures:
    def test_caption(self, admin):
        """
        A caption stands under the picture.
        """
        admin.post("articles/spring-tea/pictures/caption", name="leaf.png", caption="一芽一叶")

        assert "<figcaption>一芽一叶</figcaption>" in admin.client.get("/farming/spring-tea.html").text

    def test_turned(self, admin):
        """
        A picture is turned, and what it was is kept.
        """
        path = admin.root / "content/farming/spring-tea/leaf.png"
        admin.post("articles/spring-tea/pictures/right", name="leaf.png")

        with Image.open(path) as turned, Image.open(versions(path)[0].path) as kept:
            assert (turned.size, kept.size) == ((200, 400), (400, 200))

    def test_left_out(self, admin):
        """
        A picture that is left out is gone from the page, and its file stays.
        """
        admin.post("articles/spring-tea/pictures/leave-out", name="leaf.png")

        assert "leaf.png" not in admin.articles()["spring-tea"].body
        assert admin.articles()["spring-tea"].cover == ""
        assert (admin.root / "content/farming/spring-tea/leaf.png").is_file()

    def test_cover(self, admin):
        """
        A cover is taken away, and another chosen.
        """
        admin.post("articles/spring-tea/pictures/cover", name="leaf.png")
        before = admin.articles()["spring-tea"].cover
        admin.post("articles/spring-tea/pictures/cover", name="leaf.png")

        assert (before, admin.articles()["spring-tea"].cover) == ("", "leaf.png")

    def test_missing_one(self, admin):
        """
        A missing picture can be brought, whatever its file is called.
        """
        file = (io.BytesIO(picture(40, 30)), "照片 1.JPG")
        admin.post("articles/spring-tea/pictures", files=file, missing="lost.jpg")

        assert "lost.jpg" not in admin.articles()["spring-tea"].body
        assert admin.articles()["spring-tea"].pictures == ("leaf.png", "zhao-pian-1.jpg")

    def test_no_picture(self, admin):
        """
        A file that is no picture is not put beside an article.
        """
        answer = admin.post("articles/spring-tea/pictures", files=(io.BytesIO(b"<svg onload=alert(1)>"), "a.jpg"))

        assert answer.status_code == 400
        assert admin.articles()["spring-tea"].pictures == ("leaf.png",)

    @pytest.mark.parametrize("name", ["../../shuwu.toml", "/etc/passwd", "..\\..\\shuwu.toml", "lost.jpg"])
    def test_only_its_own(self, admin, name):
        """
        No name leads to a file that is no picture of the article.
        """
        assert admin.post("articles/spring-tea/pictures/left", name=name).status_code == 404


class TestHistory:
    def test_what_changed_and_back(self, admin):
        """
        A change is shown, and can be undone; the undoing can be undone too.
        """
        admin.post("articles/spring-tea/", **form_of(admin, "spring-tea") | {"title": "谷雨茶"})
        html = admin.get("articles/spring-tea/history").text
        name = re.search(r'name="version" value="([^"]+)"', html)[1]
        admin.post("articles/spring-tea/history", version=name)

        assert "<ins>谷雨" in html
        assert admin.articles()["spring-tea"].title == "春茶采摘要点"
        assert admin.get("articles/spring-tea/history").text.count('name="version"') == 2

    @pytest.mark.parametrize("name", ["../index.md", "../../../../shuwu.toml", "", "index.md"])
    def test_only_versions(self, admin, name):
        """
        Nothing but a version can take the place of an article.
        """
        assert admin.post("articles/spring-tea/history", version=name).status_code == 404


class TestTrash:
    def test_there_and_back(self, admin):
        """
        A deleted article is gone for readers, and comes back from the trash.
        """
        admin.post("articles/phone-fraud/delete")
        gone = admin.client.get("/safety/phone-fraud.html").status_code
        name = re.search(r'name="name" value="([^"]+)"', admin.get("trash").text)[1]
        admin.post("trash/back", name=name)

        assert gone == 410
        assert admin.client.get("/safety/phone-fraud.html").status_code == 200

    def test_emptied(self, admin):
        """
        What was emptied from the trash is gone for good.
        """
        admin.post("articles/phone-fraud/delete")
        admin.post("trash/empty")

        assert list((admin.root / "trash").iterdir()) == []

    @pytest.mark.parametrize("name", ["../content", "..", "", "."])
    def test_only_what_lies_in_it(self, admin, name):
        """
        No name deletes anything outside the trash.
        """
        assert admin.post("trash/delete", name=name).status_code == 404
        assert (admin.root / "content").is_dir()


class TestSearches:
    def test_by_number_only(self, admin):
        """
        What was not found often enough is listed with its number; who asked is not kept.
        """
        for number in range(1, 5):
            admin.client.get("/search/?q=养蜂技术", environ_overrides={"REMOTE_ADDR": f"192.0.2.{number}"})
            admin.client.get("/search/?q=茶", environ_overrides={"REMOTE_ADDR": f"192.0.2.{number}"})
        html = admin.get("searches").text

        assert re.search(r"养蜂技术</td><td>4</td>", html)
        assert "192.0.2" not in (admin.root / ".unfound-searches.json").read_text(encoding="utf-8")


class TestFreeze:
    def wait(self, admin) -> str:
        page = admin.get("freeze")
        while "Refresh" in page.headers:
            page = admin.get("freeze")
        return page.text

    def test_download(self, root):
        """
        After a freeze the page tells what the site weighs, and gives it as one file.
        """

        def freeze(note):
            note(1, 2, "a page")
            site = root / "build/site"
            site.mkdir(parents=True)
            (site / "index.html").write_text("书屋", encoding="utf-8")
            (root / "build/new").mkdir()
            (root / "build/new/weight.json").write_text('{"files": 1, "bytes": 2400000}', encoding="utf-8")
            (root / "build/new").rename(root / "build/weight")
            return LeftOut()

        admin = Admin(root, freeze)
        admin.sign_in()
        admin.post("freeze")
        html = self.wait(admin)
        with admin.get("freeze/site.zip") as sent:
            packed = sent.data

        assert "已经生成好了" in html
        assert "2.4 MB" in html
        assert 'href="/weight.html"' in html
        assert zipfile.ZipFile(io.BytesIO(packed)).read("site/index.html").decode() == "书屋"

    def test_left_out(self, root):
        """
        What the site does not have is told in the clerk's language, with what to do.
        """
        dead = [CheckFinding(f"tea/{n}.md", "missing-link", Message("link_nowhere", link=str(n))) for n in range(22)]
        bad_row = Message("on_line", line=3, what=Message("row_not_json"))
        row = CheckFinding("tea/a.jsonl", "row", bad_row, Message("mend_named_rows"), 9)
        admin = Admin(root, lambda note: LeftOut((*dead, row), drafts=2, next_change=datetime(2026, 12, 5, 8)))
        admin.sign_in()
        admin.post("freeze")
        html = self.wait(admin)

        assert "点不开的链接：22 处。" in html
        assert "链接 19 没有地方可去。" in html
        assert "链接 20 没有地方可去。" not in html
        assert "……还有 2 处。" in html
        assert "第 3 行：这一行不是 JSON。" in html
        assert "草稿：2 篇。" in html
        assert "下一篇在 2026-12-05 08:00 出现或消失。到时候请再生成一次。" in html

    def test_failure(self, root):
        """
        A freeze that failed says why, in the language of the library.
        """

        def freeze(note):
            raise FreezeError("site", Message("disk_full_trouble"))

        admin = Admin(root, freeze)
        admin.sign_in()
        admin.post("freeze")

        assert "site：磁盘满了。" in self.wait(admin)

    def test_nothing_to_download(self, admin):
        """
        Without a frozen site there is none to download.
        """
        assert admin.get("freeze/site.zip").status_code == 404


class TestEnglish:
    @pytest.mark.parametrize(
        "page", ["", "trash", "searches", "freeze", "articles/spring-tea/", "articles/spring-tea/history"]
    )
    def test_no_chinese(self, root, page):
        """
        In an English library every word of the pages is English.
        """
        for path in (root / "content").rglob("*.md"):
            path.write_text(re.sub(r"[^\x00-\x7f]+", "tea", path.read_text(encoding="utf-8")), encoding="utf-8")
        (root / "shuwu.toml").write_text('language = "en"\ntitle = "Library"\n')
        admin = Admin(root)
        admin.sign_in()

        assert re.findall("[\u3400-\u9fff]", admin.get(page).text) == []
