"""Labels over boxes in the text: they are no headings, and part no paragraph."""

from collections.abc import Callable

import pytest

from mailgate.importers import Heading, Outline

Read = Callable[..., Outline]
PROSE = (
    "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring of 2019."
)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='admonition note'><p class=admonition-title>Note</p><p>{}</p></div>",
        "<div class=note><h3 class=title>Note</h3><p>{}</p></div>",
        "<div class=warning><table><tr><td rowspan=2><img src=i.png alt=W><th>Warning<tr><td><p>{}</p></table></div>",
    ],
)
def test_the_label_of_a_box_is_no_heading_and_parts_no_paragraph(outline: Read, box: str) -> None:
    pages = "".join(f"<p>{n}. {PROSE}</p>{box.format('The gate was open.') if n == 2 else ''}" for n in range(1, 5))
    found = outline(f"<body><h1>R</h1>{pages}</body>")
    assert [unit.number for unit in found.units] == ["1", "2", "3", "4"]
    assert "The gate was open." in found.units[1].text
    assert [item.text for item in found.flow if isinstance(item, Heading)] == ["R"]


@pytest.mark.parametrize("heading", ["<h2>Note</h2>", "<div class=note><h2>Note on the gates</h2></div>"])
def test_a_heading_that_is_no_label_of_a_box_is_a_heading(outline: Read, heading: str) -> None:
    found = outline(f"<body><h1>R</h1><p>1. {PROSE}</p>{heading}<p>2. {PROSE}</p><p>3. {PROSE}</p></body>")
    assert [item.text[:4] for item in found.flow if isinstance(item, Heading)] == ["Note"]
