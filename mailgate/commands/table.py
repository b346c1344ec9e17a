"""The tables that commands print: every column as wide as it must be, but the last, which has what room is left."""

from collections.abc import Collection, Iterable, Sequence

_FILE_WIDTH = 140  # a file is no narrower for being one


def show(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Collection[str] = ()) -> None:
    """Print a table on standard output; the columns in `numbers` stand at the right."""
    from rich.console import Console  # noqa: PLC0415  `--help` is to be quick
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(title=Text(title), box=None, pad_edge=False)
    for column in columns:
        is_last = column == columns[-1]
        table.add_column(column, justify="right" if column in numbers else "left", no_wrap=not is_last)
    for row in rows:
        *cells, last = row
        table.add_row(*map(Text, cells), Text(last, no_wrap=True, overflow="ellipsis"))
    console = Console() if Console().is_terminal else Console(width=_FILE_WIDTH)
    console.print(table)
