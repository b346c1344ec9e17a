"""How deep headings stand that only their type tells: by their numbers, `1.1 The gates` stands below `1 The works`."""

from collections.abc import Sequence

from mailgate.importers import numbers_read
from mailgate.importers.blocks import Block, Form

_LEVEL = 7  # of headings that no rank tells


def settle(blocks: Sequence[Block]) -> None:
    """Put each heading by its type into the one before whose number its own goes on from."""
    around: list[list[str]] = []
    for block in blocks:
        if block.form is not Form.HEADING:
            continue
        parts = _parts(block) if block.level == _LEVEL else []
        while around and not (parts and _goes_on(parts, around[-1])):
            around.pop()
        if parts:
            block.level = _LEVEL + len(around)
            around.append(parts)


def _goes_on(parts: Sequence[str], before: Sequence[str]) -> bool:
    return len(parts) > len(before) and parts[: len(before)] == before


def _parts(block: Block) -> list[str]:
    """Return the parts of a heading's number, whether a list prints it or it is typed."""
    line = numbers_read.Line(text=block.text, lead=block.lead, label=block.label, ordinal=block.ordinal)
    return next((each.number.split(".") for each in numbers_read.candidates(line)), [])
