"""Reading never raises, is bounded, and tells machines from people."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailgate.reading import message, sanitize
from mailgate.reading.model import Known
from mailgate.reading.read import read

HEAD = b"From: Ann <ann@reader.example>\r\nSubject: Bridge\r\n"
BITS = st.sampled_from(
    [
        b"Content-Type: text/plain; charset=",
        b"Content-Type: multipart/mixed; boundary=x\r\n",
        b"\r\n\r\n",
        b"--x\r\n",
        b"--x--",
        b"Content-Type: text/html\r\n\r\n",
        b"<blockquote>",
        b"<b>",
        b"=?utf-8?q?=C3?=",
        b"utf-8",
        b"\xff",
        b"On 1.1.2026 10:00 wrote:",
        b"> x\r\n",
        b"-- \r\n",
        b"name*",
        b"name*0*=",
        b"Content-Transfer-Encoding: base64\r\n",
        b"headers: x\r\n",
        b"From: a@b.example\r\n",
        b"Sent: x\r\nTo: y\r\nSubject: z\r\n",
        b"message/rfc822",
        b"\x00",
        b"&#64;",
        b"format=flowed; delsp=yes\r\n",
    ]
)


@settings(deadline=2_000)
@given(st.lists(BITS | st.binary(max_size=20), max_size=40).map(b"".join))
def test_any_bytes_give_a_reading(raw):
    for mail in (raw, HEAD + raw):
        reading = read(mail)
        assert sanitize.is_lawful(reading.html)
        assert len(reading.subject) <= 200
        reading.html.encode()


def test_an_own_word_beside_any_quote_is_kept():
    assert read(HEAD + b"\r\nKept.\r\n\r\n> cut\r\n").text == "Kept."


@pytest.mark.parametrize("kind", [b"text/plain", b"text/plain; format=flowed", b"text/html"])
@pytest.mark.parametrize(
    "unit",
    [
        "(",
        ">",
        "\n",
        "--\n",
        "a@",
        "\u200d",
        "&",
        "<b>",
        "<blockquote>",
        "</p>",
        "a:\n",
        "On 1.1.2026 10:00 x:\n",
        "[at]",
    ],
)
def test_two_mebibytes_of_anything_are_read_in_time(kind, unit):
    body = (unit.encode() * (2_000_000 // len(unit.encode())))[:2_000_000]
    start = time.process_time()
    read(HEAD + b"Content-Type: " + kind + b"; charset=utf-8\r\n\r\n" + body, Known(paragraph="x " * 2_000))
    assert time.process_time() - start < 4  # under 1 s where nothing else runs


@pytest.mark.parametrize(
    "raw",
    [
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\n" * 40_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=x%d\r\n\r\n--x%d\r\n" % (i, i) for i in range(1_000)),
        b"Content-Type: message/rfc822\r\n\r\n" * 1_000,
    ],
)
def test_bombs_of_structure_are_an_error_in_a_sentence(raw):
    reading = read(HEAD + raw)
    assert reading.error is not None
    assert reading.author == "ann@reader.example"


def test_a_malformed_parameter_loses_no_words():
    assert read(HEAD + b"Content-Type: text/plain; name*\r\n\r\nWords.").text == "Words."


def test_a_header_named_like_an_attribute_of_the_parser_is_only_a_header():
    assert read(HEAD + b"headers: x\r\nparse: y\r\n\r\nWords.").text == "Words."


def test_an_encoded_subject_cannot_bring_a_line_end():
    reading = read(b"From: a@b.example\r\nSubject: =?utf-8?q?a=0D=0ABcc:_x?=\r\n\r\nx")
    assert reading.subject == "a Bcc: x"


def test_attached_and_forwarded_messages_are_named_and_not_read():
    raw = (
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nMine.\r\n"
        b"--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: z@z.example\r\n\r\nTheirs.\r\n--x--"
    )
    reading = read(HEAD + raw)
    assert reading.text == "Mine."
    assert message.read(HEAD + raw).attachments == ("message/rfc822",)
    assert reading.attachments == ("message/rfc822",)


OURS = "The river rose by two metres within one night, and the bridge at the mill was lost."


def test_our_own_text_is_not_taken_for_the_authors_where_no_mark_says_that_it_is_quoted() -> None:
    body = f"{OURS}\r\n\r\nThat is wrong: it stands to this day.\r\n".encode()
    reading = read(HEAD + b"\r\n" + body, Known(paragraph=f"Before. {OURS} After."))
    assert reading.text == "That is wrong: it stands to this day."
    assert reading.html == f"<blockquote>{OURS}</blockquote><p>That is wrong: it stands to this day.</p>"
    assert read(HEAD + b"\r\n" + body).text.startswith(OURS)


def test_in_an_answer_to_a_letter_of_ours_half_an_attribution_is_one() -> None:
    body = b"Yes, that was me.\r\n\r\nThe Mill Report wrote:\r\nDid you write a comment on this?\r\n"
    answer = HEAD + b"In-Reply-To: <comment-abcdefghij@site.example>\r\n\r\n" + body
    assert read(answer, Known(domain="site.example")).text == "Yes, that was me."
    assert "Did you write" in read(answer, Known(domain="other.example")).text


def test_the_words_without_the_cut_are_kept_where_they_may_become_a_comment():
    raw = HEAD + b"\r\nIt was closed.\r\n\r\n> Was it?\r\n"
    comment, answer = read(raw), read(raw, Known(is_comment=False))
    assert comment.uncut_text == "It was closed.\n\nWas it?"
    assert "<blockquote>Was it?</blockquote>" in comment.uncut_html
    assert (answer.text, answer.removed, answer.uncut_text) == ("It was closed.", comment.removed, "")


def test_what_decides_is_the_first_word_of_the_text_where_the_html_begins_with_another():
    parts = b"--b\r\nContent-Type: text/%s\r\n\r\n%s\r\n"
    both = parts % (b"plain", b"reject") + parts % (b"html", b"<p>approve</p>") + b"--b--\r\n"
    raw = HEAD + b"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n" + both
    assert read(raw, Known(domain="site.example", is_comment=False)).text == "reject"
    assert read(raw, Known(domain="site.example")).text == "approve"
