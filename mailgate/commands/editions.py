"""`mailgate import` of a later edition: what became of each paragraph, as a map or as JSON lines."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from mailgate.commands import table
from mailgate.commands.questions import Asking, begin
from mailgate.commands.site import say
from mailgate.importers.document import is_same as same
from mailgate.importers.editions import Present, Revision, revise
from mailgate.importers.identity import Change
from mailgate.importers.keep import present_of
from store.documents import Documents, NewDocument, NewParagraph
from store.editions import Editions
from store.engine import Store
from store.model import Document, ParagraphId

_SHOWN = 60  # letters of a paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A later edition beside the present one. `revision` is None where nothing has changed."""

    document: Document
    new: NewDocument
    present: Present
    hanging: Mapping[ParagraphId, int]
    asking: Asking
    revision: Revision | None

    def refuse_doubts(self) -> None:
        """Say what is in doubt, and that nothing was done."""
        doubts = () if self.revision is None else self.revision.doubts
        if not doubts:
            return
        for line in self.asking.file_of(doubts):
            say(line)
        raise click.ClickException(
            f"what became of {self.asking.how_many(doubts)} is not sure: keep the lines above in a file, correct"
            " them, and import again with --accept FILE"
        )

    def json_lines(self, describe: Callable[[NewDocument, NewParagraph], dict[str, object]]) -> Iterator[str]:
        """Yield one line of JSON for each paragraph, then one for each that is gone."""
        new = self.named
        for place, paragraph in enumerate(new.paragraphs):
            yield json.dumps(describe(new, paragraph) | self._origin(place), ensure_ascii=False)
        doubtful = self._doubtful
        for each in () if self.revision is None else self.revision.gone:
            line = {"key": each.key, "change": Change.GONE.value, "comments": self.hanging.get(each.id, 0)}
            yield json.dumps(line | ({"doubtful": True} if each.id in doubtful else {}), ensure_ascii=False)

    @property
    def named(self) -> NewDocument:
        """The document as read, under the keys that it has in the store, or will have."""
        if self.revision is not None:
            return self.revision.edition.document
        pairs = zip(self.new.paragraphs, self.present.paragraphs, strict=True)
        return replace(self.new, paragraphs=tuple(replace(new, key=old.key) for new, old in pairs))

    def _origin(self, place: int) -> dict[str, object]:
        if self.revision is None:
            return {"change": Change.SAME.value, "was": [self.present.paragraphs[place].key]}
        line: dict[str, object] = {"change": self.revision.changes[place].value, "was": list(self.revision.was[place])}
        return {**line, "doubtful": True} if self._is_doubtful(place) else line

    @property
    def _doubtful(self) -> set[ParagraphId]:
        """The present paragraphs of which it is not sure what becomes."""
        doubts = () if self.revision is None else self.revision.doubts
        return {self.present.paragraphs[doubt.old].id for doubt in doubts}

    def _is_doubtful(self, place: int) -> bool:
        return self.revision is not None and any(place in doubt.news for doubt in self.revision.doubts)

    def print_map(self) -> None:
        """Print a line for each paragraph, with the number of comments that will hang on it."""
        columns = ("place", "key", "number", "was", "change", "comments", "begins")
        table.show(self.new.title, columns, self._rows(), numbers={"place", "comments"})

    def _rows(self) -> Iterator[tuple[str, ...]]:
        if self.revision is None:
            return
        hanging = {each.key: self.hanging.get(each.id, 0) for each in self.present.paragraphs}
        for place, paragraph in enumerate(self.revision.edition.document.paragraphs):
            was = self.revision.was[place]
            change = self.revision.changes[place].value + (" ?" if self._is_doubtful(place) else "")
            stay = 0 if place in self.revision.edition.parts else sum(hanging[key] for key in was)
            number = paragraph.number or "–"
            yield (
                str(place + 1),
                paragraph.key,
                number,
                ", ".join(was),
                change,
                str(stay or ""),
                begin(paragraph.text, shown=_SHOWN),
            )
        for each in self.revision.gone:
            change = Change.GONE.value + (" ?" if each.id in self._doubtful else "")
            yield "", "", "", each.key, change, str(hanging[each.key] or ""), begin(each.text, shown=_SHOWN)

    def summary(self) -> str:
        """Return how many paragraphs each thing happened to."""
        if self.revision is None:
            return ""
        changes = Counter(self.revision.changes) + Counter({Change.GONE: len(self.revision.gone)})
        return ", ".join(f"{changes[change]} {change.value}" for change in Change if changes[change])

    def doubts_ahead(self) -> str:
        """Return what an import would ask, or nothing."""
        if self.revision is None or not self.revision.doubts:
            return ""
        return f"what became of {self.asking.how_many(self.revision.doubts)} is not sure (?): an import asks"


def compared(store: Store, new: NewDocument, *, accept: Path | None, may_prompt: bool) -> Edition | None:
    """Compare a document with the edition there is; None where there is none. Doubts that can be are answered."""
    with store.read() as connection:
        documents = Documents(connection)
        document = documents.get(new.slug)
        if document is None:
            return None
        present, hanging = present_of(connection, document), Editions(connection).hanging(document.id)
        is_same = same(new, documents, document)
    asking = Asking(present=present, new=new, hanging=hanging, accept=accept, may_prompt=may_prompt)
    revision = None if is_same else revise(present, new, asking)
    return Edition(document=document, new=new, present=present, hanging=hanging, asking=asking, revision=revision)
