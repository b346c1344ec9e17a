"""Scripts that run from right to left, as Arabic and Hebrew: their pages are turned, as if seen in a mirror. Pure.

Letters of such scripts come in whatever order the file has them, so their places alone make words of them. Once a page
is turned, its lines and columns run from left to right like all others, and nothing else here need know.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from mailgate.importers.pdf.model import Page, Word

_TOUCH = 0.18  # of the size of type: letters that are nearer are of one word
_NEAR = 1.5  # of the size of type: words that are nearer are of one run
_LEFTWARD = frozenset({"R", "AL"})
_FIRST = "\u0590"  # of all of them
_DIGITS = frozenset({"EN", "AN"})
_IN_NUMBERS = frozenset(".,:/-\u066b\u066c")  # these between digits
_MIRRORED = str.maketrans("()[]{}«»‹›<>", ")(][}{»«›‹><")  # as they look, not as they are called
_STRETCH = "\u0640"  # what lines are filled with, often without a letter that it stands for


def turn(pages: Sequence[Page]) -> None:
    """Turn the pages of a file whose letters mostly run from right to left; put its words into their order."""
    counts = [_counts(page.words) for page in pages]
    turned = sum(leftward for leftward, _ in counts) > sum(rightward for _, rightward in counts)
    for page, (leftward, _) in zip(pages, counts, strict=True):
        if turned or leftward:
            page.words = _joined(page.words, turned=turned)
        if turned:
            _mirror(page)
        for run in _runs(page.words, turned=turned) if turned or leftward else ():
            ends = sum((min(word.x0 for word in run), max(word.x1 for word in run))) if run else 0.0
            for word in run:
                word.x0, word.x1 = ends - word.x1, ends - word.x0


def _counts(words: Sequence[Word]) -> tuple[int, int]:
    """Return how many letters run from right to left, and how many from left to right."""
    ways = [unicodedata.bidirectional(letter) for word in words for letter in word.text]
    return sum(way in _LEFTWARD for way in ways), ways.count("L")


def is_leftward(text: str) -> bool:
    """Whether there is a letter in it that runs from right to left."""
    if text.isascii():
        return False
    return max(text) >= _FIRST and any(unicodedata.bidirectional(letter) in _LEFTWARD for letter in text)


def _is_rightward(text: str) -> bool:
    """Whether there is a letter in it that runs from left to right; digits are in all scripts."""
    return any(unicodedata.bidirectional(letter) == "L" for letter in text)


def _joined(words: Sequence[Word], *, turned: bool) -> list[Word]:
    """Return words with those that touch made one, and what is written from right to left as it is read."""
    found: list[Word] = []
    runs = False  # whether the last of them has a letter that runs from right to left
    for word in _by_place(words):
        last, own = found[-1] if found else None, is_leftward(word.text)
        if last is not None and (turned or runs or own) and _touches(last, word):
            last.text += word.text
            last.x1 = max(last.x1, word.x1)
            runs = runs or own
        else:
            found.append(word)
            runs = own
    for word in found:
        if is_leftward(word.text) or (turned and not _is_rightward(word.text)):
            word.text, word.glued = unicodedata.normalize("NFC", "".join(_read(word.text))), False
    return [word for word in found if word.text]


def _by_place(words: Sequence[Word]) -> list[Word]:
    """Return words by their places; the letters of a ligature share one, and come as they are seen: backwards."""
    return sorted(reversed(words), key=lambda word: (-round(word.stands), round(word.x0, 1)))  # noqa: C414  ties


def _touches(word: Word, after: Word) -> bool:
    alike = abs(word.size - after.size) < 0.3 and word.bold == after.bold and abs(word.y - after.y) < 0.1 * word.size
    return alike and after.x0 - word.x1 < _TOUCH * word.size


def _read(seen: str) -> Iterator[str]:
    """Yield what is read of letters as they stand from left to right: backwards, but for numbers and Latin words."""
    parts: list[str] = []
    for letter in seen:
        if letter == _STRETCH or unicodedata.category(letter) == "Cc":
            continue
        if parts and unicodedata.combining(letter):
            parts[-1] += letter
        else:
            parts.append(_usual(letter))
    parts.reverse()
    for ahead, run in groupby(enumerate(parts), lambda each: _runs_ahead(parts, each[0])):
        found = [part for _, part in run]
        yield from (reversed(found) if ahead else (part.translate(_MIRRORED) for part in found))


def _usual(letter: str) -> str:
    """Return a letter as it is written, of those that are one for each form that it is drawn in."""
    return unicodedata.normalize("NFKC", letter) if "\ufb1d" <= letter <= "\ufefc" else letter


def _runs_ahead(parts: Sequence[str], at: int) -> bool:
    if parts[at] in _IN_NUMBERS and 0 < at < len(parts) - 1:
        return all(unicodedata.bidirectional(parts[near][0]) in _DIGITS for near in (at - 1, at + 1))
    return unicodedata.bidirectional(parts[at][0]) in {"L", *_DIGITS}


def _mirror(page: Page) -> None:
    for word in page.words:
        word.x0, word.x1 = page.width - word.x1, page.width - word.x0
    page.rules = [rule._replace(x0=page.width - rule.x1, x1=page.width - rule.x0) for rule in page.rules]
    page.drawn = [drawn._replace(x0=page.width - drawn.x1, x1=page.width - drawn.x0) for drawn in page.drawn]


def _runs(words: Sequence[Word], *, turned: bool) -> Iterator[list[Word]]:
    """Yield words side by side that run the other way than the page does; what is between them runs with them."""
    other, same = (_is_rightward, is_leftward) if turned else (is_leftward, _is_rightward)
    run: list[Word] = []
    for word in _by_place(words):
        beside = run and abs(run[-1].stands - word.stands) < 1 and word.x0 - run[-1].x1 < _NEAR * word.size
        if run and (same(word.text) or not beside):
            yield run[: _last(run, other) + 1]
            run = []
        if other(word.text) or (run and not same(word.text)):
            run.append(word)
    yield run[: _last(run, other) + 1]


def _last(run: Sequence[Word], other: Callable[[str], bool]) -> int:
    return max((place for place, word in enumerate(run) if other(word.text)), default=-1)
