"""Keep the live index in step with the library, beside the searches."""

import threading
from collections.abc import Sequence

from webapp.core.article import Article
from webapp.search.live.index import SearchIndex

_RETRY_SECONDS = 0.2


class IndexUpdater:
    """Brings *index* up to the newest library that was asked for, in a thread; safe to share between threads.

    To fill an index takes a minute for a hundred thousand articles, and nobody's page waits so long.
    """

    def __init__(self, index: SearchIndex) -> None:
        self._index = index
        self._asking = threading.Condition()
        self._wanted: tuple[int, Sequence[Article]] = (-1, ())
        self._done = -1
        self._is_deferred = False
        self._error: BaseException | None = None
        self._thread: threading.Thread | None = None

    def request(self, version: int, articles: Sequence[Article], timeout_seconds: float) -> bool:
        """Bring the index up to *version* of the library; wait for *timeout_seconds* and tell whether it can be asked.

        An index of an older version can be asked, also while another process writes a newer one. An index that was
        never filled cannot.
        """
        with self._asking:
            if articles and self._index.is_empty:
                self._done = -1  # or somebody deleted it
            self._wanted = max(self._wanted, (version, articles), key=lambda wanted: wanted[0])
            if self._done < self._wanted[0] and self._thread is None:
                self._error = None
                self._thread = threading.Thread(target=self._keep_up, daemon=True)
                self._thread.start()
            self._asking.wait_for(lambda: self._is_settled(version), timeout_seconds)
            if self._error:
                raise self._error
            return not articles or not self._index.is_empty

    def _is_settled(self, version: int) -> bool:
        is_left_to_others = self._is_deferred and not self._index.is_empty
        return self._done >= version or is_left_to_others or self._error is not None

    def _keep_up(self) -> None:
        while True:
            with self._asking:
                version, articles = self._wanted
                if version == self._done:
                    self._thread = None
                    return
            try:
                changes = self._index.update(articles)
            except BaseException as error:  # whoever waits raises it
                with self._asking:
                    self._error, self._thread = error, None
                    self._asking.notify_all()
                return
            with self._asking:
                self._is_deferred = changes.is_deferred
                if not changes.is_deferred:
                    self._done = version
                self._asking.notify_all()
                if changes.is_deferred:
                    self._asking.wait(_RETRY_SECONDS)
