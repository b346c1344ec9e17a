"""Every letter in a text-only reader, 72 columns wide, however long what it is about is called."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from jinja2 import Template

from mailgate import letters
from mailgate.desk import Desk
from mailgate.instructions import Line
from mailgate.rates import Ask
from mailgate.sending.compose import Letter, compose
from store.comments import NewComment
from store.documents import Documents, NewDocument, NewParagraph
from store.model import Comment, Event, Grant, Html, Kind, Place, Purpose, ReportState, Revision, State, Subscription
from store.restated import Restated
from tests.mailgate.conftest import Bench, words

MO, ANN = "mo@desk.example", f"{'ann.' * 15}a@a-domain-with-a-very-long-name-indeed.reader.example"
TITLE = "The Inquiry into the Loss of the Motor Vessel Sellay Ferry with all that Followed, Part Two: " * 3
SLUG, KEY = "the-loss-of-sellay-ferry", "b.c2.annex.12.10"
WORDS = "It was not so. " * 40
SIGNATURE = "Sent from a telephone that writes a very long line below all that one says, on every single mail\n" * 30
REASON = "because it says what a comment above it says already, and in more words than would have been needed"


@dataclass(kw_only=True)
class Scene:
    """One comment with all that can be long, in a transaction."""

    desk: Desk
    place: Place
    comment: Comment

    def by(self, state: State) -> Comment:
        return replace(self.comment, state=state)

    @property
    def corrected(self) -> Comment:
        return replace(self.by(State.APPROVED), proposed=self.comment.revision_position)


@pytest.fixture
def scene(bench: Bench) -> Iterator[Scene]:
    paragraph = NewParagraph(
        key=KEY, number="Annex 12.10", kind=Kind.PARAGRAPH, text=WORDS, html=Html(f"<p>{WORDS}</p>")
    )
    document = NewDocument(slug=SLUG, title=TITLE.strip(), language="en", sections=(), paragraphs=(paragraph,))
    with bench.store.write() as connection:
        Documents(connection).add(document, at=bench.now)
        desk = Desk.open(connection, bench.worker.office, bench.now)
        place = desk.documents.address(SLUG, KEY)
        assert place is not None
        revision = Revision(name="A Long Name " * 6 + "Reader", html=paragraph.html, text=WORDS, removed=SIGNATURE)
        first = desk.comments.add(_new(desk, place, revision))
        confirmed = desk.comments.decide(first, Event.CONFIRM, at=bench.now)
        assert confirmed is not None
        approved = desk.comments.decide(confirmed, Event.APPROVE, at=bench.now, reason=REASON)
        assert approved is not None
        desk.reports.add(approved.id, "bob@other.example", f"{WORDS}\n{WORDS}", ReportState.OPEN, at=bench.now)
        answer = desk.comments.add(replace(_new(desk, place, revision), answers=approved.public_id))
        yield Scene(desk=desk, place=place, comment=answer)


def _new(desk: Desk, place: Place, revision: Revision) -> NewComment:
    return NewComment(
        public_id=desk.new_public_id(),
        document_id=place.document.id,
        paragraph_id=place.paragraph_id,
        author=ANN,
        message_id=None,
        revision=revision,
        received_at=desk.now,
    )


def wish(scene: Scene) -> Subscription:
    subscription = scene.desk.subscriptions.add(
        ANN, scene.place.document.id, scene.place.paragraph_id, at=scene.desk.now
    )
    scene.desk.subscriptions.confirm(subscription.id, at=scene.desk.now)
    return subscription


def to_decide(scene: Scene) -> list[Letter]:
    lines = [Line(line=WORDS, fault="does not begin with a command"), Line(line="", fault="there are no words")]
    pending, approved = scene.by(State.PENDING), scene.by(State.APPROVED)
    first = scene.desk.comments.find(scene.comment.answers or "")
    assert first is not None
    cases: list[tuple[Comment, str]] = [(pending, news) for news in ("new", "changed", "undone", "reminder", "help")]
    cases += [(first, "reported"), (first, "already"), (scene.corrected, "corrected"), (scene.corrected, "reminder")]
    cases += [(approved, "help"), (scene.by(State.REJECTED), "already"), (scene.by(State.WITHDRAWN), "already")]
    told = [letters.to_decide(each, MO, scene.place, scene.desk, news=news, why=REASON) for each, news in cases]
    return [*told, letters.to_decide(pending, MO, scene.place, scene.desk, news="unclear", understood=lines)]


def changed(scene: Scene) -> Restated:
    return Restated(comments=(scene.comment.id,), before=WORDS)


def to_authors(scene: Scene) -> list[Letter]:
    desk, place, approved = scene.desk, scene.place, scene.by(State.APPROVED)
    news = ("approved", "kept", "corrected", "declined", "dropped", "status", "pending")
    told = [letters.receipt(approved, ANN, place, desk, news=each, reason=REASON) for each in news]
    told += [letters.receipt(scene.by(State.PENDING), ANN, place, desk, news=each) for each in ("confirmed", "revised")]
    told += [letters.receipt(scene.corrected, ANN, place, desk, news=each) for each in ("proposed", "pending")]
    told += [
        letters.receipt(scene.by(State.REJECTED), ANN, place, desk, news=each, reason=REASON)
        for each in ("rejected", "status")
    ]
    told.append(letters.receipt(scene.by(State.WITHDRAWN), ANN, place, desk, news="withdrawn"))
    told.append(letters.receipt(approved, ANN, place, desk, news="stands"))
    grant = Grant(purpose=Purpose.EDITION, person=ANN, items=(), expires_at=None)
    told.append(letters.how_to_stand(approved, grant, place, desk))
    for gone in (place, replace(place, paragraph=replace(place.paragraph, position=-2))):
        desk.documents._by_paragraph[place.paragraph_id] = gone
        told += [letters.editions._changed(changed(scene), [approved] * many, desk) for many in (1, 2)]
    told.append(letters.challenge(scene.comment, ANN, place, desk, asks=Ask()))
    told.append(letters.not_taken(ANN, REASON, place, desk))
    told.append(letters.how_to_confirm(scene.comment, ANN, place, desk))
    told.append(letters.how_to_change(scene.comment, ANN, place, desk))
    return [*told, letters.answered(approved, approved, ANN, place, desk)]


def to_moderators(scene: Scene) -> list[Letter]:
    desk, place = scene.desk, scene.place
    first = desk.comments.find(scene.comment.answers or "")
    assert first is not None
    asked = [(scene.by(State.PENDING), False), (first, True), (scene.corrected, True)]
    result = letters.Result(
        says=[f"2: {REASON}", "297 approved"],
        faults=[f"    7: {REASON[:60]}"],
        comments=[scene.by(State.PENDING)] * 90,
        waits=[True] * 90,
    )
    return [
        *letters.digests(MO, place.document, asked, [first, scene.by(State.PENDING)], desk, why="All that waits."),
        *letters.digests(MO, place.document, [], [first], desk),
        letters.carried_out(MO, place.document, result, desk),
        letters.done(first, MO, REASON, place, desk),
        letters.rhythm_set(MO, "immediately", place, desk),
        *(letters.welcome(MO, desk, news=news) for news in ("asked", "proved", "unproved")),
    ]


def to_readers(scene: Scene) -> list[Letter]:
    desk, place = scene.desk, scene.place
    first = desk.comments.find(scene.comment.answers or "")
    assert first is not None
    (report,) = desk.reports.open_on(first.id)
    followed = wish(scene)
    news = letters.followers._news
    return [
        letters.follow_challenge(followed, desk, asks=Ask()),
        letters.following(followed, desk),
        letters.stopped(followed, desk),
        letters.how_to_follow(followed, desk),
        news(followed, [first], 1, desk),
        news(followed, [first, first], 7, desk),
        letters.how_it_works(ANN, desk),
        letters.report_challenge(report, first, place, desk, asks=Ask()),
        *letters.kept(desk, first, [report]),
    ]


def to_operator(scene: Scene) -> list[Letter]:
    desk, place = scene.desk, scene.place
    return [
        letters.reported(scene.by(State.APPROVED), WORDS, place, desk),
        letters.forwarded("postmaster", b"", desk),
        letters.left_out(scene.comment, place, desk),
        letters.unreachable_moderator(MO, desk),
        letters.quarantined(7, REASON, desk),
    ]


def shown(letter: Letter, desk: Desk) -> str:
    """Return the text of a letter as it leaves."""
    sent = compose(letter, site=desk.site, random=desk.office.random, now=desk.now).outgoing.body
    received = message_from_bytes(sent, policy=policy.default)
    assert isinstance(received, EmailMessage)
    return words(received)


@pytest.mark.parametrize("some", [to_decide, to_authors, to_moderators, to_readers, to_operator])
def test_no_line_of_a_letter_is_wider_than_a_text_only_reader_shows(
    scene: Scene, some: Callable[[Scene], list[Letter]]
) -> None:
    wide = [
        (letter.subject[:40], line)
        for letter in some(scene)
        for line in shown(letter, scene.desk).splitlines()
        if len(line) > 72 and " " in line.strip("> ")  # an address or a link keeps its line
    ]
    assert wide == []


def test_every_letter_is_looked_at(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    made: set[str] = set()
    texts = scene.desk.office.texts
    get = texts.get_template

    def noted(name: str) -> Template:
        made.add(name)
        return get(name)

    monkeypatch.setattr(texts, "get_template", noted)
    for some in (to_decide, to_authors, to_moderators, to_readers, to_operator):
        some(scene)
    there_are = {name for name in texts.list_templates() if name.startswith("mail/")}
    assert there_are - made == {"mail/crowded.txt"}  # has no words of others
