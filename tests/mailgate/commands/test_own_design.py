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


WAYS = (("publish",), ("publish", "--all"), ("publish", "--check"), ("publish", "--watch"))


@pytest.mark.parametrize(
    ("file", "source", "said"),
    [
        ("words/cs.toml", "'Search' =", r"words/cs\.toml: Invalid value \(at "),
        ("words/cs.toml", "'Search' = '{1}'", r"words/cs\.toml: '\{1\}' has \{1\}, which is not in 'Search'"),
        ("page/comment.html", "{% if %}", r"template page/comment\.html, line 1: "),
    ],
)
def test_words_or_a_template_that_cannot_be_used_are_told_at_once_however_it_is_published(
    designed: Site, file: str, source: str, said: str
) -> None:
    """Also of a language and a page that no document has so far: not only when the first is made."""
    own = designed.folder / "own" / file
    own.parent.mkdir(exist_ok=True)
    own.write_text(source, encoding="utf-8")
    for words in WAYS:
        failed = designed.run(*words)
        assert failed.exit_code == 1
        assert re.search(f"^Error: {said}", failed.stderr), failed.stderr
        assert len(failed.stderr.splitlines()) == 1
    assert re.search(f"error +design: {said}", designed.run("check").stdout)


def test_check_names_the_files_that_nothing_reads(designed: Site) -> None:
    (designed.folder / "own/colours.css").write_text(":root { --accent: #0b5d5b; }", encoding="utf-8")
    assert re.search(r"warning +design: nothing reads colours\.css in ", designed.run("check").stdout)


def test_a_template_of_a_letter_that_cannot_be_used_is_told_before_a_mail_is_read(designed: Site) -> None:
    """Else mails would be set aside for it."""
    (designed.folder / "own/mail").mkdir()
    (designed.folder / "own/mail/challenge.txt").write_text("Did you\n{% if %}", encoding="utf-8")
    failed = designed.run("work")
    assert failed.exit_code == 1
    assert "template mail/challenge.txt, line 2: " in failed.stderr
    assert "error   design: template mail/challenge.txt, line 2: " in designed.run("check").stdout
    assert designed.run("publish").exit_code == 0


def test_a_folder_that_is_not_there_is_told_before_pages_lose_its_design(designed: Site) -> None:
    (designed.folder / "own").rename(designed.folder / "owm")
    for words in (("publish", "--all"), ("publish", "--check"), ("publish",)):
        failed = designed.run(*words)
        assert failed.exit_code == 1
        assert "files.templates: there is no folder" in failed.stderr
    assert "error   design: there is no folder" in designed.run("check").stdout
    assert designed.run("documents", "list").exit_code == 0, "what makes no page needs no design"
