"""How Whoosh keeps the live index: a codec whose segments are flat arrays, mapped into memory.

Whoosh's own codec writes and reads posting by posting in Python. This one is handed whole articles through Whoosh's
per-document writer, inverts them with numpy, and gives the search whole arrays. Whoosh keeps what it is good at:
which segments there are, one writer at a time, commits that are there whole or not at all, and what is deleted. Its own
searcher is not used, and finds nothing here: searcher.py reads the segments.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whoosh.codec.base import Codec, FieldWriter, PerDocumentReader, PerDocumentWriter, Segment, TermsReader
from whoosh.filedb.filestore import FileStorage
from whoosh.writing import SegmentWriter

from webapp.search.batches import Batches
from webapp.search.live.schema import TERMS
from webapp.search.live.segment_file import SegmentFile, SegmentPart, StoredArticle, write_segment_file
from webapp.search.merging import is_worn, taken_in

_FILE_END = ".articles"

# What Whoosh asks of a class here is documented in whoosh.codec.base, so the methods below say only what differs.
# ruff: noqa: D102


class ArticleSegment(Segment):  # type: ignore[misc]  # Whoosh is untyped
    """What Whoosh's table of contents says of a segment."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self.count = 0
        self.deleted: set[int] = set()

    def path(self, storage: FileStorage) -> Path:
        """Return the segment's file."""
        return Path(storage.folder) / str(self.make_filename(_FILE_END))

    def open(self, storage: FileStorage) -> SegmentFile:
        """Return what the segment holds."""
        return SegmentFile(self.path(storage))

    def codec(self) -> "ArticleCodec":
        return ArticleCodec()

    def should_assemble(self) -> bool:
        return False

    def set_doc_count(self, doccount: int) -> None:
        """Do nothing: Whoosh counts the articles that it was given, not those taken in from other segments."""

    def doc_count_all(self) -> int:
        return self.count

    def deleted_count(self) -> int:
        return len(self.deleted)

    def deleted_docs(self) -> set[int]:
        return self.deleted

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self.deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        (self.deleted.add if delete else self.deleted.discard)(docnum)


class ArticleCodec(Codec):  # type: ignore[misc]
    """Whoosh's way to this module. One that writes collects in itself what its segment will hold."""

    length_stats = False

    def __init__(self) -> None:
        self.articles: list[StoredArticle] = []
        self.texts = Batches()
        self.taken: list[SegmentPart] = []

    def merge(self, writer: SegmentWriter, segments: list[ArticleSegment]) -> list[ArticleSegment]:
        """Take old *segments* into the one that *writer* writes, as merging.py says; return the others.

        This is what Whoosh asks for when it commits.
        """
        live = [segment for segment in segments if segment.doc_count()]
        if not self.articles:
            return live
        count = taken_in([segment.doc_count() for segment in live], len(self.articles))
        taken = [segment for segment in live if is_worn(segment.deleted_count(), segment.count)]
        taken += [segment for segment in live[len(live) - count :] if segment not in taken]
        for segment in taken:
            file = segment.open(writer.storage)
            articles = [None if segment.is_deleted(n) else article for n, article in enumerate(file.articles())]
            self.taken.append((articles, file.postings))
        return [segment for segment in live if segment not in taken]

    def given(self) -> Iterator[SegmentPart]:
        """Yield the articles that Whoosh gave, with their postings."""
        first = 0
        for postings in self.texts.parts():
            yield self.articles[first : first + postings.articles], postings
            first += postings.articles

    def new_segment(self, storage: FileStorage, indexname: str) -> ArticleSegment:
        return ArticleSegment(indexname)

    def per_document_writer(self, storage: FileStorage, segment: ArticleSegment) -> "_Collector":
        return _Collector(self)

    def field_writer(self, storage: FileStorage, segment: ArticleSegment) -> "_Writer":
        return _Writer(self, storage, segment)

    def per_document_reader(self, storage: FileStorage, segment: ArticleSegment) -> "_Documents":
        return _Documents(segment)

    def terms_reader(self, storage: FileStorage, segment: ArticleSegment) -> TermsReader:
        return TermsReader()


class _Collector(PerDocumentWriter):  # type: ignore[misc]
    """Takes articles from Whoosh, field by field."""

    def __init__(self, codec: ArticleCodec) -> None:
        self._codec = codec
        self._fields: dict[str, Any] = {}
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        self._fields = {}

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        self._fields[fieldname] = value

    def finish_doc(self) -> None:
        text = self._fields.pop(TERMS)
        self._codec.articles.append(StoredArticle(**self._fields))
        self._codec.texts.add(text)

    def close(self) -> None:
        self.is_closed = True


class _Writer(FieldWriter):  # type: ignore[misc]
    """Writes the segment, once Whoosh has given all its articles."""

    def __init__(self, codec: ArticleCodec, storage: FileStorage, segment: ArticleSegment) -> None:
        self._codec = codec
        self._storage = storage
        self._segment = segment
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[Any]) -> None:
        """Write all that was given and taken in; *items* are none, as Searched says."""
        path = self._segment.path(self._storage)
        self._segment.count = write_segment_file(path, [*self._codec.taken, *self._codec.given()])

    def close(self) -> None:
        self.is_closed = True


class _Documents(PerDocumentReader):  # type: ignore[misc]
    """How many articles a segment has: all that Whoosh asks on the way to its segments."""

    def __init__(self, segment: ArticleSegment) -> None:
        self._segment = segment

    def doc_count_all(self) -> int:
        return self._segment.count
