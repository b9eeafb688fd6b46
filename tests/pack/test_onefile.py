import re
from datetime import UTC, date, datetime

import pytest

from tests.conftest import make_library
from webapp.app import create_app
from webapp.errors import PackError
from webapp.freeze.site import freeze
from webapp.pack.onefile import write_onefile
from webapp.pack.pictures import PictureLimit
from webapp.pack.selection import Selection
from webapp.update.minisign import new_secret_key
from webapp.update.sign import sign

pytestmark = pytest.mark.slow


class TestOneFile:
    def test_asks_for_nothing(self, written):
        """
        The file names no other file, and its policy forbids every request.
        """
        _, html = written()

        assert not re.search(r'<link|\bsrc="|url\(|@import', re.sub("<script.*?</script>", "", html, flags=re.DOTALL))
        assert "default-src &#39;none&#39;" in html

    def test_first_screen(self, written):
        """
        Name, date, fingerprint and the newest articles stand in plain HTML before anything that is packed.
        """
        packed, html = written()
        first_screen = html[: html.index("data-block")]
        fingerprint = packed.path.stem.rpartition("-")[2]

        assert f"<title>石桥村书屋 · 2024年5月1日 · {fingerprint}</title>" in first_screen
        assert packed.path.name == f"石桥村书屋-20240501-{fingerprint}.html"
        assert "鄉村的水利與魚塘" in first_screen

    def test_signed_release(self, library, written):
        """
        What is the signed release carries its number and its date, in its name and on its first screen; a library that
        was changed since does not.
        """
        freeze(create_app(library), library)
        now = datetime(2025, 6, 2, tzinfo=UTC)
        sign(library.build / "site", library.build / "signed", new_secret_key(), now, library.root / "signed.json")
        signed, html = written()
        (library.content / "policy" / "new.md").write_text("---\ntitle: 新\n---\n新", encoding="utf-8")
        changed, _ = written()

        assert signed.path.name.startswith("石桥村书屋-2025060200-")
        assert "第2025060200期 · 2025年6月2日" in html[: html.index("data-block")]
        assert "2025060200" not in changed.path.name

    def test_same_content_same_bytes(self, tmp_path):
        """
        The same library gives the same file, wherever and whenever it is packed.
        """
        packed = [write_onefile(create_app(make_library(tmp_path / n)), Selection(), PictureLimit()) for n in "ab"]

        assert packed[0].path.read_bytes() == packed[1].path.read_bytes()
        assert packed[0].path.name == packed[1].path.name

    def test_changed_article(self, library, written):
        """
        Another text is another edition.
        """
        before, _ = written()
        article = library.content / "farming" / "ponds.md"
        article.write_text(article.read_text("utf-8") + "\n又一句。", encoding="utf-8")
        after = write_onefile(create_app(library), Selection(), PictureLimit())

        assert after.path.name != before.path.name

    def test_one_section(self, written):
        """
        A pack of one section holds its articles alone, and says so.
        """
        packed, html = written(sections=("policy",))

        assert packed.articles == 1
        assert "这里只有一部分" in html
        assert "policy" in packed.path.name

    def test_since(self, written):
        """
        What is older than a day is left out.
        """
        packed, _ = written(since=date(2024, 5, 1))

        assert packed.articles == 1

    def test_unknown_section(self, written):
        """
        A section that is not there is told, with those that are.
        """
        with pytest.raises(PackError, match=r"no such section.*policy, farming"):
            written(sections=("tea",))

    def test_pictures_go_first(self, written):
        """
        What is too large loses its pictures before its articles, and says so.
        """
        whole, _ = written()
        packed, html = written(max_bytes=whole.bytes - 100)

        assert (packed.left_pictures, packed.left_articles, packed.articles) == (1, 0, 3)
        assert packed.bytes <= whole.bytes - 100
        assert "有 1 张图片没有放进来" in html

    def test_oldest_articles_go_last(self, written):
        """
        If that is not enough, the suggestions go, then the oldest articles.
        """
        without_words, _ = written(max_bytes=68_000)
        packed, html = written(max_bytes=without_words.bytes - 100)

        assert without_words.articles == 3
        assert packed.articles == 2
        assert "最旧的 1 篇文章没有放进来" in html

    def test_nothing_fits(self, written):
        """
        A size that not even one article fits into is refused.
        """
        with pytest.raises(PackError, match="not even one article fits"):
            written(max_bytes=1000)

    def test_picture_limit(self, written):
        """
        A picture is made as small as was asked for.
        """
        large, _ = written()
        small, _ = written(PictureLimit(width=100, bytes=1000))

        assert small.bytes < large.bytes - 3000
