"""Plain texts as people type them, and as printers' files were: what is a heading, an item, a page's own line."""

from pathlib import Path

import pytest

from tests.mailgate.importers.texts import headings, imported, numbered

PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."
FIRST = "The harbour board met on the first Monday of every month, and nobody"
REST = "took the minutes until the spring."
MORE = f"2. {PROSE}\n\n3. {PROSE}\n\n4. {PROSE}\n"


def test_what_is_printed_around_pages_parts_no_paragraph_and_is_told_once(tmp_path: Path) -> None:
    head, foot = (
        "Report 12             The flood             May 2020",
        "Marrow                                   [Page {}]",
    )
    pages = []
    for page in range(1, 5):
        above = f"{REST}\n\n" if page > 1 else ""
        below = f"{page}.  {FIRST}" if page < 4 else f"4.  {PROSE}"
        top = f"{head}\n\n\n" if page > 1 else ""
        pages.append(f"{top}{above}{below}\n\n\n{foot.format(page)}\n")
    outline = imported(tmp_path, "\f\n".join(pages))
    assert numbered(outline) == [(str(n), PROSE) for n in range(1, 5)]
    assert sum("Page" in line for line in outline.left_out) == 1
    assert outline.share == 1


def test_a_paragraph_that_ends_with_its_page_does_not_go_on(tmp_path: Path) -> None:
    texts = [PROSE, "The bridge was shut for a week.", "Nobody had asked the wardens about the key."]
    outline = imported(tmp_path, "\f".join(f"{text}\n\n- {page} -\n" for page, text in enumerate(texts, 1)))
    assert [unit.text for unit in outline.units] == texts


def test_a_short_line_between_paragraphs_of_a_line_each_is_a_heading(tmp_path: Path) -> None:
    lines = ["The flood", f"1. {PROSE}", f"2. {PROSE}", "The warnings", f"3. {PROSE}", f"4. {PROSE}"]
    outline = imported(tmp_path, "\n".join(lines))
    assert numbered(outline) == [(n, PROSE) for n in "1234"]
    assert headings(outline)[-1] == "The warnings"


def test_a_chapter_that_ends_with_a_full_stop_is_a_heading_where_it_is_alone(tmp_path: Path) -> None:
    centred = f"\n\n{' ' * 30}{{}}\n\n"
    text = f"1. {PROSE}{centred.format('CHAPTER II.')}2. {PROSE}\n\nSection 4.\n\n3. {PROSE} See Section 4.\n"
    outline = imported(tmp_path, text)
    assert numbered(outline) == [("1", PROSE), ("2", PROSE), ("3", f"{PROSE} See Section 4.")]
    assert headings(outline) == ["CHAPTER II.", "Section 4."]


def test_a_line_that_was_full_is_no_heading_whatever_the_next_begins_with(tmp_path: Path) -> None:
    text = (
        "The wardens signed for it as the board had asked them to in\n12 Letters of that summer, and kept a copy.\n\n"
    )
    outline = imported(tmp_path, text + f"{PROSE[:60]}\n{PROSE[60:]}\n")
    assert outline.units[0].text.startswith("The wardens signed for it")
    assert not headings(outline)


def test_a_dash_alone_at_the_start_of_a_line_belongs_to_its_sentence(tmp_path: Path) -> None:
    outline = imported(tmp_path, "1. The board closed the road\n– a fact that nobody disputes – at six.\n\n" + MORE)
    assert outline.units[0].text == "The board closed the road – a fact that nobody disputes – at six."


def test_letters_that_count_from_the_first_are_items_and_others_are_not(tmp_path: Path) -> None:
    listed = f"1. {PROSE}\n   (a) the sluice, which was\n       shut;\n   (b) the bridge.\n\n{MORE}"
    assert imported(tmp_path, listed).units[0].text == f"{PROSE}\n(a) the sluice, which was shut;\n(b) the bridge."
    cited = f"1. The duty under section 5\n(c) of the Act, and under\n(a) of it.\n\n{MORE}"
    assert imported(tmp_path, cited).units[0].text == "The duty under section 5 (c) of the Act, and under (a) of it."


def test_a_question_over_a_numbered_paragraph_is_a_heading(tmp_path: Path) -> None:
    found = imported(tmp_path, f"1. {PROSE}\n\nCould it have been known?\n\n{MORE}")
    assert numbered(found)[0] == ("1", PROSE)
    assert headings(found) == ["Could it have been known?"]


def test_a_question_below_which_prose_goes_on_is_no_heading(tmp_path: Path) -> None:
    found = imported(tmp_path, f"1. {PROSE}\n\nBut was it known?\n\n{PROSE}\n\n{MORE}")
    assert numbered(found)[0] == ("1", f"{PROSE}\nBut was it known?\n{PROSE}")


def test_years_and_places_in_square_brackets_are_text_where_there_are_no_such_notes(tmp_path: Path) -> None:
    cited = "See Brand v Crewe [2018] EWCA Civ 63, at [12]-[48]."
    assert numbered(imported(tmp_path, f"1. {cited}\n\n{MORE}"))[0] == ("1", cited)


def test_a_note_that_no_mark_names_leaves_the_others_notes(tmp_path: Path) -> None:
    notes = "[1] Letter of the board.\n\n[2] Minutes of May.\n\n[3] Not named.\n"
    found = imported(tmp_path, f"1. {PROSE}[1]\n\n2. {PROSE}[2]\n\n3. {PROSE}\n\n4. {PROSE}\n\n{notes}")
    assert [[note.text for note in unit.footnotes] for unit in found.units[:2]] == [
        ["Letter of the board."],
        ["Minutes of May."],
    ]


def test_paragraphs_that_others_name_in_square_brackets_are_no_notes(tmp_path: Path) -> None:
    paragraphs = "".join(f"[{n}] {PROSE} See at [{n - 1 if n > 1 else 4}].\n\n" for n in range(1, 6))
    found = numbered(imported(tmp_path, paragraphs))
    assert found == [(str(n), f"{PROSE} See at [{n - 1 if n > 1 else 4}].") for n in range(1, 6)]


def test_a_question_with_a_number_is_a_heading_over_the_numbers_below_its_own(tmp_path: Path) -> None:
    found = imported(tmp_path, f"1.1 {PROSE}\n\n2 Was it known?\n\n2.1 {PROSE}\n\n2.2 {PROSE}\n")
    assert numbered(found) == [("1.1", PROSE), ("2.1", PROSE), ("2.2", PROSE)]
    assert headings(found) == ["2 Was it known?"]


def test_a_number_behind_an_abbreviation_at_the_end_of_a_line_begins_no_paragraph(tmp_path: Path) -> None:
    lines = [f"    {n}. {FIRST}\n{REST} It is engaged by Art.\n{n + 1} of the code. So it is." for n in range(1, 5)]
    found = numbered(imported(tmp_path, "\n".join(lines)))
    assert [number for number, _ in found] == list("1234")
    assert found[0][1] == f"{PROSE} It is engaged by Art. 2 of the code. So it is."


def test_a_number_starts_no_paragraph_where_its_line_is_set_out_and_the_first_is_set_in(tmp_path: Path) -> None:
    lines = [f"    {n}. {FIRST}\n{REST} There were more than\n{n + 1} Gates in all." for n in range(1, 5)]
    assert numbered(imported(tmp_path, "\n".join(lines)))[0][1] == f"{PROSE} There were more than 2 Gates in all."


def test_a_short_line_alone_that_begins_with_a_quotation_mark_is_a_heading(tmp_path: Path) -> None:
    found = imported(tmp_path, f"1. {PROSE}\n\n“Not my department”\n\n{MORE}")
    assert numbered(found)[0] == ("1", PROSE)
    assert headings(found) == ["“Not my department”"]


def test_a_line_alone_that_begins_with_a_quotation_mark_and_a_small_letter_is_none(tmp_path: Path) -> None:
    found = imported(tmp_path, f"1. {PROSE}\n\n“not my department”\n\n{MORE}")
    assert headings(found) == []


def test_the_last_words_of_a_sentence_over_a_year_are_no_heading(tmp_path: Path) -> None:
    found = imported(
        tmp_path, f"1. {FIRST}\n{REST}\n\nThe board bought the gates in the spring of\n2009. It was late.\n\n{MORE}"
    )
    assert numbered(found)[0] == ("1", f"{PROSE}\nThe board bought the gates in the spring of 2009. It was late.")


def test_a_heading_stands_over_a_paragraph_that_begins_with_an_amount_or_a_year(tmp_path: Path) -> None:
    starts = ["1987 was dry.", "£40 was paid.", "(It was so.)", "“Nobody,” he said."]
    lines = [f"The year {n}\n1.{n}\t{start} {PROSE}" for n, start in enumerate(starts, 1)]
    found = imported(tmp_path, "\n".join(lines))
    assert numbered(found) == [(f"1.{n}", f"{start} {PROSE}") for n, start in enumerate(starts, 1)]
    assert headings(found) == ["The year 1", "The year 2", "The year 3", "The year 4"]


def test_a_short_sentence_in_brackets_is_no_heading(tmp_path: Path) -> None:
    found = imported(tmp_path, f"1. (The plan is at Annex B.)\n\n{MORE}")
    assert numbered(found)[0] == ("1", "(The plan is at Annex B.)")


def test_a_heading_between_paragraphs_of_a_line_each_may_have_an_empty_line_below_it(tmp_path: Path) -> None:
    found = imported(tmp_path, f"1. {PROSE} {PROSE}\nThe gates\n\n2. {PROSE}\nThe pumps\n\n3. {PROSE}\n")
    assert numbered(found) == [("1", f"{PROSE} {PROSE}"), ("2", PROSE), ("3", PROSE)]
    assert headings(found) == ["The gates", "The pumps"]


def test_the_numbers_of_the_lines_of_a_transcript_are_none_of_its_words(tmp_path: Path) -> None:
    said = {n: f"Gate {chr(64 + n)} was shut by nobody that the board could name, though" for n in range(1, 13)}
    lines = [line for n, text in said.items() for line in (f"{n}. {text}", "it was asked.", "")]
    pages = [lines[at : at + 12] for at in range(0, 36, 12)]
    written = ["\n".join(f"{n:2}  {line}".rstrip() for n, line in enumerate(page, 1)) for page in pages]
    assert numbered(imported(tmp_path, "\f".join(written))) == [
        (str(n), f"{text} it was asked.") for n, text in said.items()
    ]


def test_numbers_of_paragraphs_of_a_line_each_are_no_numbers_of_lines(tmp_path: Path) -> None:
    found = imported(tmp_path, "\n".join(f"{n} {PROSE}" for n in range(1, 30)))
    assert numbered(found) == [(str(n), PROSE) for n in range(1, 30)]


def test_words_that_a_typesetter_parted_are_one_and_others_keep_their_hyphen(tmp_path: Path) -> None:
    text = "1. The board opposed the gate. It op-\nposed the road. Its well-known and far-\nreaching rules stood."
    text += "\n\n2. Well-\nknown it was; the pre-\nand post-war gates were not.\n\n"
    units = imported(tmp_path, text + MORE.replace("2. ", "3. ", 1)).units
    assert units[0].text.endswith("It opposed the road. Its well-known and far-reaching rules stood.")
    assert units[1].text == "Well-known it was; the pre- and post-war gates were not."


def test_a_text_that_parts_no_words_keeps_the_hyphens_at_the_ends_of_its_lines(tmp_path: Path) -> None:
    found = imported(tmp_path, f"1. The board met on Fri-\nday, a far-\nreaching habit.\n\n{MORE}")
    assert found.units[0].text == "The board met on Fri-day, a far-reaching habit."


def test_notes_below_each_other_at_the_foot_of_a_page_are_notes(tmp_path: Path) -> None:
    notes = "________________\n[1] Letter of the board.\n[2] Minutes of May,\npage 4."
    found = imported(tmp_path, f"1. {PROSE}[1]\n\n2. {PROSE}[2]\n\n{notes}\n\n3. {PROSE}\n\n4. {PROSE}\n")
    assert numbered(found) == [(n, PROSE) for n in "1234"]
    assert [[note.text for note in unit.footnotes] for unit in found.units[:2]] == [
        ["Letter of the board."],
        ["Minutes of May, page 4."],
    ]


def test_a_citation_at_the_start_of_a_line_parts_no_paragraph_with_a_number_in_brackets(tmp_path: Path) -> None:
    cited = f"{PROSE} See\n[2019] EWCA Civ 1 at paragraph 4 on it."
    found = imported(tmp_path, "\n\n".join(f"[{n}] {cited if n == 3 else PROSE}" for n in range(1, 7)))
    assert [unit.number for unit in found.units] == list("123456")
    assert found.units[2].text == " ".join(cited.split())


def test_numbers_that_never_begin_again_are_no_numbers_of_lines(tmp_path: Path) -> None:
    lines = [f"{n}   It rained on day {n}." if n not in {9, 20} else str(n) for n in range(1, 31)]
    found = imported(tmp_path, "\n\n".join(lines))
    assert [unit.number for unit in found.units] == [str(n) for n in range(1, 31)]


@pytest.mark.parametrize("lines", ["Group A-\nGroup B-", "gates pre-\n(b) and later", "The gates-\nThe pumps-"])
def test_a_dash_at_the_end_of_a_line_parts_no_word(tmp_path: Path, lines: str) -> None:
    found = imported(tmp_path, f"1. It was for\n{lines}\n\n{MORE}")
    assert found.units[0].text.split() == f"It was for {lines}".split()


def test_a_dash_in_a_sentence_that_goes_on_over_a_page_stays(tmp_path: Path) -> None:
    first = "1.  The wall, which was said to be well known to the engineer of the\n    board and to its clerk"
    pages = [f"{first}\n\n- 1 -\n", "    – and to nobody else – had never been surveyed.\n\n2.  It fell.\n\n- 2 -\n"]
    outline = imported(tmp_path, "\f".join([*pages, f"3.  {PROSE}\n\n- 3 -\n"]))
    assert numbered(outline)[0][1].endswith("to its clerk – and to nobody else – had never been surveyed.")


def test_a_page_that_holds_only_its_head_adds_nothing_to_the_last_paragraph(tmp_path: Path) -> None:
    texts = ["1. The river rose.", "2. The gauge was read.", "3. Nobody replied."]
    pages = [f"Report 12      March 2009\n\n{text}" for text in texts]
    found = imported(tmp_path, "\n\f".join([*pages, "Report 12      March 2009\n"]))
    assert [f"{number}. {text}" for number, text in numbered(found)] == texts


def test_a_year_at_the_head_of_a_page_begins_no_paragraph(tmp_path: Path) -> None:
    text = "1. Nobody replied to the first of the letters from March\n\f1998 or to the second.\n\n"
    assert numbered(imported(tmp_path, f"{text}2. It rose.\n\n3. It fell.\n\n4. It dried."))[0] == (
        "1",
        "Nobody replied to the first of the letters from March 1998 or to the second.",
    )


def test_a_short_line_over_a_number_is_a_heading_in_a_script_without_capitals(tmp_path: Path) -> None:
    found = imported(
        tmp_path, "引言\n\n1. 委员会没有答复来信。\n\n结论\n\n2. 警报发出得太晚。\n\n市长承认了。\n\n3. 完。"
    )
    assert headings(found) == ["引言", "结论"]
    assert [text for _, text in numbered(found)] == ["委员会没有答复来信。", "警报发出得太晚。\n市长承认了。", "完。"]


def test_what_is_drawn_between_the_rows_of_a_table_is_no_text(tmp_path: Path) -> None:
    text = "1. The costs were:\n\n  Year   Cost\n  ------ -----\n  2007   12.5\n\n"
    assert numbered(imported(tmp_path, f"{text}2. They rose.\n\n3. They fell.\n\n4. They rose."))[0] == (
        "1",
        "The costs were:\nYear Cost 2007 12.5",
    )


@pytest.mark.parametrize("end", [" and the gates", " and\nthe gates, in the spring and in the autumn"])
def test_the_name_of_a_section_may_fill_a_line_and_more_over_its_first_paragraph(tmp_path: Path, end: str) -> None:
    name = f"3. The weir and the sluice at Marrow, who had to keep them open, and how{end}"
    text = f"{name}\n\n" + "\n\n".join(f"3.{number} {FIRST}\n{REST}" for number in range(1, 4))
    outline = imported(tmp_path, text)
    assert numbered(outline) == [(f"3.{number}", PROSE) for number in range(1, 4)]
    assert headings(outline) == [" ".join(name.split())]
