"""Lines of a PDF as text and inline elements: hyphens at line ends undone, marks of notes tied, pages told. Pure."""

import re
from collections.abc import Iterator, Sequence

from mailgate.importers.pdf.hyphens import Vocabulary
from mailgate.importers.pdf.marks import Marks
from mailgate.importers.pdf.model import Line, Word
from mailgate.importers.pdf.redactions import REDACTED
from mailgate.importers.tree import PAGE, Element

_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[\w/=&?%.-]$")
_ADDRESS_REST = re.compile(r"[/._=&?%]\w")
_UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff65\U00020000-\U0003ffff“”‘’…]")  # Han, kana
_OPEN_ENDS = ("/", "—")  # a line may end after these, and no space is meant
Node = Element | str


class Inline:
    """Writes the lines of a report, knowing its notes, its page numbers and its words. `page`: it is on that one."""

    def __init__(self, marks: Marks, names: Sequence[str], words: Vocabulary) -> None:
        self.marks, self._names, self._words = marks, names, words
        self.page = -1

    def mark(self, place: int) -> Element:
        """Return the mark of a note, with a link to it."""
        link = Element("a", {"href": f"#note-{place}"}, children=[self.marks.notes[place].mark])
        return Element("sup", {}, children=[link])

    def turn(self, page: int) -> Element:
        """Return the sign that a page begins here."""
        self.page = page
        return Element(PAGE, {"number": self._names[page]})

    def plain(self, lines: Sequence[Line]) -> str:
        """Return lines as text, without styles and marks."""
        text = ""
        for line in lines:
            text = self._joined(text, line.text)
        return text

    def _joined(self, before: str, after: str) -> str:
        if _is_open(before, after):
            return self._opened(before, after) + after
        if _is_parted(before):
            return self._words.join(before, after)
        return f"{before} {after}" if before else after

    def _opened(self, before: str, after: str) -> str:
        """Return a line that goes on in the next, without a hyphen that only the typesetter set."""
        only = before.endswith("-") and self._words.parts_address(before, after)
        return before[:-1] if only else before

    def nodes(self, lines: Sequence[Line], *, bare: bool = False) -> Iterator[Node]:
        """Yield text and marks; words in one style share an element. `bare`: a heading is bold by itself."""
        runs: list[tuple[str, str]] = []
        for place, line in enumerate(lines):
            if line.page != self.page:
                runs.append((PAGE, str(line.page)))
                self.page = line.page
            for at, word in enumerate(line.words):
                starts = at == 0 and place > 0
                self._add(runs, word, line.page, starts=starts, first=at == 0, bare=bare)
        for style, text in runs:
            if style == PAGE:
                yield Element(PAGE, {"number": self._names[int(text)]})
            elif style == "note":
                yield self.mark(int(text))
            elif style:
                yield _styled(style, text)
            else:
                yield text

    def _add(
        self, runs: list[tuple[str, str]], word: Word, page: int, *, starts: bool, first: bool, bare: bool
    ) -> None:
        if word.raised and (notes := self.marks.of(word.text, page)):
            runs.extend(("note", str(note)) for note in notes)
            return
        if word.text == REDACTED and runs and runs[-1][1].endswith(REDACTED):
            return  # of lines that are blacked out one after the other one sign is enough
        style = "" if bare else _style(word)
        is_open = starts and bool(runs) and _is_open(runs[-1][1], word.text)
        if is_open:
            runs[-1] = runs[-1][0], self._opened(runs[-1][1], word.text)
        spaced = "" if is_open or (word.glued and not first) or not runs else " "
        last = next((place for place in range(len(runs) - 1, -1, -1) if runs[place][0] not in {PAGE, "note"}), None)
        if last is not None and starts and not is_open and _is_parted(runs[last][1]):
            name, before = runs[last]
            runs[last] = name, self._words.join(before, word.text)
        elif runs and runs[-1][0] == style:
            runs[-1] = style, f"{runs[-1][1]}{spaced}{word.text}"
        else:
            runs.append((style, f"{spaced}{word.text}"))


def _is_parted(before: str) -> bool:
    """Whether a line's end parts a word."""
    return before.endswith("-") and before[-2:-1].isalnum()


def _is_open(before: str, after: str) -> bool:
    """Whether a line goes on in the next one as it stands: behind a dash without a space, within an address, or
    in a script that has no spaces."""
    if before.endswith(_OPEN_ENDS):
        return not before[-2:-1].isspace()
    if _UNSPACED.match(before[-1:]) and _UNSPACED.match(after):
        return True
    last, first = before.rsplit(maxsplit=1)[-1:], after.split(maxsplit=1)[:1]
    if not last or not first or not _ADDRESS.search(last[0]):
        return False
    return last[0].endswith("-") or bool(_ADDRESS_REST.search(first[0]))


def _style(word: Word) -> str:
    if word.raised and word.text.isalnum() and len(word.text) <= 3:
        return "sup"
    return "strong" * word.bold + "+" * (word.bold and word.italic) + "em" * word.italic


def _styled(style: str, text: str) -> Element:
    node: Node = text
    for tag in reversed(style.split("+")):
        node = Element(tag, {}, children=[node])
    assert isinstance(node, Element)  # noqa: S101  a style has a tag
    return node
