"""Where templates are found, and the two ways they are filled in.

An operator's folder is looked at first, then ours; names are the same in both: `page/paragraph.html`,
`feed/comments.atom`, `mail/challenge.txt`.
"""

from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def pages(folder: Path | None = None) -> Environment:
    """Return the environment for HTML and Atom: every value is escaped. `folder`: the operator's own templates."""
    return Environment(
        loader=_loader(folder),
        autoescape=True,  # for every name: select_autoescape would leave feed.atom out
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )


def letters(folder: Path | None = None) -> Environment:
    """Return the environment for plain text: nothing is escaped, so nothing from it may reach a page."""
    return Environment(
        loader=_loader(folder),
        autoescape=False,  # noqa: S701  text/plain
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )


def source(environment: Environment, name: str) -> bytes:
    """Return a file of the templates' folders as it stands: the style sheet is sent unfilled."""
    loader = environment.loader
    assert isinstance(loader, BaseLoader)  # noqa: S101  set above
    return loader.get_source(environment, name)[0].encode()


def _loader(folder: Path | None) -> FileSystemLoader:
    return FileSystemLoader([TEMPLATES] if folder is None else [folder, TEMPLATES])
