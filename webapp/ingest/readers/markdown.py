"""Read a Markdown file with or without front matter."""

from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.errors import ArticleError, FileRefused
from webapp.ingest.readers.decode import decode
from webapp.store.front_matter import parse

_OWN_FIELDS = ("title", "date", "source", "author", "lang", "tags", "organiser", "support", "licence_number")


def read_markdown(data: bytes, name: str, max_chars: int) -> tuple[Draft, list[Finding]]:
    """Return *data* as a draft; unknown front matter goes into its *extra*.

    Raises FileRefused if it is no text, or its front matter cannot be read.
    """
    text, findings = decode(data, name, max_chars)
    try:
        fields, body = parse(text, name)
    except ArticleError as error:
        raise FileRefused(name, error.found_on_line(), error.remedy) from None
    own = {key: fields[key] for key in _OWN_FIELDS if key in fields}
    extra = {key: value for key, value in fields.items() if key not in _OWN_FIELDS}
    return Draft(text=body, form="markdown", extra=extra, **own), findings
