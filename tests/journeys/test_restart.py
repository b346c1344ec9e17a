"""Every part may die at any moment: what was accepted goes on where it was, and nothing happens twice."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from tests.journeys.village import SLUG, Person, RunningVillage

Happens = Callable[[ThreadPoolExecutor], Iterable[str]]
PARTS = ("publish", "send", "work", "listen")
COMMENTERS = 10  # as many as stand on a page


def test_killing_each_part_in_the_middle_loses_nothing_and_repeats_nothing(running_village: RunningVillage) -> None:
    village = running_village
    mo = village.moderator("mo@desk.example")
    people = [village.commenter(f"reader{n}@world.example", f"Reader {n}") for n in range(COMMENTERS)]

    def write(person: Person) -> str:
        return person.writes(to=f"{SLUG}.20", text=f"{person.name} has seen the ship. This is all.")

    meanwhile(village, lambda pool: pool.map(write, people))
    assert all(len(message_ids(person)) == 1 for person in people)
    meanwhile(village, lambda pool: pool.map(lambda person: person.replies_to("Please confirm", "yes"), people))
    letters = {str(letter["Message-ID"]): letter for letter in mo.letters("Comment on paragraph 20")}
    assert len(letters) == COMMENTERS
    meanwhile(village, lambda pool: pool.map(lambda letter: mo.answers(letter, "approve"), letters.values()))

    page = village.page(SLUG, 20)
    assert [page.count(f"{person.name} has seen the ship") for person in people] == [1] * COMMENTERS
    assert Counter(village.states()) == {"approved": 3 * COMMENTERS}
    contents = village.app.settings.public.joinpath(SLUG, "index.html").read_text(encoding="utf-8")
    assert f"{COMMENTERS} comments" in contents
    assert b"@world.example" not in village.everything_published()


def meanwhile(village: RunningVillage, happens: Happens) -> None:
    """Let it happen, while each part is killed once; then wait until nothing waits."""
    with ThreadPoolExecutor(4) as pool:
        answers = happens(pool)
        for part in PARTS:
            time.sleep(0.1)
            village.kill(part)
        assert set(answers) == {"250"}
    village.settle()


def message_ids(person: Person) -> set[str]:
    """The letters a person got; one that came twice has one Message-ID (INV-55)."""
    return {str(letter["Message-ID"]) for letter in person.letters()}
