"""The next edition: keys that stay, keys that are never used again, and what the command says and asks."""

import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mailgate.cli import main

FIRST = {
    "1": "The ferry was built for forty passengers and carried, on the morning of the accident, more than ninety.",
    "2": "Nobody counted who went aboard. The mate had asked twice for a second pair of hands, and was twice refused.",
    "3": "The harbour office closed at four, so that the warning of the evening gale was read on the following day.",
    "4": "We recommend that a signal be hoisted at the quay whenever the wind is above the limit of the licence.",
    "5": "The cost of the signal was put at nine hundred crowns. The council thought this too much for a harbour.",
}
NEW = "The ministry keeps a register of every vessel that carries passengers between the islands in winter."


def report(folder: Path, paragraphs: list[str]) -> str:
    folder.mkdir(exist_ok=True)
    path = folder / "ferry.html"
    body = "".join(f"<p>{place}. {text}</p>" for place, text in enumerate(paragraphs, start=1))
    path.write_text(f"<html lang=en><title>The ferry</title><body><h1>The ferry</h1>{body}</body></html>", "utf-8")
    return str(path)


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
    config = str(tmp_path / "site" / "mailgate.toml")
    assert run(config, report(tmp_path / "first", list(FIRST.values()))).exit_code == 0
    return config


def run(site: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--config", site, "import", *arguments])


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def next_edition(site: str, folder: Path, paragraphs: list[str], *options: str) -> Result:
    return run(site, report(folder, paragraphs), "--json", *options)


def test_a_paragraph_keeps_its_key_though_another_number_is_printed(site: str, tmp_path: Path) -> None:
    found = lines(next_edition(site, tmp_path / "second", [NEW, *FIRST.values()]))
    assert [line["key"] for line in found] == ["1b", "1", "2", "3", "4", "5"]
    assert [line["number"] for line in found] == ["1", "2", "3", "4", "5", "6"]
    assert [line["change"] for line in found] == ["new", "same", "same", "same", "same", "same"]


def test_the_manuscript_mended_by_hand_is_a_later_edition(site: str, tmp_path: Path) -> None:
    path = tmp_path / "site" / "ferry.md"
    path.write_text(path.read_text().replace("carried, on the morning", "carried on the morning"))
    found = lines(run(site, str(path), "--json"))
    assert [line["key"] for line in found] == ["1", "2", "3", "4", "5"]
    assert [line["change"] for line in found] == ["edited", "same", "same", "same", "same"]
    assert "nothing changed" in run(site, str(path)).stderr


def test_the_key_of_a_paragraph_that_is_gone_is_never_given_again(site: str, tmp_path: Path) -> None:
    texts = list(FIRST.values())
    found = lines(next_edition(site, tmp_path / "second", texts[:4]))
    assert found[-1] == {"key": "5", "change": "gone", "comments": 0}
    found = lines(next_edition(site, tmp_path / "third", [*texts[:4], NEW]))
    assert [line["key"] for line in found] == ["1", "2", "3", "4", "5b"]


def test_of_two_that_were_joined_the_longer_goes_on_and_of_a_split_the_longer_part(site: str, tmp_path: Path) -> None:
    texts = list(FIRST.values())
    head, tail = texts[1].split(". ")
    found = lines(
        next_edition(site, tmp_path / "second", [texts[0], f"{head}.", tail, f"{texts[2]} {texts[3]}", texts[4]])
    )
    assert [(line["key"], line["change"], line["was"]) for line in found] == [
        ("1", "same", ["1"]),
        ("2b", "split", ["2"]),
        ("2", "split", ["2"]),
        ("3", "merged", ["3", "4"]),
        ("5", "same", ["5"]),
    ]


def test_of_a_split_the_part_that_can_be_read_goes_on_though_what_is_blacked_out_is_longer(
    site: str, tmp_path: Path
) -> None:
    black = " ".join(["███"] * 40)
    assert next_edition(site, tmp_path / "second", [*FIRST.values(), f"{NEW} {black}"]).exit_code == 0
    found = lines(next_edition(site, tmp_path / "third", [*FIRST.values(), NEW, black]))
    assert [(line["key"], line["change"]) for line in found[5:]] == [("6", "split"), ("7", "split")]


def test_a_dry_run_shows_the_map_and_changes_nothing(site: str, tmp_path: Path) -> None:
    path = report(tmp_path / "second", [*list(FIRST.values())[1:], NEW])
    shown = run(site, path, "--dry-run")
    assert shown.exit_code == 0
    assert "gone" in shown.stdout
    assert "4 same, 1 new, 1 gone" in shown.stderr
    assert "4 same, 1 new, 1 gone" in run(site, path).stderr
    assert "nothing changed" in run(site, path).stderr


def doubtful(folder: Path) -> tuple[str, list[str]]:
    """An edition in which two equal paragraphs became one, and nothing tells which is left."""
    texts = list(FIRST.values())
    noted = "The committee noted the report."
    return report(folder / "a", [texts[0], noted, texts[1], noted, texts[2]]), [texts[0], noted, texts[2]]


def test_what_is_doubtful_is_listed_and_nothing_is_done(site: str, tmp_path: Path) -> None:
    old, new = doubtful(tmp_path)
    assert run(site, old, "--document", "doubt").exit_code == 0
    refused = run(site, report(tmp_path / "b", new), "--document", "doubt")
    assert refused.exit_code == 1
    assert "2: 2  # 2: The committee noted" in refused.stderr
    assert "4: " in refused.stderr
    assert "nothing changed" in run(site, old, "--document", "doubt").stderr


def test_answers_in_a_file_are_taken(site: str, tmp_path: Path) -> None:
    old, new = doubtful(tmp_path)
    run(site, old, "--document", "doubt")
    answers = tmp_path / "answers"
    answers.write_text("# the second stays\n2: gone\n4: 2\n3: gone\n", "utf-8")
    done = run(site, report(tmp_path / "b", new), "--document", "doubt", "--json", "--accept", str(answers))
    assert done.exit_code == 0, done.stderr
    assert [line["key"] for line in lines(done)] == ["1", "4", "5", "2", "3"]


def test_the_list_of_doubts_accepted_as_it_is_gives_the_map_that_was_shown(site: str, tmp_path: Path) -> None:
    old, new = doubtful(tmp_path)
    run(site, old, "--document", "doubt")
    path = report(tmp_path / "b", new)
    shown = run(site, path, "--document", "doubt", "--json", "--dry-run")
    answers = tmp_path / "answers"
    answers.write_text(run(site, path, "--document", "doubt").stderr.partition("Error")[0], "utf-8")
    assert [line.split(":")[1] for line in answers.read_text("utf-8").splitlines() if line[0] != "#"].count(
        " gone"
    ) == 1
    done = run(site, path, "--document", "doubt", "--json", "--accept", str(answers))
    assert done.exit_code == 0, done.stderr
    assert [{**line, "doubtful": False} for line in lines(done)] == [
        {**line, "doubtful": False} for line in lines(shown)
    ]
    assert [line["key"] for line in lines(shown) if line.get("doubtful") and line["change"] == "gone"] == ["4"]


def test_an_answer_that_cannot_be_read_is_refused_with_its_line(site: str, tmp_path: Path) -> None:
    old, new = doubtful(tmp_path)
    run(site, old, "--document", "doubt")
    answers = tmp_path / "answers"
    for line in ("9: gone", "2: 77", "two: 2"):
        answers.write_text(f"\n{line}\n", "utf-8")
        result = run(site, report(tmp_path / "b", new), "--document", "doubt", "--accept", str(answers))
        assert result.exit_code == 1
        assert "answers, line 2" in result.stderr


def answered(site: str, tmp_path: Path, text: str, encoding: str) -> Result:
    """Import a doubtful edition with a file of answers."""
    old, new = doubtful(tmp_path)
    run(site, old, "--document", "doubt")
    answers = tmp_path / "answers"
    answers.write_text(text, encoding)
    return run(site, report(tmp_path / "b", new), "--document", "doubt", "--accept", str(answers))


def test_answers_that_an_editor_saved_with_a_mark_before_them_are_taken(site: str, tmp_path: Path) -> None:
    done = answered(site, tmp_path, "2: gone\n4: 2\n3: gone\n", "utf-8-sig")
    assert done.exit_code == 0, done.stderr


def test_answers_that_are_no_text_in_utf_8_are_refused(site: str, tmp_path: Path) -> None:
    refused = answered(site, tmp_path, "2: gone  # café\n", "latin-1")
    assert refused.exit_code == 1
    assert "answers: not a text in UTF-8" in refused.stderr


def test_a_paragraph_answered_for_twice_is_refused_with_both_lines(site: str, tmp_path: Path) -> None:
    refused = answered(site, tmp_path, "2: gone\n4: 2\n\n2: 2\n", "utf-8")
    assert refused.exit_code == 1
    assert "answers, line 4: line 1 answers for 2 already" in refused.stderr


def test_a_place_that_is_not_there_is_asked_for_again_at_a_terminal(site: str, tmp_path: Path) -> None:
    status, shown, done = at_a_terminal(site, tmp_path, b"n\n77\ngone\n2\n", "--json")
    assert status == 0, shown
    assert "A place from 1 to 3, or gone" in shown
    assert [json.loads(line)["key"] for line in done.splitlines()][:3] == ["1", "4", "5"]


def at_a_terminal(site: str, tmp_path: Path, typed: bytes, *options: str) -> tuple[int, str, bytes]:
    """Import the doubtful edition as a person does who types this; return status, what was shown, and output."""
    old, new = doubtful(tmp_path)
    run(site, old, "--document", "doubt")
    ours, theirs = pty.openpty()
    os.write(ours, typed)
    command = [sys.executable, "-m", "mailgate", "--config", site, "import", report(tmp_path / "b", new)]
    command += ["--document", "doubt", *options]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        shown = read_to_the_end(ours)
        done = process.communicate()[0]
    return process.returncode, shown, done


def read_to_the_end(terminal: int) -> str:
    read = b""
    with suppress(OSError):  # how a terminal says that nobody writes to it any more
        while part := os.read(terminal, 4_096):
            read += part
    return read.decode()


def test_a_question_shows_where_paragraphs_that_begin_alike_are_apart(site: str, tmp_path: Path) -> None:
    twin = "At the gauge below the old mill the water was read by hand in every hour of that night by the clerk of {}."
    texts = [*FIRST.values(), *(twin.format(place) for place in ("Elsby", "Lunby", "Corham", "Dunmere"))]
    run(site, report(tmp_path / "a", texts), "--document", "twins")
    texts[-2] = twin.format("Hexley")
    asked = run(site, report(tmp_path / "b", texts), "--document", "twins").stderr
    assert "the clerk of Corham." in asked
    assert "the clerk of Hexley." in asked
