"""The Maildir of captured letters in a real mail program, started as the demonstration says."""

import os
import pty
import select
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from mailgate import demo
from mailgate.demo import MODERATOR, READER, Demo
from mailgate.story import Story
from tests.conftest import missing

PATIENCE = 40.0


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, command: str, home: Path) -> None:
        self._screen = b""
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.execve("/bin/sh", ["sh", "-c", command], {**os.environ, "HOME": str(home), "TERM": "xterm"})  # noqa: S606

    def shows(self, text: str) -> None:
        """Wait until it has written this since the last key."""
        self.until(lambda: text.encode() in self._screen)

    def press(self, keys: str) -> None:
        self._screen = b""
        os.write(self._terminal, keys.encode())

    def until(self, happened: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < end, self._screen[-2000:]
            if select.select([self._terminal], [], [], 0.1)[0]:
                self._screen += os.read(self._terminal, 65_536)

    def close(self) -> None:
        os.kill(self._pid, 9)
        os.waitpid(self._pid, 0)
        os.close(self._terminal)


def test_a_reader_answers_a_letter_from_the_maildir_with_mutt(tmp_path: Path) -> None:
    if shutil.which("mutt") is None:
        missing("mutt", "install the package mutt")
    (tmp_path / "Mail").mkdir()
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\n{ echo yes; echo; cat "$1"; } > "$1.new" && mv "$1.new" "$1"\n')
    editor.chmod(0o755)
    (tmp_path / ".muttrc").write_text(f"set editor={editor} autoedit=yes edit_headers=no fast_reply=yes include=yes\n")
    with demo.started(smtp_port=0, web_port=0) as running:
        story = Story(demo=running)
        story._comment()
        story._letter(READER, "Please confirm")
        mutt = Terminal(printed(running), tmp_path)
        try:
            mutt.shows("Please confirm your comment")
            mutt.press("r")
            mutt.shows("y:Send")
            mutt.press("y")
            mutt.until(lambda: any(one.recipient == MODERATOR for one in running.capture.letters.all()))
        finally:
            mutt.close()


def printed(running: Demo) -> str:
    """The command for mutt, as it is printed."""
    lines = list(demo.invitation(running))
    at = next(place for place, line in enumerate(lines) if line.strip().startswith("mutt "))
    return "\n".join(lines[at : at + 2])
