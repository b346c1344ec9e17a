"""Signatures: where the author's words end and name, title and telephone begin. Pure, linear.

Three signs, the surest first: a line "-- " (RFC 3676) or a short rule; a closing line ("Kind regards,") with a name or
nothing below; a block of contact lines that begins with the author's name. Each takes only short lines that are no
sentences, and never the whole of what somebody wrote.
"""

from mailgate.reading.extract import closing, footer, shape
from mailgate.reading.extract.lines import Line

_BELOW_SIGN = 15
_BLOCK = 14
_ITEMS = ("#", "- ", "•")  # no signature is a list
_DASHES = ("--", "—", "–", "--\xa0", "—\xa0", "- -", "––")


def spans(
    lines: list[Line], names: tuple[str, ...], *, at_edge: bool, is_all: bool, is_whole: bool
) -> list[tuple[int, int]]:
    """Return the parts of a run of own lines that are no words of the author's: signature and footers.

    `names` are the words of the sender's display name. `at_edge`: it is the first or the last run of the mail, where a
    closing line may stand. `is_all`: there is no other run, so that "Thanks, Ann" must be what was meant. `is_whole`:
    nothing was cut from the mail before, so that something of it must stay.
    """
    footers = footer.start(lines, len(lines), keep_first=is_whole)
    end = _below_sign(lines, footers, keep_first=is_whole)
    if end < footers:  # a sign may stand below another footer
        end = footer.start(lines, end, keep_first=is_whole)
    if at_edge:
        closed = closing.span(lines, end, names, keep_first=is_all)
        if closed is not None and closed[1] < end:  # words go on below the name
            return [closed, (end, len(lines))]
        signed = closed[0] if closed is not None else _contact_block(lines, end, names)
        end = footer.start(lines, signed, keep_first=is_whole) if signed < end else end
    return [(end, len(lines))]


def _below_sign(lines: list[Line], end: int, *, keep_first: bool) -> int:
    """Return where a signature begins that a line of its own parts from the words."""
    found = end
    below: list[str] = []  # what is written there, the nearest last
    for i in range(end - 1, -1, -1):
        text = lines[i].text
        if text == "-- " or (
            not lines[i].is_blank
            and below
            and _is_sign(lines, i, below)
            and (not keep_first or footer.last_written(lines, i) is not None)
        ):
            found = i
        if not lines[i].is_blank:
            below.append(text)
    return found


def _is_sign(lines: list[Line], i: int, below: list[str]) -> bool:
    """Some programs lose the blank of "-- ", and people draw rules of their own: both count with a short rest."""
    if lines[i].text.strip() in _DASHES:
        return len(below) <= _BELOW_SIGN and sum(map(shape.is_sentence, below)) <= 3
    if not footer.is_divider(lines, i) or len(below) > 8 or any(map(shape.is_sentence, below)):
        return False
    return shape.is_name(below[-1]) or shape.is_contact(below[-1])


# Contact blocks -------------------------------------------------------------------------------------------------------


def _contact_block(lines: list[Line], end: int, names: tuple[str, ...]) -> int:
    """Return where a block of name and contact lines begins that no closing line announces."""
    block: list[str] = []
    found = end
    for i in range(end - 1, 0, -1):
        text = shape.bare(lines[i].text)
        if lines[i].is_blank:
            continue
        if (
            len(block) >= _BLOCK
            or text[-1:] in (":", "：")
            or text.startswith(_ITEMS)
            or lines[i].text.lstrip().startswith("* ")
            or shape.is_sentence(text)
            or (text[:1].islower() and text[-1:] in (".", "!", "?"))
        ):
            break
        block.insert(0, text)
        if len(block) < 2 or not (lines[i - 1].is_blank or footer.is_picture(lines[i - 1].text)):
            continue
        is_one = not any(line.is_blank for line in lines[i : i + len(block)])
        is_card = is_one or all(shape.is_contact(text) or shape.is_name(text) for text in block)
        if _follows_words(lines, i) and (_is_senders(block[0], names) or (is_card and _is_somebodys(block))):
            found = i
    return found


def _follows_words(lines: list[Line], i: int) -> bool:
    """Whether there are words above it, which do not announce it: "Please write to:"."""
    above = footer.last_written(lines, i)
    return above is not None and shape.bare(lines[above].text)[-1:] not in (":", "：")


def _is_senders(text: str, names: tuple[str, ...]) -> bool:
    found = shape.tokens(text)
    return (len(names) > 1 and set(names) <= set(found[: len(names) + 2])) or closing.spells(found, names)


def _is_somebodys(block: list[str]) -> bool:
    """Whether these lines begin with a name and a title, or with a name and tell how to reach its bearer."""
    name, bar, title = block[0].partition("|")
    if bar:
        return 2 <= len(name.split()) <= 4 and shape.is_name(name) and shape.is_name(title)
    contacts = sum(map(shape.is_contact, block))
    if contacts >= 3 and any(map(shape.is_labelled, block)) and any(map(shape.is_reachable, block)):
        return True
    is_name = 2 <= len(name.split()) <= 4 and shape.is_name(name) and not shape.is_contact(name)
    return is_name and contacts >= 2 and any(map(shape.is_reachable, block))
