"""Judge what a search answered: MRR@10 of each form of question, and what it left without an answer."""

from dataclasses import dataclass
from statistics import mean

from judged_sets import FORMS, SAME_SCRIPT, JudgedSet, Question

SHOWN = 10

Asked = tuple[str, str]
"""A question's form and id."""


@dataclass(frozen=True)
class Outcome:
    """For each question asked, the ids found, and one over the rank of the right one, 0 if it is not shown."""

    answers: dict[Asked, list[str]]
    reciprocal_ranks: dict[Asked, float]

    def mrr(self, form: str) -> float:
        """Return the mean reciprocal rank of the questions asked in *form*."""
        return mean(value for (asked_form, _), value in self.reciprocal_ranks.items() if asked_form == form)

    def script_loss(self, form: str) -> float:
        """Return how much lower the questions in *form*, an other script, come out than the same in their own."""
        own = SAME_SCRIPT[form]
        ranks = self.reciprocal_ranks
        return mean(ranks[own, qid] - value for (asked_form, qid), value in ranks.items() if asked_form == form)

    def unanswered(self) -> set[Asked]:
        """Return the questions for which nothing was found."""
        return {asked for asked, found in self.answers.items() if not found}

    def different(self, other: "Outcome") -> int:
        """Return how many questions *other* answers in another way."""
        return sum(found != other.answers[asked] for asked, found in self.answers.items())


def texts(judged: JudgedSet) -> list[tuple[str, Question]]:
    """Return every question of *judged* in each of its forms, with the name of the form."""
    return [(form, question) for form in FORMS for question in judged.asked(form)]


def judge(asked: list[tuple[str, Question]], answers: list[list[str]]) -> Outcome:
    """Return the outcome of *answers*, the ids that each of *asked* found, best first."""
    found = {(form, question.qid): ids[:SHOWN] for (form, question), ids in zip(asked, answers, strict=True)}
    right = {(form, question.qid): question.doc for form, question in asked}
    ranks = {key: 1 / (1 + ids.index(right[key])) if right[key] in ids else 0.0 for key, ids in found.items()}
    return Outcome(found, ranks)
