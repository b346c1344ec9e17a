"""Which parts of the width the rows of a page take. Pure."""

from mailgate.importers.pdf.model import Line


def taken(line: Line) -> list[tuple[float, float]]:
    """Return the parts of the width that a line takes; gaps between words are part of them, and so is its table."""
    if line.taken is None:  # a page is looked at for gutters many times
        line.taken = [line.ruled] if line.ruled is not None else _parts(line)
    return line.taken


def _parts(line: Line) -> list[tuple[float, float]]:
    parts: list[tuple[float, float]] = []
    size = line.size
    for word in line.words:
        if parts and word.x0 - parts[-1][1] < 0.7 * size:
            parts[-1] = parts[-1][0], max(parts[-1][1], word.x1)
        else:
            parts.append((word.x0, word.x1))
    return parts


def crosses(line: Line, place: float) -> bool:
    """Whether a row has something at a place."""
    return any(begin < place < end for begin, end in taken(line))
