"""A second edition comes while comments hang on the first."""

import html
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from mailgate.cli import main
from mailgate.commands.editions import compared
from mailgate.importers import document, read
from mailgate.importers.keep import keep_edition
from mailgate.new_site import SETTINGS
from renderer.build import Build, check
from store.documents import NewDocument, NewParagraph
from store.model import Html
from tests.journeys.village import SAMPLE, SLUG, RunningVillage, Village

ANN, MO = "ann@reader.example", "mo@desk.example"
WORDS = "The date in this paragraph is wrong: the vessel was built a year before."
BOTH = pytest.mark.parametrize("village", ["sqlite", "postgresql"], indirect=True)


def comments(village: Village, key: int) -> None:
    ann, mo = village.commenter(ANN, "Ann Reader"), village.moderator(MO)
    assert ann.writes(to=f"{SLUG}.{key}", text=WORDS) == "250"
    ann.replies_to("Please confirm your comment", "yes")
    mo.replies_to(f"Comment on paragraph {key}", "approve")
    assert WORDS in village.page(SLUG, key)


def first() -> NewDocument:
    return document.document_of(read(SAMPLE), SLUG)


def worded(paragraph: NewParagraph, text: str) -> NewParagraph:
    return replace(paragraph, text=text, html=Html(f"<p>{text}</p>"))


def publishes(village: Village, paragraphs: list[NewParagraph]) -> None:
    """Import an edition of these paragraphs, numbered from 1."""
    numbered = tuple(replace(each, number=str(place)) for place, each in enumerate(paragraphs, start=1))
    edition = compared(village.app.store, replace(first(), paragraphs=numbered), accept=None, may_prompt=False)
    assert edition is not None
    assert edition.revision is not None
    assert not edition.revision.doubts
    with village.app.store.write() as connection:
        keep_edition(connection, edition.document, edition.revision.edition, at=village.now())
    village.settle()
    app = village.app
    build = Build(database=app.store.url, site=app.site, public=app.settings.public, now=village.now(), processes=1)
    assert list(check(build).written) == []


@BOTH
def test_a_comment_stays_on_its_paragraph_and_says_what_has_changed_under_it(village: Village) -> None:
    comments(village, 12)
    units = list(first().paragraphs)
    units[11] = worded(units[11], units[11].text.replace("9 November", "8 November"))
    publishes(village, [*units[:4], *units[5:]])
    page = village.page(SLUG, 12)
    assert WORDS in page
    assert "Made on an earlier wording" in page
    assert "on <del>9</del> <ins>8</ins> November" in page
    assert "Formerly 12" in page
    assert "</span>11</h1>" in page
    assert "Formerly" not in village.page(SLUG, 3)


@BOTH
def test_a_paragraph_that_is_gone_keeps_its_page_and_its_comments_and_takes_no_more(village: Village) -> None:
    comments(village, 12)
    units = list(first().paragraphs)
    publishes(village, [*units[:11], *units[12:]])
    page = village.page(SLUG, 12)
    assert "The present edition does not have this paragraph" in page
    assert WORDS in page
    assert "her starboard gearbox failed" in page
    assert "Comment by e-mail" not in page
    contents = (village.app.settings.public / SLUG / "index.html").read_text(encoding="utf-8")
    present, _, earlier = contents.partition("In earlier editions only")
    assert f'{SLUG}/12/"' not in present
    assert f'{SLUG}/12/"' in earlier
    village.forget_lookups()
    assert (
        village.commenter(ANN)
        .writes(to=f"{SLUG}.12", text=WORDS)
        .startswith("550 5.2.1 This paragraph is not in the present")
    )


@BOTH
def test_two_paragraphs_that_became_one_have_their_comments_and_their_mail_there(village: Village) -> None:
    comments(village, 8)
    units = list(first().paragraphs)
    joined = worded(units[8], f"{units[7].text} {units[8].text}")
    publishes(village, [*units[:7], joined, *units[9:]])
    assert WORDS in village.page(SLUG, 9)
    left = village.page(SLUG, 8)
    assert "This paragraph was joined to another" in left
    assert WORDS not in left
    dumped = village.dump()[0]["comment"]
    assert f"{SLUG}/9/" in (village.app.settings.public / "c" / str(dumped) / "index.html").read_text(encoding="utf-8")
    bea = village.commenter("bea@reader.example")
    village.forget_lookups()
    assert bea.writes(to=f"{SLUG}.8", text="Those who have little time read nothing at all.") == "250"
    bea.replies_to("Please confirm your comment", "yes")
    village.moderator(MO).replies_to("Comment on paragraph 8 of", "approve")
    assert "read nothing at all" in village.page(SLUG, 9)


def in_sentences(unit: NewParagraph) -> list[NewParagraph]:
    """A paragraph for each sentence of one."""
    return [worded(unit, f"{sentence.rstrip('.')}.") for sentence in unit.text.split(". ")]


def links(page: str, after: str) -> list[str]:
    """The paragraphs that a line on a page leads to."""
    return re.findall(r'href="[^"]*/([^/"]+)/"', page.partition(after)[2].partition("</p>")[0])


PART_OF, PARTS = "In an earlier edition a part of", "A part of what it said in an earlier edition is now in"


@BOTH
def test_of_a_paragraph_that_was_divided_each_part_leads_to_the_others_and_nothing_is_said_to_be_left_out(
    village: Village,
) -> None:
    comments(village, 12)
    units = list(first().paragraphs)
    parts = in_sentences(units[11])
    longest = max(parts, key=lambda part: len(part.text))
    publishes(village, [*units[:11], *parts, *units[12:]])
    page = village.page(SLUG, 12)
    others = links(page, PARTS)
    assert longest.text in html.unescape(page)
    assert len(others) == len(parts) - 1
    assert "Made on an earlier wording" in page
    assert "<del>" not in page
    for other in others:
        assert links(village.page(SLUG, other), PART_OF) == ["12"]
    publishes(village, [*units[:11], *(part for part in parts if part != longest), *units[12:]])
    page = village.page(SLUG, 12)
    assert "The present edition does not have this paragraph" in page
    assert links(page, PARTS) == others
    publishes(village, [*units[:11], *units[12:]])
    assert PARTS not in village.page(SLUG, 12)


def test_a_dry_run_counts_a_comment_where_it_will_be(village: Village, tmp_path: Path) -> None:
    comments(village, 12)
    first_half, _, second_half = SAMPLE.read_text(encoding="utf-8").partition('id="p12">12. ')
    said, _, rest = second_half.partition("</p>")
    parts = "</p><p>".join(said.split(". "))
    (tmp_path / "next.html").write_text(f'{first_half}id="p12">12. {parts}</p>{rest}', encoding="utf-8")
    settings = str(village.app.settings.folder / SETTINGS)
    command = ["--config", settings, "import", str(tmp_path / "next.html"), "--document", SLUG, "--dry-run"]
    shown = CliRunner().invoke(main, [*command, "--units", "paragraphs"]).stdout.splitlines()
    rows = [line.split() for line in shown if " split " in line]
    assert [row[1] for row in rows if row[5] == "1"] == ["12"]
    assert len(rows) > 1


def test_a_part_of_a_part_is_a_part_of_the_whole(village: Village) -> None:
    comments(village, 12)
    units = list(first().paragraphs)
    one, *rest = in_sentences(units[11])
    assert len(rest) > 1
    rest_of_it = worded(one, " ".join(part.text for part in rest))
    assert len(rest_of_it.text) > len(one.text)
    publishes(village, [*units[:11], one, rest_of_it, *units[12:]])
    publishes(village, [*units[:11], one, *rest, *units[12:]])
    page = village.page(SLUG, 12)
    assert "<del>" not in page
    assert len(links(page, PARTS)) == len(rest)


def test_the_next_edition_may_come_after_that(village: Village) -> None:
    comments(village, 12)
    units = list(first().paragraphs)
    publishes(village, [*units[:11], *units[12:]])
    publishes(village, [*units[1:11], *units[12:]])
    assert WORDS in village.page(SLUG, 12)
    assert "Formerly 3" in village.page(SLUG, 3)


def test_the_command_shows_editions_and_what_is_gone(village: Village) -> None:
    comments(village, 12)
    units = list(first().paragraphs)
    publishes(village, [*units[:11], *units[12:]])
    joined = worded(units[8], f"{units[7].text} {units[8].text}")
    publishes(village, [*units[:7], joined, *units[9:11], *units[12:]])
    settings = village.app.settings.folder / SETTINGS
    shown = CliRunner().invoke(main, ["--config", str(settings), "documents", "show", SLUG]).stdout.splitlines()
    assert "edition: 3" in shown
    assert [line.partition(", imported")[0] for line in shown if line.startswith("edition ")] == [
        "edition 1: The Sellay Ferry Inquiry",
        "edition 2: The Sellay Ferry Inquiry",
    ]
    gone = [line for line in shown if line.startswith("gone ")]
    assert gone[0].startswith("gone 8: joined to 9 in edition 3: ")
    assert gone[1].startswith("gone 12: left out, with 1 comment in edition 2: At 6.50 am")


def commented_while_it_runs(village: RunningVillage, text: str) -> None:
    ann, mo = village.commenter(ANN, "Ann Reader"), village.moderator(MO)
    for step in (
        lambda: ann.writes(to=f"{SLUG}.12", text=text),
        lambda: ann.replies_to("Please confirm your comment", "yes"),
        lambda: mo.replies_to("by Ann Reader", "approve"),
    ):
        assert step() == "250"
        village.settle()


def test_an_edition_comes_while_all_parts_run_and_mail_keeps_coming(
    running_village: RunningVillage, tmp_path: Path
) -> None:
    commented_while_it_runs(running_village, WORDS)
    settings = running_village.app.settings.folder / SETTINGS
    report = tmp_path / "second.html"
    report.write_text(SAMPLE.read_text(encoding="utf-8").replace("9 November", "8 November"), encoding="utf-8")
    command = [sys.executable, "-m", "mailgate", "--config", str(settings), "import", str(report), "--document", SLUG]

    def writes(number: int) -> str:
        bea = running_village.commenter(f"bea{number}@reader.example", "Bea Reader")
        return running_village.deliver_once(
            bea.address,
            f"{SLUG}.12@reports.example",
            f"From: {bea.address}\r\nMessage-ID: <{number}@reader.example>\r\n\r\nComment {number}.\r\n".encode(),
        )

    with ThreadPoolExecutor(2) as pool:
        imported = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        answers = list(pool.map(writes, range(20)))
        assert imported.wait(120) == 0
    assert set(answers) == {"250"}
    running_village.settle()
    page = running_village.page(SLUG, 12)
    assert "on 8 November" in page
    assert "Made on an earlier wording" in page
    assert WORDS in page
    assert running_village.states().count("unconfirmed") == 20
    commented_while_it_runs(running_village, "This comes after it.")
    assert "This comes after it." in running_village.page(SLUG, 12)
    assert "died" not in running_village.log.read_text(encoding="utf-8")
