"""What an operator's folder has, and what is said where it cannot be used."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from renderer import environment, index, own
from renderer.build import publish_all
from renderer.output import Output
from renderer.pages import TEMPLATES
from renderer.press import Press
from renderer.publish import Publisher
from tests.renderer.conftest import SITE_OF_TESTS, Library, build_of


def put(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def published(library: Library, folder: Path) -> dict[str, bytes]:
    """The site's own files, as a build with this folder makes them."""
    site = replace(SITE_OF_TESTS, logo=own.logo(folder), legal=own.legal(folder))
    with library.store.read() as connection:
        files = Output(Press(site=site, templates=environment.pages(folder)), connection, library.now).site()
        return {file.path: file.data for file in files}


def test_a_folder_without_anything_of_its_own_changes_nothing(library: Library, tmp_path: Path) -> None:
    library.publish()
    for path, data in published(library, tmp_path).items():
        assert (library.public / path).read_bytes() == data, path


def test_colours_follow_the_style_sheet_so_that_they_win(library: Library, tmp_path: Path) -> None:
    put(tmp_path, "page/colours.css", ":root { --accent: #123456; }\n")
    ours = environment.source(environment.pages(), "page/style.css")
    assert published(library, tmp_path)["style.css"] == ours + b":root { --accent: #123456; }\n"


def test_a_logo_stands_in_the_place_of_the_title_and_is_published(library: Library, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n")
    files = published(library, tmp_path)
    assert files["logo.png"] == b"\x89PNG\r\n"
    assert b'<img src="./logo.png" alt="Saltby Council">' in files["index.html"]


def test_legal_pages_are_named_after_their_files_and_titled_by_their_heading(library: Library, tmp_path: Path) -> None:
    put(tmp_path, "legal/privacy.html", "<h1>Your <em>address</em> &amp; you</h1><p>It is sealed.</p>")
    put(tmp_path, "legal/imprint.html", "<p>No heading</p>")
    put(tmp_path, "legal/your-rights.html", "<h1>Your rights</h1>")
    put(tmp_path, "legal/Not A Name.html", "<h1>x</h1>")
    named = (("imprint", "imprint"), ("privacy", "Your address & you"), ("your-rights", "Your rights"))
    assert own.legal(tmp_path) == named
    files = published(library, tmp_path)
    assert b"<p>It is sealed.</p>" in files["legal/privacy/index.html"]
    assert b'<a href="./legal/privacy/">Your address &amp; you</a>' in files["index.html"]


def test_any_template_can_be_the_operators(library: Library, tmp_path: Path) -> None:
    put(tmp_path, "page/footer_words.html", "Our own words.")
    assert b"Our own words." in published(library, tmp_path)["index.html"]


def test_a_template_that_has_changed_is_taken_as_it_is_now(library: Library, tmp_path: Path) -> None:
    """Although what was compiled in a process is remembered."""
    for words in ("First words.", "Other words."):
        put(tmp_path, "page/footer_words.html", words)
        assert words.encode() in published(library, tmp_path)["index.html"]


def test_a_file_that_nothing_reads_is_known(tmp_path: Path) -> None:
    read = (
        "logo.svg",
        "card.ttf",
        "legal/privacy-notice.html",
        "words/cs.toml",
        "page/colours.css",
        "page/mine/a.html",
    )
    unread = ("colours.css", "legal/Privacy.html", "legal/imprint.htm", "words/pt-BR.toml", "templates/page/top.html")
    for path in (*read, *unread, ".git/config"):
        put(tmp_path, path, "")
    assert set(own.unread(tmp_path)) == set(unread)


def test_a_site_that_is_not_to_be_searched_has_no_page_for_it(make_library: Callable[..., Library]) -> None:
    library = make_library(site=replace(SITE_OF_TESTS, search=False))
    library.publish()
    assert not (library.public / "search").exists()
    assert "search/" not in library.read("index.html")


def test_every_kind_of_page_has_a_template_of_that_name() -> None:
    for name in TEMPLATES.values():
        assert (environment.TEMPLATES / name).is_file()


def test_a_legal_page_that_is_no_more_is_taken_away(make_library: Callable[..., Library], tmp_path: Path) -> None:
    for name in ("imprint", "privacy-notice"):
        put(tmp_path, f"legal/{name}.html", "<h1>Here</h1>")
    library = make_library(site=replace(SITE_OF_TESTS, legal=own.legal(tmp_path)))
    build = replace(build_of(library), templates=tmp_path)
    publish_all(build)
    removed = publish_all(replace(build, site=replace(build.site, legal=()))).removed
    assert set(removed) == {"legal/imprint/index.html", "legal/privacy-notice/index.html"}


def test_where_no_page_has_words_the_index_of_them_goes(make_library: Callable[..., Library]) -> None:
    library = make_library()
    left = library.public / "search/pagefind/fragment/en_1.pf_fragment"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"words of a document that was removed")
    index.make(library.public, SITE_OF_TESTS.words)
    assert not left.exists()


def test_a_mistake_in_an_operators_template_is_told_in_one_line_with_its_place(
    library: Library, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(tmp_path, "page/paragraph.html", "<p>\n{{ page.lable }}\n")
    publisher = Publisher(library.store, SITE_OF_TESTS, library.public, templates=tmp_path)
    assert publisher.step(library.now)
    told = [record for record in caplog.records if record.levelname == "ERROR"]
    assert told
    assert all(record.exc_info is None for record in told)
    assert "template page/paragraph.html, line 2: " in told[0].getMessage()
    assert "no attribute 'lable'" in told[0].getMessage()
