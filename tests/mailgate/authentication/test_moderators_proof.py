"""A moderator's decision and the proof of their mail (INV-62)."""

from collections.abc import Iterator

import pytest

from mailgate import letters
from mailgate.authentication.resolver import Resolver
from mailgate.desk import Desk
from store.people import Moderators
from tests.mailgate.authentication.conftest import Judge, Place
from tests.mailgate.authentication.test_prover import text_of, working
from tests.mailgate.conftest import Bench

ANN, MO = "ann@reader.example", "mo@desk.example"
FORGER = "x@attacker.test"


@pytest.fixture
def desk_bench(bench: Bench, judged: Judge, place: Place) -> Iterator[Bench]:
    """Mails come from 192.0.2.1, which both the reader's and the moderator's domain let send."""
    judged.zone.txt("desk.example", "v=spf1 ip4:192.0.2.1 -all").txt("_dmarc.desk.example", "v=DMARC1; p=none")
    bench.worker = working(bench, Resolver(("127.0.0.1", place.port)))
    yield bench
    bench.worker.close()


def welcomed(bench: Bench, *, sender: str) -> None:
    """Greet the moderator, who answers."""
    with bench.store.write() as connection:
        desk = Desk.open(connection, bench.worker.office, bench.now)
        letters.post([letters.welcome(MO, desk)], desk)
    bench.work()
    bench.answer(bench.last_letter_to(MO), "yes", sender=sender)


def is_proved(bench: Bench) -> bool | None:
    with bench.store.read() as connection:
        (moderator,) = Moderators(connection, bench.worker.office.box).all()
    return moderator.is_proved


def asked(bench: Bench) -> None:
    """Ann comments, and Mo is asked."""
    bench.write("The date in this paragraph is wrong.")


def test_the_answer_to_the_welcome_letter_shows_whether_a_moderators_mail_is_proved(desk_bench: Bench) -> None:
    assert is_proved(desk_bench) is None
    welcomed(desk_bench, sender=FORGER)
    assert is_proved(desk_bench) is False
    assert "does not prove" in text_of(desk_bench.last_letter_to(MO))
    welcomed(desk_bench, sender=MO)
    assert is_proved(desk_bench) is True
    assert "your mail proves that it is yours" in text_of(desk_bench.last_letter_to(MO)).lower()


def test_of_a_moderator_whose_mail_can_be_proved_nothing_else_decides(desk_bench: Bench) -> None:
    welcomed(desk_bench, sender=MO)
    asked(desk_bench)
    question, before = desk_bench.last_letter_to(MO), len(desk_bench.letters)
    desk_bench.answer(question, "approve", sender=FORGER)
    assert desk_bench.states()[-2:] == ["pending", "refused"]
    assert len(desk_bench.letters) == before  # silence
    desk_bench.answer(question, "approve", sender=MO)
    assert desk_bench.states()[1] == "approved"
    assert [letter["To"] for letter in desk_bench.letters[before:]] == [ANN]


def test_a_decision_that_is_not_proved_is_answered_at_once_with_how_to_take_it_back(desk_bench: Bench) -> None:
    asked(desk_bench)
    before = len(desk_bench.letters_to(MO))
    desk_bench.answer(desk_bench.last_letter_to(MO), "approve", sender=FORGER)
    assert desk_bench.states()[0] == "approved"
    receipt = desk_bench.last_letter_to(MO)
    assert len(desk_bench.letters_to(MO)) == before + 1
    assert "undo" in text_of(receipt)
    desk_bench.answer(receipt, "undo", sender=MO)
    assert desk_bench.states()[0] == "pending"


AT_HOME = "mo@home.example"


@pytest.fixture
def at_home(desk_bench: Bench, judged: Judge) -> Bench:
    """The moderator may answer from home too, where mail is proved as well."""
    judged.zone.txt("home.example", "v=spf1 ip4:192.0.2.1 -all").txt("_dmarc.home.example", "v=DMARC1; p=none")
    with desk_bench.store.write() as connection:
        people = Moderators(connection, desk_bench.worker.office.box)
        (mo,) = people.all()
        people.add_address(mo.id, AT_HOME)
    asked(desk_bench)
    return desk_bench


def test_a_moderator_answers_from_another_of_their_addresses_too(at_home: Bench) -> None:
    before = len(at_home.letters)
    at_home.answer(at_home.last_letter_to(MO), "approve", author=AT_HOME, sender=AT_HOME)
    assert at_home.states()[0] == "approved"
    assert [letter["To"] for letter in at_home.letters[before:]] == [ANN]


@pytest.mark.parametrize(
    ("author", "sender"),
    [(AT_HOME, FORGER), (AT_HOME, MO), ("Mo@home.example", "Mo@home.example"), (ANN, ANN), (FORGER, FORGER)],
)
def test_from_there_nothing_decides_that_is_not_proved(at_home: Bench, author: str, sender: str) -> None:
    before = len(at_home.letters)
    at_home.answer(at_home.last_letter_to(MO), "approve", author=author, sender=sender)
    assert at_home.states() == ["pending", "refused"]
    assert len(at_home.letters) == before  # silence


def test_from_an_address_that_was_taken_away_nothing_decides(at_home: Bench) -> None:
    with at_home.store.write() as connection:
        assert Moderators(connection, at_home.worker.office.box).remove_address(AT_HOME)
    at_home.answer(at_home.last_letter_to(MO), "approve", author=AT_HOME, sender=AT_HOME)
    assert at_home.states() == ["pending", "refused"]


def test_another_address_answers_no_letter_but_those_that_ask_its_moderator_to_decide(at_home: Bench) -> None:
    with at_home.store.write() as connection:
        desk = Desk.open(connection, at_home.worker.office, at_home.now)
        letters.post([letters.welcome(MO, desk)], desk)
    at_home.work()
    at_home.answer(at_home.last_letter_to(MO), "yes", author=AT_HOME, sender=AT_HOME)
    assert is_proved(at_home) is None
