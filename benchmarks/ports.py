"""A port for a server that another process opens a moment later."""

import random
import socket

_OURS = range(20_000, 32_768)  # below those that Linux gives to clients and to port 0: ip_local_port_range
_CHANCE = random.SystemRandom()
_given: set[int] = set()


def free_port() -> int:
    """Return a port of the loopback that nobody has, over TCP or UDP, and nobody gets by chance; another each time."""
    while True:
        port = _CHANCE.choice(_OURS)
        if port in _given:
            continue
        with socket.socket() as stream, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
            try:
                stream.bind(("127.0.0.1", port))
                datagrams.bind(("127.0.0.1", port))
            except OSError:
                continue
            _given.add(port)
            return port
