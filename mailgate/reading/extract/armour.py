"""OpenPGP's text armour (RFC 9580, section 7): the signed words without what stands around them. Pure, linear."""

from dataclasses import replace

from mailgate.reading.extract.lines import Line, Role

_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_BEGINS = "-----BEGIN PGP "
_ENDS = "-----END PGP "


def opened(lines: list[Line]) -> list[Line]:
    """Return the lines with those of the armour in the role of a signature, and "- " taken off what it escaped."""
    if not any(line.text.startswith(_BEGINS) for line in lines):
        return lines
    out: list[Line] = []
    in_head = in_block = in_words = False
    for line in lines:
        text = line.text.rstrip()
        if line.depth:
            out.append(line)
            continue
        if text.startswith(_BEGINS):
            in_head = in_words = text == _SIGNED
            in_block = not in_head
        is_armour = in_head or in_block
        if in_head and not text:
            in_head = False
        if text.startswith(_ENDS):
            in_block = in_words = False
        if is_armour:
            out.append(replace(line, role=Role.SIGNATURE))
        elif in_words and text.startswith("- ") and line.text[2:3] in ("-", "F"):
            out.append(replace(line, text=line.text[2:]))
        else:
            out.append(line)
    return out
