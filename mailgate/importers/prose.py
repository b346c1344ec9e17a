"""What reads like a paragraph of a report rather than like a label. Pure."""

import re

from mailgate.importers.blocks import Block, Form

PROSE = 80  # letters from which a block that ends like a sentence is prose
SHORT_SENTENCE = 30  # letters of a short sentence
SENTENCE_END = tuple(".?!:;…。！？؟।”’“»\"')]")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def weight(text: str) -> int:
    """Return how many letters a text has: a sign of Chinese or Japanese says as much as three."""
    return len(text) + 2 * len(_DENSE.findall(text))


def is_prose(block: Block) -> bool:
    """Whether a block reads like a paragraph of a report rather than like a label."""
    long = (len(block.text) >= PROSE or weight(block.text) >= PROSE) and block.link_share < 0.4
    return long and block.form is Form.TEXT and block.text.endswith(SENTENCE_END)
