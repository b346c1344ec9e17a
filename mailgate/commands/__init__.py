"""The commands, one file each. The table is read at every start; a command's file only when it is called."""

from typing import NamedTuple


class Command(NamedTuple):
    """Where a command is found, and its line in `mailgate --help`."""

    module: str
    name: str
    summary: str


COMMANDS: dict[str, Command] = {
    "demo": Command("demo", "demo", "See the whole thing work on this machine, with a sample report."),
    "init": Command("init", "init", "Make a new site in a folder."),
    "import": Command("import_", "import_", "Import a report."),
    "run": Command("run", "run", "Run all parts of a site."),
    "listen": Command("parts", "listen", "Run the part that takes mail in."),
    "work": Command("parts", "work", "Run the part that reads mail and decides."),
    "send": Command("parts", "send", "Run the part that sends letters."),
    "publish": Command("publish", "publish", "Write pages that have changed."),
    "drain": Command("drain", "drain", "Wait until nothing waits."),
    "inspect": Command("inspect", "inspect", "Show what a mail says, as JSON."),
    "dump": Command("dump", "dump", "Print every mail received, as JSON lines."),
    "decide": Command("decide", "decide", "Decide on a comment."),
    "log": Command("log", "log", "Show what was decided, or verify the chain of it."),
    "documents": Command("documents", "documents", "List, show, open or close documents."),
    "moderators": Command("moderators", "moderators", "List, add or remove moderators."),
    "digest": Command("digest", "digest", "Send the digests that wait to moderators, now."),
    "tokens": Command("tokens", "tokens", "Let letters no longer be answered."),
    "person": Command("person", "person", "Show all that is held of a person."),
    "erase": Command("person", "erase", "Erase a person."),
    "backup": Command("backup", "backup", "Write a backup."),
    "restore": Command("backup", "restore", "Make a site from a backup."),
    "upgrade": Command("upgrade", "upgrade", "Bring the database to this version."),
    "check": Command("check", "check", "Look whether the site is as it should be."),
    "status": Command("status", "status", "Show what waits where."),
}
