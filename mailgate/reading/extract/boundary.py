"""Boundaries: where another's mail begins that is not marked line by line. Pure, linear.

A rule with words ("-----Original Message-----"), a block of header fields, a helpdesk's marker line, or what the mail
program says itself. Where its lines are marked as quoted after all, only the boundary is cut, and what follows unmarked
is the author's.
"""

from dataclasses import dataclass

from mailgate.reading.extract import shape
from mailgate.reading.extract.lines import Line, Role
from mailgate.reading.extract.phrases import boundary as words
from mailgate.reading.extract.phrases.attribution import VERBS
from mailgate.sending.marker import MARKER

_BLOCK_LINES = 16
_COLUMN = 8 * " "
_CELLS = 14  # rows of a block in cells, at most
_MARKER = MARKER.strip("- ")


@dataclass(frozen=True, slots=True)
class Boundary:
    """The lines `start` to `end` stand above another's mail.

    `is_ours`: it is our own letter. `is_all`: what follows is another's even where it is not marked as quoted.
    """

    start: int
    end: int
    is_ours: bool = False
    is_all: bool = True


def at(lines: list[Line], i: int) -> Boundary | None:
    """Return the boundary that begins in this line."""
    line = lines[i]
    if line.role is Role.BOUNDARY:
        return Boundary(i, _after_block(lines, i + 1) or i + 1)
    text = shape.bare(line.text)
    if not text:
        return None
    lower = shape.lower(text)
    if _MARKER in lower and len(line.text) < 200:
        return Boundary(i, i + 1, is_ours=True)
    if _is_original(lower) or shape.is_between_signs(text):
        return Boundary(i, _after_block(lines, i + 1) or i + 1)
    if shape.is_rule(text, 10):
        end = _after_block(lines, i + 1)
        return Boundary(i, end) if end else None
    end = _block_end(lines, i) or _notes_end(lines, i) or _cells_end(lines, i)
    end = end or (i + 1 if _is_flattened(text) else None)
    return Boundary(i, end) if end else None


def _notes_end(lines: list[Line], i: int) -> int | None:
    """Return the end of the block that Lotus Notes sets in columns: sender and date, and bare labels far right."""
    if not lines[i].text.startswith(_COLUMN):
        return None
    kinds: set[str | None] = set()
    for at_line in range(i, min(i + _BLOCK_LINES, len(lines))):
        text = lines[at_line].text
        if text.startswith(3 * _COLUMN) or 3 * _COLUMN in text:
            kinds.add(words.LABELS.get(shape.lower(shape.bare(text).rpartition(_COLUMN)[2].strip())))
            if {"to", "subject"} <= kinds:
                block = " ".join(line.text.strip() for line in lines[i : at_line + 1])
                return at_line + 1 if shape.evidence(block[: shape.LOOKED_AT]).dated else None
    return None


def _cells_end(lines: list[Line], i: int) -> int | None:
    """Return the end of the same block in HTML: sender, date, and rows that begin with a label, perhaps a bare one."""
    first = shape.bare(lines[i].text)
    is_address = ("@" in first or "mailto:" in first) and shape.ADDRESS.search(first) is not None
    if not is_address and not shape.is_name(first.partition("@")[0].partition("/")[0]):
        return None
    rows = [(at, shape.bare(lines[at].text)) for at in range(i, min(i + _CELLS, len(lines))) if not lines[at].is_blank]
    dates = (found for _, text in rows[1:4] if (found := shape.evidence(text)).dated and found.timed)
    if not any(found.words <= (_CELLS if is_address else 2) for found in dates):
        return None
    kinds: set[str | None] = {None}
    for at, text in rows[2:]:
        head = text.split()[0] if text else ""
        label = words.LABELS.get(shape.lower(head.rstrip(":："))) if is_address or head.endswith((":", "：")) else None
        kinds.add(label if "to" in kinds or label == "to" else None)
        if {"to", "subject"} <= kinds:
            return at + 1
    return None


def _is_flattened(text: str) -> bool:
    """Whether this is a header block that has lost its lines: "From: Ann Sent: Monday, ... To: Bob Subject: ..."."""
    if ": " not in text and "： " not in text:
        return False
    heads = text.replace("：", ":").split(": ", 8)
    if len(heads) < 4 or words.LABELS.get(shape.lower(shape.bare(heads[0]))) != "from":
        return False
    kinds = {words.LABELS.get(shape.lower(shape.bare(head.rpartition(" ")[2]))) for head in heads[1:-1]}
    return {"date", "subject"} <= kinds and shape.evidence(text).dated


def asks_above(text: str) -> bool:
    """Whether a helpdesk asks for the answer above this line."""
    return len(text) < 200 and any(map(text.lower().__contains__, words.ANSWER_ABOVE))


def _is_original(lower: str) -> bool:
    """A rule such as -----Original Message-----, or a line that is only those words and a colon."""
    if lower.startswith(words.WHOLE):
        return True
    if len(lower) > 160 or (lower[0] not in "-_=—–─>" and lower[-1] not in ":："):
        return False
    inner = lower.strip("-_=—–─:： >")
    if lower.startswith("--") and lower.endswith("--") and inner.endswith(tuple(VERBS)):
        return True  # -----Ann Smith/Office wrote: -----
    return inner.startswith(words.ORIGINAL) and len(inner) < (120 if lower.startswith("---") else 70)


def _after_block(lines: list[Line], i: int) -> int | None:
    """Return the end of the header block that begins here, blank lines and a rule before it aside."""
    for at_line in range(i, min(i + 4, len(lines))):
        line = lines[at_line]
        if line.is_blank or shape.is_rule(line.text, 3):
            continue
        text = shape.bare(line.text)
        if text and _is_original(shape.lower(text)):
            continue
        return _block_end(lines, at_line, announced=True)
    return None


def _label(text: str) -> tuple[str, str] | None:
    """Return what kind of header field this line is, and its value; it may be a row between bars."""
    if ":" not in text and "：" not in text and "|" not in text:
        return None
    text = shape.bare(text)
    if text.startswith("|"):
        text = text.strip("| ").replace("|", ":", 1)
    head, colon, value = text.replace("：", ":").partition(":")
    if not colon or len(head) > 26:
        return None
    kind = words.LABELS.get(shape.lower(shape.bare(head)))
    return (kind, value) if kind else None


def _block_end(lines: list[Line], i: int, *, announced: bool = False) -> int | None:
    """Return the end of a block of From, sent, to, subject in any order, or None where there is none.

    It must say from whom, and have an address or a full date, which a letter that the author types out has not;
    `announced`: a rule or the mail program says that it comes.
    """
    kinds: dict[str, str] = {}
    end = i
    for at_line in range(i, min(i + _BLOCK_LINES, len(lines))):
        line = lines[at_line]
        if line.depth != lines[i].depth:
            break
        found = _label(line.text)
        if found:
            kinds.setdefault(found[0], found[1])
            end = at_line + 1
        elif (
            not kinds
            or (not line.is_blank and at_line > end + 1)
            or (not line.is_blank and not _goes_on(lines, at_line, end))
        ):
            break
    if len(kinds) < 2:
        return None
    values = " ".join(kinds.values())
    proof = shape.evidence(values[: shape.LOOKED_AT])
    if "from" not in kinds:
        return end if "to" in kinds and proof.addressed and proof.dated and proof.timed else None
    sure = announced or proof.addressed or (proof.dated and (proof.timed or shape.has_year(values)))
    return end if sure and (len(kinds) >= 3 or announced or (proof.addressed and proof.dated)) else None


def _goes_on(lines: list[Line], i: int, end: int) -> bool:
    """Whether this line is a long list of addressees or a subject that goes on below its label."""
    if i != end or lines[i - 1].is_blank:
        return False
    text = lines[i].text
    return text[:1] in " \t" or "@" in text or (i + 1 < len(lines) and _label(lines[i + 1].text) is not None)
