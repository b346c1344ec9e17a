"""The head of a manuscript: what it says of the document, and where it cannot be understood. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from mailgate.importers.outline import ImportRefusedError, Units

FIELDS = ("manuscript", "title", "language", "units", "checksum")
_BOUND = "---"
_FIELD = re.compile(r"([A-Za-z]+)[ \t]*:[ \t]*(.*)")
_CLAIM = re.compile(r"\s*manuscript\s*:\s*\d+\s*", re.IGNORECASE)  # others have a field of this name, too
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)?")
_SHOWN = 20  # lines in which a head is looked for
_UNIT = re.compile(r":::[ \t]*(?:–|\d(?:[\w.]|·(?=\d))*)[ \t]*(?:\[\w+\][ \t]*)?(?:·.*)?")
_LEAST = 3  # such lines; no division of Markdown is named so, but a text may show one


class Head(NamedTuple):
    """What the head says, by the names of its fields, and how many lines it takes."""

    fields: dict[str, str]
    lines: int


def is_meant(text: str) -> bool:
    """Whether a text is a manuscript, be it one that was damaged: read as Markdown, it would be another document."""
    lines = text.lstrip("\n").split("\n")
    units = sum(1 for line in _outside_fences(lines) if _UNIT.fullmatch(line.rstrip()))
    return units >= _LEAST or _claims(lines, has_units=units > 0)


def _claims(lines: Sequence[str], *, has_units: bool) -> bool:
    """Whether a head says that it is a manuscript's: with no field of others, unless paragraphs of one follow."""
    if lines[0].rstrip() != _BOUND:
        return False
    head = list(takewhile(lambda line: line.rstrip() != _BOUND, lines[1:_SHOWN]))
    fields = (_FIELD.fullmatch(line.strip()) for line in head)
    is_ours = all(match is None or match[1].lower() in FIELDS for match in fields)
    return (is_ours or has_units) and any(_CLAIM.fullmatch(line) for line in head)


def _outside_fences(lines: Sequence[str]) -> Iterator[str]:
    fence = ""
    for line in lines:
        match = _FENCE.match(line)
        if not fence and match is None:
            yield line
        elif match is not None and match[1].startswith(fence):
            fence = "" if fence else match[1]


def head_of(text: str, name: str) -> Head:
    """Return the head of a manuscript. Raises ImportRefusedError, with the line, where it cannot be understood."""
    lines = text.split("\n")
    begins = next((place for place, line in enumerate(lines) if line.strip()), 0)
    if lines[begins].rstrip() != _BOUND:
        raise _refused(name, begins, "a manuscript begins with the lines `---`, `manuscript: 1`, its title, `---`")
    fields: dict[str, str] = {}
    for place, line in enumerate(lines[begins + 1 :], begins + 1):
        if line.rstrip() == _BOUND:
            return Head(_checked(fields, name, begins), place + 1)
        if not line.strip():
            continue
        match = _FIELD.fullmatch(line.rstrip())
        if match is None or match[1] not in FIELDS:
            raise _refused(name, place, f"is none of {', '.join(FIELDS)}; a line `---` ends the head")
        if match[1] in fields:
            raise _refused(name, place, f"says `{match[1]}` a second time")
        if match[1] == "units" and match[2] not in set(Units):
            raise _refused(name, place, f"units are {', '.join(Units)}")
        if match[1] == "language" and not _LANGUAGE.fullmatch(match[2].strip()):
            raise _refused(name, place, "a language is a code, as en or pt-BR")
        fields[match[1]] = match[2]
    raise _refused(name, begins, "the head is not ended by a line `---`")


def _checked(fields: dict[str, str], name: str, begins: int) -> dict[str, str]:
    if fields.get("manuscript") != "1":
        raise _refused(name, begins, "this version reads `manuscript: 1`")
    return fields


def _refused(name: str, place: int, why: str) -> ImportRefusedError:
    return ImportRefusedError(f"{name}, line {place + 1}: {why}")
