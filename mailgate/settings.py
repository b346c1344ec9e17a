"""The site's settings: one TOML file becomes one frozen value. Only this module reads it, and no variables.

Unknown keys are faults, and all faults are told at once, each with its place. Paths are relative to the file's folder.
Secrets are not in it: it names the files that hold them.
"""

import os
import tomllib
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from mailgate import faults
from mailgate.bucket_settings import Bucket
from mailgate.setting_kinds import (
    AuthservId,
    Domain,
    DoorLimits,
    Encodings,
    KeepTerms,
    KnownLimits,
    KnownRates,
    KnownTerms,
    Language,
    LetterRates,
    Mailbox,
    Prefix,
    Server,
    TimeZone,
    WebAddress,
    Where,
)
from mailgate.smtp.limits import Endpoint, ListenSettings

KEY_OCTETS = 32
_SQLITE = "sqlite:///"


class SettingsError(Exception):
    """The settings cannot be used. `faults`: a sentence for each, with its place."""

    def __init__(self, file: Path, found: list[str]) -> None:
        super().__init__("\n".join([f"{file} cannot be used:", *(f"  {each}" for each in found)]))
        self.faults = found


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Smarthost(_Table):
    """The server that takes our letters."""

    host: str = Field(min_length=1)
    port: int = Field(ge=1, le=65_535)
    tls: Literal["none", "starttls", "implicit"] = "starttls"
    user: str | None = None
    password_file: Path | None = None


class Listen(_Table):
    """Where mail comes in. Both lists may be empty: systemd may hand the sockets over."""

    smtp: tuple[Where, ...] = ()
    lmtp: tuple[Where, ...] = ()
    certificate: Path | None = None
    certificate_key: Path | None = None
    relays: tuple[IPv4Network | IPv6Network, ...] = ()


class Senders(_Table):
    """How it is found out who wrote a mail. `resolver`: none given, the system's; an empty list, no DNS at all."""

    verify: Literal["unless-authenticated", "always"] = "unless-authenticated"
    resolver: tuple[Server, ...] | None = None
    authserv_id: AuthservId | None = None
    sealers: tuple[Domain, ...] = ()


class Dkim(_Table):
    """How we sign our letters ourselves."""

    selector: str = Field(pattern=r"^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$")
    key: Path


class Moderation(_Table):
    """When a moderator gets a digest at the next full hour instead of single letters."""

    sender_hour: int = Field(default=10, ge=0)  # comments of one person in an hour
    minute: int = Field(default=50, ge=0)  # letters to one moderator in a minute


class Files(_Table):
    """Where things are kept."""

    public: Path = Path("public")
    run: Path = Path("run")
    data_key: Path = Path("data.key")
    lookup_key: Path = Path("lookup.key")
    templates: Path | None = None


class Database(_Table):
    """The database, by its URL."""

    url: str = "sqlite:///mailgate.db"


class Settings(BaseSettings):
    """A site, as its operator set it up. Every path is absolute; `folder` is that of the file."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid")

    folder: Path
    domain: Domain
    base_url: WebAddress
    operator: Mailbox
    smarthost: Smarthost
    title: str = Field(default="", max_length=200)
    language: Language = "en"
    prefix: Prefix = ""
    timezone: TimeZone = "UTC"
    search: bool = True
    cards: bool = True
    compress: Encodings = ()
    since: str = Field(default="2026", pattern=r"^\d{4}(-\d\d){0,2}$")
    listen: Listen = Listen()
    senders: Senders = Senders()
    dkim: Dkim | None = None
    database: Database = Database()
    files: Files = Files()
    bucket: Bucket | None = None
    hide_after_reports: int = Field(default=0, ge=0, le=1000)
    ask_after_edition: bool = False
    moderation: Moderation = Moderation()
    readers: int = Field(default=2, ge=1, le=64)
    letters: LetterRates = KnownRates()
    keep: KeepTerms = KnownTerms()
    limits: DoorLimits = KnownLimits()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read what `load` hands over, and nothing else: no variable of the environment sets anything."""
        return (init_settings,)

    @property
    def database_url(self) -> str:
        """The database's URL; the path of a SQLite file is absolute."""
        url = self.database.url
        return f"{_SQLITE}{self.path(Path(url.removeprefix(_SQLITE)))}" if url.startswith(_SQLITE) else url

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file of ours."""
        return self.database.url.startswith("sqlite")

    def path(self, path: Path) -> Path:
        """Return a path of the file as an absolute one."""
        return self.folder / path

    @property
    def public(self) -> Path:
        """Where the pages are written."""
        return self.path(self.files.public)

    @property
    def run(self) -> Path:
        """Where the parts wake each other."""
        return self.path(self.files.run)

    @property
    def templates(self) -> Path | None:
        """The operator's own templates."""
        return None if self.files.templates is None else self.path(self.files.templates)

    @property
    def lacks_templates(self) -> bool:
        """Whether their folder is not there: what is made without it is made without the operator's design."""
        return self.templates is not None and not os.path.isdir(self.templates)  # noqa: PTH112  never raises

    def listening(self) -> ListenSettings:
        """Return what a listener needs to know."""
        listen = self.listen
        return ListenSettings(
            domain=self.domain,
            prefix=self.prefix,
            smtp=listen.smtp,
            lmtp=tuple(self._placed(each) for each in listen.lmtp),
            certificate=None if listen.certificate is None else self.path(listen.certificate),
            certificate_key=None if listen.certificate_key is None else self.path(listen.certificate_key),
            relays=listen.relays,
            folder=self.folder,
            limits=self.limits,
        )

    def _placed(self, where: Endpoint) -> Endpoint:
        return where if where.path is None else Endpoint(path=self.path(where.path))


def load(file: Path) -> Settings:
    """Return the settings in a TOML file. Raise SettingsError with every fault that it has."""
    try:
        table = TomlConfigSettingsSource(Settings, toml_file=file)() if file.is_file() else None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(file, [f"it is not TOML: {error}"]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(file, [f"it cannot be read: {faults.cause(error)}"]) from None
    if table is None:
        raise SettingsError(file, ["there is no such file; `mailgate init` makes one, --config names another"])
    found = ["folder: there is no such setting"] if "folder" in table else []
    try:
        settings = Settings(**{**table, "folder": file.resolve().parent})
    except ValidationError as error:
        raise SettingsError(file, found + [_sentence(each["loc"], each) for each in error.errors()]) from None
    if found:
        raise SettingsError(file, found)
    return settings


_SENTENCES = {
    "extra_forbidden": "there is no such setting",
    "unexpected_keyword_argument": "there is no such setting",
    "missing": "is not set",
    "string_type": "must be text, in quotation marks",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "float_parsing": "must be a number",
    "model_type": "must be a table",
    "tuple_type": "must be a list, in square brackets",
}
_PATTERNS = {
    "selector": "must be a name in the DNS, like m2026",
    "authserv_id": "must be the name of a mail server, like mx.reports.example",
    "prefix": "must be at most 8 of a-z, 0-9, +, _, . and -, the first a letter",
    "language": "must be a language tag like en or de-CH",
    "since": "must be a year or a day, like 2026 or 2026-11-25",
}


def _sentence(place: tuple[int | str, ...], error: "object") -> str:
    """Say one fault of pydantic's in plain words."""
    assert isinstance(error, dict)  # noqa: S101  pydantic's ErrorDetails
    name = ".".join(str(each) for each in place)
    kind, said = str(error["type"]), str(error["msg"])
    if kind == "string_pattern_mismatch":
        return f"{name}: {_PATTERNS.get(str(place[-1]), said)}"
    if kind == "value_error":
        return f"{name}: {said.removeprefix('Value error, ')}"
    return f"{name}: {_SENTENCES.get(kind) or said[:1].lower() + said[1:]}"
