"""How fast pages are made: one approval to its files, and the full build, with Hugo on an equal site where installed.

    python benchmarks/publish.py [--paragraphs 10000] [--each 5] [--approvals 300] [--no-hugo] [--folder DIR]
    python benchmarks/publish.py --each 100 --only-approvals      # a million comments, without the full build
    python benchmarks/publish.py --each 100 --only-memory         # how much memory a full build of them takes

Everything is made in a temporary folder on the disk that --folder (or TMPDIR) is on. Both builders start with an empty
folder for the pages; ours also brings every byte to disk, Hugo leaves that to the kernel. An ext4 without a journal
steps over what was deleted in the last five minutes, one inode at a time: wait then, or give a file system of its own.
"""

import argparse
import os
import platform
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import hugo_site, large_site
from renderer import cycles
from renderer.build import Build, check, publish_all
from renderer.files import sync_everything
from renderer.publish import Publisher
from renderer.site import Site
from store.engine import Store, open_store
from store.migrations import migrate

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
T = TypeVar("T")
SITE = Site(base_url="https://reports.example", domain="comments.example", title="Reports for comment")


def main() -> None:
    """Make the site, measure, print."""
    options = _options()
    print(f"{_machine()}; {options.paragraphs} paragraphs, {options.paragraphs * options.each} comments")
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="publish-") as folder:
        _measure(Path(folder), options)


def _measure(folder: Path, options: argparse.Namespace) -> None:
    database = f"sqlite:///{folder}/mailgate.db"
    # By a process of its own: its heap and its log of half a million rows are not the publisher's to carry.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pending = pool.submit(_fill, database, options.paragraphs, options.each, options.approvals).result()
    store = open_store(database)
    build = Build(database=database, site=SITE, public=folder / "public", now=NOW)
    os.sync()  # what was written before is not charged to what is measured
    if options.only_memory:
        _memory(build)
    elif options.only_approvals:
        _written_before(store, build, pending)
        _approvals(store, build, pending)
    else:
        rate = _full_build(build)
        if options.hugo and shutil.which("hugo"):
            _hugo(folder, options, rate)
        _approvals(store, build, pending)
        _nothing_changed(build)
    store.close()


def _fill(database: str, paragraphs: int, each: int, approvals: int) -> list[str]:
    random.seed(1)
    store = open_store(database)
    migrate(store)
    try:
        return large_site.fill(store, paragraphs, each, approvals, NOW)
    finally:
        store.close()


def _written_before(store: Store, build: Build, pending: list[str]) -> None:
    """Write the pages that the approvals will change, as they are before."""
    with store.write() as connection:
        large_site.ask_for_paragraphs(connection, pending, NOW)
    publisher = Publisher(store, build.site, build.public)
    while publisher.step(NOW):
        pass


def _full_build(build: Build) -> float:
    with _Processor() as used:
        seconds, changes = _timed(lambda: publish_all(build))
    pages = sum(path.endswith(".html") for path in changes.written)
    size = sum((build.public / path).stat().st_size for path in changes.written)
    print(
        f"full build: {pages} pages and {changes.files - pages} other files in {seconds:.1f} s, {pages / seconds:.0f}"
        f" pages/s ({changes.files / seconds:.0f} files/s, {size / changes.files:.0f} bytes each), all on disk;"
        f" processor {used}"
    )
    return pages / seconds


def _memory(build: Build) -> None:
    """Build all by processes that have done nothing else, and print what they took together at most."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        built = pool.submit(_built, build)
        peak, of_each = 0, list[int]()
        while not built.done():
            sizes = [_resident(each) for each in _below(os.getpid())]
            peak, of_each = max((peak, of_each), (sum(sizes), sorted(sizes, reverse=True)))
            time.sleep(0.2)
        seconds, files = built.result()
    listed = " + ".join(f"{size / 1024:.0f}" for size in of_each)
    print(f"full build of {files} files in {seconds:.1f} s: {peak / 1024:.0f} MiB at most ({listed})")


def _built(build: Build) -> tuple[float, int]:
    seconds, changes = _timed(lambda: publish_all(build))
    return seconds, changes.files


def _below(process: int) -> list[int]:
    """Return every process that this one has started, and those below them."""
    found = [
        int(each) for file in Path(f"/proc/{process}/task").glob("*/children") for each in file.read_text().split()
    ]
    return [*found, *(one for each in found for one in _below(each))]


def _resident(process: int) -> int:
    """Return how much memory a process has, in KiB: what it shares with others counts by its share."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _hugo(folder: Path, options: argparse.Namespace, rate: float) -> None:
    source, public = hugo_site.prepare(folder, options.paragraphs, options.each)
    os.sync()
    with _Processor() as used:
        seconds, _ = _timed(lambda: hugo_site.build(source, public))
    start = time.perf_counter()
    sync_everything(str(public))
    durable = seconds + time.perf_counter() - start
    pages, size = hugo_site.count(public)
    print(
        f"hugo: {pages} pages in {seconds:.1f} s, {pages / seconds:.0f} pages/s ({size} bytes each);"
        f" all on disk after {durable:.1f} s, {pages / durable:.0f} pages/s; processor {used}"
    )
    print(
        f"ours on disk against hugo's: {rate / (pages / seconds):.1f} times; both on disk: {rate * durable / pages:.1f}"
    )


def _nothing_changed(build: Build) -> None:
    seconds, changes = _timed(lambda: check(build))
    print(
        f"check, {changes.files} files: {seconds:.1f} s, {len(changes.written)} differ (contents and feeds not yet due)"
    )


def _approvals(store: Store, build: Build, pending: list[str]) -> None:
    """Approve comments one by one; the clock runs over the publisher's step alone, its fsyncs included."""
    files = _OnDisk()
    publisher = Publisher(store, build.site, build.public, mirror=files)
    cycles.look_rarely()  # as `mailgate publish --watch` does
    on_disk: list[float] = []
    milliseconds: list[float] = []
    processor: list[float] = []
    os.sync()
    for number, public_id in enumerate(pending):
        at = NOW + timedelta(milliseconds=number + 1)
        large_site.approve(store, public_id, at)
        before, start = time.process_time(), time.perf_counter()
        seconds, _ = _timed(lambda at=at: publisher.step(at))  # type: ignore[misc]
        processor.append((time.process_time() - before) * 1_000)
        on_disk.append((files.since - start) * 1_000)
        milliseconds.append(seconds * 1_000)
    warm = sorted(on_disk[20:])
    print(
        f"one approval to its three files on disk: p50 {statistics.median(warm):.1f} ms,"
        f" p90 {warm[len(warm) * 9 // 10]:.1f} ms; the step, with its end: p50"
        f" {statistics.median(milliseconds[20:]):.1f} ms (of it processor {statistics.median(processor[20:]):.1f} ms),"
        f" {len(warm)} approvals"
    )


class _OnDisk:
    """Stands where a mirror is told of files: they are on disk then."""

    since = 0.0

    def keep(self, _paths: Collection[str]) -> bool:
        """Note the time."""
        self.since = time.perf_counter()
        return True

    def clear(self, _folder: str) -> bool:
        """Have nothing to clear."""
        return True

    def catch_up(self) -> bool:
        """Have nothing to catch up with."""
        return False


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return how long a piece of work took, and its result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


class _Processor:
    """The processor seconds of this process and of those it started: other work changes them little."""

    def __enter__(self) -> "_Processor":
        self._before = self._used()
        return self

    def __exit__(self, *_: object) -> None:
        self._after = self._used()

    def __str__(self) -> str:
        user, system = (after - before for before, after in zip(self._before, self._after, strict=True))
        return f"{user + system:.1f} s, {system:.1f} of it in the kernel"

    @staticmethod
    def _used() -> tuple[float, float]:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(each.ru_utime for each in used), sum(each.ru_stime for each in used)


def _machine() -> str:
    cores = len(os.sched_getaffinity(0))
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return f"{system}, {cores} cores, Python {platform.python_version()}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, default=10_000)
    parser.add_argument("--each", type=int, default=5, help="comments on each paragraph (50: half a million)")
    parser.add_argument("--approvals", type=int, default=300)
    parser.add_argument("--only-approvals", action="store_true")
    parser.add_argument("--only-memory", action="store_true")
    parser.add_argument("--no-hugo", dest="hugo", action="store_false")
    parser.add_argument("--folder", type=Path, default=None)
    return parser.parse_args()


if __name__ == "__main__":
    main()
