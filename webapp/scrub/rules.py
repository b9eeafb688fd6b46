"""The rules of the cleaning, in their order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.messages import Message
from webapp.scrub.broken import report_broken
from webapp.scrub.characters import clean_characters
from webapp.scrub.chinese.pinyin import drop_pinyin_notes
from webapp.scrub.chinese.script import Script, to_script
from webapp.scrub.footer import read_foot
from webapp.scrub.furniture import drop_furniture
from webapp.scrub.header import read_header
from webapp.scrub.link_farm import drop_link_farms
from webapp.scrub.markdown import write_markdown
from webapp.scrub.pictures import report_missing
from webapp.scrub.title import take_title
from webapp.scrub.wrapping import join_lines

Apply = Callable[[Draft], tuple[Draft, list[Finding]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A cleaning rule. Without *is_safe_for_markdown* it is only for plain documents."""

    apply: Apply
    is_safe_for_markdown: bool = False


RULES = (
    Rule(clean_characters, is_safe_for_markdown=True),
    Rule(drop_pinyin_notes, is_safe_for_markdown=True),
    Rule(drop_link_farms, is_safe_for_markdown=True),
    Rule(read_foot, is_safe_for_markdown=True),
    Rule(drop_furniture, is_safe_for_markdown=True),
    Rule(read_header, is_safe_for_markdown=True),
    Rule(take_title, is_safe_for_markdown=True),
    Rule(join_lines),
    Rule(report_broken, is_safe_for_markdown=True),
    Rule(write_markdown),
    Rule(report_missing, is_safe_for_markdown=True),
)


_NOTHING_LEFT = Finding("empty", Message("nothing_else_left"))


@dataclass(frozen=True, slots=True)
class Step:
    """What one rule did to a document: the text *before* and *after* it, and its findings."""

    before: str
    after: str
    findings: tuple[Finding, ...]


def scrub(draft: Draft, script: Script) -> tuple[Draft, list[Finding]]:
    """Return *draft* cleaned, in Markdown and in *script*, and the findings."""
    draft, taken = scrub_in_steps(draft, script)
    return draft, [finding for step in taken for finding in step.findings]


def scrub_in_steps(
    draft: Draft, script: Script, put_back: Callable[[Step], str] = lambda step: step.after
) -> tuple[Draft, list[Step]]:
    """Return *draft* cleaned, and each step. The next step continues from the text that *put_back* returns."""
    form = draft.form
    rules: list[Apply] = [rule.apply for rule in RULES if form == "plain" or rule.is_safe_for_markdown]
    rules.append(partial(to_script, script=script))
    steps: list[Step] = []
    for apply in rules:
        cleaned, found = apply(draft)
        if draft.text.strip() and not f"{cleaned.title}{cleaned.text}".strip():
            cleaned, found = draft, [_NOTHING_LEFT]
        steps.append(Step(draft.text, cleaned.text, tuple(found)))
        draft = replace(cleaned, text=put_back(steps[-1]))
    return replace(draft, text=draft.text.strip("\n")), steps
