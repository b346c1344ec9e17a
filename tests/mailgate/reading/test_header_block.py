"""Who wrote a message: one From field with one plain address, whatever shape a forger gives it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate import header_block
from mailgate.header_block import Refusal

ORDINARY = (
    b"Received: from a.example by b.example; Mon, 5 Jan 2026 10:00:00 +0000\r\n"
    b"From: Ann Smith <ann@reader.example>\r\nTo: iraq-report.127@site.example\r\nSubject: A comment\r\n"
    + b"X-Filler: of an ordinary length, as mail programs write them\r\n" * 20
    + b"\r\nThe words.\r\n"
)


def message(value: bytes) -> bytes:
    return b"To: a@site.example\r\nFrom: " + value + b"\r\nSubject: x\r\n\r\nbody"


@pytest.mark.parametrize(
    "value",
    [
        b"ann@reader.example",
        b"<ann@reader.example>",
        b"Ann Smith <ann@reader.example>",
        b'"Smith, Ann" <ann@reader.example>',
        b"Ann (Reader) <ann@reader.example>",
        b"=?utf-8?q?J=C3=B6rg?= <ann@reader.example>",
        b"J\xf6rg <ann@reader.example>",
        b"ann@reader.example <ann@reader.example>",
        b'"boss@desk.example" <ann@reader.example>',
        b"Ann\r\n <ann@reader.example>",
    ],
)
def test_one_plain_address_is_the_author(value):
    assert header_block.sole_author(message(value)) == "ann@reader.example"


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"<>",
        b"Ann",
        b"ann@reader.example, mo@desk.example",
        b"<ann@reader.example>, <mo@desk.example>",
        b"<ann@reader.example> <mo@desk.example>",
        b"<ann@reader.example>mo@desk.example",
        b"mo@desk.example,<ann@reader.example>",
        b"mo@desk.example <ann@reader.example>",
        b"<@a.example,@b.example:ann@reader.example>",
        b"<mo@desk.example>\\,<ann@reader.example>",
        b"readers: ann@reader.example;",
        b"=?utf-8?b?YW5u?=@reader.example",
        b"=?utf-8?b?bW9AZGVzay5leGFtcGxl?=,<ann@reader.example>",
        b"ann(remark)@reader.example",
        b"ann@reader.example (Ann)",
        b"(mo@desk.example) <ann@reader.example>",
        b"ann@reader.example\x00@desk.example",
        b"\x00ann@reader.example",
        b'"ann <ann@reader.example>',
        b"ann@reader.example\r\n , mo@desk.example",
    ],
)
def test_any_other_shape_is_refused_with_a_sentence_that_helps(value):
    refusal = header_block.sole_author(message(value))
    assert isinstance(refusal, Refusal)
    assert refusal.code == 550
    assert "Ann Smith <ann@reader.example>" in refusal.sentence
    assert str(refusal).isascii()


@pytest.mark.parametrize(
    "block",
    [
        b"To: x\r\n",
        b"From: a@b.example\r\nFrom: c@d.example\r\n",
        b"From: a@b.example\r\nfrom: c@d.example\r\n",
        b"From : a@b.example\r\n",
        b"From: a@b.example\r\nFrom : c@d.example\r\n",
        b"From\t: a@b.example\r\n",
        b" From: a@b.example\r\nFrom: c@d.example\r\n",
        b"X: y\r\n From: a@b.example\r\nFrom: c@d.example\r\n",
        b"From\r\n : a@b.example\r\n",
        b"From\x00: c@d.example\r\nFrom: a@b.example\r\n",
        b"\x00From: c@d.example\r\nFrom: a@b.example\r\n",
        b"\xa0From: c@d.example\r\nFrom: a@b.example\r\n",
    ],
)
def test_two_from_fields_or_what_may_be_taken_for_one_are_refused(block):
    assert isinstance(header_block.sole_author(block + b"\r\nFrom: body@b.example\r\n"), Refusal)


def test_folded_prose_is_not_taken_for_a_second_field():
    raw = b"From: a@b.example\r\nSubject: see\r\n from: page 3\r\n\r\nx"
    assert header_block.sole_author(raw) == "a@b.example"


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"X: " + b"y" * (header_block.BLOCK_LIMIT + 1) + b"\r\n\r\n", "5.3.4"),
        (b"X: y\r\n" * 1_001 + b"\r\n", "5.3.4"),
        (b"Received: y\r\n" * 101 + b"\r\n", "5.4.6"),
    ],
)
def test_blocks_beyond_the_limits_are_refused(raw, status):
    refusal = header_block.check(raw)
    assert refusal is not None
    assert refusal.status == status


def test_an_ordinary_message_passes_and_costs_little():
    assert header_block.check(ORDINARY) is None
    best = min(_seconds(ORDINARY) for _ in range(50))
    assert best < 300e-6  # 45 microseconds where nothing else runs


HOSTILE = [
    b".",
    b"(",
    b'"',
    b"<",
    b"a@",
    b"\\",
    b" ",
    b"\r\n ",
    b"From ",
    b"\0",
    b"\xff",
    b"=?utf-8?q?",
    b"a,",
    b"a.",
    b"f",
]


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("before", [b"From: ", b"From: a@b.example\r\nX: ", b""])
def test_hostile_blocks_are_looked_at_in_linear_time(unit, before):
    raw = before + (unit * 65_536)[:65_536] + b"\r\n\r\n"
    assert min(_seconds(raw) for _ in range(3)) < 0.1


@given(st.binary(max_size=300))
def test_any_bytes_have_an_author_or_a_refusal(raw):
    header_block.check(raw)
    for found in (header_block.sole_author(raw), header_block.sole_author(b"From: " + raw)):
        assert isinstance(found, (str, Refusal))


def _seconds(raw: bytes) -> float:
    start = time.perf_counter()
    header_block.check(raw)
    header_block.sole_author(raw)
    return time.perf_counter() - start


@given(
    st.lists(st.sampled_from([b"From:", b"f", b"rom", b"\0", b" ", b"\t", b"\r\n", b":", b" a@b.example", b"To: x"]))
)
def test_the_quick_look_finds_nothing_that_the_close_look_refuses(pieces):
    head = header_block.block(b"".join(pieces))
    quick = header_block._plain_from(head)
    assert quick is None or quick == header_block._only_from(head)
