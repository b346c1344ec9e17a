"""The letters to the operator: what the machine cannot settle by itself."""

from mailgate import plain
from mailgate.desk import Desk
from mailgate.letters.wording import body, filled, label
from mailgate.sending.compose import Letter
from renderer import urls
from store.model import Comment, Place


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
    text = body(
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
    return to_operator(desk, subject=f"Abuse report on a comment on {label(place, desk)}", text=text)


def forwarded(role: str, raw: bytes, desk: Desk) -> Letter:
    """Hand the operator a mail to abuse or postmaster, as it came."""
    text = filled(desk.office.texts, "mail/forwarded.txt", role=role, domain=desk.site.domain)
    return to_operator(desk, subject=f"Mail to {role}@{desk.site.domain}", text=text, enclosed=raw)


def left_out(comment: Comment, place: Place, desk: Desk) -> Letter:
    """Tell the operator that a comment was approved which no page may show (INV-30)."""
    text = filled(desk.office.texts, "mail/left_out.txt", public_id=comment.public_id)
    return to_operator(desk, subject=f"A comment on {label(place, desk)} was approved and left out", text=text)


def unreachable_moderator(moderator: str, desk: Desk) -> Letter:
    """Tell the operator that letters to a moderator come back."""
    text = filled(desk.office.texts, "mail/unreachable_moderator.txt", address=moderator)
    return to_operator(desk, subject="Letters to a moderator come back", text=text)


def quarantined(mail_id: int, reason: str, desk: Desk) -> Letter:
    """Tell the operator that a mail cannot be read and was set aside."""
    text = filled(desk.office.texts, "mail/quarantined.txt", mail_id=mail_id, reason=reason)
    return to_operator(desk, subject="A mail could not be read and was set aside", text=text)
