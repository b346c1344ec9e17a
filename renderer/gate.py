"""The last gate before a page: what no comment may show, whatever cleaned and masked it (INV-30, INV-40). Pure.

A comment that does not pass is left out, its page is still written, and the operator is told. What has the shape of an
address never passes, whoever's it is. What can only be read as one, spelt out or encoded, is often none ("we met at
harbour.example"), so it is looked up among the people we know.
"""

import binascii
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from sqlalchemy import Connection

_FOREIGN = re.compile(r"<(?!/?(?:em|strong|blockquote|p)>|br>)")
_TAG = re.compile(r"</?(?:em|strong)>")  # what may stand within a word
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_ADDRESS = re.compile(r"[^\s@<>()]@[^\W_][\w-]{0,62}\.[\w.-]{0,250}\w")


_APART = "\n" * 5  # between comments: more than what may stand between the parts of an address
_AT = (" at ", "(at)", "[at]", "{at}", "_at_", "-at-", " ad ", "arroba", " chez ", " bei ", "@")  # as people spell it
_BEFORE = re.compile(r"([\w.+-]{1,64})[^\w.+-]{0,3}$")
_DOT = re.compile(r"\W{0,2}(?:\.|(?<=\W)(?:dot|punkt|point|punto|ponto)(?=\W))\W{0,2}", re.IGNORECASE)
_DOT_WORDS = ("dot", "punkt", "point", "punto", "ponto")
_LABEL = 80  # characters within which the first part of a domain ends: it has 63 at most
_AFTER = re.compile(rf"\W{{0,3}}([\w-]{{1,63}}(?:{_DOT.pattern}[\w-]{{1,63}}){{1,6}})", re.IGNORECASE)
_NEAR, _FAR = 70, 400  # characters around a sign
_SHORTEST = 15  # characters of an address in base64
_OF_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-"
_AS_RUNS = bytes(ord("x" if byte in _OF_BASE64 else " ") for byte in range(256))
_RUN = b"x" * _SHORTEST
_ENCODED = re.compile(rf"[A-Za-z0-9+/_-]{{{_SHORTEST},400}}")
_DECODED = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_URL_SAFE = str.maketrans("-_", "+/")

Known = Callable[[Collection[str]], bool]  # whether one of these addresses is of a person we know
People = Callable[["Connection"], Known]  # the people that one transaction sees


def nobody(_: Collection[str]) -> bool:
    """Know no one."""
    return False


def is_fit(name: str, html: str, known: Known = nobody) -> bool:
    """Whether a comment can be published: no other markup than ours, and no mail address in whatever spelling.

    `known` is asked only where something can be read as an address.
    """
    return are_fit([(name, html)], known)


def are_fit(comments: Sequence[tuple[str, str]], known: Known = nobody) -> bool:
    """Whether all of these, each a name and its HTML, can be published: what `is_fit` says of each, in one look."""
    text = _APART.join([f"{html}\n{name}" for name, html in comments])
    if _FOREIGN.search(_APART.join([html for _, html in comments])) is not None or _has_address(text):
        return False
    spelt = {*_spelt(text), *_decoded(text)}
    return not spelt or not known(spelt)


def _spelt(text: str) -> Iterator[str]:
    """Yield the addresses that can be read out of a text, in the form that addresses compare by."""
    folded = text.lower()
    # Most signs begin with what most texts lack, and one character is looked for at once.
    if signs := [sign for sign in _AT if sign[0] in folded and sign in folded]:
        plain = unescape(_TAG.sub("", text)) if "&" in text or "em>" in text or "strong>" in text else text
        for before, after in _around(signs, plain):
            if (domain := _AFTER.match(after)) and (local := _BEFORE.search(before)):
                yield from _compared(local[1].strip("_-"), _DOT.sub(".", domain[1]))


def _around(signs: Sequence[str], plain: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and behind each sign that may be an address's: a domain has to be able to follow."""
    folded = plain.replace("\u0130", "I").lower()  # the one letter that is longer in lower case
    for sign in signs:
        start = folded.find(sign)
        while start >= 0:
            end = start + len(sign)
            follows = folded[end : end + _LABEL]
            if "." in follows or any(dot in follows for dot in _DOT_WORDS):
                yield plain[max(0, start - _NEAR) : start], plain[end : end + _FAR]
            start = folded.find(sign, start + 1)


def _decoded(text: str) -> Iterator[str]:
    if _RUN not in text.encode().translate(_AS_RUNS):  # a tenth of what the pattern takes to find none
        return
    for run in _ENCODED.findall(text):
        try:
            decoded = binascii.a2b_base64(run.translate(_URL_SAFE) + "=" * (-len(run) % 4)).decode("ascii")
        except (binascii.Error, UnicodeDecodeError):
            continue
        for found in _DECODED.findall(decoded):
            local_part, _, domain = found.rpartition("@")
            yield from _compared(local_part, domain)


def _compared(local_part: str, domain: str) -> Iterator[str]:
    for local in {local_part, local_part.lower()}:
        yield f"{local}@{domain.lower()}"


def _has_address(text: str) -> bool:
    # In whatever spelling, an address has one of these.
    if not ("@" in text or "&" in text or "%" in text or "=40" in text or "\uff20" in text or "\ufe6b" in text):
        return False
    # As a reader's program would come to see it: twice, for what was escaped before it came.
    plain = unquote(unescape(unescape(_TAG.sub("", text)))).replace("=40", "@")
    return _ADDRESS.search(unicodedata.normalize("NFKC", _UNSEEN.sub("", plain))) is not None
