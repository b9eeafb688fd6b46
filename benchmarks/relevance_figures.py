"""Judge what a search answered: MRR@10 of each form of question, and what it left without an answer."""

from dataclasses import dataclass
from statistics import mean

from judged_sets import FORMS, SAME_SCRIPT, JudgedSet, Question

SHOWN = 10

Asked = tuple[str, str]
"""A question's form and id."""


@dataclass(frozen=True)
class Outcome:
    """For each question asked, one over the rank of the right document, 0 if it is not shown; and those unanswered."""

    reciprocal_ranks: dict[Asked, float]
    unanswered: frozenset[Asked]

    def mrr(self, form: str) -> float:
        """Return the mean reciprocal rank of the questions asked in *form*."""
        return mean(value for (asked_form, _), value in self.reciprocal_ranks.items() if asked_form == form)

    def script_loss(self, form: str) -> float:
        """Return how much lower the questions in *form*, an other script, come out than the same in their own."""
        own = SAME_SCRIPT[form]
        ranks = self.reciprocal_ranks
        return mean(ranks[own, qid] - value for (asked_form, qid), value in ranks.items() if asked_form == form)


def texts(judged: JudgedSet) -> list[tuple[str, Question]]:
    """Return every question of *judged* in each of its forms, with the name of the form."""
    return [(form, question) for form in FORMS for question in judged.asked(form)]


def judge(asked: list[tuple[str, Question]], answers: list[list[str]]) -> Outcome:
    """Return the outcome of *answers*, the ids that each of *asked* found, best first."""
    ranks, unanswered = {}, set()
    for (form, question), found in zip(asked, answers, strict=True):
        shown = found[:SHOWN]
        ranks[form, question.qid] = 1 / (1 + shown.index(question.doc)) if question.doc in shown else 0.0
        if not found:
            unanswered.add((form, question.qid))
    return Outcome(ranks, frozenset(unanswered))
