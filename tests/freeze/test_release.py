from webapp.freeze.release import FrozenFile, summarise

HOME = FrozenFile("index.html", 10, "aa", 1)
STYLE = FrozenFile("site.css", 5, "bb", 1)


class TestSummarise:
    def test_counts(self) -> None:
        """
        Pages are the HTML files; files and bytes count all.
        """
        release = summarise([HOME, STYLE], {"index.html"}, 1.23456)

        assert (release.pages, release.rendered, release.reused) == (1, 1, 0)
        assert (release.files, release.bytes, release.seconds) == (2, 15, 1.235)

    def test_name(self) -> None:
        """
        The name depends on what the files are called and hold, and not on their order or the time.
        """
        name = summarise([HOME, STYLE], {"index.html"}, 1).release

        assert summarise([STYLE, HOME], (), 2).release == name
        assert summarise([HOME, FrozenFile("site.css", 5, "cc", 1)], (), 1).release != name
        assert summarise([HOME, FrozenFile("page.css", 5, "bb", 1)], (), 1).release != name
