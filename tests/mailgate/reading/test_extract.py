"""The rules that find the author's words: no word vanishes, nothing fails, and a sentence is never a signature."""

import re
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mailgate.reading.extract import attribution, closing, footer, shape
from mailgate.reading.extract.cut import cut
from mailgate.reading.extract.lines import Line
from mailgate.reading.extract.plain_lines import split
from mailgate.reading.message import Body

PIECES = st.sampled_from(
    [
        *(
            "",
            " ",
            "-- ",
            "--",
            "-----",
            "________________________________",
            "> quoted words",
            ">> deeper",
            "| bar",
            "AS> initials",
        ),
        *(
            "Regards,",
            "Thanks!",
            "LG Anna",
            "Ann Smith",
            "Tel. 020 7946 0000",
            "Bea Jones | Clerk",
            "- item",
            "* ",
            "PS: more",
            "Sent from my iPhone",
            "-ann",
        ),
        *(
            "On Mon, Jan 5, 2026 at 10:00 AM Ann Smith <ann@reader.example> wrote:",
            "wrote:",
            "On 5 Jan 2026, at 10:00,",
        ),
        *("From: Ann <ann@reader.example>", "Sent: Monday, January 5, 2026 10:00 AM", "To: Bea", "Subject: words"),
        *("-----Original Message-----", "-- please answer above this line --", "The bridge was closed in 1999.", "Yes"),
        *("-----BEGIN PGP SIGNED MESSAGE-----", "Hash: SHA256", "- -- ", "-----BEGIN PGP SIGNATURE-----", "=abcd"),
        *(
            "This e-mail and any attachments are confidential and intended for the addressee only.",
            "To unsubscribe see",
        ),
        *(
            "[1] https://site.example/",
            "Links:",
            "reply. On Wed, Apr 4, 2026 at 3:59 PM, ann@reader.example wrote:",
            "<http://a",
        ),
    ]
)
BODIES = st.lists(PIECES | st.text(max_size=90), max_size=25).map("\n".join)


def words_of(texts):
    return Counter(word for text in texts for word in shape.tokens(text))


INITIALS = re.compile("^ {0,3}([A-Z]{1,3})>", re.MULTILINE)  # of whom a line quotes


@settings(deadline=None)
@given(BODIES, st.booleans(), st.sampled_from(["", "Ann Smith", "words"]))
@example(text="A>", flowed=False, sender="")
def test_every_word_of_a_body_is_kept_or_among_what_was_cut(text, flowed, sender):
    found = cut(split(Body(text=text, flowed=flowed)), "", sender)
    kept = words_of(line.text for line in found.own) + words_of(found.removed)
    whole = words_of(text.split("\n"))
    marks = words_of(INITIALS.findall(text)) + Counter({"from": 99})  # and a mailbox's ">From"
    assert not whole - kept - marks


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["The bridge was closed in 1999, as the minutes show.", "Nobody told us of it at all.", ""])
    )
)
def test_sentences_lose_nothing(rows):
    found = cut([Line(row) for row in rows], "", "Ann Smith")
    assert [line.text for line in found.own] == rows
    assert "".join(found.removed) == ""


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_line_can_be_looked_at(text):
    lines = [Line("above"), Line(text), Line("below", depth=1)]
    shape.is_sentence(text)
    shape.is_name(text)
    footer.is_device(text)
    closing.span(lines, 2, ("ann",), keep_first=False)
    attribution.start(lines, 1, quote_follows=True)


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my desk, the letters would have come the next day.",
        "From my house I can see the bridge.",
        "Mail from the council comes late.",
    ],
)
def test_a_sentence_that_begins_like_a_device_line_is_none(line):
    assert not footer.is_device(line)


@pytest.mark.parametrize(
    "text",
    [
        "On 5 January 2026 at 10:15 the council wrote:",
        "I wrote to the council on 5 May 1998 at 10:00 and asked:",
        "The meeting of 5 January 2026 begins at 10:00:",
        "These are the dates:",
    ],
)
def test_a_sentence_that_ends_in_a_colon_cuts_nothing_below_it(text):
    assert attribution.start([Line("Words."), Line(""), Line(text)], 2, quote_follows=False) is None
