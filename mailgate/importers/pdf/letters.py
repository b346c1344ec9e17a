"""A PDF file → pages of words, by PDFium.

PDFium is not safe in threads: one process reads one file.
"""

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from enum import Enum
from itertools import islice
from typing import Any

from mailgate.importers.outline import ImportRefusedError, Progress, Source
from mailgate.importers.pdf import accents, calls, drawings, redactions, tags
from mailgate.importers.pdf.leftward import is_leftward
from mailgate.importers.pdf.model import Page, Rule, Word

MAX_PAGES = 3_000
MAX_LETTERS = 60_000  # on one page

MAX_RULES = 5_000  # on one page
_THIN = 2.0  # points: what is thinner is a line
_BLACK, _SOLID = 48, 200  # of 255: a colour that is dark, and not to be seen through
_BOX = 8.0  # points: what is smaller is no cell of a table

_HYPHENS = {"\x02": "-", "\ufffe": "-", "\u00ad": "-", "\u2010": "-", "\u2011": "-"}
_SUPERIORS = dict(zip("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789", strict=True))
# Fonts of TeX made of pixels have no names, and say of no letter which it is: what stands at these places in them.
_TEX = {
    **dict(zip(range(0x0B, 0x10), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    **dict(zip(range(0x10, 0x18), "“”„«»–—\u200c", strict=True)),
    **dict(zip(range(0x1B, 0x20), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    0x88: "•",
}
_BOLD = ("bold", "black", "heavy", "semibold", "demi", "cmbx", "medi", "libertineob", "libertineoz", "biolinumob")
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)  # halves of a letter, as of formulas: two to PDFium
_HEAVY = 600  # weight from which type is bold
_ITALIC = ("italic", "oblique", "cmti", "slanted", "kursiv", "libertineoi", "libertineobi", "biolinumoi")
_GAP = 0.18  # of the size of type: a wider gap parts words
_HINTED = 0.1  # the same, where PDFium sees a space too
_OVERHUNG = 0.05  # behind an f too, whose top reaches into the space: fonts of Chromium say no more than that


class Maybe(Enum):
    """What may stand between two letters."""

    SPACE = 1


def pages(source: Source, progress: Progress, held: dict[str, bytes]) -> Iterator[Page]:
    """Yield the pages of a file; `held` gets what their pictures hold.

    Raises ImportRefusedError where it cannot be read.
    """
    try:
        import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415  an extra
    except ImportError as fault:
        raise ImportRefusedError("PDF files need the extra `pdf`: pip install 'mailgate[pdf]'") from fault
    try:
        file = pypdfium2.PdfDocument(source.path)
    except pypdfium2.PdfiumError as fault:
        locked = "password" in str(fault).lower()
        what = "is protected with a password: save it without one" if locked else "is damaged, or no PDF file"
        raise ImportRefusedError(f"{source.name}: {what}") from fault
    try:
        if len(file) > MAX_PAGES:
            raise ImportRefusedError(f"{source.name}: has {len(file):,} pages; at most {MAX_PAGES:,} are read")
        for number in range(len(file)):
            yield _page(file, number, source.name, pypdfium2.raw, held)
            progress(number + 1, len(file))
    finally:
        file.close()


def _page(file: Any, number: int, name: str, raw: Any, held: dict[str, bytes]) -> Page:
    try:
        page = file[number]
    except Exception as fault:
        raise ImportRefusedError(f"{name}: page {number + 1} is damaged") from fault
    width, height = page.get_size()
    found = Page(number=number, width=width, height=height, label=file.get_page_label(number) or "")
    text = page.get_textpage()
    try:
        if raw.FPDFText_CountChars(text) > MAX_LETTERS:
            raise ImportRefusedError(f"{name}: page {number + 1} has more than {MAX_LETTERS:,} letters")
        found.words = list(words(accents.composed(_letters(text, page, raw))))
        found.drawn = list(drawings.on_page(page, number, raw, held))
        found.tags = list(tags.on_page(file, page, raw))
        if not page.get_rotation():
            found.rules, found.shapes, areas = _drawn(page, raw)
            found.words += redactions.words(areas, found.words)
        if len(found.words) < 10:
            found.images = sum(1 for each in page.get_objects(max_depth=2) if each.type == raw.FPDF_PAGEOBJ_IMAGE)
    finally:
        text.close()
        page.close()
    return found


def _drawn(page: Any, raw: Any) -> tuple[list[Rule], list[Rule], list[Rule]]:
    """Return the lines that are drawn, of a box its sides; all else that is; and of that the areas that are black."""
    rules: list[Rule] = []
    shapes: list[Rule] = []
    areas: list[Rule] = []
    _, low, _, _ = page.get_cropbox() or (0, 0, 0, 0)
    for thing in islice(page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=3), MAX_RULES):
        left, bottom, right, top = thing.get_bounds()
        box = Rule(left, bottom - low, right, top - low)
        if min(right - left, top - bottom) < _THIN < max(right - left, top - bottom):
            rules.append(box)
            continue
        shapes.append(box)
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing.raw, ctypes.byref(filled), ctypes.byref(stroked))
        if right - left > _BOX and top - bottom > _BOX and stroked.value:
            rules += (
                box._replace(y1=box.y0 + 0.5),
                box._replace(y0=box.y1 - 0.5),
                box._replace(x1=box.x0 + 0.5),
                box._replace(x0=box.x1 - 0.5),
            )
        if filled.value and top - bottom > _THIN and _is_black(thing, raw):
            areas.append(box)
    return rules, shapes, areas


def _is_black(thing: Any, raw: Any) -> bool:
    colour = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(thing.raw, *(ctypes.byref(part) for part in colour))
    return max(part.value for part in colour[:3]) < _BLACK and colour[3].value > _SOLID


def _letters(text: Any, page: Any, raw: Any) -> "Iterator[Word | Maybe | None]":
    """Yield each letter as a word of its own; None for a space."""
    call, handle = calls.calls(raw), calls.handle(text)
    rectangle, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    box, origin = ctypes.addressof(rectangle), (ctypes.addressof(x), ctypes.addressof(y))
    turned = page.get_rotation()
    _, low, _, _ = page.get_cropbox() or (0, 0, 0, 0)
    width, height = page.get_size()
    style: tuple[float, bool, bool, bool] | None = None
    at, content, stands = None, -1, _Level()
    for place in range(raw.FPDFText_CountChars(text)):
        thing = call.thing(handle, place)
        if thing is None:
            yield Maybe.SPACE  # PDFium's guess of a space or a line's end: ours knows the letters' widths
            continue
        if call.code(handle, place) in _LOW:
            continue  # the letter was told in full by the half before
        letter = _letter(call.code(handle, place), text, place, raw)
        if letter.isspace() or not letter:
            yield None
            continue
        if thing != at:
            at, style, stands = thing, _style(text, place, raw, turned), _Level()
            content = raw.FPDFPageObj_GetMarkedContentID(raw.FPDFText_GetTextObject(text, place))
        if style is None:
            continue
        call.box(handle, place, box)
        if turned or not stands.is_known:
            call.origin(handle, place, *origin)
            stands.learn(y.value)
        if turned:
            at_ = rectangle.left, rectangle.right, y.value, x.value, rectangle.bottom, rectangle.top
            left, right, line = _upright(turned, width, height, at_)
        else:
            left, right, line = rectangle.left, rectangle.right, y.value - low
        size, bold, italic, heavy = style
        shown = _HYPHENS.get(letter, letter)
        word = Word(shown, left, right, line, size, bold, italic, heavy=heavy, content=content)
        yield _superior(word, y.value, text, place, raw) if letter.isdigit() and not turned else word


class _Level:
    """Whether the letters of a text object stand on one height: two of them tell, as none is written downwards then."""

    def __init__(self) -> None:
        self.is_known = False
        self._last: float | None = None

    def learn(self, height: float) -> None:
        """Take in on what a letter stands."""
        self.is_known, self._last = height == self._last, height


def _letter(code: int, text: Any, place: int, raw: Any) -> str:
    """Return what a letter is, where that is known."""
    if code in _TEX and raw.FPDFText_GetFontInfo(text, place, None, 0, None) <= 1:
        return _TEX[code]
    if code in _HIGH:
        low = raw.FPDFText_GetUnicode(text, place + 1)
        return chr(0x10000 + (code - _HIGH.start) * len(_LOW) + low - _LOW.start) if low in _LOW else "\ufffd"
    if code == 0:
        return "\ufffd"  # the font does not say which letter it is
    return chr(code) if code < 0x110000 else ""


def _superior(word: Word, stands: float, text: Any, place: int, raw: Any) -> Word:
    """Return a digit; one that is drawn raised though it stands on the line is as small and as high as it looks."""
    sides = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(text, place, *(ctypes.byref(side) for side in sides))
    above, tall = sides[2].value - stands, sides[3].value - sides[2].value
    digit = _SUPERIORS.get(word.text)
    if digit is not None or (above > 0.2 * word.size and 0 < tall < 0.55 * word.size):
        word.text, word.y, word.size = digit or word.text, word.y + 0.3 * word.size, 0.6 * word.size
    return word


def _upright(turned: int, width: float, height: float, at: tuple[float, ...]) -> tuple[float, float, float]:
    left, right, y, x, bottom, top = at
    if turned == 90:
        return bottom, top, height - x
    if turned == 180:
        return width - right, width - left, height - y
    return width - top, width - bottom, x


def _style(text: Any, place: int, raw: Any, turned: int) -> tuple[float, bool, bool, bool] | None:
    """Return the size, weight and slant of a letter; None for one that does not stand upright, or cannot be seen."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, place, ctypes.byref(matrix))
    angle = (math.degrees(math.atan2(matrix.b, matrix.a)) - turned) % 360
    if 5 < angle < 355:
        return None
    size = raw.FPDFText_GetFontSize(text, place) * math.hypot(matrix.c, matrix.d)
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, place, buffer, 128, ctypes.byref(flags))
    bold, italic = styles_of(buffer.value.decode("utf-8", "replace"))
    heavy = bold or raw.FPDFText_GetFontWeight(text, place) >= _HEAVY
    return (size, bold, italic or bool(flags.value & 64), heavy) if size > 1 else None


def styles_of(font: str) -> tuple[bool, bool]:
    """Return whether a font is bold, and whether it is italic, by its name."""
    name = font.lower()
    italic = any(word in name for word in _ITALIC) or name.endswith(("-it", "-i"))
    return any(word in name for word in _BOLD), italic


def words(letters: Iterator[Word | Maybe | None]) -> Iterator[Word]:
    """Put letters together that follow each other without a gap; those that run to the left stay alone."""
    current: Word | None = None
    spaced, gap = True, _GAP
    for letter in letters:
        if letter is None:
            spaced = True
        elif isinstance(letter, Maybe):
            gap = _OVERHUNG if current is not None and current.text[-1:] == "f" else _HINTED
        elif current is not None and not spaced and _joins(current, letter, gap):
            current.text += letter.text
            current.x1 = max(current.x1, letter.x1)
            gap = _GAP
        else:
            letter.glued = current is not None and not spaced and _touches(current, letter, gap)
            if current is not None:
                _raise(current, letter)
                yield _finished(current)
            current, spaced, gap = letter, False, _GAP
    if current is not None:
        yield _finished(current)


def _raise(word: Word, after: Word) -> None:
    """Where one of two neighbours stands higher and looks like a mark, say on which line it is all the same."""
    up = after.y - word.y
    if after.glued and 0.2 * word.size < up < 0.75 * word.size and after.size <= word.size and not after.text.isalpha():
        after.raised, after.base = True, word.base or word.y
    elif word.text.isdecimal() and len(word.text) < 5 and 0.2 * after.size < -up < 0.75 * after.size:
        beside = -0.1 * after.size < after.x0 - word.x1 < 1.2 * after.size
        if beside and word.size <= after.size:
            word.raised, word.base = True, after.y


def _joins(word: Word, letter: Word, gap: float) -> bool:
    same = abs(word.size - letter.size) < 0.3 and (word.bold, word.italic) == (letter.bold, letter.italic)
    near = abs(word.y - letter.y) < 0.1 * word.size and _touches(word, letter, gap)
    return same and near and not is_leftward(word.text[-1:] + letter.text)


def _touches(word: Word, letter: Word, gap: float) -> bool:
    """Whether a letter goes on where the word ends. The parts of a ligature all stand in its place."""
    near = -0.9 * word.size < letter.x0 - word.x1 < gap * word.size or 0 <= word.x1 - letter.x1 < 0.1
    return near and abs(word.y - letter.y) < 0.6 * word.size


def _finished(word: Word) -> Word:
    text = word.text
    if text.isascii():
        return word
    if any("\ufb00" <= letter <= "\ufb06" for letter in text):
        text = "".join(unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufb06" else c for c in text)
    word.text = unicodedata.normalize("NFC", text)
    return word
