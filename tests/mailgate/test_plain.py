"""What letters show of a comment: lines that fit, no word lost."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from mailgate.plain import wrap


@given(st.text("ab \n\u00e4", max_size=80), st.integers(-3, 20))
def test_a_line_takes_every_word_that_fits_and_at_least_one(text: str, width: int) -> None:
    lines = wrap(text, width=width).split("\n")
    assert " ".join(lines).split() == text.split()
    for line, following in itertools.pairwise(lines):
        assert len(line) <= width or " " not in line
        assert len(f"{line} {following.split()[0]}") > width
    assert len(lines[-1]) <= width or " " not in lines[-1]
