"""`mailgate moderators`: who decides on what, and when each hears of it."""

import click

from mailgate import letters, team
from mailgate.app import AppError
from mailgate.commands import site
from mailgate.desk import Desk
from mailgate.new_site import person
from store.model import DocumentId, Member, ModeratorId, Rhythm
from store.team import Assignment


@click.group
def moderators() -> None:
    """List, add or remove those who decide on comments."""


@moderators.command("list")
@click.pass_context
def list_(context: click.Context) -> None:
    """Print one line for each: address, what they decide on, how often they hear of it, quiet hours; tabs between.

    Whoever may answer from other addresses too has them at the end.
    """
    with site.opened(context) as app, app.store.read() as connection:
        desk = Desk.open(connection, app.office(), app.clock())
        for each in desk.team.all():
            others = ", ".join(desk.moderators.addresses(each.id))
            told = [each.address, _scope(desk.team.assigned(each.id)), each.rhythm.value, _quiet(each)]
            click.echo("\t".join([*told, others] if others else told))


@moderators.command
@click.argument("address")
@click.option("--document", metavar="SLUG", help="They decide on this document alone; give it again for another.")
@click.option("--section", metavar="KEY", help="And there on the section that this paragraph stands in.")
@click.option(
    "--also",
    metavar="ADDRESS",
    multiple=True,
    help="They may answer from this address too, where the mail proves that it is theirs; give it again for another.",
)
@click.pass_context
def add(context: click.Context, address: str, document: str | None, section: str | None, also: tuple[str, ...]) -> None:
    """Let the person at ADDRESS decide, on comments that are confirmed from now on: on everything, or on a part.

    Comments on a section go to those it is assigned to, and to those who decide on the whole document or on everything.
    """
    if section is not None and document is None:
        raise click.UsageError("--section needs --document.")
    with site.opened(context) as app:
        who, others = person(address, app.site), [person(each, app.site) for each in also]
        with app.store.write() as connection:
            desk = Desk.open(connection, app.office(), app.clock())
            if desk.moderators.owner(who) is not None:
                raise AppError(f"a moderator answers from {who} too: mailgate moderators remove {who} first")
            is_new = desk.moderators.add(who, at=desk.now)
            are_others = [_may_answer_from(desk, _id(desk, who), each) for each in others]
            if is_new:
                letters.post([letters.welcome(who, desk)], desk)
            if document is not None:
                _assign(desk, _id(desk, who), document, section)
        app.ring("work")
        app.ring("send")
    where = (
        "" if document is None else f" of {document}" if section is None else f" of the section of {document}.{section}"
    )
    is_news = is_new or document is not None or any(are_others)
    site.say(f"{who} is a moderator{where} now" if is_news else f"{who} is a moderator already")


@moderators.command("set")
@click.argument("address")
@click.option("--document", metavar="SLUG", help="For this document alone.")
@click.option("--rhythm", type=click.Choice([each.value for each in Rhythm]), help="How often they hear of comments.")
@click.option(
    "--quiet", metavar="FROM-UNTIL", help="Hours without letters, such as 22-7, in the site's time zone; or none."
)
@click.pass_context
def set_(context: click.Context, address: str, document: str | None, rhythm: str | None, quiet: str | None) -> None:
    """Say when the moderator at ADDRESS hears of comments; they can do the same by answering a letter."""
    if rhythm is None and quiet is None:
        raise click.UsageError("Give --rhythm, --quiet or both.")
    hours = None if quiet in (None, "none") else _hours(quiet or "")
    with site.opened(context) as app:
        who = person(address, app.site)
        with app.store.write() as connection:
            desk = Desk.open(connection, app.office(), app.clock())
            moderator_id = _id(desk, who)
            if rhythm is not None:
                where = None if document is None else _document(desk, document)
                desk.team.set_rhythm(moderator_id, Rhythm(rhythm), where)
            if quiet is not None:
                desk.team.set_quiet(moderator_id, hours)
    site.say(f"{who} is asked as you say from now on")


@moderators.command
@click.argument("addresses", metavar="[ADDRESS]...", nargs=-1)
@click.pass_context
def welcome(context: click.Context, addresses: tuple[str, ...]) -> None:
    """Send the welcome letter again: to each ADDRESS, or to all whose mail is not known to prove itself or not.

    `init` sends none: before mail goes both ways, nobody could answer it.
    """
    with site.opened(context) as app:
        wanted = [person(each, app.site) for each in addresses]
        with app.store.write() as connection:
            desk = Desk.open(connection, app.office(), app.clock())
            for each in wanted:
                _id(desk, each)
            greeted = wanted or [each.address for each in desk.moderators.all() if each.is_proved is None]
            letters.post([letters.welcome(each, desk) for each in greeted], desk)
        app.ring("send")
    site.say(f"{site.count(len(greeted), 'letter')} on the way")


@moderators.command
@click.argument("address")
@click.pass_context
def remove(context: click.Context, address: str) -> None:
    """Let the person at this address decide no more; letters sent to it can no longer be answered.

    An address that was added with --also is taken away alone.
    """
    with site.opened(context) as app:
        who = person(address, app.site)
        with app.store.write() as connection:
            desk = Desk.open(connection, app.office(), app.clock())
            is_one = team.dismiss(desk, who)
            if not is_one and not desk.moderators.remove_address(who):
                raise AppError(f"{who} is no moderator")
            are_left = bool(desk.moderators.all())
        app.ring("work")
    site.say(f"{who} is no moderator any more" if is_one else f"nobody decides from {who} any more")
    if not are_left:
        site.say("Nobody is left who decides: comments will wait. Add someone, or use mailgate decide.")


def _assign(desk: Desk, moderator_id: ModeratorId, slug: str, key: str | None) -> None:
    document_id = _document(desk, slug)
    place = None if key is None else desk.documents.address(slug.lower(), key.lower())
    if key is not None and (place is None or place.paragraph.section_id is None):
        raise AppError(f"there is no paragraph {key} in a section of {slug}; `mailgate documents show {slug}`")
    desk.team.assign(moderator_id, document_id, None if place is None else place.paragraph.id)


def _document(desk: Desk, slug: str) -> DocumentId:
    found = desk.documents.get(slug.lower())
    if found is None:
        raise AppError(f"there is no document {slug}; `mailgate documents list` shows them")
    return found.id


def _id(desk: Desk, address: str) -> ModeratorId:
    found = desk.moderators.find(address)
    if found is None:
        raise AppError(f"{address} is no moderator")
    return found


def _may_answer_from(desk: Desk, moderator_id: ModeratorId, address: str) -> bool:
    """Let a moderator answer from this address too; False where they may already."""
    owner = desk.moderators.owner(address)
    if owner == moderator_id:
        return False
    if owner is not None or desk.moderators.find(address) is not None:
        raise AppError(f"{address} is a moderator's already: mailgate moderators remove {address} first")
    desk.moderators.add_address(moderator_id, address)
    return True


def _hours(text: str) -> tuple[int, int]:
    start, _, end = text.partition("-")
    if not (start.isdigit() and end.isdigit() and int(start) < 24 and int(end) <= 24):
        raise click.UsageError(f"{text!r} is not like 22-7.")
    return int(start), int(end)


def _scope(assigned: list[Assignment]) -> str:
    return ", ".join(f"{one.slug}.{one.key}" if one.key else one.slug for one in assigned) or "everything"


def _quiet(member: Member) -> str:
    return "" if member.quiet is None else f"quiet {member.quiet[0]}-{member.quiet[1]}"
