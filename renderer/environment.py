"""Where templates are found, and the two ways they are filled in.

An operator's folder is looked at first, then ours; names are the same in both: `page/paragraph.html`,
`feed/comments.atom`, `mail/challenge.txt`.
"""

import traceback
from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from itertools import chain
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    select_autoescape,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup, escape

from renderer import wording
from renderer.wording import PageTemplateError

TEMPLATES = wording.TEMPLATES
_REMEMBERED = 2_048  # pieces, of about 1 kB


def escaped(value: object) -> str:
    """Return what markupsafe.escape does, but as it stands what has nothing to escape: a new Markup is what costs."""
    if type(value) is Markup:
        return value
    if type(value) is str and not ("<" in value or "&" in value or '"' in value or "'" in value or ">" in value):
        return value
    return escape(value)


class _PageGenerator(CodeGenerator):
    """Compiles `{{ value }}` to a call of `escaped`; all else is Jinja's."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Loader(FileSystemLoader):
    """Finds templates, and hands them over in a language."""

    def __init__(self, folders: list[Path], words: wording.Table, language: str) -> None:
        super().__init__(folders)
        self._words, self._language = words, language

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, name, is_fresh = super().get_source(environment, template)
        return wording.translated(source, self._words, self._language), name, is_fresh


class _Compiled(BytecodeCache):
    """Templates that were compiled in this process, by their source: a new environment need not do it again."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand over what was compiled of this very source."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class PageEnvironment(Environment):
    """The environment of pages and feeds, in one language."""

    code_generator_class = _PageGenerator
    escaped = staticmethod(escaped)
    folder: Path | None
    own: Mapping[str, wording.Table]  # the operator's words as they were read at first: later mistakes spoil no page
    others: dict[str, "PageEnvironment"]  # by their languages, itself among them

    def speaking(self, language: str) -> "PageEnvironment":
        """Return the environment of the same templates in a language: always the same one."""
        if language not in self.others:
            self.others[language] = _pages(self.folder, language, self.own)
            self.others[language].others = self.others
        return self.others[language]


def pages(folder: Path | None = None, language: str = wording.ENGLISH) -> PageEnvironment:
    """Return the environment for HTML and Atom: every value is escaped. `folder`: the operator's own templates.

    Templates have `NAME | piece(**values)`: another template, filled in once for the same values and then remembered.
    It is a filter because Jinja calls those directly: the page of a comment has four. Raise PageTemplateError where
    the operator's words, in any language, cannot be used.
    """
    return _pages(folder, language, wording.own(folder))


def _pages(folder: Path | None, language: str, own: Mapping[str, wording.Table]) -> PageEnvironment:
    words = wording.table(language, own)
    environment = PageEnvironment(
        loader=_Loader(_folders(folder), words, language),
        autoescape=True,  # for every name: select_autoescape would leave feed.atom out
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
        keep_trailing_newline=True,
    )

    @lru_cache(maxsize=_REMEMBERED)
    def piece(name: str, **values: Hashable) -> Markup:
        # Without its last line feed: the template that asks for it has that. Escaped as it was filled in.
        return Markup(fill(environment, name, values).removesuffix("\n"))  # noqa: S704

    environment.folder, environment.own, environment.others = folder, own, {language: environment}
    said = {
        "counted": wording.counter(language),
        "say": wording.sayer(words),
        "when": wording.timer(words),
        "labelled": wording.labeller(words),
    }
    environment.filters.update(piece=piece, breakable=_breakable, **said)
    return environment


def check(folder: Path | None) -> None:
    """Raise PageTemplateError where an operator's own words or templates of pages cannot be used."""
    if folder is not None:
        _check(pages(folder), folder, "page/*.html", "feed/*.atom")


def check_letters(folder: Path | None) -> None:
    """Raise PageTemplateError where an operator's own templates of letters cannot be used."""
    if folder is not None:
        _check(letters(folder), folder, "mail/*.txt", "mail/*.html")


def _check(environment: Environment, folder: Path, *patterns: str) -> None:
    for file in sorted(chain.from_iterable(map(folder.glob, patterns))):
        _template(environment, file.relative_to(folder).as_posix())


def _breakable(address: str) -> Markup:
    """Return a mail address that is broken before its domain, where a line is too short, and not at a hyphen."""
    return Markup("<wbr>@").join(address.split("@"))


def letters(folder: Path | None = None) -> Environment:
    """Return the environment for letters. In plain text nothing is escaped, so nothing from it may reach a page."""
    return Environment(
        loader=FileSystemLoader(_folders(folder)),
        autoescape=select_autoescape(["html"], default_for_string=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
        keep_trailing_newline=True,
    )


def fill(environment: Environment, name: str, values: dict[str, Any]) -> str:
    """Return a template filled in: what Template.render gives, at half the cost for a small page.

    Template.render copies every global of Jinja into each context; here a page's context is its values alone.
    """
    template = _template(environment, name)
    try:
        return environment.concat(template.root_render_func(Context(environment, values, name, template.blocks)))
    except Exception:  # noqa: BLE001  made again by Jinja itself, whose error knows the line of the template
        return _rendered(template, name, values)


def _rendered(template: Template, name: str, values: dict[str, Any]) -> str:
    try:
        return template.render(values)
    except PageTemplateError:
        raise  # of a piece of it
    except Exception as error:
        lines = [
            frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == template.filename
        ]
        where = f"{name}, line {lines[-1]}" if lines else name
        raise PageTemplateError(f"template {where}: {error}") from error


@lru_cache(maxsize=512)  # Jinja's own memory of templates makes a path of the name each time
def _template(environment: Environment, name: str) -> Template:
    try:
        return environment.get_template(name)
    except TemplateSyntaxError as error:
        raise PageTemplateError(f"template {name}, line {error.lineno}: {error.message}") from error
    except TemplateNotFound as error:
        raise PageTemplateError(f"there is no template {name}") from error


def source(environment: Environment, name: str) -> bytes:
    """Return a file of the templates' folders as it stands: the style sheet is sent unfilled."""
    loader = environment.loader
    assert isinstance(loader, FileSystemLoader)  # noqa: S101  set above
    for folder in loader.searchpath:
        if (file := Path(folder, name)).is_file():
            return file.read_bytes()
    raise FileNotFoundError(name)


def _folders(folder: Path | None) -> list[Path]:
    return [TEMPLATES] if folder is None else [folder, TEMPLATES]
