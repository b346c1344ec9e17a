"""The first word of an answer, as people and their keyboards write it."""

import pytest

from mailgate import words
from mailgate.answers import Confirmation, Rename, read_confirmation, read_wish


@pytest.mark.parametrize(
    "line",
    [
        "yes",
        "Yep!",
        "YES!",
        "- yes",
        "«Yes»",
        "Yes,I wrote it",
        "Yes.I did",
        "Yes—I did",
        "yes\tthat was me",
        "ＹＥＳ",
        "Oui\u00a0!",
        "Sì, confermo",
        "はい、私です。",
        "نعم، أنا",
        "Potvrđujem.",
        "vâng ạ",
    ],
)
def test_a_yes_is_one_with_whatever_mark_or_blank_stands_around_it(line: str) -> None:
    assert read_confirmation(line) is Confirmation.YES


@pytest.mark.parametrize("line", ["yes?", "Oui\u00a0?", "yesterday", "yes/no", "eyes", "no.1 is wrong", "I said yes"])
def test_what_only_holds_a_yes_or_asks_back_is_unclear(line: str) -> None:
    assert read_confirmation(line) is Confirmation.UNCLEAR


@pytest.mark.parametrize("line", ["no,I did not", "Nein!", "いいえ。", "stop.", "Не я"])
def test_a_no_is_one_in_the_same_way(line: str) -> None:
    assert read_confirmation(line) is Confirmation.NO


@pytest.mark.parametrize("text", ["", "yes", "no"])
def test_words_that_could_not_all_be_read_confirm_and_deny_nothing(text):
    assert read_confirmation(text, "A part of this message could not be read.") is Confirmation.UNCLEAR


def test_what_stands_behind_the_first_word_keeps_its_quotation_marks_and_loses_what_parts_them() -> None:
    assert words.split('redact: "Bob Miller", he is private') == ("redact", '"Bob Miller", he is private')
    assert words.split("reject, off topic") == ("reject", "off topic")
    assert words.split(" … ") == ("", "")


def test_a_name_may_follow_a_colon_without_a_blank() -> None:
    assert read_wish("name:Ann Smith") == Rename(name="Ann Smith")
