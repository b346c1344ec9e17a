"""A document is removed: its pages go, what hangs on it is settled, and every permanent link still answers."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mailgate.cli import main
from mailgate.new_site import SETTINGS
from renderer.build import Build, check, publish_all
from store.documents import Documents
from store.reports import Reports
from store.schema import receipts, subscriptions
from tests.journeys.village import SAMPLE, SLUG, Person, Village

WORDS = "The ferry had no second lamp that night."
BOTH = pytest.mark.parametrize("village", ["sqlite", "postgresql"], indirect=True)


def run(village: Village, *words: str) -> Result:
    settings = village.app.settings.folder / SETTINGS
    done = CliRunner().invoke(main, ["--config", str(settings), *words])
    village.settle()
    return done


def comments(village: Village, name: str) -> Person:
    person = village.commenter(f"{name.lower()}@reader.example", f"{name} Reader")
    person.writes(to=f"{SLUG}.4", text=f"{WORDS} {name}")
    person.replies_to("Please confirm", "yes")
    return person


def build(village: Village) -> Build:
    app = village.app
    return Build(database=app.store.url, site=app.site, public=app.settings.public, now=village.now(), processes=1)


@BOTH
def test_its_pages_go_and_each_comments_link_says_that_it_is_gone(village: Village) -> None:
    mo = village.moderator("mo@desk.example")
    ann = comments(village, "Ann")
    mo.replies_to("by Ann", "approve")
    public_id = str(village.dump()[0]["comment"])
    bea = comments(village, "Bea")
    cy = village.commenter("cy@reader.example", "Cy")
    cy.writes(to=f"{SLUG}.4", text=f"{WORDS} Cy")
    fay = village.commenter("fay@reader.example")
    fay.writes(to=f"follow-{SLUG}", text="please")
    fay.replies_to("Please confirm that you follow", "yes")
    bob = village.commenter("bob@other.example")
    bob.writes(to=f"report-{public_id}", text="It is not true.")
    bob.replies_to("Please confirm your report", "yes")

    refused = run(village, "documents", "remove", SLUG)
    assert refused.exit_code == 1
    assert "1 published comment, and 1 that wait; nothing was done: give --yes" in refused.stderr
    assert run(village, "documents", "remove", SLUG, "--yes").exit_code == 0

    public = village.app.settings.public
    assert [path.name for path in (public / SLUG).rglob("*")] == ["index.html"]
    assert "This document was removed" in (public / SLUG / "index.html").read_text(encoding="utf-8")
    tombstone = (public / "c" / public_id / "index.html").read_text(encoding="utf-8")
    assert "This comment is gone with what it was about" in tombstone
    assert WORDS.encode() not in village.everything_published()
    assert "Sellay" not in (public / "index.html").read_text(encoding="utf-8")
    assert list(check(build(village)).written) == []
    assert list(publish_all(build(village)).removed) == []

    assert "The document was removed" in bea.letter("was not published").get_content()
    assert "no longer on its page" in bob.letter("What became of your report").get_content()
    for letter in (cy.letter("Please confirm"), ann.letter("has been published")):
        village.commenter(str(letter["To"])).answers(letter, "yes")
    village.forget_lookups()
    assert mo.replies_to("by Bea", "approve").startswith("550 5.7.1")
    for to in (f"{SLUG}.4", f"follow-{SLUG}", SLUG):
        assert ann.writes(to=to, text=WORDS).startswith("550 5.1.1")
    assert ann.writes(to=f"reply-{public_id}", text=WORDS).startswith("550")
    with village.app.store.read() as connection:
        assert connection.execute(receipts.select()).all() == []
        assert connection.execute(subscriptions.select()).all() == []
        assert Reports(connection, village.app.box).of("bob@other.example") == []


def test_its_log_can_be_checked_and_its_author_can_still_take_a_comment_back(village: Village) -> None:
    mo = village.moderator("mo@desk.example")
    ann = comments(village, "Ann")
    mo.replies_to("by Ann", "approve")
    run(village, "documents", "remove", SLUG, "--yes")
    assert ": 2 entries, head" in run(village, "log", "verify").stdout
    ann.replies_to("has been published", "withdraw")
    assert village.states()[0] == "withdrawn"
    assert ": 3 entries, head" in run(village, "log", "verify", SLUG).stdout
    public_id = str(village.dump()[0]["comment"])
    tombstone = Path(village.app.settings.public, "c", public_id, "index.html")
    assert "This comment is gone" in tombstone.read_text(encoding="utf-8")


def test_its_name_is_not_used_again(village: Village) -> None:
    run(village, "documents", "remove", SLUG, "--yes")
    assert run(village, "documents", "list").stdout == ""
    assert "was removed on" in run(village, "documents", "remove", SLUG, "--yes").stderr
    again = run(village, "import", str(SAMPLE))
    assert again.exit_code == 1
    assert "its name is not used again" in again.stderr
    assert run(village, "import", str(SAMPLE), "--document", "ferry").exit_code == 0
    with village.app.store.read() as connection:
        assert [each.slug for each in Documents(connection).all()] == ["ferry"]


def test_what_was_removed_is_shown_as_that_and_nothing_can_be_done_with_it(village: Village) -> None:
    run(village, "documents", "remove", SLUG, "--yes")
    shown = run(village, "documents", "show", SLUG)
    assert shown.exit_code == 0
    assert shown.stdout.startswith("title: The Sellay Ferry Inquiry\nremoved: 20")
    for words in (("close", SLUG), ("open", SLUG), ("remove", SLUG, "--yes")):
        refused = run(village, "documents", *words)
        assert refused.exit_code == 1
        assert f"{SLUG} was removed on 20" in refused.stderr
