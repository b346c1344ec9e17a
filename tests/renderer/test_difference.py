"""What changed from one wording to the next."""

from renderer.difference import difference


def test_words_that_were_replaced_added_and_left_out_are_marked() -> None:
    assert difference("the old red boat", "the new boat sank") == (
        "the <del>old red</del> <ins>new</ins> boat <ins>sank</ins>"
    )


def test_what_was_replaced_at_the_end_stands_apart_from_what_took_its_place() -> None:
    assert difference("a surge of 4 metres.", "a surge of 5 metres, and a storm.") == (
        "a surge of <del>4 metres.</del> <ins>5 metres, and a storm.</ins>"
    )


def test_a_script_without_spaces_is_compared_by_characters() -> None:
    assert difference("桥在冬天关闭", "桥在夏天关闭") == "桥在<del>冬</del><ins>夏</ins>天关闭"


def test_what_looks_like_markup_is_text() -> None:
    assert difference("a <b>", "a <script>") == "a <del>&lt;b&gt;</del> <ins>&lt;script&gt;</ins>"


def test_what_did_not_change_is_not_marked() -> None:
    assert difference("the same", "the same") == "the same"
