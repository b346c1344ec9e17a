"""Lines between numbered paragraphs that are headings, though no tag says so; and those that are none."""

from collections.abc import Callable

import pytest

from mailgate.importers import Heading, Outline

Read = Callable[..., Outline]
PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."


def paragraphs(first: int, last: int, below: str = "") -> str:
    return "".join(f"<p class=n>{n}. {PROSE}</p>{below}" for n in range(first, last + 1))


def headings(found: Outline) -> list[str]:
    return [item.text for item in found.flow if isinstance(item, Heading)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p class=s7>The gates</p>", "<p class=s7>The pumps</p>"),
        ("<p>A. The gates</p>", "<p>B. The pumps</p>"),
        ("<p>II. THE GATES</p>", "<p>III. THE PUMPS</p>"),
        ("<p>THE GATES OF THE HARBOUR</p>", "<p>THE PUMPS OF THE HARBOUR</p>"),
        ("<p><i>The gates</i></p>", "<p><em>The pumps</em></p>"),
        ("<p><b>The gates:</b></p>", "<p><strong><em>The pumps&nbsp;:</em></strong></p>"),
        ("<p class=s7>II. THE LAW</p><p class=s8>The gates</p>", "<p class=s8>The pumps</p>"),
    ],
)
def test_a_line_apart_between_a_sentence_and_a_number_is_a_heading(outline: Read, one: str, other: str) -> None:
    page = outline(f"<h1>R</h1>{paragraphs(1, 2)}{one}{paragraphs(3, 4)}{other}{paragraphs(5, 6)}")
    assert [unit.text for unit in page.units] == [PROSE] * 6
    assert len(headings(page)) >= 2


@pytest.mark.parametrize(
    "line",
    [
        "<p>The gates</p>",  # no class, and nothing else that tells it
        "<p class=n>The gates</p>",  # the class of the paragraphs
        "<p class=s7>it was said;</p>",
        "<blockquote><p><i>The gates</i></p></blockquote>",
        "<ul><li>The gates</ul>",
    ],
)
def test_other_lines_below_a_paragraph_are_of_it(outline: Read, line: str) -> None:
    page = outline(f"<h1>R</h1>{paragraphs(1, 2)}{line}{paragraphs(3, 4)}{line}{paragraphs(5, 6)}")
    assert [len(unit.text) > len(PROSE) for unit in page.units] == [False, True, False, True, False, False]


def test_a_class_that_also_ends_the_report_makes_no_heading(outline: Read) -> None:
    page = outline(f"<h1>R</h1>{paragraphs(1, 4, below='<p class=s7>The gates</p>')}")
    assert [unit.text for unit in page.units] == [f"{PROSE}\nThe gates"] * 4


def test_numbers_begin_again_below_such_a_heading(outline: Read) -> None:
    parts = "".join(f"<p class=s7>{name}</p>{paragraphs(1, 3)}" for name in ("The gates", "The pumps", "The locks"))
    page = outline(f"<h1>R</h1>{parts}")
    assert [unit.number for unit in page.units if unit.number] == ["1", "2", "3"] * 3


def test_an_italic_line_between_two_items_is_a_heading(outline: Read) -> None:
    items = "".join(f"<li value={n}>{PROSE}</li>" for n in (1, 2, 3))
    more = "".join(f"<li value={n}>{PROSE}</li>" for n in (4, 5, 6))
    page = outline(f"<h1>R</h1><ol>{items}<p><i>The gates</i></p>{more}</ol>")
    assert [(unit.number, unit.text) for unit in page.units] == [(str(n), PROSE) for n in range(1, 7)]
    assert "The gates" in headings(page)


def test_an_item_without_an_end_does_not_hold_the_heading_below_it(outline: Read) -> None:
    items = [f"<LI VALUE={n}>{PROSE}\n<P>" for n in range(1, 7)]
    page = outline(f"<h1>R</h1><OL>{''.join(items[:3])}<P><I>The gates</I></P>{''.join(items[3:])}</OL>")
    assert [(unit.number, unit.text) for unit in page.units] == [(str(n), PROSE) for n in range(1, 7)]
    assert "The gates" in headings(page)


def test_a_line_above_the_first_number_is_a_heading_where_those_between_the_others_look_so(outline: Read) -> None:
    lines = "".join(f"<p class=c>{name}</p>{paragraphs(n, n)}" for n, name in ((1, "The gates"), (2, "The keys")))
    read = outline(f"<h1>R</h1>{lines}<p class=c>The costs</p>{paragraphs(3, 4)}")
    assert headings(read) == ["The gates", "The keys", "The costs"]


def test_a_look_of_lines_that_mostly_stand_over_numbers_makes_headings_over_a_text_without_one_too(
    outline: Read,
) -> None:
    names = ["The gates", "The keys", "The pumps", "The costs"]
    text = "".join(f"<p class=c>{name}</p>{paragraphs(n, n)}" for n, name in enumerate(names, 1))
    read = outline(f"<h1>R</h1>{text}<p class=c>The crew</p><p>{PROSE}</p>{paragraphs(5, 6)}")
    assert headings(read) == [*names, "The crew"]
    assert [unit.number for unit in read.units] == ["1", "2", "3", "4", None, "5", "6"]


def test_short_lines_with_colons_over_numbers_that_go_on_are_headings(outline: Read) -> None:
    lines = [f"{n}. {PROSE}" for n in range(1, 7)]
    lines[2:2], lines[5:5] = ["On the costs:"], ["On the keys :"]
    read = outline(f"<h1>R</h1><div>{'<br><br>'.join(lines)}</div>")
    assert [unit.text for unit in read.units] == [PROSE] * 6
    assert headings(read) == ["On the costs:", "On the keys :"]


def test_a_line_with_a_colon_over_a_list_is_text(outline: Read) -> None:
    below = "<p>It asked for:</p><p>1. a gate;</p><p>2. a key.</p>"
    assert headings(outline(f"<h1>R</h1>{paragraphs(1, 4)}{below}{paragraphs(5, 6)}{below}{paragraphs(7, 8)}")) == ["R"]


def test_an_italic_line_above_the_first_number_is_a_heading_as_those_between_the_others_are(outline: Read) -> None:
    line = "<p><i>{}</i></p>"
    text = "".join(f"{line.format(name)}{paragraphs(n, n)}" for n, name in enumerate(("The gates", "The keys"), 1))
    assert headings(outline(f"<p>{PROSE}</p>{text}{paragraphs(3, 5)}")) == ["The gates", "The keys"]


def test_a_bold_heading_speaks_for_the_lines_of_its_class_and_a_heading_may_ask(outline: Read) -> None:
    names = ("<b>The gates</b>", "<span>The keys</span>", "<span>Who had the keys?</span>", "<b>The costs</b>")
    text = "".join(f"<p class=t1>{name}</p>{paragraphs(n, n)}" for n, name in enumerate(names, 1))
    read = outline(f"<h1>R</h1>{text}{paragraphs(5, 6)}")
    assert {unit.text for unit in read.units} == {PROSE}
    assert headings(read)[-4:] == ["The gates", "The keys", "Who had the keys?", "The costs"]


@pytest.mark.parametrize("word", ["Source", "Sources", "Quelle", "Fuente"])
def test_a_line_that_says_where_a_box_is_from_belongs_to_the_paragraph_above(outline: Read, word: str) -> None:
    box = f"<div class=s1><p class=s7>{word}: The letter of 4 May</p></div>"
    page = outline(f"<h1>R</h1>{paragraphs(1, 2, box)}{paragraphs(3, 4, box)}{paragraphs(5, 6)}")
    assert [unit.text.split("\n")[1:] for unit in page.units] == [[f"{word}: The letter of 4 May"]] * 4 + [[]] * 2
    assert headings(page) == ["R"]


def test_an_italic_line_over_a_number_is_a_heading_where_paragraphs_end_with_semicolons(outline: Read) -> None:
    asks = [f"<p>{n}. asks the board to shut the gates and to say when, and why, they were open;</p>" for n in range(6)]
    page = outline(f"<h1>R</h1>{''.join(asks[1:3])}<p><i>The pumps</i></p>{''.join(asks[3:])}")
    assert headings(page)[-1:] == ["The pumps"]
    assert all(unit.text.endswith("open;") for unit in page.units)


def test_a_line_that_goes_on_with_a_list_is_no_heading_below_its_semicolon(outline: Read) -> None:
    page = outline(f"<h1>R</h1>{paragraphs(1, 2)}<p>the gates;</p><p>A. The pumps</p>{paragraphs(3, 4)}")
    assert page.units[1].text == f"{PROSE}\nthe gates;\nA. The pumps"


@pytest.mark.parametrize("line", ["<p><em>{}</em></p>", "<p class=Title1Level>II. {}</p>"])
def test_lines_of_a_look_are_headings_over_a_text_without_number_where_most_are_over_one(
    outline: Read, line: str
) -> None:
    names = ("The gates", "The pumps", "The locks")
    parts = "".join(f"{line.format(name)}{paragraphs(2 * n - 1, 2 * n)}" for n, name in enumerate(names, 2))
    page = outline(
        f"<h1>R</h1>{paragraphs(1, 2)}{parts}{line.format('The quay')}<p>The claimant kept the register.</p>"
    )
    assert len(headings(page)) >= 4
    assert page.units[-1].text == "The claimant kept the register."


def test_a_few_italic_lines_over_a_text_without_number_are_text(outline: Read) -> None:
    line = "<p><em>The pumps</em></p><p>They ran until the spring of the next year.</p>"
    page = outline(f"<h1>R</h1>{paragraphs(1, 2)}{line}{paragraphs(3, 4)}{line}{paragraphs(5, 6)}")
    assert "The pumps" in page.units[1].text


@pytest.mark.parametrize("line", ["<p><u>{}</u></p>", '<p><span style="text-decoration: underline">{}</span></p>'])
def test_underlined_lines_over_numbers_are_headings(outline: Read, line: str) -> None:
    page = outline(f"<h1>R</h1>{paragraphs(1, 2)}{line.format('The gates')}{paragraphs(3, 4)}")
    assert headings(page)[-1] == "The gates"
    assert {unit.text for unit in page.units} == {PROSE}


def test_a_line_with_a_word_underlined_is_text(outline: Read) -> None:
    page = outline(f"<h1>R</h1>{paragraphs(1, 2)}<p>The <u>gates</u></p>{paragraphs(3, 4)}")
    assert page.units[1].text == f"{PROSE}\nThe gates"


@pytest.mark.parametrize("name", ["overskrift2", "titel", "untertitel", "ueberschrift", "titulo-1", "sous-titre"])
def test_a_class_says_heading_in_other_languages(outline: Read, name: str) -> None:
    page = outline(f"<h1>R</h1>{paragraphs(1, 2)}<p class={name}>Porten</p><p>{PROSE}</p>{paragraphs(3, 4)}")
    assert headings(page)[-1] == "Porten"


TABLE = "<table><tr><th>Year<th>Cost</tr><tr><td>2019<td>12</tr><tr><td>2020<td>14</tr></table>"
ITEMS = "<ul><li>the north gate<li>the south gate</ul>"


@pytest.mark.parametrize("above", [TABLE, ITEMS])
@pytest.mark.parametrize("line", ["<p><em>{}</em></p>", "<p><u>{}</u></p>", "<p class=s7>{}</p>"])
def test_a_line_below_a_table_or_a_list_is_of_its_paragraph(outline: Read, above: str, line: str) -> None:
    parts = f"{paragraphs(1, 2)}{above}{line.format('Figures in millions')}{paragraphs(3, 4)}{above}"
    page = outline(f"<h1>R</h1>{parts}{line.format('Both were shut in 2019')}{paragraphs(5, 6)}")
    assert headings(page) == ["R"]
    assert page.units[1].text.endswith("\nFigures in millions")
    assert page.units[3].text.endswith("\nBoth were shut in 2019")


@pytest.mark.parametrize("above", [TABLE, ITEMS])
@pytest.mark.parametrize("line", ["<p><em>{}</em></p>", "<p><u>{}</u></p>", "<p class=s7>{}</p>"])
def test_a_line_below_a_table_or_a_list_is_a_heading_as_those_below_sentences_are(
    outline: Read, above: str, line: str
) -> None:
    names = ("The gates", "The pumps", "The locks")
    parts = "".join(f"{paragraphs(n, n)}{line.format(name)}" for n, name in enumerate(names, 1))
    page = outline(f"<h1>R</h1>{parts}{paragraphs(4, 4)}{above}{line.format('The quay')}{paragraphs(5, 6)}")
    assert headings(page)[-4:] == [*names, "The quay"]
