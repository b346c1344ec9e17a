"""What `mailgate check` looks at: each finding is a line, and says how to mend what is wrong."""

import asyncio
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mailgate.app import App, AppError
from mailgate.authentication import dmarc, spf
from mailgate.authentication.resolver import Questions, Resolver, TemporaryError
from mailgate.running import parts
from mailgate.sending.smarthost import Link, SmarthostError, Tls, UnreachableError
from renderer import environment, index, own
from renderer.wording import PageTemplateError
from store.people import Moderators

WITHOUT_INDEX = "as what makes the index is not installed: pip install 'mailgate[search]', or set search = false"

Level = Literal["ok", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `mend`: what to do about it, where something is to be done."""

    level: Level
    about: str
    says: str
    mend: str = ""

    def __str__(self) -> str:
        """Return it as it is printed."""
        return f"{self.level:<8}{self.about}: {self.says}{f'. {self.mend}' if self.mend else ''}"


def findings(app: App) -> Iterator[Finding]:
    """Look at a site that can be put together: what could not is said by `app.build`."""
    yield Finding("ok", "settings", "read, with both keys and the database")
    yield from _files(app)
    yield from _disk(app)
    yield from _people(app)
    yield from _smarthost(app)
    yield from _bucket(app)
    yield from _domain(app)


# This machine ---------------------------------------------------------------------------------------------------------


def _files(app: App) -> Iterator[Finding]:
    settings = app.settings
    for folder in (settings.folder, settings.public, settings.run):
        if not os.access(folder, os.W_OK | os.X_OK):
            yield Finding("error", "folders", f"{folder} cannot be written", "Give it to the user that runs mailgate")
            return
    yield Finding("ok", "folders", "can be written")
    yield from _design(app)
    yield from _search(app)
    secrets = [settings.files.data_key, settings.files.lookup_key, settings.smarthost.password_file]
    secrets += [] if settings.dkim is None else [settings.dkim.key]
    secrets += [] if settings.bucket is None else [settings.bucket.secret_file]
    loose = [path for name in secrets if name is not None and _is_open(path := settings.path(name))]
    for path in loose:
        yield Finding("error", "secrets", f"{path} can be read by others", f"chmod 600 {path}")
    if not loose:
        yield Finding("ok", "secrets", "can be read by their owner alone")


def _design(app: App) -> Iterator[Finding]:
    folder = app.settings.templates
    if app.settings.lacks_templates:
        yield Finding("error", "design", f"there is no folder {folder}", "See files.templates in the settings")
        return
    for check, waits in ((environment.check, "Pages"), (environment.check_letters, "Letters")):
        try:
            check(folder)
        except PageTemplateError as error:
            yield Finding("error", "design", str(error), f"{waits} wait until that is mended")
    if folder is not None and (unread := own.unread(folder)):
        says, mend = f"nothing reads {', '.join(unread)} in {folder}", "docs/design.md has the names that count"
        yield Finding("warning", "design", says, mend)


def _search(app: App) -> Iterator[Finding]:
    if not app.site.search:
        return
    if index.can_index():
        yield Finding("ok", "search", "its index is made by publish --all")
    else:
        yield Finding("warning", "search", f"its page lists headings alone, {WITHOUT_INDEX}")


def _is_open(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & stat.S_IRWXO)


def _disk(app: App) -> Iterator[Finding]:
    disk = shutil.disk_usage(app.settings.folder)
    share, least = disk.free / disk.total, app.settings.limits.free_share
    says = f"{share:.0%} of the disk is free"
    if share < least:
        yield Finding("error", "disk", says, f"Below {least:.0%} no mail is taken: make room")
    elif share < 2 * least:
        yield Finding("warning", "disk", says, f"Below {least:.0%} no mail is taken: make room soon")
    else:
        yield Finding("ok", "disk", says)


def _people(app: App) -> Iterator[Finding]:
    with app.store.read() as connection:
        people = Moderators(connection, app.box).all()
    unproved = sum(not each.is_proved for each in people)
    if not people:
        yield Finding("error", "moderators", "nobody decides", "mailgate moderators add ADDRESS")
    elif unproved:
        says = f"the mail of {unproved} of {len(people)} is not known to prove that it is theirs"
        mend = (
            "Each decision of theirs is answered with a letter that takes it back; have them answer the welcome letter "
            "(mailgate moderators welcome)"
        )
        yield Finding("warning", "moderators", says, mend)
    else:
        yield Finding("ok", "moderators", f"{len(people)} may decide, each by mail that proves who wrote it")


# The smarthost --------------------------------------------------------------------------------------------------------


def _smarthost(app: App) -> Iterator[Finding]:
    where = f"{app.settings.smarthost.host}:{app.settings.smarthost.port}"
    try:
        smarthost = parts.smarthost(app)
        asyncio.run(Link(smarthost).probe())
    except (SmarthostError, UnreachableError, AppError) as error:
        yield Finding("error", "smarthost", str(error), f"Letters wait until {where} can be used")
        return
    how = "without encryption, on this machine" if smarthost.tls is Tls.NONE else f"encrypted ({smarthost.tls})"
    yield Finding("ok", "smarthost", f"{where} answers, {how}")


# The bucket -----------------------------------------------------------------------------------------------------------


def _bucket(app: App) -> Iterator[Finding]:
    try:
        bucket = parts.bucket(app)
    except AppError as error:
        yield Finding("error", "bucket", str(error), "Pages wait until the secret can be read")
        return
    if bucket is None:
        return
    from renderer.bucket import BucketError  # noqa: PLC0415  needs the extra `s3`

    with closing(bucket):
        try:
            bucket.probe()
        except BucketError as error:
            yield Finding("error", "bucket", str(error), "Pages wait until it can be written")
            return
    yield Finding("ok", "bucket", "can be written")


# The domain -----------------------------------------------------------------------------------------------------------


def _domain(app: App) -> Iterator[Finding]:
    resolver = app.settings.senders.resolver
    if resolver == ():
        yield Finding("warning", "DNS", "no resolver is asked", "Without one no author is proved, and each is asked")
        return
    dns = Resolver(*(resolver or ())).questions()
    looks: tuple[Callable[[App, Questions], Iterator[Finding]], ...] = (_mx, _spf, _dkim, _dmarc, _moderators_domains)
    for look in looks:
        try:
            yield from look(app, dns)
        except TemporaryError as silence:
            mend = "Set senders.resolver to a DNS resolver that answers, or mend the system's"
            yield Finding("warning", "DNS", str(silence), mend)
            return
    yield from _stamps(app)


def _mx(app: App, dns: Questions) -> Iterator[Finding]:
    domain = app.settings.domain
    named = dns.ask(domain, "MX").names
    hosts = [host for host in named if host]
    if named and not hosts:
        yield Finding("error", "MX", f"{domain} says that it takes no mail", "Replace the null MX record (RFC 7505)")
        return
    if not hosts:
        record = f"{domain}. MX 10 the name of this mail server"
        yield Finding("error", "MX", f"{domain} has no MX record: mail does not find us", f"Publish: {record}")
        return
    yield Finding("ok", "MX", f"{domain} is served by {', '.join(hosts)}")
    for host in hosts:
        addresses = [*dns.ask(host, "A").names, *dns.ask(host, "AAAA").names]
        if not addresses:
            yield Finding("error", "MX", f"{host} has no address", f"Publish an A or AAAA record of {host}")
        for address in addresses:
            yield from _ptr(host, address, dns)


def _ptr(host: str, address: str, dns: Questions) -> Iterator[Finding]:
    from dns.reversename import from_address  # noqa: PLC0415  only here

    names = dns.ask(str(from_address(address)).rstrip("."), "PTR").names
    back = [name for name in names if address in (*dns.ask(name, "A").names, *dns.ask(name, "AAAA").names)]
    if back:
        yield Finding("ok", "PTR", f"{address} is called {back[0]}, and that name leads back")
    else:
        mend = f"Ask whoever gave you the address for a PTR record to {host}, if letters leave from there"
        yield Finding("warning", "PTR", f"{address} has no name that leads back to it", mend)


def _spf(app: App, dns: Questions) -> Iterator[Finding]:
    domain = app.settings.domain
    found = [text for text in dns.ask(domain, "TXT").txt if text.lower().split(b" ")[0] == b"v=spf1"]
    if len(found) == 1:
        yield _spf_means(domain, dns)
    elif found:
        yield Finding("error", "SPF", f"{domain} has {len(found)} records: none counts", "Leave one of them")
    else:
        record = f'{domain}. TXT "v=spf1 include:YOUR-SMARTHOST -all"'
        yield Finding("warning", "SPF", f"{domain} has no record", f"Publish what your smarthost names, like {record}")


def _spf_means(domain: str, dns: Questions) -> Finding:
    """What the one record says of a client that nobody has: 192.0.2.99 is for documentation."""
    result = spf.check("192.0.2.99", domain, f"postmaster@{domain}", dns).result
    if result == "permerror":
        mend = "Mend it: each term must be valid, and it may ask for ten names at most, with all that it includes"
        return Finding("error", "SPF", f"the record of {domain} cannot be evaluated: it lets nobody send", mend)
    if result == "pass":
        says = f"the record of {domain} lets everybody send in our name"
        return Finding("warning", "SPF", says, "Name your smarthost, and end it with -all")
    return Finding("ok", "SPF", f"{domain} has one record, and strangers do not pass")


def _dkim(app: App, dns: Questions) -> Iterator[Finding]:
    try:
        signer = parts.signer(app)
    except AppError as error:
        yield Finding("error", "DKIM", str(error), "Letters cannot be sent until the key can be read")
        return
    if signer is None:
        says = "letters are signed by the smarthost, or not at all: that cannot be seen from here"
        yield Finding("warning", "DKIM", says, "Look at a letter that arrived; if it is not signed, set [dkim]")
        return
    name = f"{signer.selector}._domainkey.{signer.domain}"
    record = b"v=DKIM1; k=rsa; p=" + signer.published
    published = [b"".join(text.split()) for text in dns.ask(name, "TXT").txt]
    if any(signer.published in text for text in published):
        yield Finding("ok", "DKIM", f"{name} has our key")
    else:
        yield Finding("error", "DKIM", f"{name} has not our key", f'Publish: {name}. TXT "{record.decode()}"')


def _dmarc(app: App, dns: Questions) -> Iterator[Finding]:
    domain = app.settings.domain
    wish = dmarc.find(domain, dns)
    if wish is None:
        record = f'_dmarc.{domain}. TXT "v=DMARC1; p=reject"'
        mend = f"Publish, once all letters are signed: {record}"
        yield Finding("warning", "DMARC", f"{domain} has no record: anybody can write in our name", mend)
    elif wish.policy == "none":
        mend = "Ask for quarantine or reject, once all letters are signed"
        yield Finding("warning", "DMARC", f"{domain} asks for nothing (p=none)", mend)
    else:
        yield Finding("ok", "DMARC", f"{domain} asks for {wish.policy}")


def _moderators_domains(app: App, dns: Questions) -> Iterator[Finding]:
    """Whoever forges a moderator whose domain has no DMARC record needs the token of a letter, and nothing else."""
    with app.store.read() as connection:
        people = Moderators(connection, app.box)
        addresses = [address for each in people.all() for address in (each.address, *people.addresses(each.id))]
    domains = {address.rpartition("@")[2] for address in addresses}
    bare = sorted(domain for domain in domains if dmarc.find(domain, dns) is None)
    if bare:
        says = f"no DMARC record of {', '.join(bare)}: an answer from there proves nobody"
        yield Finding(
            "warning", "moderators' domains", says, "Ask their owners to publish one, or choose other addresses"
        )


def _stamps(app: App) -> Iterator[Finding]:
    settings = app.settings
    if (settings.listen.lmtp or settings.listen.relays) and settings.senders.authserv_id is None:
        says = "mail comes through a server of ours whose stamp is not known: each author is asked"
        yield Finding("warning", "senders", says, "See docs/authentication.md, and set senders.authserv_id")
