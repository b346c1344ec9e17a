"""`mailgate import`: a report in, and what came out of it as a table or as JSON lines."""

import json
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mailgate.app import App
    from mailgate.commands.editions import Edition
    from mailgate.importers import Outline, Progress, Units
    from store.documents import NewDocument, NewParagraph

_PICTURE = re.compile("<img [^>]*>")
_SHOWN = 60  # letters of a paragraph that the table shows
_MAX_SAID = 20  # doubts, and texts left out, that are said


@click.command(name="import")
@click.argument("source", metavar="FILE-or-DIR", type=click.Path(path_type=Path))
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
@click.option(
    "--accept",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Answers to what is doubtful in a later edition, as the command lists it.",
)
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
    accept: Path | None,
) -> None:
    """Import a report: one file, or every file below a directory that can be read, as one document.

    The files of a directory stand as its index links to them, else in order of path.

    A document that is there already gets a new edition: each paragraph keeps its address and its comments. Where it is
    not sure what became of one, you are asked; without a terminal nothing is done, and --accept brings the answers.
    """
    from mailgate.importers import ImportRefusedError, Units, document  # noqa: PLC0415  `--help` is to be quick

    try:
        source.stat()  # what is not there is said before what may be wrong with its name
        name = slug or _slug_of(source)
        unit = Units(units) if units else _units_before(context, name)
        outline = _read(source, unit, is_chosen=units is not None)
        new = document.document_of(outline, name, title=title, language=language)
        with _site(context, dry_run=dry_run) as app:
            edition = None if app is None else _next_edition(app, new, accept, dry_run=dry_run)
            _show(new, edition, as_json=as_json)
            _keep(app, new, edition, dry_run=dry_run)
        named = new if edition is None else edition.named
        written = None if dry_run else _write_manuscript(context, source, named, outline, unit)
    except (ImportRefusedError, OSError) as fault:
        raise click.ClickException(_sentence(fault)) from fault
    _say(new, outline, edition, dry_run=dry_run)
    _say_doubts(named, outline, written)


def _read(source: Path, units: "Units", *, is_chosen: bool) -> "Outline":
    from mailgate.importers import ImportRefusedError, apart  # noqa: PLC0415

    with _progress(source) as progress:
        outline = apart.read(source, progress, units)
    if is_chosen and outline.is_manuscript:
        raise ImportRefusedError(f"{source.name}: a manuscript says by its lines ::: what the units are")
    return outline


def _sentence(fault: Exception) -> str:
    return f"{fault.filename}: {fault.strerror}" if isinstance(fault, OSError) and fault.filename else str(fault)


def _site(context: click.Context, *, dry_run: bool) -> "AbstractContextManager[App | None]":
    """The site; to look what would become of a first edition, none is needed."""
    from mailgate.commands import site  # noqa: PLC0415

    if dry_run and not site.config(context).exists():
        return nullcontext()
    return site.opened(context, with_data_key=False)


def _next_edition(app: "App", new: "NewDocument", accept: Path | None, *, dry_run: bool) -> "Edition | None":
    """Compare the document with the edition that the site has; None where it has none."""
    from mailgate.commands.editions import compared  # noqa: PLC0415

    return compared(app.store, new, accept=accept, may_prompt=not dry_run)


def _show(new: "NewDocument", edition: "Edition | None", *, as_json: bool) -> None:
    if as_json:
        for line in json_lines(new) if edition is None else edition.json_lines(_json):
            click.echo(line)
    elif edition is None or edition.revision is None:
        _print_table(new)
    else:
        edition.print_map()


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


def _keep(app: "App | None", new: "NewDocument", edition: "Edition | None", *, dry_run: bool) -> None:
    """Write the document into the site's store, where it is not there already."""
    from mailgate.importers.keep import keep, keep_edition  # noqa: PLC0415

    if edition is not None and edition.revision is not None and not dry_run:
        edition.refuse_doubts()
    if app is None or dry_run or (edition is not None and edition.revision is None):
        return
    with app.store.write() as connection:
        if edition is None or edition.revision is None:
            keep(connection, new, at=app.clock())
        else:
            asks = app.settings.ask_after_edition
            keep_edition(connection, edition.document, edition.revision.edition, at=app.clock(), asks=asks)
    for part in ("publish", "work"):
        app.ring(part)


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
    from mailgate.importers import manuscript, pictures  # noqa: PLC0415
    from mailgate.importers.doubts import doubts  # noqa: PLC0415

    folder = site.config(context).resolve().parent
    path = folder / f"{new.slug}.md"
    if path == source.resolve():
        return path
    if path.exists() and not manuscript.is_untouched(path.read_text(encoding="utf-8", errors="replace")):
        path = folder / f"{new.slug}.new.md"
    _write_pictures(folder / pictures.FOLDER, new)
    path.write_text(manuscript.write(new, doubts(new.paragraphs), outline.left_out, units), encoding="utf-8")
    return path


def _write_pictures(folder: Path, new: "NewDocument") -> None:
    """Write the pictures that the manuscript names; what is there already holds the same, as its name says."""
    for picture in new.pictures:
        if not (path := folder / picture.name).exists():
            folder.mkdir(exist_ok=True)
            path.write_bytes(picture.data)


def _print_table(new: "NewDocument") -> None:
    from mailgate.commands import table  # noqa: PLC0415

    columns = ("key", "number", "kind", "words", "notes", "begins")
    table.show(new.title, columns, _rows(new), numbers={"words", "notes"})


def _rows(new: "NewDocument") -> Iterator[tuple[str, ...]]:
    """Yield a row for each paragraph, and one for each section before its first."""
    previous: int | None = None
    for paragraph in new.paragraphs:
        if paragraph.section is not None and paragraph.section != previous:
            section = new.sections[paragraph.section]
            yield "", "", "", "", "", "  " * (section.level - 1) + section.heading
        previous = paragraph.section
        begins = " ".join(paragraph.text.split())[:_SHOWN]
        counts = (str(len(paragraph.text.split())), str(len(paragraph.footnotes) or ""))
        yield paragraph.key, paragraph.number or "–", paragraph.kind.value, *counts, begins


def _say(new: "NewDocument", outline: "Outline", edition: "Edition | None", *, dry_run: bool) -> None:
    from mailgate.commands.site import say  # noqa: PLC0415

    for notice in outline.notices:
        say(notice)
    if edition is not None and edition.revision is None:
        say(f"{new.slug}: nothing changed")
        return
    numbered = sum(paragraph.number is not None for paragraph in new.paragraphs)
    done = "would be imported" if dry_run else "imported"
    size = f"{len(new.paragraphs)} paragraphs, {numbered} with a number, in {len(new.sections)} sections"
    what = "" if edition is None else f"edition {edition.document.edition + 1}: "
    say(f"{new.slug}: {what}{size}, {done}")
    if edition is not None:
        say(edition.summary())
        if dry_run and (ahead := edition.doubts_ahead()):
            say(ahead)


def _say_doubts(new: "NewDocument", outline: "Outline", written: Path | None) -> None:
    from mailgate.commands.site import say  # noqa: PLC0415
    from mailgate.importers.doubts import doubts  # noqa: PLC0415

    said = [
        f"{new.paragraphs[place].source}, {new.paragraphs[place].number or new.paragraphs[place].key}: {sentence}"
        for place, sentences in doubts(new.paragraphs).items()
        for sentence in sentences
    ]
    _say_some(said, "places to look at", written)
    if outline.share is not None:
        say(f"{outline.share:.1%} of the source's letters are in the document")
    _say_some([f"not in it: {line}" for line in outline.left_out], "texts that are not in it", written)
    shown = [picture for paragraph in new.paragraphs for picture in _PICTURE.findall(paragraph.html)]
    if mute := sum(' alt=""' in picture for picture in shown):
        say(f"without a description for those who cannot see them: {mute} of {len(shown)} pictures")
    if written is not None:
        say(f"to mend it, edit {written} and import that")


def _say_some(lines: list[str], what: str, written: Path | None) -> None:
    from mailgate.commands.site import say  # noqa: PLC0415

    for line in lines[:_MAX_SAID]:
        say(line)
    if len(lines) > _MAX_SAID:
        say(f"and {len(lines) - _MAX_SAID} more {what}" + (f": see {written}" if written else ""))
