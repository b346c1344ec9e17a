"""OpenDocument texts as offices save them: where the numbers of lists come from."""

from pathlib import Path

from mailgate.importers import read
from tests.mailgate.importers.office import opendocument

LEVELS = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/></text:list-style>'
    '<style:style style:name="Counted" style:family="paragraph" style:list-style-name="L1"/>'
    '<style:style style:name="Plain" style:family="paragraph" style:parent-style-name="Counted" '
    'style:list-style-name=""/>'
)


def item(text: str, style: str = "Counted") -> str:
    inner = f'<text:list-item><text:p text:style-name="{style}">{text}</text:p></text:list-item>'
    return f'<text:list text:style-name="L1" text:continue-numbering="true">{inner}</text:list>'


def numbers(path: Path) -> list[tuple[str | None, str]]:
    return [(unit.number, unit.text) for unit in read(path).units]


def test_a_paragraph_in_a_list_counts_once_though_its_style_names_a_list_too(tmp_path: Path) -> None:
    texts = ["The river rose.", "The gauge was under water.", "The road was closed."]
    path = opendocument(tmp_path / "r.odt", "".join(item(text) for text in texts), LEVELS)
    assert numbers(path) == list(zip("123", texts, strict=True))


def test_a_style_that_names_no_list_takes_its_paragraphs_out_of_the_list_of_its_parent(tmp_path: Path) -> None:
    aside = '<text:p text:style-name="Plain">Nobody was told.</text:p>'
    body = item("The river rose.") + aside + item("The road was closed.") + item("The pumps stood still.")
    path = opendocument(tmp_path / "r.odt", body, LEVELS)
    assert numbers(path) == [
        ("1", "The river rose.\nNobody was told."),
        ("2", "The road was closed."),
        ("3", "The pumps stood still."),
    ]
