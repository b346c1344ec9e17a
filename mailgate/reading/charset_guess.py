"""What character set bytes are in where nobody said it, or what was said is plainly wrong. Pure, linear.

A guess is made from what is common in a language: its lower-case letters, its kana, its thousand commonest
characters stand together in one part of each table. Western European text is what remains.
"""

import re
from dataclasses import dataclass

_SAMPLE = 16 * 1024
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_LATIN_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_SURE = 0.7  # of the characters must be common ones


@dataclass(frozen=True, slots=True)
class _Set:
    """A set of two-octet characters: how one looks, how a common one looks, and the kana or hangul that prove it."""

    name: str
    any: re.Pattern[bytes]
    common: re.Pattern[bytes]


_PAIRS = (
    _Set("cp932", re.compile(rb"[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]|[\xa1-\xdf]"),
         re.compile(rb"\x81[\x40-\xac]|\x87[\x40-\x9c]|\x82[\x4f-\xf1]|\x83[\x40-\x96]|[\x88-\x97][\x40-\x7e\x80-\xfc]")),
    _Set("euc_jp", re.compile(rb"\x8e[\xa1-\xdf]|[\xa1-\xfe]{2}"),
         re.compile(rb"[\xa1\xa3][\xa1-\xfe]|\xa4[\xa1-\xf3]|\xa5[\xa1-\xf6]|[\xb0-\xcf][\xa1-\xfe]")),
    _Set("cp949", re.compile(rb"[\x81-\xfe][\x41-\x5a\x61-\x7a\x81-\xfe]"),
         re.compile(rb"[\xa1\xa3][\xa1-\xfe]|[\xb0-\xc8][\xa1-\xfe]")),
    _Set("gb18030", re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]"),
         re.compile(rb"[\xa1\xa3][\xa1-\xfe]|[\xb0-\xd7][\xa1-\xfe]")),
    _Set("cp950", re.compile(rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]"),
         re.compile(rb"\xa1[\x40-\x7e\xa1-\xfe]|[\xa4-\xc6][\x40-\x7e\xa1-\xfe]")),
)  # fmt: skip
_KANA = re.compile(rb"\xa4[\xa1-\xf3]|\xa5[\xa1-\xf6]")
# Single octets: how the letters of a language look, its small ones, and its ten or so commonest, half of any text.
_ALPHABETS = (
    ("koi8_u", rb"[\xc0-\xff\xa3\xb3\xa4\xa6\xa7\xad]", rb"[\xc0-\xdf\xa3]", "оеаинтсрвл"),
    ("cp1251", rb"[\xc0-\xff\xb8\xa8\xb2\xb3\xaf\xbf\xaa\xba]", rb"[\xe0-\xff\xb8\xb3\xbf\xba]", "оеаинтсрвл"),
    ("cp866", rb"[\x80-\xaf\xe0-\xf1]", rb"[\xa0-\xaf\xe0-\xef\xf1]", "оеаинтсрвл"),
    ("iso8859_5", rb"[\xa1-\xff]", rb"[\xd0-\xef\xf1]", "оеаинтсрвл"),
    ("cp1253", rb"[\xa2\xb8-\xba\xbc\xbe-\xfe]", rb"[\xdc-\xfe\xc0]", "αοιετσνηυρςπά"),
    ("cp1255", rb"[\xc0-\xd6\xe0-\xfa]", rb"[\xc0-\xd6\xe0-\xfa]", "יוהלארמתבש"),
    ("iso8859_6", rb"[\xc1-\xda\xe0-\xea]", rb"[\xc1-\xda\xe0-\xea]", "المينتربوه"),
    ("cp1256", rb"[\xc0-\xd6\xd8-\xdf\xe1\xe3-\xe6\xec-\xfa\xa1]", rb"[\xc0-\xfa\xa1]", "المينتربوه"),
    (
        "cp874",
        rb"[\xa1-\xda\xdf-\xfb]",
        rb"[\xa1-\xda\xdf-\xfb]",
        "านรอกเงมยลวดท\u0e48\u0e31\u0e35\u0e49",
    ),
)
# Latin alphabets: the small letters that a language has beside ASCII. A text is in one language, so that all of its
# letters are of one of these; in a wrong set they are of several, or no letters.
_WEST = (
    "äöüß", "éèêëàâçîïôùûüœæÿ", "áéíóúñüç", "àèéìòùîóíú", "áâãàçéêíóôõúü", "éëïóüèöáêí", "åäöéüà", "æøåéóòôäöü",
    "áéíóúýðþæö", "àèéíïòóúüç", "äöüõšž", "áéíóúâêîôŵŷïö",
)  # fmt: skip
_EAST = ("áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "ëç")
_BALTIC = ("ąčęėįšųūž", "āčēģīķļņšūž", "äöüõšž")
_LATIN = (
    ("cp1252", _WEST), ("cp1250", _EAST), ("iso8859_2", _EAST), ("cp1254", ("çğıiöşüâî",)), ("cp1257", _BALTIC),
    ("iso8859_4", _BALTIC), ("mac_roman", _WEST), ("cp850", _WEST), ("cp852", _EAST),
)  # fmt: skip
_JOINTS = "’‘'–—·-"  # may stand between two letters
_FEW = 2  # such letters say something
_STRANGE = 0.05  # of the letters beside ASCII, at most, may be of another language
_LETTERS = 0.92  # of the high octets are letters
_BEYOND = re.compile(r"[^\x00-\x7f]")
_COMMON = 0.45  # of the letters are the commonest


def guess(data: bytes) -> str | None:
    """Return the codec that these bytes, which are no UTF-8, are most likely in; None for the usual western one."""
    sample = data[:_SAMPLE]
    runs = _HIGH_RUN.findall(sample)
    high = sum(map(len, runs))
    letters = high + sum(1 for octet in sample if 0x41 <= octet <= 0x5A or 0x61 <= octet <= 0x7A)
    words = [word for word in _LATIN_WORD.findall(sample) if not word.isascii()]
    foreign = sum(1 for word in words if sum(octet > 0x7F for octet in word) * 3 >= len(word) * 2)
    if high < 4 or foreign * 2 < len(words) or high * 8 < letters:
        return _latin(sample)  # western words have a few accents each
    return _alphabet(sample) or _pairs(sample)


def _pairs(sample: bytes) -> str | None:
    best, share = None, 0.0
    for candidate in _PAIRS:
        if not _is_clean(sample, candidate.name):
            continue
        found = candidate.any.findall(sample)
        common = sum(1 for pair in found if candidate.common.fullmatch(pair))
        weight = common / max(1, len(found))
        if candidate.name == "euc_jp" and not _KANA.search(sample):
            continue  # without kana it is Chinese or Korean
        if candidate.name in ("gb18030", "cp949") and _is_mostly_kana(found):
            continue
        if weight > share:
            best, share = candidate.name, weight
    return best if share >= _SURE else None


def _is_mostly_kana(pairs: list[bytes]) -> bool:
    return sum(1 for pair in pairs if _KANA.fullmatch(pair)) * 5 > len(pairs)


def _is_clean(sample: bytes, name: str) -> bool:
    try:
        sample[:-4].decode(name)
    except UnicodeDecodeError as fault:
        return fault.start >= len(sample) - 8
    return True


def _alphabet(sample: bytes) -> str | None:
    best, most = None, _COMMON
    high = len(sample) - len(sample.translate(None, bytes(range(0x80, 0x100))))
    for name, letter, small, common in _ALPHABETS:
        letters = len(re.findall(letter, sample))
        if letters < _LETTERS * high or len(re.findall(small, sample)) * 3 < 2 * letters:
            continue
        text = sample.decode(name, "replace").lower()
        share = sum(text.count(character) for character in common) / max(1, letters)
        if share > most:
            best, most = name, share
    return best


def _latin(sample: bytes) -> str | None:
    """Return another set than the usual one where that makes the letters of one language of what this does not."""
    best, least = None, _STRANGE
    for name, alphabets in _LATIN:
        strange = _strange(sample.decode(name, "replace"), alphabets)
        if name == "cp1252" and (strange is None or strange <= _STRANGE):
            return None
        if strange is not None and strange < least:
            best, least = name, strange
    return best


def _strange(text: str, alphabets: tuple[str, ...]) -> float | None:
    """Return the share of letters and of signs within words that the nearest of the alphabets has not; None for few."""
    found = [
        text[at]
        for at in (match.start() for match in _BEYOND.finditer(text))
        if text[at].isalpha()
        or (text[at] not in _JOINTS and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha())
    ]
    if len(found) < _FEW:
        return None
    return min(sum(sign.lower() not in alphabet for sign in found) for alphabet in alphabets) / len(found)
