"""Mails of one batch are read ahead together, and yet each finds what those before it have done."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.mailgate.conftest import Bench, words

ANN, BOB, MO = "ann@reader.example", "bob@reader.example", "mo@desk.example"
WORDS = "The date in this paragraph is wrong: it was a Tuesday."


def asked(bench: Bench, author: str, text: str = WORDS) -> None:
    bench.write(text, author=author, sender=author)


def results(bench: Bench) -> list[tuple[str, str]]:
    return [(record.state, record.reason) for record in bench.records()]


def test_a_letter_answered_twice_in_a_batch_counts_once(bench: Bench) -> None:
    asked(bench, ANN)
    challenge = bench.last_letter_to(ANN)
    with bench.together():
        bench.answer(challenge, "yes")
        bench.answer(challenge, "yes, indeed")
    assert [reason for _, reason in results(bench)[1:]] == ["confirmed", "confirm: the comment was pending already"]
    assert len(bench.letters_to(MO)) == 1


def test_who_says_no_to_one_comment_is_not_asked_about_another_of_the_same_batch(bench: Bench) -> None:
    asked(bench, ANN)
    with bench.together():
        bench.answer(bench.last_letter_to(ANN), "no")
        asked(bench, ANN, "Another comment, which came with the answer.")
    assert len(bench.letters_to(ANN)) == 1


def test_whose_letters_a_moderator_stopped_confirms_nothing_in_the_same_batch(bench: Bench) -> None:
    asked(bench, ANN)
    bench.answer(bench.last_letter_to(ANN), "yes")
    asked(bench, ANN, "Buy my boats, they are cheap.")
    challenge = bench.last_letter_to(ANN)
    with bench.together():
        bench.answer(bench.last_letter_to(MO), "spam")
        bench.answer(challenge, "yes")
    assert results(bench)[-1] == ("refused", "the letter can no longer be answered")


def test_who_is_trusted_by_one_mail_of_a_batch_is_approved_by_the_next(bench: Bench) -> None:
    asked(bench, ANN)
    bench.answer(bench.last_letter_to(ANN), "yes")
    asked(bench, ANN, "A second comment of mine.")
    challenge = bench.last_letter_to(ANN)
    with bench.together():
        bench.answer(bench.last_letter_to(MO), "trust")
        bench.answer(challenge, "yes")
    assert results(bench)[-1] == ("approved", "confirmed")


def test_two_answers_to_two_letters_about_one_comment_stand_one_after_the_other(bench: Bench) -> None:
    asked(bench, ANN)
    bench.answer(bench.last_letter_to(ANN), "yes")
    receipt, question = bench.last_letter_to(ANN), bench.last_letter_to(MO)
    with bench.together():
        bench.answer(receipt, "withdraw")
        bench.answer(question, "approve")
    assert {state for state, _ in results(bench)} == {"withdrawn"}
    assert "withdrawn" in words(bench.last_letter_to(MO))


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """Every statement that is put to the database meanwhile."""
    put: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        put.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield put
    event.remove(Engine, "before_cursor_execute", note)


def confirm_all(bench: Bench, statements: list[str], authors: list[str]) -> int:
    """Have all of these confirm a comment in one batch; return how many statements that took."""
    for author in authors:
        asked(bench, author)
    statements.clear()
    with bench.together():
        for author in authors:
            bench.answer(bench.last_letter_to(author), "yes", author=author, sender=author)
    return len(statements)


def test_a_confirmation_more_in_a_batch_costs_few_statements_more(bench: Bench, statements: list[str]) -> None:
    few = confirm_all(bench, statements, [f"few{number}@reader.example" for number in range(2)])
    many = confirm_all(bench, statements, [f"many{number}@reader.example" for number in range(12)])
    of_the_bench = 3  # to put the mail in the spool, and to take two letters out of the outbox
    assert (many - few) / 10 - of_the_bench <= 7
