"""Personal data at rest: sealed with AES-GCM, looked up by keyed hash.

Two keys of 32 bytes. With the data key values are sealed and opened; with the look-up key an address becomes the
HMAC it is found by. A part that only looks up (the publisher) is given no data key. Sealing protects a stolen file
or backup, not a running process. The associated data binds a blob to its table, column and row, so that blobs cannot
be swapped; the first octet names the layout, so that keys can be changed later.
"""

import hmac
import os
from collections.abc import Callable
from functools import partial

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LAYOUT = b"\x01"
NONCE = 12


_DRAWN = 256  # nonces at once: each draw is a call of the kernel, and lets other threads run
_nonces: list[bytes] = []
os.register_at_fork(after_in_child=_nonces.clear)  # a nonce that two processes use would give the key away


def _nonce() -> bytes:
    """Return random octets that were never returned before."""
    while True:
        try:
            return _nonces.pop()
        except IndexError:
            drawn = os.urandom(NONCE * _DRAWN)
            _nonces.extend(drawn[at : at + NONCE] for at in range(0, len(drawn), NONCE))


class SealError(Exception):
    """A blob cannot be opened: wrong key, wrong row, or damaged."""


class Box:
    """Seals, opens and hashes with the site's two keys."""

    def __init__(self, *, data_key: bytes | None, lookup_key: bytes) -> None:
        self._cipher = None if data_key is None else AESGCM(data_key)
        self._lookup_key = lookup_key
        self._keyed = hmac.new(lookup_key, digestmod="sha256")

    def __reduce__(self) -> tuple[Callable[[], "Box"], tuple[()]]:
        """Go to another process by the look-up key; TypeError where there is a data key, which stays where it is."""
        if self._cipher is not None:
            raise TypeError("the data key is not handed to other processes")
        return partial(Box, data_key=None, lookup_key=self._lookup_key), ()

    def seal(self, label: str, row: bytes, value: bytes) -> bytes:
        """Seal a value for the column `label` ("table.column") of the row with the natural key `row`."""
        nonce = _nonce()
        return b"".join((LAYOUT, nonce, self._key().encrypt(nonce, value, label.encode() + b"\0" + row)))

    def open(self, label: str, row: bytes, sealed: bytes) -> bytes:
        """Open what seal() made for the same label and row; SealError where it is anything else."""
        if sealed[:1] != LAYOUT:
            raise SealError(f"{label}: unknown layout")
        try:
            return self._key().decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], label.encode() + b"\0" + row)
        except (InvalidTag, ValueError) as error:  # ValueError: too short to be sealed
            raise SealError(f"{label}: wrong key, wrong row, or damaged") from error

    def seal_text(self, label: str, row: bytes, value: str) -> bytes:
        """Seal text as UTF-8."""
        return self.seal(label, row, value.encode())

    def open_text(self, label: str, row: bytes, sealed: bytes | None) -> str:
        """Open text; a column that was emptied (erased, past keeping) gives an empty string."""
        return "" if sealed is None else self.open(label, row, sealed).decode()

    def digest(self, purpose: str, *parts: bytes) -> bytes:
        """Return the keyed hash of some bytes for one purpose (32 octets)."""
        framed = b"".join(b"\0" + len(part).to_bytes(8, "big") + part for part in parts)
        keyed = self._keyed.copy()  # RFC 2104, section 4: the key is taken in once, not for each hash
        keyed.update(purpose.encode() + framed)
        return keyed.digest()

    def lookup(self, address: str) -> bytes:
        """Return the hash an address is found by; the address is in the form that addresses compare by."""
        return self.digest("address", address.encode())

    def lookup_folded(self, address: str) -> bytes:
        """Return the hash that a limit counts an address by: without +tag and case, so that they give no more room."""
        local, _, domain = address.rpartition("@")
        return self.digest("folded", f"{local.partition('+')[0].casefold()}@{domain}".encode())

    def lookup_domain(self, address: str) -> bytes:
        """Return the hash that a limit counts the address's domain by."""
        return self.digest("domain", address.rpartition("@")[2].encode())

    def _key(self) -> AESGCM:
        if self._cipher is None:
            raise SealError("this part has no data key")
        return self._cipher
