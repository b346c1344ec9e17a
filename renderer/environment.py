"""Where templates are found, and the two ways they are filled in.

An operator's folder is looked at first, then ours; names are the same in both: `page/paragraph.html`,
`feed/comments.atom`, `mail/challenge.txt`.
"""

from collections.abc import Hashable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
_REMEMBERED = 2_048  # pieces, of about 1 kB


def pages(folder: Path | None = None) -> Environment:
    """Return the environment for HTML and Atom: every value is escaped. `folder`: the operator's own templates.

    Templates have `piece(name, **values)`: another template, filled in once for the same values and then remembered.
    """
    environment = Environment(
        loader=_loader(folder),
        autoescape=True,  # for every name: select_autoescape would leave feed.atom out
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )

    @lru_cache(maxsize=_REMEMBERED)
    def piece(name: str, **values: Hashable) -> Markup:
        # Without its last line feed: the template that asks for it has that. Escaped as it was filled in.
        return Markup(fill(environment, name, values).removesuffix("\n"))  # noqa: S704

    environment.globals["piece"] = piece
    return environment


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


def fill(environment: Environment, name: str, values: dict[str, Any]) -> str:
    """Return a template filled in: what Template.render gives, at half the cost for a small page.

    Template.render copies every global of Jinja into each context; here a page's context is its values and `piece`.
    """
    template = environment.get_template(name)
    values = {"piece": environment.globals["piece"], **values}
    try:
        return environment.concat(template.root_render_func(template.new_context(values, shared=True)))
    except Exception:  # noqa: BLE001  made again by Jinja itself, whose error names the line of the template
        return template.render(values)


def source(environment: Environment, name: str) -> bytes:
    """Return a file of the templates' folders as it stands: the style sheet is sent unfilled."""
    loader = environment.loader
    assert isinstance(loader, BaseLoader)  # noqa: S101  set above
    return loader.get_source(environment, name)[0].encode()


def _loader(folder: Path | None) -> FileSystemLoader:
    return FileSystemLoader([TEMPLATES] if folder is None else [folder, TEMPLATES])
