"""Paragraphs and notes of a PDF → elements of the tree that every format becomes. Pure."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from mailgate.importers.assemble import CAPTION
from mailgate.importers.pdf.footnotes import Note
from mailgate.importers.pdf.hyphens import Vocabulary
from mailgate.importers.pdf.model import Line, Word
from mailgate.importers.pdf.paragraphs import Paragraph
from mailgate.importers.pdf.redactions import REDACTED
from mailgate.importers.pdf.typography import Typography
from mailgate.importers.tree import DATA, PAGE, Element

_SHOWN = 10  # notes
_MAX_HEADING = 240  # letters
_LARGE = 1.07  # of the size of the text: a heading's
_CENTRED = 0.8  # of the size of type: how far the middle of a line may be from that of its column, twice
_SENTENCE = re.compile(r".*[.;,]['”’\"]?")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[\w/=&?%.-]$")
_ADDRESS_REST = re.compile(r"[/._=&?%]\w")
_OPEN_ENDS = ("/", "—")  # a line may end after these, and no space is meant
Node = Element | str
Style = tuple[float, bool, bool, bool]


class Writer:
    """Writes a report's paragraphs, knowing its notes, its page numbers and its words."""

    def __init__(self, usual: Typography, notes: Sequence[Note], names: Sequence[str], words: Vocabulary) -> None:
        self._usual, self._names, self._words = usual, names, words
        self._notes = notes
        self._by_mark: dict[str, list[int]] = {}
        for place, note in enumerate(notes):
            self._by_mark.setdefault(note.mark, []).append(place)
        self._used: set[int] = set()
        self._page = -1
        self.unmarked: list[int] = []  # notes whose mark is not in the text

    def elements(self, paragraphs: Sequence[Paragraph]) -> Iterator[Element]:
        """Yield the elements of the report, the notes last."""
        levels = self._levels(paragraphs)
        written: list[tuple[int, Element]] = []
        for paragraph in paragraphs:
            page = paragraph.lines[0].page
            turn = [self._turn(page)] if page != self._page else []
            written += [(page, element) for element in (*turn, self._element(paragraph, levels), *_pictures(paragraph))]
        self._keep_unmarked(written)
        yield from (element for _, element in written)
        for place in sorted(self._used):
            note = self._notes[place]
            self._page = note.page
            yield Element("p", {"id": f"note-{place}"}, children=[self._plain(note.lines)])

    def notices(self, name: str) -> Iterator[str]:
        """Yield a sentence on the notes whose marks are not in the text."""
        if self.unmarked:
            found = [self._notes[place] for place in self.unmarked]
            where = ", ".join(f"{note.mark} (page {self._names[note.page]})" for note in found[:_SHOWN])
            more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            yield f"{name}: no mark found of notes that are now on the last paragraph before them: {where}{more}"

    def _keep_unmarked(self, written: Sequence[tuple[int, Element]]) -> None:
        """Put the marks of notes that have none in the text at the end of the last paragraph before them."""
        paragraphs = [(page, element) for page, element in written if element.tag == "p"]
        pages = [page for page, _ in paragraphs]
        for place, note in enumerate(self._notes):
            at = bisect_right(pages, note.page) - 1
            if place not in self._used and at >= 0:
                self._used.add(place)
                paragraphs[at][1].children.append(self._mark(place))
                self.unmarked.append(place)

    def _mark(self, place: int) -> Element:
        return Element(
            "sup", {}, children=[Element("a", {"href": f"#note-{place}"}, children=[self._notes[place].mark])]
        )

    def _turn(self, page: int) -> Element:
        self._page = page
        return Element(PAGE, {"number": self._names[page]})

    def _levels(self, paragraphs: Sequence[Paragraph]) -> dict[Style, int]:
        styles = Counter(style for each in paragraphs if (style := self._heading(each)) is not None)
        order = sorted(styles, key=lambda style: (-style[0], not style[2], not style[1], style[3]))
        return {style: min(place, 6) for place, style in enumerate(order, 1)}

    def _heading(self, paragraph: Paragraph) -> Style | None:
        """Return how a heading looks; None for what is none."""
        lines = paragraph.lines
        text = " ".join(line.text for line in lines)
        if (
            lines[0].rows
            or paragraph.bullet
            or paragraph.contents
            or len(text) > _MAX_HEADING
            or not any(c.isalpha() for c in text)
        ):
            return None
        letters = sum(c.isalpha() for c in text)
        if CAPTION.fullmatch(text) or letters < 0.5 * len("".join(text.split())):
            return None  # a caption belongs to its table, and so does a row of numbers
        size = lines[0].size
        bold = all(line.is_bold for line in lines)
        italic = all(word.italic for line in lines for word in line.words if any(c.isalpha() for c in word.text))
        upper = text.isupper() and len(text) > 3 and size > 0.95 * self._usual.body
        large = size > _LARGE * self._usual.body
        if not large and not self._stands_out(lines):
            return None
        short = len(lines) <= (4 if large else 3 if bold else 2) and not (_SENTENCE.fullmatch(text) and not large)
        plain = (
            italic
            and len(lines) <= 2
            and len(text) < 120
            and (text[0].isupper() or text[0].isdecimal())
            and text[-1] not in ".:;,?!”"
        )
        if short and (large or (bold and size > 0.6 * self._usual.body) or upper or plain):
            return (round(size * 2) / 2, bold, upper, italic)
        return None

    def _stands_out(self, lines: Sequence[Line]) -> bool:
        """Whether lines begin at the margin, or are centred: what is set in is part of the text, however it looks."""
        margin, right = self._usual.margin(lines[0]), self._usual.right(lines[0])
        at_margin = all(line.x0 - margin < 0.7 * line.size for line in lines)
        return at_margin or all(abs(line.x0 + line.x1 - margin - right) < _CENTRED * line.size for line in lines)

    def _element(self, paragraph: Paragraph, levels: dict[Style, int]) -> Element:
        if paragraph.lines[0].rows:
            return self._table(paragraph.lines[0])
        style = self._heading(paragraph)
        if style is not None:
            return Element(f"h{levels[style]}", {}, children=list(self._inline(paragraph.lines, bare=True)))
        if paragraph.contents:
            return Element("p", {"class": "toc"}, children=[self._plain(paragraph.lines)])
        first, *rest = paragraph.lines
        without_first = [Line(first.words[1:], first.page, first.left, first.right), *rest]
        if paragraph.bullet:
            return Element("p", {}, children=["• ", *self._inline(without_first)])
        if paragraph.number:
            number = Element("sup" if first.words[0].raised else "span", {}, children=[first.words[0].text])
            return Element("p", {}, children=[number, " ", *self._inline(without_first)])
        children = list(self._inline(paragraph.lines))
        element = Element("p", {}, children=children)
        return Element("blockquote", {}, children=[element]) if paragraph.set_in else element

    def _table(self, line: Line) -> Element:
        rows = [
            Element("tr", {}, children=[Element("td", {}, children=list(self._inline(cell))) for cell in row])
            for row in line.rows
        ]
        return Element("table", {DATA: "1"}, children=list(rows))

    def _plain(self, lines: Sequence[Line]) -> str:
        text = ""
        for line in lines:
            text = self._joined(text, line.text)
        return text

    def _joined(self, before: str, after: str) -> str:
        if before.endswith("-") and before[-2:-1].isalnum():
            return self._words.join(before, after)
        if before.endswith(_OPEN_ENDS) or _is_address(before, after):
            return before + after
        return f"{before} {after}" if before else after

    def _inline(self, lines: Sequence[Line], *, bare: bool = False) -> Iterator[Node]:
        """Yield text and marks; words in one style share an element. `bare`: a heading is bold by itself."""
        runs: list[tuple[str, str]] = []
        for place, line in enumerate(lines):
            if line.page != self._page:
                runs.append((PAGE, str(line.page)))
                self._page = line.page
            for at, word in enumerate(line.words):
                starts = at == 0 and place > 0
                self._add(runs, word, line.page, starts=starts, first=at == 0, bare=bare)
        for style, text in runs:
            if style == PAGE:
                yield Element(PAGE, {"number": self._names[int(text)]})
            elif style == "note":
                yield self._mark(int(text))
            elif style:
                yield _styled(style, text)
            else:
                yield text

    def _add(
        self, runs: list[tuple[str, str]], word: Word, page: int, *, starts: bool, first: bool, bare: bool
    ) -> None:
        if word.raised and (notes := self._notes_of(word.text, page)):
            runs.extend(("note", str(note)) for note in notes)
            return
        if word.text == REDACTED and runs and runs[-1][1].endswith(REDACTED):
            return  # of lines that are blacked out one after the other one sign is enough
        style = "" if bare else _style(word)
        spaced = "" if (word.glued and not first) or not runs else " "
        if starts and runs and (runs[-1][1].endswith(_OPEN_ENDS) or _is_address(runs[-1][1], word.text)):
            spaced = ""
        last = next((place for place in range(len(runs) - 1, -1, -1) if runs[place][0] not in {PAGE, "note"}), None)
        if last is not None and starts and runs[last][1].endswith("-") and runs[last][1][-2:-1].isalnum():
            name, before = runs[last]
            runs[last] = name, self._words.join(before, word.text)
        elif runs and runs[-1][0] == style:
            runs[-1] = style, f"{runs[-1][1]}{spaced}{word.text}"
        else:
            runs.append((style, f"{spaced}{word.text}"))

    def _notes_of(self, text: str, page: int) -> list[int]:
        """Return the notes that raised letters refer to: `3`, `3,4`, and `1112` where there are notes 11 and 12."""
        found: list[int] = []
        for part in re.split(r"[,;.\s\[\]()]+", text):
            note = self._note(part, page)
            if note is not None:
                found.append(note)
            elif part.isdecimal():
                found += self._parted(part, page)
        return found

    def _parted(self, digits: str, page: int) -> list[int]:
        for length in range(1, len(digits)):
            marks, rest, at = [digits[:length]], digits[length:], int(digits[:length])
            while rest and rest.startswith(str(at + 1)):
                at += 1
                marks.append(str(at))
                rest = rest[len(str(at)) :]
            if not rest and all(self._near(mark, page) for mark in marks):
                return [note for mark in marks if (note := self._note(mark, page)) is not None]
        return []

    def _near(self, mark: str, page: int) -> list[int]:
        """Return the notes with this mark on a page, or just after it."""
        found = [place for place in self._by_mark.get(mark, ()) if abs(self._notes[place].page - page) <= 1]
        return sorted(found, key=lambda place: (abs(self._notes[place].page - page), -self._notes[place].page))

    def _note(self, mark: str, page: int) -> int | None:
        found = self._near(mark, page)
        fresh = [place for place in found if place not in self._used] or found
        if not fresh:
            return None
        self._used.add(fresh[0])
        return fresh[0]


def _pictures(paragraph: Paragraph) -> Iterator[Element]:
    for line in paragraph.lines:
        for name in line.pictures:
            yield Element("div", {}, children=[Element("img", {"src": name})])


def _is_address(before: str, after: str) -> bool:
    """Whether a line's end parts an address of the web."""
    last, first = before.rsplit(maxsplit=1)[-1:], after.split(maxsplit=1)[:1]
    return bool(last and first) and bool(_ADDRESS.search(last[0])) and bool(_ADDRESS_REST.search(first[0]))


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
