"""A fuzz target for the reading of mail: whatever the octets, it answers, lawfully and within its bounds.

    pip install atheris
    python tests/fuzz/fuzz_read.py -max_total_time=600 FOLDER tests/corpus

FOLDER keeps what was found on the way; tests/corpus is where it begins. Options are libFuzzer's. Not a test of the
suite: it has no end of its own.
"""

import sys
from importlib import import_module

from mailgate.reading.automatic import KINDS, POST
from mailgate.reading.read import read
from mailgate.reading.sanitize import is_lawful


def one(octets: bytes) -> None:
    """Read a mail; fail where a promise is broken."""
    reading = read(octets)
    assert is_lawful(reading.html)
    assert is_lawful(reading.uncut_html)
    assert reading.automatic is None or reading.automatic in (*KINDS, POST)
    assert "\n" not in reading.subject + reading.author_name


def main() -> None:
    """Hand over to libFuzzer. Atheris is no dependency: only who fuzzes needs it."""
    atheris = import_module("atheris")
    atheris.instrument_all()
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
