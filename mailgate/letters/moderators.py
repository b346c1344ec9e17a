"""The letters to those who decide: all that a decision needs in the first screen, at 72 columns."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from mailgate import plain, reasons
from mailgate.desk import Desk
from mailgate.instructions import Line
from mailgate.letters import ways
from mailgate.letters.wording import (
    answered_link,
    body,
    date,
    earlier,
    filled,
    grant_of,
    label,
    markup,
    numbered,
    quoted,
    short,
)
from mailgate.reading.mask import mask
from mailgate.sending.compose import ANSWERED_AT, Letter, thread_of
from mailgate.sending.marker import MARKER
from renderer import mailto
from store.model import Comment, CommenterId, Decision, Event, Grant, Past, Place, Purpose, State

MODERATOR_LIFE = timedelta(days=30)
UNDO_LIFE = timedelta(hours=24)
Fates = Mapping[CommenterId, Mapping[State, int]]

LONGEST_EXCERPT = 200  # of the paragraph: the first screen is for the comment
LONGEST_SUBJECT = 120  # of the answer that a button begins: mail programs cut long links
_IN_PLACE = {"new", "reminder"}  # what begins a thread, or goes on where nothing was answered


def to_decide(
    comment: Comment,
    moderator: str,
    place: Place,
    desk: Desk,
    *,
    news: str = "new",
    why: str = "",
    understood: Sequence[Line] = (),
    is_reply: bool = False,
    past: Past | None = None,
) -> Letter:
    """Ask a moderator: the exact text that would be published. `past`: of its author, where it was read already.

    `news`: one of store.notices.News, or reminder; or what an answer led to: unclear (`understood`), already (`why`),
    help. What is asked (a comment, reports of it, its correction) is seen from the comment.
    """
    decisions = desk.comments.decisions(comment.id) if news == "already" else []
    reports = reported(comment, desk)
    about = ways.asked(comment, is_reported=bool(reports))
    subject = f"Comment on {label(place, desk)} by {comment.revision.name}"
    values = {
        "news": news,
        "about": about,
        "intro": ways.intro(about, is_reminder=news == "reminder"),
        "state": comment.state.value,
        "why": why,
        "understood": [_read(line) for line in understood] or [plain.wrap(why)],
        "byline": byline(comment, place, desk),
        "removed": mask(comment.revision.removed.strip()),
        "decided": _decided(decisions),
        "until": date(desk.now + MODERATOR_LIFE),
        "public_id": comment.public_id,
        "answered": _answered(comment, desk),
        "reports": reports,
        "before": desk.comments.get(comment.id).revision.html if comment.is_correction else "",
        "is_correction": comment.is_correction,
        "who": plain.wrap(_who(comment, past or desk.pasts.of(comment, since=desk.now), desk)),
        "waiting": desk.challenges.waiting(),
        "earlier": earlier(comment, place, desk),
        "is_gone": place.paragraph.is_gone,
    }
    return Letter(
        to=moderator,
        sender_name=place.document.title,
        subject=subject if news in _IN_PLACE else f"Re: {subject}",
        text=body(desk.office, "to_decide", place, **(values | _in_plain(comment, place, values))),
        html=markup(desk.office, "to_decide", place, **(values | _in_html(comment, place, subject, values))),
        answers=grant_of(Purpose.MODERATE, moderator, comment, desk.now + MODERATOR_LIFE, is_hint=news == "unclear"),
        thread=(thread_of(desk.site, comment.public_id),),
        is_reply=is_reply,
        comment_id=comment.id,
    )


def _in_plain(comment: Comment, place: Place, values: Mapping[str, Any]) -> dict[str, object]:
    """Return what only the plain text has: wrapped, and quoted by signs."""
    return {
        "words": plain.render(comment.revision.html),
        "intro": plain.wrap(values["intro"]),
        "ways": ways.ways(values["about"]),
        "before": plain.quote(plain.render(values["before"], width=plain.WIDTH - 2)) if values["before"] else "",
        "paragraph": quoted(place.paragraph.text, LONGEST_EXCERPT),
        "earlier": quoted(values["earlier"], LONGEST_EXCERPT) if values["earlier"] else "",
        "quoted": plain.quote(_wrapped(values["removed"])),
        "canned": plain.wrap(", ".join(reasons.SENTENCES), width=plain.WIDTH - 21),
    }


def _wrapped(text: str) -> str:
    """Return the lines of a text, each wrapped where it would be too long once it is quoted."""
    return "\n".join(plain.wrap(line, width=plain.WIDTH - 2) for line in text.split("\n"))


def _in_html(comment: Comment, place: Place, subject: str, values: Mapping[str, Any]) -> dict[str, object]:
    """Return what only the HTML has: the words as a page shows them, and buttons that begin an answer."""
    return {
        "words": Markup(comment.revision.html),  # noqa: S704  made by the sanitiser alone
        "paragraph": short(place.paragraph.text, LONGEST_EXCERPT),
        "earlier": short(values["earlier"] or "", LONGEST_EXCERPT),
        "before": Markup(values["before"]),  # noqa: S704  made by the sanitiser alone
        "intro": values["intro"].replace(ways.ANSWER, ways.BUTTONS_BEGIN),
        "buttons": [(caption, begun(subject, answer)) for caption, answer in ways.buttons(values["about"])],
        "canned": [(word, begun(subject, f"reject {word}")) for word in _reasons(values["about"])],
    }


def _reasons(about: ways.Asked) -> Sequence[str]:
    """Return the words that reject, where rejecting makes sense."""
    return () if about in (ways.Asked.OFF, ways.Asked.OVER) else tuple(reasons.SENTENCES)


def begun(subject: str, answer: str) -> Markup:
    """Return the link that begins an answer in the reader's mail program. Nothing happens before that is sent."""
    fields = f"subject={mailto.encoded(f'Re: {subject}'[:LONGEST_SUBJECT])}&amp;body={mailto.encoded(answer)}"
    return Markup(f"mailto:{ANSWERED_AT}?{fields}")  # noqa: S704  what is encoded has nothing to escape


_PROVED = {
    "dkim": "signed by",
    "spf": "sent by a server of",
    "arc": "passed on by a forwarder that you believe, for",
    "stamp": "proved to our mail server to be from",
}


def who(comment: Comment, author: str, fates: Fates, *, before: str = "") -> str:
    """Say in one line what is known of the author, who stays unnamed: the proved domain, and what they did before."""
    proved = f"{_PROVED[comment.proof] if comment.proof else 'confirmed by a mail from'} {author.rpartition('@')[2]}"
    theirs = dict(fates.get(comment.commenter_id, {}))
    theirs[comment.state] = theirs.get(comment.state, 1) - 1  # this one is among them
    counted = [f"{_number(theirs[state])} {word}" for state, word in _FATES.items() if theirs.get(state)]
    return f"The commenter: {', '.join(filter(None, [proved, before, *counted]))}."


def _who(comment: Comment, past: Past, desk: Desk) -> str:
    author = desk.comments.author(comment).address
    before = "confirmed before" if past.is_known else "new here"
    return who(comment, author, {comment.commenter_id: past.fates}, before=before)


def _number(comments: int) -> str:
    return f"{comments} comment" if comments == 1 else f"{comments} comments"


def welcome(moderator: str, desk: Desk, *, news: str = "asked") -> Letter:
    """Greet a new moderator, whose answer shows whether their mail proves that it is theirs; or say what it showed."""
    until = desk.now + MODERATOR_LIFE
    grant = Grant(purpose=Purpose.WELCOME, person=moderator, items=(), expires_at=until)
    title = desk.site.title or desk.site.domain
    text = filled(desk.office.texts, "mail/welcome.txt", marker=MARKER, title=title, news=news, until=date(until))
    is_first = news == "asked"
    return Letter(
        to=moderator,
        sender_name=title,
        subject="You decide on comments now" if is_first else "Re: You decide on comments now",
        text=text,
        answers=grant if is_first else None,
        is_reply=not is_first,
    )


def done(comment: Comment, moderator: str, says: str, place: Place, desk: Desk) -> Letter:
    """Tell a moderator what their answer did, and that it can be taken back."""
    until = desk.now + UNDO_LIFE
    text = body(
        desk.office,
        "done",
        place,
        says=plain.wrap(says, width=plain.WIDTH - 8),
        until=date(until),
        byline=byline(comment, place, desk),
        words=plain.render(comment.revision.html),
    )
    return Letter(
        to=moderator,
        sender_name=place.document.title,
        subject=f"Re: Comment on {label(place, desk)} by {comment.revision.name}",
        text=text,
        answers=grant_of(Purpose.MODERATE, moderator, comment, desk.now + MODERATOR_LIFE),
        thread=(thread_of(desk.site, comment.public_id),),
        comment_id=comment.id,
    )


def rhythm_set(moderator: str, rhythm: str, place: Place, desk: Desk) -> Letter:
    """Tell a moderator how often they hear of a document from now on."""
    text = body(desk.office, "rhythm", place, rhythm=rhythm)
    subject = f"Re: Comments on {place.document.title}"
    return Letter(to=moderator, sender_name=place.document.title, subject=subject, text=text)


def byline(comment: Comment, place: Place, desk: Desk, *, width: int = plain.WIDTH) -> str:
    """Return who wrote where and when."""
    where = f"{comment.revision.name}, on {numbered(place, desk)}, {date(comment.received_at)}:"
    return plain.wrap(where, width=width)


def _read(line: Line) -> str:
    """Return how a line was understood: the line, shortened, and what is wrong with it or that it was not done."""
    verdict = line.fault or "was understood, but nothing is done where another line is not"
    return f"{plain.quote(short(line.line, plain.WIDTH - 4) or '(nothing)')}\n    {verdict}"


def _decided(decisions: Sequence[Decision]) -> str:
    """Return when the comment came to stand as it does, and why."""
    if not decisions:
        return ""
    last = decisions[-1]
    reason = f", for this reason: {last.reason}" if last.reason else ""
    return plain.wrap(f"It was {_PAST.get(last.event, last.after.value)} on {date(last.decided_at)}{reason}.")


_PAST = {Event.HOLD: "held", Event.UNDO: "taken back", Event.REDACT: "approved with a gap", Event.TRUST: "approved"}


_FATES = {State.APPROVED: "approved", State.REJECTED: "rejected", State.DISCARDED: "discarded as spam"}


def reported(comment: Comment, desk: Desk) -> list[str]:
    """Return the words of each report that is open on a comment, without addresses."""
    is_shown = comment.state is State.APPROVED and not comment.is_correction
    opened = desk.reports.open_on(comment.id) if is_shown else []
    return [mask(report.words.strip()) or "(no words)" for report in opened]


def _answered(comment: Comment, desk: Desk) -> tuple[str, str, str]:
    """Return of what a comment answers who wrote it, its words quoted and where it stands; nothing where it is none."""
    found = desk.comments.find(comment.answers) if comment.answers else None
    if found is None:
        return "", "", ""
    words = plain.quote(plain.render(found.revision.html, width=plain.WIDTH - 2))
    return found.revision.name or "a comment", words, answered_link(comment, desk)
