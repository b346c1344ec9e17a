"""Text for PDF files that says something else in every paragraph, and fills the lines of a column."""

import random

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.mailgate.importers.test_pdf_stretched import FONT, SIZE, Sheet

_WORDS = (
    "a no it by of in the was and had not who for pump gate then they river under ahead water lower clerk notice "
    "bridge sluice witness council opened gauges evening contract remembered telephone residents evidence eastern"
)


def said(place: int, words: int) -> str:
    """Return a sentence of so many words, another one for each place."""
    chance = random.Random(place)
    return " ".join(chance.choices(_WORDS.split(), k=words)).capitalize() + "."


def rows(text: str, width: float, *, first: float = 0, size: float = SIZE) -> list[str]:
    """Return text as lines of a width, the first of which has less room."""
    found, room = [""], width - first
    for word in text.split(" "):
        longer = f"{found[-1]} {word}".strip()
        if stringWidth(longer, FONT, size) > room:
            found.append(word)
            room = width
        else:
            found[-1] = longer
    return found


def fill(sheet: Sheet, text: str, x: float, width: float, *, first: float = 0, mark: str = "", skip: float = 6) -> str:
    """Draw a paragraph whose lines, but for the last, are stretched to a width; return it. `mark`: before it."""
    lines = rows(text, width, first=first)
    if mark:
        sheet.line(mark, x - stringWidth(f"{mark} ", FONT, SIZE))
        sheet.y += 10
    for at, line in enumerate(lines):
        start = first if at == 0 else 0
        sheet.line(line, x + start, width=(width - start) if at < len(lines) - 1 else 0)
    sheet.y -= skip
    return text
