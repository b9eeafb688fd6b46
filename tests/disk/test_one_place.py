"""Files are written, renamed and copied, and processes started, by `webapp/disk` alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "webapp"
MODULES = sorted(file.relative_to(ROOT).as_posix() for file in ROOT.rglob("*.py") if file.parent.name != "disk")

EXCEPTIONS = {
    ("freeze/mirror.py", "shutil.copy2"): "a card has no links; the folder is flushed as a whole",
    ("freeze/mirror.py", "os.link"): "a release is made of further names of files; the folder is flushed as a whole",
    ("ingest/readers/worker_process.py", "os.fdopen"): "it answers through a pipe",
    ("ingest/unzip.py", "open"): "scratch files, which go when they are read",
    ("pack/books/zim_file.py", "os.open"): "it writes to nowhere",
    ("update/fetch.py", "open"): "a file is fetched piece by piece over days, and its sum is checked at the end",
    ("web/admin/freeze.py", "tempfile"): "a file without a name, which goes with whoever reads it",
}

FORBIDDEN_MODULES = {"subprocess", "multiprocessing", "pty", "tempfile"}
FORBIDDEN_CALLS = {
    *(
        f"os.{name}"
        for name in ("open", "fdopen", "write", "rename", "replace", "renames", "link", "symlink", "truncate")
    ),
    *(f"os.{name}" for name in ("fork", "forkpty", "posix_spawn", "posix_spawnp", "system", "popen", "fsync")),
    *(f"os.exec{ending}" for ending in ("v", "ve", "vp", "vpe", "l", "le", "lp", "lpe")),
    *(f"shutil.{name}" for name in ("copy", "copy2", "copyfile", "copytree", "move", "make_archive", "unpack_archive")),
}
FORBIDDEN_METHODS = {"write_bytes", "write_text", "rename", "symlink_to", "hardlink_to"}


def found_in(module: str) -> Iterator[str]:
    """Yield what *module* does that it should have done for it."""
    for node in ast.walk(ast.parse((ROOT / module).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.split(".")[0] in FORBIDDEN_MODULES)
        elif isinstance(node, ast.ImportFrom):
            yield from [node.module] if (node.module or "").split(".")[0] in FORBIDDEN_MODULES else []
        elif isinstance(node, ast.Call):
            yield from _of_call(node)


def _of_call(call: ast.Call) -> Iterator[str]:
    whole = ast.unparse(call.func)
    name = whole.rpartition(".")[2]
    if whole in FORBIDDEN_CALLS or name in FORBIDDEN_METHODS:
        yield whole if whole in FORBIDDEN_CALLS else name
    elif name == "open" and any(map(_may_write, (*call.args, *(keyword.value for keyword in call.keywords)))):
        yield name
    elif name == "replace" and isinstance(call.func, ast.Attribute) and len(call.args) == 1 and not call.keywords:
        yield "Path.replace"  # that of a text has two values, that of a date names them


def _may_write(argument: ast.expr) -> bool:
    """Tell whether *argument* can be the mode of a file that is written."""
    texts = [node.value for node in ast.walk(argument) if isinstance(node, ast.Constant)]
    return any(isinstance(text, str) and set(text) <= set("rwaxbt+") and set(text) & set("wax+") for text in texts)


class TestOnePlace:
    @pytest.mark.parametrize("module", MODULES)
    def test_nobody_else(self, module):
        """
        No other module opens a file to write it, renames one or starts a process, but for a reason.
        """
        assert {what for what in found_in(module) if (module, what) not in EXCEPTIONS} == set()

    @pytest.mark.parametrize(("module", "what"), EXCEPTIONS)
    def test_exceptions(self, module, what):
        """
        Each exception is still needed.
        """
        assert what in found_in(module)
