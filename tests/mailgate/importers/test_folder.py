"""The order of files, and which folders are sections."""

import os
from pathlib import Path

import pytest

from mailgate.importers import ImportRefusedError
from mailgate.importers.folder import files, places


def _lay(root: Path, *names: str) -> list[str]:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return [source.name for source in files(root, {".html"})]


def test_files_stand_in_natural_order_of_path(tmp_path: Path) -> None:
    assert _lay(tmp_path, "ch10.html", "ch9.html", "notes.txt", ".hidden.html", "Ch1.HTML") == [
        "Ch1.HTML",
        "ch9.html",
        "ch10.html",
    ]


def test_names_with_a_number_stand_before_those_without(tmp_path: Path) -> None:
    assert _lay(tmp_path, "annex.html", "10-costs.html", "2-events.html") == [
        "2-events.html",
        "10-costs.html",
        "annex.html",
    ]


NAMES = (
    "summary.html",
    "events.html",
    "lessons/index.html",
    "costs.html",
    "costs/table.html",
    "annex.html",
    "about.html",
)


def _linked(*targets: str) -> str:
    return "".join(f"<li><a class=x href='{target}'>{place}</a>" for place, target in enumerate(targets))


def test_files_stand_as_the_index_of_their_folder_links_to_them(tmp_path: Path) -> None:
    _lay(tmp_path, *NAMES)
    away = ("https://news.example/annex.html", "../costs.html", "#annex")
    links = _linked(*away, "./summary.html#top", "events", "lessons/", "costs.html?x=1", "annex.html", "summary.html")
    (tmp_path / "index.html").write_text(links)
    assert [source.name for source in files(tmp_path, {".html"})] == [
        *("index.html", "summary.html", "events.html", "lessons/index.html", "costs.html", "costs/table.html"),
        *("annex.html", "about.html"),
    ]


@pytest.mark.parametrize(
    "targets", [("events.html", "annex.html"), ("part2.html", "part1.html", "events.html", "costs.html", "annex.html")]
)
def test_an_index_that_names_few_files_or_goes_back_in_its_numbers_says_no_order(
    tmp_path: Path, targets: tuple[str, ...]
) -> None:
    natural = _lay(tmp_path, "annex.html", "costs.html", "events.html", "part1.html", "part2.html", "index.html")
    (tmp_path / "index.html").write_text(_linked(*targets))
    assert [source.name for source in files(tmp_path, {".html"})] == natural


def test_a_folders_own_file_stands_before_its_sub_folders(tmp_path: Path) -> None:
    found = _lay(
        tmp_path,
        "B/ch1/index.html",
        "B/index.html",
        "A/ch2.html",
        "index.html",
        "A/a.html",
        "zz.html",
        "C.html",
        "C/1.html",
    )
    assert found == [
        "index.html",
        "zz.html",
        "A/a.html",
        "A/ch2.html",
        "B/index.html",
        "B/ch1/index.html",
        "C.html",
        "C/1.html",
    ]


def test_a_folder_of_one_file_is_no_section_and_a_folder_of_several_is() -> None:
    found = places(["A/index.html", "A/ch1/index.html", "A/ch2/index.html", "B/ch1.html"])
    assert [place.depth for place in found] == [1, 1, 1, 0]
    assert [place.begins for place in found] == [((1, "A"),), (), (), ()]
    assert [place.is_own for place in found] == [True, False, False, False]


def test_pipes_and_links_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endless.html")
    (tmp_path / "away.html").symlink_to("/dev/zero")
    assert _lay(tmp_path, "a.html") == ["a.html"]


def test_a_folder_without_a_readable_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="no file in it that can be read"):
        _lay(tmp_path, "a.txt")
