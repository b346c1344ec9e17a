"""A comment is text and five bare tags, whatever comes in (INV-40)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.reading import sanitize
from mailgate.reading.extract.html_lines import split

markup = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<em>",
            "</em>",
            "<blockquote>",
            "</blockquote>",
            "<br/>",
            "<script>",
            "</script>",
            "<svg>",
            "<!--",
            "-->",
            "<a href='javascript:x'>",
            "<",
            ">",
            "&lt;script&gt;",
            "&",
            '"',
            "'",
            "<em onclick=x>",
            "<math><mi>",
            "x",
            "<style>",
            "<title>",
            "</title>",
            "<![CDATA[",
            "]]>",
            "\x00",
            "{{7*7}}",
            "<!--#exec cmd=x-->",
            "<p/x>",
            "\u202e",
        ]
    )
    | st.text(max_size=5),
    max_size=40,
).map("".join)


@given(markup)
def test_whatever_goes_in_only_the_five_tags_come_out(text):
    cleaned = sanitize.clean(text)
    assert sanitize.is_lawful(cleaned)
    assert sanitize.is_lawful(sanitize.clean(cleaned))


def test_tags_left_empty_are_tidied_away():
    assert sanitize.clean("<p> </p><p>x</p><blockquote><p></p></blockquote>") == "<p>x</p>"


@pytest.mark.parametrize("unlawful", ["<b>", "<p >", "<P>", "<br/>", "<em class=x>", "a < b", "a > b", "<", "<!-- -->"])
def test_anything_beyond_the_eleven_strings_is_unlawful(unlawful):
    assert not sanitize.is_lawful(unlawful)


@pytest.mark.parametrize("name", ["script", "style", "title", "template", "noscript", "textarea", "iframe"])
def test_the_content_of_what_is_no_prose_goes_too(name):
    assert "hidden" not in sanitize.clean(f"<p>before</p><{name}>hidden</{name}>")


@pytest.mark.parametrize("piece", ["a line<br>", "<p>a line</p>", "<p>a line", "<p>a <em>line</em></p>", "a<br/>"])
def test_a_long_comment_is_not_deep_however_many_its_lines(piece):
    cleaned = sanitize.clean(piece * 2_000)
    assert cleaned.count("<br>") + cleaned.count("<p>") == 2_000


@pytest.mark.parametrize(("depth", "is_kept"), [(sanitize.NESTING_LIMIT, True), (sanitize.NESTING_LIMIT + 1, False)])
def test_quotations_are_kept_as_deep_as_the_limit_says(depth, is_kept):
    cleaned = sanitize.clean("<blockquote>" * depth + "words" + "</blockquote>" * depth)
    assert "words" in cleaned
    assert ("<blockquote>" in cleaned) == is_kept


def test_what_closes_nothing_makes_nothing_shallower():
    assert sanitize.clean("<blockquote></em></x>" * 300 + "words").startswith("<p>")


def test_absurd_nesting_becomes_text_in_time():
    start = time.perf_counter()
    assert sanitize.is_lawful(sanitize.clean("<em>" * 60_000 + "x"))
    assert sanitize.is_lawful(sanitize.clean("<em></x>" * 60_000 + "x"))
    split("<div>" * 50_000)
    split("<a><b>" * 20_000)
    assert time.perf_counter() - start < 2
