"""A site with a page of every kind, served as the samples in deploy/ serve it, and a browser to look at it with."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from mailgate.capture import headers
from renderer import index, own
from renderer.build import Build, publish_all
from store.documents import Documents, NewDocument, NewParagraph
from store.editions import Editions, NewEdition
from store.engine import open_store
from store.migrations import migrate
from store.model import Event, Footnote, Html, Kind
from store.removal import Removal
from store.sealed import Box
from store.sections import NewSection
from tests.conftest import NOW, missing
from tests.renderer.conftest import REPORT, SITE_OF_TESTS, Library

TABLE = (
    "<table><caption>What the wall was built of</caption><thead><tr><th scope='col'>Year</th><th scope='col'>Stone</th>"
    "<th scope='col'>Remarks of the engineer in charge of the works at the time</th><th scope='col'>Cost in pounds</th>"
    "<th scope='col'>Responsible superintendent</th>"
    "</tr></thead><tbody><tr><td>1871</td><td>Granite</td><td>Laid dry, without mortar, as everywhere on this coast"
    "</td><td>4,200</td><td>Quartermaster-General</td></tr></tbody></table>"
).replace("'", '"')
LONG_WORD = "Hafenbeckenwandverankerungsüberwachungskommission" * 3
REPORT_OF_BROWSERS = replace(
    REPORT,
    sections=(
        *REPORT.sections,
        *(NewSection(level=1, heading=f"Annex {name}") for name in ("A", LONG_WORD, *"CDEFGHIJKLMNO")),
    ),
    paragraphs=(
        *REPORT.paragraphs,
        replace(
            REPORT.paragraphs[0],
            key="2.2",
            number="2.2",
            section=2,
            html=Html(f'<p>The stone<sup class="note">1</sup> of the wall:</p>{TABLE}'),
            footnotes=(Footnote(mark="1", text=f"See https://harbour.example/{LONG_WORD}"),),
        ),
        *(replace(REPORT.paragraphs[0], key=f"3.{n}", number=f"3.{n}", section=n + 2) for n in range(1, 16)),
    ),
)
ARABIC = NewDocument(
    slug="taqrir",
    title="تقرير لجنة التحقيق في سلامة الموانئ",
    language="ar",
    sections=(NewSection(level=1, heading="ما طُلب منا"), NewSection(level=1, heading="ما وجدناه")),
    paragraphs=tuple(
        NewParagraph(
            key=f"{number}",
            number=f"{number}",
            kind=Kind.PARAGRAPH,
            section=number % 2,
            text="سألنا المجلس عن الجدار.",
            html=Html('<p>سألنا المجلس عن الجدار<sup class="note">1</sup>.</p><ul><li>أولاً</li></ul>'),
            footnotes=(Footnote(mark="1", text="جلسة 12 مايو، الصفحة 7"),),
        )
        for number in (1, 2, 3)
    ),
)
GERMAN = replace(
    REPORT,
    slug="hafen",
    title="Bericht über den Hafen",
    language="de",
    paragraphs=tuple(
        replace(one, text=text, html=Html(f"<p>{text}</p>"))
        for one, text in zip(
            REPORT.paragraphs,
            ("Die Bagger wurden geprüft.", "Die Hafenmauern sind niedrig.", "Eine Hafenmauer fehlt."),
            strict=True,
        )
    ),
)
PAGES = {
    "front": "",
    "contents": "harbour/",
    "section": "harbour/s/what-we-found/",
    "full text": "harbour/all/",
    "paragraph": "harbour/1.2/",
    "table": "harbour/2.2/",
    "later comments": "harbour/1.1/2/",
    "comment": "c/{comment}/",
    "stub": "c/{stub}/",
    "moderation": "harbour/moderation/",
    "moderation, long title": "editions/moderation/",
    "closed": "editions/1.1/",
    "left out": "editions/3.1/",
    "joined": "editions/3.2/",
    "section that left": "editions/s/what-we-recommend/",
    "removed": "removed/",
    "removed comment": "c/{removed}/",
    "right to left": "taqrir/2/",
    "right to left, contents": "taqrir/",
    "right to left, section": "taqrir/s/1/",
    "search": "search/",
    "legal": "legal/privacy/",
    "not found": "404.html",
}
WIDTHS = (360, 768, 1280)
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDER_THAN_THE_WINDOW = """() => [...document.querySelectorAll('body *')]
  .filter(e => !e.closest('.scroll') && !e.classList.contains('hidden') && !e.closest('.skip')
               && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(e => e.outerHTML.slice(0, 120))"""
OWN = Path(__file__).parent / "own"  # what an operator may have


class Served:
    """The site, served on the loopback; `pages` are the paths of one page of each kind."""

    def __init__(self, public: Path, **public_ids: str) -> None:
        self.public = public
        self.pages = {kind: path.format(**public_ids) for kind, path in PAGES.items()}
        self.address = ""

    def url(self, kind: str) -> str:
        return f"{self.address}{self.pages[kind]}"


class _Quiet(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        for name, value in headers(self.path.removeprefix("/review")).items():
            self.send_header(name, value)
        super().end_headers()

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/review"))  # where the pages' own site is served

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("browser")
    made = _publish(folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(made.public))) as server:
        made.address = f"http://127.0.0.1:{server.server_address[1]}/review/"
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def _publish(folder: Path) -> Served:
    url = f"sqlite:///{folder}/mailgate.db"
    store = open_store(url)
    migrate(store)
    box = Box(data_key=b"d" * 32, lookup_key=b"l" * 32)
    library = Library(store=store, box=box, public=folder / "public", now=NOW, report=REPORT_OF_BROWSERS).open()
    comment = library.comment("1.2", "<p>The <em>date</em> is wrong.</p><blockquote><p>12 May</p></blockquote>")
    library.official("1.2", f"<p>It is not: {LONG_WORD}</p>", name="Harbour Office", answers=comment)
    library.comment("1.2", "<p>هل ستنشر السجلات اليومية؟</p>", name="مريم")
    library.comment("1.2", f"{'<blockquote>' * 60}<p>They wrote.</p>{'</blockquote>' * 60}")
    stub = library.comment("1.2", "<p>I was hasty.</p>")
    library.decide(stub, Event.WITHDRAW)
    for number in range(60):
        library.comment("1.1", f"<p>Opinion number {number} on the wall.</p>")
    with store.write() as connection:
        Documents(connection).close("harbour", at=NOW + timedelta(days=30))
    with_arabic = replace(library, report=ARABIC).open()
    with_arabic.comment("2", "<p>التاريخ في هذه الفقرة خاطئ.</p>", name="مريم")
    replace(library, report=GERMAN).open()
    _let_a_next_edition_come(with_arabic)
    removed = _remove(with_arabic)
    site = replace(SITE_OF_TESTS, logo=own.logo(OWN), legal=own.legal(OWN))
    publish_all(Build(database=url, site=site, public=library.public, now=NOW, templates=OWN, processes=1))
    index.make(library.public, site.words)
    store.close()
    return Served(library.public, comment=comment, stub=stub, removed=removed)


def _let_a_next_edition_come(before: Library) -> None:
    """A closed document that a paragraph left, with its section, and whose other was joined to the first."""
    extra = tuple(replace(REPORT.paragraphs[0], key=key, number=key, section=3) for key in ("3.1", "3.2"))
    sections = (*REPORT.sections, NewSection(level=1, heading="What we recommend"))
    report = replace(REPORT, slug="editions", sections=sections, paragraphs=(*REPORT.paragraphs, *extra))
    report = replace(report, title=f"On {LONG_WORD}")
    library = replace(before, report=report).open()
    for key in ("1.1", "3.1", "3.2"):
        library.comment(key, f"<p>On paragraph {key}.</p>")
    words = "The council asked us whether the wall would stand a surge of 5 metres, and a storm."
    changed = replace(REPORT.paragraphs[0], text=words, html=Html(f"<p>{words}</p>"))
    with library.store.write() as connection:
        documents = Documents(connection)
        documents.close("editions", at=NOW - timedelta(days=1))
        present = documents.get("editions")
        assert present is not None
        *kept, left, joined = [paragraph.id for paragraph in documents.paragraphs(present.id)]
        new = replace(report, sections=REPORT.sections, paragraphs=(changed, *REPORT.paragraphs[1:]))
        edition = NewEdition(document=new, continues=tuple(kept), gone={left: None, joined: 0})
        Editions(connection).add(present, edition, at=NOW)


def _remove(before: Library) -> str:
    """A document that was removed; return the public id of a comment on it."""
    library = replace(before, report=replace(REPORT, slug="removed"), _made=before._made + 10).open()
    public_id = library.comment("1.2", "<p>On what is gone.</p>")
    with library.store.write() as connection:
        document = Documents(connection).get("removed")
        assert document is not None
        Removal(connection, document).carry_out(at=NOW)
    return public_id


@pytest.fixture(scope="module")  # while it is open no other test in this process may have a loop of its own
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        missing("chromium", "install the package chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def opened(context: BrowserContext, url: str) -> Page:
    """Open a page; nothing may go wrong, nothing may be asked for elsewhere."""
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.on(
        "request", lambda request: None if request.url.startswith("http://127.0.0.1") else wrong.append(request.url)
    )
    page.goto(url)
    assert wrong == []
    return page
