"""Whose domain speaks for them is not asked whether they wrote: they follow, report and are helped at once."""

from ipaddress import ip_network

import pytest

from mailgate.authentication.prover import Prover, Surroundings
from mailgate.reading.reader import ReaderPool
from mailgate.worker import Worker
from tests.journeys.village import DOMAIN, SLUG, SteppedVillage, Village

ANN, BOB, MO = "ann@reader.example", "bob@other.example", "mo@desk.example"
STAMP = "mx.reports.example; dmarc=pass header.from=other.example"


@pytest.fixture
def proving(village: Village, readers: ReaderPool) -> SteppedVillage:
    """A village whose front server, at 127.0.0.1, says who is proved."""
    assert isinstance(village, SteppedVillage)
    village.worker.close()
    app, around = village.app, Surroundings(authserv_id="mx.reports.example", relays=(ip_network("127.0.0.0/8"),))
    prover = Prover(None, around)
    village.worker = Worker(
        store=app.store, office=app.office(), readers=readers, prover=prover, clock=app.clock, ring=app.ring
    )
    return village


def test_help_is_given_to_whom_it_is_proved_that_they_asked(proving: SteppedVillage) -> None:
    bob = proving.commenter(BOB)
    bob.writes(to="help", text="How?", Authentication_Results=STAMP)
    text = bob.letter("How to comment").get_content()
    assert f"{SLUG}.NUMBER@{DOMAIN}" in text
    bob.writes(to="help", text="How?", Authentication_Results=STAMP, Auto_Submitted="auto-replied")
    assert len(bob.letters()) == 1


def test_they_follow_without_being_asked(proving: SteppedVillage) -> None:
    bob = proving.commenter(BOB)
    bob.writes(to=f"follow-{SLUG}", text="", Authentication_Results=STAMP)
    assert [str(letter["Subject"]) for letter in bob.letters()] == ["You follow The Sellay Ferry Inquiry"]


def test_their_report_is_shown_to_the_moderators_at_once(proving: SteppedVillage) -> None:
    ann, mo, bob = proving.commenter(ANN), proving.moderator(MO), proving.commenter(BOB)
    ann.writes(to=f"{SLUG}.4", text="The mate had been drinking.")
    ann.replies_to("Please confirm", "yes")
    mo.replies_to("Comment on paragraph 4", "approve")
    public_id = proving.dump()[0]["comment"]
    bob.writes(to=f"report-{public_id}", text="That is not so.", Authentication_Results=STAMP)
    assert bob.letters() == []
    assert "That is not so." in mo.letter("Re: Comment on paragraph 4").as_string()
