"""The commands that make, fill and check a library."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[1] / "examples" / "scraped-page.txt"


class TestNew:
    def test_new(self, shuwu, tmp_path):
        """
        A new library can be checked at once, and nothing in it needs a person.
        """
        made = shuwu("new", tmp_path / "village", "--json")
        checked = shuwu("check", "--library", tmp_path / "village")

        assert made.facts == {"library": str(tmp_path / "village")}
        assert checked.code == 0

    def test_full_folder(self, shuwu, library):
        """
        A folder that holds something is left as it is.
        """
        before = sorted(library.root.rglob("*"))
        outcome = shuwu("new", library.root)

        assert (outcome.code, outcome.out) == (1, "")
        assert sorted(library.root.rglob("*")) == before


class TestAdd:
    def test_scraped_page(self, shuwu, library):
        """
        A page saved by a bad mirror comes out clean, and each thing that was cleaned is told.
        """
        outcome = shuwu("add", SAMPLE, "--section", "policy", "--json")
        [added] = outcome.facts["added"]
        text = (library.content / added["path"]).read_text(encoding="utf-8")

        assert outcome.code == 0
        assert added["title"].startswith("青柏县石臼乡")
        assert {"pinyin-notes"} <= {finding["rule"] for finding in added["findings"]}
        assert "青柏网" in text
        assert "村(社区)" in text.replace("（", "(").replace("）", ")")

    def test_refused(self, shuwu, tmp_path):
        """
        A file that holds nothing to read is refused with what its owner can do, and the command ends with 1.
        """
        empty = tmp_path / "empty.txt"
        empty.touch()
        outcome = shuwu("add", empty, "--json")
        [refused] = outcome.facts["refused"]

        assert (outcome.code, outcome.facts["added"]) == (1, [])
        assert refused["file"].endswith("empty.txt")
        assert refused["remedy"]

    def test_missing(self, shuwu, tmp_path):
        """
        A file that is not there is refused as any other, and keeps none from being added.
        """
        note = tmp_path / "note.txt"
        note.write_text("停水通知\n\n五月三日上午全村停水检修，请各户提前储水。\n", encoding="utf-8")
        outcome = shuwu("add", tmp_path / "gone.txt", note, "--json")

        assert outcome.code == 1
        assert (len(outcome.facts["added"]), len(outcome.facts["refused"])) == (1, 1)

    @pytest.mark.slow
    def test_at_the_same_time(self, library, tmp_path):
        """
        A file that several people add at once is in the library once.
        """
        note = tmp_path / "note.txt"
        note.write_text("停水通知\n\n五月三日上午全村停水检修，请各户提前储水。\n", encoding="utf-8")
        command = [sys.executable, "-m", "webapp", "add", note, "--library", library.root]
        for running in [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]:
            running.communicate()
            assert running.returncode == 0

        assert len(list(library.content.rglob("original.txt"))) == 1

    def test_searched_at_once(self, shuwu, tmp_path):
        """
        What was added is found by the next search.
        """
        note = tmp_path / "通知.txt"
        note.write_text("停水通知\n\n五月三日上午全村停水检修，请各户提前储水。\n", encoding="gb18030")
        shuwu("add", note, "--section", "policy")

        assert "停水通知" in shuwu("search", "储水").out

    @pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
    def test_name_in_another_encoding(self, library, tmp_path):
        """
        A file whose name came out of a foreign zip is added, and its name printed as far as it can be.
        """
        name = os.fsdecode("通知".encode("gbk") + b".txt")
        (tmp_path / name).write_text("停水通知\n\n五月三日上午全村停水检修，请各户提前储水。\n", encoding="utf-8")
        command = [sys.executable, "-m", "webapp", "add", tmp_path / name, "--library", library.root]
        outcome = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

        assert (outcome.returncode, outcome.stderr) == (0, "")
        assert "收下 1 个，没有收下 0 个。" in outcome.stdout


class TestCheck:
    def test_good_library(self, shuwu):
        """
        A library in which nothing needs a person ends the check with 0.
        """
        outcome = shuwu("check", "--json")

        assert outcome.code == 0
        assert outcome.facts == {"articles": 3, "findings": []}

    def test_bad_article(self, shuwu, library):
        """
        A broken file is named with what to do, and the check ends with 1.
        """
        (library.content / "policy/bad.md").write_text("---\ntitle: [\n---\n文字\n", encoding="utf-8")
        outcome = shuwu("check", "--json")
        [finding] = outcome.facts["findings"]

        assert outcome.code == 1
        assert finding.keys() == {"article", "rule", "key", "message", "remedy"}
        assert "bad.md" in finding["article"]


class TestIndex:
    def test_counts(self, shuwu):
        """
        The first run adds all articles, the second has nothing to do, a rebuild adds all again.
        """
        runs = [shuwu("index", "--json"), shuwu("index", "--json"), shuwu("index", "--rebuild", "--json")]

        assert [run.facts["added"] for run in runs] == [3, 0, 3]

    def test_skipped_file(self, shuwu, library):
        """
        A broken file does not keep the others out of the index, and is told.
        """
        (library.content / "policy/bad.md").write_text("---\ntitle: [\n---\n文字\n", encoding="utf-8")
        outcome = shuwu("index")

        assert outcome.code == 0
        assert "Skipped files: 1" in outcome.out


class TestJson:
    def test_other_script_on_any_terminal(self, shuwu):
        """
        JSON is printed as it is, not in escapes.
        """
        assert "鄉村的水利與魚塘" in shuwu("search", "鱼塘", "--json").out
        assert json.loads(shuwu("search", "鱼塘", "--json").out)["query"] == "鱼塘"
