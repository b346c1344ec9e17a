"""What of a report's source is in the document, word by word, whatever the steps between did with it. Pure.

Words are counted, not places: so a paragraph that went astray is not lost, and one that is lost cannot hide.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from mailgate.importers.outline import Heading, Unit
from mailgate.importers.runs import INVISIBLE
from mailgate.importers.tree import BLOCKS, Element, Said

_WORD = re.compile(r"[^\W\d_]+|\d+")
_SHOWN = 80  # letters of a text that is left out
_CONTENTS = 3  # lines that name sections, from which they are told as one
_FEW = 2  # words of a line of one
_PAGE = re.compile(r"[.…\s]\d{1,4}$")  # behind a name in contents
_GONE = 0.5  # of a line's letters, from which it is told
_PARTED = re.compile(r"([^\W\d_]+)-?$")


class Account(NamedTuple):
    """The beginnings of texts that are not in the document, and how many of the source's letters are."""

    left_out: tuple[str, ...]
    share: float


def lines_of(body: Element, name: str) -> Iterator[Said]:
    """Yield what the blocks of a tree say; marks that are raised stand apart."""
    parts: list[str] = []
    stack: list[tuple[Element | str, bool]] = [(body, True)]
    while stack:
        node, enters = stack.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        if node.tag in BLOCKS:
            if any(part.strip() for part in parts):
                yield Said(name, "".join(parts))
            parts = []
        elif node.tag in {"sup", "br"}:
            parts.append(" ")
        if enters:
            stack.append((node, False))
            stack.extend((child, True) for child in reversed(node.children))


def account(
    said: Sequence[Said], flow: Sequence[Heading | Unit], known: Sequence[tuple[str, str]], signs: Iterable[str] = ()
) -> Account:
    """Return what is lost. `known`: texts that were left out on purpose, each with its place; `signs`: words that only
    said that a number follows.
    """
    kept = _words([*_texts(flow), *signs])
    lines = [(line, _tokens(line.text)) for line in said if not line.around]
    source = Counter(word for _, words in lines for word in words)
    apart = _words(text for _, text in known)
    source = _without_parted(source, kept + apart, [line for line, _ in lines])
    lost = _letters(source - kept)
    whole = _letters(source)
    missing = source - kept - apart
    gone = [(line.place, " ".join(line.text.split())) for line in _gone(lines, missing)]
    told = _folded([*((place, text) for place, text in known if text), *gone], flow)
    told += [(place, _beginning(text)) for place, text in _around(said)]
    shown = tuple(f"{place}: {text}" for place, text in told)
    return Account(shown, 1 - lost / whole if whole else 0.0)


def _folded(known: Sequence[tuple[str, str]], flow: Sequence[Heading | Unit]) -> list[tuple[str, str]]:
    """Return what is left out: each text once, and as one line those that only name sections of the report.

    A site says its menus on every page, and its contents; among them nobody would see what does not belong there.
    """
    first: dict[str, str] = {}
    for place, text in known:
        first.setdefault(text, place)
    counts = Counter(text for _, text in known)
    naming = _naming([*first], flow)
    named = {*naming}
    lines = sum(counts[text] for text in naming)
    told = [(first[naming[0]], f"{lines} lines that name sections of the report, as contents do")] if naming else []
    rest = [text for text in first if text not in named]
    return told + [(first[text], _times(text, counts[text])) for text in rest]


def _naming(texts: Sequence[str], flow: Sequence[Heading | Unit]) -> list[str]:
    """Return those that name sections, where they are several: whole, or with a page, also over two lines."""
    names = {_name(item.text) for item in flow if isinstance(item, Heading)} - {""}
    paged = any(map(_PAGE.search, texts))
    parts = names | {part for item in flow if paged for part in _parts(_name(item.text[: 2 * _SHOWN]))}
    found = {text for text in texts if _name(text) in names or (_PAGE.search(text) and _name(text) in parts)}
    for one, other in pairwise(texts):
        if _PAGE.search(other) and _name(f"{one} {other}") in parts:
            found |= {one, other}
    return [text for text in texts if text in found] if len(found) >= _CONTENTS else []


def _name(text: str) -> str:
    """Return the words of a heading, or of the line of contents that names it, with numbers before and behind."""
    return " ".join(word for word in _tokens(text) if not word.isdigit())


def _parts(name: str) -> Iterator[str]:
    """Yield what a line of contents with a page may say of a name that goes over two, or that begins a paragraph."""
    words = name.split()
    yield from (" ".join(words[:place]) for place in range(_FEW, len(words)))
    yield from (" ".join(words[place:]) for place in range(1, len(words) - _FEW + 1))


def _times(text: str, count: int) -> str:
    return f"{_beginning(text)} ({count} times)" if count > 1 else _beginning(text)


def _beginning(text: str) -> str:
    return f"{text[:_SHOWN]}{'…' * (len(text) > _SHOWN)}"


def _texts(flow: Iterable[Heading | Unit]) -> Iterator[str]:
    for item in flow:
        yield item.text
        if isinstance(item, Unit):
            yield item.number or ""
            for note in item.footnotes:
                yield f"{note.mark} {note.mark} {note.text}"  # the mark stands in the text and at the note


def _tokens(text: str) -> list[str]:
    """Return the words of a text, as the document spells them: without what may part them at the end of a line."""
    return _WORD.findall(normalize("NFC", text.translate(INVISIBLE)).casefold())


def _words(texts: Iterable[str]) -> Counter[str]:
    return Counter(_tokens("\n".join(texts)))


def _letters(words: Counter[str]) -> int:
    return sum(len(word) * count for word, count in words.items())


def _without_parted(source: Counter[str], kept: Counter[str], lines: Sequence[Said]) -> Counter[str]:
    """Return the source's words with those put together that the ends of its lines have parted."""
    mended = Counter(source)
    for one, other in pairwise(lines):
        first = _PARTED.search(one.text[-_SHOWN:].casefold())
        second = _tokens(other.text[:_SHOWN])[:1] if first else []
        if first and second and kept[whole := first[1] + second[0]] > mended[whole]:
            mended[whole] += 1
            mended.subtract((first[1], second[0]))
    return +mended


def _gone(lines: Sequence[tuple[Said, list[str]]], missing: Counter[str]) -> list[Said]:
    """Return the lines of which most is missing, those of which all is first; in their order."""
    if not missing:
        return []
    left = Counter(missing)
    shares = []
    for place, (_, words) in enumerate(lines):
        letters = sum(map(len, words))
        absent = sum(len(word) for word in words if word in missing)
        if letters and absent >= _GONE * letters:
            shares.append((-absent / letters, place))
    found = []
    for _, place in sorted(shares):
        words = lines[place][1]
        absent = sum(len(word) for word, count in Counter(words).items() for _ in range(min(count, left[word])))
        if absent >= _GONE * sum(map(len, words)):
            left.subtract(words)
            found.append(place)
    return [lines[place][0] for place in sorted(found)]


def _around(said: Sequence[Said]) -> list[tuple[str, str]]:
    """Return what is printed around pages, each once, however its numbers count."""
    first: dict[str, Said] = {}
    counts: Counter[str] = Counter()
    for line in said:
        if line.around:
            key = re.sub(r"\d+", "#", line.text)
            first.setdefault(key, line)
            counts[key] += 1
    pages = {key: f"printed on {count} pages" if count > 1 else "printed on a page" for key, count in counts.items()}
    return [(line.place, f"{line.text} ({pages[key]})") for key, line in first.items()]
