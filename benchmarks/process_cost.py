"""What a process has taken: memory as Linux tells it, and the result of a function in a process of its own."""

import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

CALL = """import pickle, sys
sys.path.insert(0, sys.argv[1])
function, arguments = pickle.load(sys.stdin.buffer)
pickle.dump(function(*arguments), sys.stdout.buffer)
"""


def peak_megabytes() -> float:
    """Return the largest memory this process has had."""
    return _status_megabytes("VmHWM")


def resident_megabytes() -> float:
    """Return the memory this process has now."""
    return _status_megabytes("VmRSS")


def in_new_process(function: Callable[..., Any], *arguments: Any) -> Any:
    """Return what *function* returns when a fresh interpreter calls it. It is one of a module of this folder."""
    command = [sys.executable, "-c", CALL, str(Path(__file__).parent)]
    called = subprocess.run(command, input=pickle.dumps((function, arguments)), stdout=subprocess.PIPE, check=True)
    return pickle.loads(called.stdout)


def _status_megabytes(field: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1000
