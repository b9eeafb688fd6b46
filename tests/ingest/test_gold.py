"""Dirty documents of every kind come out clean, and what only looks dirty stays."""

import pytest

from tests.ingest.gold import Document, documents, drop

pytestmark = pytest.mark.usefixtures("one_worker")

DOCUMENTS = documents()
GOOD = [document for document in DOCUMENTS if not document.refused]
REFUSED = [document for document in DOCUMENTS if document.refused]
KINDS = {".txt", ".md", ".html", ".htm", ".mht", ".mhtml", ".docx", ".pdf", ".epub", ".jsonl", ".zip", "folder"}
ENCODINGS = {"utf-8", "utf-8-sig", "gbk", "gb18030", "big5hkscs", "utf-16", "utf-16-be"}


def name_of(document: Document) -> str:
    return document.name


class TestDocuments:
    @pytest.mark.parametrize("document", GOOD, ids=name_of)
    def test_clean(self, tmp_path, document):
        """
        What belongs to the page is gone, what is the writer's stays, and what the page says of itself is kept.
        """
        outcome = drop(document, tmp_path)
        left = [piece for pieces in document.gone.values() for piece in pieces if outcome.has(piece)]
        lost = [piece for pieces in document.stays.values() for piece in pieces if not outcome.has(piece)]

        assert (left, lost) == ([], [])
        assert {name: outcome.field(name) for name in document.fields} == document.fields

    @pytest.mark.parametrize("document", REFUSED, ids=name_of)
    def test_refused(self, tmp_path, document):
        """
        What cannot be read is refused with why and what to do.
        """
        report = drop(document, tmp_path).report
        (refused,) = report.refused

        assert document.refused in str(refused.reason)
        assert refused.remedy
        assert report.added == ()


class TestTheSet:
    def test_kinds_and_encodings(self):
        """
        Every kind of file and every encoding is there.
        """
        described = [document.described for document in DOCUMENTS]

        assert {document.kind for document in DOCUMENTS} >= KINDS
        assert {each["encoding"] for each in described if "encoding" in each} >= ENCODINGS
        assert len(DOCUMENTS) >= 40

    def test_every_rule_can_fail(self):
        """
        For each rule that takes something away, there is also something that it must leave alone.
        """
        taking = {rule for document in DOCUMENTS for rule, pieces in document.gone.items() if pieces}
        leaving = {rule for document in DOCUMENTS for rule, pieces in document.stays.items() if pieces}

        assert taking - leaving == set()
