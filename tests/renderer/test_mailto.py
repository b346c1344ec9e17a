"""Links that open a mail program."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renderer import mailto
from renderer.excerpt import legal, shortened

URL = "https://reports.example/review/harbour/1.2/"
ADDRESS = "harbour.1.2@comments.example"


def fields(link: str) -> dict[str, str]:
    """Take a mailto link apart as RFC 6068 has it: a plus is a plus."""
    query = urlsplit(link).query
    return {name: unquote(value) for name, _, value in (pair.partition("=") for pair in query.split("&"))}


def friend(text: str, title: str = "The Harbour Review") -> str:
    return mailto.to_friend(mailto.subject("1.2", (title,), title), text=text, url=URL, address=ADDRESS)


def test_a_comment_goes_to_the_paragraph_with_a_subject() -> None:
    link = mailto.to_paragraph(ADDRESS, mailto.subject("1.2", (), "Safe & Dry + 100%"))
    assert urlsplit(link).path == ADDRESS
    assert fields(link)["subject"] == "Paragraph 1.2, Safe & Dry + 100%"


@pytest.mark.parametrize("part", ["Part C: The press", "الجزء الثالث: الصحافة"])
def test_a_subject_names_every_section_that_says_which_paragraph_it_is(part: str) -> None:
    """Also where their names are long, or of letters that take six characters each."""
    chapter = f"Chapter 2. {part.rpartition(' ')[2]}: " + "history, governance, structures and finances " * 3
    subject = unquote(mailto.subject("1.2", (part, chapter), "The Report"))
    assert subject.startswith("Paragraph 1.2, Chapter 2. ")
    assert subject.endswith(f", {part}, The Report")


def test_a_comment_begins_with_room_to_write_and_says_what_to_do() -> None:
    lines = fields(mailto.to_paragraph(ADDRESS, mailto.subject("1.2", (), "T")))["body"].split("\r\n")
    assert lines[:4] == ["", "", "", "-- "]
    assert "em strong blockquote p br" in lines[5]


def test_spaces_signs_and_line_ends_are_encoded_for_mail_programs() -> None:
    link = friend("one & two + three = 6? #1 “ü”")
    assert " " not in link
    assert "+" not in link
    assert link.isascii()
    assert link.count("&") == 1
    assert "%0D%0A%0D%0A" in link
    assert fields(link)["body"].startswith("“one & two + three = 6? #1 “ü””\r\n\r\n")
    assert "\n" not in fields(link)["body"].replace("\r\n", "")


def test_a_friend_gets_quotation_link_and_how_to_answer() -> None:
    body = fields(friend("The wall is low."))["body"]
    assert body.split("\r\n\r\n") == [
        "“The wall is low.”",
        URL,
        f"To comment on this paragraph, write to {ADDRESS}\r\n",
    ]


def test_a_quotation_has_at_most_300_characters_and_ends_at_a_word() -> None:
    quotation = fields(friend("word " * 400))["body"].partition("”")[0].removeprefix("“")
    assert 290 < len(quotation) <= 300
    assert quotation.endswith("word…")


@pytest.mark.parametrize("letter", ["a", "ü", "漢", "😀", "%"])
def test_a_link_stays_short_in_every_script(letter: str) -> None:
    link = friend(letter * 5_000, title=letter * 500)
    assert len(link) < 1_900
    assert URL in fields(link)["body"]
    assert ADDRESS in fields(link)["body"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=900), st.text(max_size=300))
def test_any_text_makes_a_short_link_that_reads_back(text: str, title: str) -> None:
    text, title = legal(text), legal(title)
    link = friend(text, title)
    assert len(link) < 1_900
    assert link.isascii()
    assert set(parse_qs(urlsplit(link).query)) == {"subject", "body"}


@given(st.text(), st.integers(min_value=2, max_value=80))
def test_a_shortened_text_is_one_line_and_no_longer_than_asked(text: str, characters: int) -> None:
    short = shortened(text, characters)
    assert len(short) <= characters
    assert short == " ".join(short.split())


def test_a_report_names_the_comment() -> None:
    link = mailto.to_report("report-abc@comments.example", "abc")
    assert link == "mailto:report-abc@comments.example?subject=Report%20on%20comment%20abc"


def test_illegal_characters_go_and_others_stay() -> None:
    assert legal("a\x00b\x0bc\ud800d\ufffee\x85f\tg\n漢😀") == "abcdef\tg\n漢😀"
