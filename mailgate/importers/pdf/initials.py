"""Large first letters that reach over several lines are put before the word that they begin. Pure."""

from collections.abc import Iterator, Sequence

from mailgate.importers.pdf.model import Page, Word, common_size

_LARGE = 1.8  # of the size of the text beside it
_TALL = 0.75  # of the size of a letter: how high it is
_NEAR = 1.2  # of the size of the text: between the letter and the lines beside it
_BELOW = 0.25  # of the size of the text: a line that the letter stands on may be so much lower
_LINES = 2  # beside it, at least
_LEVEL = 1.0  # points
_MOST = 30  # on a page: what has more is no text with such letters
_QUOTES = "“”\"‘'«„"
_ALONE = frozenset("AIO")  # words of one letter


def take_in(pages: Sequence[Page]) -> None:
    """Put such letters into the text of their pages; the lines beside them begin where they do."""
    known: set[str] = set()
    for page in pages:
        for initial, beside in list(_initials(page.words)):
            known = known or {word.text.casefold() for each in pages for word in each.words}
            first = max(beside, key=lambda word: word.y)
            for word in beside:
                word.x0 = initial.x0
            if _is_alone(initial.text, first.text, known):
                first.x0 = initial.x1
                initial.y, initial.size, first.glued = first.y, first.size, False
            else:
                first.text, first.glued = initial.text + first.text, False
                page.words.remove(initial)


def _initials(words: Sequence[Word]) -> Iterator[tuple[Word, list[Word]]]:
    """Yield each large letter with the words that the lines beside it begin with."""
    least = _LARGE * common_size(words)
    large = [word for word in words if word.size > least and _is_capital(word.text.strip(_QUOTES))]
    for initial in large if len(large) <= _MOST else ():
        top = initial.y + _TALL * initial.size
        beside: list[Word] = []
        for word in words:
            within = initial.y - _BELOW * word.size < word.y < top and _LARGE * word.size < initial.size
            if within and -_LEVEL < word.x0 - initial.x1 < _NEAR * word.size:
                beside.append(word)
        if len({round(word.y) for word in beside}) >= _LINES:
            yield initial, [*beside, *_kept_clear(initial, beside, words)]


def _kept_clear(initial: Word, beside: Sequence[Word], words: Sequence[Word]) -> list[Word]:
    """Return the word that one more line begins with, below the letter, as it was given more room than it needs."""
    *_, above, lowest = sorted(beside, key=lambda word: -word.y)
    step = above.y - lowest.y

    def begin(places: Sequence[float], y: float) -> list[Word]:
        at = [word for word in words if abs(word.y - y) < _LEVEL]
        return [word for word in at if any(abs(word.x0 - x0) < _LEVEL for x0 in places)]

    below = begin([lowest.x0], lowest.y - step)
    returns = begin([initial.x0], lowest.y - 2 * step)
    return below if returns and not begin([initial.x0], lowest.y - step) else []


def _is_capital(letter: str) -> bool:
    return len(letter) == 1 and letter.isupper()


def _is_alone(letter: str, rest: str, known: set[str]) -> bool:
    """Whether a first letter is a word of its own: `A former` and not `After`."""
    return letter.strip(_QUOTES) in _ALONE and (letter.strip(_QUOTES) + rest).casefold() not in known
