"""What a client may cost us, and where we listen. Every number is a setting; the defaults are those of the docs."""

from dataclasses import dataclass, field, replace
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one listener process. Sizes are octets, times seconds. Relays are exempt from what counts sessions."""

    message_size: int = 2 * 1024 * 1024  # announced as SIZE
    data_line: int = 16 * 1024  # RFC 5321 asks for 1,000; real HTML mail has longer lines
    command_line: int = 512  # RFC 5321 4.5.3.1.4, CRLF included; extensions of MAIL come on top
    recipients: int = 100
    paragraphs: int = 3  # paragraph addresses among the recipients
    connections: int = 200
    connections_per_client: int = 20  # one IPv4 address, or one IPv6 /64
    new_connections: int = 60  # of one client within a minute
    wrong_recipients: int = 60  # of one client within an hour; then it is not heard until that is over
    paces_near: bool = False  # count those two for clients on this machine too: where a proxy stands before us
    messages: int = 50
    commands: int = 1_000
    junk: int = 100  # NOOP, RSET, VRFY, HELP and greetings
    errors_free: int = 10  # answered at once; from here on each costs `error_delay`
    errors: int = 20  # the session ends
    error_delay: float = 1.0
    idle: float = 300.0
    idle_crowded: float = 10.0  # while more than `crowded` of all connections are taken
    crowded: float = 0.75
    data_rate: float = 500.0  # octets a second a message must come with, beyond the idle time
    session: float = 30 * 60.0
    answer: float = 10.0  # from the final dot to our answer
    drain: float = 60.0  # from SIGTERM to the end, for messages that are being sent or stored
    lookup_memory: float = 1.0  # how long an address that exists is remembered
    free_share: float = 0.05  # of the disk, that must stay free

    def divided(self, processes: int) -> Self:
        """Return the bounds of one of several processes on the same sockets, so that all together keep these."""
        shared = ("connections", "connections_per_client", "new_connections")  # the other one is counted by the store
        return replace(self, **{name: -(-getattr(self, name) // processes) for name in shared})


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One place to listen: a host and port, or the path of a Unix socket."""

    host: str = ""
    port: int = 0
    path: Path | None = None

    def __str__(self) -> str:
        """Return it as settings and messages write it."""
        return str(self.path) if self.path else f"[{self.host}]:{self.port}" if ":" in self.host else self.describe()

    def describe(self) -> str:
        """Return host:port; an empty host means every interface."""
        return f"{self.host or '*'}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenSettings:
    """What a listener needs to know of its site. `domain` is in the compared form: lower-case A-labels."""

    domain: str
    prefix: str = ""  # before every local part but the roles', on a shared domain
    contact: str = ""  # whom a refusal names; default: postmaster at the domain
    smtp: tuple[Endpoint, ...] = ()
    lmtp: tuple[Endpoint, ...] = ()
    certificate: Path | None = None  # PEM, with its chain; STARTTLS is offered where both are given
    certificate_key: Path | None = None
    relays: tuple[IPv4Network | IPv6Network, ...] = ()  # our own MTAs: exempt from limits that count sessions
    folder: Path | None = None  # on the disk that must have room; None: not looked at
    limits: Limits = field(default_factory=Limits)

    @property
    def write_to(self) -> str:
        """The address that a refusal names."""
        return self.contact or f"postmaster@{self.domain}"
