"""Elements of a site's own are blocks or parts of a sentence by what stands beside them."""

from collections.abc import Callable

from mailgate.importers import Outline

Read = Callable[..., Outline]
PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes."


def units(found: Outline) -> list[tuple[str | None, str]]:
    return [(unit.number, unit.text) for unit in found.units]


def test_paragraphs_that_are_elements_of_a_sites_own_are_apart(outline: Read) -> None:
    body = "".join(f'<a id="p{n}"></a><rep-para><span>{n}</span> {PROSE}</rep-para>' for n in (1, 2, 3))
    assert units(outline(f"<h1>R</h1><main><h2>The gates</h2>{body}</main>")) == [(str(n), PROSE) for n in (1, 2, 3)]


def test_a_number_in_an_element_of_its_own_stands_before_its_paragraph(outline: Read) -> None:
    body = "".join(f"<num-para><para-no>{n}.</para-no><para-text>{PROSE}</para-text></num-para>" for n in (1, 2, 3))
    found = outline(f"<h1>R</h1><rep-body><rep-part><h2>The gates</h2>{body}</rep-part></rep-body>")
    assert units(found) == [(str(n), PROSE) for n in (1, 2, 3)]


def test_an_element_of_a_sites_own_within_a_sentence_parts_nothing(outline: Read) -> None:
    words = f"The <x-term>sluice</x-term> of the <x-term>lock</x-term> stuck. {PROSE}"
    shown = f"The sluice of the lock stuck. {PROSE}"
    body = "".join(f"<div>{n}. {words}</div>" for n in (1, 2, 3))
    last = "<p>4. <x-term>Sluices</x-term> <x-term>stick</x-term></p>"
    found = outline(f"<h1>R</h1><h2>The gates</h2>{body}{last}")
    assert units(found) == [*((str(n), shown) for n in (1, 2, 3)), ("4", "Sluices stick")]


def test_words_that_are_elements_of_a_sites_own_alone_in_a_paragraph_stay_in_it(outline: Read) -> None:
    body = "".join(
        f"<p><x-number>{n}.</x-number> <x-words>It rained.</x-words> <x-words>{PROSE}</x-words></p>" for n in (1, 2, 3)
    )
    assert units(outline(f"<h1>R</h1><h2>The gates</h2>{body}")) == [(str(n), f"It rained. {PROSE}") for n in (1, 2, 3)]


def test_a_table_whose_cells_are_elements_of_a_sites_own_stays_a_table(outline: Read) -> None:
    rows = "".join(f"<tr><td><x-cell>Gate {n}</x-cell></td><td><x-cell>{n} m</x-cell></td></tr>" for n in (1, 2, 3))
    found = outline(f"<h1>R</h1><h2>Gates</h2><p>1. {PROSE}</p><table>{rows}</table><p>2. {PROSE}</p><p>3. {PROSE}</p>")
    assert any("<td>Gate 2</td><td>2 m</td>" in unit.html for unit in found.units)
