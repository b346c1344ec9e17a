"""Makes a second edition of a report, and knows what became of each paragraph: seeded, for any script."""

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailgate.importers.identity import Wording

_WORDS = re.compile(r"[\u3400-\u9fff]{1,2}|[^\s\u3400-\u9fff]+\s*")
_SENTENCE = re.compile(r"(?<=[.。।؟!?])\s*(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """How often each thing happens to a paragraph; `sections` is how many runs of paragraphs move as one."""

    light: float = 0.2
    heavy: float = 0.0
    split: float = 0.03
    merge: float = 0.03
    gone: float = 0.03
    new: float = 0.03
    moved: float = 0.01
    sections: int = 0
    heaviest: float = 0.5
    renumbered: bool = True


CALM = Mixture()
ROUGH = Mixture(light=0.3, heavy=0.3, split=0.06, merge=0.06, gone=0.06, new=0.06, moved=0.03, sections=3)
NAMED = replace(ROUGH, renumbered=False)
HARSH = replace(ROUGH, heavy=0.5, heaviest=0.65, split=0.1, merge=0.1, gone=0.1, new=0.1, moved=0.05, sections=6)


@dataclass(slots=True)
class _Piece:
    text: str
    origins: tuple[int, ...]
    is_rest: bool = False  # the smaller part of what was split


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Two editions, and for each old paragraph the new ones that its comments may stand on; none: it is gone."""

    old: tuple[Wording, ...]
    new: tuple[Wording, ...]
    homes: tuple[frozenset[int], ...]


def edition(texts: Sequence[str], rng: random.Random, mixture: Mixture) -> Made:
    """Edit a report. One paragraph in twelve is held back: those are what is new."""
    times = Counter(texts)
    once = [place for place, text in enumerate(texts) if times[text] == 1]
    held = set(rng.sample(once, len(texts) // 12))
    old = [text for place, text in enumerate(texts) if place not in held]
    fresh = [texts[place] for place in sorted(held)]
    rng.shuffle(fresh)
    words = _WORDS.findall(" ".join(rng.sample(old, min(len(old), 200))))
    pieces = _pieces(old, fresh, words, rng, mixture)
    _move(pieces, rng, mixture, len(old))
    homes: list[set[int]] = [set() for _ in old]
    for place, piece in enumerate(pieces):
        for origin in piece.origins:
            if not piece.is_rest:
                homes[origin].add(place)
    numbers = _numbers(pieces, mixture)
    return Made(
        old=tuple(Wording(text=text, number=str(place + 1)) for place, text in enumerate(old)),
        new=tuple(Wording(text=piece.text, number=number) for piece, number in zip(pieces, numbers, strict=True)),
        homes=tuple(frozenset(found) for found in homes),
    )


def _numbers(pieces: Sequence[_Piece], mixture: Mixture) -> list[str]:
    if mixture.renumbered:
        return [str(place + 1) for place in range(len(pieces))]
    return [str(piece.origins[0] + 1) if piece.origins else f"{place}a" for place, piece in enumerate(pieces)]


def _pieces(old: Sequence[str], fresh: list[str], words: list[str], rng: random.Random, mix: Mixture) -> list[_Piece]:
    pieces: list[_Piece] = []
    place = 0
    while place < len(old):
        chance = rng.random()
        text = old[place]
        if chance < mix.gone:
            pass
        elif chance < mix.gone + mix.merge and place + 1 < len(old):
            joined = f"{text} {old[place + 1]}"
            pieces.append(_Piece(_edited(joined, words, rng, mix), (place, place + 1)))
            place += 1
        elif chance < mix.gone + mix.merge + mix.split and len(_SENTENCE.split(text)) > 1:
            sentences = _SENTENCE.split(text)
            cut = rng.randint(1, len(sentences) - 1)
            parts = [" ".join(sentences[:cut]), " ".join(sentences[cut:])]
            longest = max(map(len, parts))
            for number, part in enumerate(parts):
                is_rest = number > 0 and len(part) * 2 < longest
                pieces.append(_Piece(_edited(part, words, rng, mix, heavy=False), (place,), is_rest))
        else:
            pieces.append(_Piece(_edited(text, words, rng, mix), (place,)))
        if rng.random() < mix.new and fresh:
            pieces.append(_Piece(fresh.pop(), ()))
        place += 1
    return pieces


def _edited(text: str, words: list[str], rng: random.Random, mix: Mixture, *, heavy: bool = True) -> str:
    chance = rng.random()
    if heavy and chance < mix.heavy:
        return _replaced(text, words, rng, rng.uniform(0.2, mix.heaviest))
    if chance < mix.heavy + mix.light:
        return _replaced(text, words, rng, rng.choice((0.02, 0.05, 0.1)))
    return text


def _replaced(text: str, words: list[str], rng: random.Random, share: float) -> str:
    """Replace, drop or add about this share of the words, one at the least."""
    own = _WORDS.findall(text)
    if len(own) < 8:
        share = min(share, 0.3)
    count = max(1, round(len(own) * share))
    for place in rng.sample(range(len(own)), min(count, len(own))):
        kind = rng.random()
        other = rng.choice(words)
        own[place] = other if kind < 0.6 else "" if kind < 0.8 and len(own) > 3 else own[place] + other
    return "".join(own).strip() or text


def _move(pieces: list[_Piece], rng: random.Random, mix: Mixture, size: int) -> None:
    for _ in range(round(size * mix.moved)):
        piece = pieces.pop(rng.randrange(len(pieces)))
        pieces.insert(rng.randrange(len(pieces)), piece)
    for _ in range(mix.sections):
        length = rng.randint(6, max(7, size // 12))
        start = rng.randrange(max(1, len(pieces) - length))
        block = pieces[start : start + length]
        del pieces[start : start + length]
        to = rng.randrange(len(pieces))
        pieces[to:to] = block
