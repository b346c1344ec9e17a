"""A real report, read as one document of four parts, against its own ids and classes.

The importer looks at neither. The truth here is made without it: by the ids, from the parser's tree.
"""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailgate.importers import Outline, read
from mailgate.importers.document import document_of
from store.documents import NewDocument

NUMBERED = re.compile(r"para\d+-\d+")
Truth = dict[tuple[str, str], tuple[str, tuple[str, ...]]]


@pytest.fixture(scope="module")
def imported(leveson: Path) -> tuple[Outline, NewDocument]:
    outline = read(leveson)
    document = document_of(outline, "leveson")
    return outline, document


@pytest.fixture(scope="module")
def truth(leveson: Path) -> Truth:
    found: Truth = {}
    for path in sorted(leveson.rglob("*.html")):
        tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
        notes = {note.css_first("a").attributes["name"]: _note(note) for note in tree.css("p.footnote")}
        for node in tree.css("p[id]"):
            if NUMBERED.fullmatch(node.attributes["id"] or ""):
                number = node.css_first("a.paranumber").text()
                found[path.relative_to(leveson).as_posix(), number] = _unit(node, notes)
    return found


def _note(node: LexborNode) -> str:
    return _squeezed(re.sub(r"^\s*\d+\s*\.\s*", "", node.text()))


def _unit(node: LexborNode, notes: dict[str | None, str]) -> tuple[str, tuple[str, ...]]:
    nodes = [node]
    following = node.next
    while following is not None and not _ends_unit(following):
        if (
            not following.is_element_node or following.attributes.get("id") != "para-id--"
        ):  # a paragraph of one full stop, left over in the source
            nodes.append(following)
        following = following.next
    marks = [mark for part in nodes if part.is_element_node for mark in _marks(part)]
    tied = tuple(notes[(mark.attributes["href"] or "").removeprefix("#")] for mark in marks)
    text = " ".join(_text(part) for part in nodes if not part.is_comment_node)
    number = node.css_first("a.paranumber").text()
    return _squeezed(text).removeprefix(_squeezed(number)), tied


def _marks(node: LexborNode) -> list[LexborNode]:
    return node.css("sup.footnoteref a")


def _ends_unit(node: LexborNode) -> bool:
    if node.tag == "p" and NUMBERED.fullmatch(node.attributes.get("id") or ""):
        return True
    return node.tag in {"h1", "h2", "h3", "h4"} and not re.match(r"Table [A-Z]\d", node.text())


def _text(node: LexborNode) -> str:
    if not node.is_element_node:
        return node.text_content or ""
    if node.tag == "sup" and node.attributes.get("class") == "footnoteref":
        return ""
    copy = LexborHTMLParser(f"<body>{node.html}</body>")
    for mark in copy.css("sup.footnoteref"):
        mark.decompose()
    return copy.body.text() if copy.body is not None else ""


def _squeezed(text: str) -> str:
    """Leave spaces out: where they stand is judged by other tests."""
    return "".join(text.split())


def test_all_943_numbered_paragraphs_are_found_in_order(imported: tuple[Outline, NewDocument], truth: Truth) -> None:
    outline, _ = imported
    found = [(unit.source.partition("#")[0], unit.number) for unit in outline.units if unit.number is not None]
    assert len(found) == 943
    assert found == list(truth)


def test_every_text_and_every_footnote_is_exact(imported: tuple[Outline, NewDocument], truth: Truth) -> None:
    outline, _ = imported
    wrong = []
    for unit in outline.units:
        if unit.number is None:
            continue
        text, notes = truth[unit.source.partition("#")[0], unit.number]
        found = tuple(_squeezed(note.text) for note in unit.footnotes)
        if (_squeezed(unit.text), found) != (text, notes):
            wrong.append((unit.source, unit.text[-80:], text[-80:], found, notes))
    assert wrong == []


def test_keys_are_unique_and_name_part_and_chapter(imported: tuple[Outline, NewDocument]) -> None:
    _, document = imported
    keys = [paragraph.key for paragraph in document.paragraphs]
    assert len(keys) == len(set(keys))
    numbered = [paragraph for paragraph in document.paragraphs if paragraph.number is not None]
    assert numbered[0].key == "a.c1.1.1"
    for paragraph in numbered:
        part, chapter = paragraph.source.split("/")[:2]
        assert paragraph.key == f"{part.lower()}.c{chapter.removeprefix('chapter')}.{paragraph.number}"
    assert document.key_depth == 2


def test_menus_footers_and_contents_are_no_units(imported: tuple[Outline, NewDocument]) -> None:
    outline, document = imported
    assert outline.title == "The Leveson Report (As it should be)"
    assert len(outline.units) - 943 <= 3  # quotations before the first number of a chapter
    texts = " ".join(unit.text for unit in outline.units)
    assert "Back to the top" not in texts
    assert "Textphone" not in texts
    assert "Licence" not in [section.heading for section in document.sections]
    assert [notice.partition(":")[0] for notice in outline.notices] == [f"{part}/index.html" for part in "ABCD"]


def test_sections_are_parts_chapters_and_headings(imported: tuple[Outline, NewDocument]) -> None:
    _, document = imported
    top = [section.heading for section in document.sections if section.level == 1]
    assert top == ["PART A: THE INQUIRY", *top[1:]]
    assert [heading[:6] for heading in top] == ["PART A", "PART B", "PART C", "PART D"]
    chapters = [section.heading for section in document.sections if section.level == 2]
    assert len(chapters) == 14
    assert all(heading.startswith("CHAPTER ") for heading in chapters)
