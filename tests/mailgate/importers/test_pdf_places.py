"""PDF files whose makers hang numbers, print heads and set text in, each in its own way: the text is the same."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from mailgate.importers import Units, read
from mailgate.importers.pdf import footnotes
from mailgate.importers.pdf.model import Line, Word
from mailgate.importers.pdf.typography import Typography

WIDTH, HEIGHT = A4
SENTENCES = (
    "The council opened the sluice before the gauge at the old bridge had reached the mark.",
    "Nobody on the eastern bank was told, though two of the clerks had the list of telephones before them.",
    "The pumps had last been serviced in spring, and the contract with the firm had run out in June.",
    "Witnesses remember a siren at noon, which the log of the station does not mention.",
    "A messenger was sent on foot and reached the tannery after the water had.",
)


def paragraph(place: int) -> str:
    """A text of its own for each place."""
    turned = [SENTENCES[(place + step) % len(SENTENCES)] for step in range(4)]
    return f"Of the {place} matters that were put to us this is what we found. {' '.join(turned)}"


class Setter:
    """Sets lines from the top of a page down, in one or two columns; `head` is called for every page."""

    def __init__(self, path: Path, *, columns: int = 1, size: float = 10.0, head: str = "") -> None:
        self.canvas = Canvas(str(path), pagesize=A4)
        self.columns, self.size, self.head = columns, size, head
        self.page, self.column = 0, 0
        self._turn()

    def _turn(self) -> None:
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.y, self.column = HEIGHT - 80, 0
        self.canvas.setFont("Times-Roman", 8)
        if self.head:
            left, right = (
                self.head.split("|") if self.page % 2 else (str(self.page), f"Chapter {'abcdefgh'[self.page]}")
            )
            self.canvas.drawString(60, HEIGHT - 45, left)
            self.canvas.drawRightString(WIDTH - 60, HEIGHT - 45, right.replace("#", "klmnopqr"[self.page]))

    def line(self, text: str, *, at: float = 0.0, before: str = "", leading: float = 13.0) -> None:
        """Set a line `at` so far from the left, with something before it at the left."""
        if self.y < 70:
            self.column += 1
            self.y = HEIGHT - 80
            if self.column == self.columns:
                self._turn()
        left = 60 + self.column * 250
        self.canvas.setFont("Times-Roman", self.size)
        if before:
            self.canvas.drawString(left, self.y, before)
        self.canvas.drawString(left + at, self.y, text)
        self.y -= leading

    def keep(self, room: float) -> None:
        """Go on to the next page where this one has less room."""
        if self.y < 70 + room:
            self._turn()

    def done(self) -> None:
        self.canvas.save()


def found(path: Path) -> Iterator[tuple[str | None, str]]:
    for unit in read(path, units=Units.PARAGRAPHS).units:
        yield unit.number, unit.text


def test_numbers_that_hang_before_the_second_column_are_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    setter = Setter(path, columns=2)
    for place in range(1, 31):
        for at, text in enumerate(wrap(paragraph(place), 47)):
            setter.line(text, at=36, before=str(place) if not at else "")
        setter.y -= 7
    setter.done()
    units = list(found(path))
    assert [number for number, _ in units if number] == [str(place) for place in range(1, 31)]
    assert " ".join(text for _, text in units) == " ".join(paragraph(place) for place in range(1, 31))


@pytest.mark.parametrize("rise", [0.0, 2.5], ids=["on the line", "a little above it"])
def test_small_numbers_far_before_the_text_are_its_numbers(tmp_path: Path, rise: float) -> None:
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    y = HEIGHT - 80
    for place in range(1, 13):
        canvas.setFont("Times-Roman", 7.5)
        canvas.drawString(60, y + rise, str(place))
        canvas.setFont("Times-Roman", 10.5)
        for text in wrap(paragraph(place), 75):
            canvas.drawString(100, y, text)
            y -= 13
        y -= 7
        if y < 130:
            canvas.showPage()
            y = HEIGHT - 80
    canvas.save()
    assert list(found(path)) == [(str(place), paragraph(place)) for place in range(1, 13)]


def test_heads_that_name_the_report_and_another_chapter_on_each_page_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    setter = Setter(path, head="The flood at Marrow|Part #")
    for place in range(1, 51):
        for text in wrap(paragraph(place), 85):
            setter.line(text)
        setter.y -= 7
    setter.done()
    texts = [text for _, text in found(path)]
    assert not [text for text in texts if "Marrow" in text or "Part" in text or "Chapter" in text]
    assert " ".join(texts) == " ".join(paragraph(place) for place in range(1, 51))


def test_chinese_lines_are_joined_without_spaces(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4)
    text = "东岸的居民没有收到任何警告而水泵最后一次检查是在春天证人记得电话在中午响了两次没有人报告水位高度"
    canvas.setFont("STSong-Light", 11)
    for place in range(6):
        for row in range(3):
            canvas.drawString(60, HEIGHT - 80 - 70 * place - 15 * row, text[16 * row : 16 * row + 16])
    canvas.save()
    assert {said for _, said in found(path)} == {text}


def test_quotes_end_where_other_quotes_end_and_not_at_the_margin_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    setter = Setter(path)
    quote = (
        "“No letter was sent to those who lived on the east bank. "
        "Extraordinarily enough there was no list of them at the time. "
        "Administration of such lists had ended with the reform of it.”"
    )
    for place in range(1, 15):
        setter.keep(160)
        for text in wrap(f"{place}. {paragraph(place)[:-1]}:", 90):
            setter.line(text)
        setter.y -= 6
        for text in wrap(quote, 64):  # sentences end where lines do
            setter.line(text, at=50)
        setter.y -= 6
    setter.done()
    texts = [text for _, text in found(path)]
    assert texts.count(quote) == 14


def test_notes_whose_numbers_count_along_with_the_pages_are_no_footers(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for page in range(1, 7):
        canvas.setFont("Times-Roman", 11)
        rows = wrap(paragraph(page), 75)
        for at, text in enumerate(rows):
            canvas.drawString(60, HEIGHT - 80 - 14 * at, text)
        canvas.setFont("Times-Roman", 7)
        end = 60 + canvas.stringWidth(rows[-1], "Times-Roman", 11)
        canvas.drawString(end, HEIGHT - 80 - 14 * (len(rows) - 1) + 4, str(page))
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(60, 60, f"{page}. Ibid., p. {11 * page + 3}.")
        canvas.showPage()
    canvas.save()
    notes = [note.text for unit in read(path).units for note in unit.footnotes]
    assert notes == [f"Ibid., p. {11 * page + 3}." for page in range(1, 7)]


def _line(y: float, *words: tuple[float, float]) -> Line:
    return Line([Word("word", x0, x1, y, 10) for x0, x1 in words], page=0, left=60, right=540)


def test_a_table_wider_than_the_text_does_not_move_its_margin() -> None:
    text = [_line(700 - 13 * at, *((60 + 30 * word, 87 + 30 * word) for word in range(14))) for at in range(20)]
    table = [_line(400 - 13 * at, (60, 100), (200, 240), (340, 380), (490, 540)) for at in range(6)]
    assert Typography([[*text, *table]]).right(text[0]) == 477


def test_notes_pages_after_the_last_one_are_none_of_it_whatever_their_numbers(tmp_path: Path) -> None:
    """Each chapter ends with its notes, in small type; those of some stand amid a page, others at its foot."""
    canvas = Canvas(str(tmp_path / "n.pdf"), pagesize=A4)
    for page, mark in enumerate((1, 0, 0, 7)):
        canvas.setFont("Times-Roman", 11)
        for line in range(12):
            text = f"{12 * page + line + 1}. The council opened sluice {line} on day {page} of that flood."
            canvas.drawString(60, 780 - 20 * line, text)
            if mark and line < 2:
                canvas.setFont("Times-Roman", 7)
                canvas.drawString(61 + canvas.stringWidth(text, "Times-Roman", 11), 784 - 20 * line, str(mark + line))
                canvas.setFont("Times-Roman", 11)
        canvas.setFont("Times-Roman", 8)
        for line in range(2 if mark else 0):
            canvas.drawString(60, 100 - 12 * line, f"{mark + line} Evidence of witness {mark + line}, who wrote twice.")
        canvas.showPage()
    canvas.save()
    units = read(tmp_path / "n.pdf").units
    assert [(unit.number, note.mark) for unit in units for note in unit.footnotes] == [
        ("1", "1"),
        ("2", "2"),
        ("37", "7"),
        ("38", "8"),
    ]


def test_marks_that_lines_begin_with_for_want_of_room_have_their_notes_all_the_same() -> None:
    def line(y: float, first: Word, size: float = 11.0) -> Line:
        return Line([first, Word("and what else there is to be said of it", 70, 300, y, size)], 0, 60, 300)

    text = [
        line(700 - 14 * at, Word(str(at), 60, 64, 704 - 14 * at, 5.0, raised=True, base=700 - 14 * at))
        for at in (1, 2, 3)
    ]
    notes = [line(100 - 12 * at, Word(str(at), 60, 64, 100 - 12 * at, 8.0), 8.0) for at in (1, 2, 3)]
    kept, found = footnotes.take_out([[*text, *notes]], [[]], 11.0)
    assert (kept, [note.mark for note in found]) == ([text], ["1", "2", "3"])
