"""Kill writers of an index at random moments, again and again, and look what each has left behind.

    python -m tests.search.live.kill_writers FOLDER KILLS

Prints one JSON object of how many writers were killed, how many of them had written all, and what was wrong. Each
writer is a child of this process, so that it starts at once.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.search.articles import make_article
from tests.search.plain_scan import scan
from webapp.core.article import Article
from webapp.core.language.synonyms import read_query
from webapp.search.live.index import Results, SearchIndex

ARTICLES = 24
QUERY = "水稻 茶叶"
WORDS = ("水稻", "茶叶", "乡村", "振兴")
LEAST_SECONDS = 1e-6


def main() -> None:
    """Kill as many writers as are asked for."""
    folder, kills = Path(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(0)
    held = [drawn_article(f"a{number}", chance) for number in range(ARTICLES)]
    seconds = write(folder, held)
    seen: Counter[str] = Counter()
    while seen["killed"] < kills:
        wanted = changed(held, chance)
        if was_killed(partial(write, folder, wanted), chance.uniform(LEAST_SECONDS, 1.5 * seconds)):
            seen["killed"] += 1
            seen[what_is_left(folder, held, wanted)] += 1
        # The next writer goes on as if nothing had been.
        seconds = write(folder, wanted)
        seen["not mended"] += answer(folder) != scan(wanted, QUERY)
        held = wanted
    print(json.dumps(seen))


def was_killed(work: Callable[[], object], seconds: float) -> bool:
    """Do *work* in a process that the system ends after *seconds*; tell whether it did.

    Such an alarm, left to the system, ends a process as abruptly as SIGKILL does, and needs nobody who waits.
    """
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) > 0:
        sys.exit("A writer failed by itself.")
    return os.WIFSIGNALED(status)


def write(folder: Path, articles: list[Article]) -> float:
    """Bring the index in *folder* up to *articles*; return the seconds that it took."""
    start = time.monotonic()
    index = SearchIndex(folder)
    index.update(articles)
    index.close()
    return time.monotonic() - start


def what_is_left(folder: Path, before: list[Article], wanted: list[Article]) -> str:
    """Tell whether a reader meets the articles *before* the killed update, or those *wanted*, or neither."""
    found = answer(folder)
    return "all" if found == scan(wanted, QUERY) else "nothing" if found == scan(before, QUERY) else "half"


def answer(folder: Path) -> Results:
    """Return what a new reader finds."""
    index = SearchIndex(folder)
    found = index.search(read_query(QUERY), ARTICLES + 1)
    index.close()
    return found


def changed(articles: list[Article], chance: random.Random) -> list[Article]:
    """Return *articles* with some changed, one gone, and one back or new."""
    drawn = {f"a{chance.randrange(ARTICLES)}" for _ in range(chance.randint(1, 6))}
    kept = {article.slug: article for article in articles}
    kept.pop(chance.choice(sorted(kept)), None)
    return list((kept | {slug: drawn_article(slug, chance) for slug in drawn}).values())


def drawn_article(slug: str, chance: random.Random) -> Article:
    return make_article(slug, chance.choice(WORDS), "".join(chance.choices(WORDS, k=chance.randint(1, 9))))


if __name__ == "__main__":
    main()
