"""`mailgate import` from the outside."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from mailgate.cli import main

SAMPLE = str(files("mailgate") / "sample" / "sellay-ferry.html")


@pytest.fixture
def site(tmp_path: Path) -> str:
    made = CliRunner().invoke(
        main,
        [
            *("init", str(tmp_path / "site"), "--domain", "reports.example", "--base-url", "https://reports.example"),
            *("--smarthost", "127.0.0.1:2525", "--moderator", "mo@desk.example"),
        ],
    )
    assert made.exit_code == 0, made.output
    return str(tmp_path / "site" / "mailgate.toml")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_json_lines_have_exactly_the_keys_of_the_contract() -> None:
    result = run("import", "--dry-run", "--json", SAMPLE)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert len(lines) == 42
    assert {tuple(line) for line in lines} == {
        ("key", "number", "section", "kind", "text", "html", "footnotes", "pages", "source")
    }
    second = lines[1]
    assert (second["key"], second["number"], second["section"]) == ("2", "2", ["1. The service"])
    assert [note["mark"] for note in second["footnotes"]] == ["1"]
    assert second["source"] == "sellay-ferry.html#p2"
    assert second["pages"] is None


def test_an_import_is_kept_once_and_said_to_be_unchanged_the_second_time(site: str) -> None:
    first = run("--config", site, "import", SAMPLE, "--document", "ferry")
    again = run("--config", site, "import", SAMPLE, "--document", "ferry")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "42 paragraphs, 42 with a number, in 4 sections, imported" in first.stderr
    assert "nothing changed" in again.stderr
    assert "1. The service" in first.stdout


def test_another_title_is_a_new_edition_of_the_same_paragraphs(site: str) -> None:
    run("--config", site, "import", SAMPLE)
    result = run("--config", site, "import", SAMPLE, "--title", "Another", "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0, result.stderr
    assert {line["change"] for line in lines} == {"same"}
    assert all(line["was"] == [line["key"]] for line in lines)
    assert "edition 2" in result.stderr


def test_a_dry_run_writes_nothing(site: str) -> None:
    assert run("--config", site, "import", "--dry-run", SAMPLE).exit_code == 0
    assert run("--config", site, "documents", "list").stdout == ""


def test_a_name_that_cannot_be_an_address_is_refused() -> None:
    result = run("import", "--dry-run", SAMPLE, "--document", "abuse")
    assert result.exit_code == 1
    assert "cannot be a document's name" in result.stderr


def test_contents_alone_are_refused_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "contents.html").write_text("<h1>Contents</h1><ul><li><a href=a.html>One</a></li></ul>")
    result = run("import", "--dry-run", str(tmp_path / "contents.html"))
    assert result.exit_code == 1
    assert result.stderr == "Error: no paragraphs found: this is only contents or navigation\n"


SAID = "The sluice was opened before the gauge had reached the mark that was agreed upon."


def test_pictures_without_a_description_are_counted(tmp_path: Path) -> None:
    for name, colour in (("a", "#4477aa"), ("b", "#aa4477")):
        Image.new("RGB", (200, 100), colour).save(tmp_path / f"{name}.png")
    body = f"<p>1. {SAID}</p><img src=a.png alt='The gauge at six'><p>2. {SAID}</p><img src=b.png>"
    body += f"<p>3. It said <code>alt=&quot;&quot;</code>. {SAID}</p>"
    (tmp_path / "flood.html").write_text(f"<h1>Flood</h1>{body}", encoding="utf-8")
    said = run("import", "--dry-run", str(tmp_path / "flood.html")).stderr
    assert "without a description for those who cannot see them: 1 of 2 pictures" in said
    (tmp_path / "flood.html").write_text(f"<h1>Flood</h1>{body.replace('b.png', 'b.png alt=Weir')}", encoding="utf-8")
    assert "without a description" not in run("import", "--dry-run", str(tmp_path / "flood.html")).stderr
