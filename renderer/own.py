"""What an operator's folder has besides templates: a logo, and legal pages. docs/design.md is for its readers.

Both are trusted: they are the operator's own files.
"""

import html
import re
from pathlib import Path

from renderer import urls

_FONT = "card.ttf"
_LOGOS = ("logo.svg", "logo.png")
_NAME = re.compile(urls.LEGAL)
_READ = re.compile(
    "|".join(map(re.escape, (*_LOGOS, _FONT)))
    + rf"|legal/{urls.LEGAL}\.html|words/[a-z]{{2,3}}\.toml|(?:page|feed|mail)/.+"
)
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def logo(folder: Path | None) -> str:
    """Return the name of the logo; "" where there is none."""
    return "" if folder is None else next((name for name in _LOGOS if (folder / name).is_file()), "")


def card_font(folder: Path | None) -> str:
    """Return the path of the font for the pictures of documents; "" where there is none."""
    return str(folder / _FONT) if folder is not None and (folder / _FONT).is_file() else ""


def legal(folder: Path | None) -> tuple[tuple[str, str], ...]:
    """Return the name and the title of each legal page, in the order of the names.

    A name is lower-case letters, digits and hyphens; the title is the text of the page's first heading.
    """
    if folder is None:
        return ()
    files = sorted((folder / "legal").glob("*.html"))
    return tuple((file.stem, _title(file)) for file in files if _NAME.fullmatch(file.stem))


def unread(folder: Path) -> list[str]:
    """Return the files in the folder that nothing reads, such as a page `legal/Privacy.html` or `colours.css` beside
    `page`. What begins with a dot is somebody else's; templates may ask for others of any name."""
    paths = (file.relative_to(folder) for file in sorted(folder.rglob("*")) if file.is_file())
    seen = (path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts))
    return [path for path in seen if not _READ.fullmatch(path)]


def _title(file: Path) -> str:
    found = _HEADING.search(file.read_text(encoding="utf-8"))
    return " ".join(html.unescape(_TAG.sub("", found[1])).split()) if found else file.stem
