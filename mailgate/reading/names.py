"""The name that is shown with a comment (INV-41). Pure."""

import re
import unicodedata

from mailgate.reading import mask

NAMELESS = "A reader"

_LINK = re.compile(r"://|\bwww\.|\b[\w-]+\.(?:com|net|org|info|biz|ru|cn|xyz|top|io)\b", re.IGNORECASE)
# Letters and signs that are taken for Latin ones; 1, l and | are all taken for i.
_LOOK_ALIKES = str.maketrans(
    "авсԁеһніјкмпорԛгѕтухԝαεικνορτυχᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ013458@$|l",
    "abcdehhijkmnopqrstyxwaeikvoptuxabcdefghijkimnoprstuvwyzoieasbasii",
)
# Nobody is called so, alone or beside other words.
_ROLES = """moderator moderators moderation moderatorin moderador moderadora moderatore moderateur moderaattori
    модератор administrator administrators admin администратор webmaster postmaster hostmaster mailgate mailerdaemon
    siteadmin siteadministrator"""
# Nobody is called so alone; people have surnames.
_ROLES_ALONE = """editor editors theeditor theeditors redaktion redaction redacteur redaktor redactor operator abuse
    system staff official support root areader theauthor thepublisher редактор редакция"""


def published(display_name: str, address: str) -> str:
    """Return the clean display name, or "A reader" where it is none.

    It is none where it is empty, looks like an address or a link, only repeats the local part, or plays a role.
    """
    name = mask.one_line(display_name, mask.NAME_LIMIT).strip("\"'<>()[] ,;")
    folded = unicodedata.normalize("NFKC", name).casefold()
    local = address.rpartition("@")[0].casefold()
    if not any(c.isalnum() for c in folded) or folded == local or _plays_a_role(folded):
        return NAMELESS
    if "@" in folded or mask.mask(name) != name or _LINK.search(folded):
        return NAMELESS
    return name


def _plays_a_role(folded: str) -> bool:
    words = [_skeleton(word) for word in folded.split()]
    together = "".join(words)
    return together in _SHAPES_ALONE or together.removeprefix("the") in _SHAPES or not _SHAPES.isdisjoint(words)


def _skeleton(word: str) -> str:
    """Return how a word looks: without accents and signs, look-alikes as the Latin letters they are taken for."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return "".join(c for c in bare.translate(_LOOK_ALIKES) if c.isalnum())


_SHAPES = frozenset(_skeleton(role) for role in _ROLES.split())
_SHAPES_ALONE = frozenset(_skeleton(role) for role in _ROLES_ALONE.split())
