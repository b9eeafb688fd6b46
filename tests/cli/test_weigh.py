class TestWeigh:
    def test_nothing_frozen(self, shuwu):
        """
        Before the first freeze, the command says what to do.
        """
        outcome = shuwu("weigh")

        assert outcome.code == 1
        assert "Run 'shuwu freeze' first." in outcome.err

    def test_table(self, shuwu):
        """
        It prints pages and searches with their bytes and seconds, called as on the page; for programs, the whole
        report.
        """
        shuwu("freeze", "--jobs", 1)

        told, facts = shuwu("weigh").out, shuwu("weigh", "--json").facts
        assert all(line in told.splitlines()[0] for line in ("2G", "3G", "4G"))
        assert {"文章", "程序", "第一次搜索", "以后每次"} <= {line.split()[0] for line in told.splitlines()}
        assert facts["seconds"]["2G"]["article"] > facts["seconds"]["4G"]["article"]

    def test_over_budget(self, shuwu, library):
        """
        What is over a budget is told by the freeze and here, and a freeze still ends well.
        """
        settings = library.root / "shuwu.toml"
        settings.write_text(settings.read_text(encoding="utf-8") + "\nframe_budget = 1\n", encoding="utf-8")
        frozen = shuwu("freeze", "--jobs", 1)

        assert frozen.code == 0
        assert "frame_budget" in frozen.out
        assert "frame_budget" in shuwu("weigh").out
        assert {each["budget"] for each in shuwu("freeze", "--json").facts["over"]} == {"frame_budget"}

    def test_refused(self, shuwu, library):
        """
        With ``budgets = "refuse"`` nothing is published then.
        """
        settings = library.root / "shuwu.toml"
        added = '\nframe_budget = 1\nbudgets = "refuse"\n'
        settings.write_text(settings.read_text(encoding="utf-8") + added, encoding="utf-8")
        frozen = shuwu("freeze", "--jobs", 1)

        assert frozen.code == 1
        assert 'budgets = "warn"' in frozen.err
        assert not (library.root / "build/site").exists()
