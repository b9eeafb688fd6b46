"""Every kind of file that a clerk has becomes an article, or is refused with what to do."""

import pytest

from tests.ingest.documents import PICTURE, PNG, epub, gbk_zip, pdf, saved_page, word, zipped

pytestmark = pytest.mark.usefixtures("one_worker")

NEWS = (
    "<p>　　各村抓住晴好天气，开展春耕备耕工作，农技人员下到田间地头，为农户送去技术和农资，确保不误农时。</p>"
    "<p>　　据了解，今年全县计划种植水稻12万亩，目前已备种子600吨、化肥2万吨，各项准备工作基本就绪。</p>"
)
PAGE = f"""<!DOCTYPE html><html><head><title>春耕备耕忙_清溪县人民政府</title><meta charset="CHARSET"></head><body>
<div class="header"><a href="/">首页</a> <a href="/news">新闻</a></div>
<div>当前位置：<a href="/">首页</a> &gt; 新闻</div>
<h1>春耕备耕忙</h1><div>来源：清溪日报　发布时间：2023-03-05 10:20　作者：李明　字体：【大 中 小】</div>
<div class="con">{NEWS}<table><tr><th>村名</th><th>面积</th></tr><tr><td>清溪村</td><td>120亩</td></tr></table>
<p style="display:none">彩票棋牌</p><ul><li>选种</li><li>育秧</li></ul>
<p><img src="page_files/a.png" alt="田间"></p></div>
<div class="bdsharebuttonbox">分享到：微信</div><script>var a = 1;</script>
<div>主办单位：清溪县人民政府　技术支持：清溪信息公司　湘ICP备12345678号</div></body></html>"""


@pytest.fixture
def added(desk):
    """Drop one file and give the article's file and what is said of it."""

    def drop(name, data, **options):
        desk.write(name, data)
        report = desk.add(name, **options)
        assert report.refused == ()
        return desk.read(report.added[0].path), report.added[0]

    return drop


@pytest.fixture
def refused(desk):
    """Drop one file and give why it is refused."""

    def drop(name, data):
        desk.write(name, data)
        report = desk.add(name)
        assert (report.added, desk.content()) == ((), [])
        return report.refused[0]

    return drop


class TestWebPage:
    @pytest.mark.parametrize("charset", ["utf-8", "gb2312", "utf-16"])
    def test_main_text(self, added, charset):
        """
        The article's text, table and list stay; menus, share boxes, scripts and hidden text go.
        """
        text, _ = added("页面.html", PAGE.replace("CHARSET", charset).encode(charset))

        assert "开展春耕" in text
        assert "| 清溪村 |" in text
        assert "- 选种" in text
        assert [
            word for word in ("首页", "分享", "彩票", "var a", "字体", "ICP备") if word in text.split("---")[2]
        ] == []

    def test_facts(self, added):
        """
        Title, source, author, date and publisher are those that the page names, wherever it does.
        """
        _, article = added("页面.html", PAGE.replace("CHARSET", "utf-8"))

        assert (article.title, article.source, article.author) == ("春耕备耕忙", "清溪日报", "李明")
        assert str(article.date) == "2023-03-05 10:20:00"
        assert (article.organiser, article.support) == ("清溪县人民政府", "清溪信息公司")

    def test_saved_pictures(self, desk, added):
        """
        A picture in the folder that the browser saved beside the page belongs to the article.
        """
        desk.write("page_files/a.png", PNG)
        text, article = added("page.html", PAGE.replace("CHARSET", "utf-8"))

        assert "![田间](a.png)" in text
        assert article.path.replace("index.md", "a.png") in desk.content()

    def test_in_one_file(self, desk, added):
        """
        A page saved as .mht brings its pictures along, whatever encoding it is in.
        """
        page = PAGE.replace("CHARSET", "gb2312")
        text, article = added("page.mht", saved_page(page, [("page_files/a.png", PNG)], "gb2312"))

        assert "![田间](picture-1.png)" in text
        assert article.path.replace("index.md", "picture-1.png") in desk.content()

    def test_chat_article(self, added):
        """
        A WeChat article has its title, account and time; its pictures, which lie elsewhere, are listed.
        """
        page = (
            '<html><head><meta property="og:title" content="村里来了农技员"></head><body>'
            '<h1 id="activity-name"> 村里来了农技员 </h1><a id="js_name"> 清溪发布 </a>'
            f'<div id="js_content" style="visibility: hidden;">{NEWS}<img data-src="https://mmbiz.example/1?wx_fmt=png"/>'
            '</div><div id="js_pc_qr_code">微信扫一扫关注该公众号</div>'
            '<script>var ct = "1677982800"; var createTime = "2023-03-05 10:20";</script></body></html>'
        )
        text, article = added("chat.html", page)

        assert (article.title, article.source, f"{article.date:%Y-%m-%d}") == (
            "村里来了农技员",
            "清溪发布",
            "2023-03-05",
        )
        assert "开展春耕" in text
        assert "扫一扫" not in text
        assert [bool(f.remedy) for f in article.findings if f.rule == "remote-picture"] == [True]

    def test_merged_cells(self, added):
        """
        A table with merged cells stays one.
        """
        table = '<table><tr><td colspan="2">全年</td></tr><tr><td>春</td><td>秋</td></tr></table>'
        text, _ = added("table.html", f"<html><body>{NEWS}{table}</body></html>")

        assert '<td colspan="2">全年</td>' in text

    def test_harmless(self, added):
        """
        Nothing that could run comes through.
        """
        bad = (
            '<img src=x onerror=alert(1)><a href="javascript:alert(1)">点</a><svg onload=alert(1)></svg><iframe src=x>'
        )
        text, _ = added("bad.html", f"<html><body>{NEWS}{bad}</body></html>")

        assert [sign for sign in ("onerror", "javascript", "svg", "iframe", "alert") if sign in text] == []


class TestWord:
    def test_structure(self, desk, added):
        """
        Title, headings, lists, tables, notes and pictures of a Word document are those of the article.
        """
        data = word(
            ("T", "清溪村春耕通知"),
            ("1", "时间安排"),
            "各村抓住晴好天气，开展春耕备耕工作。",
            ("item", "选种"),
            ("item", "育秧"),
            [["姓名", "电话"], ["张建国", "13800001111"]],
            PICTURE,
            note="以县里通知为准。",
        )
        text, article = added("通知.docx", data)

        assert article.title == "清溪村春耕通知"
        assert "## 时间安排\n" in text
        assert "- 选种\n- 育秧\n" in text
        assert "| 张建国 | 13800001111 |" in text
        assert "[^1]: 以县里通知为准。" in text
        assert article.path.replace("index.md", "picture-1.png") in desk.content()

    def test_title_of_first_line(self, added):
        """
        Most clerks use no styles: then the first line is the title.
        """
        _, article = added("a.docx", word("关于停水的通知", "因管道检修，5月3日上午8时至12时停水，请各户提前储水。"))

        assert article.title == "关于停水的通知"

    @pytest.mark.parametrize("name", ["通知.doc", "通知.wps", "通知.docx"])
    def test_old_kind(self, refused, name):
        """
        An old Word or WPS file is refused with what to do, whatever it is called.
        """
        assert ".docx" in str(refused(name, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)).remedy)


class TestPdf:
    def test_text(self, added):
        """
        The text of a PDF becomes paragraphs, without page numbers.
        """
        text, article = added(
            "规约.pdf", pdf(["清溪村村规民约", "第一条 爱护环境，人人有责。", "- 1 -"], ["第二条 尊老爱幼。", "- 2 -"])
        )

        assert article.title == "清溪村村规民约"
        assert "爱护环境" in text
        assert "- 1 -" not in text

    def test_scan(self, refused):
        """
        A scan says that it is one.
        """
        assert "scan" in str(refused("扫描.pdf", pdf([""], [""])).reason)


class TestBook:
    def test_chapters(self, desk, added):
        """
        A book is one article, with its chapters in reading order and its pictures.
        """
        data = epub(
            "清溪志",
            "<h1>山水</h1><p>村在山下。</p><img src='cover.png'/>",
            "<h1>人物</h1><p>有茶。</p>",
            author="王明",
            cover=PNG,
        )
        text, article = added("book.epub", data)

        assert (article.title, article.author) == ("清溪志", "王明")
        assert text.index("# 山水") < text.index("# 人物")
        assert article.path.replace("index.md", "picture-1.png") in desk.content()


class TestPhotos:
    def test_with_words(self, desk):
        """
        Several photos with a file of words are one article; a line that begins with a photo's name stands below it.
        """
        desk.write("春游/说明.txt", "村里老人春游\n\n三月五日，老人们去看了油菜花。\n\nIMG_2.jpg：在花田边合影\n")
        desk.write("春游/IMG_1.jpg", b"one")
        desk.write("春游/IMG_2.jpg", b"two")
        (article,) = desk.add("春游").added
        text = desk.read(article.path)

        assert article.title == "村里老人春游"
        assert text.index("![](img-2.jpg)") < text.index("在花田边合影") < text.index("![](img-1.jpg)")

    def test_without_words(self, desk):
        """
        A folder of photos is an article called like the folder, and asks for words.
        """
        desk.write("春游/IMG_1.jpg", b"one")
        desk.write("春游/IMG_2.jpg", b"two")
        (article,) = desk.add("春游").added

        assert article.title == "春游"
        assert [bool(f.remedy) for f in article.findings if f.rule == "photos"] == [True]


class TestArchive:
    def test_chinese_names(self, desk):
        """
        A zip of Windows with its names in GBK is unpacked under these names, a folder as a section.
        """
        desk.write(
            "资料.zip",
            gbk_zip({"政策/停水通知.txt": "五月三日停水。".encode(), "政策/医保.txt": "医保缴费。".encode()}),
        )
        report = desk.add("资料.zip")

        assert [article.title for article in report.added] == ["停水通知", "医保"]
        assert {article.path.split("/")[0] for article in report.added} == {"zheng-ce"}

    def test_in_each_other(self, desk):
        """
        A zip in a zip is unpacked too, but not for ever.
        """
        data = zipped({"停水通知.txt": "五月三日停水。"})
        for _ in range(3):
            data = zipped({"里面.zip": data})
        desk.write("外面.zip", data)
        report = desk.add("外面.zip")

        assert [str(refusal.reason) for refusal in report.refused] == ["archives lie in each other more than 3 deep."]

    def test_bomb(self, refused):
        """
        What would unpack to a thousand times its size is refused before it is unpacked.
        """
        assert "too much" in str(refused("bomb.zip", zipped({"a.txt": bytes(60_000_000)})).reason)

    def test_paths(self, desk):
        """
        No name in an archive leads out of its folder.
        """
        desk.write("bad.zip", zipped({"../../../../escape.txt": "五月三日停水。", "/tmp/escape.txt": "六月停水。"}))
        desk.add("bad.zip")

        assert not list(desk.path.parent.rglob("escape.txt"))

    def test_no_name(self, desk):
        """
        A file without a name, as damage leaves it, is passed over; the others are added.
        """
        desk.write("bad.zip", zipped({"n.txt": "x", "停水通知.txt": "五月三日停水。"}).replace(b"n.txt", b"\0.txt"))
        report = desk.add("bad.zip")

        assert [article.title for article in report.added] == ["停水通知"]

    def test_many(self, refused):
        """
        An archive of countless files is refused.
        """
        assert "more than" in str(refused("many.zip", zipped({f"{n}.txt": "" for n in range(5_001)})).reason)


class TestRenamed:
    @pytest.mark.parametrize(
        ("name", "data", "title"),
        [
            ("page.txt", PAGE.replace("CHARSET", "utf-8"), "春耕备耕忙"),
            ("letter.txt", word("关于停水的通知", "因管道检修，5月3日上午停水，请各户储水。"), "关于停水的通知"),
            ("book.zip", epub("清溪志", "<p>村在山下。</p>"), "清溪志"),
            ("text", "关于停水的通知\n\n因管道检修，5月3日上午停水，请各户储水。\n", "关于停水的通知"),
        ],
    )
    def test_content_counts(self, added, name, data, title):
        """
        What a file is, its bytes say and not its name.
        """
        assert added(name, data)[1].title == title

    @pytest.mark.parametrize(
        ("name", "data", "reason"),
        [
            ("通知.docx", zipped({"xl/workbook.xml": "<x/>"}), "Excel"),
            ("通知.docx", word("通知")[:300], "damaged"),
            ("图.html", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
            ("书.epub", zipped({"META-INF/container.xml": "<x/>"}), "EPUB"),
        ],
    )
    def test_refused_as_what_it_is(self, refused, name, data, reason):
        """
        A file that cannot be read is refused as what it is.
        """
        assert reason in str(refused(name, data).reason)
