"""`mailgate inspect`: what a mail says, as JSON, read by the same code and in the same child as the worker's."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mailgate.reader import ReaderPool, ReadingFailed
    from mailgate.reading import Reading

_BATCH = 64


@click.command(name="inspect")
@click.argument("file", required=False, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--batch",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Read every file of this directory, in name order: one line of JSON each.",
)
def inspect(file: Path | None, batch: Path | None) -> None:
    """Read one RFC 5322 message from FILE, or from standard input where FILE is -, and print one JSON object."""
    if (file is None) == (batch is None):
        raise click.UsageError("Give either FILE (or -) or --batch DIR.")
    from mailgate.reader import ReaderPool  # noqa: PLC0415  `--help` is to be quick

    if file is not None:
        raw = sys.stdin.buffer.read() if str(file) == "-" else _content(file)
        with ReaderPool(1) as pool:
            click.echo(json.dumps(as_json(pool.read(raw)), ensure_ascii=False))
        return
    assert batch is not None  # noqa: S101  one of the two is given
    with ReaderPool(2) as pool:
        for name, answer in _read_directory(pool, batch):
            click.echo(json.dumps({"file": name, **as_json(answer)}, ensure_ascii=False))


def as_json(answer: "Reading | ReadingFailed") -> dict[str, object]:
    """Return the keys of CONTRACT section 2 for what a reader answered."""
    from mailgate.reader import ReadingFailed  # noqa: PLC0415

    if isinstance(answer, ReadingFailed):
        nothing = {"from": None, "from_name": "", "subject": "", "text": "", "html": "", "quoted": False, "removed": ""}
        return {**nothing, "auto": None, "error": f"This message could not be read: {answer.reason}."}
    return {
        "from": answer.author,
        "from_name": answer.author_name,
        "subject": answer.subject,
        "text": answer.text,
        "html": answer.html,
        "quoted": answer.quoted,
        "removed": answer.removed,
        "auto": answer.automatic,
        "error": answer.error,
    }


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise click.ClickException(f"{file} cannot be read: {fault.strerror}") from fault


def _read_directory(pool: "ReaderPool", directory: Path) -> "Iterator[tuple[str, Reading | ReadingFailed]]":
    from mailgate.reading import Known  # noqa: PLC0415

    files = sorted((path for path in directory.iterdir() if path.is_file()), key=lambda path: path.name)
    for start in range(0, len(files), _BATCH):
        some = files[start : start + _BATCH]
        answers = pool.read_all([(_content(path), Known()) for path in some])
        yield from zip((path.name for path in some), answers, strict=True)
