"""`mailgate init`: a folder becomes a site: settings, keys, database, and where pages will be."""

from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import click

from mailgate import endpoint, new_site
from mailgate.commands.site import say
from mailgate.settings_file import Wishes

_DEFAULT_LISTEN = "127.0.0.1:8025"


def _checked(check: Callable[[str], object]) -> Callable[..., Any]:
    """Return a click callback that refuses what `check` raises ValueError for."""

    def callback(_context: click.Context, _option: click.Parameter, value: Any) -> Any:
        try:
            for each in value if isinstance(value, tuple) else () if value is None else (value,):
                check(each)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None
        return value

    return callback


@click.command
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--domain", metavar="D", required=True, help="Where comments are mailed to: DOCUMENT.NUMBER@D.")
@click.option("--base-url", metavar="U", required=True, help="Where the pages are served.")
@click.option(
    "--smarthost",
    metavar="H:P",
    required=True,
    callback=_checked(endpoint.host_port),
    help="The mail server that takes our letters.",
)
@click.option(
    "--moderator", "moderators", metavar="A", required=True, multiple=True, help="Who may decide; may be repeated."
)
@click.option(
    "--operator", metavar="O", help="Who gets mail to abuse and postmaster, and alarms.  [default: the first moderator]"
)
@click.option("--language", metavar="L", default="en", show_default=True, help="Of the words around the reports.")
@click.option(
    "--listen",
    metavar="H:P",
    callback=_checked(endpoint.host_port),
    help=f"Take SMTP here.  [default: {_DEFAULT_LISTEN}, unless --lmtp is given]",
)
@click.option(
    "--lmtp",
    metavar="H:P or PATH",
    callback=_checked(endpoint.parse),
    help="Take LMTP here, from the mail server in front.",
)
@click.option("--database", metavar="URL", help="postgresql+psycopg://...  [default: a SQLite file in DIR]")
def init(
    folder: Path,
    *,
    domain: str,
    base_url: str,
    smarthost: str,
    moderators: tuple[str, ...],
    operator: str | None,
    language: str,
    listen: str | None,
    lmtp: str | None,
    database: str | None,
) -> None:
    """Make a new site in DIR: mailgate.toml, keys, database, and the folder of its pages."""
    host, port = endpoint.host_port(smarthost)
    wishes = Wishes(
        domain=domain,
        base_url=base_url,
        operator=operator or moderators[0],
        language=language,
        smarthost_host=host,
        smarthost_port=port,
        smarthost_tls=_tls(host, port),
        since=f"{datetime.now(UTC):%Y-%m-%d}",
        smtp=(listen or _DEFAULT_LISTEN,) if listen or not lmtp else (),
        lmtp=(lmtp,) if lmtp else (),
        database=database or "sqlite:///mailgate.db",
    )
    new_site.make(folder, wishes, moderators)
    say(f"{folder} is a site now. Next:")
    say(f"  mailgate --config {folder / new_site.SETTINGS} import REPORT")
    say(f"  mailgate --config {folder / new_site.SETTINGS} run")


def _tls(host: str, port: int) -> str:
    """A smarthost on this machine needs no encryption; any other must have it."""
    if port == 465:
        return "implicit"
    try:
        is_here = ip_address(host).is_loopback
    except ValueError:
        is_here = host == "localhost"
    return "none" if is_here else "starttls"
