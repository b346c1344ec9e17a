"""PDFium's functions that are called for every letter of a file, by numbers alone.

As pypdfium2 declares them, ctypes makes objects of what comes and checks what goes: two thirds of what a call costs,
four times for each of a million letters.
"""

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

_PLACE, _INTO = (ctypes.c_void_p, ctypes.c_int), ctypes.c_void_p


class Calls(NamedTuple):
    """Each takes the page of text (`handle`) and the place of a letter; the last two, addresses to write to."""

    thing: Callable[[int, int], int | None]  # which text object has the letter; None: it was made up
    code: Callable[[int, int], int]  # of Unicode
    box: Callable[[int, int, int], int]  # FS_RECTF, as wide as the letter's place in the line
    origin: Callable[[int, int, int, int], int]  # two doubles


@cache
def calls(raw: Any) -> Calls:
    """Return the functions of a library that pypdfium2 has loaded."""

    def direct(function: Any, *types: Any) -> Any:
        return ctypes.CFUNCTYPE(*types)(ctypes.cast(function, ctypes.c_void_p).value or 0)

    return Calls(
        thing=direct(raw.FPDFText_GetTextObject, ctypes.c_void_p, *_PLACE),
        code=direct(raw.FPDFText_GetUnicode, ctypes.c_uint, *_PLACE),
        box=direct(raw.FPDFText_GetLooseCharBox, ctypes.c_int, *_PLACE, _INTO),
        origin=direct(raw.FPDFText_GetCharOrigin, ctypes.c_int, *_PLACE, _INTO, _INTO),
    )


def handle(thing: Any) -> int:
    """Return what stands for a pypdfium2 object in these calls; it is good as long as the object is."""
    return int(ctypes.cast(thing.raw, ctypes.c_void_p).value or 0)
