"""OpenDocument texts as offices save them: where the numbers of lists come from."""

from pathlib import Path

from mailgate.importers import Heading, read
from tests.mailgate.importers.office import opendocument

LEVELS = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/></text:list-style>'
    '<style:style style:name="Counted" style:family="paragraph" style:list-style-name="L1"/>'
    '<style:style style:name="Plain" style:family="paragraph" style:parent-style-name="Counted" '
    'style:list-style-name=""/>'
)


def item(text: str, style: str = "Counted") -> str:
    inner = f'<text:list-item><text:p text:style-name="{style}">{text}</text:p></text:list-item>'
    return f'<text:list text:style-name="L1" text:continue-numbering="true">{inner}</text:list>'


def numbers(path: Path) -> list[tuple[str | None, str]]:
    return [(unit.number, unit.text) for unit in read(path).units]


def test_a_paragraph_in_a_list_counts_once_though_its_style_names_a_list_too(tmp_path: Path) -> None:
    texts = ["The river rose.", "The gauge was under water.", "The road was closed."]
    path = opendocument(tmp_path / "r.odt", "".join(item(text) for text in texts), LEVELS)
    assert numbers(path) == list(zip("123", texts, strict=True))


def test_a_style_that_names_no_list_takes_its_paragraphs_out_of_the_list_of_its_parent(tmp_path: Path) -> None:
    aside = '<text:p text:style-name="Plain">Nobody was told.</text:p>'
    body = item("The river rose.") + aside + item("The road was closed.") + item("The pumps stood still.")
    path = opendocument(tmp_path / "r.odt", body, LEVELS)
    assert numbers(path) == [
        ("1", "The river rose.\nNobody was told."),
        ("2", "The road was closed."),
        ("3", "The pumps stood still."),
    ]


def test_items_below_a_heading_that_is_an_item_itself_are_no_list_in_a_list(tmp_path: Path) -> None:
    number = '<text:list-level-style-number text:level="{}" style:num-format="{}" style:num-prefix="{}"/>'
    levels = number.format(1, "I", "Part ") + number.format(2, "1", "")
    styles = f'<text:list-style style:name="L2">{levels}</text:list-style>'
    inner = "".join(f"<text:list-item><text:p>Gate {n} was open.</text:p></text:list-item>" for n in (1, 2))
    heading = '<text:h text:outline-level="1">The gates</text:h>'
    part = f"<text:list-item>{heading}<text:list>{inner}</text:list></text:list-item>"
    found = read(opendocument(tmp_path / "r.odt", f'<text:list text:style-name="L2">{part * 3}</text:list>', styles))
    assert [unit.number for unit in found.units] == ["1", "2"] * 3
    assert [item.text for item in found.flow if isinstance(item, Heading)] == [
        f"Part {n} The gates" for n in ("I", "II", "III")
    ]


def test_numbers_with_a_nought_before_them_are_printed_so(tmp_path: Path) -> None:
    styles = LEVELS.replace('num-format="1"', 'num-format="01, 02, 03, ..."')
    path = opendocument(tmp_path / "r.odt", "".join(item(f"Gate {n} was open.") for n in (1, 2, 3)), styles)
    assert [number for number, _ in numbers(path)] == ["01", "02", "03"]


def test_paragraphs_that_are_numbered_without_a_list_around_them_count(tmp_path: Path) -> None:
    tag = "text:numbered-paragraph"
    paragraph = f'<{tag} text:style-name="L1" text:level="1"><text:p>It rose.</text:p></{tag}>'
    assert numbers(opendocument(tmp_path / "r.odt", paragraph * 3, LEVELS)) == [(n, "It rose.") for n in "123"]


def test_hidden_words_are_not_read(tmp_path: Path) -> None:
    letters = '<style:text-properties text:display="none"/>'
    style = f'<style:style style:name="Hid" style:family="text">{letters}</style:style>'
    body = (
        '<text:p>It rose.<text:span text:style-name="Hid">A name.</text:span>'
        '<text:hidden-text>A name.</text:hidden-text></text:p><text:p text:style-name="Hid">A name.</text:p>'
        '<text:section text:display="none"><text:p>A name.</text:p></text:section>'
    )
    assert numbers(opendocument(tmp_path / "r.odt", body, LEVELS + style)) == [(None, "It rose.")]


def test_a_paragraph_in_the_style_of_a_heading_is_one(tmp_path: Path) -> None:
    style = (
        '<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"/>'
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_2"/>'
        '<style:style style:name="Table_20_Heading" style:display-name="Table Heading" style:family="paragraph"/>'
    )
    heading = '<text:p text:style-name="P1">The gates</text:p>'
    body = item("The river rose.") + heading + item("The road was closed.") + item("The pumps stood still.")
    path = opendocument(tmp_path / "r.odt", body, LEVELS + style)
    assert numbers(path)[0] == ("1", "The river rose.")
    assert [each.text for each in read(path).flow if isinstance(each, Heading)] == ["The gates"]


def test_lines_of_contents_are_told_by_their_style_where_nothing_is_around_them(tmp_path: Path) -> None:
    style = (
        '<style:style style:name="Contents_20_1" style:display-name="Contents 1" style:family="paragraph"/>'
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Contents_20_1"/>'
    )
    line = '<text:p text:style-name="P1">The river<text:tab/>7</text:p>'
    texts = ["The river rose.", "The road was closed.", "The pumps stood still."]
    path = opendocument(tmp_path / "r.odt", line + "".join(item(text) for text in texts), LEVELS + style)
    assert numbers(path) == list(zip("123", texts, strict=True))


def test_a_note_without_words_leaves_no_mark(tmp_path: Path) -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p/></text:note-body></text:note>"
    )
    path = opendocument(tmp_path / "m.odt", f"<text:p>The river rose.{note}</text:p><text:p>It fell.</text:p>")
    assert numbers(path) == [(None, "The river rose."), (None, "It fell.")]


def test_what_shapes_and_formulas_say_is_text(tmp_path: Path) -> None:
    shape = "<draw:custom-shape><text:p>The key was lost.</text:p></draw:custom-shape>"
    letters = "".join(f"<math:{tag}>{said}</math:{tag}>" for tag, said in (("mi", "a"), ("mo", "+"), ("mn", "2")))
    said = f'<math:semantics>{letters}<math:annotation encoding="StarMath 5.0">a + 2</math:annotation></math:semantics>'
    math = f'<math:math xmlns:math="http://www.w3.org/1998/Math/MathML">{said}</math:math>'
    formula = f"<draw:frame><draw:object>{math}</draw:object><draw:image/></draw:frame>"
    body = item(f"The river rose.{shape}") + item(f"Of {formula} nobody spoke.") + item("The pumps stood still.")
    path = opendocument(tmp_path / "r.odt", body, LEVELS)
    assert numbers(path) == [
        ("1", "The river rose.\nThe key was lost."),
        ("2", "Of a+2 nobody spoke."),
        ("3", "The pumps stood still."),
    ]


def test_letters_of_the_typeface_symbol_are_what_they_show(tmp_path: Path) -> None:
    typeface = '<style:text-properties style:font-name="Symbol"/>'
    styles = f'{LEVELS}<style:style style:name="S" style:family="text">{typeface}</style:style>'
    rose = "It rose by \uf0b1 5 <text:span text:style-name='S'>\uf06d</text:span>m."
    body = item(rose) + item("The road was closed.") + item("The pumps stood still.")
    assert numbers(opendocument(tmp_path / "r.odt", body, styles))[0] == ("1", "It rose by \uf0b1 5 \u03bcm.")


def test_paragraphs_of_several_sentences_in_the_rank_of_a_heading_are_paragraphs(tmp_path: Path) -> None:
    level = '<text:outline-level-style text:level="{}" style:num-format="1" text:display-levels="{}"/>'
    styles = f"<text:outline-style>{level.format(1, 1)}{level.format(2, 2)}</text:outline-style>"
    heading = '<text:h text:outline-level="{}">{}</text:h>'
    item = heading.format(2, "The river rose. Nobody was told:") + "<text:p>the warden was away.</text:p>"
    path = opendocument(tmp_path / "r.odt", (heading.format(1, "The river") + item * 3) * 2, styles)
    text = "The river rose. Nobody was told:\nthe warden was away."
    assert numbers(path) == [(f"{chapter}.{n}", text) for chapter in (1, 2) for n in (1, 2, 3)]


def test_a_style_that_is_called_a_heading_is_one_though_it_has_no_rank(tmp_path: Path) -> None:
    style = '<style:style style:name="Side_20_heading" style:display-name="Side heading" style:family="paragraph"/>'
    heading = '<text:p text:style-name="Side_20_heading">The gates</text:p>'
    body = item("The river rose.") + heading + item("The road was closed.") + item("The pumps stood still.")
    path = opendocument(tmp_path / "r.odt", body, LEVELS + style)
    assert numbers(path)[0] == ("1", "The river rose.")


def test_bold_words_in_an_item_are_a_heading_though_a_page_ends_there(tmp_path: Path) -> None:
    number = '<text:list-level-style-number text:level="{}" style:num-format="1" text:display-levels="{}"/>'
    bold = (
        '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    styles = f'<text:list-style style:name="L2">{number.format(1, 1)}{number.format(2, 2)}</text:list-style>{bold}'
    inner = "".join(f"<text:list-item><text:p>Gate {n} was open all night.</text:p></text:list-item>" for n in (1, 2))
    title = '<text:p>{}<text:span text:style-name="B">The gates</text:span></text:p>'
    parts = "".join(
        f"<text:list-item>{title.format(end)}<text:list>{inner}</text:list></text:list-item>"
        for end in ("", "<text:soft-page-break/>", "")
    )
    outline = read(opendocument(tmp_path / "r.odt", f'<text:list text:style-name="L2">{parts}</text:list>', styles))
    assert [unit.number for unit in outline.units] == ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2"]
    assert [item.text for item in outline.flow if isinstance(item, Heading)] == [f"{n} The gates" for n in (1, 2, 3)]
