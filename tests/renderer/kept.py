"""A library whose pages are in a bucket of a real storage as well."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import obstore
import pytest
from obstore.store import S3Store

from renderer.bucket import Bucket, Place
from renderer.build import publish_all
from renderer.publish import Mirror, Publisher
from store.rebuild import Rebuild
from tests.renderer.conftest import Library, build_of
from tests.storage import Storage, storage, storage_port

__all__ = ["storage", "storage_port"]

SHOWN = "<p>The date is wrong.</p>"


class Kept:
    """A library whose pages are kept in a bucket of their own."""

    def __init__(self, library: Library, storage: Storage, place: Place) -> None:
        self.library, self.storage, self.place = library, storage, place
        self.memory = library.public.with_name("uploaded.db")
        self.bucket = self.opened()

    def opened(self, secret: str | None = None) -> Bucket:
        place = self.place if secret is None else replace(self.place, secret=secret)
        is_compressed = bool(self.library.site.compress)
        return Bucket(place, self.library.public, self.memory, is_compressed=is_compressed)

    def publisher(self, mirror: Mirror | None = None) -> Publisher:
        return Publisher(self.library.store, self.library.site, self.library.public, mirror=mirror or self.bucket)

    def publish_all(self) -> None:
        publish_all(build_of(self.library, site=self.library.site))
        self.bucket.bring_all()

    @property
    def store(self) -> S3Store:
        place = self.place
        return S3Store(
            place.name,
            prefix=place.prefix,
            config={
                "endpoint": place.endpoint,
                "region": place.region,
                "access_key_id": place.access_key,
                "secret_access_key": place.secret,
            },
            client_options={"allow_http": True},
        )

    def objects(self) -> dict[str, bytes]:
        paths = [one["path"] for some in obstore.list(self.store) for one in some]
        return {path: bytes(obstore.get(self.store, path).bytes()) for path in paths}

    def waiting(self) -> int:
        with self.library.store.read() as connection:
            return Rebuild(connection).waiting()[0]


@pytest.fixture
def keep(storage: Storage) -> Iterator[Callable[[Library], Kept]]:
    made: list[Kept] = []

    def make(library: Library) -> Kept:
        made.append(Kept(library, storage, storage.place()))
        return made[-1]

    yield make
    for kept in made:
        kept.bucket.close()


@pytest.fixture
def kept(library: Library, keep: Callable[[Library], Kept]) -> Kept:
    return keep(library)


def up(seen: list[str]) -> list[str]:
    return [words.removeprefix("PUT ") for words in seen if words.startswith("PUT ")]
