"""The last gate: addresses in whatever spelling, and markup that is not ours; what was masked passes."""

from collections.abc import Collection
from functools import partial
from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mailgate.reading import mask
from renderer.build import Build, publish_all
from renderer.gate import are_fit, is_fit
from store.people import everybody
from store.sealed import Box
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


@pytest.mark.parametrize(
    "html",
    [
        "<p>Write to secret.sender at reader dot example, please.</p>",
        "<p>Write to secret.sender (at) reader.example</p>",
        "<p>Write to <em>secret.sender</em> [at] READER [dot] example</p>",
        "<p>secret.sender @ reader.example</p>",
        "<p>c2VjcmV0LnNlbmRlckByZWFkZXIuZXhhbXBsZQ==</p>",
        "<p>c2VjcmV0LnNlbmRlckByZWFkZXIuZXhhbXBsZQ</p>",
        "<p>Secret.Sender chez reader point example</p>",
    ],
)
def test_what_can_be_read_as_the_address_of_somebody_we_know_does_not_pass(library: Library, html: str) -> None:
    kept = library.comment("1.2", "<p>Good morning</p>")
    left_out = library.comment("1.2", html)
    library.publish()
    assert f"c/{kept}/index.html" in library.paths()
    assert f"c/{left_out}/index.html" not in library.paths()


@pytest.mark.parametrize(
    "html",
    [
        "<p>We met at harbour.example and at 10.30 at pier.two</p>",
        "<p>nobody.known (at) elsewhere.example</p>",
        "<p>bm9ib2R5QGVsc2V3aGVyZS5leGFtcGxl</p>",
        "<p>Look at Hafenbeckenwandverankerungsueberwachung</p>",
        "<p>5 @ 2.50 each</p>",
    ],
)
def test_what_can_be_read_as_an_address_of_nobody_we_know_passes(library: Library, html: str) -> None:
    shown = library.comment("1.2", html)
    library.publish()
    assert f"c/{shown}/index.html" in library.paths()


_PIECES = [
    "Ann",
    "Ann at ",
    " at reader.example",
    "(at)reader.",
    "example",
    " AT\u0130 ",
    "ann@",
    "&#64;",
    ".reader",
    " dot ",
    "<",
    "p>",
]
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=4).map("".join)


@example(comments=[("Ann", ""), ("", " at reader.example")])
@given(comments=st.lists(st.tuples(_TEXTS, _TEXTS), max_size=4))
def test_many_comments_pass_at_once_where_each_does(comments: list[tuple[str, str]]) -> None:
    known = {"Ann@reader.example", "ann@example.reader"}

    def is_known(addresses: Collection[str]) -> bool:
        return not known.isdisjoint(addresses)

    assert are_fit(comments, is_known) == all(is_fit(name, html, is_known) for name, html in comments)


def test_nobody_is_looked_up_where_nothing_can_be_read_as_an_address() -> None:
    def asked(addresses: Collection[str]) -> bool:
        raise AssertionError(addresses)

    assert is_fit("Ann Reader", "<p>We looked at the wall, and it was 4 metres high.</p>", asked)


def test_a_full_build_looks_people_up_as_well(library: Library) -> None:
    left_out = library.comment("1.2", "<p>secret.sender (at) reader.example</p>")
    people = partial(everybody, Box(data_key=None, lookup_key=b"l" * 32))
    build = Build(
        database=library.store.url,
        site=library.site,
        public=library.public,
        now=library.now,
        processes=2,
        people=people,
    )
    publish_all(build)
    assert f"c/{left_out}/index.html" not in library.paths()
    assert "harbour/1.2/index.html" in library.paths()


def test_a_comment_that_does_not_pass_is_left_out_and_all_else_is_published(library: Library) -> None:
    kept = library.comment("1.2", "<p>Good morning</p>")
    left_out = library.comment("1.2", "<p>I am ann@reader.example</p>")
    library.publish()
    assert "Good morning" in library.read("harbour/1.2/index.html")
    assert f"c/{kept}/index.html" in library.paths()
    assert f"c/{left_out}/index.html" not in library.paths()
    assert not [path for path in library.paths() if "ann@reader.example" in library.read(path)]
