"""Detect whether a program is still writing a file."""

import errno
import sys
from pathlib import Path

if sys.platform == "linux":
    import fcntl
    import signal

    def is_open_elsewhere(path: Path) -> bool:
        """Tell whether a program has *path* open for writing; False if the system cannot tell.

        Linux grants a read lease only on a file that nobody writes. Source: fcntl(2), F_SETLEASE.
        """
        try:
            with path.open("rb") as file:
                # If somebody opens the file at this moment, the system signals us; SIGIO would kill this process.
                fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)
                fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
                fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        except OSError as error:
            return error.errno == errno.EAGAIN
        return False

else:

    def is_open_elsewhere(path: Path) -> bool:
        """Tell whether a program has locked *path*, as writers on Windows do."""
        try:
            path.open("rb").close()
        except PermissionError:
            return True
        except OSError:
            return False
        return False
