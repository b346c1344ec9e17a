"""Where things stand on a page, in windows of all widths and for scripts of both directions."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import WIDTHS, Served, opened


def test_in_a_narrow_overview_a_long_heading_has_the_whole_line(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 900}, java_script_enabled=False)
    page = opened(context, served.url("contents"))
    line = page.locator(".sections li:has(.count)").first
    link, count = line.locator("a"), line.locator(".count")
    beside = [each.bounding_box() for each in (link, count)]
    link.evaluate("(e, words) => { e.textContent = words }", "A long heading of a chapter " * 4)
    below = [each.bounding_box() for each in (link, count, line)]
    assert beside[0]["x"] < beside[1]["x"]  # type: ignore[index]
    assert below[1]["y"] >= below[0]["y"] + below[0]["height"]  # type: ignore[index]
    assert below[0]["width"] > below[2]["width"] * 0.8  # type: ignore[index]
    context.close()


def test_an_official_answer_is_told_apart_where_it_stands_first(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    answer = opened(context, served.url("paragraph")).locator(".answers > .official:first-child")
    assert answer.evaluate("e => getComputedStyle(e).borderInlineStartWidth") == "4px"
    assert answer.get_by_text("Official answer").is_visible()
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_what_belongs_together_begins_at_one_line(browser: Browser, served: Served, width: int) -> None:
    """The sentence and the links of the foot; the hash of the log in as few lines as there is room for."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = opened(context, served.url("moderation"))
    lefts = [page.locator(f"footer.site > {each}").first.bounding_box() for each in ("p", "ul")]
    assert len({round(box["x"]) for box in lefts if box}) == 1
    box = page.locator(".hash").bounding_box()
    assert box is not None
    assert box["height"] < (70 if width < 600 else 40)
    context.close()


def test_an_address_that_needs_two_lines_is_parted_before_its_domain(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 200, "height": 900})
    page = opened(context, served.url("contents"))
    tops = """e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => {
      const range = document.createRange(); range.selectNodeContents(n);
      return [...range.getClientRects()].map(r => Math.round(r.top))
    })"""
    local, domain = page.locator(".address").first.evaluate(tops)
    assert len(local) == 1
    assert min(domain) > local[0]
    context.close()


def test_a_report_from_right_to_left_has_its_numbers_at_the_right_and_its_notes_at_the_left(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = opened(context, served.url("right to left"))
    number, text, notes = (page.locator(part).bounding_box() for part in (".unit > .number", ".unit .text", ".notes"))
    assert number is not None
    assert text is not None
    assert notes is not None
    assert notes["x"] + notes["width"] < text["x"] < text["x"] + text["width"] < number["x"] + number["width"]
    context.close()


def test_titles_that_are_too_long_for_the_way_to_a_page_take_two_lines_of_it(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 600}, java_script_enabled=False)
    page = opened(context, served.url("right to left"))
    page.locator(".crumbs a").last.evaluate("(e, words) => { e.textContent = words }", "A long title of a chapter " * 9)
    box = page.locator(".crumbs a").last.bounding_box()
    assert box is not None
    assert box["height"] < 60
    context.close()


def test_on_a_telephone_each_part_is_named_on_the_way_to_a_number_that_other_parts_have_too(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 600}, java_script_enabled=False)
    crumbs = opened(context, served.url("paragraph")).locator(".crumbs")
    parts = crumbs.locator("li:nth-child(n + 3)")
    assert parts.count() == 1
    parts.evaluate("e => e.before(e.cloneNode(true), e.cloneNode(true))")
    assert [part.is_visible() for part in parts.all()] == [False, False, True]
    crumbs.evaluate("e => e.classList.add('deep')")
    assert [part.is_visible() for part in parts.all()] == [True, True, True]
    parts.first.locator("a").evaluate("(e, words) => { e.textContent = words }", "A long title of a part " * 9)
    box = parts.first.bounding_box()
    assert box is not None
    assert box["height"] < 36
    context.close()


def test_the_link_to_the_contents_stands_midway_between_the_ways_on_also_where_there_is_none_back(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = opened(context, served.url("paragraph"))
    line, middle = page.locator(".turn").first, page.locator(".turn a:not(.back, .on)").first
    for _ in range(2):
        around, box = line.bounding_box(), middle.bounding_box()
        assert around is not None
        assert box is not None
        assert abs(2 * around["x"] + around["width"] - 2 * box["x"] - box["width"]) < 3
        line.locator(".back").evaluate_all("all => all.forEach(e => e.remove())")
    context.close()


def test_footnotes_stand_beside_the_text_where_there_is_room(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = opened(context, served.url("paragraph"))
    text, notes = page.locator(".unit .text").bounding_box(), page.locator(".notes").bounding_box()
    assert text is not None
    assert notes is not None
    assert notes["x"] > text["x"] + text["width"]
    assert notes["y"] < text["y"] + text["height"]
    page.set_viewport_size({"width": 600, "height": 900})
    below = page.locator(".notes").bounding_box()
    assert below is not None
    assert below["y"] > text["y"]
    context.close()
