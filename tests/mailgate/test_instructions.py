"""What a moderator's answer is taken to say."""

import pytest

from mailgate import reasons, words
from mailgate.instructions import Instruction, Verb, numbered, single


def only(text: str) -> Instruction | None:
    (line,) = single(text)
    return line.instruction


@pytest.mark.parametrize(
    ("text", "verb", "reason"),
    [
        ("approve", Verb.APPROVE, ""),
        ("  Approve.\n\nThanks, Mo", Verb.APPROVE, ""),
        ("OK!", Verb.APPROVE, ""),
        ("genehmigen", Verb.APPROVE, ""),
        ("Отклонить не по теме", Verb.REJECT, "off-topic"),
        ("отклонить слишком поздно", Verb.REJECT, "слишком поздно"),
        ("reject", Verb.REJECT, ""),
        ("reject: off topic", Verb.REJECT, "off-topic"),
        ("reject Off-Topic.", Verb.REJECT, "off-topic"),
        ("ablehnen themenfremd", Verb.REJECT, "off-topic"),
        ("no spam", Verb.REJECT, "spam"),
        ("reject It names a neighbour, who is not a public person and never\nasked to be.", Verb.REJECT, "…"),
        ("reject We do not publish names, nor accept them in quotations", Verb.REJECT, "…"),
        ("reject: the wall was not approved by us", Verb.REJECT, "the wall was not approved by us"),
        ("Reject,personal", Verb.REJECT, "personal"),
        ("hold", Verb.HOLD, ""),
        ("spam", Verb.SPAM, ""),
        ("vertrauen", Verb.TRUST, ""),
        ("undo", Verb.UNDO, ""),
        ("aide", Verb.HELP, ""),
    ],
)
def test_a_command_is_understood_in_the_first_line(text: str, verb: Verb, reason: str) -> None:
    found = only(text)
    assert found is not None
    assert found.verb is verb
    expected = text.partition(" ")[2].replace("\n", " ") if reason == "…" else reason
    assert found.text == expected


BROKEN = "reject It names a person who is not in the report, and"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{BROKEN}\nthat is against our rules.", f"{BROKEN[7:]} that is against our rules."),
        (f"{BROKEN}\nMo", BROKEN[7:]),
        (f"{BROKEN}\nthanks for waiting", BROKEN[7:]),
        (f"{BROKEN}.\nmo", f"{BROKEN[7:]}."),
        (f"{BROKEN}\n\nand so on", BROKEN[7:]),
        ("reject off-topic\nmo", "off-topic"),
    ],
)
def test_a_reason_goes_on_where_its_sentence_does_and_no_name_below_it_is_part_of_it(text: str, reason: str) -> None:
    found = only(text)
    assert found is not None
    assert (found.verb, found.text) == (Verb.REJECT, reason)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no words of your own"),
        ("aprove", "did you mean approve?"),
        ("What do you think of it?", "does not begin with a command"),
        ("approve reject", "has more behind approve"),
        ("reject, no: approve", "both rejects and approves"),
        ("reject or approve", "both rejects and approves"),
        ("reject - I meant approve.", "both rejects and approves"),
        ("approve?", "did you mean approve?"),
        ("no, trust him", "both rejects and approves"),
        ("hold it there", "has more behind hold"),
        ("redact the name", "no phrase in quotation marks"),
        ("reply", "no words to reply with"),
    ],
)
def test_what_is_no_command_is_named_and_is_none(text: str, fault: str) -> None:
    (line,) = single(text)
    assert line.instruction is None
    assert fault in line.fault


def test_two_different_commands_for_one_comment_are_none_and_the_same_twice_is_one() -> None:
    assert [line.instruction for line in single("approve\nreject")] == [None, None]
    assert only("approve\n\napprove") == Instruction(verb=Verb.APPROVE)


def test_of_a_digest_of_one_the_number_goes_and_the_same_word_later_in_the_line_stays() -> None:
    assert only("1. reject all of it is about point 1 of another report") == Instruction(
        verb=Verb.REJECT, text="all of it is about point 1 of another report"
    )
    assert only("all approve") == Instruction(verb=Verb.APPROVE)


@pytest.mark.parametrize("marks", ['""', "“”", "„“", "«»"])
def test_a_phrase_to_be_taken_out_stands_in_any_quotation_marks(marks: str) -> None:
    found = only(f"redact {marks[0]}Bob Miller{marks[1]} he is no public person")
    assert found == Instruction(verb=Verb.REDACT, phrase="Bob Miller", text="he is no public person")


def test_a_reply_stands_below_the_decision_and_goes_on_to_the_end() -> None:
    lines = single("reject off-topic\nreply Thank you.\n\nThe map is on page 12.\nThe County")
    assert [line.instruction for line in lines] == [
        Instruction(verb=Verb.REJECT, text="off-topic"),
        Instruction(verb=Verb.REPLY, text="Thank you.\n\nThe map is on page 12.\nThe County"),
    ]


def wishes(text: str, count: int = 9) -> dict[int, tuple[Verb, str]]:
    return {
        item: (line.instruction.verb, line.instruction.text)
        for line in numbered(text, count)
        if line.instruction is not None
        for item in line.items
    }


def test_numbers_ranges_lists_and_all_name_comments() -> None:
    assert wishes("1 ok\n2 no spam\n3-4, 6 ok\n9: hold\nalle ok") == {
        **dict.fromkeys((1, 3, 4, 5, 6, 7, 8), (Verb.APPROVE, "")),
        2: (Verb.REJECT, "spam"),
        9: (Verb.HOLD, ""),
    }


def test_the_first_line_without_a_number_ends_it() -> None:
    assert wishes("1 ok\n\n2 ok\nThanks, Mo\n3 ok") == dict.fromkeys((1, 2), (Verb.APPROVE, ""))


def test_lines_that_contradict_each_other_or_name_nothing_do_nothing_and_the_others_stand() -> None:
    lines = numbered("1 ok\n1 no\n2 ok\n12 ok\n3 perhaps\n4-5 hold", 9)
    assert [(line.items, line.fault) for line in lines if not line.fault] == [((2,), ""), ((4, 5), "")]
    faults = [line.fault for line in lines if line.fault]
    assert faults[0] == faults[1] == "wants something else than another line for the same comment"
    assert faults[2] == "names 12, which is not in this letter"
    assert "command" in faults[3]
    assert wishes("all ok\nall no") == {}
    assert wishes("ok") == {}


def test_five_hundred_lines_are_read() -> None:
    assert len(wishes("\n".join(f"{number} ok" for number in range(1, 601)), 600)) == 500


def test_no_word_means_two_things_to_a_moderator() -> None:
    tables = [words.APPROVE, words.REJECT, words.HOLD, words.SPAM, words.TRUST, words.REDACT, words.REPLY, words.UNDO]
    tables.append(words.HELP)
    together = [word for table in tables for word in table]
    assert len(together) == len(set(together)), [word for word in together if together.count(word) > 1]


def test_a_canned_reason_is_told_as_a_sentence_and_any_other_as_it_is() -> None:
    assert reasons.sentence("off-topic") == "It is not about what this paragraph says."
    assert reasons.sentence("It is too late.") == "It is too late."
    assert {reasons.canonical(word) for word in reasons.SENTENCES} == set(reasons.SENTENCES)
