"""What an operator writes under [letters], [keep], [moderation] and [senders] is what the worker does."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from mailgate.reading.reader import ReaderPool
from mailgate.running import parts
from tests.mailgate.commands.conftest import Site, change, mail

PEOPLE = [f"ann{number}@reader{number}.example" for number in range(4)]


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(1) as readers:
        yield readers


@pytest.fixture
def asking(site: Site) -> Site:
    """A site that asks no DNS."""
    change(site, r"(?m)^# resolver = .*$", "resolver = []")
    return site


def work(site: Site, pool: ReaderPool, *, days: int = 0) -> None:
    """Do what is due so many days from now."""
    app = site.app()
    later = replace(app, clock=lambda: app.clock() + timedelta(days=days))
    with closing(app), closing(parts.worker(later, pool)) as worker:
        while worker.step() is True:
            pass


def comments(site: Site, pool: ReaderPool) -> list[str]:
    """Each of the people comments; return what `status` says of it."""
    for number, person in enumerate(PEOPLE):
        site.receive(mail(person, f"It is wrong in place {number}."), sender=person)
    work(site, pool)
    return site.run("status").stdout.splitlines()


def put(site: Site, setting: str) -> None:
    """Write a setting where the file names it."""
    change(site, f"# {setting.partition(' ')[0]} = .*", setting)


ROOM = [
    ("per_hour = 2", "3"),  # half of it is kept for those who are known
    ("per_hour = 6", "1"),
    ("per_hour = 500", None),
    ("per_source = 2", None),  # what comes from this machine is nobody's flood
]


@pytest.mark.parametrize(("setting", "waiting"), ROOM)
def test_so_many_strangers_are_asked_and_the_others_wait(
    setting: str, waiting: str | None, asking: Site, pool: ReaderPool
) -> None:
    put(asking, setting)
    said = [line for line in comments(asking, pool) if line.startswith("comments whose author is asked")]
    assert said == ([] if waiting is None else [f"comments whose author is asked when there is room: {waiting}"])


WRONG = [
    ("# per_hour = .*", "per_hour = -1", "letters: per_hour"),
    ("# per_hour = .*", 'per_hour = "many"', "letters.per_hour"),
    ("# per_hour = .*", "per_our = 5", "letters.per_our"),
    ("# decided = .*", "decided = -1", "keep: decided"),
    ("# other = .*", "others = 7", "keep.others"),
    ("# minute = .*", "minute = -1", "moderation.minute"),
    (r'verify = "unless-authenticated"', 'verify = "never"', "senders.verify"),
    ("# resolver = .*", 'resolver = ["127.0.0.1"]', "senders.resolver"),
    ("# authserv_id = .*", 'authserv_id = "two words"', "senders.authserv_id"),
]


@pytest.mark.parametrize(("old", "new", "named"), WRONG)
def test_what_cannot_be_meant_is_refused_by_name(old: str, new: str, named: str, site: Site) -> None:
    change(site, old, new)
    refused = site.run("status")
    assert refused.exit_code == 1
    assert named in refused.stderr


KEPT = [
    ("other = 7", 6, True),
    ("other = 7", 8, False),
    ("other = 1", 2, False),
    ("other = 0", 4_000, True),
    ("decided = 1", 6, True),  # it is of another kind
]


@pytest.mark.parametrize(("setting", "days", "is_kept"), KEPT)
def test_a_mail_that_became_no_comment_is_kept_so_long(
    setting: str, days: int, is_kept: bool, asking: Site, pool: ReaderPool
) -> None:
    put(asking, setting)
    asking.receive(mail(PEOPLE[0], "> nothing but a quotation"))
    work(asking, pool)
    work(asking, pool, days=days)
    (line,) = asking.run("dump").stdout.splitlines()
    assert (json.loads(line)["raw_b64"] is not None) is is_kept
