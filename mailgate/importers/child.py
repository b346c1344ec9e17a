"""The process that reads a report: no environment, no files to write, and limits of memory and CPU. See apart.py."""

import json
import logging
import resource
import sys
from pathlib import Path

MEMORY = 3 * 1024 * 1024 * 1024  # octets of addresses; a report of 10 MB of HTML needs less than a tenth of it
SECONDS = 500  # of CPU


def main() -> None:
    """Read the report that the command line names; say how far it is, then the outline or why there is none."""
    logging.disable(logging.CRITICAL)
    for what, limit in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
    ):
        resource.setrlimit(what, (limit, limit))
    from mailgate.importers import ImportRefusedError, Units, apart, read  # noqa: PLC0415  within the limits

    path = Path(sys.argv[1])
    try:
        outline = read(path, lambda done, whole: _say({"done": done, "all": whole}), Units(sys.argv[2]))
        _say({"outline": apart.to_json(outline)})
    except ImportRefusedError as fault:
        _say({"refused": str(fault)})
    except OSError as fault:
        _say({"refused": f"{path.name}: {fault.strerror or 'cannot be read'}"})
    except (MemoryError, RecursionError):
        _say({"refused": f"{path.name}: needs too much memory to be read"})
    except Exception as fault:  # noqa: BLE001  whatever a damaged file does to a library
        _say({"refused": f"{path.name}: is damaged ({type(fault).__name__})"})


def _say(what: dict[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(what).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
