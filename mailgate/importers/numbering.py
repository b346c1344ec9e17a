"""Which lines of a report begin a numbered paragraph. Pure, and the same for every format.

What looks like a number may be a year, an item of a list, or a paragraph of another report that is quoted. So no
single line is believed: the numbers of one family (`1.1`, `12`, `A3`, `Recommendation 4`) must follow each other.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mailgate.importers import number_forms, plain_sections, recitals, remark_lists, roman_sections, sequence
from mailgate.importers.numbers_read import (
    NAMED,
    REMARKS,
    YEARS,
    Candidate,
    Line,
    candidates,
    count_from_one,
    letters_of,
)
from mailgate.importers.sequence import follows

_LETTERED = re.compile(r"[A-Z]:int")
_FEW_LETTERED = 3
_IN_SIGHT, _SOON = 40, 6  # numbers
_FEW_BARE = 0.2  # of the numbers of a family, that have no full stop or bracket
_NO_WORDS = frozenset({"dotted", "int", "roman", NAMED})
_FEW_NAMED, _NAMED = 2, 0.3  # times that `No. 4` is the next of `No. 3`, and the share of the text in such lines
_MOST = 0.8  # of numbers that are printed, not counted


def judge(lines: Sequence[Line]) -> dict[int, Candidate]:
    """Return the lines that begin a numbered paragraph, by their place."""
    readings = {place: found for place, line in enumerate(lines) if (found := candidates(line))}
    families: dict[str, list[tuple[int, Candidate]]] = {}
    for place, found in readings.items():
        for candidate in found:
            families.setdefault(candidate.family, []).append((place, candidate))
    if "int" in families:
        ints = _without_lists(number_forms.of_one_form(_one_a_place(families["int"]), lines))
        remarks = {place for name in REMARKS & families.keys() for place, _ in families[name]}
        families["int"] = remark_lists.without(ints, lines, remarks)
    chosen: dict[int, Candidate] = {}
    for name in _primary(families, lines):
        for place, candidate in _chain(families[name], lines):
            chosen.setdefault(place, candidate)
    if any(candidate.family not in REMARKS for candidate in chosen.values()):
        chosen |= roman_sections.numbered(families.get("roman", ()), lines, chosen)
        chosen |= plain_sections.numbered(families.get("int", ()), lines, chosen)
        chosen |= recitals.numbered(lines, chosen)
    return chosen


def _one_a_place(found: list[tuple[int, Candidate]]) -> list[tuple[int, Candidate]]:
    """Return one reading of each item: its place in its list, or where most items begin with a number, that."""
    counted = {place for place, c in found if c.is_ordinal}
    twice = {place for place, c in found if place in counted and not c.is_ordinal}
    is_typed = len(twice) * 2 > len(counted)
    return [(place, c) for place, c in found if place not in twice or c.is_ordinal != is_typed]


def _without_lists(found: list[tuple[int, Candidate]]) -> list[tuple[int, Candidate]]:
    """Return the numbers without those that lists of HTML count from 1, where the printed ones never begin again."""
    printed = [c.parts for _, c in found if not c.is_ordinal]
    if len(printed) < _MOST * len(found) or printed.count((1,)) != 1:
        return found
    kept: list[tuple[int, Candidate]] = []
    last: Candidate | None = None  # of the list that falls out
    for place, candidate in found:
        begins = candidate.parts == (1,) and any(not c.is_ordinal for _, c in kept)
        goes_on = last is not None and follows(candidate.parts, last.parts)
        if candidate.is_ordinal and (begins or goes_on):
            last = candidate
        else:
            last = None
            kept.append((place, candidate))
    return kept


def _primary(families: dict[str, list[tuple[int, Candidate]]], lines: Sequence[Line]) -> list[str]:
    total = sum(len(line.text) for line in lines if not line.is_quoted and not line.is_heading) or 1
    runs = {name: max(_run_length(found), _run_length(_signed(found))) for name, found in families.items()}
    share = {name: sum(letters_of(place, c, lines) for place, c in found) / total for name, found in families.items()}
    primary = [name for name in families if ":" in name and runs[name] >= 3 and share[name] >= 0.02]
    primary += _lettered(primary, families)
    primary += [name for name in families if ":" not in name and name not in _NO_WORDS and runs[name] >= 1]
    has_dotted = runs.get("dotted", 0) >= 2 and share["dotted"] >= 0.1
    if has_dotted:
        primary.append("dotted")
    rest = max(0.01, 1 - sum(share[name] for name in primary if name != "dotted"))  # beside A1, A2 of annexes
    if "int" in families and _ints_count(families, lines, share["int"] / rest, runs["int"], has_dotted=has_dotted):
        primary.append("int")
    if not primary and runs.get(NAMED, 0) >= _FEW_NAMED and share[NAMED] >= _NAMED:
        primary.append(NAMED)
    if not primary and runs.get("roman", 0) >= 3 and share["roman"] >= 0.5:
        primary.append("roman")
    return primary


def _lettered(known: Sequence[str], families: dict[str, list[tuple[int, Candidate]]]) -> list[str]:
    """Return the families of one letter, as A1 to A3 of an annex A, that are short, and believed all the same.

    They count from 1 without a gap, to three at least; the next letter's, which stands behind the last of the one
    before, may have fewer.
    """
    chosen: list[str] = []
    before = ""
    for name in sorted(filter(_LETTERED.fullmatch, families), key=lambda each: families[each][0][0]):
        found = families[name]
        counts = count_from_one(found)
        goes_on = bool(before) and ord(name[0]) == ord(before[0]) + 1 and families[before][-1][0] < found[0][0]
        if name in known or (counts and (len(found) >= _FEW_LETTERED or goes_on)):
            before = name
            chosen += [name] if name not in known else []
    return chosen


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
    prose = [(place, c) for place, c in ints if not c.is_ordinal and number_forms.is_prose(place, c, lines)]
    if len(prose) < 2 or _run_length(prose) < len(prose) // 2:
        return False
    matching, parents, at = 0, 0, [place for place, _ in dotted]
    places = [place for place, _ in prose]
    edges = [place for place, line in enumerate(lines) if line.is_boundary]
    for (place, candidate), until in zip(prose, [*places[1:], len(lines)], strict=True):
        first = bisect_right(at, place)
        below = dotted[first : bisect_left(at, until)]
        is_parted = not first or bisect_right(edges, at[first - 1]) < bisect_right(edges, place)
        behind = is_parted or dotted[first - 1][1].parts[0] < candidate.parts[0]
        matching += behind and all(c.parts[0] == candidate.parts[0] for _, c in below)
        parents += bool(below)
    return bool(parents) and matching >= 0.9 * len(prose)


def _run_length(found: list[tuple[int, Candidate]]) -> int:
    """Return how many numbers are the next of the one before them."""
    return sum(follows(b.parts, a.parts) for (_, a), (_, b) in pairwise(found))


def _chain(found: list[tuple[int, Candidate]], lines: Sequence[Line]) -> Iterator[tuple[int, Candidate]]:
    """Yield the candidates of a family that form its sequence; what is nested or quoted in it falls out."""
    boundaries = [place for place, line in enumerate(lines) if line.is_boundary]
    own = sum(candidate.is_own for _, candidate in found) >= 0.8 * len(found)
    signed = sum(candidate.is_bare for _, candidate in found) < _FEW_BARE * len(found)
    last: Candidate | None = None
    before, edge, skipped = -1, 0, 0
    for index, (place, candidate) in enumerate(found):
        while edge < len(boundaries) and boundaries[edge] <= place:
            edge += 1
        fresh = edge > 0 and boundaries[edge - 1] > before
        until = boundaries[edge] if edge < len(boundaries) else len(lines)
        later = found[index + 1 : index + _IN_SIGHT]
        if index < skipped or place == before or _is_other(found, index, last):
            continue
        if candidate.is_bare and (
            _comes_signed(candidate, last, later) or (signed and not _is_next(candidate, last, later))
        ):
            continue
        told = place > 0 and lines[place - 1].text.rstrip().endswith((":", "："))
        if last is not None and not fresh and (count := _list(candidate.parts, last.parts, later, is_told=told)):
            skipped = index + count
            continue
        ahead = [c.parts for at, c in later if at < until]
        if last is None or _accept(candidate, last, ahead, own=own and candidate.is_own, fresh=fresh):
            if last is None and not _may_begin(candidate, [c.parts for _, c in found[index + 1 : index + 4]]):
                continue
            yield place, candidate
            last, before = candidate, place


def _is_other(found: Sequence[tuple[int, Candidate]], index: int, last: Candidate | None) -> bool:
    """Whether a line has a second reading, and that one is the next number, or the first."""
    place, candidate = found[index]
    before = last.parts if last is not None else (*candidate.parts[:-1], 0)
    others = [c for at, c in found[index + 1 : index + 2] if at == place]
    return bool(others) and not follows(candidate.parts, before) and follows(others[0].parts, before)


def _signed(found: list[tuple[int, Candidate]]) -> list[tuple[int, Candidate]]:
    return [item for item in found if not item[1].is_bare]


def _comes_signed(candidate: Candidate, last: Candidate | None, later: Sequence[tuple[int, Candidate]]) -> bool:
    """Whether a number without a sign is the next, and soon comes with the sign that the last one has: `4 May`."""
    is_next = last is not None and not last.is_bare and follows(candidate.parts, last.parts)
    return is_next and any(c.parts == candidate.parts and not c.is_bare for _, c in later[:_SOON])


def _is_next(candidate: Candidate, last: Candidate | None, later: Sequence[tuple[int, Candidate]]) -> bool:
    """Whether a number without the sign of the others is the next, or just before it, and none with a sign is."""
    is_one = last is None or follows(candidate.parts, last.parts)
    if not is_one and last is not None and later:
        is_one = candidate.parts > last.parts and follows(later[0][1].parts, candidate.parts)
    return is_one and not any(c.parts == candidate.parts and not c.is_bare for _, c in later)


def _list(
    parts: tuple[int, ...], before: tuple[int, ...], later: Sequence[tuple[int, Candidate]], *, is_told: bool
) -> int:
    """Return how many numbers from here on are a list in a paragraph; 0 if they are none.

    They fall behind, or say the same again, though no heading stands before them, and those before go on behind them;
    or a sentence introduces them (`is_told`), and they are the last of all.
    """
    ahead = [c.parts for _, c in later]
    count = sequence.run_from(parts, ahead)
    goes_on = count < len(ahead) and follows(ahead[count], before)
    ends = is_told and parts == (1,) and count == len(ahead) and len(before) == 1 and count < before[0]
    return count + 1 if parts <= before and (goes_on or ends) else 0


def _may_begin(candidate: Candidate, ahead: list[tuple[int, ...]]) -> bool:
    """Whether the sequence may begin here: at its first number, or where the next one is in sight, in any section.

    A number that stands alone may, too, unless the numbers begin behind it: that was a year, or a page.
    """
    small = all(part in {0, 1} for part in candidate.parts[-1:])
    alone = candidate.is_own and (not ahead or ahead[0] > candidate.parts)
    return small or alone or any(follows(parts, candidate.parts) for parts in ahead)


def _accept(candidate: Candidate, last: Candidate, ahead: list[tuple[int, ...]], *, own: bool, fresh: bool) -> bool:
    parts, before = candidate.parts, last.parts
    if follows(parts, before):
        return True
    odd = (parts[0] in YEARS and not sequence.near(parts, before)) or not (
        fresh or last.is_bare or sequence.goes_on(parts, ahead)
    )
    if candidate.is_bare and len(parts) == 1 and odd:
        return False  # a row of a table, or a sentence
    resumes = any(follows(later, before) for later in ahead)
    if candidate.is_ordinal or not (own or fresh or parts > before):
        rest = ahead[sequence.run_from(parts, ahead) :]  # a list that counts to five does not resume at five
        return (
            fresh
            and parts == (1,)
            and not any(follows(each, before) for each in rest)
            and sequence.goes_on(parts, ahead)
        )
    if own and not resumes:
        return True
    if fresh:
        return (
            parts[-1] in {0, 1} or (parts > before and sequence.near(parts, before)) or sequence.goes_on(parts, ahead)
        )
    return parts > before and sequence.near(parts, before) and not resumes
