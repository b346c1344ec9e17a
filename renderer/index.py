"""The index of all words, for the page to search: made by pagefind (the extra `search`) out of the pages themselves.

It is made anew as a whole, beside its place, and put there when it is complete. Made by the same words it may have
other bytes: it is no part of what `publish --check` compares.
"""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from renderer import files, urls

# The pages of paragraphs, and of their later comments: a slug has two characters at least, a key has a digit.
_PARAGRAPH = "??*/*[0-9]*"
_PAGES = f"{_PARAGRAPH}/{{index.html,*/index.html}}"
_NO_WORDS = "sup.note"  # the mark of a footnote would be the end of the word before it
_NAME = "pagefind"


class IndexingError(Exception):
    """The index could not be made; the sentence says why."""


def can_index() -> bool:
    """Whether pagefind is installed."""
    return find_spec("pagefind") is not None


def make(public: Path, language: str) -> None:
    """Make the index of the pages in a folder, one for all, in the language of the page that asks it (`Site.words`).

    Raise IndexingError where pagefind fails.
    """
    with files.sole_writer(str(public), wait=True):
        new, place, old = (
            public / urls.SEARCH / name for name in (f".{_NAME}.mailgate", _NAME, f".{_NAME}-old.mailgate")
        )
        for folder in (new, old):
            shutil.rmtree(folder, ignore_errors=True)
        if next(public.glob(f"{_PARAGRAPH}/index.html"), None) is None:  # which pagefind takes for a mistake
            shutil.rmtree(place, ignore_errors=True)
            return
        command = [sys.executable, "-m", "pagefind", "--site", str(public), "--output-path", str(new)]
        command += ["--glob", _PAGES, "--exclude-selectors", _NO_WORDS, "--silent", "--force-language", language]
        made = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode != 0 or not new.is_dir():
            shutil.rmtree(new, ignore_errors=True)
            raise IndexingError(f"pagefind failed: {_last_words(made.stderr or made.stdout)}")
        for unused in new.glob("*-ui*"):  # we have a page of our own
            unused.unlink()
        if place.exists():
            place.rename(old)
        new.rename(place)
        shutil.rmtree(old, ignore_errors=True)


def _last_words(said: str) -> str:
    """Return the end of what a program said as one line, without where in itself it stood."""
    return " ".join(said.partition("stack backtrace")[0].split())[-300:]
