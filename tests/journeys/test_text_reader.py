"""A person who has never seen mailgate decides from what a text-only mail program shows first: mutt, 24 lines."""

import mailbox
import shutil
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from store.model import Rhythm
from tests.conftest import missing
from tests.journeys.test_changed_under import changes
from tests.journeys.test_team import the_hour_is_young as the_hour_is_young  # noqa: PLC0414  a fixture
from tests.journeys.test_team import to_the_next_hour
from tests.journeys.village import SLUG, Person, Village
from tests.terminal import Terminal

WORDS = "My father was one of the 41. He would like the pilot's name to be in the report."
BETTER = "My father was one of the 40. He would like the pilot's name to be in the report."
WHO = "Ann Reader, on paragraph 9, "
KNOWN = "The commenter: confirmed by a mail from reader.example"


@pytest.fixture(autouse=True)
def _mutt() -> None:
    if shutil.which("mutt") is None:
        missing("mutt", "install the package mutt")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "Mail").mkdir()
    return tmp_path


def first_screen(letter: EmailMessage, home: Path) -> str:
    """What mutt shows of a letter before any key is pressed, its words with one blank between."""
    box = home / "box"
    box.unlink(missing_ok=True)
    kept = mailbox.mbox(box)
    kept.add(letter.as_bytes().replace(b"\r\n", b"\n"))
    kept.close()
    mutt = Terminal(f"mutt -R -f {box} -e 'push <display-message>'", home)
    try:
        mutt.shows("-- (")  # its last line: how far one has read
        return mutt.words
    finally:
        mutt.close()


def commented(village: Village) -> tuple[Person, Person]:
    ann, mo = village.commenter("ann@reader.example", "Ann Reader"), village.moderator("mo@desk.example")
    ann.writes(to=f"{SLUG}.9", text=WORDS)
    ann.replies_to("Please confirm", "yes")
    return ann, mo


def test_a_comment_is_decided_from_the_first_screen(village: Village, home: Path) -> None:
    _, mo = commented(village)
    screen = first_screen(mo.letter("Comment on"), home)
    for needed in (
        "A comment waits for your decision. Answer this letter with one of these in the first line:",
        "approve publish it reject REASON do not, and say why",
        "hold decide later spam drop it, suspend sender",
        WHO,
        f"{KNOWN}, new here.",
        WORDS,
        "Exactly this will be published, under that name.",
    ):
        assert needed in screen


def test_what_is_reported_and_what_is_corrected_is_decided_from_the_first_screen(village: Village, home: Path) -> None:
    ann, mo = commented(village)
    mo.replies_to("Comment on", "approve")
    bob = village.commenter("bob@other.example")
    bob.writes(to=f"report-{village.dump()[0]['comment']}", text="It is not true.")
    bob.replies_to("Please confirm your report", "yes")
    screen = first_screen(mo.letter("Comment on"), home)
    for needed in (
        "was reported as abusive",
        "approve let it stay",
        "reject REASON take it off",
        "It is not true.",
        WHO,
    ):
        assert needed in screen
    mo.replies_to("Comment on", "approve")
    ann.replies_to("has been published", BETTER)
    screen = first_screen(mo.letter("Comment on"), home)
    for needed in ("corrects it", "approve publish this", "reject REASON leave it", BETTER, WHO):
        assert needed in screen


def test_a_digest_begins_with_how_it_is_answered_and_its_first_comment(village: Village, home: Path) -> None:
    mo = village.moderator("mo@desk.example")
    with village.app.store.write() as connection:
        desk = village.desk(connection)
        desk.team.set_rhythm(desk.team.all()[0].id, Rhythm.HOURLY)
    for number in (1, 2, 3):
        ann = village.commenter(f"ann{number}@reader.example", "Ann Reader")
        ann.writes(to=f"{SLUG}.9", text=WORDS)
        ann.replies_to("Please confirm", "yes")
    to_the_next_hour(village)
    screen = first_screen(mo.letter("3 comments on"), home)
    for needed in (
        "3 comments wait for your decision",
        "a line for each in the first lines, by its number",
        "1 ok publish it 3-5 ok several at once",
        "2 no WHY do not, and say why all ok what no line names",
        f"1. {WHO}",
        KNOWN,
        WORDS,
    ):
        assert needed in screen


def test_a_commenter_sees_at_once_what_is_asked_and_what_became_of_it(village: Village, home: Path) -> None:
    ann, _ = commented(village)
    screen = first_screen(ann.letter("Please confirm"), home)
    for needed in ("Did you write a comment on this?", "If you wrote it: answer this letter with yes"):
        assert needed in screen
    screen = first_screen(ann.letter("has been received"), home)
    for needed in ("now waits for a moderator", 'published as "Ann Reader", with these words:', WORDS, "name NAME"):
        assert needed in screen


def test_whoever_commented_on_what_has_changed_sees_at_once_what_can_be_answered(village: Village, home: Path) -> None:
    ann, mo = commented(village)
    mo.replies_to("Comment on", "approve")
    changes(village, 8, before="fifteen", after="sixteen")
    screen = first_screen(ann.letter("Changed under your comment"), home)
    for needed in ("stands your comment still holds", "withdraw to take it back", "Or do nothing: then it stays"):
        assert needed in screen
