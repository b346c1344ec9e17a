"""The view of how the comments on a document fare. Pure."""

from renderer import urls
from renderer.compose import place
from renderer.site import Site
from renderer.site_views import ModerationPage
from renderer.views import DocumentHead
from store.model import State, Tally


def moderation_page(
    site: Site, document: DocumentHead, tally: Tally, wait: int | None, log: tuple[int, bytes]
) -> ModerationPage:
    """Return how the comments on a document fare. `log`: how many decisions it has, and the hash of the last one."""
    return ModerationPage(
        site=site,
        place=place(site, urls.moderation(document.slug)),
        document=document,
        received=tally.received,
        waiting=tally.states.get(State.PENDING, 0),
        approved=tally.states.get(State.APPROVED, 0),
        withdrawn=tally.states.get(State.WITHDRAWN, 0),
        erased=tally.states.get(State.ERASED, 0),
        rejected=tally.rejected,
        wait=duration(wait),
        receipts=urls.receipts(document.slug),
        entries=log[0],
        head=log[1].hex(),
    )


def duration(seconds: int | None) -> str:
    """Return about how long that is, in words; empty for None."""
    if seconds is None:
        return ""
    for length, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        number = round(seconds / length)
        if number > 1 or (number == 1 and seconds >= length):
            return f"{number} {unit}{'' if number == 1 else 's'}"
    return "a minute"
