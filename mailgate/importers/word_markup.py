"""What the reader of Word's markup passes over, made what it reads; and what Word does not print, taken out.

Fields, text boxes, formulas and text that runs the other way hold words of the report; hidden text does not.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from xml.etree import ElementTree as ET

from mailgate.importers.archive import attribute, child, local
from mailgate.importers.word_fields import Fields, counts

_OPENED = frozenset({"fldSimple", "bdo", "dir", "oMathPara", "rubyBase"})  # what is in them is read in their place
_READ_AS = {"cr": "br", "ptab": "tab"}
_KEPT_HIDDEN = frozenset({"rPr", "fldChar", "instrText"})  # a field must end where it begins
_MAX_MARK = 6  # letters of the mark of a note
_NOTES = frozenset({"footnoteReference", "endnoteReference"})
_OFF = frozenset({"0", "false", "off"})


def hidden_styles(styles: ET.Element | None) -> frozenset[str]:
    """Return the styles whose letters Word does not print."""
    found = (each for each in (styles if styles is not None else ()) if local(each) == "style" and _hides(each))
    return frozenset(attribute(each, "styleId") for each in found)


def name_kinds(styles: ET.Element) -> None:
    """Say of each style without a kind that it is one of paragraphs (ISO 29500-1, 17.7.4.17)."""
    space = styles.tag.rpartition("}")[0] + "}"
    for each in styles:
        if local(each) == "style" and not attribute(each, "type"):
            each.set(f"{space}type", "paragraph")


def settle(root: ET.Element, hidden: frozenset[str], ranks: Mapping[str, int]) -> None:
    """Put a part of a document (its text, its notes) into the markup that is read.

    `hidden`: the styles of letters that are not printed; `ranks`: those of headings, and how deep, from 0.
    """
    _join_initials(root)
    settler = _Settler(root.tag.rpartition("}")[0] + "}", hidden, Fields(ranks))
    for parent in list(root.iter()):
        if local(parent) == "p":
            settler.fields.begin(attribute(child(parent, "pPr", "pStyle"), "val"))
        parent[:] = [read for each in parent for read in settler.read_as(each)]


def _join_initials(root: ET.Element) -> None:
    """Put the large first letter of a paragraph, which Word keeps as a paragraph of its own, before its other words."""
    for parent in list(root.iter()):
        for initial, rest in pairwise(list(parent)):
            dropped = attribute(child(initial, "pPr", "framePr"), "dropCap") in {"drop", "margin"}
            if dropped and local(initial) == local(rest) == "p":
                at = int(child(rest, "pPr") is not None)
                rest[at:at] = [each for each in initial if local(each) != "pPr"]
                parent.remove(initial)


class _Settler:
    def __init__(self, space: str, hidden: frozenset[str], fields: Fields) -> None:
        self.space, self.hidden, self.fields = space, hidden, fields
        self.number: ET.Element | None = None  # of the field that is open
        self.has_mark = False  # the words of the next run are the mark of a note that was just named

    def read_as(self, element: ET.Element) -> Iterator[ET.Element]:
        """Yield what is read in the place of an element."""
        tag = local(element)
        opened = element if tag in _OPENED else _version(element) if tag in {"ruby", "AlternateContent"} else None
        self._compare(element)
        self._drop_mark(element)
        if tag == "instrText" and counts(element.text or ""):
            self.number = self._count(element.text or "")
            yield self.number
        elif tag == "fldSimple" and counts(attribute(element, "instr")) and not _says(element):
            run = ET.Element(f"{self.space}r")
            run.append(self._count(attribute(element, "instr")))
            yield run
        elif opened is not None:
            for each in opened:
                yield from self.read_as(each)
        elif tag in _READ_AS:
            yield ET.Element(self.space + _READ_AS[tag])
        elif tag == "oMath":
            yield self._formula(element)
        elif tag == "drawing":
            yield self._boxes(element)
        elif tag == "r" and self._is_hidden(element):
            element[:] = [each for each in element if local(each) in _KEPT_HIDDEN]
            yield element
        elif tag != "p" or not self._is_hidden_line(element):
            yield element

    def _count(self, instruction: str) -> ET.Element:
        """Return what a field that counts shows."""
        number = ET.Element(f"{self.space}t")
        number.text = self.fields.next(instruction)
        return number

    def _compare(self, element: ET.Element) -> None:
        """Take back the number of a field that has one in the file: other programs than Word write it there."""
        if local(element) == "fldChar" and attribute(element, "fldCharType") == "end":
            self.number = None
        elif self.number is not None and local(element) == "t" and (element.text or "").strip():
            self.number.text, self.number = "", None

    def _drop_mark(self, element: ET.Element) -> None:
        """Take out the mark that a note's author typed behind its reference: that has a mark already."""
        for each in list(element) if local(element) == "r" else ():
            if self.has_mark and local(each) in {"t", "sym"}:
                self.has_mark = False
                if len((each.text or "").strip()) <= _MAX_MARK:
                    element.remove(each)
            elif local(each) in _NOTES and attribute(each, "customMarkFollows") not in {"", *_OFF}:
                self.has_mark = True

    def _formula(self, element: ET.Element) -> ET.Element:
        """Return a run with the letters of a formula."""
        run = ET.Element(f"{self.space}r")
        letters = (each.text or "" for each in element.iter() if local(each) == "t")
        ET.SubElement(run, f"{self.space}t").text = "".join(letters)
        return run

    def _boxes(self, element: ET.Element) -> ET.Element:
        """Return the text boxes of a drawing in the older markup; a drawing without one as it is."""
        boxes = [each for each in element.iter() if local(each) == "txbxContent"]
        if not boxes:
            return element
        picture = ET.Element(f"{self.space}pict")
        picture.extend(boxes)
        return picture

    def _is_hidden(self, run: ET.Element) -> bool:
        return _hides(run) or attribute(child(run, "rPr", "rStyle"), "val") in self.hidden

    def _is_hidden_line(self, paragraph: ET.Element) -> bool:
        """Whether a paragraph is hidden as a whole, its end too; one that Word numbers counts otherwise."""
        runs = [each for each in paragraph if local(each) != "pPr"]
        properties = child(paragraph, "pPr")
        ends = properties is not None and _hides(properties)
        return ends and all(local(each) == "r" and self._is_hidden(each) for each in runs)


def _hides(element: ET.Element) -> bool:
    found = child(element, "rPr", "vanish")
    return found is not None and attribute(found, "val") not in _OFF


def _says(element: ET.Element) -> bool:
    return any((each.text or "").strip() for each in element.iter() if local(each) == "t")


def _version(element: ET.Element) -> ET.Element | None:
    """Return the part of an element in two versions that is read, where that is not found without us."""
    if local(element) == "ruby":
        return child(element, "rubyBase")
    return None if child(element, "Fallback") is not None else child(element, "Choice")
