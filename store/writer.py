"""Many waiting writes, one commit: a thread that takes all that waits, writes it in one transaction and answers all.

It does not delay a lone write: while one group is being committed the next one gathers, and only where writes come
together does the next group wait two milliseconds for the others (a third less work for each, measured). Where a group
fails, its items are tried one by one, so that one bad item cannot refuse its neighbours; an error that would meet every
item (disk full, database locked or gone) is given to all of them at once.
"""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, StatementError

from store.engine import Store

GROUP = 500
GATHER_SECONDS = 0.002

Item = TypeVar("Item")
Write = Callable[[Connection, Sequence[Item]], None]
Waiting = tuple[Item, "Future[None]"]
Answers = Sequence[tuple["Future[None]", BaseException | None]]


def settle(answers: Answers) -> None:
    """Answer each future; what a GroupWriter does where it is given nothing else."""
    for future, error in answers:
        if error is None:
            future.set_result(None)
        else:
            future.set_exception(error)


class GroupWriter(Generic[Item]):
    """Writes items of one kind. `write` puts a group into a transaction; `deliver` is called once for each group with
    every future and its error, from the writer's thread, after the commit."""

    def __init__(self, store: Store, write: Write[Item], *, deliver: Callable[[Answers], None] = settle) -> None:
        self._store = store
        self._write = write
        self._deliver = deliver
        self._waiting: queue.SimpleQueue[Waiting[Item] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="group-writer", daemon=True)
        self._thread.start()

    def submit(self, item: Item) -> "Future[None]":
        """Hand over one item; the future is done when the item is committed, or holds why it is not."""
        future: Future[None] = Future()
        self._waiting.put((item, future))
        return future

    def close(self) -> None:
        """Commit what was handed over, then end the thread."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        is_open = True
        is_busy = False
        while is_open:
            group, is_open = self._gather(is_busy=is_busy)
            is_busy = len(group) > 1
            if group:
                self._deliver(self._commit(group))
            del group  # a group may be large, and the next one may be long in coming

    def _gather(self, *, is_busy: bool) -> tuple[list[Waiting[Item]], bool]:
        first = self._waiting.get()
        if first is None:
            return [], False
        if is_busy:
            time.sleep(GATHER_SECONDS)
        group = [first]
        while len(group) < GROUP:
            try:
                item = self._waiting.get_nowait()
            except queue.Empty:
                break
            if item is None:
                return group, False
            group.append(item)
        return group, True

    def _commit(self, group: list[Waiting[Item]]) -> Answers:
        error = self._try([item for item, _ in group])
        if error is None or len(group) == 1 or not _is_of_one_item(error):
            return [(future, error) for _, future in group]
        return [(future, self._try([item])) for item, future in group]

    def _try(self, items: list[Item]) -> BaseException | None:
        try:
            with self._store.write() as connection:
                self._write(connection, items)
        except Exception as error:  # noqa: BLE001 - whatever it is, the waiting session is told
            return error
        return None


def _is_of_one_item(error: BaseException) -> bool:
    """Whether the error may lie in one item: a constraint or a value, not the database itself."""
    if isinstance(error, OperationalError):
        return False
    return isinstance(error, IntegrityError | DataError | StatementError) or not hasattr(error, "orig")
