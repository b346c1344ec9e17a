"""Whether a full build owes something to the bucket: a file that says so, from before the build until all is there.

Who holds it is at it. The kernel lets go of it when its holder dies, so that the next publisher sees what is left to
do, and does it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from renderer import files

_MODE = 0o600
_WORD = b"a full build\n"


class Owed:
    """The file: empty or absent where nothing is owed."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def is_left(self) -> bool:
        """Whether something is owed, by the living or the dead."""
        try:
            return self._file.stat().st_size > 0
        except FileNotFoundError:
            return False

    @contextmanager
    def by_a_build(self) -> Iterator[None]:
        """Owe everything, durably, until this ends without an exception. Waits for whoever pays an older debt."""
        with self._held(wait=True) as descriptor:
            os.pwrite(descriptor, _WORD, 0)
            os.fsync(descriptor)
            files.sync_folder(str(self._file.parent))
            yield
            os.ftruncate(descriptor, 0)

    @contextmanager
    def of_the_dead(self) -> Iterator[bool]:
        """Take over what is owed; yield whether there is something, and nobody at it. At the end all is paid."""
        with self._held(wait=False) as descriptor:
            is_ours = descriptor >= 0 and self.is_left()
            yield is_ours
            if is_ours:
                os.ftruncate(descriptor, 0)

    @contextmanager
    def _held(self, *, wait: bool) -> Iterator[int]:
        """Yield the descriptor of the file, held against all others; -1 where another holds it."""
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _MODE)
        try:
            yield descriptor if files.lock(descriptor, wait=wait) else -1
        finally:
            os.close(descriptor)
