"""The comments on a busy paragraph, over pages: which of them are written when."""

import pytest

from renderer.discussion import ON_A_PAGE
from store.model import Event
from store.rebuild import SOON
from tests.renderer.conftest import Library

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SECOND, THIRD = "harbour/1.2/2/index.html", "harbour/1.2/3/index.html"


def fill(library: Library, comments: int) -> list[str]:
    """Let so many comments be on the paragraph, on all pages that are to have them; return their public ids."""
    made = [library.comment("1.2", f"<p>Number {number}</p>") for number in range(comments)]
    library.publish()
    return made


def test_a_new_comment_is_on_its_own_page_at_once_and_on_a_later_page_of_its_paragraph_seconds_after(
    library: Library,
) -> None:
    fill(library, ON_A_PAGE + 2)
    publisher, second = library.publisher(), library.read(SECOND)
    new = library.comment("1.2", "<p>One more</p>")
    another = library.comment("1.2", "<p>And another</p>")
    while publisher.step(library.now):
        pass
    assert "One more" in library.read(f"c/{new}/index.html")
    assert "One more" in library.read("harbour/1.2/feed.atom")
    assert f'id="c-{new}" href="../../harbour/1.2/2/#c-{new}"' in library.read("harbour/1.2/index.html")
    assert library.read(SECOND) == second
    assert publisher.next_due() == library.now + SOON
    publisher.step(library.now + SOON)
    assert f'id="c-{new}"' in library.read(SECOND)
    assert f'id="c-{another}"' in library.read(SECOND)


def test_a_comment_that_opens_a_page_is_there_at_once_and_the_page_before_leads_to_it(library: Library) -> None:
    fill(library, 2 * ON_A_PAGE)
    assert 'rel="next" accesskey' not in library.read(SECOND)
    library.comment("1.2", "<p>One more</p>")
    assert library.publisher().step(library.now)
    assert 'href="../../../harbour/1.2/3/" rel="next" accesskey' in library.read(SECOND)
    assert "One more" in library.read(THIRD)


@pytest.mark.parametrize("place", [ON_A_PAGE, ON_A_PAGE + 1])
def test_what_is_taken_down_is_gone_from_every_page_at_once(library: Library, place: int) -> None:
    made = fill(library, ON_A_PAGE + 2)
    assert f"Number {place}<" in library.read(SECOND)
    library.decide(made[place], Event.WITHDRAW)
    assert library.publisher().step(library.now)
    assert f"Number {place}<" not in library.read(SECOND)
    assert f"Number {place}<" not in library.read(f"c/{made[place]}/index.html")


def test_what_is_taken_down_before_a_later_page_had_it_never_comes_there(library: Library) -> None:
    fill(library, ON_A_PAGE + 2)
    new = library.comment("1.2", "<p>One more</p>")
    publisher = library.publisher()
    publisher.step(library.now)
    library.decide(new, Event.WITHDRAW)
    publisher.step(library.now)
    publisher.step(library.now + SOON)
    assert "One more" not in library.read(SECOND)
