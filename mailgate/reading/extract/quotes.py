"""Marked quotations, and the lines without a mark that belong to them. Pure, linear."""

from mailgate.reading.extract.lines import Line

_FULL = 60  # a quoted line this long may have been broken by a mail program that quoted it
_NOT_ENDED = frozenset(".?!:;。！？\"')]>")


def lines_of(lines: list[Line]) -> set[int]:
    """Return the indexes of all lines that are quoted."""
    quoted = {i for i, line in enumerate(lines) if line.depth}
    return quoted | _tails(lines, quoted)


def _tails(lines: list[Line], quoted: set[int]) -> set[int]:
    """Return the ends of quoted lines that a mail program broke after they had been marked.

    Such an end is short, stands between quoted lines, goes on with a small letter, and would not have fitted above.
    """
    return {
        i
        for i in range(1, len(lines) - 1)
        if i - 1 in quoted and i + 1 in quoted and i not in quoted and _is_tail(lines[i - 1].text, lines[i].text)
    }


def _is_tail(above: str, text: str) -> bool:
    above, text = above.rstrip(), text.strip()
    if is_link_open(above) or (text.startswith(("(http", "<http")) and text.rstrip("> ")[-1:] in (")", "")):
        return True
    if len(above) < _FULL or not text:
        return False
    return above[-1] not in _NOT_ENDED and not text[0].isupper() and len(above) + len(text.split()[0]) > 68


def is_link_open(text: str) -> bool:
    """Whether a link in brackets begins here that the next line goes on with."""
    at = max(text.rfind("<http"), text.rfind("(http"))
    return at >= 0 and text.find(">" if text[at] == "<" else ")", at) < 0
