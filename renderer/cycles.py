"""Python's collector of cycles, in a process that makes pages and does nothing else."""

import gc

_RARELY = 100_000  # objects; Python's own 700 would have it look several times for each page


def look_rarely() -> None:
    """Leave out what is loaded by now, and look seldom: pages leave no cycles, and looking is a tenth of the work."""
    gc.freeze()
    gc.set_threshold(_RARELY)
