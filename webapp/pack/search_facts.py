"""What the scripts of a pack need to search its texts without an index."""

from collections.abc import Sequence

from webapp.core.article import Article
from webapp.core.language import ranking
from webapp.core.language.families import MULTILINGUAL_RULES
from webapp.core.language.query import ASKING, LINKING, MAX_TERMS
from webapp.core.language.stems import DOTLESS, SPELT_OUT, SYLLABIC
from webapp.core.language.text import FOLDS, JOINED, MAX_WORD, SPACED
from webapp.search.document import is_multilingual, searched_text
from webapp.search.token_terms import named_families


def search_facts(articles: Sequence[Article]) -> dict[str, object]:
    """Return the numbers of the ranking formula and the tables of characters, for a pack of *articles*."""
    rules = {**ranking.RANKING_RULES, "asking": ASKING.pattern, "linking": LINKING, "terms": MAX_TERMS}
    facts: dict[str, object] = {
        "rules": rules,
        "impacts": {
            "k1": ranking.K1,
            "b": ranking.B,
            "typical": ranking.TYPICAL_LENGTH,
            "titleWeight": ranking.TITLE_WEIGHT,
            "titleShare": ranking.TITLE_SHARE,
            "steps": ranking.IMPACT_STEPS,
            "characters": ranking.CHARACTER_IMPACTS,
            "thirds": ranking.THIRDS,
        },
        "maxWord": MAX_WORD,
        "fold": FOLDS,
        "joined": JOINED,
        "spaced": SPACED,
    }
    if not is_multilingual(articles):
        return facts
    languages = {"dotless": sorted(DOTLESS), "syllabic": sorted(SYLLABIC), "spelt": SPELT_OUT}
    return facts | {"rules": {**rules, **MULTILINGUAL_RULES}, "languages": languages}


def families_text(articles: Sequence[Article]) -> str:
    """Return a line for each word whose family has another name: language, word and family."""
    texts = [searched_text(article, multilingual=True) for article in articles]
    found = named_families((part, text.language) for text in texts for part in (text.title, text.text))
    return "\n".join(f"{language} {word} {family}" for (language, word), family in sorted(found.items()))
