"""How lists are numbered in print: 3, c, iii, 2.14. Pure, and the same for Word and OpenDocument."""

import re
from collections.abc import Mapping
from string import ascii_lowercase

# Other forms are named by the sign that they write for one, as OpenDocument does; 〇 is one of signs by place, 一〇.
_ALPHABETS = {
    "а": "абвгдежзиклмнопрстуфхцчшщэюя",
    "А": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "α": "αβγδεζηθικλμνξοπρστυφχψω",
    "Α": "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
    "أ": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
}
_DIGITS = {"१": "०१२३४५६७८९", "๑": "๐๑๒๓๔๕๖๗๘๙", "١": "٠١٢٣٤٥٦٧٨٩", "〇": "〇一二三四五六七八九"}
_CHINESE = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "兩": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_HEBREW = ("אבגדהוזחט", "יכלמנסעפצ", "קרשת")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def roman(value: int) -> str:
    """Return a number in Roman letters, lower case."""
    parts = []
    for worth, letters in _ROMAN:
        parts.append(letters * (value // worth))
        value %= worth
    return "".join(parts)


def letters(value: int, alphabet: str = ascii_lowercase) -> str:
    """Return a number as a letter; after z comes aa, then bb."""
    return alphabet[(value - 1) % len(alphabet)] * ((value - 1) // len(alphabet) + 1) if value > 0 else ""


def chinese(value: int) -> str:
    """Return a number in Chinese signs: 十二, 一百零五."""
    parts = ""
    for sign, worth in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, value = divmod(value, worth)
        parts += f"{'零一二三四五六七八九'[digit]}{sign}" if digit else "零" * bool(parts)
    parts = re.sub("零+", "零", parts).rstrip("零") or "零"
    return parts.removeprefix("一") if parts.startswith("一十") else parts


def of_chinese(text: str) -> int | None:
    """Return the number that Chinese signs say, 一百零五 or 一〇五; None where they say none."""
    if not any(sign in _TENS for sign in text):
        digits = [_CHINESE.get(sign) for sign in text]
        return None if None in digits or not digits else int("".join(map(str, digits)))
    total, digit = 0, None
    for sign in text:
        if sign in _TENS:
            total, digit = total + (1 if digit is None or digit == 0 else digit) * _TENS[sign], None
        elif (digit := _CHINESE.get(sign)) is None:
            return None
    return total + (digit or 0)


def _hebrew(value: int) -> str:
    """Return a number in Hebrew letters; 15 and 16 are 9 and 6, 9 and 7."""
    hundreds, rest = divmod(value, 100)
    tens, ones = (0, rest) if rest in {15, 16} else divmod(rest, 10)
    signs = "ת" * (hundreds // 4) + ("" if not hundreds % 4 else _HEBREW[2][hundreds % 4 - 1])
    signs += _HEBREW[1][tens - 1] if tens else ""
    return signs + ({15: "טו", 16: "טז"}.get(ones) or (_HEBREW[0][ones - 1] if ones else ""))


def _of_script(value: int, form: str) -> str | None:
    """Return a number in the form that is named by its sign for one, or None where that names none."""
    sign = form[:1]
    if sign in _ALPHABETS:
        return letters(value, _ALPHABETS[sign])
    if sign in _DIGITS:
        return "".join(_DIGITS[sign][int(digit)] for digit in str(value))
    return {"一": chinese, "א": _hebrew}[sign](value) if sign in {"一", "א"} else None


def written(value: int, form: str) -> str:
    """Return a number in the form that HTML's `type` names, 1 a A i I, or 01 or one of another script.

    An empty form writes nothing.
    """
    value = max(0, min(value, 9_999))
    if (other := _of_script(value, form)) is not None:
        return other
    if form in {"a", "A", "i", "I"}:
        text = letters(value) if form.lower() == "a" else roman(value)
        return text.upper() if form.isupper() else text
    return str(value).zfill(2 if form.startswith("01") else 1) if form else ""


class Counter:
    """The numbers of a list with levels: what is deeper starts again below each higher one.

    `restarts`: of levels that do so only below some, the first level that leaves them going on.
    """

    def __init__(self, starts: dict[int, int], restarts: Mapping[int, int] | None = None) -> None:
        self._starts = starts
        self._restarts = restarts or {}
        self._values: dict[int, int] = {}

    def next(self, level: int, *, at: int | None = None) -> None:
        """Count one further on this level, or from `at`."""
        before = self._values.get(level)
        start = self._starts.get(level, 1)
        self._values[level] = at if at is not None else start if before is None else before + 1
        self._values = {each: v for each, v in self._values.items() if level >= self._restarts.get(each, each)}

    def restart(self, level: int) -> None:
        """Forget this level and what is deeper."""
        self._values = {each: value for each, value in self._values.items() if each < level}

    def value(self, level: int) -> int:
        """Return where this level stands; one that has not begun stands at its start."""
        return self._values.get(level, self._starts.get(level, 1))


def whole(value: str, otherwise: int) -> int:
    """Return the number that an attribute says, or what goes for none."""
    return int(value) if re.fullmatch(r"\d{1,6}", value.strip()) else otherwise
