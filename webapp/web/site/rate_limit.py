"""Limit the tries of an address, so that nobody can guess passwords or flood the library with remarks.

An address is remembered only as long as it counts, only in memory, and as a keyed hash.
"""

import ipaddress
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable
from hashlib import blake2b
from math import ceil
from threading import Lock

PERIOD_SECONDS = 15 * 60
MOST_OF_ONE = 5
MOST_OF_ALL = 100

_EVERYBODY = b""


class RateLimiter:
    """Counts tries by address and in total; allows *most_of_one* and *most_of_all* in PERIOD_SECONDS."""

    def __init__(
        self,
        timer: Callable[[], float] = time.monotonic,
        most_of_one: int = MOST_OF_ONE,
        most_of_all: int = MOST_OF_ALL,
    ) -> None:
        self._timer = timer
        self._most_of_one = most_of_one
        self._most_of_all = most_of_all
        self._key = secrets.token_bytes(16)
        self._lock = Lock()
        self._times: defaultdict[bytes, deque[float]] = defaultdict(deque)

    def wait_seconds(self, address: str) -> int:
        """Return the seconds until *address* may try again; 0 if it may now."""
        with self._lock:
            return max(self._wait(self._mark(address), self._most_of_one), self._wait(_EVERYBODY, self._most_of_all))

    def add(self, address: str) -> None:
        """Count a try of *address*."""
        with self._lock:
            for mark in (self._mark(address), _EVERYBODY):
                self._times[mark].append(self._timer())

    def forget(self, address: str) -> None:
        """Forget the tries of *address*, after the right password."""
        with self._lock:
            self._times.pop(self._mark(address), None)

    def _mark(self, address: str) -> bytes:
        return blake2b(network(address).encode(), key=self._key, digest_size=16).digest()

    def _wait(self, mark: bytes, most: int) -> int:
        oldest_counted = self._timer() - PERIOD_SECONDS
        for known in list(self._times):
            times = self._times[known]
            while times and times[0] <= oldest_counted:
                times.popleft()
            if not times:
                del self._times[known]
        times = self._times.get(mark, deque())
        return ceil(times[-most] - oldest_counted) if len(times) >= most else 0


def network(address: str) -> str:
    """Return *address*; for IPv6 its network, because its owner has all addresses of that."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
