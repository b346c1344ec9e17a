"""`mailgate import` of a later edition: what became of each paragraph, what is asked, and how it is answered."""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
from rapidfuzz.distance import Prefix

from mailgate.commands import table
from mailgate.commands.site import count, say
from mailgate.importers import ImportRefusedError
from mailgate.importers.document import is_same as same
from mailgate.importers.editions import Present, Revision, revise
from mailgate.importers.identity import Answers, Change, Doubt
from mailgate.importers.keep import present_of
from store.documents import Documents, NewDocument, NewParagraph
from store.editions import Editions
from store.engine import Store
from store.model import Document, Paragraph, ParagraphId

_PLACES = r"gone|\d+(?:[ ,]+\d+)*"
_ANSWER = re.compile(rf"([a-z0-9.]+)\s*:\s*({_PLACES})", re.IGNORECASE)
_SHOWN = 60  # letters of a paragraph
_BEFORE = 20  # of them before what sets it apart, where that is not at its beginning


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Answers doubts from a file, then at the terminal, if there is one."""

    present: Present
    new: NewDocument
    hanging: Mapping[ParagraphId, int]
    accept: Path | None
    may_prompt: bool

    def __call__(self, doubts: Sequence[Doubt]) -> Answers:
        """Return the answers there are."""
        answers = {} if self.accept is None else self._from_file(self.accept)
        if self.may_prompt and sys.stdin.isatty() and sys.stderr.isatty():
            for doubt in doubts:
                if doubt.old not in answers:
                    answers[doubt.old] = self._prompted(doubt)
        return answers

    def _from_file(self, path: Path) -> dict[int, tuple[int, ...]]:
        places = {each.key: place for place, each in enumerate(self.present.paragraphs)}
        answers: dict[int, tuple[int, ...]] = {}
        said_on: dict[int, int] = {}
        for number, line in _said(path):
            match = _ANSWER.fullmatch(line)
            old = None if match is None else places.get(match[1].lower())
            if match is None or old is None:
                raise ImportRefusedError(f"{path.name}, line {number}: not `KEY: PLACE` or `KEY: gone`")
            if old in said_on:
                key = match[1].lower()
                raise ImportRefusedError(f"{path.name}, line {number}: line {said_on[old]} answers for {key} already")
            became = self._named(match[2])
            if became is None:
                raise ImportRefusedError(f"{path.name}, line {number}: there are {len(self.new.paragraphs)} places")
            answers[old], said_on[old] = became, number
        return answers

    def _named(self, said: str) -> tuple[int, ...] | None:
        """Return the places that an answer names, none for `gone`; None where there is no such place."""
        became = tuple(sorted({int(each) - 1 for each in re.findall(r"\d+", said)}))
        return became if all(0 <= place < len(self.new.paragraphs) for place in became) else None

    def _prompted(self, doubt: Doubt) -> tuple[int, ...]:
        for line in self.lines(doubt):
            say(line)
        said = click.prompt("Place, or gone", err=True, default=_places(doubt.likeliest))
        while not re.fullmatch(_PLACES, said, re.IGNORECASE) or (became := self._named(said)) is None:
            said = click.prompt(f"A place from 1 to {len(self.new.paragraphs)}, or gone", err=True)
        return became

    def lines(self, doubt: Doubt) -> Iterator[str]:
        """Yield a doubt as an answer file has it: the likeliest answer, which the map has, the others as remarks."""
        old = self.present.paragraphs[doubt.old]
        hanging = count(self.hanging.get(old.id, 0), "comment")
        apart = max((_apart(old.text, self.new.paragraphs[place].text) for place in doubt.news), default=0)
        yield f"# {old.key}, with {hanging}: {_begin(old.text, apart)}"
        yield self._answer(old, doubt.likeliest)
        for place in doubt.news:
            if (place,) != doubt.likeliest:
                yield f"# {self._answer(old, (place,))}"
        if doubt.likeliest:
            yield f"# {self._answer(old, ())}"

    def _answer(self, old: Paragraph, places: tuple[int, ...]) -> str:
        if not places:
            return f"{old.key}: gone"
        new = self.new.paragraphs[places[0]]
        begins = _begin(new.text, _apart(old.text, new.text))
        return f"{old.key}: {_places(places)}  # {new.number or 'no number'}: {begins}"


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
        for doubt in doubts:
            for line in self.asking.lines(doubt):
                say(line)
        raise click.ClickException(
            f"what became of {count(len(doubts), 'paragraph')} is not sure: keep the lines above in a file, correct"
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
        """Print a line for each paragraph, with the number of comments that hang on it."""
        columns = ("place", "key", "number", "was", "change", "comments", "begins")
        table.show(self.new.title, columns, self._rows(), numbers={"place", "comments"})

    def _rows(self) -> Iterator[tuple[str, ...]]:
        if self.revision is None:
            return
        hanging = {each.key: self.hanging.get(each.id, 0) for each in self.present.paragraphs}
        for place, paragraph in enumerate(self.revision.edition.document.paragraphs):
            was = self.revision.was[place]
            change = self.revision.changes[place].value + (" ?" if self._is_doubtful(place) else "")
            comments = str(sum(hanging[key] for key in was) or "")
            number = paragraph.number or "–"
            yield str(place + 1), paragraph.key, number, ", ".join(was), change, comments, _begin(paragraph.text)
        for each in self.revision.gone:
            change = Change.GONE.value + (" ?" if each.id in self._doubtful else "")
            yield "", "", "", each.key, change, str(hanging[each.key] or ""), _begin(each.text)

    def summary(self) -> str:
        """Return how many paragraphs each thing happened to."""
        if self.revision is None:
            return ""
        changes = Counter(self.revision.changes) + Counter({Change.GONE: len(self.revision.gone)})
        return ", ".join(f"{changes[change]} {change.value}" for change in Change if changes[change])


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


def _said(path: Path) -> Iterator[tuple[int, str]]:
    """Yield what the lines of a file of answers say, without remarks, with their numbers."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ImportRefusedError(f"{path.name}: not a text in UTF-8") from fault
    for number, line in enumerate(text.splitlines(), start=1):
        if said := line.partition("#")[0].strip():
            yield number, said


def _places(places: Sequence[int]) -> str:
    return " ".join(str(place + 1) for place in places) or "gone"


def _begin(text: str, apart: int = 0) -> str:
    """Return how a text begins; where it is apart from another only behind that, from a little before."""
    line = " ".join(text.split())
    return line[:_SHOWN] if apart < _SHOWN - _BEFORE else f"… {line[apart - _BEFORE : apart - _BEFORE + _SHOWN]}"


def _apart(one: str, other: str) -> int:
    """Return how many letters two texts have in common at their beginnings; none, where they are equal."""
    ours, theirs = " ".join(one.split()), " ".join(other.split())
    return 0 if ours == theirs else Prefix.similarity(ours, theirs)
