"""The index of all words where what makes it is installed, and where it is not."""

from pathlib import Path

import pytest

from renderer import index
from tests.mailgate.commands.conftest import Site, change

INDEX = "search/pagefind/pagefind-entry.json"


@pytest.fixture
def without_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the extra `search`."""
    monkeypatch.setattr(index, "find_spec", lambda _name: None)


def test_publish_all_makes_the_index_and_check_says_so(site: Site) -> None:
    assert site.run("publish", "--all").exit_code == 0
    assert (site.folder / "public" / INDEX).is_file()
    assert "ok      search: " in site.run("check").stdout


def test_an_index_that_cannot_be_made_anew_is_taken_away_and_that_is_said(site: Site, without_index: None) -> None:
    public = site.folder / "public"
    for path in (INDEX, "search/.pagefind.mailgate/half", "search/notes.txt"):
        (public / path).parent.mkdir(parents=True, exist_ok=True)
        (public / path).write_text("words of who was erased", encoding="utf-8")
    built = site.run("publish", "--all")
    assert built.exit_code == 0
    assert "search: no index of words, as what makes the index is not installed: pip install" in built.stderr
    assert {path.name for path in (public / "search").iterdir()} == {"index.html", "search.js", "notes.txt"}
    assert "warning search: its page lists headings alone, as what makes" in site.run("check").stdout


def test_a_site_without_a_page_to_search_is_told_nothing_of_it(site: Site, without_index: None) -> None:
    change(site, "(?m)^search = true", "search = false")
    assert "search" not in site.run("publish", "--all").stderr
    assert " search: " not in site.run("check").stdout


def test_a_maker_of_the_index_that_breaks_is_told_in_one_line(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = "import sys\nsys.exit('thread panicked:\\nNo space left on device\\nstack backtrace:\\n  0: std')\n"
    (tmp_path / "pagefind.py").write_text(broken, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    made = site.run("publish", "--all")
    assert made.exit_code == 1
    assert made.stderr.splitlines()[-1] == "Error: pagefind failed: thread panicked: No space left on device"
