"""What at the end of a page is of the report, though it is short or has links; and what is not."""

from collections.abc import Callable

import pytest

from mailgate.importers import Heading, Outline

Read = Callable[..., Outline]
PROSE = (
    "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring of 2019."
)
SECTIONS = "".join(f"<div><h2>10.{n}. Gates of the year</h2><p>{PROSE}</p><p>{PROSE}</p></div>" for n in range(1, 5))
LINKED = "More is in <a href=https://x.example>the book of the gates</a>."


def texts(outline: Outline) -> list[str]:
    return [unit.text for unit in outline.units]


def read_page(outline: Read, end: str) -> Outline:
    return outline(f"<body><div class=c><h1>Chapter 10. Gates</h1>{SECTIONS}{end}</div></body>")


def test_a_section_whose_number_goes_on_is_of_the_report_though_it_has_but_a_link(outline: Read) -> None:
    found = read_page(outline, f"<div><h2>10.5. Where is more?</h2><p>{LINKED}</p></div>")
    assert texts(found)[-1] == "More is in the book of the gates."
    assert [item.text for item in found.flow if isinstance(item, Heading)][-1] == "10.5. Where is more?"


@pytest.mark.parametrize(
    "end",
    [
        f"<div><h2>Where is more?</h2><p>{LINKED}</p></div>",
        f"<div><h2>12. Our other books</h2><p>{LINKED}</p></div>",
        f"<footer><h2>10.5. About us</h2><p>{LINKED}</p></footer>",
        "<div><h2>10.5. Page</h2><p>Last updated in the spring of 2020.</p></div>",
        "<div><p>Dernière mise à jour : 3 mai 2020</p></div>",
        "<div><p>Date de modification : 2020-05-03</p></div>",
    ],
)
def test_other_links_and_the_foot_of_a_page_are_none_of_the_report(outline: Read, end: str) -> None:
    assert texts(read_page(outline, end)) == [PROSE] * 8


def test_what_a_last_sentence_introduces_is_of_the_report(outline: Read) -> None:
    found = read_page(outline, "<p>To take the gate away again, simply type:</p><pre>gate --remove north</pre>")
    assert texts(found)[-1] == "gate --remove north"


@pytest.mark.parametrize(
    "end",
    [
        f"<p>{PROSE[:-1]} [<b>Gates and Boards</b>, pp. 198-9]</p>",
        f"<p>»{PROSE[:-1]}«, sagte der Vorsitzende »zum Protokoll»</p>",
        "<p>Next, we look at the pumps of the north basin.</p>",
        "<p>Previous boards had done the same.</p>",
        "<pre>gate --try north</pre>",
        "<p>Example 8: the north gate</p><pre>gate --try north</pre>",
        "<p>我们来看看水闸的效果如何。</p>",
        "<h2>10.5: Gates tried</h2><p>All of them were tried with these words:</p><pre>gate --try all</pre>",
        "<h2>10.5. Keepers</h2><table border=1><tr><td>Ann Ash</td><td>Bo Birch</td></tr></table>",
    ],
)
def test_the_last_words_of_a_page_are_kept_over_its_links(outline: Read, end: str) -> None:
    links = "<div><a href=9.html>‹ The pumps</a> <a href=0.html>up</a> <a href=11.html>The weir ›</a></div>"
    found = read_page(outline, end + links)
    assert not [line for line in found.left_out if "The pumps" not in line]


def test_a_line_of_links_to_the_next_section_and_the_one_before_is_no_text(outline: Read) -> None:
    def way(n: int) -> str:
        following = f"<a href=#b{n} rel=next>The pumps of basin {n} and who kept them until the spring</a>"
        links = f"Next: {following}, Up: <a href=#t rel=up>Gates</a>"
        return (
            f"<div><p>{links} &nbsp; [<a href=#c rel=contents>Contents</a>][<a href=#i rel=index>Index</a>]</p></div>"
        )

    sections = "".join(f"{way(n)}<h2>{n} Gates</h2><p>{PROSE}</p>" for n in range(1, 5))
    assert texts(outline(f"<h1>Gates</h1>{sections}")) == [PROSE] * 4


def test_what_a_chapter_says_over_its_only_section_is_of_the_report(outline: Read) -> None:
    section = f"<div><h2>1.1. Gates</h2>{f'<div>{PROSE}</div>' * 12}</div>"
    lead = "This chapter says what the board knew of the gates, and when it came to know it."
    found = outline(f"<div><div><h1>1. Gates</h1></div><div class=para>{lead}</div>{section}</div>")
    assert texts(found) == [lead, *[PROSE] * 12]


def test_what_stands_below_the_foot_of_a_page_is_of_the_foot(outline: Read) -> None:
    foot = "<p>© Harbour Press 2006</p><p><i>Prepared 14 March 2006</i></p>"
    units = outline(f"<h1>R</h1>{''.join(f'<p>{n}. {PROSE}</p>' for n in range(1, 5))}{foot}").units
    assert units[-1].text == PROSE


def test_a_section_that_leads_back_to_the_contents_is_no_note(outline: Read) -> None:
    names = {"a": "Abstract", "b": "Costs", "c": "3"}
    line = "<li><a class=reference href=#{0} id=toc-{0}>{1}</a></li>".format
    section = "<div id={0}><h2><a class=toc-backref href=#toc-{0}>{1}</a></h2><p>{2}</p></div>".format
    contents = f"<ul>{''.join(line(*each) for each in names.items())}</ul>"
    found = outline(f"<h1>Gates</h1>{contents}{''.join(section(*each, PROSE) for each in names.items())}")
    assert [(unit.text, unit.footnotes) for unit in found.units] == [(PROSE, ())] * 3


def test_the_number_of_a_note_may_be_a_heading_over_its_words(outline: Read) -> None:
    text = f"{f'<p>{PROSE}</p>' * 3}<p>{PROSE}<a id=D1 href=#F1><sup>1</sup></a></p>"
    note = "<h5><a id=F1 href=#D1>(1)</a></h5><p>Minutes of the board, the third book.</p>"
    units = outline(f"<h1>Gates</h1>{text}<div><h4>Footnotes</h4>{note}</div>").units
    assert [(unit.text, [each.text for each in unit.footnotes]) for unit in units] == [
        *[(PROSE, [])] * 3,
        (PROSE, ["Minutes of the board, the third book."]),
    ]
