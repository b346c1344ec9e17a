"""Mails in the shapes that real clients make, each with what its author wrote beside it."""

import json
from pathlib import Path

import pytest

from mailgate.read import read
from mailgate.reading import Known

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.eml"))


@pytest.mark.parametrize("mail", CORPUS, ids=lambda path: path.stem)
def test_the_own_words_are_found_and_nothing_else(mail):
    expected = json.loads(mail.with_suffix(".json").read_text())
    reading = read(mail.read_bytes(), Known(paragraph=expected.get("known", "")))
    assert reading.text == expected["text"]
    assert reading.quoted == expected["quoted"]
    assert reading.automatic == expected["auto"]
    assert reading.author == expected["from"]
    assert reading.error is None
    if "html" in expected:
        assert reading.html == expected["html"]


@pytest.mark.parametrize("mail", CORPUS, ids=lambda path: path.stem)
def test_line_feeds_alone_read_the_same(mail):
    raw = mail.read_bytes()
    assert read(raw.replace(b"\r\n", b"\n")) == read(raw)
