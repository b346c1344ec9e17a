"""The public keys that signers publish: found, judged and used. The arithmetic is OpenSSL's.

A key is refused that is revoked (empty p=), shorter than 1,024 bits (RFC 8301), for tests only (t=y), not for mail
(s=), or not for SHA-256 (h=): a pass is to prove something.
"""

import base64
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import load_der_public_key

from mailgate.authentication import tags
from mailgate.authentication.resolver import Questions

KINDS = {"rsa-sha256": "rsa", "ed25519-sha256": "ed25519"}
_WEAKEST, _LONGEST = 1_024, 8_192  # bits; longer ones cost more time than they prove
_TRIED = 4  # keys under one name
_PREHASHED = utils.Prehashed(hashes.SHA256())

PublicKey = rsa.RSAPublicKey | ed25519.Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no key to use: a result of RFC 8601 (fail, permerror) and a clause."""

    result: str
    reason: str


@dataclass(frozen=True, slots=True)
class Key:
    """A usable key. `strict`: it signs only for its own domain (t=s)."""

    public: PublicKey
    strict: bool


def find(domain: str, selector: str, algorithm: str, questions: Questions) -> list[Key] | Refused:
    """Return the usable keys under a selector, or why there is none. Raise TemporaryError where the DNS is silent."""
    answer = questions.ask(f"{selector}._domainkey.{domain}", "TXT")
    judged = [_judge(text, KINDS[algorithm]) for text in answer.txt[:_TRIED]]
    usable = [each for each in judged if isinstance(each, Key)]
    if usable:
        return usable
    refused = [each for each in judged if isinstance(each, Refused)]
    return refused[0] if refused else Refused("permerror", "there is no such key")


def has_signed(key: Key, signature: bytes, digest: bytes) -> bool:
    """Whether the signature over this SHA-256 digest was made with the key's other half."""
    try:
        if isinstance(key.public, rsa.RSAPublicKey):
            key.public.verify(signature, digest, padding.PKCS1v15(), _PREHASHED)
        else:
            key.public.verify(signature, digest)
    except InvalidSignature:
        return False
    return True


def _judge(text: bytes, kind: str) -> Key | Refused:
    found = tags.read(text)
    if found is None or ("v" in found and (found["v"] != "DKIM1" or next(iter(found)) != "v")) or "p" not in found:
        return Refused("permerror", "its key record is malformed")
    flags = tags.words(found.get("t", ""))
    refused = _refusal(found, flags, kind)
    if refused is not None:
        return refused
    public = _load(found["p"], kind)
    return public if isinstance(public, Refused) else Key(public, strict="s" in flags)


def _refusal(found: dict[str, str], flags: list[str], kind: str) -> Refused | None:
    if not found["p"]:
        return Refused("permerror", "its key was revoked")
    if found.get("k", "rsa") != kind:
        return Refused("permerror", "its key is of another kind")
    if "h" in found and "sha256" not in tags.words(found["h"]):
        return Refused("permerror", "its key is not for SHA-256")
    if not {"*", "email"} & set(tags.words(found.get("s", "*"))):
        return Refused("permerror", "its key is not for mail")
    return Refused("fail", "its key is for tests only") if "y" in flags else None


def _load(value: str, kind: str) -> PublicKey | Refused:
    data = tags.octets(value) or b""
    try:
        public = ed25519.Ed25519PublicKey.from_public_bytes(data) if kind == "ed25519" else _load_rsa(data)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return Refused("permerror", "its key cannot be read")
    if isinstance(public, rsa.RSAPublicKey) and not _WEAKEST <= public.key_size <= _LONGEST:
        return Refused("fail", f"its key has {public.key_size:,} bits")
    return public


def _load_rsa(data: bytes) -> rsa.RSAPublicKey:
    """Both forms are in use: SubjectPublicKeyInfo, and RSAPublicKey alone (RFC 6376 errata 3017)."""
    try:
        public = load_der_public_key(data)
    except ValueError:
        from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415

        body = base64.encodebytes(data).decode()
        public = load_pem_public_key(f"-----BEGIN RSA PUBLIC KEY-----\n{body}-----END RSA PUBLIC KEY-----\n".encode())
    if not isinstance(public, rsa.RSAPublicKey):
        raise TypeError("not an RSA key")
    return public
