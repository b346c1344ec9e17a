"""The pages in a bucket too: storage that speaks S3, by obstore (the extra `s3`). The folder stays the truth.

What a page leads to goes up before it, and what is deleted goes last. The work of a page is done when it is in the
folder and in the bucket; where the bucket is away it stays in the queue, as where a disk is full. A full build compares
everything, by the bucket's own list; what it did not live to bring up, the next publisher does (renderer.owed).
"""

import hashlib
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property, partial
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from renderer import compressed, files, objects, urls
from renderer.owed import Owed
from renderer.uploaded import Here, There, Uploaded

if TYPE_CHECKING:
    from obstore.store import S3Config

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

_AT_ONCE = 256  # objects between two looks at whether another publisher wants the folder
_THREADS = 16
_BLOCK = 1 << 20
_LISTED = 1_000
_PROBE = ".probe.mailgate"
_GZIP = compressed.SUFFIXES["gzip"]
_RETRIES, _PATIENCE = 3, timedelta(seconds=15)


class BucketError(Exception):
    """The bucket did not do what it was asked; the sentence says why. Nothing is lost: it is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a bucket is. `endpoint` "": Amazon's for the region. `access_key` "": by the machine's own role there."""

    name: str
    region: str = ""
    endpoint: str = ""
    prefix: str = ""
    access_key: str = ""
    secret: str = field(default="", repr=False)


class Moved(NamedTuple):
    """How many objects went up, and how many were deleted."""

    up: int
    deleted: int


class Bucket:
    """A bucket that is kept as a folder is. `remembered`: the file that knows what has gone up.

    `is_compressed`: a text goes up as its gzip copy, which every browser takes; other copies never do.
    """

    def __init__(self, place: Place, public: Path, remembered: Path, *, is_compressed: bool) -> None:
        self._place = place
        self._public = str(public)
        self._is_compressed = is_compressed
        self._uploaded = Uploaded(remembered)
        self._owed = Owed(remembered.with_suffix(".owed"))
        self._catching_up: Iterator[Moved] | None = None
        self._threads = ThreadPoolExecutor(_THREADS)

    def keep(self, paths: Collection[str]) -> bool:
        """Do what `bring` does; return whether all is in the bucket. Where it is not, the log says why."""
        return _is_done(lambda: self.bring(paths))

    def clear(self, folder: str) -> bool:
        """Delete what went up from below this and is in the folder no more; return whether that could be done."""
        gone = [path for path in self._uploaded.below(folder) if not Path(self._public, path).exists()]
        return _is_done(lambda: self._delete(gone))

    def bring(self, paths: Iterable[str]) -> int:
        """Bring up these files of the folder, where they have not gone up as they are; return how many that were.

        The caller holds the folder against other publishers. Raise BucketError: what went up is remembered.
        """
        wanted = self._uploaded.differing([self._here(path) for path in paths if objects.goes_up(path)])
        self._uploaded.forget(here.path for here in wanted)
        for _, some in groupby(sorted(wanted, key=_rank), key=_rank):
            self._put_all(list(some))
        return len(wanted)

    def owing(self) -> AbstractContextManager[None]:
        """Owe the bucket everything while a full build and `bring_all` go on: whoever dies in it leaves a debt."""
        return self._owed.by_a_build()

    def bring_all(self, progress: Callable[[int], None] | None = None) -> Moved:
        """Make the bucket as the folder is. Others may publish meanwhile: the folder is held a little at a time."""
        up = deleted = 0
        for moved in self._whole():
            up, deleted = up + moved.up, deleted + moved.deleted
            if progress is not None:
                progress(up)
        return Moved(up, deleted)

    def catch_up(self) -> bool:
        """Do a little of what a full build owes that did not live to pay; return whether there is more.

        The caller does not hold the folder. Where the bucket is away the log says so, and the debt stays.
        """
        if self._catching_up is None and self._owed.is_left():
            self._catching_up = self._debt()
        if self._catching_up is not None and _is_done(partial(next, self._catching_up)):
            return True
        self._catching_up = None
        return False

    def _debt(self) -> Iterator[Moved]:
        with self._owed.of_the_dead() as is_ours:
            if is_ours:
                log.info("a full build was cut short: the bucket is made as the folder is")
                yield from self._whole()

    def _whole(self) -> Iterator[Moved]:
        """Make the bucket as the folder is; yield after each little, with what was moved."""
        for _ in self._compared():
            yield Moved(0, 0)
        missing = self._uploaded.missing()
        while some := list(islice(missing, _AT_ONCE)):
            with files.sole_writer(self._public, wait=True):
                self._uploaded.forget(some)
                up = self.bring(path for path in some if Path(self._public, path).exists())
            yield Moved(up, 0)
        obsolete = iter(list(self._obsolete()))
        while some := list(islice(obsolete, _AT_ONCE)):
            with files.sole_writer(self._public, wait=True):
                deleted = self._delete([path for path in some if not Path(self._public, path).exists()])
            yield Moved(0, deleted)

    def differences(self) -> tuple[list[str], list[str]]:
        """Return what `bring_all` would bring up, and what it would delete."""
        for _ in self._compared():
            pass
        return list(self._uploaded.missing()), list(self._obsolete())

    def probe(self) -> None:
        """Write and delete an object, to see whether that can be done. Raise BucketError where not."""
        self._asked(lambda store: obstore.put(store, _PROBE, b"mailgate"))
        self._asked(lambda store: obstore.delete(store, _PROBE))

    def close(self) -> None:
        """Let go of the threads and of the file."""
        self._threads.shutdown()
        self._uploaded.close()

    def _compared(self) -> Iterator[None]:
        """Look at all that is here and all that is there; yield after each little."""
        here = (self._here(path) for path in files.walk(self._public) if objects.goes_up(path))
        return self._uploaded.compare(here, self._there())

    def _there(self) -> Iterator[There]:
        listed = self._asked(lambda store: iter(obstore.list(store, chunk_size=_LISTED)))
        while some := self._asked(lambda _: next(listed, None)):
            yield from (There(one["path"], one["e_tag"]) for one in some)

    def _obsolete(self) -> Iterator[str]:
        """Yield what has no file; of what is not known to have gone up from here, only what can be ours."""
        return (path for path, is_known in self._uploaded.obsolete() if is_known or urls.OURS.fullmatch(path))

    def _here(self, path: str) -> Here:
        """Return what an object has to be: where, with which header fields, of which bytes."""
        file, fields = self._object(path)
        digest = hashlib.blake2b(repr((self._place.endpoint, self._place.name, self._place.prefix, fields)).encode())
        with file.open("rb") as source:
            while block := source.read(_BLOCK):
                digest.update(block)
        return Here(path, digest.digest()[:16], objects.rank(path))

    def _object(self, path: str) -> tuple[Path, dict[str, str]]:
        """Return the file that an object is made of, and its header fields."""
        file = Path(self._public, path)
        copy = Path(self._public, path + _GZIP)
        is_gzip = self._is_compressed and copy.exists()
        return copy if is_gzip else file, dict(objects.attributes(path, is_gzip=is_gzip))

    def _put_all(self, some: Sequence[Here]) -> None:
        """Write objects, many at a time; what was written is remembered even where another could not be."""
        asked = [self._threads.submit(self._put, here.path) for here in some]
        done = [(here, answer) for here, answer in zip(some, asked, strict=True) if answer.exception() is None]
        self._uploaded.remember((here, answer.result()) for here, answer in done)
        for answer in asked:
            answer.result()

    def _put(self, path: str) -> str | None:
        file, fields = self._object(path)
        return self._asked(lambda store: obstore.put(store, path, file, attributes=fields))["e_tag"]

    def _delete(self, paths: Sequence[str]) -> int:
        if paths:
            self._asked(lambda store: obstore.delete(store, paths))
        self._uploaded.forget(paths)
        return len(paths)

    def _asked(self, ask: Callable[[S3Store], Answer]) -> Answer:
        try:
            return ask(self._store)
        except (BaseError, OSError, ValueError) as error:
            raise BucketError(f"the bucket {self._place.name}: {_first_line(error)}") from error

    @cached_property
    def _store(self) -> S3Store:
        place = self._place
        named = {"region": place.region, "endpoint": place.endpoint, "access_key_id": place.access_key}
        given = {name: value for name, value in {**named, "secret_access_key": place.secret}.items() if value}
        config = cast("S3Config", given)
        return S3Store(
            place.name,
            prefix=place.prefix or None,
            config=config,
            client_options={"timeout": "60s", "connect_timeout": "5s", "allow_http": "http:" in place.endpoint},
            retry_config={"max_retries": _RETRIES, "retry_timeout": _PATIENCE},
        )


def _is_done(work: Callable[[], object]) -> bool:
    try:
        work()
    except StopIteration:
        return False
    except BucketError as error:
        log.error("the bucket is behind: %s", error)  # noqa: TRY400
        return False
    return True


def _rank(here: Here) -> int:
    return here.rank


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:300]
