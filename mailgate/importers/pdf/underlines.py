"""Words with a line drawn just below them: underlined, as headings are where a typewriter set the example. Pure."""

from collections.abc import Iterator, Sequence

from mailgate.importers.pdf.model import Page, Rule, Word

_UNDER = 0.4  # of the size of type: the line is no further below what the words stand on
_BESIDE = 1.5  # points: and reaches no further than they do
_THICK = 1.5  # points
_MANY = 200  # on a page: what has more is a drawing or a table


def mark(pages: Sequence[Page]) -> None:
    """Say of words that they are underlined, where a line is drawn below all of them and nothing else."""
    for page in pages:
        rules = [rule for rule in page.rules if rule.is_level and rule.y1 - rule.y0 < _THICK]
        for rule in rules if len(rules) <= _MANY else ():
            above = list(_above(rule, page.words))
            if above and _is_as_wide(rule, above):
                for word in above:
                    word.underlined = True


def _above(rule: Rule, words: Sequence[Word]) -> Iterator[Word]:
    for word in words:
        if 0 <= word.y - rule.y0 < _UNDER * word.size and word.x0 < rule.x1 and word.x1 > rule.x0:
            yield word


def _is_as_wide(rule: Rule, words: Sequence[Word]) -> bool:
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    return abs(rule.x0 - left) < _BESIDE and abs(rule.x1 - right) < _BESIDE
