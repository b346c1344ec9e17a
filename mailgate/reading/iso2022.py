"""The 7-bit Asian sets that switch by escape sequences (ISO 2022), as mail programs really write them. Pure.

Python reads the standards; mail has the makers' additions: circled numbers, half-width kana, shifts without an end.
Never raises.
"""

import re
from collections.abc import Callable

_ESCAPE = re.compile(rb"\x1b(\$\([A-Z]|\$\)[A-Z]|\$[@AB]|\$\*H|\([BIJH]|\.A|&@|N)|([\x0e\x0f])|(\r?\n)")
_KANA = "iso2022: half-width kana"
_ASCII = "iso2022: ASCII"


def japanese(data: bytes) -> str:
    """Return ISO-2022-JP in any of its variants, with the characters of NEC and IBM (CP50221)."""
    sets: dict[bytes, str] = {
        b"$@": "cp932",
        b"$B": "cp932",
        b"$(@": "cp932",
        b"$(B": "cp932",
        b"$(D": "jis0212",
        b"$A": "gb2312",
        b"$(C": "euc_kr",
        b"(I": _KANA,
    }
    return _read(data, sets, shifted=_KANA)


def korean(data: bytes) -> str:
    """Return ISO-2022-KR."""
    return _read(data, {}, shifted="euc_kr")


def chinese(data: bytes) -> str:
    """Return ISO-2022-CN, of it the simplified plane."""
    return _read(data, {}, shifted="gb2312")


def read(data: bytes) -> str:
    """Return text of whichever of these sets its escape sequences name."""
    if b"\x1b$)C" in data:
        return korean(data)
    return chinese(data) if b"\x1b$)A" in data or b"\x1b$)G" in data else japanese(data)


def has_escapes(data: bytes) -> bool:
    """Whether these bytes switch sets, and are 7-bit as such text is."""
    return b"\x1b$" in data and data.isascii()


def _read(data: bytes, sets: dict[bytes, str], *, shifted: str) -> str:
    out: list[str] = []
    current, at, is_shifted = _ASCII, 0, False
    for escape in _ESCAPE.finditer(data):
        out.append(_run(data[at : escape.start()], shifted if is_shifted else current))
        at = escape.end()
        if escape.group(1) is not None:
            current = sets.get(escape.group(1), _ASCII)
        elif escape.group(2) is not None:
            is_shifted = escape.group(2) == b"\x0e"
        else:  # a line ends in ASCII, whether the sender said so or not
            current, is_shifted = _ASCII, False
            out.append(escape.group(3).decode())
    out.append(_run(data[at:], shifted if is_shifted else current))
    return "".join(out)


def _run(data: bytes, name: str) -> str:
    if not data:
        return ""
    if name == _ASCII:
        return data.decode("cp932", "replace")
    if name == _KANA:
        return bytes(octet | 0x80 for octet in data).decode("cp932", "replace")
    decoder = _DECODERS.get(name)
    return decoder(data) if decoder else _high(data).decode(name, "replace")


def _jis(data: bytes) -> str:
    """Return JIS X 0208 pairs by way of Shift_JIS, whose table in CP932 has the makers' rows too."""
    out = bytearray()
    at = 0
    while at < len(data):
        high = data[at] & 0x7F
        if high < 0x21 or high == 0x7F or at + 1 == len(data):  # a blank between two-octet characters, or half of one
            out.append(high if high <= 0x20 else 0x3F)
            at += 1
            continue
        low = data[at + 1] & 0x7F
        lead = ((high + 1) >> 1) + (0x70 if high < 0x5F else 0xB0)
        trail = low + (0x1F if high & 1 and low < 0x60 else 0x20 if high & 1 else 0x7E)
        out += bytes((lead, trail & 0xFF))
        at += 2
    return out.decode("cp932", "replace")


def _high(data: bytes) -> bytes:
    return bytes(octet | 0x80 if octet > 0x20 else octet for octet in data)


def _jis0212(data: bytes) -> str:
    pairs = (_high(data[at : at + 2]) for at in range(0, len(data), 2))
    return b"".join(b"\x8f" + pair for pair in pairs).decode("euc_jp", "replace")


_DECODERS: dict[str, Callable[[bytes], str]] = {"cp932": _jis, "jis0212": _jis0212}
