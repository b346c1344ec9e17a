"""The picture of a document that others show beside a link to it."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image

from renderer import card
from tests.renderer.conftest import REPORT, SITE_OF_TESTS, Library

SITE = replace(SITE_OF_TESTS, cards=True)


def drawn(title: str) -> Image.Image:
    return Image.open(io.BytesIO(card.png(SITE, title)))


def test_each_document_has_a_card_and_its_pages_name_it(make_library: Callable[..., Library]) -> None:
    library = make_library(site=SITE)
    comment = library.comment("1.2", "<p>Hello</p>")
    library.publish()
    assert (library.public / "harbour/card.png").read_bytes() == card.png(SITE, REPORT.title)
    named = '<meta property="og:image" content="https://reports.example/review/harbour/card.png">'
    for path in ("harbour/", "harbour/s/what-we-were-asked/", "harbour/1.2/", f"c/{comment}/"):
        assert named in library.read(f"{path}index.html")


def test_without_cards_no_page_names_one(library: Library) -> None:
    library.publish()
    assert not (library.public / "harbour/card.png").exists()
    assert "og:image" not in library.read("harbour/index.html")


@pytest.mark.parametrize("title", ["Short", "A report on the harbour wall " * 9, "Wort " * 60])
def test_a_card_has_the_size_that_is_asked_for_and_room_at_its_edges(title: str) -> None:
    image = drawn(title).convert("L")
    assert image.size == (card.WIDTH, card.HEIGHT)
    edge = image.crop((card.WIDTH - 40, 40, card.WIDTH, card.HEIGHT))
    paper = image.getpixel((5, 600))
    assert edge.getextrema() == (paper, paper)


def test_a_card_is_small_and_made_again_the_same() -> None:
    first = card.png(SITE, REPORT.title)
    assert first == card.png(SITE, REPORT.title)
    assert len(first) < 40_000
    assert b"mailgate" in first[:1_024]


def test_a_title_in_letters_that_the_font_lacks_has_no_card() -> None:
    assert card.is_drawable(SITE, REPORT.title)
    assert not card.is_drawable(SITE, "報告書")
    assert not card.is_drawable(SITE_OF_TESTS, REPORT.title)
