"""Pages as the programs of the nineties wrote them, and as courts and printers of old books set them."""

from collections.abc import Callable

import pytest

from mailgate.importers import Heading, Outline

Read = Callable[..., Outline]
PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."
NUMBERS = range(1, 5)


def found(outline: Outline) -> list[tuple[str | None, str]]:
    return [(unit.number, unit.text) for unit in outline.units]


@pytest.mark.parametrize("around", ["<B><FONT FACE=Arial>{}</FONT></B>", "<strong>{}</strong>"])
def test_a_paragraph_in_bold_type_around_it_is_a_heading(outline: Read, around: str) -> None:
    between = around.format("<P>The gate and the keys</P>")
    read = outline(f"<h1>R</h1><p>1. {PROSE}</p><p>2. {PROSE}</p>{between}<p>3. {PROSE}</p>")
    assert found(read) == [(str(n), PROSE) for n in (1, 2, 3)]
    assert [item.text for item in read.flow if isinstance(item, Heading)] == ["The gate and the keys"]


def test_bold_type_that_nobody_ended_makes_no_headings(outline: Read) -> None:
    said = "The board did not answer, and said so"
    read = outline(f"<h1>R</h1><b><p>1. {PROSE}</p><p>2. {PROSE}</p><p>{said}</p><p>3. {PROSE}</p></b>")
    assert [item.text for item in read.flow if isinstance(item, Heading)] == []
    assert found(read)[1] == ("2", f"{PROSE}\n{said}")


@pytest.mark.parametrize("sign", ["{{¶ {}}}", "{{¶{}}}", "¶ {}", "[¶{}]"])
def test_a_courts_sign_for_a_paragraph_stands_in_brackets_or_none(outline: Read, sign: str) -> None:
    read = outline("<h1>R</h1>" + "".join(f"<p>{sign.format(n)} {PROSE}</p>" for n in NUMBERS))
    assert [(str(number).strip("¶ "), text) for number, text in found(read)] == [(str(n), PROSE) for n in NUMBERS]
