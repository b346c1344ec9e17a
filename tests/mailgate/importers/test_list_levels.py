"""Lists in lists that only count: LibreOffice writes them as HTML, and Word nests what does not belong together."""

from collections.abc import Callable
from pathlib import Path

from mailgate.importers import Heading, Outline, read
from tests.mailgate.importers.office import abstract, instance, level, paragraph, word

Read = Callable[..., Outline]
PROSE = (
    "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring of 2019."
)
OFFICE = '<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)">'
BULLETS = "<ul><li><p>The first gate was shut.</p><li><p>The second was not.</p></ul>"


def numbers(found: Outline) -> list[str | None]:
    return [unit.number for unit in found.units]


def headings(found: Outline) -> list[str]:
    return [item.text for item in found.flow if isinstance(item, Heading)]


def items(count: int, attributes: str = "") -> str:
    return f"<ol{attributes}>" + f"<li><p>{PROSE}</p>" * count + "</ol>"


def test_a_list_directly_in_a_list_is_of_no_lower_level(outline: Read) -> None:
    wrapped = f"<ol>{items(3)}</ol><h2>Afterwards</h2><ol>{items(2, ' start=4')}</ol>"
    found = outline(f"<h1>R</h1>{wrapped}")
    assert numbers(found) == list("12345")


def test_a_list_in_a_list_below_an_item_stays_its_own(outline: Read) -> None:
    inner = "<ol><li>One gate was shut.<li>Another was not.</ol>"
    found = outline(f"<h1>R</h1><ol><li><p>{PROSE}</p>{inner}<li><p>{PROSE}</p><li><p>{PROSE}</p></ol>")
    assert numbers(found) == list("123")
    assert found.units[0].text == f"{PROSE}\nOne gate was shut.\nAnother was not."


def test_a_heading_that_is_an_item_shows_its_number(outline: Read) -> None:
    chapters = (f"<li><h1>{name}</h1>{items(3)}</li>" for name in ("The gates", "The pumps"))
    found = outline(f"<p>The title</p><ol>{''.join(chapters)}</ol>")
    assert headings(found) == ["1. The gates", "2. The pumps"]
    assert numbers(found)[1:] == ["1", "2", "3"] * 2


def test_an_item_with_a_heading_and_prose_stays_an_item(outline: Read) -> None:
    steps = "".join(f"<li><h3>Step {n}</h3><p>{PROSE}</p></li>" for n in "AB")
    found = outline(f"<h1>R</h1><p>{PROSE}</p><ol>{steps}</ol><p>{PROSE}</p>")
    assert headings(found) == ["Step A", "Step B"]


def test_a_list_that_libreoffice_begins_again_after_bullets_goes_on(outline: Read) -> None:
    lists = items(2, ' start="7"') + BULLETS + items(1, ' start="7"') + BULLETS + items(2, ' start="7"')
    page = f"<h1>R</h1>{items(6)}<h2>Then</h2>{lists}"
    assert numbers(outline(f"<head>{OFFICE}</head>{page}")) == [str(n) for n in range(1, 12)]
    assert numbers(outline(page))[6:9] != ["7", "8", "9"]  # of other programs it is what they print


def test_a_list_of_libreoffice_that_says_that_it_begins_again_does(outline: Read) -> None:
    chapter = f"<h2>Then</h2><ol><li value=1><p>{PROSE}</p><li><p>{PROSE}</p><li><p>{PROSE}</p></ol>"
    assert numbers(outline(f"<head>{OFFICE}</head><h1>R</h1>{chapter * 3}")) == ["1", "2", "3"] * 3


def test_a_list_of_libreoffice_before_one_that_goes_on_by_itself_is_another(outline: Read) -> None:
    other = BULLETS + "<ol><li><p>The first was late.</p><li><p>The next was not.</p></ol>"
    found = outline(f"<head>{OFFICE}</head><h1>R</h1>{items(4)}{other}{BULLETS}{items(3, ' start=5')}")
    assert numbers(found) == [str(n) for n in range(1, 8)]


def test_paragraphs_of_a_lower_level_behind_a_list_of_another_go_on(tmp_path: Path) -> None:
    main = abstract(0, level(0, "decimal", "Part %1"), level(1, "decimal", "%2."))
    numbering = main + abstract(1, level(0, "lowerRoman", "(%1)")) + instance(1, 0) + instance(2, 1)
    sub = "".join(paragraph(f"Gate {n} was open.", number=(2, 0)) for n in (1, 2))
    body = "".join(paragraph(f"{PROSE} So {n}.", number=(1, 1)) + (sub if n in {2, 3} else "") for n in range(1, 6))
    found = read(word(tmp_path / "r.docx", body, numbering=numbering))
    assert numbers(found) == list("12345")
    assert found.units[1].text.endswith("So 2.\nGate 1 was open.\nGate 2 was open.")
