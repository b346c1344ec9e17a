"""Logs: one line for each outcome, to standard error: time, level, who, what, and key=value. Ids only (INV-34).

Of an exception the class and the line of ours where it began are logged, never its text: it may quote a mail.
"""

import json
import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from mailgate import faults

_HIDDEN = {"level", "logger", "timestamp", "event"}


def configure(level: int = logging.INFO) -> None:
    """Send what every part logs, by structlog or logging, to standard error. A second call replaces the first."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _cause,
    ]
    structlog.configure(
        processors=[*shared, _line],
        logger_factory=_Logger,  # not by way of logging, which takes four times as long
        wrapper_class=structlog.make_filtering_bound_logger(level),
    )
    lines = _Lines()
    remove_meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    lines.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[remove_meta, _line]))
    root = logging.getLogger()
    for earlier in [handler for handler in root.handlers if isinstance(handler, _Lines)]:
        root.removeHandler(earlier)
    root.addHandler(lines)
    root.setLevel(level)
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd's: it prints addresses and lines of mail
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _write(line: str) -> None:
    """Write to what is standard error now; a closed one stops nobody."""
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        pass


class _Logger:
    """What structlog hands its lines to; `name` is the part that speaks."""

    def __init__(self, name: str) -> None:
        self.name = name

    def info(self, line: str) -> None:
        """Write one line."""
        _write(line)

    debug = warning = error = critical = info


class _Lines(logging.Handler):
    """Writes what comes by logging."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        _write(self.format(record))


def _cause(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["cause"] = faults.place(error)
    return event


def _line(_logger: object, _method: str, event: MutableMapping[str, Any]) -> str:
    pairs = "".join(f" {name}={_value(value)}" for name, value in event.items() if name not in _HIDDEN)
    said = " ".join(str(event.get("event", "")).splitlines())
    return f"{event.get('timestamp')} {event.get('level')} {event.get('logger')}: {said}{pairs}"


def _value(value: object) -> str:
    text = str(value)
    return text if text and text.isprintable() and not set(text) & set(' "=') else json.dumps(text)
