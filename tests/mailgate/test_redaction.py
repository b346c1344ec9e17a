"""One phrase is taken out of a comment, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.reading.sanitize import is_lawful
from mailgate.redaction import GAP, redact
from store.model import Html


@pytest.mark.parametrize(
    ("words", "phrase", "expected"),
    [
        ("<p>Bob Miller sold it.</p>", "Bob Miller", f"<p>{GAP} sold it.</p>"),
        ("<p>It was <em>Bob</em> Miller.</p>", "Bob Miller", f"<p>It was <em>{GAP}</em>.</p>"),
        ("<p>a &amp; b, &lt;c&gt;</p>", "b, <c>", f"<p>a &amp; {GAP}</p>"),
        ("<p>one</p><p>two three</p>", "one two", f"<p>{GAP}</p><p> three</p>"),
        ("<p>one  two<br>three</p>", "two three", f"<p>one  {GAP}<br></p>"),
        ("<p>It's Bob’s.</p>", "It’s Bob's", f"<p>{GAP}.</p>"),
    ],
)
def test_the_phrase_gives_way_to_a_mark(words: str, phrase: str, expected: str) -> None:
    assert redact(Html(words), phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "times"), [("Ann", 2), ("Zoe", 0), ("", 0), ("   ", 0), ("bob", 0), ("<p>", 0), ("em>", 0)]
)
def test_a_phrase_that_does_not_occur_exactly_once_is_counted(phrase: str, times: int) -> None:
    assert redact(Html("<p>Ann, <em>Bob</em> and Ann.</p>"), phrase) == times


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<em>", "</em>", "<br>", "a", "b ", "&lt;", "&amp;"])), st.text("ab<& ")
)
def test_what_comes_out_is_as_lawful_as_what_went_in(pieces: list[str], phrase: str) -> None:
    found = redact(Html("".join(pieces)), phrase)
    assert isinstance(found, int) or is_lawful(found)
