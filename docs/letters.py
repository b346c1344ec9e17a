"""Takes the pictures of letters in docs/pictures: to moderators as HTML, on a desk and a telephone, and all as text.

python docs/letters.py
"""

import secrets
import shutil
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from html import escape
from pathlib import Path

from pictures import COMMENTS, NOW, ROOT, SITE, SIZES, SLUG, add, keep
from playwright.sync_api import Browser, sync_playwright

from mailgate import letters
from mailgate.desk import Desk, Office
from mailgate.importers import read
from mailgate.importers.document import document_of
from mailgate.sending.compose import Letter
from renderer import environment
from store.documents import Documents
from store.engine import Store, open_store
from store.migrations import migrate
from store.model import Comment, Event
from store.sealed import Box

MODERATOR = "mo@county.example"
ASKED_ABOUT = (3, 7, 8, 12)  # of the comments, those that wait
TEXT = '<body style="margin:24px"><pre style="font:15px/1.45 monospace;width:72ch;white-space:pre-wrap">{}</pre>'


def main() -> None:
    """Make the letters, and take a picture of each way to read them."""
    with tempfile.TemporaryDirectory() as name:
        store = open_store(f"sqlite:///{name}/mailgate.db")
        single, digest, receipt = written(store)
        store.close()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for size in ("desk", "telephone"):
            take(browser, single.html, f"letter-{size}", size)
            take(browser, digest.html, f"digest-{size}", size)
        take(browser, TEXT.format(escape(single.text)), "letter-text", "tablet")
        take(browser, TEXT.format(escape(digest.text)), "digest-text", "tablet")
        take(browser, TEXT.format(escape(receipt.text)), "receipt-text", "tablet")
        browser.close()


def written(store: Store) -> tuple[Letter, Letter, Letter]:
    """Return a letter about one comment, a digest of several, and the receipt of the first one's author."""
    migrate(store)
    with store.write() as connection:
        Documents(connection).add(document_of(read(ROOT / f"mailgate/sample/{SLUG}.html"), SLUG), at=NOW)
    for number, line in enumerate(COMMENTS.splitlines()):
        add(store, number, *(part.strip() for part in line.split("|")))
    office = Office(
        box=Box(data_key=b"d" * 32, lookup_key=b"l" * 32),
        site=SITE,
        operator=MODERATOR,
        random=secrets.token_bytes,
        texts=environment.letters(),
    )
    with store.write() as connection:
        desk = Desk.open(connection, office, NOW + timedelta(days=7))
        waiting = wait_again(desk)
        place = desk.place_of(waiting[0])
        single = letters.to_decide(waiting[0], MODERATOR, place, desk)
        (digest,) = letters.digests(MODERATOR, place.document, [(each, False) for each in waiting], [], desk)
        receipt = letters.receipt(waiting[0], desk.comments.author(waiting[0]).address, place, desk)
    return single, digest, receipt


def wait_again(desk: Desk) -> Sequence[Comment]:
    """Take the approval of some comments back, and return them."""
    found = []
    for number in ASKED_ABOUT:
        comment = desk.comments.find(f"aaaaaaaaa{'abcdefghijklmnopqrstuvwxyz'[number]}")
        assert comment is not None  # noqa: S101
        undone = desk.comments.decide(comment, Event.UNDO, at=desk.now)
        assert undone is not None  # noqa: S101
        found.append(undone)
    return found


def take(browser: Browser, html: str, name: str, size: str) -> None:
    """Take the first screen of a letter."""
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(html)
    keep(page.screenshot(), Path(ROOT, "docs/pictures", f"{name}.png"))
    page.close()


if __name__ == "__main__":
    main()
