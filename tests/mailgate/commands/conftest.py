"""A site as `mailgate init` and `import` make it, and its commands as a shell runs them."""

import json
import logging
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result

from mailgate import new_site
from mailgate.app import App, build
from mailgate.cli import main
from mailgate.desk import Desk
from mailgate.importers import document, read
from mailgate.importers.keep import keep
from mailgate.reading.reader import ReaderPool
from mailgate.running import parts
from mailgate.settings import load
from mailgate.settings_file import Wishes
from store.comments import NewComment
from store.model import Comment, Event, Html, Revision
from store.spool import Envelope, Received, Spool

SLUG = "sellay-ferry"
SAMPLE = Path(document.__file__).parents[1] / "sample" / f"{SLUG}.html"
MODERATOR = "mo@desk.example"
ANN = "ann@reader.example"
BEN = "ben@reader.example"
MAIL = "From: Ann Reader <{author}>\r\nSubject: A comment\r\nMessage-ID: <1@reader.example>\r\n\r\n{text}\r\n"


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site in a folder."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / new_site.SETTINGS

    def run(self, *words: str) -> Result:
        """Run a command as a shell would."""
        return CliRunner().invoke(main, ["--config", str(self.config), *words])

    def app(self) -> App:
        return build(load(self.config))

    def receive(self, raw: bytes, *, to: str = f"{SLUG}.12@reports.example", sender: str | None = ANN) -> None:
        """Put a mail in the spool as the door does."""
        app = self.app()
        envelope = Envelope(sender=sender, recipient=to, peer="127.0.0.1", helo="mx.reader.example", protocol="smtp")
        with app.store.write() as connection:
            Spool(connection, app.box).put([Received(envelope=envelope, raw=raw, received_at=datetime.now(UTC))])
        app.close()

    def comment(self, public_id: str = "abcdefghij", *events: Event) -> None:
        """Add a comment on paragraph 12, and let these events happen to it."""
        app = self.app()
        with app.store.write() as connection:
            desk = Desk.open(connection, app.office(), app.clock())
            place = desk.documents.address(SLUG, "12")
            assert place is not None
            new = NewComment(
                public_id=public_id,
                document_id=place.document.id,
                paragraph_id=place.paragraph.id,
                author=ANN,
                message_id=None,
                revision=Revision(name="Ann", html=Html("<p>It is wrong.</p>"), text="It is wrong.", removed=""),
                received_at=app.clock(),
            )
            comment = desk.comments.add(new)
            for event in events:
                assert desk.comments.decide(desk.comments.get(comment.id), event, at=app.clock()) is not None
        app.close()

    def find(self, public_id: str = "abcdefghij") -> Comment:
        app = self.app()
        with app.store.read() as connection:
            found = Desk.open(connection, app.office(), app.clock()).comments.find(public_id)
        app.close()
        assert found is not None
        return found


@pytest.fixture(autouse=True)
def _logs_as_before() -> Iterator[None]:
    """Commands say where logs go; afterwards they go where they went."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def made_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the sample report, made once."""
    folder = tmp_path_factory.mktemp("made") / "site"
    wishes = Wishes(
        domain="reports.example",
        base_url="https://reports.example/",
        operator="op@desk.example",
        smarthost_host="127.0.0.1",
        smarthost_port=9,
        smarthost_tls="none",
        since="2026-05-04",
        smtp=("127.0.0.1:8025",),
    )
    new_site.make(folder, wishes, (MODERATOR,))
    app = build(load(folder / new_site.SETTINGS))
    with app.store.write() as connection:
        keep(connection, document.document_of(read(SAMPLE), SLUG), at=app.clock())
    app.close()
    return folder


@pytest.fixture
def site(made_site: Path, tmp_path: Path) -> Site:
    """A site with the sample report."""
    shutil.copytree(made_site, tmp_path / "site")
    return Site(folder=tmp_path / "site")


def change(site: Site, old: str, new: str) -> None:
    """Change the settings file."""
    text = site.config.read_text(encoding="utf-8")
    assert re.search(old, text), old
    site.config.write_text(re.sub(old, new, text, count=1), encoding="utf-8")


def mail(author: str, text: str) -> bytes:
    return MAIL.format(author=author, text=text).encode()


def read_all(site: Site) -> None:
    """Let every mail be read."""
    app = site.app()
    with ReaderPool(1) as readers:
        worker = parts.worker(app, readers)
        while worker.step() is True:
            pass
    app.close()


def work(site: Site) -> None:
    """Let every mail be read and every page that is due be written."""
    read_all(site)
    assert site.run("publish").exit_code == 0


def approve_all(site: Site) -> list[str]:
    ids = [json.loads(line)["comment"] for line in site.run("dump").stdout.splitlines()]
    app = site.app()
    with app.store.write() as connection:
        desk = Desk.open(connection, app.office(), app.clock())
        for public_id in ids:
            comment = desk.comments.find(public_id)
            assert comment is not None
            assert desk.comments.decide(comment, Event.CONFIRM, at=app.clock()) is not None
    app.close()
    for public_id in ids:
        assert site.run("decide", public_id, "approve").exit_code == 0
    return ids


@pytest.fixture
def commented(site: Site) -> Site:
    """Ann and Ben have commented on paragraph 12, both are published; Ben's mail holds Ann's address."""
    site.receive(mail(ANN, "The pier was sound in spring."))
    work(site)
    site.receive(mail(BEN, f"So was the quay.\r\n\r\n-- \r\nBen, who knows {ANN}"), sender=BEN)
    work(site)
    approve_all(site)
    work(site)
    assert "The pier was sound" in page(site)
    return site


def page(site: Site) -> str:
    return (site.folder / "public" / SLUG / "12" / "index.html").read_text(encoding="utf-8")
