"""Letters are signed with DKIM (RFC 6376), where the site has a key; otherwise the smarthost signs them, or nobody.

RSA with SHA-256 by OpenSSL, both forms relaxed. From, To and Subject are signed once more than they stand there, so
that nobody can add one; List-Unsubscribe and List-Unsubscribe-Post are covered, as RFC 8058 asks.
"""

import base64
import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from mailgate.authentication.canonical import Field, Message

SHORTEST_KEY = 2_048
_LINE = 70
_ONCE_MORE = (b"from", b"to", b"subject")
_SIGNED = (
    *_ONCE_MORE,
    b"date",
    b"message-id",
    b"in-reply-to",
    b"references",
    b"reply-to",
    b"auto-submitted",
    b"mime-version",
    b"content-type",
    b"content-transfer-encoding",
    b"list-id",
    b"list-unsubscribe",
    b"list-unsubscribe-post",
)


class SigningError(Exception):
    """The key cannot be used; a sentence."""


@dataclass(frozen=True, slots=True)
class Signer:
    """The key of a domain."""

    domain: str
    selector: str
    _key: RSAPrivateKey

    def sign(self, letter: bytes, *, at: datetime) -> bytes:
        """Return a whole message with a signature on top."""
        message = Message(letter)
        standing = Counter(field.name for field in message.fields)
        names = [name for name in _SIGNED for _ in range(standing[name] + (name in _ONCE_MORE))]
        field = Field(b"dkim-signature", self._unsigned(message, names, at))
        signed = b"".join(each.relaxed + b"\r\n" for each in message.chosen(names)) + field.relaxed
        signature = base64.b64encode(self._key.sign(signed, padding.PKCS1v15(), SHA256()))
        lines = [signature[start : start + _LINE] for start in range(0, len(signature), _LINE)]
        return field.raw + b"\r\n\t".join(lines) + b"\r\n" + letter

    @property
    def published(self) -> bytes:
        """The key as the DNS has it: the tag p."""
        public = self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return base64.b64encode(public)

    def _unsigned(self, message: Message, names: list[bytes], at: datetime) -> bytes:
        body = base64.b64encode(hashlib.sha256(message.relaxed_body).digest()).decode()
        tags = (
            f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={self.domain};",
            f"s={self.selector}; t={int(at.timestamp())};",
            f"h={_folded(names)};",
            f"bh={body};",
            "b=",
        )
        return b"DKIM-Signature: " + "\r\n\t".join(tags).encode()


def _folded(names: list[bytes]) -> str:
    """Return names on lines of four each."""
    return ":\r\n\t".join(b":".join(names[start : start + 4]).decode() for start in range(0, len(names), 4))


def signer(domain: str, selector: str, pem: bytes) -> Signer:
    """Return a signer with a key in PEM. Raise SigningError where it is none, or too weak."""
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise SigningError("the DKIM key is no private key in PEM without a password") from error
    if not isinstance(key, RSAPrivateKey) or key.key_size < SHORTEST_KEY:
        raise SigningError(f"the DKIM key must be an RSA key of {SHORTEST_KEY} bits or more")
    return Signer(domain, selector, key)
