"""Letters of the typeface Symbol, which files keep at places of no meaning, as what they show. Pure."""

BULLETS = "•●▪■◦‣·∙○►➢"  # in a set of a pattern
OF_OFFICES = "\uf0b7\uf0a7\uf0d8\uf076"  # their bullets, in a set of a pattern
_AT = 0xF000  # where a file keeps the first of them
_SIGNS = {
    **dict(enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", 0x41)),
    **dict(enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ", 0x61)),
    **dict(enumerate("′≤⁄∞", 0xA2)),
    **dict(enumerate("↔←↑→↓°±″≥×∝∂•÷≠≡≈…", 0xAB)),
    0x22: "∀",
    0x24: "∃",
    0x40: "≅",
    0x5E: "⊥",
    0xC5: "⊕",
    0xC6: "∅",
    0xC7: "∩",
    0xC8: "∪",
    0xCE: "∈",
    0xD1: "∇",
    0xD5: "∏",
    0xD6: "√",
    0xD7: "⋅",
    0xE5: "∑",
    0xF2: "∫",
}
_LETTERS = {_AT + place: sign for place, sign in _SIGNS.items()}


def read(text: str) -> str:
    """Return what a text in that typeface shows."""
    return text.translate(_LETTERS)
