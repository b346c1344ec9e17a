"""The pictures of a report come with it, harmless, from every format that has them."""

import base64
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from mailgate.importers import Outline, document, manuscript, pictures, read
from mailgate.importers.tree import Element
from store.model import Kind
from tests.mailgate.importers.office import opendocument, paragraph, word

FIRST = "<p>1. The sluice was opened before the gauge had reached the mark that was agreed upon.</p>"
THIRD = "<p>3. The council has since put a bell on the weir, and a man who rings it when the water comes.</p>"
SECOND = "<p>2. Nobody had told the villages below the weir that the water would come that night.</p>"


def picture(width: int = 320, height: int = 200, form: str = "PNG", colour: str = "#4477aa", **more: object) -> bytes:
    """Return a picture of one colour."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(written, form, **more)  # type: ignore[arg-type]
    return written.getvalue()


def page(tmp_path: Path, body: str, **files: bytes) -> Outline:
    """Read a page of three paragraphs, the first with this below it, that has these files beside it."""
    for name, data in files.items():
        (tmp_path / name.replace("__", ".")).write_bytes(data)
    (tmp_path / "report.html").write_text(f"<h1>Flood</h1>{FIRST}{body}{SECOND}{THIRD}", encoding="utf-8")
    return read(tmp_path / "report.html")


def test_a_picture_belongs_to_the_paragraph_that_it_stands_below(tmp_path: Path) -> None:
    found = page(tmp_path, '<p><img src="gauge.png" alt="The gauge"></p>', gauge__png=picture())
    (kept,) = found.pictures
    assert (kept.width, kept.height) == (320, 200)
    first, second, _ = found.units
    assert first.html.endswith(f'<br><img src="{kept.name}" alt="The gauge" width="320" height="200"></p>')
    assert first.text == "The sluice was opened before the gauge had reached the mark that was agreed upon."
    assert "<img" not in second.html


@pytest.mark.parametrize(
    "figure",
    [
        '<figure><img src="gauge.png"><figcaption>Figure 1: the gauge</figcaption></figure>',
        '<figure><figcaption>Figure 1: the gauge</figcaption><img src="gauge.png"></figure>',
    ],
)
def test_a_figure_keeps_its_caption(tmp_path: Path, figure: str) -> None:
    plain = "<p>The sluice was opened before the gauge had reached the mark. Nobody had told the villages.</p>" * 3
    (tmp_path / "gauge.png").write_bytes(picture())
    (tmp_path / "report.html").write_text(f"<h1>Flood</h1>{plain}{figure}{plain}", encoding="utf-8")
    found = read(tmp_path / "report.html")  # a report without numbers: the figure is a unit
    (shown,) = [unit for unit in found.units if "<img" in unit.html]
    assert shown.text == "Figure 1: the gauge"
    assert shown.kind is Kind.FIGURE or figure.index("<img") > figure.index("caption")


def test_pictures_in_tables_and_in_sentences_stay_where_they_are(tmp_path: Path) -> None:
    body = '<table><tr><th>A</th><th>B</th></tr><tr><td>x</td><td><img src="a.png"></td></tr></table>'
    found = page(tmp_path, body + '<p>See <img src="b.png" alt="b"> here.</p>', a__png=picture(), b__png=picture(90))
    assert '<td><img src="' in found.units[0].html
    assert '<p>See <img src="' in found.units[0].html


@pytest.mark.parametrize("form", ["JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_whatever_format_a_picture_has_it_becomes_one_that_browsers_know(tmp_path: Path, form: str) -> None:
    found = page(tmp_path, '<p><img src="x.bin"></p>', x__bin=picture(form=form))
    (kept,) = found.pictures
    assert Image.open(io.BytesIO(kept.data)).format == ("JPEG" if form == "JPEG" else "PNG")
    assert b"mailgate" in kept.data[:1024]


def test_nothing_hidden_in_a_picture_goes_on(tmp_path: Path) -> None:
    about = Image.Exif()
    about[0x010E] = "taken at the house of the witness"
    raw = picture(form="JPEG", exif=about) + b"<script>alert(1)</script>"
    assert b"witness" in raw
    (kept,) = page(tmp_path, '<p><img src="x.jpg"></p>', x__jpg=raw).pictures
    assert b"witness" not in kept.data
    assert b"script" not in kept.data


def test_a_large_picture_is_made_as_wide_as_it_is_shown(tmp_path: Path) -> None:
    (kept,) = page(tmp_path, '<p><img src="x.png"></p>', x__png=picture(4_000, 3_000)).pictures
    assert (kept.width, kept.height) == (1_600, 1_200)


def test_a_large_plan_keeps_what_is_seen_through(tmp_path: Path) -> None:
    plan = io.BytesIO()
    Image.new("P", (8_000, 6_000)).save(plan, "PNG", transparency=0)
    (kept,) = page(tmp_path, '<p><img src="x.png"></p>', x__png=plan.getvalue()).pictures
    assert (kept.width, kept.height) == (1_600, 1_200)
    assert Image.open(io.BytesIO(kept.data)).mode == "RGBA"


def test_what_is_no_picture_of_the_report_is_left_out_and_said(tmp_path: Path) -> None:
    (tmp_path.parent / "secret.png").write_bytes(picture())
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    wanted = ["../secret.png", "https://other.example/x.png", "//x.example/y.png", "gone.png", "t.png", "bomb.png"]
    wanted += ["data:image/png;base64,AAAA", "%00.png", "file:///etc/hostname", "/../secret.png"]
    body = "".join(f'<p><img src="{one}"></p>' for one in wanted)
    found = page(tmp_path, body, t__png=b"<svg onload=alert(1)>", bomb__png=bomb.getvalue())
    assert found.pictures == ()
    assert "<img" not in found.units[0].html
    assert found.notices == (
        "../secret.png: picture left out: not in the source",
        "https://other.example/x.png: picture left out: stands elsewhere",
        "//x.example/y.png: picture left out: stands elsewhere",
        "gone.png: picture left out: not in the source",
        "t.png: picture left out: none of PNG, JPEG, GIF, WEBP, BMP, TIFF",
        "bomb.png: picture left out: more than 100,000,000 pixels",
        "data:AAAA: picture left out: none of PNG, JPEG, GIF, WEBP, BMP, TIFF",
        "%00.png: picture left out: not in the source",
        "file:///etc/hostname: picture left out: stands elsewhere",
        "/../secret.png: picture left out: not in the source",
    )


def test_of_many_pictures_that_are_not_there_ten_are_named(tmp_path: Path) -> None:
    found = page(tmp_path, "".join(f'<p><img src="{n}.png"></p>' for n in range(13)))
    assert len(found.notices) == 11
    assert found.notices[-1] == "and 3 more pictures left out"


def test_a_photograph_of_a_telephone_with_fifty_million_pixels_is_kept(tmp_path: Path) -> None:
    (kept,) = page(tmp_path, '<p><img src="x.jpg"></p>', x__jpg=picture(8_160, 6_120, form="JPEG")).pictures
    assert (kept.width, kept.height) == (1_600, 1_200)


def test_bullets_and_lines_are_no_pictures(tmp_path: Path) -> None:
    found = page(tmp_path, '<p><img src="dot.png"><img src="line.png"></p>', dot__png=picture(9, 9))
    assert found.pictures == ()


def test_a_picture_within_the_page_is_kept(tmp_path: Path) -> None:
    data = base64.b64encode(picture()).decode()
    found = page(tmp_path, f'<p><img src="data:image/png;base64,{data}"></p>')
    assert len(found.pictures) == 1


def test_a_logo_on_every_page_of_a_site_is_none_of_the_report(tmp_path: Path, outline: Callable[..., Outline]) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "logo.png").write_bytes(picture())
    (tmp_path / "report" / "map.png").write_bytes(picture(colour="#112233"))
    pages = {
        f"c{n}": f"<h1>Chapter {n}</h1><p><img src='logo.png'></p><p>{n}.1 {'The water rose. ' * 12}</p>"
        + ("<p><img src='map.png'></p>" if n == 2 else "")
        for n in range(1, 5)
    }
    found = outline(**pages)
    assert [len(unit.html.split("<img")) - 1 for unit in found.units] == [0, 1, 0, 0]


def with_a_picture(path: Path, parts: dict[str, bytes]) -> Path:
    """Write a Word document that shows a picture between two paragraphs."""
    spaces = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    spaces += ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    spaces += ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    drawing = (
        f'<w:r><w:drawing><wp:inline {spaces}><wp:docPr id="1" name="p" descr="The gauge"/><a:graphic><a:graphicData>'
        '<pic:pic><pic:blipFill><a:blip r:embed="r4"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    body = paragraph("1. The sluice was opened.") + paragraph("", more=drawing) + paragraph("2. Nobody was told.")
    return word(path, body, more=parts)


def test_word_documents_bring_their_pictures(tmp_path: Path) -> None:
    found = read(with_a_picture(tmp_path / "r.docx", {"word/media/image1.png": picture()}))
    assert 'alt="The gauge" width="320" height="200"' in found.units[0].html
    assert len(found.pictures) == 1


def test_a_word_document_that_lacks_a_picture_it_shows_is_read_without_it(tmp_path: Path) -> None:
    found = read(with_a_picture(tmp_path / "r.docx", {}))
    assert [unit.text for unit in found.units] == ["1. The sluice was opened.", "2. Nobody was told."]
    assert not found.pictures


def test_opendocument_texts_bring_their_pictures(tmp_path: Path) -> None:
    spaces = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    spaces += ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    frame = f'<draw:frame {spaces}><draw:image xlink:href="Pictures/1.png"/><svg:desc>The gauge</svg:desc></draw:frame>'
    body = f"<text:p>1. The sluice was opened.</text:p><text:p>{frame}</text:p><text:p>2. Nobody was told.</text:p>"
    path = opendocument(tmp_path / "r.odt", body)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("Pictures/1.png", picture())
    found = read(path)
    assert 'alt="The gauge" width="320" height="200"' in found.units[0].html


def test_markdown_brings_its_pictures(tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "weir one.png").write_bytes(picture())
    (tmp_path / "r.md").write_text("# Flood\n\n1\\. It rose.\n\n![The weir](<maps/weir one.png>)\n", encoding="utf-8")
    assert 'alt="The weir"' in read(tmp_path / "r.md").units[0].html


def test_a_picture_that_a_wiki_shows_comes_along_and_another_page_does_not(tmp_path: Path) -> None:
    (tmp_path / "weir one.png").write_bytes(picture())
    text = "# Flood\n\n1\\. It rose.\n\n![[weir one.png|{}]]\n\n![[Appendix A]]\n"
    for shown, described in (("300", ""), ("The weir", "The weir")):
        (tmp_path / "r.md").write_text(text.format(shown), encoding="utf-8")
        found = read(tmp_path / "r.md")
        assert len(found.pictures) == 1
        assert f'alt="{described}"' in found.units[0].html
        assert "Appendix" not in found.units[0].text


def pdf(path: Path, pages: list[list[str | bytes]]) -> Path:
    """Write a PDF: lines of text, and pictures below them, from the top of each page; a logo at the head of each."""
    canvas = Canvas(str(path), pagesize=A4)
    logo = ImageReader(io.BytesIO(picture(200, 200, colour="#aa0000")))
    for lines in pages:
        canvas.drawImage(logo, 500, 780, 50, 50)
        height = 740.0
        for each in lines:
            if isinstance(each, bytes):
                canvas.drawImage(ImageReader(io.BytesIO(each)), 72, height - 110, 160, 100)
                height -= 130
            else:
                canvas.setFont("Times-Roman", 11)
                canvas.drawString(72, height, each)
                height -= 14 if each else 6
        canvas.showPage()
    canvas.save()
    return path


def test_a_pdf_brings_its_pictures_but_not_the_logo_of_every_page(tmp_path: Path) -> None:
    said = [
        "{}. The sluice was opened before the gauge had reached the mark that was agreed,",
        "as the keeper wrote.",
        "",
    ]
    first, second = picture(form="JPEG"), picture(colour="#223344")
    pages: list[list[str | bytes]] = [
        [line.format(4 * page + n) for n in range(1, 5) for line in said] for page in range(4)
    ]
    pages[1][3:3] = [first]
    pages[2] += [second]
    found = read(pdf(tmp_path / "r.pdf", pages))
    assert {unit.number for unit in found.units if "<img" in unit.html} == {"5", "12"}
    assert [one.name.rpartition(".")[2] for one in found.pictures] == ["jpg", "png"]
    assert found.units[4].text.endswith("as the keeper wrote.")


def test_a_manuscript_brings_the_same_pictures_again(tmp_path: Path) -> None:
    body = '<p><img src="x.png" alt="Gauge [1] &amp; *mark*"></p><ul><li>a <img src="y.jpg"></li></ul>'
    found = page(tmp_path, body, x__png=picture(), y__jpg=picture(form="JPEG"))
    new = document.document_of(found, "flood")
    folder = tmp_path / "site"
    (folder / pictures.FOLDER).mkdir(parents=True)
    for one in new.pictures:
        (folder / pictures.FOLDER / one.name).write_bytes(one.data)
    (folder / "flood.md").write_text(manuscript.write(new, {}, ()), encoding="utf-8")
    assert "```html" not in (folder / "flood.md").read_text(encoding="utf-8")
    again = read(folder / "flood.md")
    assert [(unit.text, unit.html) for unit in again.units] == [(unit.text, unit.html) for unit in found.units]
    assert again.pictures == found.pictures


def test_a_picture_drawn_by_us_is_not_drawn_again() -> None:
    kept = pictures.drawn(picture(form="JPEG"))
    assert kept is not None
    image = Element("img", {"src": f"pictures/{kept.name}"})
    body = Element("body", {}, children=[image])
    album = pictures.Album()
    album.take_in(body, {f"pictures/{kept.name}": kept.data}.get)
    assert list(album.pictures.values()) == [kept]
