"""The kinds of pages, by the names of their files in a frozen copy."""

PAGE_KINDS = ("article", "home", "section", "tag", "search", "meeting", "offline", "other")
"""In the order of reports."""

_BY_FOLDER = {"tags": "tag", "search": "search", "meetings": "meeting", "page": "home", "offline": "offline"}
_OTHERS = {"words", "dates", "about"}


def page_kind(name: str) -> str:
    """Return the kind of the page in the file *name*: one of PAGE_KINDS."""
    folder, _, rest = name.partition("/")
    if folder in _BY_FOLDER:
        return _BY_FOLDER[folder]
    if not rest:
        return "home" if name == "index.html" else "other"
    if folder in _OTHERS:
        return "other"
    return "section" if rest == "index.html" or rest.startswith("page/") else "article"
