"""How long what a reader found may be."""

from webapp.errors import FileRefused


def check_length(text: str, name: str, max_chars: int) -> None:
    """Raise FileRefused if *text* has more than *max_chars* characters."""
    if len(text) > max_chars:
        reason = f"the text has {len(text)} characters, more than the {max_chars} that one article may have."
        raise FileRefused(name, reason, "Cut it into chapters, or raise max_article_chars in shuwu.toml.")
