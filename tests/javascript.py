"""Whether old browsers can read a script, as acorn judges it: the parser that most tools for JavaScript use."""

import re
from collections.abc import Iterable
from pathlib import Path
from subprocess import run

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def unreadable(files: Iterable[Path]) -> str:
    """Return the first that browsers of 2017 (ES2017) cannot read in *files*, scripts and pages; "" if none."""
    scripts = [str(file) for file in files if file.suffix == ".js"]
    inside = [script for file in files if file.suffix != ".js" for script in _SCRIPT.findall(file.read_text("utf-8"))]
    return "".join([_judged(names=scripts) if scripts else "", *map(_judged, inside)])


def _judged(script: str = "", names: Iterable[str] = ()) -> str:
    judge = ["acorn", "--ecma2017", "--silent", *names]
    return run(judge, input=script, capture_output=True, text=True, check=False).stderr
