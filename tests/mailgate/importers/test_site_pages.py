"""What stands around a report on the page of a site, and what of the report looks as if it did."""

from collections.abc import Callable

import pytest

from mailgate.importers import Heading, Outline

Read = Callable[..., Outline]
PROSE = (
    "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring of 2019."
)
REPORT = "".join(f"<p>{n}. {PROSE}</p>" for n in range(1, 5))


def found(outline: Outline) -> list[tuple[str | None, str]]:
    return [(unit.number, unit.text) for unit in outline.units]


ALL = [(str(n), PROSE) for n in range(1, 5)]


@pytest.mark.parametrize(
    "below",
    [
        f"<h2>2 responses to “The flood”</h2><ol><li><p>Jo</p><p>1. {PROSE}</p></li><li><p>{PROSE}</p></li></ol>",
        f"<h2>2 comments</h2><ol><li><p>Jo</p><p>1. {PROSE}</p></li><li><p>2. {PROSE}</p></li></ol>",
        f"<h2>Stimmen</h2><ol id=commentlist><li><p>{PROSE}</p></li><li><p>{PROSE}</p></li></ol>",
        f"<h3>Leave a Reply</h3><p>Your address will not be published. {PROSE}</p>",
        f"<h3>Related</h3><h4>Why gates matter</h4><p>{PROSE}</p>",
        "<div>Tags</div><div><a href='/t'>Gates</a></div>",
        "<p>Posted on 3 May 2022 in <a href='/r'>Reports</a></p>",
    ],
)
def test_what_a_site_puts_below_a_report_is_none_of_it(outline: Read, below: str) -> None:
    assert found(outline(f"<body><main><h1>R</h1>{REPORT}{below}</main></body>")) == ALL


@pytest.mark.parametrize(
    "heading",
    ["3 Responses to the consultation", "4 Comments on the draft", "Two responses to the board", "5 comments"],
)
def test_a_chapter_of_what_others_said_is_of_the_report(outline: Read, heading: str) -> None:
    more = f"<h2>{heading}</h2><p>5. {PROSE}</p><p>6. {PROSE}</p>"
    assert len(outline(f"<body><main><h1>R</h1>{REPORT}{more}</main></body>").units) == 6


def test_a_chapter_of_responses_without_numbers_is_of_the_report(outline: Read) -> None:
    body = f"<h2>2 The flood</h2>{f'<p>{PROSE} {PROSE}</p>' * 3}<h2>3 Responses to the consultation</h2><p>{PROSE}</p>"
    assert len(outline(f"<body><main><h1>R</h1>{body}</main></body>").units) == 4


@pytest.mark.parametrize("attribute", ["id=comments", "id=respond", "class=comments", "class=respond"])
def test_a_section_that_is_called_as_the_comments_of_readers_are_is_of_the_report(
    outline: Read, attribute: str
) -> None:
    one, other = ("".join(f"<p>{n}. {PROSE}</p>" for n in numbers_) for numbers_ in (range(1, 5), range(5, 9)))
    end = f"<section {attribute}><h2>How to respond</h2>{other}</section>"
    assert [number for number, _ in found(outline(f"<h1>R</h1>{one}{end}"))] == [str(n) for n in range(1, 9)]


@pytest.mark.parametrize(
    "inside",
    ["<ol><li class=comment><p>{}</p></li></ol>", "<p>{}</p><form class=comment-form><textarea></textarea></form>"],
)
def test_comments_of_readers_below_no_heading_that_counts_them_are_none_of_the_report(
    outline: Read, inside: str
) -> None:
    paragraphs_ = "".join(f"<p>{n}. {PROSE}</p>" for n in range(1, 5))
    said = inside.format("I have lived in Marrow for forty years and never saw this.")
    read_ = outline(f"<h1>R</h1>{paragraphs_}<div id=comments><h3>What you say</h3>{said}</div>")
    assert not [text for _, text in found(read_) if "forty years" in text]


def test_a_number_that_opens_a_chapter_called_comments_is_of_the_report(outline: Read) -> None:
    first = "".join(f"<p>2.{n} {PROSE}</p>" for n in range(1, 4))
    more = "".join(f"<p>3.{n} {PROSE}</p>" for n in range(1, 4))
    assert len(outline(f"<body><main><h1>R</h1>{first}<h2>3 Comments</h2>{more}</main></body>").units) == 6


def test_a_chapter_of_comments_is_of_the_report(outline: Read) -> None:
    more = f"<h2>Comments</h2><p>5. {PROSE}</p><h2>Related work</h2><p>6. {PROSE}</p>"
    assert len(outline(f"<body><main><h1>R</h1>{REPORT}{more}</main></body>").units) == 6


def test_the_first_short_sentence_below_a_box_of_contents_is_no_line_of_it(outline: Read) -> None:
    box = "<aside><details><summary>On this page</summary><nav><a href='#a'>Gates</a></nav></details></aside>"
    items = "".join(
        f"<li><p>{text}</p></li>" for text in ("None did.", "Gate 4 was open at noon on the 3rd.", PROSE, PROSE)
    )
    numbers = [number for number, _ in found(outline(f"<main><h1>R</h1>{box}<ol>{items}</ol></main>"))]
    assert numbers == list("1234")


def test_a_paragraph_that_is_a_link_is_no_line_of_contents(outline: Read) -> None:
    link = "<a href='https://archive.example/1'>The minutes of the board of 3 May are kept in the archive.</a>"
    page = f"<main><h1>R</h1>{REPORT}<p>5. {link}</p><ul><li>a page</li></ul><p>6. {PROSE}</p></main>"
    assert [number for number, _ in found(outline(page))] == list("123456")


def test_what_a_book_prints_behind_links_is_no_text(outline: Read) -> None:
    link = (
        '<a href="https://archive.example/1">minutes</a><span class="link-target"> [https://archive.example/1]</span>'
    )
    page = (
        f"<main><h1>R</h1><p>1. See the {link} of May, which say nothing of it.</p><p>2. {PROSE}</p><p>3. {PROSE}</p>"
    )
    assert found(outline(page))[0] == ("1", "See the minutes of May, which say nothing of it.")


def test_marks_with_a_stroke_are_marks(outline: Read) -> None:
    first = f'<p>1. {PROSE}<a href="#n1"><sup>1/</sup></a></p><p>2. {PROSE}</p><p>3. {PROSE}</p>'
    notes = '<p>Notes</p><p><a name="n1"></a><sup>1/</sup>&nbsp;Transcript, day 4.</p>'
    units = outline(f"<main><h1>R</h1>{first}{notes}</main>").units
    assert units[0].text == PROSE
    assert [note.text for note in units[0].footnotes] == ["Transcript, day 4."]


def test_marks_lead_to_notes_of_the_page_though_it_was_saved_under_another_name(outline: Read) -> None:
    mark = '<span class="superscript"><a id="b" href="made.html#n1">1</a></span>'
    note = '<div id="n1"><p><a href="made.html#b">1</a> Transcript, day 4.</p></div>'
    units = outline(f"<main><h1>R</h1><p>1. {PROSE}{mark}</p><p>2. {PROSE}</p><p>3. {PROSE}</p>{note}</main>").units
    assert units[0].text == PROSE
    assert [note.text for note in units[0].footnotes] == ["Transcript, day 4."]


def test_when_a_page_was_last_updated_is_no_word_of_its_report(outline: Read) -> None:
    below = "<p>Hit counter: 12 This page was last updated on 03/05/99.</p>"
    assert found(outline(f"<body><h1>R</h1>{REPORT}{below}</body>")) == ALL


def test_the_date_of_a_page_is_no_word_of_its_report(outline: Read) -> None:
    below = "<dl><dt>Date modified:</dt><dd><time>2021-05-03</time></dd></dl>"
    assert found(outline(f"<body><main><h1>R</h1>{REPORT}{below}</main></body>")) == ALL


def test_a_sentence_with_several_links_before_the_first_paragraph_is_of_the_report(outline: Read) -> None:
    links = "the <a href=a>minutes of the board</a>, the <a href=b>report of the engineer</a> and <a href=c>maps</a>"
    before = f"<p>See {links}, all published before.</p>"
    units = outline(f"<body><main><h1>R</h1>{before}{REPORT}</main></body>").units
    assert units[0].text == "See the minutes of the board, the report of the engineer and maps, all published before."


def test_links_beside_every_paragraph_to_share_it_are_none_of_the_report(outline: Read) -> None:
    share = '<ul><li><a href="mailto:desk@county.example">Write to us</a></li></ul>'
    body = "".join(f"<p>{n}. The river rose in the night.</p>{share}" for n in range(1, 7))
    assert found(outline(body)) == [(str(n), "The river rose in the night.") for n in range(1, 7)]


def test_a_table_whose_rows_have_numbers_for_heads_places_paragraphs(outline: Read) -> None:
    text = "The river rose in the night, and nobody had been told of it."
    rows = [f'<tr><th scope="row">{n}</th><td>{text}</td></tr>' for n in range(1, 5)]
    rows[2:2] = ['<tr><th colspan="2">What was known</th></tr>']
    read = outline(f"<table>{''.join(rows)}</table>")
    assert found(read) == [(str(n), text) for n in range(1, 5)]
    assert [item.text for item in read.flow if isinstance(item, Heading)] == ["What was known"]


def test_the_line_at_which_a_page_folds_is_a_heading_over_numbered_paragraphs(outline: Read) -> None:
    folds = [f"<details><summary>{name}</summary><p>{n}. It rose.</p></details>" for n, name in enumerate("ABCD", 1)]
    read = outline("".join(folds))
    assert found(read) == [(str(n), "It rose.") for n in range(1, 5)]
    assert [item.text for item in read.flow if isinstance(item, Heading)] == [*"ABCD"]


def test_the_title_of_a_chapter_stands_above_its_article(outline: Read) -> None:
    menu = "<ul><li><a href=/1>1. The gates</a></li><li><a href=/2>2. The keys</a></li></ul>"
    page = "<nav>{2}</nav><main><h1>{0}. {1}</h1><article><div>{3}</div></article></main>"
    texts = ["".join(f"<p>{c}.{n} {PROSE}</p>" for n in range(1, 4)) for c in (1, 2)]
    read = outline(a=page.format(1, "The gates", menu, texts[0]), b=page.format(2, "The keys", menu, texts[1]))
    assert [item.text for item in read.flow if isinstance(item, Heading)] == ["1. The gates", "2. The keys"]


def test_two_links_that_lead_to_the_heading_they_stand_in_are_both_its_words(outline: Read) -> None:
    head = "<h2><a href=#a{0}><b>Art. {0}</b></a><a href=#a{0}> The gates</a></h2>"
    law = f"<article id=a{{0}}>{head}<p>{{0}}. {{1}}</p></article>"
    read = outline(f"<h1>R</h1>{''.join(law.format(n, PROSE) for n in range(1, 5))}")
    assert [item.text for item in read.flow if isinstance(item, Heading)][-1] == "Art. 4 The gates"


def test_lines_at_which_a_page_folds_are_headings_also_over_a_text_without_number_in_the_fold(outline: Read) -> None:
    folds = (
        f"<details><summary>The gates</summary><p>1. {PROSE}</p><p>2. {PROSE}</p></details>"
        f"<details><summary>The pumps</summary><p>{PROSE}</p><p>3. {PROSE}</p><p>4. {PROSE}</p></details>"
        f"<details><summary>The locks</summary><p>5. {PROSE}</p></details>"
    )
    found = outline(f"<h1>R</h1>{folds}")
    assert [item.text for item in found.flow if isinstance(item, Heading)][-3:] == [
        "The gates",
        "The pumps",
        "The locks",
    ]
    assert [unit.number for unit in found.units] == ["1", "2", None, "3", "4", "5"]
