"""Find something in a process of its own."""

import os
import signal

import pytest

from webapp.disk.process_future import ProcessFuture
from webapp.errors import FreezeError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no processes like these.")


def fail() -> None:
    raise OSError(28, "No space left on device", "a file")


class TestAhead:
    def test_result(self):
        """
        What was found comes over from another process.
        """
        ahead = ProcessFuture(lambda: {"process": os.getpid(), "sum": sum(range(10))})

        found = ahead.result()

        assert found["sum"] == 45
        assert found["process"] != os.getpid()

    def test_failure(self):
        """
        What failed there fails here.
        """
        with pytest.raises(OSError, match="No space left on device: 'a file'"):
            ProcessFuture(fail).result()

    def test_killed(self):
        """
        A process that was ended, as for want of memory, is named.
        """
        with pytest.raises(FreezeError, match="was ended from outside"):
            ProcessFuture(lambda: os.kill(os.getpid(), signal.SIGKILL)).result()
