"""How the comments on a paragraph lie on its pages: in threads two deep, so many threads on a page. Pure.

Comments come in the order of their first approval, so a comment comes after what it answers, and one that is there
stays where it is: a new one changes the last page or that of its thread, and the paragraph's own, which counts all.
A page that a new one opens has to be there with it, for others lead to it; one that was there may follow later.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from renderer.views import CommentView, Thread

ON_A_PAGE = 10  # threads: with their answers a page of ordinary comments stays light, on the way and to read


class Listed(Protocol):
    """What has to be known of a comment to put it in its place."""

    @property
    def public_id(self) -> str:
        """Its name for the world."""

    @property
    def answers(self) -> str | None:
        """The public id of what it answers."""

    @property
    def is_stub(self) -> bool:
        """Whether its words are not shown."""


class Discussion:
    """The comments on one paragraph, stubs included, by their public ids."""

    def __init__(self, comments: Sequence[Listed]) -> None:
        self._comments = comments
        self._threads: list[list[str]] = []
        self._places: dict[str, int] = {}  # of the thread that a comment is in
        for comment in comments:
            # An answer to an answer hangs under the first comment; what answers a comment that is not here begins one.
            place = self._places.get(comment.answers or "", len(self._threads))
            if place == len(self._threads):
                self._threads.append([])
            self._threads[place].append(comment.public_id)
            self._places[comment.public_id] = place

    def __iter__(self) -> Iterator[str]:
        """Yield the comments in the order of their first approval."""
        return (comment.public_id for comment in self._comments)

    @property
    def shown(self) -> int:
        """How many comments have their words shown."""
        return sum(not comment.is_stub for comment in self._comments)

    @property
    def pages(self) -> range:
        """The numbers of the pages; the paragraph's own is the first."""
        return range(1, max(len(self._threads) - 1, 0) // ON_A_PAGE + 2)

    def page(self, number: int) -> Sequence[Sequence[str]]:
        """Return the threads on a page, each beginning with its first comment."""
        return self._threads[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]

    def on_page(self, number: int) -> Iterator[str]:
        """Yield the comments on a page."""
        for thread in self.page(number):
            yield from thread

    def page_of(self, public_id: str) -> int:
        """Return the page that a comment stands on."""
        return self._places.get(public_id, 0) // ON_A_PAGE + 1

    def opened_by(self, public_id: str) -> Sequence[int]:
        """Return the page that begins with a comment, and the one before, which leads to it; none where it begins none,
        and never the first."""
        number, place = self.page_of(public_id), self._places.get(public_id, 0)
        is_opening = place % ON_A_PAGE == 0 and self._threads[place][0] == public_id
        return range(max(number - 1, 2), number + 1) if is_opening else ()

    def newest(self, limit: int) -> list[str]:
        """Return the comments approved last, newest first, without stubs."""
        found: list[str] = []
        for comment in reversed(self._comments):
            if len(found) == limit:
                break
            if not comment.is_stub:
                found.append(comment.public_id)
        return found


def threads(wanted: Sequence[Sequence[str]], views: Mapping[str, CommentView]) -> tuple[Thread, ...]:
    """Return threads to show; a comment that has no view, because it did not pass the gate, is left out."""
    present = ([views[public_id] for public_id in thread if public_id in views] for thread in wanted)
    return tuple(Thread(first=thread[0], answers=tuple(thread[1:])) for thread in present if thread)
