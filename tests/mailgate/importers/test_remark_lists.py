"""A list that a recommendation introduces is of it, though the findings of the report count in the same way."""

from pathlib import Path

import pytest

from mailgate.importers import Outline, read

FINDINGS = "".join(f"{n}. The board did not meet in its year {n}, and nobody asked why.\n" for n in range(1, 9))


def numbers(tmp_path: Path, text: str) -> list[str | None]:
    (tmp_path / "r.md").write_text(f"# Findings\n\n{FINDINGS}\n# Recommendations\n\n{text}", encoding="utf-8")
    outline: Outline = read(tmp_path / "r.md")
    return [unit.number for unit in outline.units][8:]


@pytest.mark.parametrize("sign", ["**Recommendation {}:**", "Recommendation {}."])
def test_a_list_that_a_recommendation_introduces_is_of_it(tmp_path: Path, sign: str) -> None:
    asked = [
        f"{sign.format(1)} The board should:\n\n1. meet;\n2. publish its minutes.\n",
        f"{sign.format(2)} The chair should do this:\n\n1. appoint a deputy;\n2. write to members;\n3. go.\n",
        f"{sign.format(3)} The accounts should be signed.\n",
    ]
    assert numbers(tmp_path, "\n".join(asked)) == ["Recommendation 1", "Recommendation 2", "Recommendation 3"]


def test_numbers_that_count_on_below_the_next_recommendation_are_paragraphs(tmp_path: Path) -> None:
    asked = (
        "Recommendation 1. On its meetings we say this:\n\n1. The board should meet.\n2. The board should pay.\n\n"
        "Recommendation 2. On its chair we say this:\n\n3. The chair should go.\n4. The chair should stay.\n"
    )
    found = numbers(tmp_path, asked)
    assert [number for number in found if number and number.isdigit()] == ["1", "2", "3", "4"]
