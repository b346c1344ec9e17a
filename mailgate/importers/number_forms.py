"""Numbers of one kind with other brackets around them, `1.` and `(1)`: which are the paragraphs'. Pure."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import compress, groupby, pairwise

from mailgate.importers.numbers_read import Candidate, Line, letters_of
from mailgate.importers.sequence import follows

_PROSE, _SENTENCE = 80, 30  # letters of a line that is no heading, and of one that ends as a sentence
_MOST = 0.8  # of the sections that have numbers of several forms
_LEAST, _FEW = 3, 0.2  # numbers of a form before prose; the share of those before a form's headings that are
_Found = list[tuple[int, Candidate]]


def of_one_form(found: list[tuple[int, Candidate]], lines: Sequence[Line]) -> list[tuple[int, Candidate]]:
    """Return the numbers without those of the lists in their paragraphs, where these have other brackets: (1) and 1.

    The form that sections begin with is the paragraphs', if its numbers go on behind the others.
    """
    found = _without_headings(found, lines)
    boundaries = [place for place, line in enumerate(lines) if line.is_boundary]
    grouped = groupby(found, lambda item: bisect_right(boundaries, item[0]))
    sections = [list(section) for _, section in grouped]
    several = [len({c.form for _, c in section}) > 1 for section in sections]
    mixed = list(compress(sections, several))
    firsts = Counter(section[0][1].form for section in mixed)
    form, times = firsts.most_common(1)[0] if firsts else ("", 0)
    if times < _MOST * len(mixed) or not any(_resumes(section, form) for section in (*mixed, found)):
        return found
    pairs = zip(sections, several, strict=True)
    return [item for section, is_mixed in pairs for item in section if not is_mixed or item[1].form == form]


def _without_headings(found: _Found, lines: Sequence[Line]) -> _Found:
    """Return the numbers without those of headings that nothing else tells: their lines are no sentences.

    Decisions number their recitals `(1)` through all sections, and their sections `1.`.
    """
    forms: dict[str, list[bool]] = {}
    for place, candidate in found:
        forms.setdefault(candidate.form, []).append(is_prose(place, candidate, lines))
    if not any(len(prose) >= _LEAST and sum(prose) >= _MOST * len(prose) for prose in forms.values()):
        return found
    heads = {form for form, prose in forms.items() if sum(prose) <= _FEW * len(prose)}
    return [item for item in found if item[1].form not in heads]


def _resumes(section: list[tuple[int, Candidate]], form: str) -> bool:
    """Whether numbers of this form go on behind others that begin at 1."""
    own = [place for place, (_, c) in enumerate(section) if c.form == form]
    return any(
        b > a + 1 and section[a + 1][1].parts == (1,) and follows(section[b][1].parts, section[a][1].parts)
        for a, b in pairwise(own)
    )


def is_prose(place: int, candidate: Candidate, lines: Sequence[Line]) -> bool:
    """Whether a numbered line, with what stands below a number alone, is a sentence or as long as no heading is."""
    text = lines[place].text
    is_sentence = len(text) > _SENTENCE and text.endswith((".", ":", ";"))
    return is_sentence or letters_of(place, candidate, lines) > _PROSE
