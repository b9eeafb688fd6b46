"""Count wrong passwords, so that nobody can try them all."""

import ipaddress
import time
from collections import defaultdict, deque
from collections.abc import Callable
from math import ceil
from threading import Lock

PERIOD_SECONDS = 15 * 60
MOST_OF_ONE = 5
MOST_OF_ALL = 100

_EVERYBODY = ""


class Tries:
    """Wrong passwords of the last PERIOD_SECONDS, by address and in all; kept in memory only."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        self._timer = timer
        self._lock = Lock()
        self._wrong: defaultdict[str, deque[float]] = defaultdict(deque)

    def wait_seconds(self, address: str) -> int:
        """Return for how long *address* has to wait before it may try again, 0 if it need not."""
        with self._lock:
            return max(self._wait(_network(address), MOST_OF_ONE), self._wait(_EVERYBODY, MOST_OF_ALL))

    def add(self, address: str) -> None:
        """Count a wrong password from *address*."""
        with self._lock:
            for name in (_network(address), _EVERYBODY):
                self._wrong[name].append(self._timer())

    def forget(self, address: str) -> None:
        """Forget the wrong passwords of *address*: it found the right one."""
        with self._lock:
            self._wrong.pop(_network(address), None)

    def _wait(self, name: str, most: int) -> int:
        oldest_counted = self._timer() - PERIOD_SECONDS
        for known in list(self._wrong):
            times = self._wrong[known]
            while times and times[0] <= oldest_counted:
                times.popleft()
            if not times:
                del self._wrong[known]
        times = self._wrong.get(name, deque())
        return ceil(times[-most] - oldest_counted) if len(times) >= most else 0


def _network(address: str) -> str:
    """Return *address*; of IPv6, the network that its owner can take any address from."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
