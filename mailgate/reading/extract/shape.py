"""What one line looks like, whatever its language: a rule, a name, prose, a date, an address. Pure, linear."""

import re
import unicodedata
from dataclasses import dataclass

from mailgate.reading.extract.phrases import attribution as words

LOOKED_AT = 400  # of a line; what decides stands in front

_WORDS = re.compile(r"[^\W\d_]+(?:['’׳.-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+")
_NUMERIC_DATE = re.compile(r"\b\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}\b|\d ?[年년]")
_TIME = re.compile(r"(?<![\d./:-])\d{1,2}(?:[:.h]\d{2}(?![/\d])|[時时시点]| ?[ap]\.?m\b)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
ADDRESS = re.compile(r"[\w.+'=%-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}|<mailto:|\[mailto:")
_SPELT = re.compile(r"\w at (?:[\w-]{1,63}\.){1,4}[a-z]{2,10}\b")  # as archives of lists write an address
_PHONE = re.compile(r"(?:\+|\(?00?)?[\d(][\d ()/.\u2011-]{5,24}\d")
_LINK = re.compile(
    r"https?://|www\.|\b[\w-]{2,40}\.(?:com|org|net|gov|edu|info|eu|de|fr|es|it|uk|nl|pl|ru|ua|example)\b"
)
_CONTACT_WORD = re.compile(
    r"\b(?:tel|telephone|phone|ph|mob|mobile|cell|fax|direct|office|e-?mail|mail|web|website|skype|linkedin|twitter"
    r"|tél|téléphone|portable|telefon|handy|mobil|teléfono|móvil|telefono|cellulare|telefone|telemóvel|telefoon|mobiel"
    r"|тел|телефон|моб|電話|電話番号|电话|手机|傳真|전화|휴대폰|هاتف|טל|טלפון|τηλ|gsm|t|m|f|p|e|w|puh|tlf)\b"
    r"\.? ?(?:[:：]|(?=[+(]?\d))",
    re.IGNORECASE,
)
_AFTER_LABEL = re.compile(r"[:：\d]")
_NOTE = re.compile(r"\[(?:\d{1,3}|\*)\]")
_ASIDE = re.compile(r"\([^()]{0,30}\)")
_NAME_PARTS = re.compile(r"[\s,&|]+")
_RULE = frozenset("-_=*~#+—–─━•·")
_NO_NAME = frozenset('@<>{}[]=":*_/\\')
_SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_SIGNS = f"{_SPACES}*_\u200b\u200e\u200f\u202a\u202b\u202c\u2068\u2069\ufeff"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an attribution in a piece of text."""

    wrote: bool
    dated: bool
    timed: bool
    addressed: bool
    words: int


def bare(text: str) -> str:
    """Return the beginning of a line without the signs of emphasis and direction around it."""
    return text[:LOOKED_AT].strip(_SIGNS)


def spoken(text: str) -> str:
    """Return it, lower case, without the punctuation, symbols and blanks around it."""
    first, end = 0, len(text)
    while end and not text[end - 1].isalnum() and unicodedata.category(text[end - 1])[0] != "M":
        end -= 1
    while first < end and not text[first].isalnum():
        first += 1
    return lower(text[first:end])


def lower(text: str) -> str:
    """Return it in lower case; of the Turkish capital nothing is left over."""
    return text.lower() if text.isascii() else text.lower().replace("i\u0307", "i")


def is_note(text: str) -> bool:
    """Whether it is a note that a mark in the words refers to: "[1] https://..."."""
    return _NOTE.match(text) is not None


def tokens(text: str) -> list[str]:
    """Return its words, lower case."""
    return _WORDS.findall(text.lower())


def evidence(text: str) -> Evidence:
    """Look for a verb of writing, a date, a time and an address."""
    lower = text.lower()
    plain = ADDRESS.sub(" ", lower)
    found = [part.rstrip(".") for part in _WORDS.findall(plain)]
    numbers = _NUMBER.findall(plain)
    named_day = any(part in words.MONTHS or part in words.WEEKDAYS for part in found)
    return Evidence(
        wrote=not words.VERBS.isdisjoint(found) or any(verb in plain for verb in words.VERBS_INSIDE),
        dated=bool(_NUMERIC_DATE.search(plain)) or (bool(numbers) and named_day),
        timed=_TIME.search(plain) is not None,
        addressed=ADDRESS.search(lower) is not None or _SPELT.search(lower) is not None,
        words=len(found),
    )


def has_year(text: str) -> bool:
    """Whether a year of four digits is in it."""
    return _YEAR.search(text) is not None


def is_rule(text: str, at_least: int = 2) -> bool:
    """Whether it is a line of dashes, underscores, stars and the like, and nothing else."""
    signs = text.strip()
    return len(signs) >= at_least and signs[0] in _RULE and _RULE.issuperset(signs.replace(".", "").replace(" ", ""))


def is_ruled(text: str) -> bool:
    """Whether it is a rule with words in it: "_____ Information from a scanner _____"."""
    line = text.strip().rstrip(">")
    return len(line) < 160 and _RULE.issuperset(line[:8]) and _RULE.issuperset(line[-4:]) and not is_rule(line)


def is_between_signs(text: str) -> bool:
    """Whether it is what GroupWise sets above the mail that was answered: ">>> Ann Smith 05.01.26 10:02 >>>"."""
    line = text.strip()
    if len(line) > LOOKED_AT or not line.startswith(">>> ") or not line.endswith(" >>>"):
        return False
    found = evidence(line)
    return found.dated and (found.timed or found.addressed)


def is_sentence(text: str) -> bool:
    """Whether it reads as prose: long, or ended like a sentence of some words. Contact lines never do."""
    line = bare(text)
    if is_contact(line):
        return False
    count = len(line.split())
    ended = line.rstrip("\"')”’»")[-1:] in set(".!?…。！？؟")
    wide = wide_signs(line)
    return (ended and (count >= 5 or wide >= 12)) or count >= 13 or len(line) > 100 or wide > 30


def wide_signs(text: str) -> int:
    """Return how many signs it has of scripts that write a word with one or two."""
    return 0 if text.isascii() else sum(character > "\u2e7f" for character in text)


def is_contact(text: str) -> bool:
    """Whether a telephone, an address of any kind or the word for one is in it, and little else."""
    line = bare(text)
    if len(line.split()) > 16 or _NOTE.match(line):
        return False
    return (("." in line or "/" in line) and _LINK.search(line) is not None) or is_labelled(line) or is_reachable(line)


def is_labelled(line: str) -> bool:
    """Whether it says what kind of contact it holds: "Tel. 020 7946 0000"."""
    return _AFTER_LABEL.search(line) is not None and _CONTACT_WORD.search(line) is not None


def is_reachable(line: str) -> bool:
    """Whether a mail address or a telephone number is in it."""
    if "@" in line or "mailto:" in line:
        return ADDRESS.search(line) is not None or _has_phone(line)
    return _has_phone(line)


def _has_phone(line: str) -> bool:
    digits = sum(map(str.isdigit, line))
    return digits >= 6 and _PHONE.search(line) is not None and not _TIME.search(line)


def is_name(text: str) -> bool:
    """Whether it may be a name or a title: up to six words, each with a capital or of a script that has none."""
    line = bare(text)
    line = (_ASIDE.sub(" ", line) if "(" in line else line).strip("-–—~/ ,.")
    if len(line) > 60 or line[-1:] in set("?!;…。") or not _NO_NAME.isdisjoint(line):
        return False
    parts = [part for part in _NAME_PARTS.split(line) if part[:1].isalpha()]
    if not 1 <= len(parts) <= 6 or any(character.isdigit() for character in line):
        return False
    first = [part[0] for part in parts if part.lower().rstrip(".") not in words.PARTICLES and len(part) > 1]
    return all(sign == sign.upper() for sign in first) and (bool(first) or len(parts) == 1) and _may_be_short(line)


def _may_be_short(line: str) -> bool:
    """A script without capitals says nothing, so that a name in it must be short."""
    cased = any(character != character.swapcase() for character in line)
    return cased or len(line) <= 12
