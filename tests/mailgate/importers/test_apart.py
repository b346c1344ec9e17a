"""Files that are made to hurt: each is refused with one line, by a process that can be killed."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from mailgate.importers import ImportRefusedError, apart, archive, read
from mailgate.importers.pdf import letters
from tests.mailgate.importers.model import dotted, report
from tests.mailgate.importers.office import epub, opendocument, packed, paragraph, word, word_model

BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]><x>&j;</x>"
)


def silent(_done: int, _all: int) -> None:
    pass


def _zip_bomb(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "r.docx", "w", zipfile.ZIP_DEFLATED) as file:
        block = b"0" * (32 * 1024 * 1024)
        for number in range(12):
            file.writestr(f"word/{number}.xml", block)
    return folder / "r.docx"


def _nested(folder: Path) -> Path:
    return packed(folder / "r.odt", {"content.xml": "<a>" * 5_000 + "</a>" * 5_000})


HOSTILE: dict[str, Callable[[Path], Path]] = {
    "a zip bomb": _zip_bomb,
    "an entity bomb in Word": lambda folder: word(folder / "r.docx", "", more={"word/styles.xml": BOMB.encode()}),
    "an entity bomb in OpenDocument": lambda folder: packed(folder / "r.odt", {"content.xml": BOMB}),
    "elements without end": _nested,
    "a book that leads out of itself": lambda folder: epub(
        folder / "r.epub",
        [],
        package='<package><manifest><item id="a" href="../../../../../etc/passwd"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>',
    ),
    "a Word file with a password": lambda folder: _written(folder / "r.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99),
    "half a Word file": lambda folder: _cut(word_model(folder / "r.docx", report(dotted), "typed", "")),
    "a tag of nothing but attributes": lambda folder: _written(
        folder / "r.html", b"<p %b>A.</p>" % b" ".join(b"a%d=1" % n for n in range(9_000))
    ),
    "a paragraph of brackets": lambda folder: _written(folder / "r.md", b"[" * 50_000),
    "quotes in quotes": lambda folder: _written(folder / "r.md", b">" * 5_000 + b"A."),
    "a text that says it is a PDF": lambda folder: _written(folder / "r.pdf", b"no PDF"),
}


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _cut(path: Path) -> Path:
    return _written(path, path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportRefusedError) as refusal:
        apart.read(HOSTILE[name](tmp_path), silent)
    assert str(refusal.value).startswith("r.")
    assert "\n" not in str(refusal.value)
    assert "Error" not in str(refusal.value)


def test_a_pdf_of_too_many_pages_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MAX_PAGES", 2)
    canvas = Canvas(str(tmp_path / "r.pdf"))
    for _ in range(3):
        canvas.drawString(60, 600, "A page.")
        canvas.showPage()
    canvas.save()
    with pytest.raises(ImportRefusedError, match="has 3 pages"):
        read(tmp_path / "r.pdf")


def test_the_process_gives_the_same_outline_and_says_how_far_it_is(tmp_path: Path) -> None:
    path = word_model(tmp_path / "r.docx", report(dotted), "typed", "")
    assert apart.read(path, silent) == read(path)
    (tmp_path / "all").mkdir()
    for name in "ab":
        (tmp_path / "all" / f"{name}.txt").write_text("1. A sluice.\n\n2. A pump.\n\n3. A gate.\n")
    told: list[tuple[int, int]] = []
    apart.read(tmp_path / "all", lambda done, whole: told.append((done, whole)))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        (lambda folder: epub(folder / "r.epub", [f"<p>{n}. A sluice was opened.</p>" for n in (1, 2, 3, 4)]), 4),
        (lambda folder: opendocument(folder / "r.odt", "<text:p>1. A sluice was opened.</text:p>"), 3),
        (lambda folder: word(folder / "r.docx", paragraph("1. A sluice was opened.")), 4),
    ],
)
def test_a_single_file_says_how_far_it_is(tmp_path: Path, path: Callable[[Path], Path], steps: int) -> None:
    told: list[tuple[int, int]] = []
    apart.read(path(tmp_path), lambda done, whole: told.append((done, whole)))
    assert len(told) > 1
    assert {whole for _, whole in told} == {steps}


def test_an_archive_of_too_many_files_is_refused_for_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 2)
    with pytest.raises(ImportRefusedError, match="holds more than 2 files"):
        read(epub(tmp_path / "r.epub", ["<p>1. A sluice was opened.</p>"]))


def test_a_chapter_that_is_not_in_the_book_is_said(tmp_path: Path) -> None:
    path = epub(tmp_path / "r.epub", [f"<p>{n}. A sluice was opened in the night.</p>" for n in (1, 2, 3, 4)])
    whole = zipfile.ZipFile(path)
    parts = {name: whole.read(name) for name in whole.namelist() if not name.endswith("c2.xhtml")}
    found = read(packed(path, parts))
    assert "OEBPS/text/c2.xhtml: a chapter that is not in the book" in found.notices
    assert len(found.units) == 3


def test_a_process_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    path = word_model(tmp_path / "r.docx", report(dotted), "typed", "")
    with pytest.raises(ImportRefusedError, match="takes longer"):
        apart.read(path, silent, wall_clock=0.0)


def test_nothing_is_unpacked_beyond_what_an_entry_says_of_its_size(tmp_path: Path) -> None:
    path = packed(tmp_path / "r.odt", {"content.xml": "<a>" + "x" * 100_000 + "</a>"})
    raw = path.read_bytes()
    lie = (10).to_bytes(4, "little")
    path.write_bytes(raw.replace((100_007).to_bytes(4, "little"), lie))
    with pytest.raises(ImportRefusedError, match="damaged"):
        archive.Archive(path, "r.odt").read("content.xml")
