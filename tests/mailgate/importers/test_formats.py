"""One small report in every format: the same paragraphs, numbers and notes come out of each."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from mailgate.importers import Heading, Outline, read
from tests.mailgate.importers.model import Model, Para, dotted, report, running
from tests.mailgate.importers.office import (
    abstract,
    epub,
    instance,
    level,
    opendocument_model,
    word_model,
)

MULTILEVEL = abstract(1, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2", "<w:suff w:val='tab'/>")) + instance(
    2, 1
)
SIMPLE = abstract(1, level(0, "decimal", "%1.")) + instance(2, 1)
RESTARTED = abstract(1, level(0, "decimal", "%1.")) + "".join(
    instance(20 + section, 1, f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>')
    for section, start in enumerate((1, 7, 13))
)


def markdown(model: Model, start: Callable[[Para], str]) -> str:
    parts, notes = ["---\ntitle: The flood at Marrow\nlang: en-GB\n---\n"], []
    for title, paras in model:
        parts.append(f"## {title}\n")
        for para in paras:
            mark = ""
            if para.note:
                notes.append(para.note)
                mark = f"[^{len(notes)}]"
            parts.append(f"{start(para)}{para.text}{mark}\n")
            parts += [f"> {para.quote}\n"] if para.quote else []
            parts += ["".join(f"- {item}\n" for item in para.items)] if para.items else []
            parts += ["<!-- -->", f"{para.tail}\n"] if para.tail else []
    return "\n".join(parts + [f"[^{number}]: {note}\n" for number, note in enumerate(notes, 1)])


def text(model: Model) -> str:
    parts, notes = ["THE FLOOD AT MARROW\n===================\n"], []
    for title, paras in model:
        parts.append(f"{title}\n{'-' * len(title)}\n")
        for para in paras:
            mark = ""
            if para.note:
                notes.append(para.note)
                mark = f" [{len(notes)}]"
            words = f"{para.number}  {para.text}{mark}".split(" ")
            lines, line = [], ""
            for word in words:
                if len(line) + len(word) > 66:
                    lines, line = [*lines, line], "     "
                line += word + " "
            parts.append("\n".join([*lines, line.rstrip()]) + "\n")
            parts += [f"        {para.quote}\n"] if para.quote else []
            parts += [f"   - {item}\n" for item in para.items]
            parts += [f"     {para.tail}\n".replace("     ", "  ")] if para.tail else []
    return "\n".join(parts + [f"[{number}] {note}\n" for number, note in enumerate(notes, 1)])


def chapters(model: Model) -> list[str]:
    running_note = count(1)
    pages = []
    for title, paras in model:
        parts, notes = [f"<h1>{title}</h1>"], []
        for para in paras:
            mark = ""
            if para.note:
                n = next(running_note)
                mark = f'<a epub:type="noteref" href="#n{n}">{n}</a>'
                notes.append(f'<aside epub:type="footnote" id="n{n}"><p>{n} {para.note}</p></aside>')
            parts.append(f"<p>{para.number}. {para.text}{mark}</p>")
            parts += [f"<blockquote><p>{para.quote}</p></blockquote>"] if para.quote else []
            parts += ["<ul>", *(f"<li>{item}</li>" for item in para.items), "</ul>"] if para.items else []
            parts += [f"<p>{para.tail}</p>"] if para.tail else []
        pages.append(
            f"<html xmlns:epub='x'><head><title>{title}</title></head><body>{''.join(parts + notes)}</body></html>"
        )
    return pages


Write = Callable[[Path, Model], Path]


def written(folder: Path, name: str, content: str) -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


FORMATS: dict[str, tuple[Callable[[int, int, int], str], Write]] = {
    "markdown with typed numbers": (dotted, lambda f, m: written(f, "m.md", markdown(m, lambda p: f"{p.number} "))),
    "markdown with lists": (running, lambda f, m: written(f, "m.md", markdown(m, lambda p: f"{p.number}. "))),
    "text": (dotted, lambda f, m: written(f, "m.txt", text(m))),
    "word with typed numbers": (dotted, lambda f, m: word_model(f / "m.docx", m, "typed", "")),
    "word numbering paragraphs below headings": (
        dotted,
        lambda f, m: word_model(f / "m.docx", m, "multilevel", MULTILEVEL),
    ),
    "word numbering by style": (running, lambda f, m: word_model(f / "m.docx", m, "style", SIMPLE)),
    "word starting lists again": (running, lambda f, m: word_model(f / "m.docx", m, "sections", RESTARTED)),
    "opendocument": (running, lambda f, m: opendocument_model(f / "m.odt", m, dotted=False)),
    "opendocument with levels": (dotted, lambda f, m: opendocument_model(f / "m.odt", m, dotted=True)),
    "epub": (running, lambda f, m: epub(f / "m.epub", chapters(m))),
}


def imported(folder: Path, name: str) -> tuple[Model, Outline]:
    numbers, write = FORMATS[name]
    model = report(numbers)
    return model, read(write(folder, model))


@pytest.mark.parametrize("name", FORMATS)
def test_every_paragraph_has_its_number_and_its_whole_text(tmp_path: Path, name: str) -> None:
    model, outline = imported(tmp_path, name)
    wanted = [(para.number, para.whole) for _, paras in model for para in paras]
    assert [(unit.number, unit.text) for unit in outline.units] == wanted


@pytest.mark.parametrize("name", FORMATS)
def test_every_footnote_is_on_the_paragraph_of_its_mark(tmp_path: Path, name: str) -> None:
    model, outline = imported(tmp_path, name)
    wanted = [[para.note] if para.note else [] for _, paras in model for para in paras]
    assert [[note.text for note in unit.footnotes] for unit in outline.units] == wanted


@pytest.mark.parametrize("name", FORMATS)
def test_headings_and_the_title_are_found(tmp_path: Path, name: str) -> None:
    model, outline = imported(tmp_path, name)
    found = [item.text for item in outline.flow if isinstance(item, Heading)]
    assert [each.split(" ", 1)[-1] if each[0].isdigit() else each for each in found][-3:] == [
        title for title, _ in model
    ]
    assert (outline.title or "").lower() == "the flood at marrow"


@pytest.mark.parametrize("name", [name for name in FORMATS if "typed" not in name and name != "text"])
def test_a_list_below_a_paragraph_stays_a_list(tmp_path: Path, name: str) -> None:
    _, outline = imported(tmp_path, name)
    assert "<ul><li>the height of the water at noon;</li><li>" in outline.units[3].html.replace("<p>", "").replace(
        "</p>", ""
    )


def test_notes_of_a_book_may_be_terms_whose_links_back_begin_with_an_arrow(tmp_path: Path) -> None:
    marks = [f'<a href="c2.xhtml#n{n}" id="b{n}"><sup>{n}</sup></a>' for n in (1, 2)]
    text = "".join(f"<p>{n}. The river rose in the night.{mark}</p>" for n, mark in enumerate(marks, 1))
    notes = "".join(
        f'<dl id="n{n}"><dt>[<a href="c1.xhtml#b{n}">←{n}</a>]</dt><dd><p>Evidence, day {n}.</p></dd></dl>'
        for n in (1, 2)
    )
    pages = [f"<html><body>{body}</body></html>" for body in (f"{text}<p>3. It fell.</p>", f"<h2>Notes</h2>{notes}")]
    found = read(epub(tmp_path / "m.epub", pages)).units
    assert [(unit.number, [note.text for note in unit.footnotes]) for unit in found] == [
        ("1", ["Evidence, day 1."]),
        ("2", ["Evidence, day 2."]),
        ("3", []),
    ]


def test_a_paragraph_may_go_on_in_the_next_piece_of_a_chapter_that_a_program_cut(tmp_path: Path) -> None:
    pieces = (
        "<h2>Events</h2><p>1. The reasons were:</p>",
        "<ul><li>rain</li></ul><p>2. The river rose.</p>",
        "<p>So.</p><p>3. It fell.</p>",
    )
    units = read(epub(tmp_path / "m.epub", [f"<html><body>{piece}</body></html>" for piece in pieces])).units
    assert [(unit.number, unit.text) for unit in units] == [
        ("1", "The reasons were:\nrain"),
        ("2", "The river rose.\nSo."),
        ("3", "It fell."),
    ]


def test_a_chapter_that_the_contents_of_a_book_name_goes_on_from_none(tmp_path: Path) -> None:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="n" href="nav.xhtml" properties="nav"/>'
        '<item id="b" href="text/c2.xhtml"/><item id="a" href="text/c1.xhtml"/></manifest>'
        '<spine><itemref idref="b"/><itemref idref="a"/></spine></package>'
    )
    pages = [
        f"<html><body>{body}</body></html>"
        for body in ("<p>About the inquiry.</p>", "<p>1. It rose.</p><p>2. It fell.</p><p>3. It dried.</p>")
    ]
    units = read(epub(tmp_path / "m.epub", pages, package=package)).units
    assert [unit.text for unit in units] == ["It rose.", "It fell.", "It dried.", "About the inquiry."]
