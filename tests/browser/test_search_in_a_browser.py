"""The page to search: what it finds, how it shows that, and that it goes on while its index is made anew."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from renderer import index
from tests.browser.conftest import AXE, WIDER_THAN_THE_WINDOW, Served, opened
from tests.renderer.conftest import SITE_OF_TESTS


def test_words_are_found_in_paragraphs_and_comments(browser: Browser, served: Served) -> None:
    """With the index that pagefind made, under the header fields of the samples: a script of ours, and no other."""
    context = browser.new_context()
    page = opened(context, served.url("search"))
    for words, found in (("mortar", "Paragraph 2.2, The sea wall"), ("the date is wrong", "Paragraph 1.2")):
        page.get_by_label("Words in paragraphs and comments").fill(words)
        expect(page.locator(".found a").first).to_contain_text(found)
    page.locator(".found a").first.click()
    expect(page.locator("h1")).to_contain_text("1.2")
    page.go_back()
    expect(page.locator(".found a").first).to_contain_text("Paragraph 1.2")
    assert page.url.endswith("/search/#q=the%20date%20is%20wrong")
    context.close()


def test_what_is_found_is_in_the_language_of_its_report(browser: Browser, served: Served) -> None:
    context = browser.new_context()
    page = opened(context, served.url("search"))
    page.get_by_label("Words in paragraphs and comments").fill("الجدار")
    expect(page.locator(".found li").first).to_have_attribute("lang", "ar")
    assert page.locator(".found p").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    context.close()


def test_reports_in_other_languages_than_the_page_to_search_are_found(browser: Browser, served: Served) -> None:
    context = browser.new_context()
    page = opened(context, served.url("search"))
    for words, number in (("Hafenmauern", "1 page"), ("Hafenmauer", "2 pages")):
        page.get_by_label("Words in paragraphs and comments").fill(words)
        expect(page.locator(".found li").first).to_have_attribute("lang", "de")
        expect(page.get_by_role("status")).to_have_text(f"{number} found")
    context.close()


def test_words_are_found_whatever_language_a_report_is_in(browser: Browser, served: Served) -> None:
    """Also where only their beginning is the same, as no word of another language begins more like it."""
    context = browser.new_context()
    page = opened(context, served.url("search"))
    for words, of in (("Baggern", "Bericht über den Hafen"), ("mortar", "The Harbour Review")):
        page.get_by_label("Words in paragraphs and comments").fill(words)
        expect(page.locator(".found .of").first).to_contain_text(of)
    assert page.evaluate("document.documentElement.lang") == "en"
    context.close()


def test_a_page_to_search_that_is_open_while_the_index_is_made_anew_goes_on(browser: Browser, served: Served) -> None:
    context = browser.new_context()
    page = opened(context, served.url("search"))
    field = page.get_by_label("Words in paragraphs and comments")
    said, results = page.get_by_role("status"), page.locator(".found li")
    field.fill("wall")
    expect(said).to_have_text(re.compile("^[0-9]+ pages found, 20 shown$"))
    number = int(said.inner_text().split(" ")[0])
    pages = {path: path.read_bytes() for path in served.public.glob("harbour/**/index.html")}
    try:
        for path, was in pages.items():
            path.write_bytes(was.replace(b"wall", b"wall quay"))
        index.make(served.public, SITE_OF_TESTS.words)
        page.locator(".more button").click()
        expect(said).to_have_text(f"{number} pages found")
        expect(results).to_have_count(number)
        field.fill("quay")
        expect(results.first).to_contain_text("wall quay")
    finally:
        for path, was in pages.items():
            path.write_bytes(was)
        index.make(served.public, SITE_OF_TESTS.words)
    context.close()


def test_more_than_twenty_results_come_by_a_button_that_says_how_many_and_hands_on_the_focus(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = opened(context, served.url("search"))
    page.get_by_label("Words in paragraphs and comments").fill("wall")
    said, results, button = page.get_by_role("status"), page.locator(".found li"), page.locator(".more button")
    expect(said).to_have_text(re.compile("^[0-9]+ pages found, 20 shown$"))
    number = int(said.inner_text().split(" ")[0])
    assert 20 < number < 40
    expect(button).to_have_accessible_name(f"Show {number - 20} more")
    assert Axe().run(page, options=AXE).violations_count == 0
    assert page.evaluate(WIDER_THAN_THE_WINDOW) == []
    button.focus()
    page.keyboard.press("Enter")
    expect(results).to_have_count(number)
    expect(results.nth(20).locator("a")).to_be_focused()
    expect(said).to_have_text(f"{number} pages found")
    expect(button).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Paragraph")
    page.go_back()
    expect(results).to_have_count(number)
    context.close()
