"""What one value of the settings may be: each kind takes what people write, and says in a sentence what is wrong."""

from ipaddress import ip_address
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, with_config

from mailgate import address, endpoint
from mailgate.rates import Rates
from mailgate.smtp.limits import Endpoint, Limits
from renderer import compressed
from store.keeping import Terms

Bounds = TypeVar("Bounds", Limits, Rates, Terms)


def _domain(value: str) -> str:
    compared = address.plain(f"postmaster@{value}")
    if compared is None:
        raise ValueError(f"{value!r} is not a domain")
    return compared.rpartition("@")[2]


def _mailbox(value: str) -> str:
    compared = address.plain(value)
    if compared is None:
        raise ValueError(f"{value!r} is not a plain mail address like ann@reader.example")
    return compared


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"{value!r} is not a web address like https://reports.example/")
    return value.rstrip("/") + "/"


def _installed(encodings: tuple[str, ...]) -> tuple[str, ...]:
    if compressed.missing(encodings):
        raise ValueError("br and zstd need a library: pip install 'mailgate[compress]'")
    return encodings


def _time_zone(value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (KeyError, ValueError, OSError):
        raise ValueError(f"{value!r} is not a time zone that this machine knows, like Europe/London") from None


def _endpoint(value: object) -> object:
    return endpoint.parse(value) if isinstance(value, str) else value


def _server(value: object) -> object:
    if not isinstance(value, str):
        return value
    host, port = endpoint.host_port(value)
    return str(ip_address(host)), port


def _positive(value: Bounds) -> Bounds:
    low = [name for name in value.__dataclass_fields__ if getattr(value, name) < 0]
    if low:
        raise ValueError(f"{', '.join(low)} cannot be less than 0")
    return value


@with_config(ConfigDict(extra="forbid"))
class KnownLimits(Limits):
    """The door's limits, with unknown names refused."""

    __slots__ = ()


@with_config(ConfigDict(extra="forbid"))
class KnownRates(Rates):
    """How often strangers may be written to, with unknown names refused."""

    __slots__ = ()


@with_config(ConfigDict(extra="forbid"))
class KnownTerms(Terms):
    """How long mails are kept, with unknown names refused."""

    __slots__ = ()


Domain = Annotated[str, AfterValidator(_domain)]
Mailbox = Annotated[str, AfterValidator(_mailbox)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Where = Annotated[Endpoint, BeforeValidator(_endpoint)]
Server = Annotated[tuple[str, int], BeforeValidator(_server)]
AuthservId = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,253}$")]
Prefix = Annotated[str, Field(pattern=r"^([a-z][a-z0-9+_.-]{0,7})?$")]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Language = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")]
Encodings = Annotated[tuple[Literal["gzip", "br", "zstd"], ...], AfterValidator(_installed)]
DoorLimits = Annotated[KnownLimits, AfterValidator(_positive)]
LetterRates = Annotated[KnownRates, AfterValidator(_positive)]
KeepTerms = Annotated[KnownTerms, AfterValidator(_positive)]
