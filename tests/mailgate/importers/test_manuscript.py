"""The manuscript: what is written gives the same document again, and what an operator changes in it is what changes."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailgate.cli import main
from mailgate.importers import ImportRefusedError, document, manuscript, read
from mailgate.importers.doubts import doubts
from store.documents import NewDocument, NewParagraph
from store.model import Footnote, Kind
from tests.mailgate.importers.test_formats import FORMATS, imported

NOTED = (
    '<p>1. One<a href="#n1">[1]</a>, 4 m<sup>2</sup> [^2]</p><table><tr><td>Two<a href="#n2">[2]</a></td></tr></table>'
    '<p id="n1">[1] First</p><p id="n2">[2] Second</p><p>2. Two</p>'
)
PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until spring 2019."
KEPT = ("key", "number", "kind", "text", "html", "section", "footnotes", "pages")


def kept(new: NewDocument) -> list[tuple[object, ...]]:
    return [tuple(getattr(paragraph, name) for name in KEPT) for paragraph in new.paragraphs]


def again(folder: Path, new: NewDocument) -> NewDocument:
    path = folder / f"{new.slug}.md"
    path.write_text(manuscript.write(new, doubts(new.paragraphs), ["page 3: a footer"]), encoding="utf-8")
    return document.document_of(read(path), new.slug)


def from_html(folder: Path, body: str) -> NewDocument:
    (folder / "r.html").write_text(f"<title>A report</title><body>{body}", encoding="utf-8")
    return document.document_of(read(folder / "r.html"), "report")


@pytest.mark.parametrize("name", FORMATS)
def test_the_manuscript_of_every_format_gives_the_same_document(tmp_path: Path, name: str) -> None:
    new = document.document_of(imported(tmp_path, name)[1], "marrow")
    other = again(tmp_path, new)
    assert kept(other) == kept(new)
    assert (other.sections, other.title, other.language) == (new.sections, new.title, new.language)


@pytest.mark.parametrize(
    "body",
    [
        "<p>1. # no heading</p><p>2. - no, 3 * 4 * 5, _so_ [on] &lt;b&gt; &amp;amp; `code` ~~no~~</p><p>3. ::: 4</p>",
        "<p>1. <em>Emphasis</em> in<em>side</em> a word <strong>and <em>both</em></strong></p><p>2. CO<sub>2</sub></p>",
        "<p>1. One</p><ol type='a'><li>First</li><li>Second<ul><li>Deep</li></ul></li></ol><p>2. Two<br>lines</p>",
        "<p>1. One</p><table><tr><th colspan=2>Year</th></tr><tr><td>1 | 2</td><td>3</td></tr></table><p>2. Two</p>",
        "<p>1. One</p><blockquote><p>4. Quoted</p><ul><li>item</li></ul></blockquote><p>2. Two</p>",
        NOTED,
        f"<p>1. One</p>{'<blockquote>' * 70}Deep{'</blockquote>' * 70}<p>2. Two</p>",
        "<p>1. One</p><ol start=7><li><p>Seven</p><p>more</p></li><li><p>Eight</p></li></ol><p>2. Two</p>",
    ],
)
def test_whatever_stands_in_a_paragraph_comes_back(tmp_path: Path, body: str) -> None:
    new = from_html(tmp_path, f"{body}<p>8. {PROSE}</p><p>9. {PROSE}</p><p>10. {PROSE}</p>")
    assert kept(again(tmp_path, new)) == kept(new)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=60),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_comes_back(tmp_path: Path, texts: list[str]) -> None:
    from html import escape  # noqa: PLC0415

    body = "".join(f"<p>{n}. {PROSE} {escape(text)}</p>" for n, text in enumerate(texts, 1))
    new = from_html(tmp_path, body + f"<p>{len(texts) + 1}. {PROSE}</p><p>{len(texts) + 2}. {PROSE}</p>")
    assert kept(again(tmp_path, new)) == kept(new)


def test_what_an_operator_changes_is_what_changes(tmp_path: Path) -> None:
    new = from_html(tmp_path, f"<h2>One</h2><p>1. {PROSE}</p><p>2. {PROSE}</p><p>3. {PROSE}</p>")
    text = manuscript.write(new, {}, [])
    assert manuscript.is_untouched(text)
    edited = text.replace("::: 2\n", "").replace("::: 3\n", "# Two\n\n?? was it so?\n::: 2A [quote]\n")
    assert not manuscript.is_untouched(edited)
    (tmp_path / "report.md").write_text(edited, encoding="utf-8")
    found = read(tmp_path / "report.md").units
    assert [unit.number for unit in found] == ["1", "2A"]
    assert found[0].text == f"{PROSE}\n{PROSE}"
    assert found[1].kind is Kind.QUOTE
    assert found[1].source.startswith("report.md, line ")


def test_text_before_the_first_paragraph_is_refused_with_its_line(tmp_path: Path) -> None:
    new = from_html(tmp_path, f"<p>1. {PROSE}</p><p>2. {PROSE}</p><p>3. {PROSE}</p>")
    text = manuscript.write(new, {}, []).replace("::: 1\n", "")
    (tmp_path / "report.md").write_text(text, encoding="utf-8")
    with pytest.raises(ImportRefusedError, match=r"report\.md, line \d+: stands before the first paragraph"):
        read(tmp_path / "report.md")


def test_a_markdown_report_with_divisions_and_a_field_of_that_name_is_no_manuscript(tmp_path: Path) -> None:
    text = f"---\ntitle: T\nmanuscript: draft of May\n---\n\n1. {PROSE}\n\n::: {{.note}}\nA note.\n:::\n"
    text += "".join(f"\n{number}. {PROSE}\n" for number in (2, 3, 4))
    (tmp_path / "r.md").write_text(text, encoding="utf-8")
    assert [unit.number for unit in read(tmp_path / "r.md").units] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("head", "more"),
    [
        ("", "::: 1\n"),
        ("", "```\n::: 1\n::: 2\n::: 3\n```\n"),
        ("---\ntitle: T\ntags: flood\nmanuscript: 1\ncitekey: board2020\n---\n\n", ""),
    ],
)
def test_a_markdown_report_that_shows_what_a_manuscript_has_is_none(tmp_path: Path, head: str, more: str) -> None:
    text = head + "".join(f"1.{number} {PROSE}\n\n{more}\n" for number in (1,))
    text += "".join(f"1.{number} {PROSE}\n\n" for number in (2, 3, 4))
    (tmp_path / "r.md").write_text(text, encoding="utf-8")
    assert [unit.number for unit in read(tmp_path / "r.md").units] == ["1.1", "1.2", "1.3", "1.4"]


def test_a_number_with_a_middle_dot_comes_back(tmp_path: Path) -> None:
    new = from_html(tmp_path, "".join(f"<p>2·{number} {PROSE}</p>" for number in range(1, 5)))
    assert [each.number for each in new.paragraphs] == ["2·1", "2·2", "2·3", "2·4"]
    assert kept(again(tmp_path, new)) == kept(new)


def paragraph(number: str | None, text: str, pages: str | None = None) -> NewParagraph:
    return NewParagraph(
        key="p1", number=number, kind=Kind.PARAGRAPH, text=text, html=f"<p>{text}</p>", section=None,
        footnotes=(Footnote(mark="1", text="n"),), pages=pages, source="r.pdf, page 4",
    )  # fmt: skip


def test_doubts_name_missing_and_repeated_numbers_and_paragraphs_that_are_cut() -> None:
    found = doubts(
        [
            paragraph("1.1", "Whole."),
            paragraph("1.4", "Whole."),
            paragraph("1.4", "It goes", pages="4"),
            paragraph(None, "on here.", pages="5"),
            paragraph("2.1", "Whole."),
        ]
    )
    assert found == {
        1: ["1.2 to 1.3 is missing before this paragraph"],
        2: ["the number 1.4 is printed twice", "ends without a full stop: does it go on?"],
        3: ["begins with a small letter: does it go on with the paragraph before?"],
    }


@pytest.mark.parametrize(
    "text",
    ["It was said that ███", "a. The gates They were shut.", "(ii) who opened the gate; and", "iv) They were shut."],
)
def test_what_is_blacked_out_and_items_of_a_list_raise_no_doubt(text: str) -> None:
    assert doubts([paragraph(None, text, pages="4")]) == {}


def test_import_writes_the_manuscript_and_never_over_an_edited_one(tmp_path: Path) -> None:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments))

    run(
        *("init", str(tmp_path / "site"), "--domain", "r.example", "--base-url", "https://r.example"),
        *("--smarthost", "127.0.0.1:2525", "--moderator", "mo@desk.example"),
    )
    config = ("--config", str(tmp_path / "site" / "mailgate.toml"))
    (tmp_path / "r.html").write_text(
        f"<title>R</title><p>1. {PROSE}</p><p>2. {PROSE}</p><p>3. {PROSE}</p><nav>Home</nav>"
    )
    first = run(*config, "import", str(tmp_path / "r.html"), "--document", "report")
    path = tmp_path / "site" / "report.md"
    assert first.exit_code == 0, first.output
    assert "100.0% of the source's letters are in the document" in first.stderr
    same = run(*config, "import", str(path))
    assert "nothing changed" in same.stderr
    path.write_text(path.read_text().replace("Monday", "Tuesday"))
    run(*config, "import", str(tmp_path / "r.html"), "--document", "report")
    assert "Tuesday" in path.read_text()
    assert "Tuesday" not in (tmp_path / "site" / "report.new.md").read_text()
