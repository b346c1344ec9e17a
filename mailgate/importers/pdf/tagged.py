"""Whether the tags of a PDF can be trusted, and what they leave open. Pure.

Many files have tags that are wrong: one for each line, one for a whole page, none for half of the text, another order.
They are held against what place and type tell of the same words, and count only where both are much alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mailgate.importers.pdf.footnotes import Note
from mailgate.importers.pdf.model import Line, Page, Paragraph, Word
from mailgate.importers.pdf.pieces import Piece
from mailgate.importers.pdf.structure import Reader, root_of
from mailgate.importers.pdf.typography import column

_COVERED = 0.98  # of the letters that are in tags
_ALIKE = 0.6  # of the paragraphs that begin where they seem to, and of those that seem to begin
_ORDERED = 0.9  # of neighbours that follow each other as they seem to
_PARTED = 0.1  # of the paragraphs: lines of which only a part is in one, a number of its own apart
_OF_NOTE = 0.9  # of the letters of a tag
_LEADERS = frozenset(".·…‥")  # between the title of a section and its page
Words = list[Word]


@dataclass(frozen=True, slots=True)
class Seen:
    """What place and type tell of a report: its lines in order, its paragraphs and its notes."""

    home: Mapping[Word, Line]  # the line of each word of the text; what is printed around it has none
    paragraphs: Sequence[Paragraph]
    notes: Sequence[Note]


def read(pages: Sequence[Page], seen: Seen) -> tuple[list[Piece], list[Note]] | None:
    """Return the pieces and notes that a file's tags tell of; None where there are none to be trusted."""
    if not any(page.tags for page in pages):
        return None
    reader = Reader(seen.home)
    pieces = list(reader.pieces(root_of(pages), ""))
    notes = _notes(reader.notes, seen)
    apart = {word for note in notes for line in note.lines for word in line.words}
    apart |= {word for word in seen.home if word.labels}
    pieces = [piece for piece in pieces if not _is_in(piece, apart)]
    if not _are_trusted(pieces, apart, seen):
        for word in reader.labels:
            word.labels = False
        return None
    _join_parted(pieces, seen)
    _join_numbers(pieces, seen)
    pieces = _with_rest(pieces, apart, seen)
    return [piece for piece in pieces if _prune(piece)], notes


def _notes(tagged: Sequence[Note], seen: Seen) -> list[Note]:
    """Return the notes that tags tell of, and those that tags say nothing of."""
    told = {word for note in tagged for line in note.lines for word in line.words}
    others = [note for note in seen.notes if not any(word in told for line in note.lines for word in line.words)]
    return sorted([*tagged, *others], key=lambda note: note.page)


def _leaves(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if piece.lines:
            yield piece
        yield from _leaves(piece.parts)


def _letters(words: Words) -> int:
    return sum(len(word.text) for word in words)


def _words_of(piece: Piece) -> Words:
    return [word for line in piece.all_lines for word in line.words]


def _is_in(piece: Piece, others: set[Word]) -> bool:
    words = _words_of(piece)
    return _letters([word for word in words if word in others]) > _OF_NOTE * _letters(words)


def _are_trusted(pieces: Sequence[Piece], apart: set[Word], seen: Seen) -> bool:
    tagged = {word for piece in pieces for word in _words_of(piece)} | apart
    said = [word for word in seen.home if not _leads(word)]
    covered = _letters([word for word in said if word in tagged])
    if covered < _COVERED * _letters(said):
        return False
    text = [piece for piece in _leaves(pieces) if not piece.lines[0].rows]
    begun = [_home(piece.lines[0], seen) for piece in text]
    seems = [_home(each.lines[0], seen) for each in seen.paragraphs if not each.lines[0].rows]
    lines = {_home(line, seen) for piece in text for line in piece.lines}
    lines &= {_home(line, seen) for each in seen.paragraphs if not each.lines[0].rows for line in each.lines}
    both = len(lines & set(begun) & set(seems))
    least = _ALIKE * max(len(lines & set(begun)), len(lines & set(seems)))
    rank = {_home(line, seen): place for place, each in enumerate(seen.paragraphs) for line in each.lines}
    order = [rank[line] for line in begun if line in rank]
    follow = sum(one <= other for one, other in pairwise(order))
    whole = _parted(text, tagged, seen) <= _PARTED * len(text)
    return both >= least and follow >= _ORDERED * (len(order) - 1) and whole


def _parted(text: Sequence[Piece], tagged: set[Word], seen: Seen) -> int:
    """Return how many lines are parted by tags: between two paragraphs, or one and what is in none."""
    lines = {seen.home[word] for word in tagged if word in seen.home}
    beside = {line for word, line in seen.home.items() if word not in tagged and line in lines and not _leads(word)}
    pairs = [(one, other) for one, other in pairwise(text) if not _is_number(one)]
    return len(beside) + sum(_home(one.lines[-1], seen) is _home(other.lines[0], seen) for one, other in pairs)


def _leads(word: Word) -> bool:
    """Whether a word is dots that lead to a page, which tags need not hold."""
    return _LEADERS.issuperset(word.text)


def _is_number(piece: Piece) -> bool:
    """Whether a piece is nothing but a number."""
    words = _words_of(piece)
    return piece.tag == "p" and len(words) == 1 and any(c.isdecimal() for c in words[0].text)


def _home(line: Line, seen: Seen) -> Line:
    return seen.home[line.words[0]]


def _join_parted(pieces: Sequence[Piece], seen: Seen) -> None:
    """Join what is parted by the end of a page or column alone: some programs begin a tag anew there."""
    if any(one.page != other.page for piece in _leaves(pieces) for one, other in pairwise(piece.lines)):
        return  # tags go on over the end of a page
    whole = {_home(line, seen): each for each in seen.paragraphs for line in each.lines}
    open_: Piece | None = None
    for piece in _leaves(pieces):
        if open_ is not None and piece.tag == open_.tag and not piece.label and not piece.lines[0].rows:
            last, first = _home(open_.lines[-1], seen), _home(piece.lines[0], seen)
            apart = column(last) != column(first)
            if apart and last in whole and whole[last] is whole.get(first):
                open_.lines, piece.lines = [*open_.lines, *piece.lines], []
                continue
        open_ = piece


def _join_numbers(pieces: Sequence[Piece], seen: Seen) -> None:
    """Join a number in the margin with the text beside it, where each has a tag of its own."""
    for number, text in pairwise(list(_leaves(pieces))):
        words = _words_of(number)
        alone = _is_number(number) and text.tag == "p"
        if alone and not text.lines[0].rows and _home(number.lines[0], seen) is _home(text.lines[0], seen):
            first = text.lines[0]
            text.lines = [Line([*words, *first.words], first.page, first.left, first.right), *text.lines[1:]]
            text.leads, number.lines = True, []


def _with_rest(pieces: Sequence[Piece], apart: set[Word], seen: Seen) -> list[Piece]:
    """Return the pieces with what is in no tag: each paragraph of it behind the one that it seems to follow."""
    place = {word: at for at, piece in enumerate(pieces) for word in _words_of(piece)}
    after: dict[int, list[Piece]] = {}
    at = -1
    for paragraph in seen.paragraphs:
        rest: list[Line] = []
        for line in paragraph.lines:
            words = [word for word in line.words if word not in place and word not in apart]
            at = max((place[word] for word in line.words if word in place), default=at)
            if not all(map(_leads, words)):
                rest.append(Line(words, line.page, line.left, line.right))
        if rest:
            after.setdefault(at, []).append(Piece("p", rest))
    return [*after.get(-1, []), *(each for at, piece in enumerate(pieces) for each in (piece, *after.get(at, [])))]


def _prune(piece: Piece) -> bool:
    """Take away parts without lines; return whether there are lines."""
    piece.parts = [part for part in piece.parts if _prune(part)]
    return bool(piece.lines or piece.parts)
