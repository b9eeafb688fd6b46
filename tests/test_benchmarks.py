"""The benchmarks measure on data that the repository does not hold."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


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
