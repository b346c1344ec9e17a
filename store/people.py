"""Moderators, and the addresses we must not write to."""

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from store.model import Moderator, ModeratorId
from store.schema import commenters, moderator_addresses, moderators, suppressions
from store.sealed import Box

BOUNCES = "letters come back"  # the reason for silence that ends when they write themselves


class Everybody:
    """All whose addresses we know, in one transaction: who wrote, and who decides or did."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box

    def has_any(self, addresses: Collection[str]) -> bool:
        """Whether one of these addresses is of somebody."""
        hashes = {"hashes": [self._box.lookup(address) for address in addresses]}
        return any(self._connection.execute(each, hashes).first() is not None for each in _ANYBODY)


def everybody(box: Box, connection: Connection) -> Callable[[Collection[str]], bool]:
    """Return what tells whether one of some addresses is of somebody we know."""
    return Everybody(connection, box).has_any


class Moderators:
    """The moderators of one transaction. Addresses are in the form that addresses compare by."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box
        self._all: list[Moderator] | None = None

    def all(self) -> list[Moderator]:
        """Return those who may decide, in the order they were added. Read once for each transaction."""
        if self._all is None:
            self._all = self._read()
        return self._all

    def _read(self) -> list[Moderator]:
        return [
            Moderator(
                id=ModeratorId(row.id),
                address=self._box.open_text("moderators.address", row.address_hash, row.address),
                added_at=row.added_at,
                is_proved=row.is_proved,
            )
            for row in self._connection.execute(_ALL)
        ]

    def find(self, address: str) -> ModeratorId | None:
        """Return who this address is, if one of those who may decide."""
        found = self._connection.execute(_FIND, {"address_hash": self._box.lookup(address)}).scalar_one_or_none()
        return None if found is None else ModeratorId(found)

    def add(self, address: str, *, at: datetime) -> bool:
        """Let this person decide; False where they may already. Someone removed before is taken back."""
        self._all = None
        key = self._box.lookup(address)
        row = self._connection.execute(select(moderators).where(moderators.c.address_hash == key)).one_or_none()
        if row is None:
            sealed = self._box.seal_text("moderators.address", key, address)
            values = {"address": sealed, "address_hash": key, "added_at": at}
            self._connection.execute(insert(moderators).values(**values))
            return True
        back = update(moderators).where(moderators.c.id == row.id).values(removed_at=None)
        self._connection.execute(back)
        return row.removed_at is not None

    def add_address(self, moderator_id: ModeratorId, address: str) -> None:
        """Let this person answer from one more address, which must be nobody's yet."""
        key = self._box.lookup(address)
        sealed = self._box.seal_text("moderator_addresses.address", key, address)
        values = {"address_hash": key, "address": sealed, "moderator_id": moderator_id}
        self._connection.execute(insert(moderator_addresses).values(**values))

    def addresses(self, moderator_id: ModeratorId) -> list[str]:
        """Return the addresses from which this person may answer beside the one that letters go to."""
        found = select(moderator_addresses).where(moderator_addresses.c.moderator_id == moderator_id)
        label = "moderator_addresses.address"
        return sorted(
            self._box.open_text(label, row.address_hash, row.address) for row in self._connection.execute(found)
        )

    def owner(self, address: str) -> ModeratorId | None:
        """Return who may answer from this address too, beside the one that letters go to."""
        mine = moderator_addresses.c.address_hash == self._box.lookup(address)
        found = self._connection.execute(select(moderator_addresses.c.moderator_id).where(mine)).scalar_one_or_none()
        return None if found is None else ModeratorId(found)

    def remove_address(self, address: str) -> bool:
        """Let nobody answer from this address any more; False where nobody might, or letters go there."""
        mine = moderator_addresses.c.address_hash == self._box.lookup(address)
        return self._connection.execute(delete(moderator_addresses).where(mine)).rowcount == 1

    def pin(self, moderator_id: ModeratorId, *, is_proved: bool) -> None:
        """Keep whether this person's mail proves that it is theirs."""
        self._all = None
        self._connection.execute(update(moderators).where(moderators.c.id == moderator_id).values(is_proved=is_proved))

    def needs_proof(self, moderator_id: ModeratorId) -> bool:
        """Whether an answer of this person counts only where it is proved."""
        return any(each.id == moderator_id and each.is_proved for each in self.all())

    def remove(self, address: str, *, at: datetime) -> bool:
        """Let this person decide no longer; False where they might not anyway."""
        self._all = None
        moderator_id = self.find(address)
        others = moderator_addresses.c.moderator_id == moderator_id
        self._connection.execute(delete(moderator_addresses).where(others))
        mine = moderators.c.id == moderator_id
        return self._connection.execute(update(moderators).where(mine).values(removed_at=at)).rowcount == 1


class Suppressions:
    """Addresses we must not write to, and why."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box
        self._ahead: dict[str, str | None] = {}

    def add(self, address: str, *, reason: str, at: datetime) -> None:
        """Write to this address no more."""
        self._ahead.pop(address, None)
        upsert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        values = {"address_hash": self._box.lookup(address), "reason": reason, "created_at": at}
        self._connection.execute(upsert(suppressions).values(**values).on_conflict_do_nothing())

    def among(self, addresses: Collection[str]) -> dict[str, str]:
        """Return those of these addresses that we must not write to, each with the reason."""
        by_hash = {self._box.lookup(address): address for address in addresses}
        found = self._connection.execute(_AMONG, {"hashes": list(by_hash)})
        return {by_hash[bytes(row.address_hash)]: row.reason for row in found}

    def reason(self, address: str) -> str | None:
        """Return why we must not write to this address; None: we may."""
        if address not in self._ahead:
            self.read_ahead([address])
        return self._ahead[address]

    def read_ahead(self, addresses: Collection[str]) -> None:
        """Read of addresses at once whether we may write to them; `reason` knows it then."""
        if addresses:
            self._ahead.update({**dict.fromkeys(addresses), **self.among(addresses)})

    def lift(self, address: str) -> None:
        """Write to this address again."""
        self._ahead.pop(address, None)
        self._connection.execute(_LIFT, {"hash": self._box.lookup(address)})

    def number(self, reason: str) -> int:
        """Return how many addresses we must not write to for this reason."""
        statement = select(func.count()).where(suppressions.c.reason == reason)
        return int(self._connection.execute(statement).scalar_one())


_PRESENT = moderators.c.removed_at.is_(None)
_ALL = select(moderators).where(_PRESENT).order_by(moderators.c.id)
_FIND = select(moderators.c.id).where(moderators.c.address_hash == bindparam("address_hash"), _PRESENT)
_HASHES: BindParameter[bytes] = bindparam("hashes", expanding=True)
_ANYBODY = [
    select(table.c.address_hash).where(table.c.address_hash.in_(_HASHES)).limit(1)
    for table in (commenters, moderators, moderator_addresses)
]
_AMONG = select(suppressions).where(suppressions.c.address_hash.in_(bindparam("hashes", expanding=True)))
_LIFT = delete(suppressions).where(suppressions.c.address_hash == bindparam("hash"))
