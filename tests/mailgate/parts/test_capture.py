"""The outside world of a demonstration: a smarthost that keeps letters, and pages that show them."""

import os
import pty
import select
import shutil
import smtplib
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import EmailMessage, Message
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mailgate.capture import Capture

VOID = {"meta", "link", "br", "hr", "img"}


class Balance(HTMLParser):
    """Fails where a tag is closed that is not open, or the other way round."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.links += [value for name, value in attrs if name == "href" and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def on_terminal(command: list[str], environment: dict[str, str]) -> str:
    """Return what a program shows on a terminal until it ends."""
    ours, theirs = pty.openpty()
    shown = b""
    with subprocess.Popen(command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs) as program:
        os.close(theirs)
        end = time.monotonic() + 20
        while select.select([ours], [], [], max(0.0, end - time.monotonic()))[0]:
            try:
                shown += os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
        program.kill()
    os.close(ours)
    return shown.decode(errors="replace")


@pytest.fixture
def capture(tmp_path: Path) -> Iterator[Capture]:
    """Both servers, with one page."""
    (tmp_path / "public/ferry/2").mkdir(parents=True)
    (tmp_path / "public/ferry/2/index.html").write_text("<p>Paragraph two.</p>")
    (tmp_path / "public/ferry/feed.atom").write_text("<feed/>")
    (tmp_path / "secret").write_text("not for you")
    with Capture(tmp_path / "Maildir", tmp_path / "public") as both:
        yield both


def send(capture: Capture, *, subject: str = "Please confirm", text: str = "Did you?", to: str = "ann@reader.test"):
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "The Ferry <c-token@site.test>", to, subject
    letter.set_content(text)
    with smtplib.SMTP("127.0.0.1", capture.smtp_port) as client:
        client.send_message(letter, from_addr="b-token@site.test")


def get(capture: Capture, path: str) -> tuple[int, str, dict[str, str]]:
    try:
        with urllib.request.urlopen(capture.url + path.lstrip("/"), timeout=10) as answer:  # noqa: S310
            return answer.status, answer.read().decode(), _lower(answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), _lower(error.headers)


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def test_a_letter_is_kept_with_its_envelope_and_sent_nowhere(capture):
    send(capture)
    (letter,) = capture.letters.all()
    raw = capture.letters.raw(letter.key)
    assert raw.startswith(b"Return-Path: <b-token@site.test>\nDelivered-To: ann@reader.test\nFrom: The Ferry")
    assert (letter.recipient, letter.subject, letter.reply_to) == (
        "ann@reader.test",
        "Please confirm",
        "c-token@site.test",
    )


def test_letters_are_listed_newest_first_and_each_has_a_page(capture):
    send(capture, subject="First")
    send(capture, subject="Second")
    status, page, _ = get(capture, "/outbox/")
    assert status == 200
    assert page.index("Second") < page.index("First")
    link = next(link for link in Balance(page).links if link.count("/") == 3)
    status, page, _ = get(capture, link)
    assert status == 200
    assert "Second" in page
    assert "Did you?" in page
    assert "mailto:c-token@site.test?subject=Re%3A%20Second" in Balance(page).links


def test_nothing_in_a_letter_becomes_markup_and_its_links_lead_where_they_say(capture):
    send(
        capture,
        subject="<b>Bold</b> & 'so'",
        text='</div><script>alert(1)</script> see http://127.0.0.1:8080/ferry/2/, "http://a.test/?b=1&c=2".',
    )
    for path in ("/outbox/", f"/outbox/{capture.letters.all()[0].key}/"):
        page = get(capture, path)[1]
        assert "<script" not in page
        assert "<b>" not in page
    links = Balance(page).links
    assert "http://127.0.0.1:8080/ferry/2/" in links
    assert "http://a.test/?b=1&c=2" in links


def test_before_any_letter_the_list_says_so(capture):
    assert "None yet." in get(capture, "/outbox/")[1]


def test_the_pages_are_served_with_the_header_fields_of_a_real_site(capture):
    status, page, headers = get(capture, "/ferry/2/")
    assert (status, page) == (200, "<p>Paragraph two.</p>")
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert get(capture, "/ferry/feed.atom")[2]["content-type"].startswith("application/atom+xml")
    assert get(capture, "/outbox")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/ferry/",
        "/../secret",
        "/outbox/../../secret",
        "/outbox/..%2f..%2fsecret",
        "/outbox/new/",
        "/outbox/x.eml",
        "/nothing/",
    ],
)
def test_what_is_not_there_or_not_for_readers_is_not_found(capture, path):
    with socket.create_connection(("127.0.0.1", capture.web_port)) as client:
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: client.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"not for you" not in answer


def test_a_mail_program_can_read_the_letters_and_their_pages_stay(capture):
    send(capture)
    (letter,) = capture.letters.all()
    new = capture.letters.folder / "new" / letter.key
    new.rename(capture.letters.folder / "cur" / f"{letter.key}:2,S")
    assert capture.letters.get(letter.key) == letter


def test_mutt_opens_the_maildir(capture, tmp_path):
    if shutil.which("mutt") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("mutt is missing: install it")
    send(capture, subject="For mutt")
    command = f'set folder={tmp_path} quit=yes; push "<quit>"'
    arguments = ["mutt", "-n", "-F", "/dev/null", "-e", command, "-f", str(capture.letters.folder)]
    environment = {"TERM": "xterm", "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    assert "For mutt" in on_terminal(arguments, environment)


def test_a_port_that_is_taken_is_told_at_once(capture, tmp_path):
    with pytest.raises(OSError, match="address already in use"):
        Capture(tmp_path / "other", tmp_path / "public", smtp_port=capture.smtp_port)
    with pytest.raises(OSError, match="Address already in use"):
        Capture(tmp_path / "other", tmp_path / "public", web_port=capture.web_port)
