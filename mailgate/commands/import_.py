"""`mailgate import`: a report in, and what came out of it as a table or as JSON lines."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mailgate.importers import Outline, Progress, Units
    from store.documents import NewDocument, NewParagraph

_SHOWN = 60  # letters of a paragraph that the table shows
_MAX_SAID = 20  # doubts, and texts left out, that are said


@click.command(name="import")
@click.argument("source", metavar="FILE-or-DIR", type=click.Path(exists=True, path_type=Path))
@click.option("--document", "slug", metavar="SLUG", help="The document's name in addresses. Default: the file's stem.")
@click.option("--title", help="Default: what the report calls itself.")
@click.option("--language", metavar="TAG", help="Default: what the report declares, else en.")
@click.option(
    "--units",
    type=click.Choice(["numbered", "lists", "paragraphs", "marked"]),
    help="What people comment on.  [default: as the document was imported before, else numbered]",
)
@click.option("--dry-run", is_flag=True, help="Show what would be imported; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each paragraph, on standard output.")
@click.pass_context
def import_(
    context: click.Context,
    source: Path,
    slug: str | None,
    title: str | None,
    language: str | None,
    *,
    units: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import a report: one file, or every file below a directory that can be read, as one document in order of path."""
    from mailgate.importers import ImportRefusedError, Units, apart, document  # noqa: PLC0415  `--help` is to be quick

    try:
        name = slug or _slug_of(source)
        unit = Units(units) if units else _units_before(context, name)
        with _progress(source) as progress:
            outline = apart.read(source, progress, unit)
        new = document.document_of(outline, name, title=title, language=language)
        is_new = dry_run or _keep(context, new)
        written = None if dry_run else _write_manuscript(context, source, new, outline, unit)
    except (ImportRefusedError, OSError) as fault:
        raise click.ClickException(str(fault)) from fault
    if as_json:
        for line in json_lines(new):
            click.echo(line)
    else:
        _print_table(new)
    _say(new, outline, is_new=is_new, dry_run=dry_run)
    _say_doubts(new, outline, written)


def json_lines(new: "NewDocument") -> Iterator[str]:
    """Yield one line of JSON for each paragraph, in order, with the keys of docs/importing.md."""
    for paragraph in new.paragraphs:
        yield json.dumps(_json(new, paragraph), ensure_ascii=False)


def _json(new: "NewDocument", paragraph: "NewParagraph") -> dict[str, object]:
    from mailgate.importers.document import headings  # noqa: PLC0415

    return {
        "key": paragraph.key,
        "number": paragraph.number,
        "section": headings(new, paragraph),
        "kind": paragraph.kind.value,
        "text": paragraph.text,
        "html": paragraph.html,
        "footnotes": [{"mark": note.mark, "text": note.text} for note in paragraph.footnotes],
        "pages": None if paragraph.pages is None else paragraph.pages.split(", "),
        "source": paragraph.source,
    }


def _slug_of(source: Path) -> str:
    from mailgate.importers import ImportRefusedError, keys  # noqa: PLC0415

    path = source.resolve()
    name = path.name if path.is_dir() else path.stem
    slug = keys.slug_of(name)
    if slug is None:
        raise ImportRefusedError(f"{name!r} gives no name for the document: choose one with --document")
    return slug


@contextmanager
def _progress(source: Path) -> "Iterator[Progress]":
    """Show on a terminal how far reading is."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(f"Reading {source.name}", total=None)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)


def _keep(context: click.Context, new: "NewDocument") -> bool:
    """Write the document into the site's store; False where nothing changed."""
    from mailgate.commands import site  # noqa: PLC0415
    from mailgate.importers.keep import keep  # noqa: PLC0415

    with site.opened(context, with_data_key=False) as app:
        with app.store.write() as connection:
            is_new = keep(connection, new, at=app.clock())
        app.ring("publish")
    return is_new


def _units_before(context: click.Context, slug: str) -> "Units":
    """Return what the document's manuscript says was chosen."""
    from mailgate.commands import site  # noqa: PLC0415
    from mailgate.importers import manuscript  # noqa: PLC0415

    path = site.config(context).resolve().parent / f"{slug}.md"
    return manuscript.units_of(path.read_text(encoding="utf-8", errors="replace") if path.is_file() else "")


def _write_manuscript(
    context: click.Context, source: Path, new: "NewDocument", outline: "Outline", units: "Units"
) -> Path | None:
    """Write the document as a text beside the settings; never over what somebody has edited."""
    from mailgate.commands import site  # noqa: PLC0415
    from mailgate.importers import manuscript  # noqa: PLC0415
    from mailgate.importers.doubts import doubts  # noqa: PLC0415

    folder = site.config(context).resolve().parent
    path = folder / f"{new.slug}.md"
    if path == source.resolve():
        return path
    if path.exists() and not manuscript.is_untouched(path.read_text(encoding="utf-8", errors="replace")):
        path = folder / f"{new.slug}.new.md"
    path.write_text(manuscript.write(new, doubts(new.paragraphs), outline.left_out, units), encoding="utf-8")
    return path


def _print_table(new: "NewDocument") -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(title=Text(new.title), box=None, pad_edge=False)
    for column in ("key", "number", "kind", "words", "notes", "begins"):
        table.add_column(column, justify="right" if column in {"words", "notes"} else "left", no_wrap=True)
    previous: int | None = None
    for paragraph in new.paragraphs:
        if paragraph.section is not None and paragraph.section != previous:
            section = new.sections[paragraph.section]
            table.add_row("", "", "", "", "", Text("  " * (section.level - 1) + section.heading, style="bold"))
        previous = paragraph.section
        begins = " ".join(paragraph.text.split())[:_SHOWN]
        counts = (str(len(paragraph.text.split())), str(len(paragraph.footnotes) or ""))
        table.add_row(paragraph.key, Text(paragraph.number or "–"), paragraph.kind.value, *counts, Text(begins))
    console = Console() if Console().is_terminal else Console(width=140)  # a file is no narrower for being one
    console.print(table)


def _say(new: "NewDocument", outline: "Outline", *, is_new: bool, dry_run: bool) -> None:
    from mailgate.commands.site import say  # noqa: PLC0415

    for notice in outline.notices:
        say(notice)
    numbered = sum(paragraph.number is not None for paragraph in new.paragraphs)
    if not is_new:
        say(f"{new.slug}: nothing changed")
        return
    done = "would be imported" if dry_run else "imported"
    size = f"{len(new.paragraphs)} paragraphs, {numbered} with a number, in {len(new.sections)} sections"
    say(f"{new.slug}: {size}, {done}")


def _say_doubts(new: "NewDocument", outline: "Outline", written: Path | None) -> None:
    from mailgate.commands.site import say  # noqa: PLC0415
    from mailgate.importers.doubts import doubts  # noqa: PLC0415

    said = [
        f"{new.paragraphs[place].source}, {new.paragraphs[place].key}: {sentence}"
        for place, sentences in doubts(new.paragraphs).items()
        for sentence in sentences
    ]
    _say_some(said, "places to look at", written)
    say(f"{outline.share:.1%} of the source's letters are in the document")
    _say_some([f"not in it: {line}" for line in outline.left_out], "texts that are not in it", written)
    if written is not None:
        say(f"to mend it, edit {written} and import that")


def _say_some(lines: list[str], what: str, written: Path | None) -> None:
    from mailgate.commands.site import say  # noqa: PLC0415

    for line in lines[:_MAX_SAID]:
        say(line)
    if len(lines) > _MAX_SAID:
        say(f"and {len(lines) - _MAX_SAID} more {what}" + (f": see {written}" if written else ""))
