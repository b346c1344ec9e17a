"""What is proved of a mail's author, as policy and letters need it. Pure.

It is made by mailgate.authentication.prover, outside any transaction; a mail that was not judged proves nothing.
"""

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How an author's domain can speak for them. The value is kept with a comment."""

    DKIM = "dkim"
    SPF = "spf"
    ARC = "arc"
    STAMP = "stamp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What is known of one mail. `by`: the aligned pass that speaks for the author, if there is one.

    `is_verified`: the address is proved, by a DMARC pass (INV-21). `is_refuted`: it is not, and its domain asks that
    such mail be rejected. `is_temporary`: the DNS did not answer; another time it may. `signers`: domains that signed.
    `client`: the address, or the network, of the server that sent the mail, where it is known.
    """

    by: Way | None = None
    is_verified: bool = False
    is_refuted: bool = False
    is_temporary: bool = False
    signers: tuple[str, ...] = ()
    client: str | None = None

    @property
    def kept(self) -> Way | None:
        """What is kept with a comment: by which way its author was proved."""
        return self.by if self.is_verified else None


NOTHING = Proof()
