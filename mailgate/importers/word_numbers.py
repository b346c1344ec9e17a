"""Word's automatic numbers, printed: each numbered paragraph of a document gets its label as a run of text.

The label is what Word shows (`2.14`, `(c)`, `Recommendation 3`), computed from the definitions in numbering.xml. The
run names a style of ours, and says `list:form:value:label`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from mailgate.importers.archive import attribute, child, local
from mailgate.importers.counting import Counter, written

LABEL_STYLE = "MailgateLabel"

_FORMS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I", "bullet": "", "none": ""}
_FORMS |= dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting"), "一")
_FORMS |= dict.fromkeys(("taiwaneseCounting", "taiwaneseCountingThousand", "japaneseDigitalTenThousand"), "一")
_FORMS |= {"russianLower": "а", "russianUpper": "А", "hebrew1": "א", "hebrew2": "א", "arabicAlpha": "أ"}
_FORMS |= {"hindiNumbers": "१", "thaiNumbers": "๑", "ideographDigital": "〇"}
_MAX_LABEL = 80  # letters
_LEVEL = re.compile(r"%([1-9])")


@dataclass(slots=True)
class _Level:
    form: str = "1"
    text: str = ""
    start: int = 1
    is_legal: bool = False
    restarts: int | None = None
    width: int = 0


@dataclass(slots=True)
class _Definition:
    levels: dict[int, _Level] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)
    link: str = ""


@dataclass(slots=True)
class _Instance:
    definition: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


class Numbers:
    """The numbering of a document, and the counters as they stand."""

    def __init__(self, numbering: ET.Element | None, styles: ET.Element | None) -> None:
        roots = list(numbering) if numbering is not None else []
        self._definitions = {attribute(r, "abstractNumId"): _definition(r) for r in roots if local(r) == "abstractNum"}
        self._instances = {attribute(r, "numId"): _instance(r) for r in roots if local(r) == "num"}
        self._styles = _style_numbers(styles)
        self._counters: dict[str, Counter] = {}
        self._begun: set[tuple[str, int]] = set()

    def print_into(self, document: ET.Element) -> None:
        """Put the labels into a document, and where a style numbers a paragraph, say so at the paragraph."""
        for paragraph in _paragraphs(document):
            properties = child(paragraph, "pPr")
            if any(child(properties, "rPr", gone) is not None for gone in ("del", "moveFrom")):
                continue
            instance, level = self._of(properties)
            if instance not in self._instances:
                continue
            label, form, value = self._count(instance, level)
            _set_numbering(paragraph, instance, level)
            if label:
                paragraph.insert(1, _run(paragraph, f"{instance}:{form}:{value}:{label}"))

    def _of(self, properties: ET.Element | None) -> tuple[str, int]:
        own = child(properties, "numPr")
        style = attribute(child(properties, "pStyle"), "val")
        by_style = self._styles.get(style, ("", None))
        instance = attribute(child(own, "numId"), "val") or by_style[0]
        level = attribute(child(own, "ilvl"), "val")
        if not level and by_style[1] is None and instance in self._instances:
            definition = self._definition(self._instances[instance])
            return instance, definition.styles.get(style, 0)
        return instance, int(level) if level.isdecimal() else by_style[1] or 0

    def _definition(self, instance: _Instance) -> _Definition:
        found = self._definitions.get(instance.definition, _Definition())
        if found.link and found.link in self._styles:  # the levels stand where the style of that name points
            other = self._instances.get(self._styles[found.link][0])
            return self._definitions.get(other.definition, found) if other is not None else found
        return found

    def _count(self, number: str, place: int) -> tuple[str, str, int]:
        instance = self._instances[number]
        levels = {**self._definition(instance).levels, **instance.levels}
        level = levels.get(place, _Level())
        starts = {each: level.start for each, level in levels.items()}
        restarts = {each: level.restarts for each, level in levels.items() if level.restarts is not None}
        counter = self._counters.setdefault(instance.definition, Counter(starts, restarts))
        begins = instance.starts.get(place) if (number, place) not in self._begun else None
        self._begun.add((number, place))
        counter.next(place, at=begins)
        if not level.form or "%" not in level.text:  # those of a lower level may show it all the same
            return "", "", 0

        def shown(match: re.Match[str]) -> str:
            each = int(match[1]) - 1
            other = levels.get(each, _Level())
            form = "1" if level.is_legal else other.form
            return written(counter.value(each), form).zfill(other.width)

        return " ".join(_LEVEL.sub(shown, level.text).split()), level.form, counter.value(place)


def _definition(element: ET.Element) -> _Definition:
    found = _Definition(link=attribute(child(element, "numStyleLink"), "val"))
    for each in element:
        if local(each) == "lvl" and attribute(each, "ilvl").isdecimal():
            place = int(attribute(each, "ilvl"))
            found.levels[place] = _level(each)
            if style := attribute(child(each, "pStyle"), "val"):
                found.styles[style] = place
    return found


def _level(element: ET.Element) -> _Level:
    form = attribute(child(element, "numFmt"), "val") or "decimal"
    start = attribute(child(element, "start"), "val")
    text = attribute(child(element, "lvlText"), "val")[:_MAX_LABEL]
    restarts = attribute(child(element, "lvlRestart"), "val")
    return _Level(
        form=_FORMS.get(form, "1"),
        text=text,
        start=int(start) if start.isdecimal() else 1,
        restarts=int(restarts) if restarts.isdecimal() else None,
        is_legal=child(element, "isLgl") is not None,
        width=2 if form == "decimalZero" else 0,
    )


def _instance(element: ET.Element) -> _Instance:
    found = _Instance(attribute(child(element, "abstractNumId"), "val"))
    for each in element:
        place = attribute(each, "ilvl")
        if local(each) != "lvlOverride" or not place.isdecimal():
            continue
        start = attribute(child(each, "startOverride"), "val")
        if start.isdecimal():
            found.starts[int(place)] = int(start)
        if (level := child(each, "lvl")) is not None:
            found.levels[int(place)] = _level(level)
    return found


def _style_numbers(styles: ET.Element | None) -> dict[str, tuple[str, int | None]]:
    """Return which numbering, and which level of it, a style gives to its paragraphs; styles inherit it."""
    elements = {
        attribute(each, "styleId"): each for each in (styles if styles is not None else ()) if local(each) == "style"
    }
    found: dict[str, tuple[str, int | None]] = {}
    for name in elements:
        at, seen = name, set[str]()
        number, level = "", ""
        while at in elements and at not in seen and not number:
            seen.add(at)
            own = child(elements[at], "pPr", "numPr")
            level = level or attribute(child(own, "ilvl"), "val")
            number = attribute(child(own, "numId"), "val")
            at = attribute(child(elements[at], "basedOn"), "val")
        if number:
            found[name] = number, int(level) if level.isdecimal() else None
    return found


def _paragraphs(element: ET.Element) -> Iterator[ET.Element]:
    """Yield paragraphs in order; of what stands in two versions only the one that is read."""
    for each in element:
        if local(each) == "p":
            yield each
        if local(each) not in {"Choice", "del", "moveFrom"}:
            yield from _paragraphs(each)


def _set_numbering(paragraph: ET.Element, number: str, level: int) -> None:
    space = paragraph.tag.rpartition("}")[0] + "}"
    properties = child(paragraph, "pPr")
    if properties is None:
        properties = ET.Element(f"{space}pPr")
        paragraph.insert(0, properties)
    else:
        paragraph.remove(properties)
        paragraph.insert(0, properties)
    if (own := child(properties, "numPr")) is not None:
        properties.remove(own)
    own = ET.SubElement(properties, f"{space}numPr")
    ET.SubElement(own, f"{space}ilvl", {f"{space}val": str(level)})
    ET.SubElement(own, f"{space}numId", {f"{space}val": number})


def _run(paragraph: ET.Element, text: str) -> ET.Element:
    space = paragraph.tag.rpartition("}")[0] + "}"
    run = ET.Element(f"{space}r")
    properties = ET.SubElement(run, f"{space}rPr")
    ET.SubElement(properties, f"{space}rStyle", {f"{space}val": LABEL_STYLE})
    ET.SubElement(run, f"{space}t").text = text
    return run
