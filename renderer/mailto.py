"""Links that open the reader's own mail program (RFC 6068). Pure.

Everything outside the unreserved characters is percent-encoded as UTF-8, line ends are %0D%0A, a space is %20: mail
programs take "+" for a plus. Some programs cut long links: ours stay under 1,900 characters.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from renderer import named, wording
from renderer.excerpt import shortened

LONGEST = 1_899
LONGEST_QUOTATION = 300  # characters, before encoding
_LONGEST_TITLE = 90
_TITLE = 300  # characters, encoded
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]*")
_RESERVED = re.compile(r"[^A-Za-z0-9._~%-]+")  # the unreserved ones of RFC 3986, and % that is ours by then


def subject(label: str, within: tuple[str, ...], title: str, language: str = wording.ENGLISH) -> str:
    """Return the subject of mails about a paragraph, encoded; `within`: the sections that say which it is, if any."""
    parts = "".join(f"%2C%20{part}" for part in (_in_room(within), _in_room((title,))) if part)
    return f"{_said('Paragraph', language)}%20{encoded(label)}{parts}"


def to_paragraph(address: str, subject: str, *, language: str = wording.ENGLISH) -> str:
    """Return the link behind "Comment by e-mail"."""
    return f"mailto:{_recipient(address)}?subject={subject}&body={_how_to_write(language)}"


def to_answer(address: str, public_id: str) -> str:
    """Return the link behind "Answer by e-mail"."""
    return f"mailto:{_recipient(address)}?subject={_ANSWER}{encoded(public_id)}"


def to_follow(address: str) -> str:
    """Return the link behind "Follow by e-mail"."""
    return f"mailto:{_recipient(address)}?subject=Follow"


def to_report(address: str, public_id: str) -> str:
    """Return the link behind "Report abuse"."""
    return f"mailto:{_recipient(address)}?subject={_REPORT}{encoded(public_id)}"


def to_friend(subject: str, *, text: str, url: str, address: str, language: str = wording.ENGLISH) -> str:
    """Return the link behind "E-mail this to a friend"; the reader fills in whose address it goes to.

    The quotation gives way where letters of other scripts take nine characters each once they are encoded.
    """
    opening, closing = _quotation_marks(language)
    start = f"mailto:?subject={subject}&body={opening}"
    end = f"{closing}%0D%0A%0D%0A{encoded(url)}{_how_to_answer(language)}{encoded(address)}%0D%0A"
    quotation = _fitted(lambda characters: shortened(text, characters), LONGEST_QUOTATION, LONGEST - len(start + end))
    return start + quotation + end


def encoded(text: str) -> str:
    """Return a text percent-encoded for a field of a mailto link."""
    if _UNRESERVED.fullmatch(text) is not None:
        return text
    # Nearly all that has to be encoded is spaces: the pattern finds the rest, a run at a time.
    return _RESERVED.sub(_percent_run, text.replace("%", "%25").replace(" ", "%20"))


def _percent_run(match: re.Match[str]) -> str:
    return _percent(match[0])


@lru_cache(maxsize=1_024)  # they are few: a comma, a quotation mark, the letters of a script
def _percent(run: str) -> str:
    return "".join(f"%{byte:02X}" for byte in run.encode())


def _recipient(address: str) -> str:
    local_part, at, domain = address.rpartition("@")
    return f"{encoded(local_part)}{at}{_domain(domain)}"


@lru_cache(maxsize=64)  # it is the same in every address of a site
def _domain(domain: str) -> str:
    return encoded(domain)


@lru_cache(maxsize=1_024)  # they are the same on every page of a document, or of a section
def _in_room(titles: tuple[str, ...]) -> str:
    return _fitted(lambda characters: named.in_room(titles, characters), _LONGEST_TITLE, _TITLE)


def _fitted(short: Callable[[int], str], characters: int, room: int) -> str:
    """Return what is `short` of a text in so many characters, encoded, and in fewer until that has room."""
    result = encoded(short(characters))
    while len(result) > room and characters > 2:
        # What is over tells how much must go; at least one character does, so this ends.
        characters = min(characters - 1, max(2, characters * room // len(result)))
        result = encoded(short(characters))
    return result if len(result) <= room else ""


# Below the sign of a signature (RFC 3676 section 4.3), and known again by whoever reads the mail: so it is never taken
# for words of the comment, and what is written under it all the same is not taken for a signature.
HOW_TO_WRITE = (
    "Write your comment above this line, and send the mail.",
    "You may use these HTML tags: em strong blockquote p br.",
    "Your address will not be shown; your name will.",
)
_ANSWER = encoded("Answer to comment ")
_REPORT = encoded("Report on comment ")
_QUOTED = "“{1}”"
_ON_THIS = "To comment on this paragraph, write to"


def how_to_write(language: str) -> tuple[str, ...]:
    """Return those lines in a language."""
    words = wording.table(language)
    return tuple(words.get(line, line) for line in HOW_TO_WRITE)


@lru_cache(maxsize=64)
def _how_to_write(language: str) -> str:
    return encoded("\r\n".join(("", "", "", "-- ", *how_to_write(language), "")))


@lru_cache(maxsize=64)
def _how_to_answer(language: str) -> str:
    return f"%0D%0A%0D%0A{_said(_ON_THIS, language)}%20"


@lru_cache(maxsize=64)
def _quotation_marks(language: str) -> tuple[str, str]:
    opening, _, closing = wording.table(language).get(_QUOTED, _QUOTED).partition("{1}")
    return encoded(opening), encoded(closing)


@lru_cache(maxsize=64)
def _said(words: str, language: str) -> str:
    return encoded(wording.table(language).get(words, words))
