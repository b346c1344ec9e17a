"""Of the two bodies of a mail the more faithful one is read."""

import pytest

from mailgate.reading.extract import choice
from mailgate.reading.extract.cut import Cut
from mailgate.reading.extract.lines import Line


def body(text: str, *, quoted: bool = False) -> Cut:
    return Cut(own=[Line(row) for row in text.split("\n")], quoted=quoted)


@pytest.mark.parametrize(
    ("why", "text", "html"),
    [
        ("the HTML has no words", body("words"), body("")),
        ("only the text showed the quote", body("own", quoted=True), body("own words of another")),
        ("the HTML lost its lines", body("a b\nc\nd\ne"), body("a b c d e")),
    ],
)
def test_the_text_is_read_where(why, text, html):
    assert choice.prefers_text(text, html), why


@pytest.mark.parametrize(
    ("why", "text", "html"),
    [
        ("both have no words", body(""), body("")),
        ("the text has no words", body(""), body("words")),
        ("the text is a stub", body("This mail is in HTML."), body("The wall leaks.")),
        ("both have the words", body("The wall\nleaks."), body("The wall leaks.")),
        ("only the HTML showed the quote", body("own words of another"), body("own", quoted=True)),
        ("the quote in the text is not that of the HTML", body("a b", quoted=True), body("c d e f")),
        ("the text has stars where the HTML is bold", body("the *wall*"), body("the wall")),
    ],
)
def test_the_html_is_read_where(why, text, html):
    assert not choice.prefers_text(text, html), why


def test_of_an_answer_to_us_the_text_says_what_is_to_be_done_where_the_two_differ():
    assert choice.prefers_text(body("reject"), body("approve"), is_command=True)
    assert not choice.prefers_text(body("reject *personal*"), body("reject personal"), is_command=True)
    assert not choice.prefers_text(body(""), body("approve"), is_command=True)
    assert not choice.prefers_text(body("reject"), body("approve"))
