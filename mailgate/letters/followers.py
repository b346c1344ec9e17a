"""The letters to those who follow a document or a paragraph of it, and to those who ask how it works."""

from dataclasses import replace
from datetime import timedelta

from mailgate import address, plain
from mailgate.desk import Desk
from mailgate.letters.commenters import CHALLENGE_LIFE
from mailgate.letters.wording import date, filled, label, numbered
from mailgate.rates import Ask
from mailgate.sending.compose import Letter
from mailgate.sending.marker import MARKER
from renderer import urls
from store.model import Comment, Document, Grant, Item, Place, Purpose, Subscription

DAILY = timedelta(days=1)
MOST = 50  # comments in a letter
_SETTLED = timedelta(minutes=1)  # a decision just taken back is not told


def follow_challenge(wish: Subscription, desk: Desk, *, asks: Ask) -> Letter:
    """Ask a stranger: do you want to be told?"""
    until = wish.created_at + CHALLENGE_LIFE
    grant = Grant(purpose=Purpose.SUBSCRIBE, person=wish.person, items=(), expires_at=until, subject_id=wish.id)
    subject = "Please confirm that you follow"
    return replace(_letter("follow_challenge", wish, grant, desk, subject=subject, until=date(until)), asks=asks)


def following(wish: Subscription, desk: Desk) -> Letter:
    """Say that it begins, and how it ends."""
    return _letter("following", wish, _grant(wish, ()), desk, subject="You follow", news="begun")


def stopped(wish: Subscription, desk: Desk) -> Letter:
    """Say that it has ended."""
    return _letter("following", wish, None, desk, subject="You no longer follow", news="ended")


def how_to_follow(wish: Subscription, desk: Desk) -> Letter:
    """Say what can be answered to a letter with news."""
    return _letter("following", wish, _grant(wish, ()), desk, subject="Re: You follow", news="unclear")


def news_for_followers(desk: Desk) -> list[Letter]:
    """Return a letter for each who has not been told for a day and for whom there is anything new; note it."""
    until = desk.now - _SETTLED
    found: list[Letter] = []
    for wish in desk.subscriptions.due(told_before=desk.now - DAILY, until=until):
        ids = desk.subscriptions.news(wish, until=until)
        desk.subscriptions.told(wish, until=until, at=desk.now if ids else None)
        if ids:
            comments = [desk.comments.get(each) for each in ids[:MOST]]
            found.append(_news(wish, comments, len(ids), desk))
    return found


def how_it_works(person: str, desk: Desk) -> Letter:
    """Say what can be written where."""
    text = filled(
        desk.office.texts,
        "mail/how_it_works.txt",
        marker=MARKER,
        site=desk.site,
        documents=desk.documents.all(),
        pages=urls.absolute(desk.site, urls.HOME),
        prefix=desk.site.address_prefix,
        postmaster=f"postmaster@{desk.site.domain}",
    )
    return Letter(to=person, sender_name=desk.site.title, subject="How to comment by e-mail", text=text)


def _news(wish: Subscription, comments: list[Comment], number: int, desk: Desk) -> Letter:
    shown = [
        {
            "byline": plain.wrap(f"{each.revision.name} on {numbered(desk.place_of(each), desk)}:"),
            "words": plain.render(each.revision.html),
            "link": urls.absolute(desk.site, urls.comment(each.public_id)),
            "reply": urls.reply_address(desk.site, each.public_id),
        }
        for each in comments
    ]
    subject = f"{number} new comment{'' if number == 1 else 's'} on"
    return _letter(
        "news",
        wish,
        _grant(wish, comments),
        desk,
        subject=subject,
        comments=shown,
        more=number - len(shown),
        is_reply=False,
    )


def _letter(
    template: str,
    wish: Subscription,
    grant: Grant | None,
    desk: Desk,
    *,
    subject: str,
    is_reply: bool = True,
    **values: object,
) -> Letter:
    document, place = _followed(wish, desk)
    what = label(place, desk) if place else document.title
    path = urls.paragraph(document.slug, place.paragraph.key) if place else urls.document(document.slug)
    text = filled(
        desk.office.texts,
        f"mail/{template}.txt",
        marker=MARKER,
        site=desk.site,
        title=plain.wrap(document.title, width=plain.WIDTH - 4),
        label=place.paragraph.label if place else "",
        link=urls.absolute(desk.site, path),
        **values,
    )
    to_it = address.ToFollow(document=document.slug, key=place.paragraph.key if place else "")
    return Letter(
        to=wish.person,
        sender_name=document.title,
        subject=f"{subject} {what}",
        text=text,
        answers=grant,
        is_reply=is_reply,
        list_id="" if is_reply else address.format(to_it),
    )


def _followed(wish: Subscription, desk: Desk) -> tuple[Document, Place | None]:
    document = desk.documents.by_id(wish.document_id)
    if document is None:
        raise LookupError(f"there is no document {wish.document_id}")
    return document, None if wish.paragraph_id is None else desk.documents.place(wish.paragraph_id)


def _grant(wish: Subscription, comments: "list[Comment] | tuple[()]") -> Grant:
    items = tuple(Item(comment_id=one.id, text_hash=one.revision.text_hash, state=one.state) for one in comments)
    return Grant(purpose=Purpose.FOLLOW, person=wish.person, items=items, expires_at=None, subject_id=wish.id)
