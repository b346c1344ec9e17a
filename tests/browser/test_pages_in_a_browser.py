"""What readers get: at every width, in light and dark, without script and by keyboard."""

import gzip
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from renderer import environment
from tests.browser.conftest import AXE, PAGES, WIDER_THAN_THE_WINDOW, WIDTHS, Served, opened
from tests.conftest import missing

CHECKER = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"

COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


@pytest.mark.parametrize("kind", PAGES)
def test_no_page_has_a_barrier(browser: Browser, served: Served, kind: str) -> None:
    """WCAG 2.2 AA, as far as a machine can tell, at the widths of a telephone, a tablet and a desk.

    Where the reader's system is dark the style sheet has other colours and nothing else, so only they are looked at.
    """
    context = browser.new_context()
    page = opened(context, served.url(kind))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, options in (("light", AXE), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found = Axe().run(page, options=options)
            assert found.violations_count == 0, f"at {width} px, {scheme}:\n{found.generate_report()}"
            nodes = [node["html"] for rule in found.response["incomplete"] for node in rule["nodes"]]
            undecided = [html for html in nodes if not html.startswith(("<td", "<th"))]  # they scroll out of sight
            assert undecided == [], "what could not be told is not passed"
            assert found.response["passes"], "something was looked at"
    context.close()


def test_in_the_dark_there_are_other_colours_and_nothing_else() -> None:
    style = (environment.TEMPLATES / "page/style.css").read_text(encoding="utf-8")
    [dark] = re.findall(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}\s*\}", style, re.DOTALL)
    assert re.fullmatch(r"(?:\s*--[a-z-]+: #[0-9a-f]{6};)+\s*", dark)


@pytest.mark.parametrize("kind", PAGES)
def test_no_page_is_wider_than_a_small_window_or_one_enlarged_four_times(
    browser: Browser, served: Served, kind: str
) -> None:
    for scale in (1, 4):
        context = browser.new_context(
            viewport={"width": 320, "height": 256}, device_scale_factor=scale, java_script_enabled=False
        )
        page = opened(context, served.url(kind))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.evaluate(WIDER_THAN_THE_WINDOW) == []
        context.close()


def test_a_table_too_wide_scrolls_in_its_own_box(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 600})
    page = opened(context, served.url("table"))
    box = page.locator(".scroll")
    assert box.evaluate("e => e.scrollWidth > e.clientWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    scrolled = (
        "e => new Promise(done => { const look = () => e.scrollLeft > 0 ? done(true) : setTimeout(look, 20); look() })"
    )
    assert box.evaluate(scrolled)
    context.close()


@pytest.mark.parametrize("kind", PAGES)
def test_the_first_key_leads_past_the_head_and_focus_is_seen(browser: Browser, served: Served, kind: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, served.url(kind))
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("e => e === document.activeElement")
    assert skip.bounding_box()["height"] >= 24  # type: ignore[index]
    assert skip.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#main$"))
    context.close()


def test_previous_and_next_have_keys_of_their_own_and_follow_enter(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, served.url("paragraph"))
    for key, lands in (("n", "harbour/2.1/"), ("p", "harbour/1.2/")):
        link = page.locator(f"[accesskey={key}]")
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{lands}")
    context.close()


def test_without_script_the_page_to_search_is_an_index_of_headings(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, served.url("search"))
    assert not page.get_by_label("Words in paragraphs and comments").is_visible()
    page.get_by_role("link", name="The sea wall").first.click()
    assert page.url.endswith("/harbour/s/what-we-found/#s-the-sea-wall")
    context.close()


def test_an_operators_folder_sets_colours_logo_footer_and_legal_pages(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, served.url("paragraph"))
    accent = page.locator(".button").evaluate("e => getComputedStyle(e).backgroundColor")
    assert accent == "rgb(11, 93, 91)"
    assert page.get_by_role("img", name="Saltby Council").evaluate("e => e.naturalWidth") == 160
    assert "answers for the report but not for the comments" in page.locator("footer").inner_text()
    page.get_by_role("link", name="Privacy & your address").click()
    expect(page.locator("h1")).to_have_text("Privacy & your address")
    context.close()


def test_nothing_is_kept_in_the_browser(browser: Browser, served: Served) -> None:
    context = browser.new_context()
    for kind in PAGES:
        opened(context, served.url(kind))
    state = context.storage_state()
    assert state["cookies"] == []
    assert state["origins"] == []
    context.close()


def test_in_colours_that_a_reader_forces_what_a_link_led_to_and_official_answers_are_seen(
    browser: Browser, served: Served
) -> None:
    """Grounds and shadows are taken away then."""
    context = browser.new_context(forced_colors="active", java_script_enabled=False)
    answer = opened(context, served.url("paragraph")).locator(".comment.official")
    page = opened(context, f"{served.url('paragraph')}#{answer.get_attribute('id')}")
    assert page.locator(".comment:target").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    assert page.locator(".badge").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    context.close()


def test_a_mark_leads_to_its_note_and_the_note_back_by_keyboard(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 400}, java_script_enabled=False)
    page = opened(context, served.url("table"))
    for link, lands in ((page.locator(".text .note a"), "#n-2.2-1"), (page.locator(".notes a"), "#r-2.2-1")):
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/harbour/2.2/{lands}")
        expect(page.locator(":target")).to_be_in_viewport()
    context.close()


def test_every_link_that_writes_a_mail_goes_to_the_right_address(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, served.url("paragraph"))
    for comment in page.locator("article.comment:not(.stub)").all():
        public_id = (comment.get_attribute("id") or "").removeprefix("c-")
        for words, form in (("Report abuse", "report"), ("Answer by e-mail", "reply")):
            link = comment.get_by_role("link", name=words).get_attribute("href") or ""
            assert link.startswith(f"mailto:{form}-{public_id}@comments.example?subject=")
    link = page.get_by_role("link", name="Comment by e-mail").get_attribute("href") or ""
    assert link.startswith("mailto:harbour.1.2@comments.example?subject=Paragraph%201.2")
    friend = page.get_by_role("link", name="E-mail this to a friend").get_attribute("href") or ""
    assert friend.startswith("mailto:?")
    assert "https://reports.example/review/harbour/1.2/" in unquote(friend)
    context.close()


def test_every_link_and_fragment_of_every_kind_of_page_resolves(served: Served) -> None:
    base = served.address.removesuffix("/")
    anchors = {
        path.relative_to(served.public).as_posix(): set(re.findall(r' id="([^"]+)"', path.read_text(encoding="utf-8")))
        for path in served.public.rglob("*.html")
    }
    for path in anchors:
        for link in re.findall(
            r' href="(?!https?:|mailto:)([^"]+)"', (served.public / path).read_text(encoding="utf-8")
        ):
            target, _, fragment = urljoin(f"{base}/{path}", link).removeprefix(f"{base}/").partition("#")
            file = f"{target}index.html" if target.endswith("/") or not target else target
            assert (served.public / file).is_file(), f"{link} on {path}"
            assert not fragment or fragment in anchors[file], f"{link} on {path}"


def test_every_page_is_valid_html(served: Served) -> None:
    """As the checker of the W3C has it, for every page of the site and its style sheet."""
    if not CHECKER.is_file() or shutil.which("java") is None:
        missing("the HTML checker", "npm ci --prefix tests/browser --ignore-scripts; it needs java")
    pages = [str(path) for path in sorted(served.public.rglob("*.html"))]
    assert len(pages) > 100
    command = [
        "java",
        "-jar",
        str(CHECKER),
        "--also-check-css",
        "--format",
        "gnu",
        *pages,
        f"{served.public}/style.css",
    ]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.stderr.splitlines() == []


def test_a_paragraph_with_all_that_it_needs_is_small(served: Served) -> None:
    page = (served.public / served.pages["paragraph"] / "index.html").read_bytes()
    needed = set(re.findall(rb'<(?:link rel="(?:stylesheet|icon)" href|img src|script src)="([^"]+)"', page))
    files = [served.public / name.decode().replace("../", "") for name in needed]
    assert len(files) == 3
    sizes = [len(gzip.compress(data)) for data in (page, *(file.read_bytes() for file in files))]
    assert sum(sizes) <= 15_000
