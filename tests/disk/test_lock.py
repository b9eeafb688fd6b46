import subprocess
import sys
from pathlib import Path

from webapp.disk.lock import hold_lock, try_lock

HOLD = """
import sys
from pathlib import Path
from webapp.disk.lock import try_lock
with try_lock(Path(sys.argv[1])) as is_ours:
    print(is_ours, flush=True)
    sys.stdin.read()
"""


class TestTryLock:
    def test_held(self, tmp_path: Path) -> None:
        """
        While one holds the lock, nobody else gets it; afterwards anyone does.
        """
        path = tmp_path / "lock"
        with try_lock(path) as first, try_lock(path) as second:
            assert (first, second) == (True, False)
        with try_lock(path) as third:
            assert third

    def test_killed_holder(self, tmp_path: Path) -> None:
        """
        The lock of a process that was killed is free, though its file is still there.
        """
        path = tmp_path / "lock"
        command = [sys.executable, "-c", HOLD, str(path)]
        root = Path(__file__).parents[2]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as holder:
            assert holder.stdout is not None
            said = holder.stdout.readline()
            with try_lock(path) as while_alive:
                pass
            holder.kill()
        with try_lock(path) as after_death:
            pass

        assert (said, while_alive, after_death) == ("True\n", False, True)
        assert path.exists()


class TestHoldLock:
    def test_waits(self, tmp_path: Path) -> None:
        """
        Who wants a lock that another process holds gets it once that one has ended.
        """
        path = tmp_path / "lock"
        command = [sys.executable, "-c", HOLD, str(path)]
        root = Path(__file__).parents[2]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as holder:
            assert holder.stdout is not None
            holder.stdout.readline()
            holder.kill()
            with hold_lock(path), try_lock(path) as second:
                assert not second
