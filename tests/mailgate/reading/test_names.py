"""The name shown with a comment is its author's, clean, and plays no role (INV-41)."""

import pytest

from mailgate.reading import names


@pytest.mark.parametrize(
    ("display_name", "name"),
    [
        ("Ann Smith", "Ann Smith"),
        ("Jörg  \u202eMüller\u200b", "Jörg Müller"),
        ("", "A reader"),
        ("ann.smith", "A reader"),
        ("ANN.SMITH", "A reader"),
        ("ann.smith@reader.example", "A reader"),
        ("ann.smith (at) reader.example", "A reader"),
        ("Moderator", "A reader"),
        ("  The  Moderator ", "A reader"),
        ("\uff2d\uff4f\uff44\uff45\uff52\uff41\uff54\uff4f\uff52", "A reader"),
        ("visit https://spam.example", "A reader"),
        ("\u200b\u202e", "A reader"),
        ("M\u043ed\u0435rator", "A reader"),
        ("M0derat\u00f3r", "A reader"),
        ("\u1d0d\u1d0f\u1d05\u1d07\u0280\u1d00\u1d1b\u1d0f\u0280", "A reader"),
        ("Moderator of this site", "A reader"),
        ("\u041c\u043e\u0434\u0435\u0440\u0430\u0442\u043e\u0440", "A reader"),
        ("Ann Staff", "Ann Staff"),
        (
            "\u0410\u043d\u043d\u0430 \u0421\u043c\u0438\u0440\u043d\u043e\u0432\u0430",
            "\u0410\u043d\u043d\u0430 \u0421\u043c\u0438\u0440\u043d\u043e\u0432\u0430",
        ),
        ("x" * 500, "x" * 80),
    ],
)
def test_the_published_name_is_a_clean_name_or_a_reader(display_name, name):
    assert names.published(display_name, "ann.smith@reader.example") == name
