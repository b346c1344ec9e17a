"""`mailgate demo`: the whole thing on this machine, to be tried by hand, or played by itself."""

import logging
import signal
import time
from types import FrameType

import click

from mailgate import demo as stage
from mailgate import logs
from mailgate.app import AppError
from mailgate.commands.site import say
from mailgate.story import Story

_LOOK = 0.5


@click.command
@click.option("--once", is_flag=True, help="Play the whole story by itself; exit status 0 only if the page shows it.")
def demo(*, once: bool) -> None:
    """See the whole thing work on this machine: a sample report, mail in and out, pages.

    Everything stays on the loopback and is taken away at the end. Letters are captured, to be read as pages or by a
    mail program.
    """
    logs.configure(logging.WARNING)
    signal.signal(signal.SIGTERM, _end)
    if once:
        _play()
        return
    try:
        _invite()
    except KeyboardInterrupt:
        say("Ended; nothing is left of it.")


def _play() -> None:
    started_at = time.monotonic()
    say("Starting a site with the sample report ...")
    with stage.started(smtp_port=0, web_port=0) as running:
        for number, step in enumerate(Story(demo=running).play(), start=1):
            click.echo(f"{number}. {step}")
    click.echo(f"The whole story took {time.monotonic() - started_at:.1f} s.")


def _invite() -> None:
    smtp_port, web_port = _port(stage.SMTP_PORT, "SMTP"), _port(stage.WEB_PORT, "pages")
    say("Starting a site with the sample report ...")
    with stage.started(smtp_port=smtp_port, web_port=web_port) as running:
        for line in stage.invitation(running):
            click.echo(line)
        while running.is_running():
            time.sleep(_LOOK)
        raise AppError(f"the site ended by itself; the end of its log: {_last_line(running)}")


def _port(wanted: int, use: str) -> int:
    port = stage.free_port(wanted)
    if port != wanted:
        say(f"Port {wanted} is taken: {use} at {port} instead.")
    return port


def _last_line(running: stage.Demo) -> str:
    return (running.log.read_text(encoding="utf-8", errors="replace").strip().splitlines() or [""])[-1]


def _end(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
