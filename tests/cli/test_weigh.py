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
        It prints pages and searches with their bytes and seconds; for programs, the whole report.
        """
        shuwu("freeze", "--jobs", 1)

        told, facts = shuwu("weigh").out, shuwu("weigh", "--json").facts
        assert all(line in told.splitlines()[0] for line in ("2G", "3G", "4G"))
        assert [line.split()[0] for line in told.splitlines() if line.startswith(("article", "search, "))] == [
            *(["article"]),
            *(["search,"] * 3),
        ]
        assert facts["seconds"]["2G"]["article"] > facts["seconds"]["4G"]["article"]
