"""``shuwu search``."""


class TestSearch:
    def test_hit(self, shuwu):
        """
        A hit tells all that a page needs to show it.
        """
        facts = shuwu("search", "育秧", "--json").facts
        hit = facts["hits"][0]

        assert facts.keys() == {"query", "total", "partial", "hits"}
        assert hit.keys() == {"id", "slug", "title", "section", "date", "url", "score", "snippet", "partial"}
        assert (hit["slug"], hit["section"], hit["date"]) == ("seedlings", "farming", "2024-03-12T08:30:00")
        assert hit["url"] == "farming/seedlings.html"
        assert "育秧" in hit["snippet"]

    def test_same_order_as_the_page(self, shuwu, client):
        """
        The command and the search page rank alike.
        """
        hits = shuwu("search", "乡村 水", "--json").facts["hits"]
        pages = [client.get("/search/", query_string={"q": "乡村 水", "page": n + 1}).text for n in range(len(hits))]

        assert len(hits) > 1
        assert [hit["slug"] for hit in hits if f"{hit['slug']}.html" in pages[hits.index(hit)]] == [
            hit["slug"] for hit in hits
        ]

    def test_limit(self, shuwu):
        """
        The limit bounds the hits, not the total.
        """
        facts = shuwu("search", "乡村", "--limit", 1, "--json").facts

        assert (facts["total"], len(facts["hits"])) == (2, 1)

    def test_nothing_found(self, shuwu):
        """
        A search that finds nothing is no error.
        """
        outcome = shuwu("search", "zzzz")

        assert (outcome.code, outcome.out) == (0, "Found: 0.\n")

    def test_removed_article(self, shuwu, library):
        """
        An article that is gone from the folder is gone from the next search.
        """
        assert shuwu("search", "鱼塘", "--json").facts["total"] == 1

        (library.content / "farming/ponds.md").unlink()

        assert shuwu("search", "鱼塘", "--json").facts["total"] == 0


class TestQueries:
    def test_run(self, shuwu, tmp_path):
        """
        A file of queries gives a TREC run, in the order of the file.
        """
        queries = tmp_path / "queries.jsonl"
        queries.write_text(
            '{"qid": "b", "query": "育秧"}\n\n{"qid": 7, "query": "魚塘", "more": 1}\n', encoding="utf-8-sig"
        )
        lines = shuwu("search", "--limit", 1, "--queries", queries).out.splitlines()
        rows = [line.split(" ") for line in lines]

        assert [row[:4] + row[5:] for row in rows] == [
            ["b", "Q0", "seedlings", "1", "shuwu"],
            ["7", "Q0", "ponds", "1", "shuwu"],
        ]

    def test_broken_line(self, shuwu, tmp_path):
        """
        A line that is no query is named by its number.
        """
        queries = tmp_path / "queries.jsonl"
        queries.write_text('{"qid": "1", "query": "茶"}\n{"query": 3}\n', encoding="utf-8")
        outcome = shuwu("search", "--queries", queries)

        assert outcome.code == 1
        assert "line 2" in outcome.err

    def test_query_and_file(self, shuwu, tmp_path):
        """
        A query beside a file of queries is wrong use, and so is neither of them.
        """
        assert shuwu("search", "茶", "--queries", __file__).code == 2
        assert shuwu("search").code == 2
