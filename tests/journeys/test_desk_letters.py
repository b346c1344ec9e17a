"""What a letter to a moderator shows: all that a decision needs, as text and as HTML."""

import re
from email.message import EmailMessage
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.journeys.test_desk import ANN, WORDS, confirmed, state, text
from tests.journeys.test_desk import mo as mo  # noqa: PLC0414  a fixture
from tests.journeys.village import SLUG, Person, Village


def buttons(letter: EmailMessage) -> dict[str, tuple[str, str]]:
    """The links of the HTML that begin a mail: caption, whom it goes to, and its words."""
    part = letter.get_body(("html",))
    assert part is not None
    links = re.findall(r'<a href="(mailto:[^"]+)"[^>]*>([^<]+)</a>', part.get_content())
    found = {}
    for link, caption in links:
        parts = urlsplit(unescape(link))
        found[caption] = (parts.path, parse_qs(parts.query, keep_blank_values=True)["body"][0])
    return found


def test_all_that_a_decision_needs_is_in_the_first_screen(village: Village, mo: Person) -> None:
    ann = village.commenter(ANN, "Ann Reader")
    ann.writes(to=f"{SLUG}.9", text=f"{WORDS}\n\n-- \nAnn Reader, Harrow Quay")
    ann.replies_to("Please confirm", "yes")
    lines = text(mo.letter("Comment on")).split("\n")
    screen = "\n".join(lines[:24])
    for needed in (
        "A comment waits for your decision.",
        "in the first line",
        "approve  publish it",
        "reject REASON  do not, and say why",
        "hold     decide later",
        "spam           drop it, suspend sender",
        "Ann Reader, on paragraph 9",
        WORDS,
        "new here",
        "Exactly this will be published",
        "/9/",
    ):
        assert needed in screen
    assert [line for line in lines if len(line) > 72 and "://" not in line] == []
    assert "> Ann Reader, Harrow Quay" in lines
    assert ANN not in mo.letter("Comment on").as_string()


def test_what_was_decided_on_a_persons_other_comments_is_said(village: Village, mo: Person) -> None:
    confirmed(village)
    mo.replies_to("Comment on", "approve")
    confirmed(village, "The second comment.", key="3")
    assert "confirmed before, 1 comment approved." in " ".join(text(mo.letter("paragraph 3")).split())


@pytest.mark.parametrize("caption", ["Approve", "Hold", "off-topic"])
def test_a_button_begins_a_mail_that_decides_once_it_is_sent(village: Village, mo: Person, caption: str) -> None:
    confirmed(village, "Is 2 < 3 & <b>bold</b>?")
    letter = mo.letter("Comment on")
    to, body = buttons(letter)[caption]
    assert to == letter["From"].addresses[0].addr_spec
    mo.writes(to=to, text=body, subject="Re: a comment")
    assert state(village) == {"Approve": "approved", "Hold": "pending", "off-topic": "rejected"}[caption]


def test_the_html_of_a_letter_shows_the_same_words_and_no_link_of_it_acts(village: Village, mo: Person) -> None:
    confirmed(village, "Is 2 < 3 & *bold*?")
    part = mo.letter("Comment on").get_body(("html",))
    assert part is not None
    shown = part.get_content()
    assert "<p>Is 2 &lt; 3 &amp; *bold*?</p>" in shown
    links = re.findall(r'(?:href|src)="([^"]+)"', shown)
    assert {link.partition(":")[0] for link in links} == {"mailto", "https"}
    assert {link for link in links if link.startswith("https")} == {f"https://reports.example/{SLUG}/9/"}


def test_the_buttons_say_what_they_do_to_what_was_reported_and_to_a_correction(village: Village, mo: Person) -> None:
    ann = confirmed(village)
    mo.replies_to("Comment on", "approve")
    bob = village.commenter("bob@other.example")
    bob.writes(to=f"report-{village.dump()[0]['comment']}", text="It is not true.")
    bob.replies_to("Please confirm your report", "yes")
    letter = mo.letter("Re: Comment on")
    to, body = buttons(letter)["Let it stay"]
    assert "Take it off, with a reason …" in buttons(letter)
    mo.writes(to=to, text=body, subject="Re: a comment")
    assert "decided that it stays" in text(bob.letter("What became of your report"))
    ann.replies_to("has been published", f"{WORDS} Twice.")
    to, body = buttons(mo.letter("Re: Comment on"))["Publish this"]
    mo.writes(to=to, text=body, subject="Re: a comment")
    assert "Twice." in village.page(SLUG, 9)
