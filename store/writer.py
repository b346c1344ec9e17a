"""Many waiting writes, one commit: a thread that takes all that waits, writes it in one transaction and answers all.

It does not delay a lone write: while one group is being committed the next one gathers, and only where writes come
together does the next group wait a millisecond for the others (a quarter less work for each; at two, twenty sessions
were served a fifth slower). Where a group fails, its items are tried one by one, so that one bad item cannot refuse its
neighbours; an error that would meet every item (disk full, database locked or gone) is given to all of them at once.
"""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, StatementError

from store.engine import Store

GROUP = 500
GATHER_SECONDS = 0.001

Item = TypeVar("Item")
Asker = TypeVar("Asker")
Write = Callable[[Connection, Sequence[Item]], None]
Answers = Sequence[tuple[Asker, BaseException | None]]


class GroupWriter(Generic[Item, Asker]):
    """Writes items of one kind. `write` puts a group into a transaction; `deliver` is called once for each group with
    everyone who asked (whatever that is) and the error, from the writer's thread, after the commit."""

    def __init__(self, store: Store, write: Write[Item], *, deliver: Callable[[Answers[Asker]], None]) -> None:
        self._store = store
        self._write = write
        self._deliver = deliver
        self._waiting: queue.SimpleQueue[tuple[Item, Asker] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="group-writer", daemon=True)
        self._thread.start()

    def submit(self, item: Item, asker: Asker) -> None:
        """Hand over one item; `deliver` brings the asker None when the item is committed, or why it is not."""
        self._waiting.put((item, asker))

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

    def _gather(self, *, is_busy: bool) -> tuple[list[tuple[Item, Asker]], bool]:
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

    def _commit(self, group: list[tuple[Item, Asker]]) -> Answers[Asker]:
        error = self._try([item for item, _ in group])
        if error is None or len(group) == 1 or not _is_of_one_item(error):
            return [(asker, error) for _, asker in group]
        return [(asker, self._try([item])) for item, asker in group]

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
