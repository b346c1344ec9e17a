"""Every text we send, and the one gate that may refuse to send it.

A letter to someone who has not proved to be the author holds nothing of what came in: no words, no subject, no link of
theirs (INV-51). Subjects are made here, bodies by templates/mail.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mailgate import plain
from mailgate.desk import Desk, Office
from mailgate.policy import is_ours
from mailgate.reading.mask import mask
from mailgate.sending.compose import Letter, compose, thread_of
from mailgate.sending.marker import MARKER
from renderer import urls
from store.model import Comment, Grant, Item, Place, Purpose, State
from store.people import BOUNCES

CHALLENGE_LIFE = timedelta(days=7)
MODERATOR_LIFE = timedelta(days=30)
LEFT_OUT_LINES = 20
DATE = "%-d %B %Y, %H:%M UTC"


def admit(letters: Sequence[Letter], desk: Desk) -> list[Letter]:
    """Return the letters that may be sent: none to ourselves, nor to an address that must have silence (INV-52).

    That nothing is sent in answer to machines, lists and null senders is the handlers' law: they hand none on.
    """
    others = [letter for letter in letters if not is_ours(letter.to, desk.site)]
    silent = desk.suppressions.among({letter.to for letter in others})
    for letter in others:
        if silent.get(letter.to) == BOUNCES and _answers_its_owner(letter):
            desk.suppressions.lift(letter.to)
            del silent[letter.to]
    return [letter for letter in others if letter.to not in silent]


def post(letters: Sequence[Letter], desk: Desk) -> int:
    """Put the letters that are admitted in the outbox, each with its grant; return how many. The only way out."""
    admitted = admit(letters, desk) if letters else []
    composed = [compose(one, site=desk.site, random=desk.office.random, now=desk.now) for one in admitted]
    desk.outbox.put([one.outgoing for one in composed], at=desk.now)
    desk.grants.put([(one.digest, one.grant) for one in composed if one.grant is not None])
    return len(composed)


def challenge(comment: Comment, author: str, place: Place, desk: Desk) -> Letter:
    """Ask a stranger: did you write this?"""
    until = desk.now + CHALLENGE_LIFE
    text = _text(
        desk.office,
        "challenge",
        place,
        received=_date(comment.received_at),
        count=len(comment.revision.text.split()),
        until=_date(until),
    )
    grant = _grant(Purpose.CONFIRM, author, comment, until)
    return _to_author(comment, grant, place, desk, subject=f"Please confirm your comment on {_label(place)}", text=text)


def how_to_confirm(comment: Comment, author: str, place: Place, desk: Desk) -> Letter:
    """Say that an answer was neither yes nor no; once for each challenge."""
    text = _text(desk.office, "how_to_confirm", place)
    grant = _grant(Purpose.CONFIRM, author, comment, comment.received_at + CHALLENGE_LIFE, is_hint=True)
    return _to_author(
        comment, grant, place, desk, subject=f"Re: Please confirm your comment on {_label(place)}", text=text
    )


def receipt(comment: Comment, author: str, place: Place, desk: Desk, *, news: str = "confirmed") -> Letter:
    """Tell the author where the comment stands: `news` is confirmed, revised, approved, rejected or withdrawn."""
    text = _text(
        desk.office,
        "receipt",
        place,
        news=news,
        state=comment.state.value,
        name=comment.revision.name,
        words=plain.render(comment.revision.html),
        reason=_last_reason(comment, desk) if news == "rejected" else "",
        link=urls.absolute(desk.site, urls.comment(comment.public_id)),
        removed=_left_out(comment) if comment.state is State.PENDING else "",
        can_rename=comment.state is State.PENDING,
        can_change=comment.state in (State.PENDING, State.APPROVED),
    )
    grant = _grant(Purpose.RECEIPT, author, comment, None)
    letter = _to_author(comment, grant, place, desk, subject=f"{_NEWS[news]}: {_label(place)}", text=text)
    return replace(letter, is_reply=news in ("confirmed", "revised", "withdrawn"))


def how_to_change(comment: Comment, author: str, place: Place, desk: Desk) -> Letter:
    """Say which words a commenter can answer with; once for each letter."""
    text = _text(desk.office, "how_to_change", place)
    grant = _grant(Purpose.RECEIPT, author, comment, None, is_hint=True)
    return _to_author(comment, grant, place, desk, subject=f"Re: Your comment on {_label(place)}", text=text)


def to_decide(
    comment: Comment, moderator: str, place: Place, desk: Desk, *, news: str = "new", is_reply: bool = False
) -> Letter:
    """Ask a moderator: the exact text that would be published. `news`: new, changed, unclear, or already."""
    decisions = desk.comments.decisions(comment.id) if news == "already" else []
    text = _text(
        desk.office,
        "to_decide",
        place,
        news=news,
        state=comment.state.value,
        name=comment.revision.name,
        words=plain.render(comment.revision.html),
        removed=plain.quote(mask(comment.revision.removed.strip())),
        received=_date(comment.received_at),
        paragraph=plain.quote(plain.wrap(_short(place.paragraph.text), width=plain.WIDTH - 2)),
        decided=_date(decisions[-1].decided_at) if decisions else "",
        reason=plain.wrap(decisions[-1].reason) if decisions else "",
        until=_date(desk.now + MODERATOR_LIFE),
        public_id=comment.public_id,
    )
    prefix = "" if news == "new" else "Re: "
    return Letter(
        to=moderator,
        sender_name=place.document.title,
        subject=f"{prefix}Comment on {_label(place)} by {comment.revision.name}",
        text=text,
        answers=_grant(Purpose.MODERATE, moderator, comment, desk.now + MODERATOR_LIFE, is_hint=news == "unclear"),
        thread=(thread_of(desk.site, comment.public_id),),
        is_reply=is_reply,
        comment_id=comment.id,
    )


def to_all_moderators(comment: Comment, place: Place, desk: Desk, *, news: str = "new") -> tuple[Letter, ...]:
    """Ask every moderator."""
    people = desk.moderators.all()
    return tuple(to_decide(comment, moderator.address, place, desk, news=news) for moderator in people)


def to_operator(desk: Desk, *, subject: str, text: str, enclosed: bytes | None = None) -> Letter:
    """Tell the operator."""
    return Letter(
        to=desk.office.operator,
        sender_name=desk.site.title,
        subject=subject,
        text=text,
        is_reply=False,
        enclosed=enclosed,
    )


def reported(comment: Comment, words: str, place: Place, desk: Desk) -> Letter:
    """Tell the operator that someone finds a comment abusive."""
    text = _text(
        desk.office,
        "reported",
        place,
        name=comment.revision.name,
        words=plain.render(comment.revision.html),
        report=plain.quote("\n".join(plain.wrap(line) for line in words.split("\n"))),
        link=urls.absolute(desk.site, urls.comment(comment.public_id)),
        public_id=comment.public_id,
        state=comment.state.value,
    )
    return to_operator(desk, subject=f"Abuse report on a comment on {_label(place)}", text=text)


def forwarded(role: str, raw: bytes, desk: Desk) -> Letter:
    """Hand the operator a mail to abuse or postmaster, as it came."""
    text = desk.office.texts.get_template("mail/forwarded.txt").render(role=role, domain=desk.site.domain)
    return to_operator(desk, subject=f"Mail to {role}@{desk.site.domain}", text=text, enclosed=raw)


def unreachable_moderator(moderator: str, desk: Desk) -> Letter:
    """Tell the operator that letters to a moderator come back."""
    text = desk.office.texts.get_template("mail/unreachable_moderator.txt").render(address=moderator)
    return to_operator(desk, subject="Letters to a moderator come back", text=text)


def quarantined(mail_id: int, reason: str, desk: Desk) -> Letter:
    """Tell the operator that a mail cannot be read and was set aside."""
    text = desk.office.texts.get_template("mail/quarantined.txt").render(mail_id=mail_id, reason=reason)
    return to_operator(desk, subject="A mail could not be read and was set aside", text=text)


# A stranger's Message-ID goes into a header of ours only where it is what one should be (RFC 5322 3.6.4).
_MESSAGE_ID = re.compile(r"[!-;=?-~]{1,120}@[!-;=?-~]{1,120}")
_NEWS = {
    "confirmed": "Your comment has been received",
    "revised": "Your comment has been changed",
    "approved": "Your comment has been published",
    "rejected": "Your comment was not published",
    "withdrawn": "Your comment has been withdrawn",
    "pending": "Your comment is being looked at again",
}


def _answers_its_owner(letter: Letter) -> bool:
    """Whether this person has just used a letter of ours: so their mailbox is there. A challenge answers anybody."""
    return letter.is_reply and letter.answers is not None and letter.answers.purpose is not Purpose.CONFIRM


def _to_author(comment: Comment, grant: Grant, place: Place, desk: Desk, *, subject: str, text: str) -> Letter:
    return Letter(
        to=grant.person,
        sender_name=place.document.title,
        subject=subject,
        text=text,
        answers=grant,
        thread=_thread(comment, desk),
        comment_id=comment.id,
    )


def _text(office: Office, template: str, place: Place, /, **values: object) -> str:
    path = urls.paragraph(place.document.slug, place.paragraph.key)
    return office.texts.get_template(f"mail/{template}.txt").render(
        marker=MARKER,
        site=office.site,
        title=plain.wrap(place.document.title),
        label=place.paragraph.label,
        paragraph_link=urls.absolute(office.site, path),
        address=urls.comment_address(office.site, place.document.slug, place.paragraph.key),
        **values,
    )


def _grant(purpose: Purpose, person: str, comment: Comment, until: datetime | None, *, is_hint: bool = False) -> Grant:
    item = Item(comment_id=comment.id, text_hash=comment.revision.text_hash, state=comment.state)
    return Grant(purpose=purpose, person=person, items=(item,), expires_at=until, is_hinted=is_hint)


def _thread(comment: Comment, desk: Desk) -> tuple[str, ...]:
    root, of_mail = thread_of(desk.site, comment.public_id), comment.message_id
    return (root, of_mail) if of_mail and _MESSAGE_ID.fullmatch(of_mail) else (root,)


def _left_out(comment: Comment) -> str:
    """Return what was cut from the mail, quoted, the first lines of it."""
    lines = mask(comment.revision.removed.strip()).split("\n")
    more = [f"({len(lines) - LEFT_OUT_LINES} more lines)"] if len(lines) > LEFT_OUT_LINES else []
    return plain.quote("\n".join(lines[:LEFT_OUT_LINES] + more)) if lines[0] else ""


def _last_reason(comment: Comment, desk: Desk) -> str:
    decisions = desk.comments.decisions(comment.id)
    return plain.wrap(decisions[-1].reason) if decisions else ""


def _label(place: Place) -> str:
    return f"paragraph {place.paragraph.label} of {place.document.title}"


def _short(text: str, limit: int = 300) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= limit else f"{one_line[:limit].rsplit(' ', 1)[0]} …"


def _date(when: datetime) -> str:
    return when.strftime(DATE)
