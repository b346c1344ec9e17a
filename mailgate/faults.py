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


def place(error: BaseException) -> str:
    """Return where an error came from: its class, and the innermost line of ours. Never its text."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(_ROOT)]
    ours = [frame for frame in ours if "site-packages" not in frame.filename]
    where = f" at {Path(ours[-1].filename).relative_to(_ROOT)}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{where}"
