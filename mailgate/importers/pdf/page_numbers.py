"""The numbers that pages have, Arabic or Roman, and what each page is called by them. Pure."""

import re
from collections import Counter
from collections.abc import Sequence

from mailgate.importers.pdf.model import Line, Page

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def is_count(text: str) -> bool:
    """Whether a text may be the number of a page."""
    return bool(re.fullmatch(r"\d{1,4}|[ivxlc]{1,7}", text))


def numbers(pages: Sequence[Page], around: Sequence[Sequence[Line]]) -> list[str]:
    """Return what each page is called: the number printed on it, else its label in the file, else its place."""
    printed: list[dict[int, str]] = []
    for lines in around:
        words = [word.text.strip("-–—[]()|.,") for line in lines for word in line.words]
        printed.append({value(word): word for word in words if re.fullmatch(r"\d{1,4}|[ivxlcdm]{1,8}", word, re.I)})
    shifts = Counter(value - place for place, found in enumerate(printed) for value in found)
    likely = [shift for shift, count in shifts.most_common(4) if count >= 2]
    names = []
    for place, (page, found) in enumerate(zip(pages, printed, strict=True)):
        own = next((found[place + shift] for shift in likely if place + shift in found), "")
        names.append(own or _between(printed, place, likely) or page.label or str(place + 1))
    return names


def _between(printed: Sequence[dict[int, str]], place: int, likely: Sequence[int]) -> str:
    """Return the number of a page without one, where the pages around it have theirs."""
    for shift in likely:
        before = place > 0 and place - 1 + shift in printed[place - 1]
        after = place + 1 < len(printed) and place + 1 + shift in printed[place + 1]
        near = printed[place - 1] if before else printed[place + 1] if after else {}
        beside = near.get(place - 1 + shift if before else place + 1 + shift, "")
        if beside.isdecimal() and place + shift > 0:
            return str(place + shift)
    return ""


def value(text: str) -> int:
    """Return what a number says, also a Roman one."""
    if text.isdecimal():
        return int(text)
    values = [_ROMAN[letter] for letter in text.lower() if letter in _ROMAN]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
