"""Whoever holds a receipt can look up where the comment stands, by mail and on a page that tells nothing else."""

import hashlib
import re
from datetime import timedelta

import pytest

from renderer.build import Build, check
from tests.journeys.village import SLUG, Person, Village

ANN, BO, MO = "ann@reader.example", "bo@reader.example", "mo@desk.example"
WORDS = "The ferry had no second lamp that night."


def confirmed(village: Village, address: str = ANN, words: str = WORDS) -> Person:
    person = village.commenter(address, "A Person")
    person.writes(to=f"{SLUG}.4", text=words)
    person.replies_to("Please confirm", "yes")
    return person


def number(person: Person) -> str:
    found = re.search(r"The number of your receipt: ([0-9a-f]{32})\s", person.letter("has been received").get_content())
    assert found
    return found[1]


def listed(village: Village) -> list[list[str]]:
    lines = (village.app.settings.public / SLUG / "moderation/receipts.txt").read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines[1:]]


def stands(village: Village, receipt: str) -> str:
    return dict(listed(village))[hashlib.sha256(receipt.encode()).hexdigest()]


def counts(village: Village) -> dict[str, int]:
    page = village.page(SLUG, "moderation")
    return {name: int(n) for name, n in re.findall(r'<th scope="row">([^<]+)</th><td>(\d+)</td>', page)}


@pytest.mark.parametrize("village", ["sqlite", "postgresql"], indirect=True)
def test_a_receipt_follows_its_comment_to_the_end(village: Village) -> None:
    mo = village.moderator(MO)
    ann = confirmed(village)
    receipt = number(ann)
    assert stands(village, receipt) == "pending"
    assert counts(village)["Waiting"] == 1
    village.passes(timedelta(hours=3))
    mo.replies_to("Comment on paragraph 4", "approve")
    assert stands(village, receipt) == "approved"
    assert "Comments usually wait 3 hours for a moderator" in village.page(SLUG, "")
    assert "Half of them waited 3 hours or less" in village.page(SLUG, "moderation")
    ann.replies_to("has been published", "withdraw")
    assert stands(village, receipt) == "withdrawn"
    assert counts(village) == {"Received": 1, "Approved": 0, "Withdrawn by their authors": 1, "Waiting": 0}


def test_rejections_are_counted_by_reason_and_own_words_of_a_moderator_are_not_published(village: Village) -> None:
    mo = village.moderator(MO)
    for each, why in enumerate(("off-topic", "off-topic", "it slanders Mr Harrow", "")):
        confirmed(village, f"ann{each}@reader.example", f"{WORDS} {each}")
        mo.replies_to("Comment on paragraph 4", f"reject {why}".strip())
    found = counts(village)
    assert (found["Rejected: off-topic"], found["Rejected: other"], found["Rejected: no reason given"]) == (2, 1, 1)
    assert b"slanders" not in village.everything_published()


def test_what_was_never_confirmed_is_not_counted(village: Village) -> None:
    village.commenter(ANN).writes(to=f"{SLUG}.4", text=WORDS)
    assert listed(village) == []
    assert counts(village)["Received"] == 0


def test_the_list_is_in_the_order_of_the_hashes_and_the_same_in_a_full_build(village: Village) -> None:
    for each in range(6):
        confirmed(village, f"ann{each}@reader.example", f"{WORDS} {each}")
    lines = listed(village)
    assert lines == sorted(lines)
    assert len(lines) == 6
    app = village.app
    build = Build(database=app.store.url, site=app.site, public=app.settings.public, now=village.now(), processes=1)
    assert list(check(build).written) == []


def test_the_word_status_tells_where_a_comment_stands(village: Village) -> None:
    mo = village.moderator(MO)
    ann = village.commenter(ANN)
    ann.writes(to=f"{SLUG}.4", text=WORDS)
    ann.replies_to("Please confirm", "status")
    assert "waits for your yes" in ann.letter("Where your comment stands").get_content()
    ann.replies_to("Please confirm", "yes")
    ann.replies_to("has been received", "Status")
    assert "waits for a moderator" in ann.letter("Where your comment stands").get_content()
    assert number(ann) in ann.letter("Where your comment stands").get_content()
    mo.replies_to("Comment on paragraph 4", "reject it is known already")
    ann.replies_to("Where your comment stands", "status")
    told = ann.letter("Where your comment stands").get_content()
    assert "was not published" in told
    assert "it is known already" in told


def test_the_number_of_a_receipt_is_in_no_published_file(village: Village) -> None:
    assert number(confirmed(village)).encode() not in village.everything_published()


def test_a_comment_can_be_withdrawn_in_answer_to_the_first_letter(village: Village) -> None:
    ann = village.commenter(ANN)
    ann.writes(to=f"{SLUG}.4", text=WORDS)
    ann.replies_to("Please confirm", "withdraw")
    assert village.states()[0] == "withdrawn"
