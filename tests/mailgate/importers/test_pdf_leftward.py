"""Scripts that run from right to left: what their letters read as, wherever the file has them."""

import random

import pytest

from mailgate.importers.pdf import columns, leftward
from mailgate.importers.pdf.letters import words
from mailgate.importers.pdf.model import Page, Word

SIZE, WIDTH = 10.0, 400.0


def page(*lines: str, spaces: float = 4.0) -> Page:
    """A page on which lines stand as they are seen, from left to right, five points a letter, ending at one margin."""
    found: list[Word] = []
    for row, line in enumerate(lines):
        x = 350.0 - 5 * len(line.replace(" ", "")) - spaces * line.count(" ")
        for word in line.split():
            for letter in [word] if word.isascii() and word.isalpha() else word:
                found.append(Word(letter, x, x + 5 * len(letter), 300.0 - 15 * row, SIZE))
                x = found[-1].x1
            x += spaces
    return Page(0, WIDTH, 500.0, found)


def read(*pages: Page) -> list[str]:
    leftward.turn(pages)
    return [line.text for each in pages for line in columns.rows(each.words, each.number)]


SEEN = (".ءاملا ىوتسم نوبقارملا ظحلي مل", ".ةدحاو ةعاس دعب (12 ةخضملا) تفقوت")
READ = ["لم يلحظ المراقبون مستوى الماء.", "توقفت (المضخة 12) بعد ساعة واحدة."]


def test_lines_read_from_right_to_left_and_numbers_from_left_to_right() -> None:
    assert read(page(*SEEN)) == READ


@pytest.mark.parametrize("seed", range(3))
def test_the_order_in_which_the_file_has_its_letters_does_not_matter(seed: int) -> None:
    shuffled = page(*SEEN)
    random.Random(seed).shuffle(shuffled.words)
    assert read(shuffled) == READ


def test_letters_that_run_to_the_left_are_not_put_together_before_their_page_is_known() -> None:
    letters = [Word(letter, 100.0 - 2 * at, 102.0 - 2 * at, 0.0, SIZE) for at, letter in enumerate("الماء")]
    assert [word.text for word in words(iter(letters))] == list("الماء")


def test_numbers_of_several_parts_and_words_of_other_scripts_keep_their_order() -> None:
    assert read(page("union council (%12.5) 3/4/2021", ".ءاملا ىوتسم نوبقارملا union council ظحلي مل")) == [
        "3/4/2021 (12.5%) union council",
        "لم يلحظ union council المراقبون مستوى الماء.",
    ]


def test_words_that_run_to_the_left_in_a_report_that_does_not_are_read_in_their_order() -> None:
    assert read(page("the sign said ءاملا ىوتسم and nothing else at all")) == [
        "the sign said مستوى الماء and nothing else at all"
    ]


def test_what_stretches_a_word_to_fill_its_line_is_none_of_its_letters() -> None:
    assert read(page("ءا\u0640مل\x07ا")) == ["الماء"]


def test_the_right_column_is_read_before_the_left_one() -> None:
    left, right = page(*["ىوتسم ءاملا ىوتسم ءاملا"] * 12), page(*["نوبقارملا ظحلي مل ظحلي مل"] * 12)
    for word in left.words:
        word.x0, word.x1 = word.x0 - 180, word.x1 - 180
    both = Page(0, WIDTH, 500.0, [*left.words, *right.words])
    leftward.turn([both])
    across = columns.rows(both.words, 0)
    found = [line.text for line in columns.lines(across, columns.frames([across])[0])]
    assert found == ["لم يلحظ لم يلحظ المراقبون"] * 12 + ["الماء مستوى الماء مستوى"] * 12


def test_a_word_that_does_not_end_is_read_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    looked, is_leftward = [], leftward.is_leftward
    monkeypatch.setattr(leftward, "is_leftward", lambda text: looked.append(len(text)) or is_leftward(text))
    letters = [Word("ا", 5.0 * at, 5.0 * at + 5, 300.0, SIZE) for at in range(300)]
    latin = [Word("a", 10.0 * at, 10.0 * at + 5, 100.0, SIZE) for at in range(600)]
    leftward.turn([Page(0, 6_000.0, 500.0, [*letters, *latin])])
    assert sum(looked) < 10 * (len(letters) + len(latin))
