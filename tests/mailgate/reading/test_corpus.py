"""Mails in the shapes that real clients make, each with what its author wrote beside it.

Beside NAME.eml, NAME.json has `client`, `language`, `from`, `text`, `quoted`, `auto`, and where they matter `html`,
`subject`, `from_name`, `known` (the text of ours that may be quoted) and `removed` (pieces that must be among what was
cut). `make corpus` prints how often the words are exact, another's leak in, and own words are lost, a client and a
language.
"""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mailgate.reading.model import Known, Reading
from mailgate.reading.read import read

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.eml"))


def expected_of(mail: Path) -> dict[str, Any]:
    return json.loads(mail.with_suffix(".json").read_text())


def reading_of(mail: Path, expected: dict[str, Any]) -> Reading:
    return read(mail.read_bytes(), Known(paragraph=expected.get("known", "")))


@pytest.mark.parametrize("mail", CORPUS, ids=lambda path: path.stem)
def test_the_own_words_are_found_and_nothing_else(mail):
    expected = expected_of(mail)
    reading = reading_of(mail, expected)
    assert reading.text == expected["text"]
    assert reading.quoted == expected["quoted"]
    assert reading.automatic == expected["auto"]
    assert reading.author == expected["from"]
    assert reading.error is None
    assert reading.subject == expected.get("subject", reading.subject)
    assert reading.author_name == expected.get("from_name", reading.author_name)
    assert reading.html == expected.get("html", reading.html)
    assert [piece for piece in expected.get("removed", ()) if piece not in reading.removed] == []


@pytest.mark.parametrize("mail", CORPUS, ids=lambda path: path.stem)
def test_line_feeds_alone_read_the_same(mail):
    raw = mail.read_bytes()
    assert read(raw.replace(b"\r\n", b"\n")) == read(raw)


@dataclass(slots=True)
class Rates:
    mails: int = 0
    exact: int = 0
    leaks: int = 0
    losses: int = 0

    def count(self, text: str, wanted: str) -> None:
        found, own = Counter(text.split()), Counter(wanted.split())
        self.mails += 1
        self.exact += text.split() == wanted.split()
        self.leaks += bool(found - own)
        self.losses += bool(own - found)

    def __str__(self) -> str:
        shares = (f"{100 * part / self.mails:6.1f}" for part in (self.exact, self.leaks, self.losses))
        return f"{self.mails:5} {' '.join(shares)}"


def test_rates_a_client_and_a_language(capsys):
    rates: dict[tuple[str, str], Rates] = {}
    for mail in CORPUS:
        expected = expected_of(mail)
        text = reading_of(mail, expected).text
        for kind in (("client", expected["client"]), ("language", expected["language"]), ("all", "")):
            rates.setdefault(kind, Rates()).count(text, expected["text"])
    with capsys.disabled():
        print(f"\n{'':30} mails  exact   leak   loss (%)")  # noqa: T201
        for (kind, name), found in sorted(rates.items()):
            print(f"{kind:10}{name:20} {found}")  # noqa: T201
    whole = rates["all", ""]
    assert whole.exact >= 0.9 * whole.mails
    assert whole.leaks <= 0.06 * whole.mails
    assert whole.losses <= 0.01 * whole.mails
