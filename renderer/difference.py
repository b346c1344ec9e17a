"""What changed from one wording to the next, word by word, as HTML. Pure."""

import re
from functools import lru_cache
from html import escape

from rapidfuzz.distance import Indel

# Words with the space behind them; where a script has no spaces between words, characters.
_PIECE = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]\s*|[^\s\u3040-\u9fff\uac00-\ud7a3]+\s*|\s+")
_BY_CHARACTER = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]")
_LONGEST = 5_000  # pieces of a text; of a longer one the rest is not compared


@lru_cache(maxsize=256)
def difference(old: str, new: str) -> str:
    """Return the new text with what was added in `ins` and what was left out in `del`; all of it escaped."""
    before, after = _PIECE.findall(old)[:_LONGEST], _PIECE.findall(new)[:_LONGEST]
    parts: list[str] = []
    removed = added = ""
    for operation in Indel.opcodes(_bare(before), _bare(after)):
        there = "".join(before[operation.src_start : operation.src_end])
        here = "".join(after[operation.dest_start : operation.dest_end])
        if operation.tag == "equal":
            parts += [_changed(removed, added), escape(here)]
            removed = added = ""
        else:
            removed, added = removed + there, added + here
    return "".join([*parts, _changed(removed, added)])


def _bare(pieces: list[str]) -> list[str]:
    return [piece.rstrip() for piece in pieces]


def _changed(removed: str, added: str) -> str:
    """Return what was left out, and what stands there now: with a space between, where their script has spaces."""
    is_apart = not (removed and added) or removed[-1].isspace() or _BY_CHARACTER.match(removed[-1]) is not None
    return _marked("del", removed if is_apart else f"{removed} ") + _marked("ins", added)


def _marked(tag: str, text: str) -> str:
    if not text:
        return ""
    words = text.rstrip()
    return f"<{tag}>{escape(words)}</{tag}>{text[len(words) :]}"
