"""Python's collector of cycles, in a process that does the same work over and over."""

import gc

_RARELY = 100_000  # objects; Python's own 700 would have it look several times for each page


def look_rarely() -> None:
    """Leave out what is loaded by now, and look seldom: such work leaves few, and looking is a tenth of it."""
    gc.freeze()
    gc.set_threshold(_RARELY)
