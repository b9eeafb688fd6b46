"""Print how well each search found its documents, side by side and against the bars."""

from collections.abc import Callable
from statistics import mean

from bars import Bar
from judged_sets import FORMS, SAME_SCRIPT, JudgedSet
from relevance_figures import Outcome

OURS, FROZEN = "shuwu", "shuwu frozen"

LEAD = {"query": Bar(0.006, 0.012), "kw": Bar(0.010, 0.025)}
"""How far ours must be above the best peer, on the average of the sets."""

SCRIPT_LOSS = Bar(0.002, 0)
NOTHING = Bar(0, 0)

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
    peers = [name for name in names if name not in (OURS, FROZEN)]
    print(f"\n{title:38}{'asked':>7}{''.join(f'{name:>14}' for name in names)}{'to best peer':>14}")
    for form, label in FORMS.items():
        figures = _means(results, lambda found, form=form: found.mrr(form))
        _print_row(f"{label}, MRR@10", counts.get(form), figures, ".4f", _lead(form, figures, peers))
    for form in SAME_SCRIPT:
        figures = _means(results, lambda found, form=form: found.script_loss(form))
        verdict = f"{'':14}  {_bounds(SCRIPT_LOSS, figures[OURS])}"
        _print_row(f"{FORMS[form]}, lost by it", counts.get(form), figures, ".4f", verdict)
    unanswered = {name: sum(len(outcomes[name].unanswered()) for outcomes in results) for name in names}
    _print_row("unanswered", None, unanswered, ",")
    if peers:
        _print_count("unanswered, but by a peer", sum(_only_peers_answer(found, peers) for found in results))
    if FROZEN in names:
        _print_count("answered otherwise when frozen", sum(found[OURS].different(found[FROZEN]) for found in results))


def _means(results: list[Outcomes], figure: Callable[[Outcome], float]) -> dict[str, float]:
    return {name: mean(figure(outcomes[name]) for outcomes in results) for name in results[0]}


def _lead(form: str, figures: dict[str, float], peers: list[str]) -> str:
    if not peers:
        return ""
    lead = figures[OURS] - max(figures[name] for name in peers)
    return f"{lead:>+14.4f}  {_bounds(LEAD[form], lead) if form in LEAD else ''}"


def _only_peers_answer(outcomes: Outcomes, peers: list[str]) -> int:
    return len(outcomes[OURS].unanswered() - set.intersection(*(outcomes[name].unanswered() for name in peers)))


def _print_row(label: str, count: int | None, figures: dict[str, float], form: str, rest: str = "") -> None:
    cells = "".join(f"{figure:>14{form}}" for figure in figures.values())
    print(f"{label:38}{'' if count is None else format(count, ','):>7}{cells}{rest}", flush=True)


def _print_count(label: str, count: int) -> None:
    print(f"{label:38}{'':7}{count:>14}  {_bounds(NOTHING, count)}", flush=True)


def _bounds(bar: Bar, figure: float) -> str:
    return f"must {bar.must:.3f} aim {bar.aim:.3f}  {bar.verdict(figure)}"
