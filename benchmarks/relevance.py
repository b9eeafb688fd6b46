"""Measure how well searches find the document that answers a question: MRR@10 on judged sets.

    python benchmarks/relevance.py [DIR...] [--ours-only] [--sample 500] [--derive]

DIR is a folder in the form of ../shared/data/relevance/*, which are the sets by default.
"""

import argparse
from pathlib import Path

from judged_sets import read_set
from our_search import ask_live
from relevance_figures import Outcome, judge, texts
from relevance_report import print_average, print_set
from search_corpora import DATA

OURS = {"shuwu": ask_live}


def main() -> None:
    """Print a table of each set, and one of their averages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", metavar="DIR", default=sorted(DATA.glob("relevance/*")))
    parser.add_argument("--ours-only", action="store_true", help="the live search alone")
    parser.add_argument("--sample", type=int, metavar="N", help="ask only N questions of each set")
    parser.add_argument("--derive", action="store_true", help="make all forms of all questions, even if some are given")
    chosen = parser.parse_args()
    results = []
    for folder in chosen.folders:
        results.append(measure(folder, chosen.sample, chosen.derive))
    if len(results) > 1:
        print_average(results)


def measure(folder: Path, sample: int | None, derive: bool) -> dict[str, Outcome]:
    """Print the table of one set, and return what each search made of it."""
    judged = read_set(folder, sample, derive)
    asked = texts(judged)
    queries = [question.forms[form] for form, question in asked]
    outcomes = {name: judge(asked, ask(judged, queries)) for name, ask in OURS.items()}
    print_set(judged, outcomes)
    return outcomes


if __name__ == "__main__":
    main()
