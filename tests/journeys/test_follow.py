"""Being told of new comments: asked for by mail, once a day at most, and ended by one word."""

from datetime import timedelta

import pytest

from mailgate import erasing
from mailgate.letters import followers
from store.model import DocumentId
from store.subscriptions import Subscriptions
from tests.journeys.village import DOMAIN, SLUG, Person, Village

ANN, FAY, MO = "ann@reader.example", "fay@reader.example", "mo@desk.example"
DAY = timedelta(days=1)
BOTH = pytest.mark.parametrize("village", ["sqlite", "postgresql"], indirect=True)


def follower(village: Village, to: str = f"follow-{SLUG}") -> Person:
    fay = village.commenter(FAY, "Fay Reader")
    assert fay.writes(to=to, text="") == "250"
    fay.replies_to("Please confirm that you follow", "yes")
    assert "You follow" in str(fay.letter()["Subject"])
    return fay


def published(village: Village, paragraph: int, words: str, address: str = ANN) -> None:
    person = village.commenter(address, address.partition("@")[0].title() + " Reader")
    person.writes(to=f"{SLUG}.{paragraph}", text=words)
    person.replies_to("Please confirm your comment", "yes")
    mo = village.commenter(MO, program="mutt")
    mo.replies_to(f"Comment on paragraph {paragraph}", "approve")


@BOTH
def test_new_comments_come_in_one_letter_a_day(village: Village) -> None:
    village.moderator(MO)
    published(village, 3, "Before anybody followed.")
    fay = follower(village)
    published(village, 4, "The first of the day.")
    village.passes(timedelta(hours=1))
    published(village, 5, "The second of the day.")
    published(village, 6, "The third of the day.")
    village.passes(timedelta(hours=2))
    (first,) = fay.letters("new comment")
    assert "The first of the day." in first.get_content()
    assert "Before anybody" not in first.get_content()
    village.passes(DAY)
    letter = fay.letters("new comment")[-1]
    assert "2 new comments on The Sellay Ferry Inquiry" in str(letter["Subject"])
    assert "The second of the day." in letter.get_content()
    assert "The third of the day." in letter.get_content()
    assert "The first of the day." not in letter.get_content()
    village.passes(3 * DAY)
    assert len(fay.letters("new comment")) == 2
    assert ANN not in "".join(each.as_string() for each in fay.letters())
    assert FAY.encode() not in village.everything_published()


def test_a_follower_of_one_paragraph_hears_of_no_other_and_never_of_their_own(village: Village) -> None:
    village.moderator(MO)
    fay = follower(village, f"follow-{SLUG}.4")
    published(village, 5, "About another paragraph.")
    published(village, 4, "My own words.", FAY)
    village.passes(DAY)
    assert fay.letters("new comment") == []
    published(village, 4, "About this paragraph.")
    village.passes(DAY)
    (letter,) = fay.letters("1 new comment on paragraph 4")
    assert "About this paragraph." in letter.get_content()
    assert "My own words." not in letter.get_content()


def test_a_stranger_is_asked_once_and_nobody_follows_without_a_yes(village: Village) -> None:
    village.moderator(MO)
    fay = village.commenter(FAY)
    for _ in range(3):
        fay.writes(to=f"follow-{SLUG}", text="please")
    assert len(fay.letters()) == 1
    assert village.states() == ["refused"] * 3
    published(village, 4, "Not for her.")
    village.passes(8 * DAY)
    assert len(fay.letters()) == 1
    fay.writes(to=f"follow-{SLUG}", text="please")
    assert len(fay.letters()) == 2
    fay.replies_to("Please confirm that you follow", "stop")
    fay.writes(to=f"follow-{SLUG}", text="please")
    assert len(fay.letters()) == 2


@pytest.mark.parametrize("way", ["answer", "header", "machine"])
def test_one_word_ends_it(village: Village, way: str) -> None:
    village.moderator(MO)
    fay = follower(village)
    published(village, 4, "The first.")
    village.passes(timedelta(hours=1))
    letter = fay.letter("1 new comment")
    assert str(letter["List-Id"]) == f"<follow-{SLUG}.{DOMAIN}>"
    unsubscribe = str(letter["List-Unsubscribe"]).strip().removeprefix("<mailto:").removesuffix("?subject=stop>")
    village.passes(300 * DAY)
    if way == "answer":
        fay.answers(letter, "Stop")
    elif way == "header":
        assert fay.writes(to=unsubscribe, subject="stop", text="") == "250"
    else:
        fay.writes(to=unsubscribe, subject="stop", text="This message was generated.", Auto_Submitted="auto-generated")
    assert "You no longer follow" in str(fay.letter()["Subject"])
    published(village, 5, "The second.")
    village.passes(2 * DAY)
    assert len(fay.letters("new comment")) == 1


def test_an_out_of_office_reply_to_news_does_nothing(village: Village) -> None:
    village.moderator(MO)
    fay = follower(village)
    published(village, 4, "The first.")
    village.passes(timedelta(hours=1))
    letters = len(fay.letters())
    fay.answers(fay.letter("1 new comment"), "stop", Auto_Submitted="auto-replied")
    assert len(fay.letters()) == letters
    published(village, 5, "The second.")
    village.passes(2 * DAY)
    assert fay.letters("new comment")[-1].get_content().count("The second.") == 1


def test_an_answer_to_news_of_one_comment_is_a_public_answer(village: Village) -> None:
    mo = village.moderator(MO)
    fay = follower(village)
    published(village, 4, "Who had the lamp?")
    village.passes(timedelta(hours=1))
    fay.answers(fay.letter("1 new comment"), "The lamp was with the harbour master.")
    assert "has been received" in str(fay.letter()["Subject"])
    mo.replies_to("by Fay Reader", "approve")
    page = village.page(SLUG, 4)
    assert page.index("Who had the lamp?") < page.index('class="answers"') < page.index("with the harbour master")


def test_an_answer_to_news_of_several_comments_is_answered_with_how_to_answer_one(village: Village) -> None:
    village.moderator(MO)
    fay = follower(village)
    published(village, 3, "The first.")
    village.passes(timedelta(hours=1))
    published(village, 4, "The second.")
    published(village, 5, "The third.")
    village.passes(DAY)
    fay.answers(fay.letter("2 new comments"), "I do not think so.")
    assert "begin with its number" in " ".join(fay.letter("Re: You follow").get_content().split())
    assert b"I do not think so" not in village.everything_published()


@pytest.mark.parametrize("program", ["gmail", "mutt"])
@pytest.mark.parametrize("text", ["2: I do not think so.", "#2\n\nI do not think so."])
def test_of_several_comments_in_a_letter_one_is_answered_by_its_number(
    village: Village, program: str, text: str
) -> None:
    mo = village.moderator(MO)
    fay = follower(village)
    fay.program = program
    published(village, 3, "The first.")
    village.passes(timedelta(hours=1))
    published(village, 4, "The second.")
    published(village, 5, "The third.")
    village.passes(DAY)
    letter = fay.letter("2 new comments")
    assert "2. " in letter.get_content()
    for wrong in ("7: no", "2 of us were there"):
        fay.answers(letter, wrong)
        assert len(fay.letters("Re: You follow")) > 0
    fay.answers(letter, text)
    mo.replies_to("by Fay Reader", "approve")
    page = village.page(SLUG, 5)
    assert page.index("The third.") < page.index('class="answers"') < page.index("<p>I do not think so.</p>")
    assert "I do not think so" not in village.page(SLUG, 4)


def test_who_is_erased_follows_nothing(village: Village) -> None:
    village.moderator(MO)
    fay = follower(village)
    village.passes(timedelta(minutes=5))
    erasing.erase(village.app, FAY)
    with village.app.store.read() as connection:
        assert Subscriptions(connection, village.app.box).of(FAY) == []
    letters = len(fay.letters())
    published(village, 4, "The first.")
    village.passes(2 * DAY)
    assert len(fay.letters()) == letters


def test_pages_say_how_to_follow(village: Village) -> None:
    assert f"mailto:follow-{SLUG}@{DOMAIN}" in village.page(SLUG, "")
    assert f"mailto:follow-{SLUG}.4@{DOMAIN}" in village.page(SLUG, 4)


def test_a_restored_backup_brings_no_follower_back_who_was_erased(village: Village) -> None:
    follower(village)
    village.passes(timedelta(minutes=5))
    box, store = village.app.box, village.app.store
    erasing.erase(village.app, FAY)
    with store.write() as connection:  # as an older copy of the database has it
        Subscriptions(connection, box).add(FAY, DocumentId(1), None, at=village.now() - timedelta(hours=1))
    assert erasing.erase_again(village.app) == 1
    with store.read() as connection:
        assert Subscriptions(connection, box).of(FAY) == []


def test_more_comments_than_a_letter_holds_are_counted_in_it(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(followers, "MOST", 2)
    village.moderator(MO)
    fay = follower(village)
    for number in (3, 4, 5):
        published(village, number, f"Number {number} of them.")
    village.passes(timedelta(hours=1))
    village.passes(DAY)
    told = "".join(letter.get_content() for letter in fay.letters("new comment"))
    assert told.count("of them.") + told.count("more, on the pages") == 3


def test_help_tells_nothing_to_a_stranger(village: Village) -> None:
    ann = village.commenter(ANN)
    assert ann.writes(to="help", text="How does it work?") == "250"
    assert ann.letters() == []
    assert village.states() == ["refused"]
