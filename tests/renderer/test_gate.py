"""The last gate: addresses in whatever spelling, and markup that is not ours; what was masked passes."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.reading import mask
from renderer.gate import is_fit
from tests.renderer.conftest import Library


@pytest.mark.parametrize(
    "html",
    [
        "<p>Write to ann@reader.example please</p>",
        "<p>ann<em>@</em>reader.example</p>",
        "<p>ann&#64;reader.example</p>",
        "<p>ann&amp;#x40;reader.example</p>",
        "<p>ann%40reader.example</p>",
        "<p>ann\uff20reader.example</p>",
        "<p>ann@\u200breader.example</p>",
        "<p>ann=40reader.example</p>",
        "<script>alert(1)</script>",
        "<p class=x>Hello</p>",
    ],
)
def test_what_no_page_may_show_does_not_pass(html: str) -> None:
    assert not is_fit("Ann", html)


def test_a_name_that_is_an_address_does_not_pass() -> None:
    assert not is_fit("ann@reader.example", "<p>Hello</p>")


@pytest.mark.parametrize(
    "html",
    [
        "<p>Hello &amp; goodbye, 40 % of it = half</p>",
        "<p>5 @ 2.50 each, see @council</p>",
        f"<p>{mask.HIDDEN_ADDRESS} <strong>x</strong><br>y</p>",
        "<blockquote><p>as it was</p></blockquote>",
    ],
)
def test_what_is_no_address_passes(html: str) -> None:
    assert is_fit("Ann @ home", html)


@given(st.text(alphabet="an.e @\uff20%40&#64;=\u200b-_<>()[]", max_size=60))
def test_what_was_masked_passes(text: str) -> None:
    assert is_fit("Ann", f"<p>{escape(mask.mask(text))}</p>")


def test_a_comment_that_does_not_pass_is_left_out_and_all_else_is_published(library: Library) -> None:
    kept = library.comment("1.2", "<p>Good morning</p>")
    left_out = library.comment("1.2", "<p>I am ann@reader.example</p>")
    library.publish()
    assert "Good morning" in library.read("harbour/1.2/index.html")
    assert f"c/{kept}/index.html" in library.paths()
    assert f"c/{left_out}/index.html" not in library.paths()
    assert not [path for path in library.paths() if "ann@reader.example" in library.read(path)]
