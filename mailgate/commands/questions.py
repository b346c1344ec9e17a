"""What `mailgate import` asks of a later edition: at the terminal, or as a list that is a file of answers.

What comments hang on is asked first: of the others the likeliest answer may be taken as it is.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import click
from rapidfuzz.distance import Prefix

from mailgate.commands.site import count, say
from mailgate.importers import ImportRefusedError
from mailgate.importers.editions import Present
from mailgate.importers.identity import Answers, Doubt
from store.documents import NewDocument
from store.model import ParagraphId

_PLACES = r"gone|\d+(?:[ ,]+\d+)*"
_ANSWER = re.compile(rf"([a-z0-9.]+)\s*:\s*({_PLACES})", re.IGNORECASE)
_SHOWN = 160  # letters of a paragraph: two lines
_BEFORE = 40  # of them before what sets it apart, where that is not at its beginning
_HOW = (
    "# A line is KEY: PLACE, the place counted from 1 in the new edition. The line without # is the likeliest answer,",
    "# as the map has it. To give another, move the #. `KEY: 4 5`: it was split. `KEY: gone`: it was left out.",
)
_BARE = "# No comment hangs on those that follow: unless you know better, leave them as they are."


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
            answers |= self._from_terminal([doubt for doubt in doubts if doubt.old not in answers])
        return answers

    def how_many(self, doubts: Sequence[Doubt]) -> str:
        """Return how many paragraphs are in doubt, and how many of them have comments."""
        return f"{count(len(doubts), 'paragraph')} ({len(self._parted(doubts)[0]) or 'none'} with comments)"

    def file_of(self, doubts: Sequence[Doubt]) -> Iterator[str]:
        """Yield the lines of a file of answers: of each doubt the likeliest, the others as remarks."""
        commented, bare = self._parted(doubts)
        yield f"# It is not sure what became of {self.how_many(doubts)}."
        yield from _HOW
        yield from chain.from_iterable(map(self._lines, commented))
        if bare:
            yield _BARE
        yield from chain.from_iterable(map(self._lines, bare))

    def _parted(self, doubts: Sequence[Doubt]) -> tuple[list[Doubt], list[Doubt]]:
        """Part the doubts about paragraphs with comments, the most first, from the others."""
        hanging = {doubt.old: self.hanging.get(self.present.paragraphs[doubt.old].id, 0) for doubt in doubts}
        commented = sorted((each for each in doubts if hanging[each.old]), key=lambda each: -hanging[each.old])
        return commented, [each for each in doubts if not hanging[each.old]]

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

    def _from_terminal(self, doubts: Sequence[Doubt]) -> Answers:
        commented, bare = self._parted(doubts)
        answers = {doubt.old: self._prompted(doubt) for doubt in commented}
        if bare:
            what = count(len(bare), "paragraph")
            say(f"It is not sure what became of {what} on which no comment hangs.")
            is_taken = click.confirm("Take the likeliest answer, which the map has?", err=True, default=True)
            answers |= {doubt.old: doubt.likeliest if is_taken else self._prompted(doubt) for doubt in bare}
        return answers

    def _prompted(self, doubt: Doubt) -> tuple[int, ...]:
        for line in self._question(doubt):
            say(line)
        said = click.prompt("Place, or gone", err=True, default=_places(doubt.likeliest))
        while not re.fullmatch(_PLACES, said, re.IGNORECASE) or (became := self._named(said)) is None:
            said = click.prompt(f"A place from 1 to {len(self.new.paragraphs)}, or gone", err=True)
        return became

    def _question(self, doubt: Doubt) -> Iterator[str]:
        """Yield a doubt as a person is asked: what the paragraph said, and the places that may be it."""
        yield ""
        yield f"What became of {self._of(doubt)}"
        yield "In the new edition, the likeliest first:"
        for places in self._choices(doubt):
            yield f"  {_places(places):>6}  {self._text(doubt, places)}"

    def _lines(self, doubt: Doubt) -> Iterator[str]:
        """Yield a doubt as an answer file has it: the likeliest answer, which the map has, the others as remarks."""
        key = self.present.paragraphs[doubt.old].key
        yield f"# {self._of(doubt)}"
        for place, places in enumerate(self._choices(doubt)):
            remark = f"  # {self._text(doubt, places)}" if places else ""
            yield f"{'# ' if place else ''}{key}: {_places(places)}{remark}"

    def _of(self, doubt: Doubt) -> str:
        old = self.present.paragraphs[doubt.old]
        apart = max((_apart(old.text, self.new.paragraphs[place].text) for place in doubt.news), default=0)
        return f"{old.key}, with {count(self.hanging.get(old.id, 0), 'comment')}: {begin(old.text, apart)}"

    def _choices(self, doubt: Doubt) -> list[tuple[int, ...]]:
        others = [(place,) for place in doubt.news if (place,) != doubt.likeliest]
        return [doubt.likeliest, *others, *([()] if doubt.likeliest else [])]

    def _text(self, doubt: Doubt, places: tuple[int, ...]) -> str:
        if not places:
            return "it was left out"
        new = self.new.paragraphs[places[0]]
        begins = begin(new.text, _apart(self.present.paragraphs[doubt.old].text, new.text))
        return f"{new.number or 'no number'}: {begins}"


def begin(text: str, apart: int = 0, shown: int = _SHOWN) -> str:
    """Return how a text begins; where it is apart from another only behind that, from a little before."""
    line = " ".join(text.split())
    return line[:shown] if apart < shown - _BEFORE else f"… {line[apart - _BEFORE : apart - _BEFORE + shown]}"


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


def _apart(one: str, other: str) -> int:
    """Return how many letters two texts have in common at their beginnings; none, where they are equal."""
    ours, theirs = " ".join(one.split()), " ".join(other.split())
    return 0 if ours == theirs else Prefix.similarity(ours, theirs)
