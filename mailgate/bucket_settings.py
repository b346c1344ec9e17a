"""The table [bucket] of the settings: where the pages are kept besides their folder."""

from importlib.util import find_spec
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator


class Bucket(BaseModel):
    """A bucket of storage that speaks S3. Without a key the machine's own role is asked for one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    region: str = ""
    endpoint: str = ""
    prefix: str = ""
    access_key: str = ""
    secret_file: Path | None = None

    @field_validator("name")
    @classmethod
    def _is_installed(cls, value: str) -> str:
        if find_spec("obstore") is None:
            raise ValueError("a bucket needs a library: pip install 'mailgate[s3]'")
        return value

    @field_validator("endpoint")
    @classmethod
    def _is_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/")):
            raise ValueError(f"{value!r} is not the address of a server, like https://s3.storage.example")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _has_both(self) -> Self:
        if bool(self.access_key) != (self.secret_file is not None):
            raise ValueError("access_key and secret_file are set together, or neither is")
        return self
