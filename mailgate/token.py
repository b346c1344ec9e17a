"""Tokens: 128 random bits as 26 characters of lower-case base32, safe in a local part. Pure.

The store keeps only the digest. The random source is handed in.
"""

import base64
import hashlib
import re
from collections.abc import Callable

LENGTH = 26
_IN_ADDRESS = re.compile(r"(?<![a-z0-9])([cb]-[a-z2-7]{8})[a-z2-7]{18}(?![a-z2-7])", re.IGNORECASE)


def make(random: Callable[[int], bytes]) -> str:
    """Return a new token from a source such as `secrets.token_bytes`."""
    return base64.b32encode(random(16)).decode().rstrip("=").lower()


def digest(token: str) -> bytes:
    """Return the SHA-256 by which the store knows a token. Case does not matter: a relay may change it."""
    return hashlib.sha256(token.lower().encode()).digest()


def cut(text: str) -> str:
    """Return the text with every c-TOKEN and b-TOKEN cut to 8 characters of the token: for exports and logs."""
    return _IN_ADDRESS.sub(r"\1", text)
