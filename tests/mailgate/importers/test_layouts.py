"""One small report in many layouts: whatever the page looks like, the same paragraphs come out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mailgate.importers import Outline, read
from tests.mailgate.importers import layouts_of_lists, layouts_of_notes, layouts_of_numbers, layouts_of_pages
from tests.mailgate.importers.model import Model, Para, report

LAYOUTS = {
    **layouts_of_numbers.LAYOUTS,
    **layouts_of_lists.LAYOUTS,
    **layouts_of_notes.LAYOUTS,
    **layouts_of_pages.LAYOUTS,
}


def _with_typed_numbers(para: Para) -> str:
    items = (f"{n}. {item}" for n, item in enumerate(para.items, 1))
    return "\n".join(each for each in (para.text, para.quote, *items, para.tail) if each)


def _with_power(para: Para) -> str:
    return para.whole.replace(para.text, f"{para.text} It covered 40 m2.", 1)


def _in_one_line(para: Para) -> str:
    return " ".join(para.whole.split())


_SAID: dict[str, Callable[[Para], str]] = {
    "lists_with_typed_numbers_below_paragraphs": _with_typed_numbers,
    "notes_without_links": _with_power,
    "one_line_break_between_paragraphs": _in_one_line,
}  # where it is not a line for each block


def _read(folder: Path, name: str) -> tuple[Model, Outline]:
    numbers, write = LAYOUTS[name]
    model = report(numbers)
    (folder / "marrow.html").write_text(write(model), encoding="utf-8")
    return model, read(folder / "marrow.html")


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_paragraph_has_its_number_and_its_whole_text(tmp_path: Path, name: str) -> None:
    model, outline = _read(tmp_path, name)
    said = _SAID.get(name, lambda para: para.whole)
    found = [(unit.number, unit.text) for unit in outline.units]
    assert [each for each in found if each != (None, "The flood at Marrow")] == [
        (para.number, said(para)) for _, paras in model for para in paras
    ]


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != "one_line_break_between_paragraphs"])
def test_every_footnote_is_on_the_paragraph_of_its_mark(tmp_path: Path, name: str) -> None:
    model, outline = _read(tmp_path, name)
    found = {unit.number: [note.text for note in unit.footnotes] for unit in outline.units if unit.number is not None}
    assert found == {para.number: [para.note] if para.note else [] for _, paras in model for para in paras}
