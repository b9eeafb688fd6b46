"""Compare how well searches find the document that answers a question: MRR@10 on judged sets.

    python benchmarks/relevance.py --data DIR [SET...] [--ours-only] [--sample 500] [--derive]

SET is the folder of a judged set; by default all in the data are asked. All peers but ``--ours-only`` need
``pip install -r benchmarks/requirements.in``, Debian's chromium, and Node with npm. The frozen searches, ours and
Pagefind, are asked in Chromium on a frozen site of the set.
"""

from pathlib import Path

from data_folder import judged_folders, make_parser
from judged_sets import JudgedSet, read_set, set_language
from our_search import ask_live
from relevance_figures import Outcome, judge, texts
from relevance_report import OURS, print_average, print_set


def main() -> None:
    """Print a table of each set, and one of their averages."""
    parser = make_parser(__doc__)
    parser.add_argument("folders", type=Path, nargs="*", metavar="SET")
    parser.add_argument("--ours-only", action="store_true", help="the live search alone, which is quick")
    parser.add_argument("--sample", type=int, metavar="N", help="ask only N questions of each set")
    parser.add_argument("--derive", action="store_true", help="make all forms of all questions, even if some are given")
    chosen = parser.parse_args()
    results = []
    for folder in chosen.folders or judged_folders():
        judged = read_set(folder, chosen.sample, chosen.derive)
        results.append(measure(judged, chosen.ours_only))
        print_set(judged, results[-1])
    if len(results) > 1:
        print_average(results)


def measure(judged: JudgedSet, ours_only: bool) -> dict[str, Outcome]:
    """Return what each search made of the questions of *judged*."""
    asked = texts(judged)
    queries = [question.forms[form] for form, question in asked]
    answers = {OURS: ask_live(judged, queries)}
    if not ours_only:
        answers |= _ask_others(judged, queries)
    return {name: judge(asked, found) for name, found in answers.items()}


def _ask_others(judged: JudgedSet, queries: list[str]) -> dict[str, list[list[str]]]:
    # They need more than the program itself does.
    from frozen_search import ask_frozen  # noqa: PLC0415
    from relevance_peers import ask_fts5, ask_minisearch, ask_tantivy  # noqa: PLC0415

    spoken = set_language(judged)
    return {
        **ask_frozen(judged, queries),
        "tantivy": ask_tantivy(judged, queries, spoken, with_stems=False),
        "tantivy, stems": ask_tantivy(judged, queries, spoken, with_stems=True),
        "SQLite FTS5": ask_fts5(judged, queries),
        "MiniSearch": ask_minisearch(judged, queries),
    }


if __name__ == "__main__":
    main()
