"""Takes the pictures of the pages in docs/pictures: every kind, at the widths of a telephone, a tablet and a desk.

    python docs/pictures.py

It makes a site of the sample report in a temporary folder, with comments written for it, and looks at it with Chromium.
"""

import io
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from mailgate.importers import read
from mailgate.importers.document import document_of
from renderer import index, own
from renderer.build import Build, publish_all
from renderer.site import Site
from store.comments import Comments, NewComment
from store.documents import Documents
from store.editions import Editions, NewEdition
from store.engine import Store, open_store
from store.migrations import migrate
from store.model import Event, Html, Revision
from store.removal import Removal
from store.sealed import Box

ROOT = Path(__file__).resolve().parents[1]
SITE = Site(
    base_url="https://reports.county.example/",
    domain="comments.county.example",
    title="Reports of the County",
    timezone="Europe/London",
)
NOW = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
SLUG = "sellay-ferry"
SIZES = {"telephone": (360, 740), "tablet": (768, 1024), "desk": (1280, 860)}
PAGES = {
    "front": "",
    "contents": f"{SLUG}/",
    "section": f"{SLUG}/s/2/",
    "full-text": f"{SLUG}/all/",
    "paragraph": f"{SLUG}/12/",
    "comments": f"{SLUG}/12/#comments",
    "later-comments": f"{SLUG}/33/2/",
    "comment": "c/aaaaaaaaab/",
    "withdrawn": "c/aaaaaaaaao/",
    "left-out": "quay-rents/3/",
    "elsewhere": "quay-rents/s/for-fishing/",
    "removed": "harbour-dues/",
    "legal": "legal/privacy/",
    "moderation": f"{SLUG}/moderation/",
    "search": "search/?q=gearbox",
    "not-found": "404.html",
}
IN_DARK = ("contents", "paragraph")
# Where it stands, who wrote it, the place of what it answers, and the words.
COMMENTS = """\
12 | Ann Reader | | The vessel was built a year earlier than this says: the yard’s own list has her launched in \
<em>March</em>. The county library holds a copy.
12 | Harbour Office, Sellay | 0 | We have looked at the list. The report means the year of her registration; the \
yard’s date is right for the launch.
12 | A reader | | I travelled on her twice a week. The relief crossing was cancelled far more often than the table \
shows; we stopped counting.</p><p>Will the daily logs be published?
12 | Mairi Tolland | | My father was one of the 41. He would like the pilot’s name to be in the report.
18 | Surgery, Sellay | | Our own list has forty-one appointments. We can send it.
27 | J. Okafor | | The change of definition was minuted, in an annex that was not sent out.
27 | A reader | | I was one of the two who wrote. The reply is framed in our hall.
27 | P. T. | | Who signed it off?
28 | Elin Marr | | I was the other one.
33 | Residents of Quay Street | | By 2028 is what was said in 2019, of 2023.
33 | A reader | | Could the decision be put to a meeting on the island, and not on the mainland?
33 | Tam Birrell | | A smaller ship that sails is better than a larger one that does not.
41 | One of the nine | | Thank you. A letter would have done.
42 | Class 5, Sellay School | | You <strong>can</strong> see the lights.
"""


RENTS = """\
# Rents at the quay
1. The rent of a berth has stood at the same sum since 2011.
2. The harbour trust asks for one that pays for the quay, and for no more.
# For fishing
3. Boats that fish pay half.
"""
PRIVACY = """\
<h1>Privacy</h1>
<p>The county answers for these pages. Your e-mail address is kept under seal and is never shown.</p>
<h2>What we keep, and how long</h2>
<p>Your comment, with the name in your e-mail, for as long as the report is here. Write to
<a href="mailto:privacy@county.example">privacy@county.example</a> to see all that we hold of you, or to have it
erased.</p>
"""


def main() -> None:
    """Make the site, take the pictures, keep them small."""
    pictures = ROOT / "docs/pictures"
    pictures.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        public = make_site(Path(name))
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(public))) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            with sync_playwright() as playwright:
                chromium = shutil.which("chromium")
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                take(browser, f"http://127.0.0.1:{server.server_address[1]}/", pictures)
                browser.close()
            server.shutdown()


def make_site(folder: Path) -> Path:
    """Publish the sample report with its comments; return the folder of its pages."""
    url = f"sqlite:///{folder}/mailgate.db"
    store = open_store(url)
    migrate(store)
    outline = read(ROOT / f"mailgate/sample/{SLUG}.html")
    with store.write() as connection:
        Documents(connection).add(document_of(outline, SLUG), at=NOW - timedelta(days=60))
    lines = [*COMMENTS.splitlines(), *["33 | A reader | | I agree with the residents of Quay Street."] * 22]
    for number, line in enumerate(lines):
        add(store, number, *(part.strip() for part in line.split("|")))
    withdraw(store, public_id(14))
    add_others(store, folder)
    (folder / "own/legal").mkdir(parents=True)
    (folder / "own/legal/privacy.html").write_text(PRIVACY, encoding="utf-8")
    site = replace(SITE, legal=own.legal(folder / "own"))
    build = Build(
        database=url,
        site=site,
        public=folder / "public",
        now=NOW + timedelta(days=20),
        templates=folder / "own",
        processes=1,
    )
    publish_all(build)
    store.close()
    index.make(build.public, site.words)
    return build.public


def add(store: Store, number: int, *line: str) -> None:
    """Let a comment be written and approved."""
    key, author, answers, words = line
    at = NOW + timedelta(hours=11 * number, minutes=7 * number)
    with store.write() as connection:
        place = Documents(connection).address(SLUG, key)
        assert place is not None  # noqa: S101
        comments = Comments(connection, Box(data_key=b"d" * 32, lookup_key=b"l" * 32))
        new = NewComment(
            public_id=public_id(number),
            document_id=place.document.id,
            paragraph_id=place.paragraph_id,
            author=f"reader{number}@reader.example",
            message_id=None,
            revision=Revision(name=author, html=Html(f"<p>{words}</p>"), text="", removed=""),
            received_at=at,
            answers=public_id(int(answers)) if answers else None,
            is_official=author.startswith("Harbour Office"),
        )
        comments.add(new)
        for event, hours in ((Event.CONFIRM, 1), (Event.APPROVE, 5)):
            if (comment := comments.find(new.public_id)) is not None:
                comments.decide(comment, event, at=at + timedelta(hours=hours))


def withdraw(store: Store, public_id: str) -> None:
    """Let an author take a comment back."""
    with store.write() as connection:
        comments = Comments(connection, Box(data_key=b"d" * 32, lookup_key=b"l" * 32))
        if (comment := comments.find(public_id)) is not None:
            comments.decide(comment, Event.WITHDRAW, at=NOW + timedelta(days=9))


def add_others(store: Store, folder: Path) -> None:
    """Let there be a document whose next edition lacks a section, and one that was removed."""
    (folder / "rents.md").write_text(RENTS, encoding="utf-8")
    first = document_of(read(folder / "rents.md"), "quay-rents")
    with store.write() as connection:
        documents = Documents(connection)
        documents.add(first, at=NOW - timedelta(days=40))
        documents.add(replace(first, slug="harbour-dues", title="Harbour dues"), at=NOW - timedelta(days=40))
        rents, dues = documents.get("quay-rents"), documents.get("harbour-dues")
        assert rents is not None  # noqa: S101
        assert dues is not None  # noqa: S101
        *kept, gone = [paragraph.id for paragraph in documents.paragraphs(rents.id)]
        shorter = replace(first, sections=first.sections[:1], paragraphs=first.paragraphs[:-1])
        edition = NewEdition(document=shorter, continues=tuple(kept), gone={gone: None})
        Editions(connection).add(rents, edition, at=NOW)
        Removal(connection, dues).carry_out(at=NOW + timedelta(days=12))


def public_id(number: int) -> str:
    """Return the public id of a comment."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return f"aaaaaaaa{letters[number // 26]}{letters[number % 26]}"


class Quiet(SimpleHTTPRequestHandler):
    """Serves without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def take(browser: Browser, address: str, pictures: Path) -> None:
    """Take each page at each width in light, and two of them in dark."""
    for size, (width, height) in SIZES.items():
        for scheme, pages in (
            ("light", PAGES),
            ("dark", {"paragraph": PAGES["paragraph"], "contents": PAGES["contents"]}),
        ):
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            page = context.new_page()
            for name, path in pages.items():
                page.goto(address + path)
                if name == "search":
                    page.locator(".found li").first.wait_for()
                dark = "" if scheme == "light" else "-dark"
                keep(page.screenshot(), pictures / f"{name}-{size}{dark}.png")
            context.close()


def keep(png: bytes, file: Path) -> None:
    """Write a picture in a palette: a page has few colours."""
    Image.open(io.BytesIO(png)).convert("RGB").quantize(48, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    main()
