"""The Maildir of captured letters in a real mail program, started as the demonstration says."""

import shutil
from pathlib import Path

from mailgate import demo
from mailgate.demo import MODERATOR, READER, Demo
from mailgate.story import Story
from tests.conftest import missing
from tests.terminal import Terminal


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
