"""A document into the store: once, whole, and never changed by importing it again."""

from datetime import datetime
from importlib.resources import files
from pathlib import Path

import pytest

from mailgate.importers import ImportRefusedError, read
from mailgate.importers.document import document_of
from mailgate.importers.keep import keep
from store.documents import Documents, NewDocument
from store.engine import Store
from store.rebuild import Part, Rebuild


@pytest.fixture
def sample() -> NewDocument:
    return document_of(read(Path(str(files("mailgate") / "sample" / "sellay-ferry.html"))), "ferry")


def test_a_document_is_added_and_all_its_pages_are_asked_for(store: Store, sample: NewDocument, now: datetime) -> None:
    with store.write() as connection:
        keep(connection, sample, at=now)
    with store.write() as connection:
        document = Documents(connection).get("ferry")
        assert document is not None
        stored = Documents(connection).paragraphs(document.id)
        works = Rebuild(connection).due(now, limit=1000)
    assert [(p.key, p.text, p.html) for p in stored] == [(p.key, p.text, p.html) for p in sample.paragraphs]
    assert {work.target_id for work in works if work.part is Part.DISCUSSION} == {p.id for p in stored}
    assert Part.DOCUMENT in {work.part for work in works}


def test_a_name_is_given_once(store: Store, sample: NewDocument, now: datetime) -> None:
    with store.write() as connection:
        keep(connection, sample, at=now)
    with pytest.raises(ImportRefusedError, match="import again"), store.write() as connection:
        keep(connection, sample, at=now)


def test_the_sample_report_is_worth_showing(sample: NewDocument) -> None:
    assert len(sample.sections) == 4
    assert [paragraph.number for paragraph in sample.paragraphs] == [str(n) for n in range(1, 43)]
    assert sum(len(paragraph.footnotes) for paragraph in sample.paragraphs) == 6
    html = "".join(paragraph.html for paragraph in sample.paragraphs)
    assert "<blockquote>" in html
    assert "<li>" in html
