"""Marks of notes, and notes, as publishers of laws, courts and printers write them."""

import time
from collections.abc import Callable

import pytest

from mailgate.importers import Outline, note_lines
from mailgate.importers.tree import parse

Read = Callable[..., Outline]
PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."
NUMBERS = range(1, 5)


def said(outline: Outline) -> list[tuple[str | None, str, list[str]]]:
    return [(unit.number, unit.text, [note.text for note in unit.footnotes]) for unit in outline.units]


def expected() -> list[tuple[str | None, str, list[str]]]:
    return [(str(n), PROSE, [f"Letter of day {n}"]) for n in NUMBERS]


def test_a_mark_of_its_own_kind_is_one_where_its_note_links_back_by_the_same(outline: Read) -> None:
    mark = '<sup><a href="#c{0}" id="r{0}">F{0}</a></sup>'
    paras = "".join(f"<p>{n}. {PROSE}{mark.format(n)}</p>" for n in NUMBERS)
    notes = "".join(f'<p id="c{n}"><a href="#r{n}">F{n}</a> <span>Letter of day {n}</span></p>' for n in NUMBERS)
    assert said(outline(f"<h1>R</h1>{paras}<hr>{notes}")) == expected()


def test_a_link_to_a_place_that_links_elsewhere_is_text(outline: Read) -> None:
    paras = "".join(f'<p>{n}. {PROSE} See <a href="#c{n}" id="r{n}">F{n}</a>.</p>' for n in NUMBERS)
    notes = "".join(f'<h3 id="c{n}">Form F{n}</h3><p><a href="#r9">F9</a> follows.</p>' for n in NUMBERS)
    read = said(outline(f"<h1>R</h1>{paras}{notes}"))
    assert read[0] == ("1", f"{PROSE} See F1.", [])


def test_brackets_around_a_mark_go_with_it_though_an_anchor_that_nobody_ended_holds_one(outline: Read) -> None:
    mark = "[<a href=#n{0} name=b{0}>{0}</a>]"
    paras = "".join(f"<li value={n}><a name=para{n}>{PROSE}{mark.format(n)}</a></li>" for n in NUMBERS)
    notes = "".join(f"<p><a name=n{n} href=#b{n}>Note {n}</a> Letter of day {n}</p>" for n in NUMBERS)
    assert said(outline(f"<h1>R</h1><ol>{paras}</ol>{notes}")) == expected()


@pytest.mark.parametrize("note", ["<font size=-1>({0}) Letter of day {0}</font><br>", "{0}. Letter of day {0}<br>\n"])
def test_notes_on_lines_that_count_what_is_raised_above_are_notes(outline: Read, note: str) -> None:
    paras = "".join(f"{n}) {PROSE}<font size=-2><sup>({n})</sup></font><br><br>" for n in NUMBERS)
    notes = "".join(note.format(n) for n in NUMBERS)
    assert said(outline(f"<h1>R</h1><font face=Times>{paras}<hr><b>NOTES</b><br>{notes}</font>")) == expected()


def test_lines_that_count_past_what_is_raised_are_paragraphs(outline: Read) -> None:
    paras = "".join(f"{n}. {PROSE} The yard has 40 acres<sup>{n}</sup>.<br>" for n in (1, 2))
    more = "".join(f"{n}. {PROSE}<br>" for n in (3, 4))
    assert [number for number, _, _ in said(outline(f"<h1>R</h1><div>{paras}{more}</div>"))] == ["1", "2", "3", "4"]


def test_lines_of_one_element_are_looked_at_in_time_that_grows_with_them() -> None:
    raised = "".join(f"<sup>{n}</sup>" for n in NUMBERS)
    tree = parse(f"<p>{raised}</p><div>{'a<br>' * 60_000}</div>".encode(), "report.html")
    began = time.process_time()
    note_lines.part_counted(tree.body)
    assert time.process_time() - began < 3


def test_a_heading_of_notes_in_a_paragraph_goes_with_them(outline: Read) -> None:
    paras = "".join(f'<p>{n}. {PROSE}<sup><a href="#s{n}" id="r{n}">{n}</a></sup></p>' for n in NUMBERS)
    notes = "".join(f'<p id="s{n}"><a href="#r{n}">{n}</a> Letter of day {n}</p>' for n in NUMBERS)
    assert said(outline(f"<div>{paras}<p>Notes</p>{notes}</div>")) == expected()


def test_the_printers_slashed_marks_are_read_in_typed_text_of_a_page(outline: Read) -> None:
    rule, days = "-" * 60, ("Monday", "Tuesday", "Friday", "Sunday")
    said_of = "The board met on the first {} of every month,\nand nobody took the minutes of that."
    pages = ""
    for n, day in enumerate(days, 1):
        pages += f"    {n}. {said_of.format(day)}\\{n}\\\n{rule}\n\n    \\{n}\\ Letter of day {n}.\n\n{rule}\n"
        pages += f"\n[[Page {27600 + n}]]\n\n"
    read = said(outline(f"<html><body><pre>\n{pages}</pre></body></html>"))
    texts = [said_of.format(day).replace("\n", " ") for day in days]
    assert read == [(str(n), text, [f"Letter of day {n}."]) for n, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    "mark",
    [
        '<a class=f href="javascript:void(0)" data-note="Letter of day {0}"><sup>{0}</sup></a>',
        '<sup title="Letter of day {0}">[{0}]</sup>',
        '<sup><span data-bs-content="Letter of day {0}" tabindex=0>{0}</span></sup>',
    ],
)
def test_what_a_script_shows_at_a_mark_is_its_note(outline: Read, mark: str) -> None:
    paras = "".join(f"<p>{n}. {PROSE}{mark.format(n)}</p>" for n in NUMBERS)
    assert said(outline(f"<h1>R</h1>{paras}")) == expected()


def test_a_title_of_what_is_raised_and_no_mark_is_no_note(outline: Read) -> None:
    raised = '{}. The yard<sup title="a trade mark">TM</sup> has 40 m<sup title="square metres">2</sup> of floor.'
    paras = "".join(f"<p>{raised.format(n)}</p>" for n in NUMBERS)
    assert said(outline(f"<h1>R</h1>{paras}"))[0] == ("1", "The yardTM has 40 m2 of floor.", [])


def test_a_mark_in_chinese_and_japanese_says_that_it_is_one(outline: Read) -> None:
    prose = "委員会は事故の記録を確認しなかったので、その経緯は明らかでない。" * 2
    paras = "".join(f'<p>（{n}）{prose}<sup><a href="#c{n}">注{n}</a></sup></p>' for n in NUMBERS)
    notes = "".join(f'<p id="c{n}">注{n}　第{n}頁。</p>' for n in NUMBERS)
    read = said(outline(f"<h1>R</h1>{paras}<hr>{notes}"))
    assert read == [(str(n), prose, [f"第{n}頁。"]) for n in NUMBERS]
