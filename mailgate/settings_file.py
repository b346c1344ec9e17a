"""The settings file that `mailgate init` writes: commented, so that it can be read without the manual. Pure."""

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a new site is to be like. `since` is the day it was made: part of every feed's ids."""

    domain: str
    base_url: str
    operator: str
    smarthost_host: str
    smarthost_port: int
    smarthost_tls: str
    since: str
    smtp: tuple[str, ...]
    lmtp: tuple[str, ...] = ()
    database: str = "sqlite:///mailgate.db"
    title: str = ""
    language: str = "en"


def write(wishes: Wishes) -> str:
    """Return the file's text (TOML). `mailgate.settings` says what of it is wrong, if anything is."""
    values = {name: _toml(getattr(wishes, name)) for name in Wishes.__slots__}
    return _FILE.format(**values)


def _toml(value: object) -> str:
    """A JSON string, number or list of strings is TOML too, but for DEL, which JSON leaves as it is."""
    text = json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
    return text.replace("\x7f", "\\u007f")


_FILE = """\
# The settings of this site. Paths are relative to the folder of this file.
# After a change, start mailgate anew; what is wrong in here is said then, all at once.

# Comments are mailed to DOCUMENT.NUMBER at this domain.
domain = {domain}

# Where the folder `public` is served. It may have a path: https://www.county.example/reports/
base_url = {base_url}

# Stands on every page. Empty: the domain.
title = {title}

# Of the words around the reports; each report has its own.
language = {language}

# Of the times on the pages, by its name: Europe/London, America/Halifax.
timezone = "UTC"

# A page to search. The index of all words is made by `publish --all`, where mailgate[search] is installed.
search = true

# A picture of each document for links to it, where mailgate[cards] is installed.
cards = true

# Copies of each text file, for web servers that hand them out as they are: "gzip", and with mailgate[compress] "br" and
# "zstd". After a change: mailgate publish --all
compress = []

# Gets mail to abuse and postmaster, and alarms.
operator = {operator}

# Before every address of ours, on a domain that is shared with other mail; at most 8 characters.
prefix = ""

# So many reports of abuse, by different people, take a comment off its page until a moderator has decided. 0: none do.
hide_after_reports = 0

# Whether those who commented on a paragraph are asked, once a new edition has changed it, if the comment still stands.
ask_after_edition = false

# How many processes read mail at once.
readers = 2

# From when the domain is yours. Part of the ids in every feed: never change it.
since = {since}

# The mail server that takes our letters and brings them to people.
[smarthost]
host = {smarthost_host}
port = {smarthost_port}
# "implicit" (port 465), "starttls" (port 587), or "none" on the same machine.
tls = {smarthost_tls}
# user = "mailgate"
# password_file = "smarthost.password"

# Where the smarthost does not sign our letters (DKIM), we can: a key (openssl genrsa -out dkim.pem 2048), its selector.
# `mailgate check` prints the DNS record.
# [dkim]
# selector = "m2026"
# key = "dkim.pem"

# Where mail comes in: SMTP from the world, LMTP from a mail server in front.
# "HOST:PORT", "[IPv6]:PORT", "*:PORT"; LMTP also the path of a socket.
[listen]
smtp = {smtp}
lmtp = {lmtp}
# For STARTTLS:
# certificate = "/etc/ssl/certs/mailgate.pem"
# certificate_key = "/etc/ssl/private/mailgate.pem"
# Mail servers of yours, which are not limited as strangers are:
relays = []

# Who wrote a mail? docs/authentication.md explains it.
[senders]
# "unless-authenticated": a first comment is confirmed by its author, unless their mail domain speaks for them.
# "always": it is confirmed in any case.
verify = "unless-authenticated"
# DNS resolvers, "ADDRESS:PORT"; without this line those of the system. An empty list: no DNS, each author is asked.
# resolver = ["127.0.0.1:53"]
# How your mail servers in front (LMTP sockets and listen.relays) sign their Authentication-Results fields:
# authserv_id = "mx.reports.example"
# Forwarders whose ARC seals you believe:
# sealers = ["lists.reports.example"]

[database]
# A file in this folder, or "postgresql+psycopg://user@host/name".
url = {database}

[files]
public = "public"
run = "run"
# Without these two keys nothing in the database can be read: keep a copy elsewhere, apart from its backups.
data_key = "data.key"
lookup_key = "lookup.key"
# Your own templates, looked at before ours:
# templates = "templates"

# The pages also in a bucket that speaks S3, with mailgate[s3]; docs/operations.md explains it.
# [bucket]
# name = "reports"
# region = "eu-west-1"
# endpoint = "https://s3.storage.example"
# access_key = "AKEXAMPLE"
# secret_file = "bucket.secret"

# How often authors may be asked whether they wrote a comment; docs/operations.md lists all.
[letters]
# per_hour = 500
# per_source = 60

# Past these a moderator gets a digest at the next full hour instead of single letters.
[moderation]
# sender_hour = 10
# minute = 50

# Days that mails are kept after they were dealt with; 0: for ever.
[keep]
# decided = 30
# other = 7
# quarantined = 90

# What one client may cost; docs/operations.md lists them all.
[limits]
# message_size = 2097152
# connections = 200
"""
