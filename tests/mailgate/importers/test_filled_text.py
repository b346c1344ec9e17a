"""Texts whose lines a program filled, as converters of PDF and typesetters for terminals do: where paragraphs end."""

import textwrap
import time
from pathlib import Path

import pytest

from mailgate.importers.text_lines import Line
from mailgate.importers.text_lumps import lumps_of
from tests.mailgate.importers.texts import headings, imported, numbered

SENTENCES = [
    "The harbour board met on the first Monday of every month, and its clerk kept the minutes in a locked drawer.",
    "Nobody had asked the wardens about the key before the spring tide came over the lower quay and into the yard.",
    "The sluice was opened at dawn by a man whose name the inquiry never learned, though three witnesses saw him.",
    "A second survey of the western dyke was paid for twice, once by the parish and once by the county itself.",
]
WIDTH = 62


def filled(text: str, first: str = "", rest: str = "", width: int = WIDTH) -> str:
    return textwrap.fill(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def text_of(place: int, count: int = 3) -> str:
    return " ".join(SENTENCES[(place + each) % len(SENTENCES)] for each in range(count))


def test_a_line_that_had_room_for_the_next_word_ends_a_paragraph(tmp_path: Path) -> None:
    paragraphs = [filled(f"{n}. {text_of(n)} So it was.\n{SENTENCES[0]}".split("\n")[0]) for n in range(1, 6)]
    below = [filled(f"Later it was said again. {SENTENCES[n % 4]} {SENTENCES[0]}") for n in range(1, 6)]
    outline = imported(tmp_path, "\n".join(f"{a}\n{b}" for a, b in zip(paragraphs, below, strict=True)))
    expected = [
        (str(n), f"{text_of(n)} So it was.\nLater it was said again. {SENTENCES[n % 4]} {SENTENCES[0]}")
        for n in range(1, 6)
    ]
    assert numbered(outline) == expected


def test_sentences_of_a_line_each_are_one_paragraph_where_nobody_filled_the_lines(tmp_path: Path) -> None:
    outline = imported(tmp_path, "\n\n".join(f"{n}. It rained.\n{text_of(n, 1)}\nIt did." for n in range(1, 9)))
    assert numbered(outline) == [(str(n), f"It rained. {text_of(n, 1)} It did.") for n in range(1, 9)]


def test_a_short_line_over_a_filled_paragraph_is_a_heading(tmp_path: Path) -> None:
    parts = [f"The wardens and the key\n{filled(text_of(1))}"]
    parts += [filled(f"{n}. {text_of(n)}") for n in range(1, 6)]
    outline = imported(tmp_path, "\n\n".join([*parts, f"What the clerk knew\n{filled(text_of(2))}", "6. It ended."]))
    assert headings(outline) == ["The wardens and the key", "What the clerk knew"]
    assert numbered(outline)[0] == (None, text_of(1))


def test_a_first_line_set_in_begins_a_paragraph_and_a_hanging_one_does_not(tmp_path: Path) -> None:
    outline = imported(tmp_path, "\n".join(filled(text_of(n), f"     {n}. ") for n in range(1, 6)))
    assert numbered(outline) == [(str(n), text_of(n)) for n in range(1, 6)]
    hanging = "\n\n".join(f"{n}.   It rained.\n     {SENTENCES[0]}" for n in range(1, 6))
    assert numbered(imported(tmp_path, hanging)) == [(str(n), f"It rained. {SENTENCES[0]}") for n in range(1, 6)]


def test_numbers_letters_and_bullets_alone_in_a_line_belong_to_the_next(tmp_path: Path) -> None:
    parts = [f"{n}.\n{filled(text_of(n))}\n(a)\nThe quay.\n(b)\nThe yard." for n in range(1, 6)]
    outline = imported(tmp_path, "\n".join(parts))
    assert numbered(outline) == [(str(n), f"{text_of(n)}\n(a) The quay.\n(b) The yard.") for n in range(1, 6)]


def test_rows_in_filled_text_keep_their_lines(tmp_path: Path) -> None:
    rows = "Year   Gates   Cost\n1990   12      £300\n1991   14      £250"
    parts = [filled(f"{n}. {text_of(n)}") for n in range(1, 6)]
    outline = imported(tmp_path, "\n".join([parts[0], rows, *parts[1:]]))
    assert numbered(outline)[0] == ("1", f"{text_of(1)}\nYear Gates Cost\n1990 12 £300\n1991 14 £250")


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("in the winter of 1978–", "79, when it rained", "in the winter of 1978–79, when it rained"),
        ("the committee of the inquiry—", "which sat", "the committee of the inquiry—which sat"),
        ("the board of the port, of COVID-", "19 and of tides", "the board of the port, of COVID-19 and of tides"),
        ("the com\u2010", "mittee of the port", "the committee of the port"),
        ("the board –", "which sat", "the board – which sat"),
        ("委员会在黎明之前", "打开了闸门", "委员会在黎明之前打开了闸门"),
    ],
)
def test_what_the_end_of_a_line_parts_is_joined_as_it_was(tmp_path: Path, above: str, below: str, joined: str) -> None:
    more = "\n\n".join(f"{n}. The committee sat. {SENTENCES[0]}" for n in range(2, 5))
    outline = imported(tmp_path, f"1. Of {above}\n{below}.\n\n{more}")
    assert outline.units[0].text == f"Of {joined}."


def pages(notes: str = "") -> list[str]:
    bodies = [
        f"{filled(f'1. {SENTENCES[0][:-1]}.1 {SENTENCES[1]}')}\n\n{filled(f'2. Of 1978–79.2 {SENTENCES[2]}')}",
        filled(f"3. {SENTENCES[3]}3 {text_of(0)}"),
        filled(f"4. {text_of(1)}"),
    ]
    feet = ["1 Minutes of the board, 3 May.\n2 Letter of the clerk, which is\nin the annex.", "3 Map 4.", ""]
    return [f"{body}\n\n{foot if notes else ''}" for body, foot in zip(bodies, feet, strict=True)]


def test_notes_at_the_feet_of_pages_are_tied_to_the_figures_behind_words(tmp_path: Path) -> None:
    outline = imported(tmp_path, "\f".join(pages("notes")))
    notes = [[(note.mark, note.text) for note in unit.footnotes] for unit in outline.units]
    assert notes == [
        [("1", "Minutes of the board, 3 May.")],
        [("2", "Letter of the clerk, which is in the annex.")],
        [("3", "Map 4.")],
        [],
    ]
    assert outline.units[1].text == f"Of 1978–79. {SENTENCES[2]}"


def test_figures_behind_words_stay_where_no_note_is(tmp_path: Path) -> None:
    outline = imported(tmp_path, "\f".join(pages()))
    assert outline.units[1].text == f"Of 1978–79.2 {SENTENCES[2]}"


def test_a_head_close_above_the_text_is_none_of_it(tmp_path: Path) -> None:
    texts = [filled(f"{n}. {text_of(n)} And the quay", width=WIDTH) + "\nwas dry." for n in range(1, 5)]
    outline = imported(tmp_path, "\f".join(f"Report of the board\n{text}" for text in texts))
    assert numbered(outline) == [(str(n), f"{text_of(n)} And the quay was dry.") for n in range(1, 5)]


def test_numbers_of_pages_alone_in_a_line_part_pages_without_form_feeds(tmp_path: Path) -> None:
    whole = [filled(f"{n}. {text_of(n)}").split("\n") for n in range(1, 6)]
    parts = [
        "\n".join(lines[:3]) + f"\n\n\n{' ' * 28}-{n}-\n\n\n" + "\n".join(lines[3:]) for n, lines in enumerate(whole, 1)
    ]
    outline = imported(tmp_path, "\n\n".join(parts))
    assert numbered(outline) == [(str(n), text_of(n)) for n in range(1, 6)]


def test_a_line_above_and_one_below_make_a_heading(tmp_path: Path) -> None:
    line = "=" * 9
    body = "\n\n".join(f"{n}. {SENTENCES[0]}" for n in range(1, 4))
    outline = imported(
        tmp_path, f"{line}\nThe flood\n{line}\n\n{body}\n\n{line}\nThe after\n{line}\n\n4. {SENTENCES[1]}"
    )
    assert headings(outline) == ["The flood", "The after"]
    assert len(outline.units) == 4


@pytest.mark.parametrize("sign", ["、", "．", "。"])
def test_numbers_of_scripts_without_spaces_need_none(tmp_path: Path, sign: str) -> None:
    text = "委员会在黎明之前打开了闸门，工程师记录了水位。"
    outline = imported(tmp_path, "\n\n".join(f"{n}{sign}{text}" for n in range(1, 5)))
    assert numbered(outline) == [(str(n), text) for n in range(1, 5)]


def test_an_empty_line_below_each_line_ends_no_paragraph(tmp_path: Path) -> None:
    lines = [line for n in range(1, 9) for line in [*filled(f"{n}. {text_of(n)}").split("\n"), "", ""]]
    outline = imported(tmp_path, "\n\n".join(lines))
    assert numbered(outline) == [(str(n), text_of(n)) for n in range(1, 9)]


def test_notes_may_have_full_stops_behind_their_marks_and_paragraphs(tmp_path: Path) -> None:
    text = [filled(f"{n}. {SENTENCES[n % 4][:-1]}.{n} {text_of(n)}") for n in range(1, 4)]
    notes = ["Map. See the annex.", "Letter. It is lost.", "Minutes. Nobody kept them."]
    feet = [f"{n}. {note.replace('. ', f'.{chr(10)}')}" for n, note in enumerate(notes, 1)]
    outline = imported(tmp_path, "\f".join(f"{each}\n\n{foot}" for each, foot in zip(text, feet, strict=True)))
    assert [[note.text for note in unit.footnotes] for unit in outline.units] == [[note] for note in notes]


def test_a_paragraph_that_ends_with_the_mark_of_its_note_is_no_heading(tmp_path: Path) -> None:
    text = "1. It rained.[1]\n\n2. The key was lost.[2]\n\n3. It ended.\n\n[1] Minutes.\n\n[2] Letter.\n"
    assert [unit.number for unit in imported(tmp_path, text).units] == ["1", "2", "3"]


@pytest.mark.parametrize("sign", ["Rn.", "Tz.", "Para"])
def test_words_that_only_say_that_it_is_a_number_need_no_sign_behind_it(tmp_path: Path, sign: str) -> None:
    texts = [filled(text_of(n), f"{sign} {n}  ", " " * 8) for n in range(1, 6)]
    assert numbered(imported(tmp_path, "\n\n".join(texts))) == [(str(n), text_of(n)) for n in range(1, 6)]


def test_a_short_line_over_a_line_that_is_a_paragraph_is_a_heading(tmp_path: Path) -> None:
    parts = [f"{n}. {text_of(n)}" for n in range(1, 5)]
    outline = imported(tmp_path, "\n".join([*parts, "What the clerk knew", text_of(2), "5. It ended."]))
    assert headings(outline) == ["What the clerk knew"]


def test_a_line_is_short_where_a_converter_put_its_first_half_word_into_the_one_before(tmp_path: Path) -> None:
    long = "The wardens of the quay and the clerk of the harbour met on a committee"
    parts = [filled(f"{n}. {text_of(n)}") for n in range(1, 6)]
    text = f"{parts[0]}\n{long}\nwith the board, and nobody took minutes of it.\n{filled(SENTENCES[0])}"
    outline = imported(tmp_path, "\n\n".join([text, *parts[1:]]))
    assert outline.units[0].text.endswith(f"nobody took minutes of it. {SENTENCES[0]}")


def test_a_long_text_without_an_empty_line_is_looked_through_at_once() -> None:
    lines = [Line(number, 0, SENTENCES[0]) for number in range(120_000)]
    began = time.process_time()
    assert len(list(lumps_of(lines))) == 1
    assert time.process_time() - began < 8
