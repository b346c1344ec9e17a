"""A mail that was begun by a link on a page: what the link wrote is never a word of the comment."""

from html import escape
from urllib.parse import unquote

import pytest

from mailgate.reading.extract.reply import reply
from mailgate.reading.message import read
from renderer import mailto

COMMENT = "The date is wrong. It was a Monday.\r\n\r\nPlease check it against the log."
LINK = mailto.to_paragraph("harbour.1@comments.example", mailto.subject("1", "", "The Harbour Review"))
BODY = unquote(LINK.partition("&body=")[2])


def words(body: str, kind: str = "plain") -> str:
    head = f"From: Ann Reader <ann@reader.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/{kind}; charset=utf-8\r\n"
    return reply(read(f"{head}\r\n{body}".encode())).text


@pytest.mark.parametrize(
    "body",
    [
        COMMENT + BODY,
        COMMENT + BODY.replace("-- ", "--"),
        COMMENT + BODY + "\r\n-- \r\nAnn Reader\r\nSellay\r\n",
        COMMENT + BODY + "\r\nSent from my iPhone\r\n",
        COMMENT + "\r\n\r\nKind regards,\r\nAnn" + BODY,
        BODY + "\r\n" + COMMENT + "\r\n",
    ],
    ids=["above", "sign without its blank", "signature", "device line", "closing line", "below"],
)
def test_only_what_the_author_wrote_is_the_comment(body: str) -> None:
    expected = COMMENT.replace("\r\n", "\n")
    assert words(body) == expected
    lines = "".join(f"<div>{escape(line) or '<br>'}</div>" for line in body.split("\r\n"))
    assert words(lines, "html") == expected


def test_a_mail_with_nothing_added_has_no_words() -> None:
    assert words(BODY) == ""
