"""The benchmarks measure on data that the repository does not hold."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[1]
SQUAD = {
    "data": [
        {
            "title": "水车",
            "paragraphs": [
                {"id": "7-1", "context": "水车引水上山。", "qas": [{"id": "7-1-1", "question": "引什么？"}]}
            ],
        }
    ]
}


class TestMissingData:
    @pytest.mark.parametrize("options", [[], ["--data", "nowhere"]])
    def test_said(self, options):
        """
        A benchmark without its data says how to name the folder and where the data can be had, and ends with 1.
        """
        command = [sys.executable, "-m", "benchmarks", *options, "card"]
        environ = {key: value for key, value in os.environ.items() if key != "SHUWU_DATA"}
        ended = subprocess.run(command, cwd=PROJECT, env=environ, capture_output=True, encoding="utf-8", check=False)

        assert ended.returncode == 1
        assert "--data DIR" in ended.stderr
        assert "https://github.com/chinese-poetry/chinese-poetry" in ended.stderr
        assert "Traceback" not in ended.stderr


class TestMakeData:
    def test_folder(self, tmp_path):
        """
        What the owners of the data publish becomes the folder that the benchmarks ask for.
        """
        (tmp_path / "squad.json").write_text(json.dumps(SQUAD), encoding="utf-8")
        for first in (1000, 0):
            poems = [{"title": f"诗{first}", "author": "无名", "paragraphs": ["上句，", "下句。"]}]
            (tmp_path / f"poet.song.{first}.json").write_text(json.dumps(poems), encoding="utf-8")
        options = ["--set", "drcd-dev", tmp_path / "squad.json", "--poems", tmp_path]
        subprocess.run([sys.executable, PROJECT / "tools/make_benchmark_data.py", tmp_path, *options], check=True)
        poems = gzip.decompress((tmp_path / "scale/poems-100k.jsonl.gz").read_bytes()).decode().splitlines()

        assert json.loads((tmp_path / "relevance/drcd-dev/docs.jsonl").read_text(encoding="utf-8")) == {
            "id": "7-1",
            "title": "水车",
            "text": "水车引水上山。",
        }
        assert json.loads((tmp_path / "relevance/drcd-dev/queries.jsonl").read_text(encoding="utf-8")) == {
            "qid": "7-1-1",
            "query": "引什么？",
            "doc": "7-1",
        }
        assert [json.loads(poem)["title"] for poem in poems] == ["诗0", "诗1000"]
