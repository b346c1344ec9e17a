"""The operator's commands on comments, documents, moderators and letters."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from store import schema
from store.documents import Documents
from store.grants import Grants, Standing
from store.model import Event, Grant, Item, Purpose, State
from store.outbox import Outbox
from store.people import Moderators
from tests.mailgate.commands.conftest import ANN, MODERATOR, SLUG, Site

ID = "abcdefghij"


def letters(site: Site) -> list[tuple[str, str]]:
    """Recipient and message of every letter that waits."""
    app = site.app()
    with app.store.write() as connection:
        claimed = Outbox(connection, app.box).claim(datetime.now(UTC) + timedelta(seconds=1), limit=99)
    app.close()
    return [(each.recipient, each.body.decode()) for each in claimed]


def test_approving_publishes_and_tells_the_author(site: Site) -> None:
    site.comment(ID, Event.CONFIRM)
    result = site.run("decide", ID, "approve")
    assert (result.exit_code, result.stderr) == (0, f"{ID}: was pending, is approved\n")
    assert site.find(ID).state is State.APPROVED
    assert [to for to, _ in letters(site)] == [ANN]
    assert site.run("publish").exit_code == 0
    assert "It is wrong." in (site.folder / "public" / SLUG / "12/index.html").read_text(encoding="utf-8")


def test_rejecting_sends_the_reason(site: Site) -> None:
    site.comment(ID, Event.CONFIRM)
    assert site.run("decide", ID, "reject", "--reason", "it names\na neighbour").exit_code == 0
    ((to, letter),) = letters(site)
    assert to == ANN
    assert "it names a neighbour" in letter


def test_undoing_asks_the_moderators_again(site: Site) -> None:
    site.comment(ID, Event.CONFIRM, Event.APPROVE)
    assert site.run("decide", ID, "undo").exit_code == 0
    assert site.find(ID).state is State.PENDING
    assert [to for to, _ in letters(site)] == [ANN, MODERATOR]


def test_withdrawing_what_was_never_confirmed_tells_nobody(site: Site) -> None:
    site.comment(ID)
    assert site.run("decide", ID, "withdraw").exit_code == 0
    assert site.find(ID).state is State.WITHDRAWN
    assert letters(site) == []


@pytest.mark.parametrize(
    ("events", "event"),
    [
        ((), "approve"),
        ((Event.CONFIRM, Event.APPROVE), "approve"),
        ((Event.CONFIRM, Event.WITHDRAW), "approve"),
        ((Event.DENY,), "undo"),
    ],
)
def test_what_does_not_apply_changes_nothing_and_says_so(site: Site, events: tuple[Event, ...], event: str) -> None:
    site.comment(ID, *events)
    before = site.find(ID)
    result = site.run("decide", ID, event)
    assert result.exit_code == 1
    assert f"comment {ID} is {before.state}" in result.stderr
    assert site.find(ID) == before
    assert letters(site) == []


def test_a_comment_that_is_not_there_and_a_verb_that_is_none_are_refused(site: Site) -> None:
    assert "there is no comment zzz" in site.run("decide", "zzz", "approve").stderr
    assert site.run("decide", ID, "erase").exit_code == 2


def test_documents_are_listed_and_shown(site: Site) -> None:
    site.comment(ID, Event.CONFIRM, Event.APPROVE)
    (line,) = site.run("documents", "list").stdout.splitlines()
    slug, standing, paragraphs, comments, title = line.split("\t")
    assert (slug, standing, comments, title) == (SLUG, "open", "1", "The Sellay Ferry Inquiry")
    assert int(paragraphs) > 30
    shown = site.run("documents", "show", SLUG).stdout
    assert "title: The Sellay Ferry Inquiry" in shown
    assert "The winter of 2023 (" in shown


def closes_at(site: Site) -> datetime | None:
    app = site.app()
    with app.store.read() as connection:
        document = Documents(connection).get(SLUG)
    app.close()
    assert document is not None
    return document.closes_at


def test_closing_takes_effect_now_or_at_the_end_of_a_day_and_pages_say_so(site: Site) -> None:
    assert site.run("documents", "close", SLUG).exit_code == 0
    at = closes_at(site)
    assert at is not None
    assert datetime.now(UTC) - at < timedelta(minutes=1)
    site.run("publish")
    assert "closed for comments" in (site.folder / "public" / SLUG / "12/index.html").read_text(encoding="utf-8")

    assert site.run("documents", "close", SLUG, "--on", "2020-02-29").exit_code == 0
    assert closes_at(site) == datetime(2020, 2, 29, 23, 59, 59, tzinfo=UTC)
    assert "closed on 2020-02-29" in site.run("documents", "list").stdout
    assert site.run("documents", "close", SLUG, "--on", "29.2.2020").exit_code == 2

    assert site.run("documents", "open", SLUG).exit_code == 0
    assert closes_at(site) is None
    site.run("publish")
    assert "closed for comments" not in (site.folder / "public" / SLUG / "12/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", ["show", "open", "close"])
def test_a_document_that_is_not_there_is_refused(site: Site, verb: str) -> None:
    result = site.run("documents", verb, "no-such")
    assert result.exit_code == 1
    assert "there is no document no-such" in result.stderr


def test_moderators_come_and_go(site: Site) -> None:
    assert site.run("moderators", "add", "Io@Desk.Example").exit_code == 0
    listed = [line.split("\t")[0] for line in site.run("moderators", "list").stdout.splitlines()]
    assert listed == [MODERATOR, "Io@desk.example"]
    assert "already" in site.run("moderators", "add", "Io@desk.example").stderr
    assert site.run("moderators", "remove", MODERATOR).exit_code == 0
    assert site.run("moderators", "remove", MODERATOR).exit_code == 1
    assert "Nobody is left" in site.run("moderators", "remove", "Io@desk.example").stderr
    assert site.run("moderators", "list").stdout == ""
    assert site.run("moderators", "add", "not an address").exit_code == 1


def test_a_moderator_may_have_several_addresses(site: Site) -> None:
    one, two, home = "io@desk.example", "ma@desk.example", "io@home.example"
    assert f"{one} is a moderator now" in site.run("moderators", "add", one, "--also", home, "--also", ANN).stderr
    assert site.run("moderators", "list").stdout.splitlines()[1].split("\t") == [
        one, "everything", "immediately", "", f"{ANN}, {home}",
    ]  # fmt: skip
    assert "already" in site.run("moderators", "add", one, "--also", home).stderr
    for taken in (home, one):
        refused = site.run("moderators", "add", two, "--also", taken)
        assert (refused.exit_code, "is a moderator's already" in refused.stderr) == (1, True)
    assert "answers from" in site.run("moderators", "add", home).stderr
    assert len(site.run("moderators", "list").stdout.splitlines()) == 2
    assert site.run("erase", ANN).exit_code == 1
    assert json.loads(site.run("person", ANN).stdout)["is_moderator"] is True
    assert "nobody decides from" in site.run("moderators", "remove", ANN).stderr
    assert site.run("erase", ANN).exit_code == 0
    assert site.run("moderators", "remove", one).exit_code == 0
    assert site.run("moderators", "add", home).exit_code == 0


def test_moderators_of_a_new_site_are_greeted_when_the_operator_says_so(site: Site) -> None:
    assert letters(site) == []
    assert "1 letter on the way" in site.run("moderators", "welcome").stderr
    assert "1 letter on the way" in site.run("moderators", "welcome", MODERATOR).stderr
    assert [to for to, _ in letters(site)] == [MODERATOR, MODERATOR]
    assert site.run("moderators", "welcome", ANN).exit_code == 1
    app = site.app()
    with app.store.write() as connection:
        people = Moderators(connection, app.box)
        people.pin(people.all()[0].id, is_proved=True)
    app.close()
    assert "0 letters on the way" in site.run("moderators", "welcome").stderr


def test_revoking_ends_the_letters_of_one_person_or_of_all(site: Site) -> None:
    site.comment(ID, Event.CONFIRM)
    comment = site.find(ID)
    item = Item(comment_id=comment.id, text_hash=comment.revision.text_hash, state=comment.state)
    app = site.app()
    digests = {address: bytes([place]) * 32 for place, address in enumerate((ANN, MODERATOR))}

    def standings() -> list[Standing]:
        with app.store.read() as connection:
            return [Grants(connection, app.box).standing(each, app.clock()) for each in digests.values()]

    with app.store.write() as connection:
        granted = [
            (digest, Grant(purpose=Purpose.RECEIPT, person=address, items=(item,), expires_at=None))
            for address, digest in digests.items()
        ]
        Grants(connection, app.box).put(granted)
    assert "1 letter can no longer" in site.run("tokens", "revoke", ANN).stderr
    assert standings() == [Standing.DEAD, Standing.LIVE]
    assert site.run("tokens", "revoke", "--all").exit_code == 0
    assert standings() == [Standing.DEAD, Standing.DEAD]
    app.close()
    assert site.run("tokens", "revoke").exit_code == 2
    assert site.run("tokens", "revoke", ANN, "--all").exit_code == 2


def test_the_log_names_every_decision_and_its_check_the_entry_that_was_changed(site: Site) -> None:
    site.comment(ID, Event.CONFIRM)
    assert site.run("decide", ID, "reject", "--reason", "off-topic").exit_code == 0
    lines = [json.loads(line) for line in site.run("log", SLUG).stdout.splitlines()]
    assert [(line["event"], line["by"], line["reason"]) for line in lines] == [
        ("confirm", "commenter", ""),
        ("reject", "operator", "off-topic"),
    ]
    checked = site.run("log", "verify")
    assert (checked.exit_code, checked.stdout) == (0, f"{SLUG}: 2 entries, head {lines[-1]['hash']}\n")

    app = site.app()
    with app.store.write() as connection:
        connection.execute(update(schema.decisions).where(schema.decisions.c.event == "reject").values(reason="rude"))
    app.close()
    checked = site.run("log", "verify", SLUG)
    assert checked.exit_code == 1
    assert f"the log of {SLUG} is broken at entry 2 (reject of comment {ID})" in checked.stderr
    assert site.run("log", "no-such").exit_code == 1


def test_every_verb_of_a_moderator_is_a_command_too(site: Site) -> None:
    site.comment(ID, Event.CONFIRM)
    assert site.run("decide", ID, "hold").exit_code == 0
    assert site.run("decide", ID, "redact", "--phrase", "wrong", "--reason", "personal").exit_code == 0
    assert site.find(ID).revision.html == "<p>It is [removed by a moderator].</p>"
    assert site.run("decide", ID, "reply", "--text", "It is right.").exit_code == 0
    assert site.run("decide", ID, "undo").exit_code == 0
    assert site.find(ID).revision.html == "<p>It is wrong.</p>"
    assert site.run("decide", ID, "trust").exit_code == 0
    letters(site)
    assert site.run("decide", ID, "spam").exit_code == 0
    assert letters(site) == []
    assert site.find(ID).state is State.REJECTED
    assert site.run("publish").exit_code == 0
    assert "It is right." in (site.folder / "public" / SLUG / "12/index.html").read_text(encoding="utf-8")
    assert site.run("log", "verify").exit_code == 0


def test_a_verb_takes_what_belongs_to_it_and_nothing_else(site: Site) -> None:
    site.comment(ID, Event.CONFIRM)
    for words in (["redact"], ["reply"], ["approve", "--phrase", "wrong"], ["hold", "--text", "wait"]):
        assert site.run("decide", ID, *words).exit_code == 2
    result = site.run("decide", ID, "redact", "--phrase", "right")
    assert (result.exit_code, site.find(ID).state) == (1, State.PENDING)
    assert "does not occur in it" in result.stderr


def test_a_moderator_decides_on_a_part_and_hears_of_it_when_they_wish(site: Site) -> None:
    assert site.run("moderators", "add", "io@desk.example", "--document", SLUG, "--section", "12").exit_code == 0
    assert site.run("moderators", "add", "io@desk.example", "--document", SLUG, "--section", "3").exit_code == 0
    assert site.run("moderators", "set", MODERATOR, "--rhythm", "daily", "--quiet", "22-7").exit_code == 0
    assert site.run("moderators", "list").stdout.splitlines() == [
        f"{MODERATOR}\teverything\tdaily\tquiet 22-7",
        f"io@desk.example\t{SLUG}.12, {SLUG}.3\timmediately\t",
    ]
    assert site.run("moderators", "set", MODERATOR, "--quiet", "none").exit_code == 0
    assert site.run("moderators", "list").stdout.splitlines()[0].endswith("daily\t")
    for words in (["add", "a@b.example", "--section", "3"], ["set", MODERATOR], ["set", MODERATOR, "--quiet", "late"]):
        assert site.run("moderators", *words).exit_code == 2
    for words in (["add", "a@b.example", "--document", "none"], ["set", "a@b.example", "--rhythm", "daily"]):
        assert site.run("moderators", *words).exit_code == 1
