"""How long, and with how much memory, the worst mails that we could think of are read: 2 MiB of each.

    python benchmarks/hostile.py            all shapes, the slowest first
    python benchmarks/hostile.py html       those whose name holds this

Each is read in a process of its own, forked before; its CPU time and the memory it took above that of an ordinary mail
are those of the operating system. Promised: under 2 s and 256 MiB for anything.
"""

import os
import platform
import resource
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

from mailgate.reading.read import read

SIZE = 2 * 1024 * 1024
SHOWN = 20
HEAD = b"From: Ann <ann@reader.example>\r\nSubject: x\r\n"
BODIES = ("text/plain; charset=utf-8", "text/plain; format=flowed", "text/html; charset=utf-8")
PIECES = (
    *(
        "(",
        ">",
        "> \n",
        "\n",
        "a@",
        "\u200d",
        "&",
        "<b>",
        "<blockquote>",
        "<div>",
        "<table>",
        "<a href=x>",
        "<!--",
        "<p",
        "=",
    ),
    *("On 1.1.2026 x wrote:\n", "-- \n", "begin 644 x\n", "_____\n", "From: a\nSent: b\nTo: c\n", "\u6a4b", "\xff"),
    *("Best regards\n", "On 1: @: " * 40 + "\n", "* a\n", " x", "|", ". ", "<svg><math>"),
)
CHARSETS = ("iso-2022-jp", "utf-7", "hz-gb-2312", "utf-16", "gb2312", "big5", "euc-jp", "x-unknown", "viscii", "koi8-r")
OCTETS = (b"\x1b$B", b"\x1b(I!", b"\xc3\xa9", b"\xff\xfe", b"+AG", b"~{", b"\x82\xa0", b"\xe9 ")
ENCODINGS = ("base64", "quoted-printable", "x-uuencode")
ENCODED = (b"=", b"= \n", b"A", b"A=", b"\n \n*", b"=20", b" ")
FIELDS = ("Subject", "From", "References", "Content-Type", "Content-Disposition", "Received")
VALUES = (b"=?utf-8?q?", b"(", b"<", b'"', b";a*0*=", b"; ", b"=?x?b?a?= ", b"\r\n x", b".")


class Cost(NamedTuple):
    """What one shape took: seconds of CPU, MiB, and how the process ended (0: well)."""

    seconds: float
    memory: float
    name: str
    status: int


def main() -> None:
    """Read every shape; exit 1 where one broke the promise."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, {time.strftime('%F')}")
    usual = measured("usual", HEAD + b"\r\nThe date is wrong.\r\n").memory
    costs = [measured(name, mail) for name, mail in shapes() if wanted in name]
    for cost in sorted(costs, reverse=True)[:SHOWN]:
        print(f"{cost.seconds:6.2f} s {cost.memory - usual:6.0f} MiB  {cost.name}")
    broken = [cost.name for cost in costs if cost.status or cost.seconds >= 2 or cost.memory - usual >= 256]
    print(f"{len(costs)} shapes, {len(broken)} over 2 s or 256 MiB or not read: {', '.join(broken) or 'none'}")
    sys.exit(bool(broken))


def measured(name: str, mail: bytes) -> Cost:
    """Read a mail in a forked process, and say what that took."""
    pid = os.fork()
    if pid == 0:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        status = 1
        try:
            read(mail)
            status = 0
        finally:
            os._exit(status)
    _, status, usage = os.wait4(pid, 0)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, name, status)


def shapes() -> Iterator[tuple[str, bytes]]:
    """Yield mails of 2 MiB, each with its name."""
    for kind in BODIES:
        for piece in PIECES:
            yield f"{kind} {piece!r}", HEAD + f"Content-Type: {kind}\r\n\r\n".encode() + filled(piece.encode())
    for charset in CHARSETS:
        for octets in OCTETS:
            head = HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode()
            yield f"charset {charset} {octets!r}", head + filled(octets)
    for encoding in ENCODINGS:
        for octets in ENCODED:
            head = HEAD + f"Content-Transfer-Encoding: {encoding}\r\n\r\n".encode()
            yield f"encoding {encoding} {octets!r}", head + filled(octets)
    for field in FIELDS:
        for octets in VALUES:
            value = filled(octets)[:120_000]
            yield f"field {field} {octets!r}", HEAD + field.encode() + b": " + value + b"\r\n\r\nx"
    yield from structures()


def structures() -> Iterator[tuple[str, bytes]]:
    """Yield what is hostile by its parts."""
    mixed = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
    undeclared = HEAD + b"Content-Type: multipart/mixed\r\n\r\n"
    part, message = b"--x\r\nContent-Type: text/", b"Content-Type: message/rfc822\r\n\r\n"
    yield "parts", mixed + filled(b"--x\r\n\r\n")
    yield "99 parts of HTML", mixed + (part + b"html\r\n\r\n" + b"<b>" * 6_900 + b"\r\n") * 99
    yield "undeclared parts", undeclared + filled(part + b"plain\r\n\r\na\r\n")
    yield "dashes", undeclared + filled(b"--\n")
    yield "a long boundary", undeclared + filled(b"--a \t")
    yield "fields of a part", mixed + part + b"plain; name*\r\n" + filled(b"Content-Type: a;\n b=c\n")
    yield "nested messages", HEAD + filled(message)


def filled(piece: bytes) -> bytes:
    """Return 2 MiB of a piece."""
    return (piece * (SIZE // len(piece) + 1))[:SIZE]


if __name__ == "__main__":
    main()
