"""Tags that authors type, as the page invites them to, are meant; everything else with a "<" is text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.reading import sanitize
from mailgate.reading.extract import typed, write
from mailgate.reading.extract.lines import Line


def written(text: str) -> tuple[str, str]:
    lines = typed.honoured([Line(row) for row in text.split("\n")])
    return write.text(lines), sanitize.clean(write.markup(lines, wrapped=False))


@pytest.mark.parametrize(
    ("text", "seen", "markup"),
    [
        ("a <em>b</em> c", "a b c", "<p>a <em>b</em> c</p>"),
        ("<STRONG>a</STRONG>", "a", "<p><strong>a</strong></p>"),
        ("<em>a\nb</em>", "a\nb", "<p><em>a</em><br><em>b</em></p>"),
        ("a<br>b<br/>c", "a\nb\nc", "<p>a<br>b<br>c</p>"),
        ("<p>a</p><p>b</p>", "a\n\nb", "<p>a</p><p>b</p>"),
        ("<p>\na\n</p>", "a", "<p>a</p>"),
        ("a\n<blockquote>\nb\n\nc\n</blockquote>\nd", "a\n\nb\n\nc\n\nd", None),
        ("<blockquote>a</blockquote>b", "a\n\nb", "<blockquote>a</blockquote><p>b</p>"),
        ("a < b and x<y>z <3", "a < b and x<y>z <3", "<p>a &lt; b and x&lt;y&gt;z &lt;3</p>"),
        ("<em onclick=x>a</em>", "<em onclick=x>a</em>", "<p>&lt;em onclick=x&gt;a&lt;/em&gt;</p>"),
        ("<em>never closed", "<em>never closed", "<p>&lt;em&gt;never closed</p>"),
        ("never opened</em>", "never opened</em>", "<p>never opened&lt;/em&gt;</p>"),
        ("<b>a</b>", "<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
    ],
)
def test_the_five_tags_are_meant_and_nothing_else(text, seen, markup):
    assert written(text) == (seen, markup or written(text)[1])


def test_a_typed_quotation_is_one_over_blank_lines():
    assert (
        written("<blockquote>a\n\nb</blockquote>c")[1] == "<blockquote>a</blockquote><blockquote>b</blockquote><p>c</p>"
    )


BITS = [
    "<em>",
    "</em>",
    "<strong>",
    "</strong>",
    "<blockquote>",
    "</blockquote>",
    "<p>",
    "</p>",
    "<br>",
    "a",
    " ",
    "\n",
    "<",
]


@given(st.lists(st.sampled_from(BITS), max_size=30).map("".join))
def test_no_word_is_lost_however_tags_are_typed(text):
    seen, markup = written(text)
    assert seen.count("a") == text.count("a")
    assert sanitize.is_lawful(markup)
    assert written(seen.replace("<", "{"))[0] == seen.replace("<", "{")
