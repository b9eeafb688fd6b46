import pytest

from webapp.freeze.resolve import ELSEWHERE, Target, resolve

SITE = "https://village.example/library"


class TestResolve:
    @pytest.mark.parametrize(
        ("page", "link", "target"),
        [
            ("index.html", "a.html", Target("a.html")),
            ("index.html", "./a.html?q=1#x", Target("a.html", "x")),
            ("farm/a.html", "../index.html", Target("index.html")),
            ("farm/a.html", "#top", Target("farm/a.html", "top")),
            ("farm/a.html", "?q=1", Target("farm/a.html")),
            ("404.html", "../../a.html", Target("a.html")),
            ("farm/a.html", "%E8%8C%B6.html#%E8%8C%B6", Target("farm/茶.html", "茶")),
        ],
    )
    def test_relative(self, page: str, link: str, target: Target) -> None:
        """
        A relative link counts from the folder of its page; a query changes nothing.
        """
        assert resolve(page, link, "", "") == target

    @pytest.mark.parametrize(
        "link", ["https://example.org/", "//example.org", "mailto:a@example.org", "tel:110", "data:,"]
    )
    def test_elsewhere(self, link: str) -> None:
        """
        Links to other sites, mail and telephones are not ours to check.
        """
        assert resolve("index.html", link, "", SITE) == ELSEWHERE

    @pytest.mark.parametrize(
        ("link", "file"),
        [
            (SITE, "index.html"),
            (f"{SITE}/", "index.html"),
            (f"{SITE}/farm/", "farm/index.html"),
            (f"{SITE}/farm/a.html", "farm/a.html"),
        ],
    )
    def test_public_address(self, link: str, file: str) -> None:
        """
        A full address of our own site is checked, and may end in a folder: it is read through a host.
        """
        assert resolve("feed.xml", link, "", SITE) == Target(file)
        assert resolve("farm/a.html", link, "", SITE) == Target(file)

    def test_similar_site(self) -> None:
        """
        A site whose address merely begins like ours is another one.
        """
        assert resolve("index.html", "https://village.example/library2/", "", SITE) == ELSEWHERE

    @pytest.mark.parametrize(("link", "url"), [("/farm/", ""), ("/library/farm/", SITE)])
    def test_feed_without_host(self, link: str, url: str) -> None:
        """
        In a feed an address may start at the root of the host.
        """
        assert resolve("feed.xml", link, "", url) == Target("farm/index.html")

    @pytest.mark.parametrize("link", ["/farm/a.html", "/"])
    def test_rooted(self, link: str) -> None:
        """
        In a page such a link is a fault: the site may lie below any folder.
        """
        assert "starts with /" in str(resolve("index.html", link, "", "").fault)

    @pytest.mark.parametrize("link", ["farm/", "./", "../", ".."])
    def test_folder(self, link: str) -> None:
        """
        A link that ends in a folder is a fault: from a card there is no index.
        """
        assert "ends in a folder" in str(resolve("tags/a.html", link, "", "").fault)

    @pytest.mark.parametrize("link", ["../../a.html", "../..", "../../../etc/"])
    def test_outside(self, link: str) -> None:
        """
        A link must not lead out of the site.
        """
        assert "leads out of the site" in str(resolve("tags/a.html", link, "", "").fault)

    def test_frozen_host(self) -> None:
        """
        The made-up host that pages are frozen on must not appear in them.
        """
        assert "names the host" in str(resolve("index.html", "http://frozen.invalid/a.html", "", "").fault)

    def test_unreadable(self) -> None:
        """
        What is no address at all is a fault.
        """
        assert "cannot be read" in str(resolve("index.html", "http://[", "", "").fault)


class TestBase:
    @pytest.mark.parametrize(("base", "url"), [("/", ""), ("/library/", SITE), (f"{SITE}/", SITE)])
    def test_base(self, base: str, url: str) -> None:
        """
        A page that may be sent for any address names the root of the site, and its links count from there.
        """
        assert resolve("404.html", "farm/a.html", base, url) == Target("farm/a.html")

    def test_fragment(self) -> None:
        """
        With a base even #main leads to another page, which is a folder here.
        """
        assert "ends in a folder" in str(resolve("404.html", "#main", "/", "").fault)

    def test_wrong_base(self) -> None:
        """
        A base that is not the site's leads out of it.
        """
        assert "leads out of the site" in str(resolve("404.html", "a.html", "/elsewhere/", SITE).fault)
