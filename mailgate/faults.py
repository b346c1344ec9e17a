"""Errors in one clear line, without what they may quote of people's mail (INV-34)."""

import traceback
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def cause(error: BaseException) -> str:
    """Return why something of the system failed, in its own words where they are harmless: files, sockets, disks."""
    if isinstance(error, OSError):
        said = error.strerror or str(error) or type(error).__name__
        return f"{error.filename}: {said}" if error.filename else said
    return type(error).__name__


def code(error: BaseException) -> str:
    """Return what the database calls its fault, SQLITE_BUSY or an SQLSTATE; empty where it is none of its."""
    original = getattr(error, "orig", None) or error
    return str(getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or "")


def place(error: BaseException) -> str:
    """Return where an error came from: its class, a database's code, and the innermost line of ours. Never its text."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(_ROOT)]
    ours = [frame for frame in ours if "site-packages" not in frame.filename]
    where = f" at {Path(ours[-1].filename).relative_to(_ROOT)}:{ours[-1].lineno}" if ours else ""
    named = f" {code(error)}" if code(error) else ""
    return f"{type(error).__name__}{named}{where}"
