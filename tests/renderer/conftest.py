"""A small report with comments of every kind, in a real store, and a publisher for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from renderer.build import Build
from renderer.publish import Publisher
from renderer.site import Site
from store.comments import Comments, NewComment
from store.documents import Documents, NewDocument, NewParagraph
from store.engine import Store
from store.lifecycle import advance
from store.model import CommentId, Event, Footnote, Html, Kind, ParagraphId, Place, Revision, State
from store.people import everybody
from store.published import Published
from store.rebuild import Rebuild
from store.sealed import Box
from store.sections import NewSection

REPORT = NewDocument(
    slug="harbour",
    title="The Harbour Review: “Safe & Dry” — findings",
    language="en-GB",
    sections=(
        NewSection(level=1, heading="What we were asked"),
        NewSection(level=1, heading="What we found"),
        NewSection(level=2, heading="The sea wall", parent=1),
    ),
    paragraphs=(
        NewParagraph(
            key="1.1",
            number="1.1",
            kind=Kind.PARAGRAPH,
            section=0,
            text="The council asked us whether the harbour wall at Saltby would stand a surge of 4 metres.",
            html=Html(
                "<p>The council asked us whether the harbour wall at Saltby would stand a surge of 4 metres.</p>"
            ),
        ),
        NewParagraph(
            key="1.2",
            number="1.2",
            kind=Kind.PARAGRAPH,
            section=0,
            text="We heard 41 residents.\nNobody asked us before.",
            html=Html("<p>We heard 41 residents.</p><blockquote><p>Nobody asked us before.</p></blockquote>"),
            footnotes=(Footnote(mark="3", text="Hearing of 12 May, page 7 <transcript>."),),
        ),
        NewParagraph(
            key="2.1",
            number="2.1",
            kind=Kind.LIST,
            section=2,
            text="The wall is\nlow;\ncracked.",
            html=Html("<p>The wall is</p><ul><li>low;</li><li>cracked.</li></ul>"),
        ),
    ),
)
SITE_OF_TESTS = Site(base_url="https://reports.example/review", domain="comments.example", title="Saltby Council")


@dataclass(slots=True, kw_only=True)
class Library:
    """The report in a store, and what can happen to it."""

    store: Store
    box: Box
    public: Path
    now: datetime
    site: Site = SITE_OF_TESTS
    report: NewDocument = REPORT
    _made: int = field(default=0)

    def open(self) -> "Library":
        """Put the report in."""
        with self.store.write() as connection:
            documents = Documents(connection)
            document_id = documents.add(self.report, at=self.now)
            Rebuild(connection).put_document(document_id, at=self.now)
        return self

    def publisher(self) -> Publisher:
        """Return a publisher as a new process would have it."""
        return Publisher(self.store, self.site, self.public, people=partial(everybody, self.box))

    def publish(self, publisher: Publisher | None = None) -> None:
        """Do all that is due in the next two minutes."""
        publisher = publisher or self.publisher()
        while publisher.step(self.now + timedelta(minutes=2)):
            pass

    def place(self, key: str) -> Place:
        """Return a paragraph of the report, with its document."""
        with self.store.read() as connection:
            found = Documents(connection).address(self.report.slug, key)
        assert found is not None
        return found

    def paragraph_id(self, key: str) -> ParagraphId:
        """Return the id of a paragraph of the report."""
        return self.place(key).paragraph_id

    def official(self, key: str, html: str, *, name: str, answers: str) -> str:
        """Let an answer of the report's owner come in and be approved; return its public id."""
        return self.comment(key, html, name=name, answers=answers, is_official=True)

    def comment(
        self,
        key: str,
        html: str,
        *,
        name: str = "Ann Reader",
        approve: bool = True,
        answers: str | None = None,
        is_official: bool = False,
    ) -> str:
        """Let a comment come in, be confirmed and (unless told not to) approved; return its public id."""
        self._made += 1
        public_id = (
            f"{'abcdefghij'[self._made % 10]}{self._made:09d}".replace("0", "q").replace("1", "r").replace("8", "s")
        )
        at = self.now + timedelta(seconds=self._made)
        place = self.place(key)
        new = NewComment(
            public_id=public_id.replace("9", "t"),
            document_id=place.document.id,
            paragraph_id=place.paragraph_id,
            author="secret.sender@reader.example",
            message_id="<secret.sender.1@reader.example>",
            revision=Revision(name=name, html=Html(html), text="own words unmasked", removed="cut text"),
            received_at=at,
            answers=answers,
            is_official=is_official,
        )
        with self.store.write() as connection:
            Comments(connection, self.box).add(new)
        self.decide(new.public_id, Event.CONFIRM)
        if approve:
            self.decide(new.public_id, Event.APPROVE)
        return new.public_id

    def decide(self, public_id: str, event: Event) -> None:
        """Let an event happen, and ask for what it changes to be written."""
        with self.store.write() as connection:
            comments = Comments(connection, self.box)
            comment = comments.find(public_id)
            assert comment is not None
            assert comments.decide(comment, event, at=self.now + timedelta(minutes=1)) is not None
            place = Documents(connection).place(comment.paragraph_id)
            assert place is not None
            is_new = comment.state is not State.APPROVED
            Rebuild(connection).put_comments([(comment.id, place)], now=self.now, are_new=is_new)

    def try_to_decide(self, public_id: str, event: Event) -> None:
        """Let an event happen where the comment's state has it."""
        with self.store.read() as connection:
            found = Comments(connection, self.box).find(public_id)
        assert found is not None
        if advance(found.state, event) is not None:
            self.decide(public_id, event)

    def close(self, *, at: datetime | None) -> None:
        """Set when the report closes for comments, and ask for its pages, as the command does."""
        with self.store.write() as connection:
            document = Documents(connection).get(self.report.slug)
            assert document is not None
            Documents(connection).close(document.slug, at=at)
            Rebuild(connection).put_document(document.id, at=self.now)

    def key_of(self, public_id: str) -> str:
        """Return the key of the paragraph that a comment is on."""
        with self.store.read() as connection:
            found = Comments(connection, self.box).find(public_id)
            assert found is not None
            place = Documents(connection).place(found.paragraph_id)
        assert place is not None
        return place.paragraph.key

    def comment_id(self, public_id: str) -> CommentId:
        """Return the id of a comment."""
        with self.store.read() as connection:
            found = Comments(connection, self.box).find(public_id)
        assert found is not None
        return found.id

    def shown(self, key: str) -> int:
        """Return how many comments the store would show on a paragraph, stubs included."""
        with self.store.read() as connection:
            return len(Published(connection).listed(self.paragraph_id(key)))

    def read(self, path: str) -> str:
        """Return a published file."""
        return (self.public / path).read_text(encoding="utf-8")

    def paths(self) -> list[str]:
        """Return every published file."""
        found = (path.relative_to(self.public).as_posix() for path in self.public.rglob("*") if path.is_file())
        return sorted(path for path in found if not path.startswith("."))


@pytest.fixture
def make_library(store: Store, box: Box, tmp_path: Path, now: datetime) -> Callable[..., Library]:
    """A library with another site or report."""

    def make(**changes: object) -> Library:
        values = {"store": store, "box": box, "public": tmp_path / "public", "now": now, **changes}
        return Library(**values).open()  # type: ignore[arg-type]

    return make


@pytest.fixture
def library(make_library: Callable[..., Library]) -> Library:
    """The small report, in the store and not yet published."""
    return make_library()


def build_of(library: Library, public: Path | None = None, site: Site | None = None) -> Build:
    return Build(
        database=library.store.url,
        site=site or library.site,
        public=public or library.public,
        now=library.now,
        processes=2,
    )


def tree(public: Path) -> dict[str, bytes]:
    """Every published file; what begins with a dot is not shown by a web server."""
    found = {path.relative_to(public).as_posix(): path for path in public.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not path.name.startswith(".")}


def full(library: Library) -> tuple[str, str, str]:
    """Publish the report with one comment of each kind; return their ids: shown, withdrawn, removed."""
    shown = library.comment("1.2", "<p>The <em>date</em> is wrong.<br>It was a Monday.</p>")
    withdrawn = library.comment("1.2", "<p>I was hasty.</p>", name="Hasty Person")
    removed = library.comment("1.2", "<p>Something rude.</p>", name="Rude Person")
    library.comment("1.2", "<p>Waits.</p>", name="Waiting Person", approve=False)
    library.decide(withdrawn, Event.WITHDRAW)
    library.decide(removed, Event.REJECT)
    library.publish()
    return shown, withdrawn, removed
