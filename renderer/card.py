"""The picture of a document that others show beside a link to it, drawn by Pillow (the extra `cards`).

It is made with each edition: title and site, nothing that changes. Where the font lacks a letter of the title there is
none: better no picture than one of boxes. An operator's folder may have a font of its own, `card.ttf`.
"""

import io
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from renderer.site import Site

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont, ImageFont

WIDTH, HEIGHT = 1200, 630  # what those who show it ask for
_MARGIN = 80
_SIZES = (76, 64, 54, 44)  # of the title: the first in which it has room
_LINES = 5
_SIGNS = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})
_PAPER, _INK, _SOFT, _ACCENT = "#fdfcfa", "#1c1b19", "#5c5852", "#1b4b7a"


def is_installed() -> bool:
    """Whether cards can be drawn at all."""
    return find_spec("PIL") is not None


@lru_cache(maxsize=256)  # it is asked for each page
def is_drawable(site: Site, title: str) -> bool:
    """Whether this site has a card for a document of this title."""
    if not site.cards:
        return False
    font = _font(site, _SIZES[-1])
    missing = bytes(font.getmask("\uffff"))
    return all(bytes(font.getmask(letter)) != missing for letter in set(_plain(site, title + site.title)) - {" "})


def png(site: Site, title: str) -> bytes:
    """Return the card of a document; the same bytes for the same words, by the same Pillow."""
    from PIL import Image, ImageDraw, PngImagePlugin  # noqa: PLC0415  the extra

    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 20), fill=_ACCENT)
    size, lines = _fitted(site, _plain(site, title))
    draw.multiline_text((_MARGIN, 120), "\n".join(lines), fill=_INK, font=_font(site, size), spacing=size // 3)
    draw.line((_MARGIN, HEIGHT - 130, WIDTH - _MARGIN, HEIGHT - 130), fill="#dcd8d0", width=2)
    draw.text((_MARGIN, HEIGHT - 100), _shortened(site, _plain(site, site.title)), fill=_SOFT, font=_font(site, 34))
    about = PngImagePlugin.PngInfo()
    about.add_text("Software", "mailgate")
    written = io.BytesIO()
    image.quantize(32).save(written, "PNG", pnginfo=about, optimize=True)
    return written.getvalue()


def _plain(site: Site, text: str) -> str:
    """Return a text with the signs that Pillow's own font has."""
    return text if site.card_font else " ".join(text.translate(_SIGNS).split())


@lru_cache(maxsize=16)
def _font(site: Site, size: int) -> "FreeTypeFont | ImageFont":
    from PIL import ImageFont  # noqa: PLC0415  the extra

    return ImageFont.truetype(site.card_font, size) if site.card_font else ImageFont.load_default(size)


def _fitted(site: Site, title: str) -> tuple[int, list[str]]:
    """Return the largest size in which a title has room, and its lines; what is too long even then is cut."""
    for size in _SIZES:
        lines = _wrapped(site, title, size)
        if len(lines) <= _LINES:
            return size, lines
    return _SIZES[-1], [*lines[: _LINES - 1], lines[_LINES - 1] + " ..."]


def _wrapped(site: Site, text: str, size: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _font(site, size).getlength(longer) <= WIDTH - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _shortened(site: Site, text: str) -> str:
    while _font(site, 34).getlength(text) > WIDTH - 2 * _MARGIN:
        text = text[:-4].rstrip() + "..."
    return text
