"""The pictures on the pages of a PDF: what they hold, and below which line each stands.

Beside `letters` the only module here that knows PDFium. Without Pillow there are none.
"""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from typing import Any

from mailgate.importers.pdf.model import Drawn, Line, Page
from mailgate.importers.pictures import MAX_PIXELS

_SMALLEST = 36.0  # points, half an inch
_WHOLE = 0.9  # of the page: a background, or a scan
_MOST = 30  # on one page
_OFTEN = 5  # a fifth of the pages: a logo


def on_page(page: Any, number: int, raw: Any, held: dict[str, bytes]) -> Iterator[Drawn]:
    """Yield the pictures of a page; `held` gets what each holds, by its name."""
    if page.get_rotation() or find_spec("PIL") is None:
        return
    width, height = page.get_size()
    _, low, _, _ = page.get_cropbox() or (0, 0, 0, 0)
    for thing in islice(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=4), _MOST):
        left, bottom, right, top = thing.get_bounds()
        is_small = min(right - left, top - bottom) < _SMALLEST
        if is_small or (right - left) * (top - bottom) > _WHOLE * width * height:
            continue
        if (data := _bytes(thing)) is not None:
            name = f"page-{number + 1}-{len(held) + 1}"
            held[name] = data
            content = raw.FPDFPageObj_GetMarkedContentID(thing.raw)
            yield Drawn(name, left, bottom - low, right, top - low, content)


def _bytes(thing: Any) -> bytes | None:
    """Return a picture as a file: a photo as it was packed, all else without loss."""
    wide, tall = thing.get_px_size()
    if wide * tall > MAX_PIXELS:
        return None
    try:
        image = thing.get_bitmap(render=True, scale_to_original=True).to_pil()
    except Exception:  # noqa: BLE001  whatever PDFium says of a damaged picture, the text is still there
        return None
    written = io.BytesIO()
    is_opaque = image.mode in {"RGB", "L", "RGBX"} or image.getchannel(image.getbands()[-1]).getextrema()[0] == 255
    if "DCTDecode" in thing.get_filters() and is_opaque:
        image.convert("RGB").save(written, "JPEG", quality=92)
    else:
        image.save(written, "PNG", compress_level=1)  # it is drawn anew, and packed better, before it is kept
    return written.getvalue()


def hang(pages: Sequence[Page], lines: Sequence[Line]) -> None:
    """Put each picture below the nearest line above it in its column, else before the first line after it."""
    places = Counter(_place(drawn) for page in pages for drawn in page.drawn)
    often = max(3, len(pages) // _OFTEN)
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    before: Line | None = None
    for page in pages:
        own = by_page.get(page.number, [])
        for drawn in page.drawn:
            nearest = _above(drawn, own) or before or (own[0] if own else None)
            if nearest is not None and places[_place(drawn)] < often:
                nearest.pictures.append(drawn.name)
        before = own[-1] if own else before


def _place(drawn: Drawn) -> tuple[int, ...]:
    return tuple(round(side / 4) for side in drawn[1:5])


def _above(drawn: Drawn, lines: Sequence[Line]) -> Line | None:
    middle = (drawn.y0 + drawn.y1) / 2
    above = [line for line in lines if line.y > middle and line.left < drawn.x1 and line.right > drawn.x0]
    return min(above, key=lambda line: line.y, default=None)
