"""A public answer to a comment: confirmed and moderated as a comment is, and shown under what it answers."""

from datetime import UTC, datetime

from tests.journeys.mail_programs import words
from tests.journeys.village import DOMAIN, SLUG, Person, Village

ANN, BO, MO = "ann@reader.example", "bo@reader.example", "mo@desk.example"
QUESTION = "Who had the keys of the pump house that night?"
ANSWER = "The keys hung in the toll house, as they always did."


def asked(village: Village) -> tuple[Person, str]:
    """A published comment; its moderator and its public id."""
    ann, mo = village.commenter(ANN, "Ann Reader"), village.moderator(MO)
    ann.writes(to=f"{SLUG}.12", text=QUESTION)
    ann.replies_to("Please confirm", "yes")
    mo.replies_to("Comment on paragraph 12", "approve")
    return mo, str(village.dump()[0]["comment"])


def test_an_answer_is_confirmed_approved_and_published_under_what_it_answers(village: Village) -> None:
    mo, public_id = asked(village)
    bo = village.commenter(BO, "Bo Reader")
    assert f"mailto:reply-{public_id}@{DOMAIN}" in village.page(SLUG, 12)
    assert bo.writes(to=f"reply-{public_id}", text=ANSWER) == "250"
    assert village.states()[-1] == "unconfirmed"
    assert f"/c/{public_id}/" in words(bo.letter("Please confirm your answer"))
    bo.replies_to("Please confirm your answer", "yes")
    asks = words(mo.letter("by Bo Reader"))
    assert "It answers Ann Reader, who wrote:" in asks
    assert f"> {QUESTION}" in asks
    mo.replies_to("by Bo Reader", "approve")

    page = village.page(SLUG, 12)
    assert page.index(QUESTION) < page.index('<div class="answers">') < page.index(ANSWER)
    assert page.count(QUESTION) == 1
    assert "in-reply-to" in (village.app.settings.public / SLUG / "12/feed.atom").read_text(encoding="utf-8")
    assert BO.encode() not in village.everything_published()
    line = next(each for each in village.dump() if each["text"] == ANSWER)
    assert (line["state"], line["paragraph"], line["name"]) == ("approved", "12", "Bo Reader")


def test_only_what_is_published_can_be_answered(village: Village) -> None:
    mo, public_id = asked(village)
    bo = village.commenter(BO)
    assert bo.writes(to="reply-abcdefghij", text=ANSWER).startswith("550 5.1.1 ")
    mo.replies_to("Comment on paragraph 12", "approve")
    mo.answers(mo.letter("Re: Comment on paragraph 12"), "reject it was off the point")
    assert bo.writes(to=f"reply-{public_id}", text=ANSWER).startswith("550 5.1.1 ")


def test_a_closed_document_takes_no_answers(village: Village) -> None:
    _, public_id = asked(village)
    village.close_document(datetime(2026, 5, 31, 23, 59, 59, tzinfo=UTC))
    assert "2026-05-31" in village.commenter(BO).writes(to=f"reply-{public_id}", text=ANSWER)


def test_the_same_words_in_answer_to_two_comments_are_two_answers(village: Village) -> None:
    mo, first = asked(village)
    bo = village.commenter(BO, "Bo Reader")
    for _ in range(2):
        bo.writes(to=f"reply-{first}", text="I wonder too.", Comments=str(len(village.dump())))
    bo.replies_to("Please confirm", "yes")
    mo.replies_to("by Bo Reader", "approve")
    answers = [line for line in village.dump() if line["text"] == "I wonder too."]
    assert [line["state"] for line in answers] == ["approved", "duplicate"]
    bo.writes(to=f"reply-{answers[0]['comment']}", text="I wonder too.")
    assert village.states()[-1] == "unconfirmed"
