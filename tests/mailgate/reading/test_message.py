"""The body is found in whatever structure it came; what is not read is named."""

import pytest

from mailgate.reading import message, mime

HEAD = b"From: Ann <ann@reader.example>\r\nMIME-Version: 1.0\r\n"


def mixed(*parts: bytes) -> bytes:
    body = b"".join(b"--x\r\n" + part + b"\r\n" for part in parts)
    return HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + body + b"--x--\r\n"


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (b"Content-Type: image/png; name=a.png\r\n\r\nx", "a.png"),
        (b'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="b c.txt"\r\n\r\nx', "b c.txt"),
        (b"Content-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nx", "text/plain"),
        (b"Content-Type: application/pdf; name*0*=utf-8''%C3%A9t; name*1=e.pdf\r\n\r\nx", "éte.pdf"),
        (b'Content-Type: application/pdf; name="=?utf-8?q?=C3=A9.pdf?="\r\n\r\nx', "é.pdf"),
        (b"Content-Type: application/pdf\r\nContent-Disposition: filename=d.pdf\r\n\r\nx", "d.pdf"),
        (b"Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx", "winmail.dat"),
        (b"Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n\r\nTheirs.", "message/rfc822"),
        (b"\r\nbegin 644 e.gif\r\n#0V%T\r\n#0V%T\r\n`\r\nend\r\n", "e.gif"),
    ],
)
def test_what_is_not_read_is_named(part, name):
    mail = message.read(mixed(b"\r\nMine.", part))
    assert mail.text is not None
    assert mail.text.text.strip() == "Mine."
    assert mail.attachments == (name,)


@pytest.mark.parametrize("ends", [b"\r\n", b"\n", b"\r", b"\r\r\n"])
def test_lines_may_end_in_any_way(ends):
    raw = mixed(b"Content-Type: text/plain\r\n\r\nOne\r\ntwo.").replace(b"\r\n", ends)
    assert message.read(raw).text.text.split() == ["One", "two."]


@pytest.mark.parametrize(
    ("encoding", "data", "text"),
    [
        (b"base64", b"w6k", "é"),
        (b"BASE64", b"w6k=\r\nw6k=", "éé"),
        (b"x-base64;", b"*w6k=*", "é"),
        (b"base64", b"These words are plain, whatever is said.", "These words are plain, whatever is said."),
        (b"quoted-printable;", b"=C3=A9=\r\n= \r\n=ZZ", "é=ZZ"),
        (b'"quoted-printable"', b"=C3=A9", "é"),
        (b"8-bit", "é".encode(), "é"),
        (b"plain", "é".encode(), "é"),
        (b"", "é".encode(), "é"),
    ],
)
def test_transfer_encodings_are_undone_however_they_are_written(encoding, data, text):
    raw = (
        HEAD + b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: " + encoding + b"\r\n\r\n" + data
    )
    assert message.read(raw).text.text == text


def test_alternatives_are_the_first_plain_and_the_last_html():
    raw = mixed(
        b"Content-Type: text/plain\r\n\r\nA",
        b"Content-Type: text/html\r\n\r\n<p>B",
        b"Content-Type: text/html\r\n\r\n<p>C",
    )
    mail = message.read(raw.replace(b"/mixed", b"/alternative"))
    assert (mail.text.text.strip(), mail.html.strip()) == ("A", "<p>C")


def test_a_part_without_any_text_gives_none():
    mail = message.read(HEAD + b"Content-Type: application/pdf; name=a.pdf\r\n\r\nx")
    assert (mail.text, mail.html, mail.attachments, mail.error) == (None, None, ("a.pdf",), None)


@pytest.mark.parametrize("blank", [b"\n", b"\r\n", b"\r\n\r\n", b"\r"])
def test_blank_lines_before_the_fields_are_no_end_of_them(blank):
    mail = message.read(blank + HEAD + b"Subject: Dams\r\n\r\nOne.")
    assert mail.name == "Ann"
    assert mail.field("subject") == "Dams"
    assert mail.text.text == "One."


def test_a_body_without_fields_stays_one():
    assert message.read(b"\r\nOne: two.").text.text.strip() == "One: two."


@pytest.mark.parametrize(
    "content",
    [
        (
            b"multipart/encrypted; boundary=x\r\n\r\n--x\r\nContent-Type: application/pgp-encrypted\r\n\r\n1\r\n"
            b"--x\r\nContent-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n--x--"
        ),
        b"application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n\r\nx",
        b"application/x-pkcs7-mime; name=smime.p7m\r\n\r\nx",
    ],
)
def test_an_encrypted_mail_is_one_that_cannot_be_read_not_one_without_words(content):
    mail = message.read(HEAD + b"Content-Type: " + content + b"\r\n")
    assert mail.text is None
    assert mail.error == "This message is encrypted, or signed in a way that hides its words."


def test_a_mail_with_words_beside_what_is_encrypted_is_read():
    mail = message.read(mixed(b"\r\nMine.", b"Content-Type: application/pkcs7-mime; name=old.p7m\r\n\r\nx"))
    assert mail.text.text.strip() == "Mine."
    assert mail.error is None


def test_words_that_are_nested_too_deep_are_not_taken_for_none():
    raw = HEAD + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at)
        for at in range(mime.NESTING_LIMIT + 1)
    )
    mail = message.read(raw + b"Content-Type: text/plain\r\n\r\nDeep.\r\n")
    assert mail.text is None
    assert mail.error == "This message is nested too deeply to be read."
