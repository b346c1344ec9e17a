"""An operator's folder, as docs/design.md has it: what it sets, and what is said of a mistake in it."""

import re

import pytest

from renderer.environment import TEMPLATES
from tests.mailgate.commands.conftest import Site, change


@pytest.fixture
def designed(site: Site) -> Site:
    change(site, "(?m)^# templates = .*", 'templates = "own"')
    (site.folder / "own/page").mkdir(parents=True)
    return site


def front(site: Site, old: str, new: str) -> None:
    """Have a front page of one's own, made of the built-in one."""
    source = (TEMPLATES / "page/front.html").read_text(encoding="utf-8")
    assert re.search(old, source)
    (site.folder / "own/page/front.html").write_text(re.sub(old, new, source, count=1), encoding="utf-8")


def test_a_template_of_ones_own_takes_the_place_of_ours(designed: Site) -> None:
    front(designed, "<h1>.*</h1>", "<h1>Our reports</h1>")
    assert designed.run("publish", "--all").exit_code == 0
    assert "<h1>Our reports</h1>" in (designed.folder / "public/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<h1>.*</h1>", "<h1>{{ page.titel }}</h1>", r"template page/front\.html, line \d+: .* 'titel'; the pages are"),
        ("{% endfor %}", "", r"template page/front\.html, line \d+: .*endfor"),
        ("page/footer.html", "page/foot.html", r"there is no template page/foot\.html; the pages are as they were"),
    ],
)
def test_a_mistake_in_a_template_is_told_with_its_line_and_the_pages_stay(
    designed: Site, old: str, new: str, said: str
) -> None:
    assert designed.run("publish", "--all").exit_code == 0
    before = (designed.folder / "public/index.html").read_bytes()
    front(designed, old, new)
    failed = designed.run("publish", "--all")
    assert failed.exit_code == 1
    assert re.search(said, failed.stderr), failed.stderr
    assert (designed.folder / "public/index.html").read_bytes() == before


def test_a_folder_that_is_not_there_is_told_before_pages_lose_its_design(designed: Site) -> None:
    (designed.folder / "own").rename(designed.folder / "owm")
    for words in (("publish", "--all"), ("publish", "--check"), ("publish",)):
        failed = designed.run(*words)
        assert failed.exit_code == 1
        assert "files.templates: there is no folder" in failed.stderr
    assert "error   design: there is no folder" in designed.run("check").stdout
    assert designed.run("documents", "list").exit_code == 0, "what makes no page needs no design"
