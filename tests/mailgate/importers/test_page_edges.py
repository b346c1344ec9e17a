"""What sites and programs put around, beside and below a report, and how its notes and items are told from that."""

from collections.abc import Callable
from time import process_time

import pytest

from mailgate.importers import Heading, Outline

Read = Callable[..., Outline]
PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."
NUMBERS = range(1, 5)
NAMES = ("the gates", "the pumps", "the locks", "the weir", "the yard", "the quay")


def page(body: str = "", below: str = "") -> str:
    return f"<div><h1>R</h1>{''.join(f'<p>{n}. {PROSE}{body}</p>' for n in NUMBERS)}{below}</div>"


def texts(found: Outline) -> list[str]:
    return [unit.text for unit in found.units]


@pytest.mark.parametrize(
    "below",
    [
        '<div id="footer"><div id="footer-text">Version 1.0<br>Printed on a Monday</div></div>',
        '<div class="site-footer"><p>A. Writer</p></div>',
        '<div title="footer"><p>2</p></div>',
        "<div><a href=1.htm>« Previous</a> Page 1 of 4 <a href=3.htm>Next »</a></div>",
        "<address>A. Writer 2031-02-03</address>",
        "<aside class=meta><span>March 4, 2031</span></aside>",
        "<form><p>Was this page helpful?</p></form>",
        "<div class=box><p>About the author</p></div>",
        "<hr><table><tr><td><a href=1.htm>Previous</a><td><a href=0.htm>Contents</a><td><a href=3.htm>Next</a></table>",
        "<table><tr><td>© The Board 2031</td><td>Prepared 19 July 2031</td></tr></table>",
    ],
)
def test_what_stands_at_the_foot_of_a_page_is_not_of_its_last_paragraph(outline: Read, below: str) -> None:
    found = outline(page(below=below))
    assert texts(found) == [PROSE] * len(NUMBERS)
    assert found.left_out


def test_a_quotation_at_the_end_is_kept(outline: Read) -> None:
    below = "<blockquote><p>« Rien. »</p></blockquote>"
    assert len(texts(outline(page(below=below)))[-1]) > len(PROSE)


@pytest.mark.parametrize("below", ["<p>Ada Tarn<br>4 May 2031</p>", "<p>Ada Tarn</p><p>4 May 2031</p>"])
def test_a_signature_at_the_end_is_kept_and_no_part_of_the_last_paragraph(outline: Read, below: str) -> None:
    found = outline(page(below=below))
    assert texts(found) == [*[PROSE] * len(NUMBERS), "Ada Tarn 4 May 2031"]
    assert found.units[-1].number is None


def test_links_that_count_are_neither_numbers_nor_text(outline: Read) -> None:
    link = '</p><a href="#r">{} comments</a><p hidden>'
    body = "".join(f"<p>{n}. {PROSE}{link.format(n % 3)}</p>" for n in range(1, 9))
    found = outline(f"<h1>R</h1>{body}")
    assert [(unit.number, unit.text) for unit in found.units] == [(str(n), PROSE) for n in range(1, 9)]


def test_the_way_to_a_page_is_no_first_paragraph(outline: Read) -> None:
    items = "".join(f"<ol start={n}><li>{PROSE}</li></ol>" for n in NUMBERS)
    found = outline(f'<ol id="breadcrumbs"><li><a href="/">Reports</a></li></ol><h1>R</h1>{items}')
    assert texts(found) == [PROSE] * len(NUMBERS)


@pytest.mark.parametrize(
    "back",
    [
        '<a href="#m{n}">Jump up ↑</a> Seen by two.',
        '{n} <a href="#m{n}">▲</a> Seen by two.',
        '<a href="#m{n}">{n}</a>. Seen by two.',
        '<a href="#m{n}">{n}</a>Seen by two.',
        "Seen by two.<pre>.\n</pre>",
    ],
)
def test_of_a_note_the_way_back_and_its_mark_are_no_words(outline: Read, back: str) -> None:
    paragraphs = "".join(f'<p>{n}. {PROSE}<sup id="m{n}"><a href="#n{n}">{n}</a></sup></p>' for n in NUMBERS)
    notes = "".join(f'<div id="n{n}">{back.format(n=n)}</div>' for n in NUMBERS)
    found = outline(f"<h1>R</h1>{paragraphs}<hr>{notes}")
    assert [note.text for unit in found.units for note in unit.footnotes] == ["Seen by two."] * len(NUMBERS)


def test_a_note_that_opens_at_its_mark_is_a_note(outline: Read) -> None:
    tip = '<span><sup>1</sup><span role="tooltip">Seen by two.</span></span>'
    found = outline(page(body=f" It rose.{tip}"))
    assert texts(found) == [f"{PROSE} It rose."] * len(NUMBERS)
    assert [note.text for note in found.units[0].footnotes] == ["Seen by two."]


def test_a_mark_is_a_link_in_square_brackets(outline: Read) -> None:
    found = outline(page(body=' It rose.[<a href="#n1">Note 1</a>]', below='<p id="n1">Note 1: Seen by two.</p>'))
    assert texts(found)[0] == f"{PROSE} It rose."
    assert [note.text for note in found.units[0].footnotes] == ["Seen by two."]


def test_notes_without_links_may_stand_below_a_line_that_opens(outline: Read) -> None:
    folded = (
        "<details><summary>Footnotes</summary><ol><li>Seen by two.</li><li>By none.</li><li>By me.</li></ol></details>"
    )
    items = "".join(f"<ol start={n}><li>{PROSE}<sup>{n}</sup></li></ol>" for n in (1, 2, 3))
    found = outline(f"<h1>R</h1>{items}{folded}")
    assert texts(found) == [PROSE] * 3
    assert [unit.footnotes[0].text for unit in found.units] == ["Seen by two.", "By none.", "By me."]


@pytest.mark.parametrize(
    "item",
    [
        "<p><span style='font-family:Wingdings'>§<span>&nbsp; </span></span>It rose.</p>",
        "<p><font face='Wingdings'>q</font> It rose.</p>",
        "<ul><li><span>•.</span>It rose.</li></ul>",
        "<table><tr><td>•</td><td>It rose.</td></tr></table>",
    ],
)
def test_signs_before_items_are_bullets(outline: Read, item: str) -> None:
    found = outline(page(below=item))
    assert texts(found)[-1] == f"{PROSE}\nIt rose."
    assert "<li>" in found.units[-1].html


def test_a_letter_in_a_font_of_signs_behind_words_is_none(outline: Read) -> None:
    found = outline(page(below="<p>The box <font face='Wingdings'>q</font> was ticked by none of the three.</p>"))
    assert texts(found)[-1].endswith("The box q was ticked by none of the three.")


def test_a_table_of_paragraphs_may_say_so_above_its_numbers(outline: Read) -> None:
    rows = "".join(f"<tr><th scope=row>1.{n}</th><td>{PROSE}</td></tr>" for n in NUMBERS)
    found = outline(f"<h1>R</h1><table><thead><tr><th>Para</th><th>Text</th></tr></thead>{rows}</table>")
    assert [(unit.number, unit.text) for unit in found.units] == [(f"1.{n}", PROSE) for n in NUMBERS]


def test_a_number_may_change_its_style_in_the_middle(outline: Read) -> None:
    found = outline("".join(f"<p><span>1</span><span>.{n}</span>&nbsp; <span>{PROSE}</span></p>" for n in NUMBERS))
    assert [(unit.number, unit.text) for unit in found.units] == [(f"1.{n}", PROSE) for n in NUMBERS]


def test_chinese_prose_is_prose_with_fewer_letters(outline: Read) -> None:
    said = "委员会在三月至七月间听取了三十二名证人的证词。水泵每年检查两次。"
    assert texts(outline(f"<h1>报告</h1>{f'<p>{said}</p>' * 3}")) == [said] * 3


def test_a_page_of_lines_with_breaks_is_read_in_paragraphs(outline: Read) -> None:
    line = "The harbour board met on the first Monday of every month, and nobody took<br/>the minutes of {}.<br/>"
    pages = "".join(
        f"<a name={n}></a>Report of the board<br/><b>Part {n}</b><br/>"
        f"{n}.1 {line.format('May')}{n}.2 {line.format('JulyAugustSeptember'[n:])}{n}<br/><hr/>"
        for n in NUMBERS
    )
    said = line.replace("<br/>", " ").strip()
    found = outline(f"<body>{pages}</body>")
    expected = [
        (f"{n}.{m}", said.format("JulyAugustSeptember"[n:] if m > 1 else "May")) for n in NUMBERS for m in (1, 2)
    ]
    assert [(unit.number, unit.text) for unit in found.units] == expected


@pytest.mark.parametrize(
    "box",
    [
        "<div role=toolbar><p>Share</p></div>",
        "<div><span>Share</span></div>",
        "<div><span>Copy link to paragraph</span></div>",
    ],
)
def test_what_offers_to_share_each_paragraph_is_no_text(outline: Read, box: str) -> None:
    found = outline("<h1>R</h1>" + "".join(f"<div><p>{n}. {PROSE}</p></div>{box}" for n in range(1, 9)))
    assert texts(found) == [PROSE] * 8


def test_pages_of_the_printed_edition_are_no_words(outline: Read) -> None:
    found = outline(page(body=' It <span class="pagenum">[Pg 12]</span>rose.'))
    assert texts(found) == [f"{PROSE} It rose."] * len(NUMBERS)


def test_a_bold_caption_of_a_box_begins_no_section(outline: Read) -> None:
    found = outline(page(below=f"<p><b>Box 3. A harbour closed</b></p><p>It was closed for days.</p><p>5. {PROSE}</p>"))
    assert texts(found)[3] == f"{PROSE}\nBox 3. A harbour closed\nIt was closed for days."


@pytest.mark.parametrize("look", ["a.up{vertical-align:super}", ".up { font-size: 70%; vertical-align: super }"])
def test_a_link_that_its_style_sheet_raises_is_a_mark(outline: Read, look: str) -> None:
    body = page(body='<a class="up" href="#n1">1</a>', below='<p id="n1">1 Seen by two.</p>')
    found = outline(f"<style>{look}</style>{body}")
    assert texts(found) == [PROSE] * len(NUMBERS)
    assert [note.text for note in found.units[0].footnotes] == ["Seen by two."]


def test_marks_may_stand_in_wide_brackets(outline: Read) -> None:
    body = page(body='<sup><a href="#n1">［1］</a></sup>', below='<p id="n1"><a href="#m">［1］</a>Seen by two.</p>')
    found = outline(body)
    assert texts(found) == [PROSE] * len(NUMBERS)
    assert [note.text for note in found.units[0].footnotes] == ["Seen by two."]


def test_a_note_may_stand_just_below_the_paragraph_of_its_mark(outline: Read) -> None:
    pair = '<p>{n}. {text} It rose.<sup>{n}</sup> It fell.</p><p class="footnote"><sup>{n}</sup> Seen by {n}.</p>'
    found = outline("<h1>R</h1>" + "".join(pair.format(n=n, text=PROSE) for n in NUMBERS))
    assert texts(found) == [f"{PROSE} It rose. It fell."] * len(NUMBERS)
    assert [[note.text for note in unit.footnotes] for unit in found.units] == [[f"Seen by {n}."] for n in NUMBERS]


def test_what_a_button_opens_is_a_note(outline: Read) -> None:
    opened = "<button popovertarget=a>1</button><span popover id=a>Seen by two.</span>"
    found = outline(page(body=f" It rose.{opened}"))
    assert texts(found) == [f"{PROSE} It rose."] * len(NUMBERS)
    assert [note.text for note in found.units[0].footnotes] == ["Seen by two."]


def test_the_count_of_a_page_is_no_text_wherever_it_stands(outline: Read) -> None:
    found = outline(page(below=f"<p>Page 1 of 9</p><p>5. {PROSE}</p>"))
    assert texts(found) == [PROSE] * 5


def test_a_dash_in_a_cell_before_its_text_is_a_bullet(outline: Read) -> None:
    row = "<table><tr><td>{}</td><td><p>{}</p>{}</td></tr></table>"
    said = [f"the board met in the year {year}, and wrote nothing down;" for year in (1, 2)]
    items = "".join(row.format("—", each, "") for each in said)
    paras = "".join(row.format(f"({n})", f"{PROSE} It said:", items) for n in range(1, 5))
    unit = outline(f"<h1>R</h1>{paras}").units[0]
    assert unit.text.split("\n")[1:] == said
    assert "<ul>" in unit.html


@pytest.mark.parametrize(
    "between",
    [
        "<p><a href=/subscribe>Subscribe for updates</a></p>",
        "<div class=ad><span>Advertisement</span></div>",
        "<form><label>Sign up to our newsletter</label><input type=email><button>Go</button></form>",
        "<div class=newsletter-box><p>Thanks for reading!</p><form><input type=email></form></div>",
    ],
)
def test_what_a_site_sets_between_some_paragraphs_is_no_text(outline: Read, between: str) -> None:
    below = [between if n % 2 else "" for n in range(1, 9)]
    paras = "".join(f"<p>{n}. {PROSE}</p>{extra}" for n, extra in enumerate(below, 1))
    found = outline(f"<main><h1>R</h1>{paras}</main>")
    assert texts(found) == [PROSE] * 8
    assert [item.text for item in found.flow if isinstance(item, Heading)] in ([], ["R"])


def test_a_form_that_asks_is_text(outline: Read) -> None:
    ask = "<form><p>Do you agree with that?</p><input type=email><textarea></textarea></form>"
    assert texts(outline(page(below=ask + f"<p>5. {PROSE}</p>")))[3] == f"{PROSE}\nDo you agree with that?"


def test_links_beside_each_paragraph_that_lead_to_it_by_its_number_are_no_text(outline: Read) -> None:
    said = ("No comments", "1 comment", "3 comments")
    paras = "".join(f"<p>{n}. {PROSE}</p><div><a href=/talk/{n}>{said[n % 3]}</a></div>" for n in range(1, 9))
    assert texts(outline(f"<main><h1>R</h1>{paras}</main>")) == [PROSE] * 8


@pytest.mark.parametrize("sign", ["-", "–"])
def test_dashes_below_a_colon_are_bullets_and_those_of_speech_are_none(outline: Read, sign: str) -> None:
    items = f"<p><span>{sign}  </span><span>the gate;</span></p><p>{sign} the key.</p>"
    paras = "".join(f"<p>{n}. {PROSE} It named:</p>{items}" for n in range(1, 4))
    units = outline(f"<h1>R</h1>{paras}<p>4. {PROSE}</p><p>{sign} No, she said.</p>").units
    assert units[0].text == f"{PROSE} It named:\nthe gate;\nthe key."
    assert units[3].text == f"{PROSE}\n{sign} No, she said."


def test_a_printed_page_that_a_site_marks_in_a_sentence_is_no_text(outline: Read) -> None:
    mark = '<span class="printed-page-inline unprinted" data-page="{0}">( printed page 27{0})</span>'
    paras = "".join(f"<p>{n}. {PROSE[:50]} {mark.format(600 + n)}{PROSE[50:]}</p>" for n in range(1, 5))
    assert texts(outline(f"<h1>R</h1>{paras}")) == [f"{PROSE[:50]} {PROSE[50:].strip()}"] * 4


def test_a_row_that_says_but_a_remark_in_brackets_is_a_paragraph_beside_its_number(outline: Read) -> None:
    row = "<table><tr><td>{}</td><td><p>{}</p></td></tr></table>"
    rows = "".join(row.format(n, "(See also Annex 2.)" if n == 3 else PROSE) for n in range(1, 6))
    assert texts(outline(f"<h1>R</h1>{rows}"))[2] == "(See also Annex 2.)"


def test_a_block_of_many_elements_takes_no_long_time(outline: Read) -> None:
    began = process_time()
    words = "".join(f"<i>w{n}</i> " for n in range(12_000))
    found = outline(f"<h1>R</h1>{''.join(f'<p>{n}. {PROSE}</p>' for n in NUMBERS)}<p>{words}and {PROSE}</p>")
    assert texts(found)[-1].endswith(f"w11999 and {PROSE}")
    assert process_time() - began < 5


def test_long_paragraphs_that_are_links_are_text_though_each_leads_to_its_own_number(outline: Read) -> None:
    said = [f"{PROSE} Of {name} it was asked again in the summer, and nobody knew." for name in NAMES]
    linked = "".join(f'<p class=r><a href="#p{n}">{n}. {each}</a></p>' for n, each in enumerate(said, start=5))
    assert texts(outline(page(below=f"<h2>What to do</h2>{linked}")))[4:] == said
