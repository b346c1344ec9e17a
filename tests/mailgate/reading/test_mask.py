"""Addresses and tokens in what is published, and lines that are one (INV-30, INV-31, INV-41)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.reading import mask

TOKEN = "abcdefghijklmnopqrstuvwx23"


@pytest.mark.parametrize(
    "shape",
    [
        "ann@reader.example",
        "ANN@Reader.Example",
        "mailto:ann@reader.example",
        "ann%40reader.example",
        "ann&#64;reader.example",
        "ann&#x40;reader.example",
        "ann\u200b@reader.example",
        "an\u200dn@rea\u00adder.example",
        "ann \uff20 reader.example",
        "ann (at) reader (dot) example",
        "ann [at] reader.example",
        "ann at reader dot example",
        "<20260105.ann@reader.example>",
        '"ann"@reader.example',
        "YW5uQHJlYWRlci5leGFtcGxl",
        "jörg.ann@reader.example",
    ],
)
def test_every_shape_of_an_address_is_hidden(shape):
    hidden = mask.mask(f"write to {shape} soon")
    assert "reader" not in hidden.lower()
    assert "YW5u" not in hidden
    assert hidden.startswith("write to ")
    assert hidden.endswith(" soon")


@pytest.mark.parametrize(
    "prose",
    ["I work at reader.test in May", "a = b & c", "@ann said so", "50% at 4.5 kg", "see www.site.example/a?b=c"],
)
def test_prose_stays_as_it_is(prose):
    assert mask.mask(prose) == prose


@pytest.mark.parametrize("shape", [f"c-{TOKEN}", f"B-{TOKEN.upper()}", TOKEN, f"c-{TOKEN}@site.example"])
def test_our_tokens_are_hidden(shape):
    assert TOKEN not in mask.mask(f"answer {shape}!").lower()


def test_tags_inside_an_address_hide_nothing_and_stay_balanced():
    text, marks = mask.masked("ann@reader.example!", ((0, "<em>"), (3, "</em>"), (4, "<em>"), (18, "</em>")))
    assert text == f"{mask.HIDDEN_ADDRESS}!"
    assert [tag for _, tag in marks] == ["<em>", "</em>", "<em>", "</em>"]
    assert all(0 <= at <= len(text) for at, _ in marks)


@given(st.text(max_size=200))
def test_any_text_is_masked_and_masking_twice_changes_nothing_of_form(text):
    hidden = mask.mask(text)
    assert "a@reader.example" not in hidden
    mask.masked(text, ((0, "<em>"), (len(text), "</em>")))


@given(st.text(alphabet=st.sampled_from("ann @.\u200breadexmpl%40"), max_size=30), st.text(max_size=20))
def test_an_address_in_any_surroundings_is_hidden(before, after):
    assert "ann@reader.example" not in mask.mask(f"{before} ann@reader.example {after}")


@given(st.text(max_size=400))
def test_a_line_is_one_line_without_control_characters(text):
    line = mask.one_line(text, 80)
    assert len(line) <= 80
    assert not any(c in line for c in "\r\n\0\u202e\u2028\u200b\x85")
