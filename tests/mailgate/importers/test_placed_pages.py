"""Pages of a PDF file as pdftohtml writes them: pieces of lines at places → paragraphs."""

from collections.abc import Callable

from mailgate.importers import Heading, Outline

Read = Callable[..., Outline]
LINE = '<p style="position:absolute;top:{}px;left:{}px">{}</p>'


def found(outline: Read, *lines: tuple[int, int, str]) -> list[tuple[str | None, str]]:
    body = "".join(LINE.format(*line) for line in lines)
    units = outline(f'<h1>Report</h1><div id="page1-div">{body}</div>').units
    return [(unit.number, unit.text) for unit in units]


def test_pieces_of_one_line_in_other_type_are_one_line(outline: Read) -> None:
    lines = [
        (100, 135, "1. The river fell in the night from fifteen to no more than nine "),
        (100, 400, "<i>metres</i>"),
        (100, 440, ", as the gauge at the harbour shows,"),
        (120, 162, "and nobody had been told of that."),
        (140, 135, "2. The board met."),
        (160, 135, "3. It rose again."),
        (180, 135, "4. It fell again."),
    ]
    text = "The river fell in the night from fifteen to no more than nine metres, as the gauge at the harbour shows, "
    assert found(outline, *lines)[0] == ("1", f"{text}and nobody had been told of that.")


def test_paragraphs_that_stand_in_one_element_are_apart(outline: Read) -> None:
    rows = ["1. The river rose in the night of the first of March.", "2. The board of the harbour met in the morning."]
    lines = [(100, 135, "<br/>".join(rows)), (140, 135, "3. It rose again."), (160, 135, "4. It fell again.")]
    assert [number for number, _ in found(outline, *lines)] == ["1", "2", "3", "4"]


def test_numbers_from_and_to_that_a_line_parts_have_no_space_between_them(outline: Read) -> None:
    lines = [(100, 135, "1. The board of the harbour met, as is said in paras 4.12–<br/>4.15 of the first report.")]
    lines += [(100 + 20 * n, 135, f"{n}. The board of the harbour met again.") for n in range(2, 8)]
    assert found(outline, *lines)[0][1].endswith("paras 4.12–4.15 of the first report.")


def test_lines_in_another_type_are_headings_where_each_stands_between_a_sentence_and_a_number(outline: Read) -> None:
    line = '<div class="t m0 x{} h2 y{:x} ff{} fs{} fc0">{}</div>'
    names = {1: "The gates", 3: "The keys", 5: "The costs"}
    lines: list[str] = []
    for n in range(1, 7):
        lines += [line.format(1, len(lines), 3, 2, names[n])] if n in names else []
        lines += [line.format(1, len(lines), 2, 1, f"{n}. The board of the harbour met and wrote nothing down.")]
    read = outline(f'<div id="page-container"><div id="pf1" class="pf">{"".join(lines)}</div></div>')
    assert [item.text for item in read.flow if isinstance(item, Heading)] == list(names.values())
    assert {unit.text for unit in read.units} == {"The board of the harbour met and wrote nothing down."}


def test_a_heading_in_bold_type_with_its_break_inside_is_one(outline: Read) -> None:
    places = ("north", "east", "south", "west")
    said = {
        n: f"The board met in the {place} of the harbour,<br/>and wrote nothing" for n, place in enumerate(places, 1)
    }
    flow = "".join(
        f"<a name={n}></a><b>{n} {place.title()}<br/></b>{n}.1<br/>{text} down.<br/>{n}.2<br/>{text} {place}.<br/><hr/>"
        for (n, text), place in zip(said.items(), places, strict=True)
    )
    marks = '<a name="outline"></a><h1>Document Outline</h1><ul><li><a href="#1">1 Costs</a></li></ul>'
    placed = "".join(
        f'<div id="page{n}-div">{LINE.format(100, 135, f"<b>{n} {place.title()}<br/></b>{n}.1")}'
        f"{LINE.format(120, 162, f'{text} down.')}{LINE.format(180, 135, f'{n}.2')}"
        f"{LINE.format(180, 162, f'{text} {place}.')}</div>"
        for (n, text), place in zip(said.items(), places, strict=True)
    )
    for page in (flow + marks, placed):
        read = outline(f"<body>{page}</body>")
        assert [unit.number for unit in read.units] == [f"{n}.{m}" for n in range(1, 5) for m in (1, 2)]
        assert read.units[-1].text == "The board met in the west of the harbour, and wrote nothing west."
        assert [item.text for item in read.flow if isinstance(item, Heading)][:4] == [
            "1 North",
            "2 East",
            "3 South",
            "4 West",
        ]


def test_bullets_of_an_office_alone_in_a_line_begin_items(outline: Read) -> None:
    items = [
        (140, 135, "\uf0b7"),
        (140, 162, "the gates of the harbour;"),
        (160, 135, "\uf0b7"),
        (160, 162, "the keys."),
    ]
    lines = [(120, 135, "1. The board of the harbour met about these:"), *items]
    lines += [(160 + 20 * n, 135, f"{n}. The board of the harbour met again.") for n in range(2, 5)]
    text = "The board of the harbour met about these:\nthe gates of the harbour;\nthe keys."
    assert found(outline, *lines)[0] == ("1", text)


def test_words_and_dashes_that_a_line_ends_in_are_joined_in_other_type_too(outline: Read) -> None:
    lines = [(100, 135, "1. <i>The board’s editor-in-</i><br/><i>chief wrote in the night that the river—</i>")]
    lines += [(120, 162, "<i>the Weir</i>—"), (140, 162, "was high.")]
    lines += [
        (140 + 20 * n, 135, f"{n}. The editor of the in-house paper, and its chief, met again.") for n in range(2, 8)
    ]
    assert found(outline, *lines)[0][1].startswith("The board’s editor-in-chief wrote in the night")
