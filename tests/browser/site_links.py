"""Every link of a site, followed without a browser: which lead nowhere, or to another article than they say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

_ADDRESSES = ("href", "src", "action", "data-suggest")


class _Page(HTMLParser):
    """What a page holds: its *links*, each with its words, its *ids*, and the *titles* over its text."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__()
        self._base = address
        self.links: list[tuple[str, list[str]]] = []
        self.ids: set[str] = set()
        self._headings: list[list[str]] = []
        self._open: dict[str, list[str]] = {}
        self.feed(text)

    @property
    def titles(self) -> set[str]:
        return {"".join(words) for words in self._headings}

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        words: list[str] = []
        if tag == "base":
            self._base = urljoin(self._base, values.pop("href"))
        self.ids.update(values[name] for name in ("id", "name") if name in values)
        self.links += [(urljoin(self._base, values[name]), words) for name in _ADDRESSES if name in values]
        if tag in ("a", "h1"):
            self._open[tag] = words
        if tag == "h1":
            self._headings.append(words)

    def handle_data(self, data: str) -> None:
        for words in self._open.values():
            words.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop(tag, None)


@dataclass
class Survey:
    """What was found: the addresses of *pages*, and *faults*, a line each."""

    pages: dict[str, _Page] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def follow_all(home: str, titles: Mapping[str, str]) -> Survey:
    """Follow all links from *home* that stay in its site.

    *titles* are the names of articles: a link that bears one has to lead to a page with it as a heading.
    """
    survey, site = Survey(), home.removesuffix("index.html")
    waiting, seen = [home], {home}
    while waiting:
        address = waiting.pop()
        text = _read(address)
        if text is None:
            survey.faults.append(f"{address}: there is nothing")
            continue
        survey.pages[address] = page = _Page(address, text)
        for target in (urldefrag(link).url for link, _ in page.links):
            if target.startswith(site) and target not in seen:
                seen.add(target)
                waiting.append(target)
    survey.faults += _wrong_places(survey, site, titles)
    return survey


def _wrong_places(survey: Survey, site: str, titles: Mapping[str, str]) -> Iterator[str]:
    for address, page in survey.pages.items():
        for link, words in page.links:
            text = "".join(words)
            target, fragment = urldefrag(link)
            there = survey.pages.get(target)
            if link.startswith("http") and not link.startswith(site):
                yield f"{address}: {link} leads out of the site"
            elif there and fragment and unquote(fragment) not in there.ids:
                yield f"{address}: {link} leads to no place"
            elif there and text in titles and text not in there.titles:
                yield f"{address}: {link} does not lead to {text}"


def _read(address: str) -> str | None:
    """Return the page at *address*, no text for what is none; None if there is nothing."""
    if address.startswith("file:"):
        path = Path(unquote(urlsplit(address).path))
        return None if not path.is_file() else path.read_text("utf-8") if path.suffix == ".html" else ""
    try:
        with urlopen(address, timeout=60) as response:
            is_page = response.headers.get_content_type() == "text/html"
            content = response.read()
    except HTTPError as error:
        error.close()
        return None
    return content.decode() if is_page else ""
