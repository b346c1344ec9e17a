"""What a paragraph's number is of, in one line: `1.1, The sea wall, What we found, The Harbour Review`. Pure.

In titles, in feeds, in the subjects of mails: where numbers start again in each part of a report, all of its many
paragraphs 1 would have one name.
"""

from collections.abc import Iterable

from store.model import Paragraph


def is_shared(paragraph: Paragraph, *, repeats: bool) -> bool:
    """Whether others may have its number. `repeats`: in the parts of its document numbers start again."""
    return repeats and paragraph.number is not None


def innermost_first(headings: Iterable[str], *last: str) -> str:
    """Return headings, which come from the outside in, the other way round, and what they stand in behind them."""
    return ", ".join((*reversed(tuple(headings)), *last))
