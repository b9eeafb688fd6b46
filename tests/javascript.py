"""Whether old browsers can read a script, as acorn judges it: the parser that most tools for JavaScript use."""

import re
from collections.abc import Iterable
from pathlib import Path
from subprocess import run

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def unreadable(files: Iterable[Path]) -> str:
    """Return what browsers of 2017 (ES2017) cannot read of the scripts in *files*, scripts and pages; "" if all."""
    found = []
    for file in files:
        text = file.read_text("utf-8")
        for script in [text] if file.suffix == ".js" else _SCRIPT.findall(text):
            judged = run(["acorn", "--ecma2017", "--silent"], input=script, capture_output=True, text=True, check=False)
            found += [f"{file.name}: {judged.stderr}"] if judged.returncode else []
    return "".join(found)
