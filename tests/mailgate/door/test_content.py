"""What ends a message, and what may be in it (INV-10). Pure: no connection is needed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.smtp.content import Content, Fault, fault

LINES = st.lists(st.binary(max_size=12).map(lambda line: line.replace(b"\r", b"").replace(b"\n", b"")), max_size=8)


def stuffed(raw: bytes) -> bytes:
    """As a client sends it (RFC 5321 4.5.2)."""
    lines = [b"." + line if line.startswith(b".") else line for line in raw.split(b"\r\n")]
    return b"\r\n".join(lines) + b".\r\n"


def read(*blocks: bytes, size: int = 10_000, line: int = 1_000) -> tuple[bool, bytes | Fault, bytes]:
    content = Content(size, line)
    done = False
    for block in blocks:
        done = content.feed(block)
    return done, content.take(), content.rest


@given(LINES, st.binary(max_size=8), st.integers(1, 7))
def test_a_message_comes_out_as_it_was_whatever_the_blocks_it_came_in(
    lines: list[bytes], rest: bytes, step: int
) -> None:
    raw = b"".join(line + b"\r\n" for line in lines)
    wire = stuffed(raw)
    content = Content(10_000, 1_000)
    blocks = [wire[at : at + step] for at in range(0, len(wire), step)]
    assert [content.feed(block) for block in blocks[:-1]] == [False] * (len(blocks) - 1)
    assert content.feed(blocks[-1] + rest)
    assert (content.take(), content.rest) == (raw, rest)


@pytest.mark.parametrize(
    "end",
    [
        b"\n.\n",
        b"\n.\r\n",
        b"\r\n.\n",
        b"\r.\r",
        b"\r\n.\r",
        b"\r.\r\n",
        b"\n\n.\r\n",
        b"\r\n.\r\r\n",
        b"\r\n.\0\r\n",
        b"\r\n\0.\r\n",
    ],
)
def test_only_crlf_dot_crlf_ends_a_message(end: bytes) -> None:
    done, _, _ = read(b"one" + end + b"MAIL FROM:<evil@x.example>\r\n")
    assert not done


def test_bytes_behind_the_final_dot_are_kept_for_the_next_command() -> None:
    assert read(b"one\r\n.\r\nQUIT\r\n") == (True, b"one\r\n", b"QUIT\r\n")


def test_a_message_may_be_empty() -> None:
    assert read(b".\r\n") == (True, b"", b"")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a\r\nb\r\n", None),
        (b"a\nb\r\n", Fault.BARE_LINE_END),
        (b"a\rb\r\n", Fault.BARE_LINE_END),
        (b"a\r\r\n", Fault.BARE_LINE_END),
        (b"a\0b\r\n", Fault.NUL),
        (b"x" * 1_000 + b"\r\n", None),
        (b"x" * 1_001 + b"\r\n", Fault.LINE_TOO_LONG),
    ],
)
def test_what_no_honest_client_sends_is_a_fault(raw: bytes, expected: Fault | None) -> None:
    assert fault(raw, 1_000) is expected


def test_a_message_of_just_the_limit_is_taken_even_where_every_line_is_a_dot() -> None:
    raw = b".\r\n" * 1_000
    assert read(stuffed(raw), size=3_000)[1] == raw
    assert read(stuffed(raw), size=2_999)[1] is Fault.TOO_BIG


def test_a_message_beyond_the_limit_is_not_held_and_its_end_is_still_found() -> None:
    content = Content(1_000, 500)
    for _ in range(30):
        assert not content.feed(b"twenty octets here\r\n" * 3)
    assert content.feed(b".\r\nNOOP\r\n")
    assert (content.take(), content.rest) == (Fault.TOO_BIG, b"NOOP\r\n")
    assert not content.is_hopeless


def test_twice_the_limit_is_not_read_to_its_end() -> None:
    content = Content(1_000, 500)
    for _ in range(101):
        content.feed(b"twenty octets here\r\n")
    assert content.is_hopeless


def test_a_line_without_end_is_given_up_at_the_limit() -> None:
    content = Content(1_000, 500)
    content.feed(b"x" * 1_400)
    assert content.is_hopeless
    assert content.take() is Fault.LINE_TOO_LONG
