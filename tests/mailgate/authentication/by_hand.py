"""A signer that signs any list of tags, also those that no signer should write: each signature here is right for its
field, so that nothing but the tags decides. The canonical forms are dkimpy's."""

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, HashAlgorithm
from dkim.canonicalization import CanonicalizationPolicy

Private = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


def signature(
    mail: bytes,
    tags: str,
    key: Private,
    *,
    name: str = "DKIM-Signature",
    names: str = "from:to:subject:date",
    form: str = "relaxed/relaxed",
    digest: HashAlgorithm | None = None,
    length: int | None = None,
) -> bytes:
    """Return the field for a mail. `tags` holds {bh} for the hash of the text; its last empty b= gets the signature."""
    head, _, body = mail.partition(b"\r\n\r\n")
    policy = CanonicalizationPolicy.from_c_value(form.encode())
    text = policy.canonicalize_body(body)[:length]
    algorithm = digest or SHA256()
    hashed = hashlib.sha1(text) if isinstance(algorithm, SHA1) else hashlib.sha256(text)  # noqa: S324  to be refused
    field = f"{name}: {tags}".replace("{bh}", base64.b64encode(hashed.digest()).decode())
    signed = policy.canonicalize_headers([*_chosen(head, names.encode().split(b":")), _split(field.encode())])
    data = b"".join(key + b":" + value for key, value in signed).removesuffix(b"\r\n")
    if isinstance(key, rsa.RSAPrivateKey):
        made = key.sign(data, padding.PKCS1v15(), algorithm)
    else:
        made = key.sign(hashlib.sha256(data).digest())
    before, equals, after = field.rpartition("b=")
    return f"{before}{equals}{base64.b64encode(made).decode()}{after}\r\n".encode()


def _chosen(head: bytes, names: list[bytes]) -> list[tuple[bytes, bytes]]:
    fields = [_split(line) for line in head.replace(b"\r\n ", b"\0").split(b"\r\n")]
    left = [(name, value.replace(b"\0", b"\r\n ")) for name, value in fields]
    found = []
    for wanted in names:
        at = next((at for at in reversed(range(len(left))) if left[at][0].lower() == wanted), None)
        if at is not None:
            found.append(left.pop(at))
    return found


def _split(field: bytes) -> tuple[bytes, bytes]:
    name, _, value = field.partition(b":")
    return name, value + b"\r\n"
