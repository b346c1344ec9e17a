"""What a page without paragraphs may be of a report: terms with what they mean, or a table."""

from collections.abc import Sequence

from mailgate.importers.blocks import Block, Form
from mailgate.importers.prose import SENTENCE_END

_FEW = 4  # terms
_MEANS = 8  # letters of what a term means
_LETTERS = 160  # of a table's words: the days of a calendar have fewer
_ROWS = 4
_LINKED = 0.4  # of the letters of what is none of the report


def of_report(blocks: Sequence[Block]) -> list[int]:
    """Return the places of sentences that say what terms mean, where there are several, and of tables with words."""
    means = [place for place, block in enumerate(blocks) if _says_meaning(block)]
    data = [place for place, block in enumerate(blocks) if _is_data(block)]
    return sorted([*(means if len(means) >= _FEW else []), *data])


def _says_meaning(block: Block) -> bool:
    if block.form is not Form.TEXT or block.link_share > _LINKED or not block.text.endswith(SENTENCE_END):
        return False
    said = next((each.tag for each in (block.element, *block.element.ancestors()) if each.tag in {"dt", "dd"}), "")
    return said == "dd" and len(block.text) >= _MEANS and " " in block.text


def _is_data(block: Block) -> bool:
    if block.form is not Form.TABLE or block.link_share > _LINKED:
        return False
    return sum(map(str.isalpha, block.text)) >= _LETTERS and block.text.count("\n") >= _ROWS
