"""The names of character sets as mail programs write them, to the codec that reads what they mean. Pure.

A codec is one of Python's, or "viscii", "iso2022_jp" and "iso2022_cn", which `charset` reads itself.
"""

import codecs
import re

# What mail programs write, and what they mean by it: mostly a larger set of the same maker.
_MEANT = {
    "ksc56011987": "cp949",
    "ksc5601": "cp949",
    "ksc56011989": "cp949",
    "kscompat": "cp949",
    "euckr": "cp949",
    "ms949": "cp949",
    "windows949": "cp949",
    "gb2312": "gb18030",
    "gb231280": "gb18030",
    "euccn": "gb18030",
    "gbk": "gb18030",
    "chinesesimplified": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "windows936": "gb18030",
    "hzgb2312": "hz",
    "hzgb": "hz",
    "big5": "cp950",
    "cnbig5": "cp950",
    "big5eten": "cp950",
    "big5hkscs": "big5hkscs",
    "viscii": "viscii",
    "iso2022cn": "iso2022_cn",
    "windows950": "cp950",
    "shiftjis": "cp932",
    "shiftjisx0213": "cp932",
    "sjis": "cp932",
    "mskanji": "cp932",
    "windows31j": "cp932",
    "windows932": "cp932",
    "eucjp": "euc_jp",
    "eucjpms": "euc_jp",
    "iso2022jp": "iso2022_jp",
    "iso2022jpms": "iso2022_jp",
    "iso2022jp1": "iso2022_jp",
    "iso2022jp2": "iso2022_jp_2",
    "iso2022jp3": "iso2022_jp",
    "iso2022jp2004": "iso2022_jp",
    "iso2022jpext": "iso2022_jp",
    "cp50220": "iso2022_jp",
    "cp50221": "iso2022_jp",
    "cp50222": "iso2022_jp",
    "csiso2022jp": "iso2022_jp",
    "iso2022kr": "iso2022_kr",
    "tis620": "cp874",
    "windows874": "cp874",
    "thai": "cp874",
    "unicode11utf7": "utf-7",
    "unicode20utf7": "utf-7",
    "utf7": "utf-7",
    "utf8": "utf-8",
    "utf8mb4": "utf-8",
    "utf8n": "utf-8",
    "unicode11utf8": "utf-8",
    "unicode20utf8": "utf-8",
    "cp65001": "utf-8",
    "utf16": "utf-16",
    "unicode": "utf-16",
    "ucs2": "utf-16",
    "iso10646ucs2": "utf-16",
    "utf16le": "utf-16-le",
    "utf16be": "utf-16-be",
    "utf32": "utf-32",
    "macroman": "mac_roman",
    "macintosh": "mac_roman",
    "mac": "mac_roman",
    "maccyrillic": "mac_cyrillic",
    "macce": "mac_latin2",
    "maccentraleurroman": "mac_latin2",
    "macgreek": "mac_greek",
    "macturkish": "mac_turkish",
    "koi8r": "koi8_r",
    "koi8": "koi8_r",
    "koi8u": "koi8_u",
    "koi8ru": "koi8_u",
    "latin1": "cp1252",
    "l1": "cp1252",
    "latin2": "iso8859_2",
    "latin5": "cp1254",
    "latin9": "iso8859_15",
    "western": "cp1252",
    "cyrillic": "iso8859_5",
    "greek": "iso8859_7",
    "hebrew": "cp1255",
    "logical": "cp1255",
    "arabic": "iso8859_6",
    "asmo708": "iso8859_6",
    "ibm850": "cp850",
    "ibm437": "cp437",
    "cp866": "cp866",
    "ibm866": "cp866",
    "ansi": "cp1252",
    "windowslatin1": "cp1252",
    "winlatin1": "cp1252",
}
# ISO 8859 parts that are read as Windows' larger set of the same letters, and all others by number.
_ISO_PARTS = {"1": "cp1252", "8": "cp1255", "9": "cp1254", "11": "cp874"}
_ISO = re.compile(r"iso8859(\d{1,2})(?:19\d\d)?[ei]?")
_WINDOWS = re.compile(r"(?:windows|win|mscp|ms|cp|x?ansi|microsoftcp|winnt)?(125[0-8])")
_ASCII = re.compile(r"(?:us|ansi|iso646)?(?:ascii|x341968|x341986|x34|irv1991|us)|646|us|7bit")
_PREFIXES = ("charset", "cs", "x")
# Python codecs that are no character sets, or whose time is not linear.
_NOT_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def codec(declared: str | None) -> str | None:
    """Return the Python codec for a charset as declared; None where it says nothing: missing, unknown or ASCII."""
    if not declared:
        return None
    first = declared[:80].strip(" \t\"'<>=").lower().partition(";")[0].partition("*")[0]
    letters = _NOT_IN_NAMES.sub("", first)
    for prefix in ("", *_PREFIXES):
        if letters.startswith(prefix) and (found := _known(letters.removeprefix(prefix))):
            return found
    return None if _ASCII.fullmatch(letters) else _python(first)


def _known(letters: str) -> str | None:
    if letters in _MEANT:
        return _MEANT[letters]
    if iso := _ISO.fullmatch(letters):
        return _ISO_PARTS.get(iso.group(1)) or _python(f"iso8859_{iso.group(1)}")
    windows = _WINDOWS.fullmatch(letters)
    return f"cp{windows.group(1)}" if windows else None


def _python(name: str) -> str | None:
    try:
        found = codecs.lookup(name.strip())
    except (LookupError, ValueError, UnicodeError):
        return None
    usable = getattr(found, "_is_text_encoding", True) and found.name.replace("-", "_") not in _NOT_CHARSETS
    return None if not usable or found.name == "ascii" else found.name
