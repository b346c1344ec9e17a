"""Who may decide, and who decides first; what a commenter can still change."""

from datetime import timedelta

import pytest

from renderer import gate
from tests.journeys.mail_programs import words
from tests.journeys.village import DOMAIN, OPERATOR, SLUG, Person, Village

ANN, MO, IO = "ann@reader.example", "mo@desk.example", "io@desk.example"
WORDS = "The harbour master warned of the corrosion two years before."


def confirmed(village: Village) -> Person:
    ann = village.commenter(ANN, "Ann Reader")
    ann.writes(to=f"{SLUG}.9", text=WORDS)
    ann.replies_to("Please confirm your comment", "yes")
    return ann


def test_of_two_moderators_the_first_decides_and_the_second_is_told(village: Village) -> None:
    mo, io = village.moderator(MO), village.moderator(IO, program="outlook")
    ann = confirmed(village)
    mo.replies_to("Comment on paragraph 9", "approve")
    io.replies_to("Comment on paragraph 9", "reject not about this")
    assert village.states()[0] == "approved"
    told = io.letter("Re: Comment on paragraph 9")
    assert "the comment is approved" in words(told)
    assert len(ann.letters("Your comment was not published")) == 0

    io.answers(told, "reject not about this")
    assert village.states()[0] == "rejected"
    assert WORDS not in village.page(SLUG, 9)
    told = words(ann.letter("Your comment was taken off its page"))
    assert "took your comment on paragraph 9 off its page" in told
    assert "not about this" in told
    ann.answers(ann.letter("has been published"), "status")
    assert "was taken off its page by a moderator" in words(ann.letter("Where your comment stands"))
    assert village.dump()[0]["reason"] == "not about this"


def test_where_no_page_may_show_what_was_approved_the_operator_is_told_and_the_page_is_written(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    mo, operator = village.moderator(MO), village.commenter(OPERATOR)
    confirmed(village)
    monkeypatch.setattr(gate, "are_fit", lambda shown, _known: not any(WORDS in html for _, html in shown))
    mo.replies_to("Comment on paragraph 9", "approve")
    assert village.states()[0] == "approved"
    told = words(operator.letter("was approved and left out"))
    assert ANN not in told
    assert WORDS not in told
    assert "Comment by e-mail" in village.page(SLUG, 9)
    assert WORDS.encode() not in village.everything_published()


def test_a_letter_forwarded_to_a_stranger_lets_the_stranger_do_nothing(village: Village) -> None:
    mo, eve = village.moderator(MO), village.commenter("eve@elsewhere.example")
    ann = confirmed(village)
    for letter in (mo.letter("Comment on"), ann.letter("has been received"), ann.letter("Please confirm")):
        for word in ("approve", "withdraw", "stop", "name Eve", ""):
            assert eve.answers(letter, word) == "250"
    assert ann.answers(mo.letter("Comment on"), "approve") == "250"
    assert village.states()[0] == "pending"
    assert eve.letters() == []
    assert b"warned of the corrosion" not in village.everything_published()


def test_a_moderators_out_of_office_reply_decides_nothing(village: Village) -> None:
    mo = village.moderator(MO)
    confirmed(village)
    mo.replies_to("Comment on", "approve", Auto_Submitted="auto-replied")
    assert village.states()[0] == "pending"
    assert len(mo.letters()) == 1


def test_approve_within_the_quoted_original_decides_nothing(village: Village) -> None:
    mo = village.moderator(MO)
    confirmed(village)
    mo.replies_to("Comment on", "")
    assert village.states()[0] == "pending"


def test_a_commenter_takes_another_name_before_it_is_published(village: Village) -> None:
    mo = village.moderator(MO)
    ann = confirmed(village)
    ann.replies_to("has been received", "name A. R. of Harrow Quay")
    mo.replies_to("by A. R. of Harrow Quay", "approve")
    assert "A. R. of Harrow Quay" in village.page(SLUG, 9)
    assert "Ann Reader" not in village.page(SLUG, 9)


def test_what_was_cut_from_a_mail_is_shown_to_its_author_and_put_back_on_demand(village: Village) -> None:
    ann, mo = village.commenter("ann@reader.example"), village.moderator("mo@desk.example")
    ann.writes(to=f"{SLUG}.7", text="The second date is wrong.\n\n-- \nAnn Reader\nWrite to ann@reader.example")
    ann.replies_to("Please confirm", text="yes")
    receipt = words(ann.letter("has been received"))
    assert "> Write to [address hidden]" in receipt

    ann.replies_to("has been received", text="full")

    revised = words(ann.letter("has been changed"))
    assert "\nWrite to [address hidden]" in revised.replace("\r\n", "\n")
    assert "left out" not in revised
    mo.replies_to("Comment on paragraph 7", text="approve")
    page = village.page(SLUG, "7")
    assert "The second date is wrong." in page
    assert "Write to [address hidden]" in page
    assert "ann@reader.example" not in page


@pytest.mark.parametrize("is_published", [False, True])
def test_a_commenter_becomes_anonymous_at_any_time(village: Village, *, is_published: bool) -> None:
    mo = village.moderator(MO)
    ann = confirmed(village)
    if is_published:
        mo.replies_to("Comment on", "approve")
        assert "Ann Reader" in village.page(SLUG, 9)
    ann.replies_to("has been received", "anonymous")
    if not is_published:
        mo.replies_to("by A reader", "approve")
    assert "A reader" in village.page(SLUG, 9)
    assert b"Ann Reader" not in village.everything_published()


@pytest.mark.parametrize("name", ["Moderator", "www.shop.example", "ann@reader.example"])
def test_a_name_that_cannot_be_shown_changes_nothing_and_its_commenter_is_told(village: Village, name: str) -> None:
    mo = village.moderator(MO)
    ann = confirmed(village)
    ann.replies_to("has been received", f"name {name}")
    assert 'is by "Ann Reader"' in " ".join(ann.letter("That name cannot be shown").get_content().split())
    ann.replies_to("That name cannot be shown", "name A Reader")
    mo.replies_to("by A reader", "approve")
    assert "A reader" in village.page(SLUG, 9)


def test_a_commenter_withdraws_for_good_and_the_link_still_answers(village: Village) -> None:
    mo = village.moderator(MO)
    ann = confirmed(village)
    mo.replies_to("Comment on", "approve")
    assert WORDS in village.page(SLUG, 9)
    ann.replies_to("has been published", "withdraw")
    assert b"warned of the corrosion" not in village.everything_published()
    public_id = village.dump()[0]["comment"]
    assert "withdrawn" in (village.app.settings.public / "c" / public_id / "index.html").read_text(encoding="utf-8")
    mo.replies_to("Comment on", "approve")
    assert village.states()[0] == "withdrawn"


def test_whoever_withdraws_too_late_is_told_where_the_comment_stands(village: Village) -> None:
    mo = village.moderator(MO)
    ann = confirmed(village)
    mo.replies_to("Comment on", "reject off-topic")
    ann.replies_to("was not published", "withdraw")
    told = words(ann.letter("Where your comment stands"))
    assert "was not published" in told
    assert "It is not about what this paragraph says." in told


def test_of_a_comment_that_nothing_can_be_changed_of_no_answer_says_how_to_change_it(village: Village) -> None:
    mo = village.moderator(MO)
    ann = confirmed(village)
    receipt = ann.letter("has been received")
    mo.replies_to("Comment on", "reject off-topic")
    for _ in range(2):
        ann.answers(receipt, "name Ann")
    (told,) = ann.letters("Where your comment stands")
    assert "to be named otherwise" not in words(told)
    ann.answers(told, "But why?")
    assert len(ann.letters("Where your comment stands")) == 1


def test_every_letter_has_one_recipient_a_return_path_of_its_own_and_is_marked(village: Village) -> None:
    mo = village.moderator(MO)
    confirmed(village)
    mo.replies_to("Comment on", "approve")
    senders = [sender for sender, _, _ in village.post.letters]
    assert len(set(senders)) == len(senders) == 5
    assert all(sender.startswith("b-") and sender.endswith(f"@{DOMAIN}") for sender in senders)
    for _, to, letter in village.post.letters:
        assert str(letter["To"]) == to
        assert str(letter["Auto-Submitted"]).startswith("auto-")


def test_a_comment_that_waits_is_withdrawn_and_moderators_are_asked_no_more(village: Village) -> None:
    mo, ann = village.moderator(MO), confirmed(village)
    asked = mo.letter("Comment on")
    ann.replies_to("has been received", "withdraw")
    assert village.states()[0] == "withdrawn"
    assert "has been withdrawn" in str(ann.letter()["Subject"])
    number = len(mo.letters())
    village.passes(timedelta(days=4))
    assert len(mo.letters()) == number
    mo.answers(asked, "approve")
    assert village.states()[0] == "withdrawn"
    told = words(mo.letter("Re: Comment on"))
    assert "the comment is withdrawn already" in told
    assert "Nothing can be decided on it any more." in told
    assert "overturn" not in told


def test_what_was_cut_is_not_put_back_once_it_is_published(village: Village) -> None:
    mo, ann = village.moderator(MO), village.commenter(ANN, "Ann Reader")
    ann.writes(to=f"{SLUG}.9", text=f"{WORDS}\n\n-- \nAnn Reader, 17 Elm Row")
    ann.replies_to("Please confirm", "yes")
    mo.replies_to("Comment on", "approve")
    ann.replies_to("has been published", "full")
    assert "nothing has" in words(ann.letter("Re: Your comment"))
    assert b"17 Elm Row" not in village.everything_published()
