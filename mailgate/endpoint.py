"""How places to listen at, and the smarthost, are written: HOST:PORT, [IPv6]:PORT, *:PORT, or a path. Pure."""

import re
from pathlib import Path

from mailgate.smtp.limits import Endpoint

_HOST_PORT = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[^\[\]:/\s]*)):(?P<port>\d{1,5})")


def parse(text: str) -> Endpoint:
    """Return the place that is written; a path has a slash in it. Raise ValueError, with a sentence, for others."""
    if "/" in text:
        return Endpoint(path=Path(text))
    host, port = host_port(text)
    return Endpoint(host="" if host == "*" else host, port=port)


def host_port(text: str) -> tuple[str, int]:
    """Return host and port of HOST:PORT. Raise ValueError, with a sentence, where it is not that."""
    match = _HOST_PORT.fullmatch(text.strip())
    port = int(match["port"]) if match else 0
    if match is None or not 0 < port < 65_536:
        raise ValueError(f"{text!r} is not HOST:PORT")
    return match["six"] or match["host"], port
