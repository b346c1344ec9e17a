"""Which classes a style sheet sets in bold, and that no sheet takes long."""

from time import process_time

import pytest

from mailgate.importers import looks

BOLD = "{ font-weight: bold }"


@pytest.mark.parametrize(
    "sheet",
    [
        f".a {BOLD}",
        f"/* .b {BOLD} */ .a {BOLD} /* never closed .b {BOLD}",
        f"@import 'x.css'; .a {BOLD}",
        f"@media screen and (min-width: 40em) {{ .a {BOLD} }}",
        f"@media print {{ .b {BOLD} }} @media print, screen {{ .a {BOLD} }}",
        f"@media all {{ @media print {{ .b {BOLD} }} @supports (display: grid) {{ .a {BOLD} }} }}",
        f"@font-face {BOLD} @media not screen {{ .b {BOLD} }} .a {BOLD}",
    ],
)
def test_rules_count_that_hold_on_a_screen(sheet: str) -> None:
    assert looks.of(sheet).bold == {("", "a")}


@pytest.mark.parametrize("piece", ["/* ", "a ", "{", "}", "@media all{", "@media , ", ".a,", "font-weight "])
def test_no_sheet_takes_long(piece: str) -> None:
    began = process_time()
    looks.of(piece * (400_000 // len(piece)))
    assert process_time() - began < 2
