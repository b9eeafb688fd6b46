"""Print how well each search found its documents, side by side."""

from collections.abc import Callable
from statistics import mean

from judged_sets import FORMS, SAME_SCRIPT, JudgedSet
from relevance_figures import Outcome

Outcomes = dict[str, Outcome]
"""By the name of the search."""


def print_set(judged: JudgedSet, outcomes: Outcomes) -> None:
    """Print a table of one set."""
    counts = {form: len(judged.asked(form)) for form in FORMS}
    _print_table(f"{judged.name}: {len(judged.docs):,} documents", [outcomes], counts)


def print_average(results: list[Outcomes]) -> None:
    """Print the averages over sets, each of which counts the same."""
    _print_table(f"average of {len(results)} sets", results, {})


def _print_table(title: str, results: list[Outcomes], counts: dict[str, int]) -> None:
    names = list(results[0])
    print(f"\n{title:40}{'asked':>8}{''.join(f'{name:>14}' for name in names)}")
    for form, label in FORMS.items():
        _print_row(f"{label}, MRR@10", counts.get(form), results, lambda found, form=form: found.mrr(form))
    for form in SAME_SCRIPT:
        label = f"{FORMS[form]}, lost by it"
        _print_row(label, counts.get(form), results, lambda found, form=form: found.script_loss(form))
    _print_row("unanswered", None, results, lambda found: len(found.unanswered), ".0f")


def _print_row(
    label: str, count: int | None, results: list[Outcomes], figure: Callable[[Outcome], float], form: str = ".4f"
) -> None:
    cells = (f"{mean(figure(outcomes[name]) for outcomes in results):>14{form}}" for name in results[0])
    print(f"{label:40}{'' if count is None else format(count, ','):>8}{''.join(cells)}", flush=True)
