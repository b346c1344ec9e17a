"""What a moderator answers is carried out: once, by them alone, and the author is told."""

from datetime import timedelta

import pytest

from store.people import Moderators
from store.published import Published
from store.rebuild import Part, Rebuild
from tests.mailgate.conftest import Bench, words
from tests.mailgate.test_worker import ANN, MO, WORDS, comment_of, confirmed


def test_approve_publishes_and_tells_the_author(bench: Bench) -> None:
    confirmed(bench)
    bench.answer(bench.last_letter_to(MO), "approve")
    assert bench.states()[0] == "approved"
    comment = comment_of(bench)
    link = f"https://site.example/c/{comment.public_id}/"
    assert link in words(bench.last_letter_to(ANN))
    with bench.store.write() as connection:
        assert [one.html for one in Published(connection).some([comment.id])] == [f"<p>{WORDS}</p>"]
        assert [one.id for one in Published(connection).listed(comment.paragraph_id)] == [comment.id]
        due_now = Rebuild(connection).due(bench.now, limit=9)
        Rebuild(connection).done(due_now)
        due_soon = Rebuild(connection).due(bench.now + timedelta(seconds=60), limit=9)
    assert {work.part for work in due_now} == {Part.COMMENT, Part.PARAGRAPH}
    assert {work.part for work in due_soon} == {Part.LISTED, Part.DOCUMENT, Part.MODERATION, Part.SITE}
    assert "publish" in bench.rung


def test_reject_tells_the_author_the_reason(bench: Bench) -> None:
    confirmed(bench)
    bench.answer(bench.last_letter_to(MO), "reject it names a private person\n\nMo")
    assert bench.states()[0] == "rejected"
    assert "it names a private person" in words(bench.last_letter_to(ANN))


@pytest.mark.parametrize("answer", ["approve or reject?", "approve please", "reject, no, approve", "Hm.", ""])
def test_what_is_no_single_decision_changes_nothing_and_is_answered_once(bench: Bench, answer: str) -> None:
    confirmed(bench)
    letter = bench.last_letter_to(MO)
    bench.answer(letter, answer)
    bench.answer(letter, "Hello?")
    assert bench.states()[0] == "pending"
    assert len(bench.letters_to(MO)) == 2
    bench.answer(bench.last_letter_to(MO), "Approve.")
    assert bench.states()[0] == "approved"


def test_the_second_moderator_is_told_and_can_overturn_from_that_letter(bench: Bench) -> None:
    other = "io@desk.example"
    with bench.store.write() as connection:
        Moderators(connection, bench.worker.office.box).add(other, at=bench.now)
    confirmed(bench)
    first, second = bench.last_letter_to(MO), bench.last_letter_to(other)
    bench.answer(first, "approve")
    bench.answer(second, "reject off-topic")
    assert bench.states()[0] == "approved"
    told = bench.last_letter_to(other)
    assert "the comment is approved" in words(told)
    bench.answer(told, "reject off-topic")
    assert bench.states()[0] == "rejected"


def test_a_forwarded_token_decides_nothing(bench: Bench) -> None:
    confirmed(bench)
    sent = len(bench.letters)
    bench.answer(bench.last_letter_to(MO), "approve", author="Eve <eve@elsewhere.example>")
    bench.answer(bench.last_letter_to(MO), "approve", author=f"Ann Reader <{ANN}>")
    assert bench.states()[0] == "pending"
    assert len(bench.letters) == sent


def test_a_moderator_who_was_removed_decides_nothing(bench: Bench) -> None:
    confirmed(bench)
    with bench.store.write() as connection:
        Moderators(connection, bench.worker.office.box).remove(MO, at=bench.now)
    bench.answer(bench.last_letter_to(MO), "approve")
    assert bench.states()[0] == "pending"


def test_a_letter_that_expired_decides_nothing(bench: Bench) -> None:
    confirmed(bench)
    bench.clock[0] += timedelta(days=31)
    bench.answer(bench.last_letter_to(MO), "approve")
    assert bench.states()[0] == "pending"
