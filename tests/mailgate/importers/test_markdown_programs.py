"""Programs are no text in a report that says that it shows none."""

from pathlib import Path

import pytest

from mailgate.importers import read

PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes."
QUARTO = '---\ntitle: "Eels"\nexecute:\n  warning: false\n  echo: false\n---\n\n'
KNITR = "```{r setup, include=FALSE}\nlibrary(eels)\nknitr::opts_chunk$set(fig.width = c(4, 3), echo = FALSE)\n```\n\n"


@pytest.mark.parametrize(
    ("head", "options", "shown"),
    [
        (QUARTO, "{r}\n#| label: fig-eels", False),
        (QUARTO, "{r}\n#| echo: true", True),
        (KNITR, "{r eels, fig.cap='Eels'}", False),
        (KNITR, "{r eels, echo=TRUE}", True),
        (KNITR, "r", True),
        ("---\ntitle: Eels\n---\n\n", "{r eels}", True),
    ],
)
def test_programs_are_text_only_where_the_report_shows_them(
    tmp_path: Path, head: str, options: str, *, shown: bool
) -> None:
    (tmp_path / "r.md").write_text(f"{head}# Eels\n\n{PROSE}\n\n```{options}\nplot(eels)\n```\n\n{PROSE}\n", "utf-8")
    texts = [unit.text for unit in read(tmp_path / "r.md").units]
    assert any("plot(eels)" in text for text in texts) == shown
    assert sum(PROSE in text for text in texts) == 2


def test_what_a_file_says_of_programs_may_be_long(tmp_path: Path) -> None:
    eels = "    eels: many\n" * 200
    (tmp_path / "r.md").write_text(f"---\nexecute:\n{eels}---\n\n{PROSE}\n\n{PROSE}\n", "utf-8")
    assert [unit.text for unit in read(tmp_path / "r.md").units] == [PROSE, PROSE]
