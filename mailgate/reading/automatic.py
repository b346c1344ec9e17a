"""Was it sent by a machine? RFC 3834 and what programs do beside it. Pure.

The signs are in `automatic_signs`. A mailing list passes on what people write, and writes itself: the one is a "post",
a person's words that nothing answers all the same (INV-52), the other "list". What a person answered or passed on
("Re: ...", "Fwd: ...") is never taken for a machine's by its subject. flufl.bounce is asked where cheaper signs say
that it may be a bounce and none is sure.
"""

import re
from email import message_from_bytes

from mailgate.header_block import Refusal
from mailgate.reading.automatic_signs import SIGNS, SURE
from mailgate.reading.message import Mail
from mailgate.sending.marker import LOOP_FIELD

# In this order, where there are signs enough of several.
KINDS = ("loop", "report", "challenge", "receipt", "calendar", "bounce", "auto-reply", "list", "notice")
POST = "post"  # a person's mail that a list passed on; no machine's

_RECEIVED_LIMIT = 50
_TEXT_LIMIT = 4_000
_SCANNED = 64 * 1024
_ASK = 2  # signs of a bounce, from which on flufl.bounce is asked
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<style.{0,20000}?</style>|<[^<>]{0,2000}>", re.IGNORECASE | re.DOTALL)
_ANSWER = re.compile(
    r"(?:re|aw|fw|fwd|wg|tr|sv|vs|antw|rif|r|i|odp|res|rv|enc|ynt|回复|答复|转发|返信)(?:\[\d+\])? ?[:：]"
)
_TALKS = frozenset(["x-mailman-version", "x-beenthere", "x-mailing-list", "mailing-list"])  # lists that people write to
_ANSWERS = frozenset(["in-reply-to", "references"])
_CAMPAIGNS = frozenset(["list-unsubscribe-post", "feedback-id", "x-csa-complaints", "x-campaign", "x-campaignid"])
# By where they stand, so that a field that is not there costs one look; the text last.
_SIGNS: dict[str, list[tuple[re.Pattern[str], str, int]]] = {}
for _where, _pattern, _kind, _weight in sorted(SIGNS, key=lambda sign: sign[0] == "text"):
    _SIGNS.setdefault(_where, []).append((re.compile(_pattern), _kind, _weight))


def kind(mail: Mail, *, null_sender: bool = False) -> str | None:
    """Return what sort of machine's mail this is, one of KINDS; POST for a person's by way of a list; else None.

    `null_sender`: the envelope had no sender, which only machines do.
    """
    if LOOP_FIELD.lower() in mail.fields or len(mail.fields.get("received", ())) > _RECEIVED_LIMIT:
        return "loop"
    heaviest = _heaviest(mail)
    weights = _sums(heaviest)
    if null_sender:
        weights["bounce"] = weights.get("bounce", 0) + SURE
    outside_text = weights.get("bounce", 0) - heaviest.get(("bounce", "text"), 0)
    if outside_text and outside_text == heaviest.get(("bounce", "subject")):
        weights["bounce"] = min(weights["bounce"], SURE - 1)  # a person may complain in these words
    if outside_text > 0 and _ASK <= weights.get("bounce", 0) < SURE and _is_bounce(mail):
        weights["bounce"] += 2
    if weights.get("challenge", 0) >= SURE - 1 and weights.get("auto-reply", 0) >= SURE:
        return "challenge"  # it says that it is automatic, and what it wants
    if weights.get("auto-reply", 0) >= SURE and _has_subject_of_reply(mail):
        return "auto-reply"
    found = next((name for name in KINDS if weights.get(name, 0) >= SURE), None)
    return POST if found == "list" and _is_post(mail, heaviest) else found


def _is_post(mail: Mail, heaviest: dict[tuple[str, str], int]) -> bool:
    """Whether a person wrote what came by way of a list: an answer, or to a list of those that people write to, or
    with no sign of what is sent to many.
    """
    if any((name, "from") in heaviest for name in KINDS):
        return False
    if not _ANSWERS.isdisjoint(mail.fields) or _ANSWER.match(_line(mail.field("subject"))):
        return True
    takes_posts = not _TALKS.isdisjoint(mail.fields) or "mailto:" in mail.field("list-post").lower()
    return takes_posts or ("list-id" in mail.fields and not _is_to_many(mail)) or _is_old_list(mail, heaviest)


def _is_old_list(mail: Mail, heaviest: dict[tuple[str, str], int]) -> bool:
    """Whether it came by a list of the time before lists had fields of their own: its owner is the Sender."""
    signs = {where for found, where in heaviest if found == "list"}
    return "sender" in signs and signs <= {"precedence", "sender"} and not _is_campaign(mail)


def _is_to_many(mail: Mail) -> bool:
    return _is_campaign(mail) or _line(mail.field("precedence")).startswith("bulk")


def _is_campaign(mail: Mail) -> bool:
    return not _CAMPAIGNS.isdisjoint(mail.fields)


def _heaviest(mail: Mail) -> dict[tuple[str, str], int]:
    """Return for each kind and place what the heaviest sign of that kind in that place weighs.

    The text comes last and proves nothing alone: it is only searched for kinds that something else speaks for.
    """
    heaviest: dict[tuple[str, str], int] = {}
    for where, signs in _SIGNS.items():
        is_text = where == "text"
        named = {kind for kind, _ in heaviest} if is_text else set()
        asked = [sign for sign in signs if sign[1] in named] if is_text else signs
        values = _values(mail, where) if asked else []
        for pattern, found, weight in asked if values else ():
            holds = pattern.search if is_text else pattern.match
            if weight > heaviest.get((found, where), 0) and any(map(holds, values)):
                heaviest[found, where] = weight
    return heaviest


def _sums(heaviest: dict[tuple[str, str], int]) -> dict[str, int]:
    weights: dict[str, int] = {}
    for (found, _), weight in heaviest.items():
        weights[found] = weights.get(found, 0) + weight
    return weights


def _values(mail: Mail, where: str) -> list[str]:
    """Return what stands in this place, in lower case."""
    if where == "part":
        return sorted(mail.kinds)
    if where == "from":
        return [_local_part(mail)]
    if where == "name":
        return [_line(mail.name)]
    if where == "subject":
        subject = _line(mail.field("subject"))
        return [] if _ANSWER.match(subject) else [subject]
    if where == "text":
        return [_text(mail)]
    return [_line(mail.field(where))] if where in mail.fields else []


def _line(value: str) -> str:
    return _SPACE.sub(" ", value[:300]).strip().lower()


def _local_part(mail: Mail) -> str:
    if not isinstance(mail.author, Refusal):
        return mail.author.address.rpartition("@")[0].lower()
    value = mail.field("from")[:300].lower()
    return value.rpartition("<")[2].partition("@")[0].strip(" \"'<>")


def _text(mail: Mail) -> str:
    """Return the beginning of what is to be read, in one line."""
    if mail.text is not None and mail.text.text.strip():
        text = mail.text.text[: 2 * _TEXT_LIMIT]
    else:
        text = _TAG.sub(" ", (mail.html or "")[: 16 * _TEXT_LIMIT])
    return _SPACE.sub(" ", text)[:_TEXT_LIMIT].strip().lower()


def _has_subject_of_reply(mail: Mail) -> bool:
    """Whether the subject is that of an automatic answer."""
    return any(
        pattern.match(value)
        for pattern, found, weight in _SIGNS["subject"]
        if found == "auto-reply" and weight >= SURE
        for value in _values(mail, "subject")
    )


def _is_bounce(mail: Mail) -> bool:
    """Ask flufl.bounce, which knows some sixty mail servers by the words of their bounces."""
    from flufl.bounce import all_failures  # noqa: PLC0415  few mails need it

    fields = ("from", "subject", "content-type")
    head = b"".join(
        name.encode() + b": " + mail.fields[name][0][:500] + b"\n" for name in fields if name in mail.fields
    )
    text = mail.text.text if mail.text is not None else _TAG.sub(" ", (mail.html or "")[:_SCANNED])
    try:
        temporary, permanent = all_failures(message_from_bytes(head + b"\n" + text.encode()[:_SCANNED]))
    except Exception:  # noqa: BLE001  its detectors fail in ways that depend on what was sent
        return False
    return bool(temporary or permanent)
