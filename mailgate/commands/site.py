"""What commands share: the site that `--config` names, and how they speak."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from mailgate import logs
from mailgate.app import App, build
from mailgate.settings import Settings, load

DEFAULT = Path("mailgate.toml")


def settings(context: click.Context) -> Settings:
    """Return the settings of the site that the command is about."""
    return load(config(context))


def config(context: click.Context) -> Path:
    """Return the file of the settings that `--config` names."""
    return context.find_object(Path) or DEFAULT


@contextmanager
def opened(context: click.Context, *, with_data_key: bool = True) -> Iterator[App]:
    """The site that the command is about, put together; its store is closed afterwards."""
    logs.configure(logging.WARNING)
    app = build(settings(context), with_data_key=with_data_key)
    try:
        yield app
    finally:
        app.close()


def say(message: str) -> None:
    """Tell the person at the terminal: standard error, so that standard output is for programs."""
    click.echo(message, err=True)


def count(number: int, thing: str) -> str:
    """Return `1 page`, `2 pages`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
