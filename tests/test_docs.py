"""The pages that people read say what the program does: every command, every option, and no others."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mailgate.cli import main
from mailgate.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
REFERENCE = ROOT / "docs/commands.md"


def all_commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by its words: `init`, `documents list`."""
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", command.commands[below]) for below in command.commands)


def options(command: click.Command) -> list[str]:
    return [option for each in command.params if isinstance(each, click.Option) for option in each.opts]


BY_NAME = dict(all_commands())


@pytest.mark.parametrize("name", BY_NAME)
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(main, [*name.split(), "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output
    assert (BY_NAME[name].help or "").strip()
    for each in BY_NAME[name].params:
        assert not isinstance(each, click.Option) or each.help, f"{each.name} of {name} is not explained"


@pytest.mark.parametrize("name", [name for name, command in BY_NAME.items() if not isinstance(command, click.Group)])
def test_the_page_of_commands_has_every_command_and_option(name: str) -> None:
    page = REFERENCE.read_text(encoding="utf-8")
    assert f"`mailgate {name}" in page
    rows = [line for line in page.splitlines() if f"`mailgate {name}" in line]
    for option in options(BY_NAME[name]):
        assert any(re.search(rf"{re.escape(option)}\b", row) for row in rows), f"{name} {option}"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_no_page_names_a_command_or_option_that_is_not_there(page: Path) -> None:
    for code in re.findall(r"`((?:/[\w./-]+/)?mailgate [^`]*)`", page.read_text(encoding="utf-8")):
        words = re.sub(r"--config \S+", "", " ".join(code.split())).split()[1:]
        names = [word for word in words if re.fullmatch(r"[a-z]+", word)]
        given = [word for word in words if word.startswith("--") and word not in ("--help", "--version")]
        if not names or names[0] != words[0]:
            continue  # it speaks of the program, not of a command
        assert names[0] in COMMANDS, f"{page.name}: {code}"
        command = BY_NAME.get(" ".join(names[:2]), BY_NAME[names[0]])
        assert set(given) <= set(options(command)), f"{page.name}: {code}"


def test_the_table_says_of_each_command_what_it_is_found_to_be() -> None:
    for name, entry in COMMANDS.items():
        assert BY_NAME[name].name == name
        assert entry.summary.endswith(".")


def test_help_loads_no_command() -> None:
    program = "import sys; from mailgate.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(done.stdout.split())
    assert not loaded & {"sqlalchemy", "pydantic", "jinja2", "aiosmtpd", "mailgate.app"}
