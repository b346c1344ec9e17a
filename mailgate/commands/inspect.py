"""`mailgate inspect`: what a mail says, as JSON, read by the same code and in the same child as the worker's."""

import dataclasses
import json
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mailgate import endpoint

if TYPE_CHECKING:
    from mailgate.authentication.verdict import Authentication
    from mailgate.reading.model import Reading
    from mailgate.reading.reader import ReaderPool, ReadingFailed

_BATCH = 64


@click.command(name="inspect")
@click.argument("file", required=False, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--batch",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Read every file of this directory, in name order: one line of JSON each.",
)
@click.option("--authenticate", is_flag=True, help="Say too whether the author is proved: SPF, DKIM, DMARC, ARC.")
@click.option("--ip", metavar="ADDRESS", help="The client that brought the mail, for --authenticate.")
@click.option("--helo", metavar="NAME", help="What the client called itself.")
@click.option("--mail-from", metavar="ADDRESS", help="The envelope sender; empty or <> for the null sender.")
@click.option("--resolver", metavar="HOST:PORT", help="The DNS resolver to ask; the system's by default.")
@click.option(
    "--trust", metavar="AUTHSERV-ID", help="Believe the Authentication-Results fields of this server of ours instead."
)
@click.option("--sealer", metavar="DOMAIN", multiple=True, help="Believe ARC chains that only such domains sealed.")
def inspect(file: Path | None, batch: Path | None, **asked: Any) -> None:
    """Read one RFC 5322 message from FILE, or from standard input where FILE is -, and print one JSON object."""
    if (file is None) == (batch is None):
        raise click.UsageError("Give either FILE (or -) or --batch DIR.")
    authenticate = _authenticator(**asked)
    from mailgate.reading.reader import ReaderPool  # noqa: PLC0415  `--help` is to be quick

    if file is not None:
        raw = sys.stdin.buffer.read() if str(file) == "-" else _content(file)
        with ReaderPool(1) as pool:
            click.echo(json.dumps({**as_json(pool.read(raw)), **authenticate(raw)}, ensure_ascii=False))
        return
    assert batch is not None  # noqa: S101  one of the two is given
    with ReaderPool(2) as pool:
        for path, answer in _read_directory(pool, batch):
            said = {"file": path.name, **as_json(answer), **authenticate(_content(path))}
            click.echo(json.dumps(said, ensure_ascii=False))


def _authenticator(
    *,
    authenticate: bool,
    ip: str | None,
    helo: str | None,
    mail_from: str | None,
    resolver: str | None,
    trust: str | None,
    sealer: tuple[str, ...],
) -> Callable[[bytes], dict[str, object]]:
    """Return what adds the key `authentication` to a mail's answer, or nothing where it is not asked for."""
    given = (ip, helo, mail_from, resolver, trust, *sealer)
    if not authenticate:
        if any(each is not None for each in given):
            raise click.UsageError("These options go with --authenticate.")
        return lambda _: {}
    if trust is None and (not ip or helo is None or mail_from is None):
        raise click.UsageError("--authenticate needs --ip, --helo and --mail-from, or --trust.")
    from mailgate.authentication import verdict  # noqa: PLC0415
    from mailgate.authentication.resolver import Resolver  # noqa: PLC0415

    envelope = verdict.Envelope(ip=ip or "", helo=helo or "", mail_from=mail_from or "")
    believed = verdict.Trust(authserv_id=trust, sealers=frozenset(each.lower() for each in sealer))
    asked = Resolver(*[_server(resolver)] if resolver is not None else ())
    return lambda raw: {"authentication": _as_authentication(verdict.judge(raw, envelope, asked, believed))}


def _server(text: str) -> tuple[str, int]:
    try:
        host, port = endpoint.host_port(text)
        return socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0][4][0], port  # type: ignore[return-value]
    except (ValueError, OSError) as fault:
        raise click.BadParameter(f"{text!r} is not the HOST:PORT of a resolver.", param_hint="--resolver") from fault


def _as_authentication(found: "Authentication") -> dict[str, object]:
    return {
        "spf": found.spf,
        "dkim": [dataclasses.asdict(each) for each in found.dkim],
        "dmarc": found.dmarc,
        "policy": found.policy,
        "arc": found.arc,
        "verified": found.verified,
        "reason": found.reason,
    }


def as_json(answer: "Reading | ReadingFailed") -> dict[str, object]:
    """Return the keys of CONTRACT section 2 for what a reader answered."""
    from mailgate.reading.automatic import POST  # noqa: PLC0415
    from mailgate.reading.reader import ReadingFailed  # noqa: PLC0415

    if isinstance(answer, ReadingFailed):
        nothing = {"from": None, "from_name": "", "subject": "", "text": "", "html": "", "quoted": False, "removed": ""}
        return {**nothing, "auto": None, "error": f"This message could not be read: {answer.reason}."}
    return {
        "from": answer.author,
        "from_name": answer.author_name,
        "subject": answer.subject,
        "text": answer.text,
        "html": answer.html,
        "quoted": answer.quoted,
        "removed": answer.removed,
        "auto": None if answer.automatic == POST else answer.automatic,
        "error": answer.error,
    }


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise click.ClickException(f"{file} cannot be read: {fault.strerror}") from fault


def _read_directory(pool: "ReaderPool", directory: Path) -> "Iterator[tuple[Path, Reading | ReadingFailed]]":
    from mailgate.reading.model import Known  # noqa: PLC0415

    files = sorted((path for path in directory.iterdir() if path.is_file()), key=lambda path: path.name)
    for start in range(0, len(files), _BATCH):
        some = files[start : start + _BATCH]
        answers = pool.read_all([(_content(path), Known(is_comment=False)) for path in some])
        yield from zip(some, answers, strict=True)
