"""What every text shares: its template, its labels and dates, what an answer to it may do, where it is threaded."""

import re
from datetime import datetime

from jinja2 import Environment

from mailgate import plain
from mailgate.desk import Desk, Office
from mailgate.sending.compose import thread_of
from mailgate.sending.marker import MARKER
from renderer import environment, named, urls
from store.model import Comment, Grant, Item, Place, Purpose

LONGEST_WORDING = 1_500  # characters of what a paragraph said, and says
LONGEST_HEADINGS = 90  # characters
DATE = "%-d %B %Y, %H:%M UTC"
# A stranger's Message-ID goes into a header of ours only where it is what one should be (RFC 5322 3.6.4).
_MESSAGE_ID = re.compile(r"[!-;=?-~]{1,120}@[!-;=?-~]{1,120}")


def body(office: Office, template: str, place: Place, /, **values: object) -> str:
    """Fill in a text about a comment."""
    return _filled(office, f"mail/{template}.txt", place, title=plain.wrap(place.document.title), **values)


def markup(office: Office, template: str, place: Place, /, **values: object) -> str:
    """Fill in the HTML of a letter about a comment."""
    return _filled(office, f"mail/{template}.html", place, title=place.document.title, **values)


def filled(texts: Environment, template: str, /, **values: object) -> str:
    """Fill in a text. Raise PageTemplateError where an operator's own cannot be."""
    return environment.fill(texts, template, values)


def _filled(office: Office, template: str, place: Place, /, **values: object) -> str:
    path = urls.paragraph(place.document.slug, place.paragraph.key)
    about = {
        "marker": MARKER,
        "site": office.site,
        "label": place.paragraph.label,
        "paragraph_link": urls.absolute(office.site, path),
        "address": urls.comment_address(office.site, place.document.slug, place.paragraph.key),
    }
    return filled(office.texts, template, **about, **values)


def grant_of(
    purpose: Purpose, person: str, comment: Comment, until: datetime | None, *, is_hint: bool = False
) -> Grant:
    """Return what an answer to a letter about one comment may do."""
    item = Item(comment_id=comment.id, text_hash=comment.revision.text_hash, state=comment.state)
    return Grant(purpose=purpose, person=person, items=(item,), expires_at=until, is_hinted=is_hint)


def thread(comment: Comment, desk: Desk) -> tuple[str, ...]:
    """Return the Message-IDs that a letter to the commenter is threaded by."""
    root, of_mail = thread_of(desk.site, comment.public_id), comment.message_id
    return (root, of_mail) if of_mail and _MESSAGE_ID.fullmatch(of_mail) else (root,)


def label(place: Place, desk: Desk) -> str:
    """Return how a paragraph is named in a subject."""
    return f"{numbered(place, desk)} of {place.document.title}"


def numbered(place: Place, desk: Desk) -> str:
    """Return how a paragraph is named: by its number, and by its sections where others have that number."""
    paragraph = place.paragraph
    if not named.is_shared(paragraph, repeats=place.document.key_depth > 0):
        return f"paragraph {paragraph.label}"
    headings = [section.heading for section in desk.documents.sections_around(paragraph)]
    which = [headings[place] for place in named.telling(paragraph, headings)]
    return f"paragraph {paragraph.label} ({named.in_room(which, LONGEST_HEADINGS)})"


def kind(comment: Comment) -> str:
    """Return what its author wrote."""
    return "answer to a comment" if comment.answers else "comment"


def answered_link(comment: Comment, desk: Desk) -> str:
    """Return where what this comment answers stands; empty where it answers none."""
    return urls.absolute(desk.site, urls.comment(comment.answers)) if comment.answers else ""


def short(text: str, limit: int = 300) -> str:
    """Return the beginning of a text, on one line."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= limit else f"{one_line[:limit].rsplit(' ', 1)[0]} …"


def quoted(text: str, limit: int) -> str:
    """Return the beginning of a text, wrapped and quoted by signs."""
    return plain.quote(plain.wrap(short(text, limit), width=plain.WIDTH - 2))


def date(when: datetime) -> str:
    """Return a time as letters write it."""
    return when.strftime(DATE)


def earlier(comment: Comment, place: Place, desk: Desk) -> str | None:
    """Return the wording that a comment was made on, where an edition has changed it since; None where none has."""
    if place.document.edition == 1:
        return None
    made = desk.editions.wordings_of([comment.id]).get(comment.id)
    return None if made == place.paragraph.text else made
