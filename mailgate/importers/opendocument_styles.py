"""The styles of an OpenDocument text: which are quotes and titles, what is strong, and how lists are numbered."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from mailgate.importers.archive import attribute, child, local
from mailgate.importers.counting import Counter, written
from mailgate.importers.headings import class_of

_QUOTE = re.compile(r"quot|zitat|citation|block ?text|extract", re.I)
_HEADING = re.compile(r"heading(?: |_20_)?([1-9])", re.I)
_CONTENTS = re.compile(r"(?:contents|toc|(?:\w{1,20}[ _])?index)(?: |_20_)(?:\d{1,2}|heading)|table of figures", re.I)
_OUTLINE = "-outline"
_PLACE = re.compile(r"%(\d+)%")


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    prefix: str
    suffix: str
    start: int
    shown: int
    pattern: str

    def label(self, levels: "dict[int, _Level]", level: int, counter: Counter) -> str:
        """Return what stands before an item of this level."""

        def value(each: int) -> str:
            return written(counter.value(each), levels[each].form if each in levels else "1")

        if self.pattern:
            return " ".join(_PLACE.sub(lambda match: value(int(match[1])), self.pattern).split())
        parts = [value(each) for each in range(max(1, level - self.shown + 1), level + 1)]
        return f"{self.prefix}{'.'.join(part for part in parts if part)}{self.suffix}".strip()


class Styles:
    """Everything that styles say, by their names."""

    def __init__(self, roots: Iterable[ET.Element]) -> None:
        self._styles: dict[str, ET.Element] = {}
        self.lists: dict[str, dict[int, _Level]] = {}
        self.language = ""
        for root in roots:
            for element in root.iter():
                if local(element) == "style":
                    self._styles[attribute(element, "name")] = element
                elif local(element) in {"list-style", "outline-style"}:
                    name = _OUTLINE if local(element) == "outline-style" else attribute(element, "name")
                    self.lists[name] = _levels(element)
                elif local(element) == "default-style" and not self.language:
                    self._set_language(child(element, "text-properties"))

    def _set_language(self, properties: ET.Element | None) -> None:
        language, country = attribute(properties, "language"), attribute(properties, "country")
        if language not in {"", "none", "zxx"}:
            self.language = f"{language}-{country}" if country not in {"", "none"} else language

    def _chain(self, name: str) -> list[ET.Element]:
        chain: list[ET.Element] = []
        while name in self._styles and self._styles[name] not in chain:
            chain.append(self._styles[name])
            name = attribute(self._styles[name], "parent-style-name")
        return chain

    def _names(self, name: str) -> str:
        chain = self._chain(name)
        parents = [attribute(each, "parent-style-name") for each in chain]
        shown = [attribute(each, "display-name") for each in chain]
        return " ".join([name, *parents, *shown])

    def is_quote(self, name: str) -> bool:
        """Whether a paragraph of this style is a block quote."""
        return bool(_QUOTE.search(self._names(name)))

    def is_title(self, name: str) -> bool:
        """Whether a paragraph of this style is the title of the document."""
        return "Title" in self._names(name).split()

    def is_contents(self, name: str) -> bool:
        """Whether a paragraph of this style is a line of contents; converted files have such outside of one."""
        return any(
            _CONTENTS.fullmatch(attribute(each, "display-name") or attribute(each, "name"))
            for each in self._chain(name)
        )

    def heading_level(self, name: str) -> int:
        """Return the level of the headings of this style; 0 where it is none, though its name may say `Heading`."""
        for each in self._chain(name):
            outline = attribute(each, "default-outline-level")
            if match := _HEADING.fullmatch(attribute(each, "display-name") or attribute(each, "name")):
                return int(match[1])
            if outline.isdecimal() and outline != "0":
                return int(outline)
        return 0

    def heading_class(self, name: str) -> str:
        """Return the class that says that paragraphs of this style are headings; an empty text where they are none."""
        shown = (attribute(each, "display-name") or attribute(each, "name") for each in self._chain(name))
        return next((said for each in shown if (said := class_of(each.replace("_20_", " ")))), "")

    def is_hidden(self, name: str) -> bool:
        """Whether letters of this style are not printed."""
        shown = (attribute(child(each, "text-properties"), "display") for each in self._chain(name))
        return next((value for value in shown if value), "") == "none"

    def is_symbol(self, name: str) -> bool:
        """Whether letters of this style are signs of the typeface Symbol."""
        shown = (attribute(child(each, "text-properties"), "font-name") for each in self._chain(name))
        return next((value for value in shown if value), "").startswith("Symbol")

    def list_of(self, name: str) -> tuple[str, int]:
        """Return the list that a paragraph's style puts it into, and the level there."""
        for each in self._chain(name):
            if any(key.endswith("}list-style-name") for key in each.attrib):  # an empty one takes it out of all
                level = attribute(each, "list-level")
                return attribute(each, "list-style-name"), int(level) if level.isdecimal() else 1
        return "", 1

    def tags(self, name: str) -> list[str]:
        """Return the tags of HTML that say the same as a style of letters."""
        own = [child(each, "text-properties") for each in self._chain(name)[:1]]
        properties = own[0] if own else None
        tags = ["strong"] if attribute(properties, "font-weight") in {"bold", "600", "700", "800", "900"} else []
        tags += ["em"] if attribute(properties, "font-style") in {"italic", "oblique"} else []
        position = attribute(properties, "text-position").split(" ")[0]
        if position.startswith("super") or re.match(r"[1-9]\d*%", position):
            tags.append("sup")
        return [*tags, "sub"] if position.startswith(("sub", "-")) else tags


def _levels(element: ET.Element) -> dict[int, _Level]:
    found = {}
    for each in element:
        level, start, shown = (attribute(each, name) for name in ("level", "start-value", "display-levels"))
        if level.isdecimal():
            found[int(level)] = _Level(
                form=attribute(each, "num-format") if local(each) != "list-level-style-bullet" else "",
                prefix=attribute(each, "num-prefix"),
                suffix=attribute(each, "num-suffix"),
                start=int(start) if start.isdecimal() else 1,
                shown=int(shown) if shown.isdecimal() else 1,
                pattern=attribute(each, "num-list-format"),
            )
    return found


class Lists:
    """The counters of all lists as they stand. A list begins anew but where it says that it goes on with another."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counters: dict[str, Counter] = {}
        self._by_id: dict[str, Counter] = {}

    def begin(self, element: ET.Element) -> str:
        """Begin a list; return the name of its style."""
        name = attribute(element, "style-name")
        starts = {level: each.start for level, each in self._styles.lists.get(name, {}).items()}
        goes_on = attribute(element, "continue-numbering") == "true"
        other = self._by_id.get(attribute(element, "continue-list"))
        counter = other or (self._counters.get(name) if goes_on else None) or Counter(starts)
        self._counters[name] = counter
        if own := attribute(element, "id"):
            self._by_id[own] = counter
        return name

    def form(self, name: str, level: int) -> str:
        """Return how a level is numbered, as HTML's `type`; an empty text where it is not."""
        found = self._styles.lists.get(name, {}).get(level)
        return found.form if found is not None else ""

    def count(self, name: str, level: int, start: str) -> tuple[str, int]:
        """Count an item; return its label and its place."""
        levels = self._styles.lists[name]
        counter = self._counters.setdefault(name, Counter({at: each.start for at, each in levels.items()}))
        counter.next(level, at=int(start) if start.isdecimal() else None)
        return levels[level].label(levels, level, counter), counter.value(level)

    def heading_label(self, element: ET.Element, level: int) -> str:
        """Count a heading; return what is printed before it."""
        if not self.form(_OUTLINE, level) or attribute(element, "is-list-header") == "true":
            return ""
        return self.count(_OUTLINE, level, attribute(element, "start-value"))[0]

    def label(self, element: ET.Element, level: int) -> str:
        """Count an item that no list is around; return its label."""
        name = attribute(element, "style-name")
        return self.count(name, level, attribute(element, "start-value"))[0] if self.form(name, level) else ""

    def style_label(self, style: str) -> str:
        """Count a paragraph that no list is around, and whose style numbers it."""
        name, level = self._styles.list_of(style)
        return self.count(name, level, "")[0] if name and self.form(name, level) else ""
