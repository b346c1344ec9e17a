"""`mailgate`: one program, its commands found in a table and loaded when they are called."""

from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from mailgate.commands import COMMANDS


class Table(click.Group):
    """The commands of the table. Whatever fails is told in one clear line; status 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command."""
        if cmd_name not in COMMANDS:
            return None
        entry = COMMANDS[cmd_name]
        found = getattr(import_module(f"mailgate.commands.{entry.module}"), entry.name)
        assert isinstance(found, click.Command)  # noqa: S101  the table is literal
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table: loading every command for its first line would take a second."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error becomes one line, never a traceback."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            raise click.ClickException(_sentence(error)) from error


@click.group(cls=Table, context_settings={"help_option_names": ["--help"], "max_content_width": 100})
@click.version_option(version("mailgate"), message="%(prog)s %(version)s")
@click.option(
    "--config",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("mailgate.toml"),
    envvar="MAILGATE_CONFIG",
    show_default=True,
    show_envvar=True,
    help="The site's settings.",
)
@click.pass_context
def main(context: click.Context, config: Path) -> None:
    """Comments by e-mail on the numbered paragraphs of published reports."""
    context.obj = config


def _sentence(error: Exception) -> str:
    """Say what went wrong. Errors of ours are sentences; of others only what quotes nobody."""
    from mailgate import faults  # noqa: PLC0415  only what fails needs it

    kind = type(error)
    if kind.__module__.partition(".")[0] in ("mailgate", "store", "renderer") and str(error):
        return str(error)
    if isinstance(error, OSError):
        return faults.cause(error)
    if kind.__module__ == "sqlalchemy.exc":
        original = getattr(error, "orig", None) or error
        return f"the database cannot be used: {str(original).splitlines()[0]}"
    return f"internal error: {faults.place(error)}"
