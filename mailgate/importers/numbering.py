"""Which lines of a report begin a numbered paragraph. Pure, and the same for every format.

What looks like a number may be a year, an item of a list, or a paragraph of another report that is quoted. So no
single line is believed: the numbers of one family (`1.1`, `12`, `A3`, `Recommendation 4`) must follow each other.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_WORDS = (
    "Recommendation|Rec|Key finding|Finding|Conclusion|Article|Paragraph|Para|Principle|Question|Proposal|Action|"
    "Regulation|Rule|Clause|Lesson|Observation|Requirement|Empfehlung|Recommandation"
)
_NUMBER = re.compile(
    rf"(?:[\[(]|(?P<sign>§+|¶|No\.?)\s?)?(?:(?P<word>{_WORDS})\s+)?(?P<letters>[A-Z]{{1,4}}[.\-]?)?"
    r"(?P<digits>\d{1,4}(?:[.·\-–]\d{1,4}){0,6})(?P<suffix>[A-Za-z]?)(?P<inner>(?:\(\d{1,3}\))*)"
    r"(?P<close>\s?[.)\]:]*(?:\s?[–—](?=\s))?)"
    r"(?P<end>\s|$|(?=[A-Z“\"‘'(\[]))",
)
_DATE = re.compile(r"[12]\d{3}-\d\d-\d\d|\d\d?\.\d\d?\.[12]\d{3}")
_AFTER_LEAD = re.compile(r"\s?[.)\]:]*(?:\s?[–—](?=\s))?")
_ROMAN = re.compile(r"(?P<open>[\[(]?)(?P<roman>[ivxlc]{1,9}|[IVXLC]{1,9})(?P<close>[.)\]]+)(?:\s|$)")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LONG_HEADING = 180  # letters from which a "heading" is a paragraph in a heading's clothes


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A block as this module sees it. `boundary`: a heading or a new file stands just before it.

    `lead`: a number apart from the rest at the start of the text; `label`: one that is printed, and not in the text.
    """

    text: str
    lead: str = ""
    label: str = ""
    ordinal: int | None = None
    is_boundary: bool = False
    is_quoted: bool = False
    is_heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A number that may begin a paragraph. `letters`: how many characters but spaces it takes off the line."""

    number: str
    family: str
    parts: tuple[int, ...]
    letters: int = 0
    is_own: bool = False
    is_ordinal: bool = False
    is_alone: bool = False


def is_number(text: str) -> bool:
    """Whether a text is a number and nothing else."""
    match = _NUMBER.match(text)
    return bool(match and match.end() == len(text)) or bool(_ROMAN.fullmatch(text))


def candidates(line: Line) -> list[Candidate]:
    """Return the readings of a line's number, likeliest first."""
    if line.is_quoted or (line.is_heading and len(line.text) < _LONG_HEADING and not is_number(line.text)):
        return []
    found = list(_readings(line))
    bare = all(each.family == "int" and each.letters == len(each.number) for each in found)
    if bare and line.ordinal is not None:  # an item may begin with a year
        found.append(Candidate(number=str(line.ordinal), family="int", parts=(line.ordinal,), is_ordinal=True))
    return found


def _readings(line: Line) -> Iterator[Candidate]:
    text = line.label or line.lead or line.text[:80]
    match = _NUMBER.match(text)
    apart = bool(line.label or line.lead or (match and match.end() == len(line.text)))
    if match and _DATE.fullmatch(match["digits"]):
        return
    if match and not (match["word"] and not (match["close"].strip() or apart)):
        yield _candidate(line, match, match["suffix"], text[: match.end("close")])
        if match["suffix"] and not apart and "." in match["digits"] and not (match["inner"] + match["close"]).strip():
            yield _candidate(line, match, "", text[: match.end("digits")])
    elif roman := _ROMAN.match(text):
        parts = (_roman(roman["roman"].lower()),)
        taken = text[: roman.end("close")]
        yield _made(line, number=roman["roman"], family="roman", parts=parts, taken=taken)


def _candidate(line: Line, match: re.Match[str], suffix: str, taken: str) -> Candidate:
    inner = "" if taken.endswith(match["digits"]) else match["inner"]
    outer = [int(part) for part in re.split(r"[.·\-–]", match["digits"])]
    digits = [*outer, *map(int, re.findall(r"\d+", inner))]
    letters, word = match["letters"] or "", match["word"]
    if word and word.lower().startswith("para"):
        word = None  # says what it is, and is no part of the number
    shape = "dotted" if len(digits) > 1 else "int"
    family = word.lower() if word else f"{letters.rstrip('.-')}:{shape}" if letters else shape
    number = f"{word} " if word else _sign(match)
    number += f"{letters}{match['digits']}{suffix}{inner}"
    parts = (*digits, ord(suffix.lower()) - 96) if suffix and not inner else tuple(digits)
    return _made(line, number=number, family=family, parts=parts, taken=taken)


def _sign(match: re.Match[str]) -> str:
    """Return the sign that is printed before a number: `§ 4`."""
    sign = match["sign"] or ""
    return f"{sign}{' ' * (match.string[match.end('sign')].isspace())}" if sign[:1] in {"§", "¶"} else ""


def _made(line: Line, *, number: str, family: str, parts: tuple[int, ...], taken: str) -> Candidate:
    if line.lead and (after := _AFTER_LEAD.match(line.text, len(line.lead))):
        taken += after[0]
    letters = 0 if line.label else len("".join(taken.split()))
    alone = letters >= len("".join(line.text.split()))
    own = bool(line.lead or line.label) or alone
    return Candidate(number=number, family=family, parts=parts, letters=letters, is_own=own, is_alone=alone)


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def follows(after: tuple[int, ...], before: tuple[int, ...]) -> bool:
    """Whether one number is the usual next of another: 1.2 after 1.1, 2.1 after 1.14, 2.1.1 after 2.1, 12A after 12."""
    if len(after) > len(before):
        return after[: len(before)] == before and all(part in {0, 1} for part in after[len(before) :])
    last = len(after) - 1
    if after[:last] == before[:last] and after[last] == before[last] + 1:
        return True
    return len(after) > 1 and after[0] == before[0] + 1 and all(part in {0, 1} for part in after[1:])


def judge(lines: Sequence[Line]) -> dict[int, Candidate]:
    """Return the lines that begin a numbered paragraph, by their place."""
    readings = {place: found for place, line in enumerate(lines) if (found := candidates(line))}
    families: dict[str, list[tuple[int, Candidate]]] = {}
    for place, found in readings.items():
        for candidate in found:
            families.setdefault(candidate.family, []).append((place, candidate))
    chosen: dict[int, Candidate] = {}
    for name in _primary(families, lines):
        for place, candidate in _chain(families[name], lines):
            chosen.setdefault(place, candidate)
    return chosen


def _primary(families: dict[str, list[tuple[int, Candidate]]], lines: Sequence[Line]) -> list[str]:
    total = sum(len(line.text) for line in lines if not line.is_quoted and not line.is_heading) or 1
    runs = {name: _run_length(found) for name, found in families.items()}
    share = {name: sum(_weight(place, c, lines) for place, c in found) / total for name, found in families.items()}
    primary = [name for name in families if ":" in name and runs[name] >= 3 and share[name] >= 0.02]
    primary += [
        name for name in families if name.isalpha() and name not in {"dotted", "int", "roman"} and runs[name] >= 1
    ]
    has_dotted = runs.get("dotted", 0) >= 2 and share["dotted"] >= 0.1
    if has_dotted:
        primary.append("dotted")
    if "int" in families and _ints_count(families, lines, share["int"], runs["int"], has_dotted=has_dotted):
        primary.append("int")
    if not primary and runs.get("roman", 0) >= 3 and share["roman"] >= 0.5:
        primary.append("roman")
    return primary


def _ints_count(
    families: dict[str, list[tuple[int, Candidate]]], lines: Sequence[Line], share: float, run: int, *, has_dotted: bool
) -> bool:
    """Whether plain numbers are paragraphs: not lists in an unnumbered text, not headings over dotted numbers."""
    found = families["int"]
    if has_dotted:
        return _are_parents(found, families["dotted"], lines)
    printed = [item for item in found if not item[1].is_ordinal]
    if run < 2:
        return False
    if len(printed) < 0.2 * len(found):  # lists of HTML: they must be most of the text, or count on from list to list
        starts = [place for place, c in found if c.is_ordinal and c.parts == (1,)]
        return share >= 0.5 or (share >= 0.25 and len(starts) * 6 < len(found))
    return share >= 0.3


def _are_parents(ints: list[tuple[int, Candidate]], dotted: list[tuple[int, Candidate]], lines: Sequence[Line]) -> bool:
    """Whether 12.1 and 12.2 stand below a paragraph 12, rather than below a heading 12."""
    prose = [(place, c) for place, c in ints if not c.is_ordinal and _weight(place, c, lines) > 80]
    if len(prose) < 2 or _run_length(prose) < len(prose) // 2:
        return False
    matching = 0
    places = [place for place, _ in prose]
    at = [place for place, _ in dotted]
    for (place, candidate), until in zip(prose, [*places[1:], len(lines)], strict=True):
        below = dotted[bisect_right(at, place) : bisect_left(at, until)]
        matching += all(c.parts[0] == candidate.parts[0] for _, c in below)
    return matching >= 0.9 * len(prose)


def _weight(place: int, candidate: Candidate, lines: Sequence[Line]) -> int:
    beside = lines[place + 1].text if candidate.is_alone and place + 1 < len(lines) else ""
    return len(lines[place].text) + len(beside)


def _run_length(found: list[tuple[int, Candidate]]) -> int:
    """Return how many numbers are the next of the one before them."""
    return sum(follows(b.parts, a.parts) for (_, a), (_, b) in pairwise(found))


def _chain(found: list[tuple[int, Candidate]], lines: Sequence[Line]) -> Iterator[tuple[int, Candidate]]:
    """Yield the candidates of a family that form its sequence; what is nested or quoted in it falls out."""
    boundaries = [place for place, line in enumerate(lines) if line.is_boundary]
    own = sum(candidate.is_own for _, candidate in found) >= 0.8 * len(found)
    last: Candidate | None = None
    before = -1
    edge = 0
    for index, (place, candidate) in enumerate(found):
        while edge < len(boundaries) and boundaries[edge] <= place:
            edge += 1
        fresh = edge > 0 and boundaries[edge - 1] > before
        until = boundaries[edge] if edge < len(boundaries) else len(lines)
        ahead = [c.parts for at, c in found[index + 1 : index + 40] if at < until]
        if last is None or _accept(candidate, last, ahead, own=own and candidate.is_own, fresh=fresh):
            if last is None and not _may_begin(candidate, [c.parts for _, c in found[index + 1 : index + 4]]):
                continue
            yield place, candidate
            last, before = candidate, place


def _may_begin(candidate: Candidate, ahead: list[tuple[int, ...]]) -> bool:
    """Whether the sequence may begin here: at its first number, or where the next one is in sight, in any section."""
    small = all(part in {0, 1} for part in candidate.parts[-1:])
    return small or candidate.is_own or any(follows(parts, candidate.parts) for parts in ahead)


def _accept(candidate: Candidate, last: Candidate, ahead: list[tuple[int, ...]], *, own: bool, fresh: bool) -> bool:
    parts, before = candidate.parts, last.parts
    if follows(parts, before):
        return True
    resumes = any(follows(later, before) for later in ahead)
    if candidate.is_ordinal or not (own or fresh or parts > before):
        rest = ahead[_run_from(parts, ahead) :]  # a list that counts to five does not resume at five
        return fresh and parts == (1,) and not any(follows(each, before) for each in rest) and _goes_on(parts, ahead)
    if own and not resumes:
        return True
    if fresh:
        return parts[-1] in {0, 1} or (parts > before and _near(parts, before)) or _goes_on(parts, ahead)
    return parts > before and _near(parts, before) and not resumes


def _run_from(parts: tuple[int, ...], ahead: list[tuple[int, ...]]) -> int:
    """Return how many of the numbers ahead go on from this one, each the next of the one before."""
    return next((at for at, (a, b) in enumerate(pairwise([parts, *ahead])) if not follows(b, a)), len(ahead))


def _goes_on(parts: tuple[int, ...], ahead: list[tuple[int, ...]]) -> bool:
    return any(follows(later, parts) for later in ahead[:2])


def _near(parts: tuple[int, ...], before: tuple[int, ...]) -> bool:
    """Whether only a few numbers are missing between two."""
    for a, b in zip(parts, before, strict=False):
        if a != b:
            return a - b <= (9 if len(parts) > 1 else 4)
    return True
