"""How many messages a second are accepted and durable before their 250, beside Postfix in the same run.

    python benchmarks/intake.py
    python benchmarks/intake.py --database postgresql+psycopg://postgres@127.0.0.1/postgres --processes 2

Messages of 2 KB. The load is Postfix's smtp-source; where Postfix is installed and we are root, a private Postfix takes
the same load into its hold queue, turn by turn. Rates are the better of the turns: what holds is the ratio, not the
figure. Without smtp-source a simple client of our own sends, and can itself be the limit.
"""

import argparse
import asyncio
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from ports import free_port
from private_postfix import PrivatePostfix, is_possible
from small_site import DOMAIN, ListenerProcess, database, make_site
from sqlalchemy import func, select

from store.engine import open_store
from store.schema import mails

SIZE = 2_000
SENDER = "ann@reader.example"
RECIPIENT = f"water.7@{DOMAIN}"
SOURCE = shutil.which("smtp-source", path="/usr/sbin:/usr/bin:/usr/local/sbin")
HOLD = f"mydestination = {DOMAIN}\nsmtpd_data_restrictions = check_client_access static:HOLD\n"


class Case(NamedTuple):
    """One way to send: sessions at once, whether each sends all its messages, how many messages."""

    sessions: int
    is_reused: bool
    messages: int

    def __str__(self) -> str:
        kind = "reused" if self.is_reused else "one message each"
        return f"{self.sessions:>3} session{'s' if self.sessions > 1 else ' '}, {kind}"


CASES = (
    Case(1, is_reused=True, messages=1_500),
    Case(20, is_reused=True, messages=5_000),
    Case(100, is_reused=True, messages=8_000),
    Case(1, is_reused=False, messages=800),
    Case(20, is_reused=False, messages=3_000),
    Case(100, is_reused=False, messages=3_000),
)


def send(port: int, case: Case) -> float:
    """Send the messages of a case; return how many seconds it took."""
    begin = time.perf_counter()
    if SOURCE is None:
        asyncio.run(_send(port, case))
    else:
        options = ["-s", str(case.sessions), "-m", str(case.messages), "-l", str(SIZE), "-f", SENDER, "-t", RECIPIENT]
        options += ["-d"] if case.is_reused else []
        subprocess.run([SOURCE, *options, f"127.0.0.1:{port}"], check=True)
    return time.perf_counter() - begin


async def _send(port: int, case: Case) -> None:
    """Be smtp-source where there is none."""
    left = iter(range(case.messages))

    async def session() -> None:
        reader = writer = None
        for number in left:
            if reader is None or writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                await reader.readline()
                await _say(reader, writer, "HELO load.example")
            await _say(reader, writer, f"MAIL FROM:<{SENDER}>")
            await _say(reader, writer, f"RCPT TO:<{RECIPIENT}>")
            await _say(reader, writer, "DATA")
            body = ("x" * 68 + "\r\n") * (SIZE // 70)
            unique = f"{os.getpid()}.{number}.{time.time()}"
            await _say(reader, writer, f"From: <{SENDER}>\r\nMessage-Id: <{unique}@load.example>\r\n\r\n{body}.")
            if not case.is_reused:
                writer.close()
                reader = writer = None
        if writer is not None:
            writer.close()

    await asyncio.gather(*(session() for _ in range(case.sessions)))


async def _say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, text: str) -> None:
    writer.write(text.encode() + b"\r\n")
    answer = await reader.readline()
    if answer[:1] not in (b"2", b"3"):
        raise RuntimeError(answer.decode())


class Turn(NamedTuple):
    """One server in the run: where it listens, how many messages it holds, what its processes used."""

    name: str
    port: int
    held: Callable[[], int]
    cpu: Callable[[], float]


def run(turns: list[Turn], scale: float, rounds: int) -> dict[str, dict[str, dict[str, float]]]:
    """Measure every case on every server; a server that loses a message fails the run."""
    figures: dict[str, dict[str, dict[str, float]]] = {}
    for turn in turns:
        send(turn.port, Case(100, is_reused=True, messages=600))  # Postfix starts its processes, our caches fill
    for _ in range(rounds):
        for case in CASES:
            case = case._replace(messages=int(case.messages * scale))  # noqa: PLW2901
            for turn in turns:
                found = measure(turn, case)
                best = figures.setdefault(str(case), {}).setdefault(turn.name, found)
                if found["rate"] > best["rate"]:
                    figures[str(case)][turn.name] = found
                show_progress(f"{case}: {turn.name} {found['rate']:.0f}/s")
    show_progress("")
    return figures


def measure(turn: Turn, case: Case) -> dict[str, float]:
    """Measure one case on one server."""
    held, cpu = turn.held(), turn.cpu()
    seconds = send(turn.port, case)
    stored = turn.held() - held
    if stored != case.messages:
        raise RuntimeError(f"{turn.name}: {case.messages} sent, {stored} kept")
    return {"rate": case.messages / seconds, "cpu": (turn.cpu() - cpu) / case.messages * 1e6}


def show_progress(text: str) -> None:
    """Show what is being measured, on a terminal."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def machine() -> str:
    """Describe where this was measured."""
    cpu = next((line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), ":")
    return f"{os.cpu_count()} x {cpu.split(':')[1].strip()}, {platform.platform()}, Python {platform.python_version()}"


def report(figures: dict[str, dict[str, dict[str, float]]], memory: int, *, as_json: bool) -> None:
    """Print the figures."""
    if as_json:
        print(json.dumps({"machine": machine(), "cases": figures, "memory_mib": memory / 2**20}))
        return
    print(machine())
    print(f"{'':<32}{'mailgate/s':>11}{'CPU us':>8}{'Postfix/s':>11}{'ratio':>7}")
    for case, found in figures.items():
        ours, theirs = found["mailgate"], found.get("Postfix")
        beside = f"{theirs['rate']:>11.0f}{ours['rate'] / theirs['rate']:>7.2f}" if theirs else f"{'-':>11}{'-':>7}"
        print(f"{case:<32}{ours['rate']:>11.0f}{ours['cpu']:>8.0f}{beside}")
    print(f"memory of the listener after all of it: {memory / 2**20:.0f} MiB")


def main() -> int:
    """Run the cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--database", metavar="URL", help="a PostgreSQL server where databases may be made; default: SQLite"
    )
    parser.add_argument("--processes", type=int, default=1, help="listener processes; on SQLite 1")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--scale", type=float, default=1.0, help="of the number of messages")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with ExitStack() as stack:
        url, folder = stack.enter_context(database(options.database))
        make_site(url)
        store = open_store(url)
        stack.callback(store.close)
        ports = {"port": free_port(), "lmtp_port": free_port()}
        listener = ListenerProcess(url, folder, **ports, processes=options.processes)
        stack.callback(listener.signal, signal.SIGTERM)

        def held() -> int:
            with store.read() as connection:
                return int(connection.execute(select(func.count()).select_from(mails)).scalar_one())

        turns = [Turn("mailgate", listener.port, held, listener.cpu)]
        if is_possible():
            place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="postfix-")))
            postfix = stack.enter_context(PrivatePostfix(place / "postfix", settings=HOLD))
            turns.append(Turn("Postfix", postfix.port, lambda: postfix.queued("hold"), lambda: 0.0))
        figures = run(turns, options.scale, options.rounds)
        report(figures, listener.memory(), as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
