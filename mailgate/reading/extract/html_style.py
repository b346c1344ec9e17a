"""What a style attribute changes for a mail: hidden, bold, italic, preformatted, coloured, with a rule or bar. Pure."""

import colorsys
import re
from dataclasses import dataclass
from functools import lru_cache

_DISPLAYS = {"block": True, "flex": True, "grid": True, "table": True, "list-item": True, "inline": False}
_BOLD = frozenset(["bold", "bolder", "600", "700", "800", "900"])
_NOTHING = re.compile(r"0(?:\.0)?(?:px|pt|em|%)?")
_SMALL = re.compile(r"-?(?:0(?:\.0\d*)?|\.0\d*)(?![\d.])")
_NO_BORDER = re.compile(r"none|hidden|(?<![\d.])0(?:px|pt)?(?![\d.])|medium$|initial|inherit")
_COLOUR = re.compile(r"rgba?\([^)]*\)|#[0-9a-f]{3,8}")
_NEAR = re.compile(r"[3-5](?:\.0)?p[tx]")
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})")
_HUES = {20: "red", 70: "orange", 170: "green", 260: "blue", 335: "purple"}  # up to so many degrees
_CALLED = {"navy": "blue", "maroon": "red", "crimson": "red", "magenta": "purple", "fuchsia": "purple"}
_SIDES = ("top", "right", "bottom", "left")


@dataclass(frozen=True, slots=True)
class Style:
    """The declarations that matter; `bold` and `italic` are None where nothing is said."""

    hidden: bool = False
    block: bool | None = None  # on lines of its own, or not, whatever its tag
    bold: bool | None = None
    italic: bool | None = None
    preformatted: bool | None = None
    close: bool = False  # no space above or below: paragraphs that stand as lines
    bar: bool = False  # a line at its left (or, in scripts from right to left, right) side alone: how quotes are shown
    rule: bool = False  # a line above it alone, at Outlook's distance: the mail that was answered begins
    wide: bool = False  # of Outlook's width for a line across the page
    numbering: bool = False  # the number or bullet that Word writes as text
    colour: str = ""  # of the words, as people call it


PLAIN = Style()


def style_of(style: str | None) -> Style:
    """Return what a style attribute says."""
    return _parsed(style[:1_000]) if style else PLAIN


@lru_cache(maxsize=2_000)
def _parsed(style: str) -> Style:
    said: dict[str, str] = {}
    for declaration in style.lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            said[name.strip()] = value.replace("!important", "").strip()
    borders = _borders(said)
    space = said.get("white-space", "")
    return Style(
        hidden=_is_hidden(said),
        block=_DISPLAYS.get(said.get("display", "")),
        bold=said["font-weight"] in _BOLD if "font-weight" in said else None,
        italic=said["font-style"] in ("italic", "oblique") if "font-style" in said else None,
        preformatted=space in ("pre", "pre-wrap", "pre-line", "break-spaces", "-moz-pre-wrap") if space else None,
        close=_is_close(said),
        bar=borders in ({"left"}, {"right"}),
        rule=borders == {"top"} and _NEAR.match(said.get("padding-top") or said.get("padding", "")) is not None,
        wide=said.get("width") == "98%",
        numbering=said.get("mso-list") == "ignore",
        colour=colour_of(said.get("color", "")),
    )


@lru_cache(maxsize=500)
def colour_of(value: str) -> str:
    """Return what people call a colour: red, orange, green, blue, purple; "black" where it is none of them."""
    value = value.strip().lower()
    if value in ("", "inherit", "unset", "currentcolor"):
        return ""
    if digits := _HEX.fullmatch(value):
        wide = digits[1] if len(digits[1]) == 6 else "".join(digit * 2 for digit in digits[1])
        parts = [int(wide[i : i + 2], 16) for i in (0, 2, 4)]
    elif numbers := _RGB.match(value):
        parts = [min(int(number), 255) for number in numbers.groups()]
    else:
        return next((name for name in _HUES.values() if name in value), _CALLED.get(value, "black"))
    hue, saturation, brightness = colorsys.rgb_to_hsv(*(part / 255 for part in parts))
    if saturation < 0.3 or brightness < 0.25:
        return "black"
    return next((name for limit, name in _HUES.items() if hue * 360 < limit), "red")


def _is_hidden(said: dict[str, str]) -> bool:
    if said.get("display") == "none" or said.get("visibility") in ("hidden", "collapse"):
        return True
    if _NOTHING.fullmatch(said.get("opacity", "")):
        return True
    height = said.get("max-height") or said.get("height") or ""
    return said.get("overflow") == "hidden" and _NOTHING.fullmatch(height) is not None


def _borders(said: dict[str, str]) -> set[str]:
    """Return the sides that have a line."""
    sides = dict.fromkeys(_SIDES, "")
    if "border" in said:
        sides = dict.fromkeys(_SIDES, said["border"])
    for name in ("border-style", "border-width"):
        for side, value in zip(_SIDES, _four(said.get(name, "")), strict=False):
            sides[side] = f"{sides[side]} {value}" if name == "border-width" and sides[side] else value
    for side in _SIDES:
        sides[side] = said.get(f"border-{side}", said.get(f"border-{side}-style", sides[side]))
    return {side for side, value in sides.items() if value and not _NO_BORDER.search(_COLOUR.sub("", value))}


def _four(value: str) -> list[str]:
    """Spread one to four values over the sides, as CSS does."""
    parts = value.split()[:4]
    if not parts:
        return []
    top = parts[0]
    right = parts[1] if len(parts) > 1 else top
    return [top, right, parts[2] if len(parts) > 2 else top, parts[3] if len(parts) > 3 else right]


def _is_close(said: dict[str, str]) -> bool:
    margins = _four(said.get("margin", ""))
    above = said.get("margin-top") or (margins[0] if margins else "")
    below = said.get("margin-bottom") or (margins[2] if margins else "")
    return _SMALL.match(above) is not None and _SMALL.match(below) is not None
