"""What share of a report is in the document is counted word by word, and what is not is listed."""

from pathlib import Path

import pytest

from mailgate.importers import Heading, Outline, Unit, read
from mailgate.importers.account import account
from mailgate.importers.outline import Plain
from mailgate.importers.tree import Said
from store.model import Html, Kind
from tests.mailgate.importers.model import dotted, report
from tests.mailgate.importers.test_pdf import LAYOUTS, long_model
from tests.mailgate.importers.typeset import pdf

UNIT = Unit(
    number=None,
    kind=Kind.PARAGRAPH,
    text=Plain("a. The opening of the sluice at Marrow Bridge The river rose in the night, and nobody knew of it."),
    html=Html(""),
    footnotes=(),
    source="page 9",
    pages=None,
)


@pytest.mark.parametrize("name", LAYOUTS)
def test_of_a_typeset_report_only_what_is_printed_around_the_text_is_left_out(tmp_path: Path, name: str) -> None:
    found = read(pdf(tmp_path / "m.pdf", long_model(), LAYOUTS[name]))
    assert found.share > 0.995
    assert found.left_out
    assert all("(printed on" in line or line.endswith(": Notes") for line in found.left_out)


def test_a_header_is_listed_once_with_the_number_of_its_pages(tmp_path: Path) -> None:
    found = read(pdf(tmp_path / "m.pdf", report(dotted), LAYOUTS["a small page"]))
    assert "m.pdf, page 1: Page 1 of 12 (printed on 5 pages)" in found.left_out


def test_what_a_page_says_and_the_document_does_not_is_listed_with_its_place(tmp_path: Path) -> None:
    body = "".join(f"<p>1.{n} The council opened sluice {n} before the gauge had reached it.</p>" for n in range(1, 9))
    (tmp_path / "r.html").write_text(f"<html><body>{body}<p>© Marrow Town Council 2019</p></body></html>")
    found = read(tmp_path / "r.html")
    assert found.left_out == ("r.html, block 9: © Marrow Town Council 2019",)
    assert 0.9 < found.share < 0.98


def lost(*said: Said, kept: str) -> Outline:
    accounts = account(said, [Heading(level=1, text=kept, source="")], [])
    return Outline(title=None, language=None, flow=(), left_out=accounts.left_out, share=accounts.share)


def test_a_sentence_that_went_missing_between_two_steps_is_told() -> None:
    found = lost(Said("page 1", "The pumps were old."), Said("page 2", "Nobody knew."), kept="The pumps were old.")
    assert found.left_out == ("page 2: Nobody knew.",)
    assert found.share == pytest.approx(15 / 25)


def test_a_sentence_that_the_report_has_twice_and_the_document_once_is_told() -> None:
    found = lost(Said("page 1", "Nobody knew."), Said("page 2", "Nobody knew."), kept="Nobody knew.")
    assert found.share == pytest.approx(0.5)
    assert len(found.left_out) == 1


def test_words_that_the_end_of_a_line_parted_are_not_missing() -> None:
    found = lost(
        Said("page 1", "They were tele-"), Said("page 1", "phoned at noon."), kept="They were telephoned at noon."
    )
    assert (found.share, found.left_out) == (1.0, ())


def test_a_parted_word_is_not_missing_where_contents_that_are_left_out_say_it_too() -> None:
    said = [Said("page 1", text) for text in ("The campaign", "They knew of the cam-", "paign.")]
    flow = [Heading(level=1, text="They knew of the campaign.", source="")]
    assert account(said, flow, [("page 1", "The campaign")]).left_out == ("page 1: The campaign",)


def test_what_a_site_says_on_every_page_is_told_once_and_so_is_all_that_names_sections(tmp_path: Path) -> None:
    names = ("Events", "Findings", "Lessons", "Money")
    menu = "".join(f'<li><a href="{name}.html">{n}. {name}</a></li>' for n, name in enumerate([*names, "Annex"], 1))
    for at, name in enumerate(names):
        text = "".join(f"<p>{3 * at + n}. The river rose in the night, and nobody knew.</p>" for n in (1, 2, 3))
        page = f"<ul>{menu}</ul><main><h1>{name}</h1>{text}</main>"
        (tmp_path / f"{at}.html").write_text(page, encoding="utf-8")
    assert [line.split(": ")[1] for line in read(tmp_path).left_out] == [
        "16 lines that name sections of the report, as contents do",
        "5. Annex (4 times)",
    ]


def test_lines_of_contents_are_told_as_one_also_over_two_lines_and_where_they_name_a_paragraph(tmp_path: Path) -> None:
    lines = (
        *("I. The river", "II. The council and what it was told of", "the gauge and of the rain . . . . . 5"),
        *("a. The opening of the sluice at", "Marrow Bridge . . . . . . 7", "The sluice at Marrow Bridge"),
    )
    names = ("I. The river", "II. The council and what it was told of the gauge and of the rain")
    known = [("page 1", line) for line in lines]
    found = account([], [*(Heading(level=1, text=name, source="p") for name in names), UNIT], known)
    assert found.left_out == (
        "page 1: 5 lines that name sections of the report, as contents do",
        "page 1: The sluice at Marrow Bridge",
    )


def test_words_that_only_say_that_a_number_follows_are_not_lost(tmp_path: Path) -> None:
    body = "".join(
        f"<p>Paragraph {n}</p><p>The council opened sluice {n} before the gauge had reached it.</p>"
        for n in range(1, 9)
    )
    (tmp_path / "r.html").write_text(f"<html><body>{body}</body></html>")
    found = read(tmp_path / "r.html")
    assert (found.left_out, found.share) == ((), 1.0)


def test_what_is_lost_again_and_again_is_listed_once(tmp_path: Path) -> None:
    table = "<table><tr><th>Para</th><th>Words</th></tr><tr><td>{n}</td><td>{text}</td></tr></table>"
    text = "The council opened the sluice before the gauge had reached the mark of that year."
    body = "".join(table.format(n=n, text=text) for n in range(1, 9))
    (tmp_path / "r.html").write_text(f"<html><body>{body}</body></html>")
    assert read(tmp_path / "r.html").left_out == ("r.html: Para (8 times)", "r.html: Words (8 times)")


@pytest.mark.parametrize("word", ["re\u00adorgani\u00adsation", "le\u200bvee", "cafe\u0301"])
def test_a_word_that_only_its_letters_spell_otherwise_is_not_lost(tmp_path: Path, word: str) -> None:
    body = "".join(f"<p>{n}. The {word} began in spring.</p>" for n in range(1, 4))
    (tmp_path / "r.html").write_text(f"<meta charset=utf-8>{body}", encoding="utf-8")
    assert read(tmp_path / "r.html").share == 1
