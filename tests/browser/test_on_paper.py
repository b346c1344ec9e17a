"""What a reader prints: all of it, dark on white, with the addresses that a link hides on a screen."""

from playwright.sync_api import Browser

from tests.browser.conftest import Served, opened


def test_on_paper_a_paragraph_has_its_mail_address_and_its_own(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, served.url("paragraph"))
    page.emulate_media(media="print")
    assert page.locator(".answer .address").is_visible()
    assert not page.locator(".answer .button").is_visible()
    address = page.locator("link[rel=canonical]").evaluate("e => getComputedStyle(e, '::after').content")
    assert "https://reports.example/review/harbour/1.2/" in address
    context.close()


def test_on_paper_there_are_no_ways_to_other_pages(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, served.url("paragraph"))
    assert page.locator(".turn").first.is_visible()
    page.emulate_media(media="print")
    assert [each.is_visible() for each in page.locator(".turn, .tools, .comments .feed").all()] == [False] * 3
    context.close()


def test_on_paper_no_column_of_a_table_is_cut_off(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 500, "height": 900}, java_script_enabled=False)
    page = opened(context, served.url("table"))
    page.emulate_media(media="print")
    assert page.locator(".scroll").evaluate("e => getComputedStyle(e).overflowX") == "visible"
    ends = page.locator(".scroll :is(th, td)").evaluate_all("all => all.map(e => e.getBoundingClientRect().right)")
    assert max(ends) <= 500
    context.close()


def test_on_paper_no_number_is_parted_beside_a_column_of_long_sentences(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 640, "height": 900}, java_script_enabled=False)
    page = opened(context, served.url("table"))
    page.emulate_media(media="print")
    page.locator("td", has_text="Laid dry").evaluate(
        "e => { e.textContent = 'As everywhere on this coast. '.repeat(40) }"
    )
    number = page.locator("td", has_text="4,200")
    assert (
        number.evaluate(
            "e => { const r = document.createRange(); r.selectNodeContents(e); return r.getClientRects().length }"
        )
        == 1
    )
    context.close()


def test_on_paper_all_is_dark_whatever_an_operators_colours_are(browser: Browser, served: Served) -> None:
    """The ground is not printed: what stands light on it would not be seen."""
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, served.url("paragraph"))
    colour = "e => getComputedStyle(e).color"
    assert page.locator(".badge").evaluate(colour) == "rgb(255, 255, 255)"
    page.emulate_media(media="print")
    assert page.locator(".badge").evaluate(colour) == page.locator("body").evaluate(colour) == "rgb(0, 0, 0)"
    context.close()


def test_on_paper_an_address_runs_from_left_to_right_whatever_the_report_does(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, served.url("right to left"))
    page.emulate_media(media="print")
    address = page.locator("link[rel=canonical]").evaluate("e => getComputedStyle(e, '::after').direction")
    assert address == "ltr"
    context.close()
