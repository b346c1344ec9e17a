"""Marked quotations, and the lines without a mark that belong to them. Pure, linear."""

from mailgate.reading.extract.lines import Line

_WIDTH = 68  # of a quoted line with its signs: what would have been longer may have been broken
_ENDED = frozenset(".?!:。！？\"')]>")


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
        if i - 1 in quoted and i + 1 in quoted and i not in quoted and _is_tail(lines[i - 1], lines[i].text)
    }


def _is_tail(line: Line, text: str) -> bool:
    above, text = line.text.rstrip(), text.strip()
    if is_link_open(above) or (text.startswith(("(http", "<http")) and text.rstrip("> ")[-1:] in (")", "")):
        return True
    if not above or not text or above[-1] in _ENDED or text[0].isupper():
        return False
    return 2 * line.depth + len(above) + len(text.split()[0]) > _WIDTH


def is_link_open(text: str) -> bool:
    """Whether a link in brackets begins here that the next line goes on with."""
    at = max(text.rfind("<http"), text.rfind("(http"))
    return at >= 0 and text.find(">" if text[at] == "<" else ")", at) < 0
