"""The pictures of a report on its pages."""

from collections.abc import Callable
from dataclasses import replace

from renderer.build import check
from store.model import Html, Picture
from tests.renderer.conftest import REPORT, Library, build_of


def test_pictures_of_a_report_stand_beside_its_pages(make_library: Callable[..., Library]) -> None:
    name = f"{'0' * 31}1.png"
    drawn = Picture(name=name, data=b"\x89PNG mailgate", width=640, height=480)
    image = f'<img src="{name}" alt="The wall" width="640" height="480">'
    first, *others = REPORT.paragraphs
    shown = replace(first, html=Html(f"<p>{first.text}<br>{image}</p>"))
    library = make_library(report=replace(REPORT, paragraphs=(shown, *others), pictures=(drawn,)))
    library.publish()
    assert (library.public / "harbour/img" / name).read_bytes() == drawn.data
    for path in ("harbour/1.1/", "harbour/all/", "harbour/s/what-we-were-asked/"):
        image = f'<img loading="lazy" src="{"../" * path.count("/")}harbour/img/{name}" alt="The wall"'
        assert image in library.read(f"{path}index.html")
    assert not list(check(build_of(library)).written)
