"""Bytes to text, as mail really comes: character sets that are wrong, missing or known by other names. Pure.

Never raises. What the sender declared counts, unless the bytes are plainly something else.
"""

import codecs
import re
from collections.abc import Callable

from mailgate.reading import iso2022
from mailgate.reading.charset_guess import guess
from mailgate.reading.charset_names import codec

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Sets that nearly every sequence of bytes fits: a declared one of these proves nothing against valid UTF-8.
_SINGLE_BYTE = ("cp125", "iso8859", "koi8", "cp8", "cp4", "mac", "viscii", "tis", "hp", "kz")
# Where the octets that ISO 8859 leaves to control characters are used, Windows' set of the same letters is meant.
_WINDOWS_OF = {
    "iso8859-2": "cp1250",
    "iso8859-4": "cp1257",
    "iso8859-5": "cp1251",
    "iso8859-6": "cp1256",
    "iso8859-7": "cp1253",
    "iso8859-13": "cp1257",
    "iso8859-15": "cp1252",
}
_SECOND_TRY = {"cp950": "big5hkscs", "cp949": "johab", "cp932": "shift_jis_2004", "euc_jp": "euc_jis_2004"}
_OF_PAIRS = ("gb2312", "gbk", "gb18030", "cp950", "cp949")
_NO_PAIRS = re.compile(rb"(?:[\x00-\x7f]|[\x85\x91-\x97\xa0](?![\x80-\xff]))*")
_C1 = re.compile(rb"[\x80-\x84\x86-\x9f]")
_VISCII = dict(
    zip(
        (0x02, 0x05, 0x06, 0x14, 0x19, 0x1E, *range(0x80, 0x100)),
        "ẲẴẪỶỸỴẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
        "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúủũýợỮ",
        strict=True,
    )
)
_READ_HERE: dict[str, Callable[[bytes], str]] = {
    "iso2022_jp": iso2022.japanese,
    "iso2022_jp_2": iso2022.japanese,
    "iso2022_kr": iso2022.korean,
    "iso2022_cn": iso2022.chinese,
    "viscii": lambda data: data.decode("latin-1").translate(_VISCII),
}
_THREE_OCTETS = re.compile(rb"[\xe1-\xef][\x80-\xbf]{2}")
_WESTERN_UTF8 = re.compile(rb"[\xc2-\xc5][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf]")
_UTF8 = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_UTF8_OF_LATIN = re.compile("[\u00c2-\u00f4][\u0080-\u00ff\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]{1,3}")
_FROM_CP1252 = {ord(bytes((octet,)).decode("cp1252")): octet for octet in range(0x80, 0xA0) if octet not in
                (0x81, 0x8D, 0x8F, 0x90, 0x9D)}  # fmt: skip


def decode(data: bytes, declared: str | None, hints: tuple[str | None, ...] = ()) -> str:
    """Return bytes as text.

    `declared` is the charset parameter as it stands, or None. `hints` are what other parts of the mail say, the
    best first; they count where nothing usable was declared.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    declared_codec = codec(declared)
    if data.isascii() and (declared_codec is None or not _is_seven_bit_coded(declared_codec)):
        return _seven_bit(data)
    return _undone(_decode(data, declared_codec, hints))


def fits(data: bytes, declared: str) -> bool:
    """Whether these bytes are text of the declared charset without a fault."""
    name = codec(declared)
    return data.isascii() if name is None else _strict(data, name) is not None


def _seven_bit(data: bytes) -> str:
    if _is_wide(data):
        return _wide(data, "utf-16")
    return iso2022.read(data) if iso2022.has_escapes(data) else data.decode("ascii")


def _decode(data: bytes, name: str | None, hints: tuple[str | None, ...]) -> str:
    if (name is not None and name.startswith(("utf-16", "utf-32"))) or _is_wide(data):
        return _wide(data, name or "utf-16")
    if _is_utf8(data, name):
        return data.decode("utf-8")
    if iso2022.has_escapes(data):
        return iso2022.read(data)
    if name in _OF_PAIRS and _NO_PAIRS.fullmatch(data):
        name = "cp1252"  # only Windows' quotation marks and dashes, in a mail from elsewhere
    if name is None or name.startswith(_SINGLE_BYTE):
        name = _single_byte(data, name, hints)
    for candidate in (name, _SECOND_TRY.get(name), *(codec(hint) for hint in hints)):
        if candidate and (text := _strict(data, candidate)) is not None:
            return text
    return _damaged(data, name)


def _single_byte(data: bytes, name: str | None, hints: tuple[str | None, ...]) -> str:
    """Return the codec to read 8-bit text by that is no UTF-8, where the declared one fits any bytes or is missing."""
    if name is None:
        for hint in hints:
            hinted = codec(hint)
            if hinted and not hinted.startswith("utf") and hinted not in _READ_HERE and _strict(data, hinted):
                return hinted
        return guess(data) or "cp1252"
    if name == "cp1252":  # what programs write that do not know what they send
        return guess(data) or name
    return _WINDOWS_OF.get(name, name) if _C1.search(data) else name


def _is_utf8(data: bytes, name: str | None) -> bool:
    """Whether these bytes are UTF-8, whatever was declared. Pairs of octets prove nothing against an Asian set."""
    if data.isascii() or _strict(data, "utf-8") is None:
        return False
    return name in (None, "utf-8", "utf-7") or name.startswith(_SINGLE_BYTE) or len(_THREE_OCTETS.findall(data)) > 1


def _is_seven_bit_coded(name: str) -> bool:
    return name.startswith(("iso2022", "utf-7", "hz", "utf-16", "utf-32"))


def _is_wide(data: bytes) -> bool:
    """Whether these are units of two octets: zeros in every fourth place at least, all on one side."""
    zeros = data.count(0)
    return zeros > 1 and zeros * 4 >= len(data) and zeros in (data[0::2].count(0), data[1::2].count(0))


def _wide(data: bytes, name: str) -> str:
    """Return UTF-16 or UTF-32; without a mark the order of octets is where the zeros of plain letters are."""
    if not data.count(0) and (text := _strict(data, "utf-8")) is not None:
        return text  # it says so, and is not
    if name in ("utf-16", "utf-32"):
        name += "-be" if data[0::2].count(0) >= data[1::2].count(0) and not _is_likely_little(data) else "-le"
    return data.decode(name, "replace")


def _is_likely_little(data: bytes) -> bool:
    """Whether text without plain letters is little-endian: blanks and line ends are the same in all scripts."""
    return data.count(b"\n\0") + data.count(b" \0") > data.count(b"\0\n") + data.count(b"\0 ")


def _damaged(data: bytes, name: str) -> str:
    """Return text that its set does not fit throughout."""
    if name in ("utf-8", "utf-7"):
        whole = len(_UTF8.findall(data))
        text = data.decode("utf-8", "replace")
        if whole and text.count("\ufffd") <= 2 * whole:
            is_western = len(_WESTERN_UTF8.findall(data)) * 2 >= whole
            return data.decode("utf-8", "mailgate-western") if is_western else text
        return data.decode(guess(data) or "cp1252", "replace")
    if name in _READ_HERE:
        return data.decode(guess(data) or "cp932", "replace")
    return data.decode(name, "replace")


def _western(fault: UnicodeError) -> tuple[str, int]:
    """Read an octet that is no UTF-8 as Windows' western set: what was pasted into a mail."""
    assert isinstance(fault, UnicodeDecodeError)  # noqa: S101  only used to decode
    if fault.end == len(fault.object):
        return "\ufffd", fault.end
    return fault.object[fault.start : fault.end].decode("cp1252", "replace"), fault.end


codecs.register_error("mailgate-western", _western)


def _undone(text: str) -> str:
    """Undo UTF-8 that was taken for a western set and encoded again, where every sign of the text says so."""
    if len(_UTF8_OF_LATIN.findall(text)) < 2:
        return text
    try:
        return text.translate(_FROM_CP1252).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _strict(data: bytes, name: str) -> str | None:
    try:
        if name in _READ_HERE and (name == "viscii" or data.isascii()):
            return _READ_HERE[name](data)
        return None if name in _READ_HERE else data.decode(name)
    except (UnicodeError, ValueError):
        return None
