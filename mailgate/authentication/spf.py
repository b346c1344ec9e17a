"""SPF (RFC 7208): may this client send mail for the domain of this envelope sender?

The evaluation is pyspf's, in its strict form, with our questions to the DNS in place of its own. What it answers is one
of the seven results; whatever it stumbles over is a permanent error, never a pass.
"""

import ipaddress
import re
import warnings
from dataclasses import dataclass

from mailgate.authentication import tags
from mailgate.authentication.resolver import Questions, TemporaryError

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its doc strings have escapes that Python warns of
    import spf  # type: ignore[import-untyped]

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_VOID_LOOKUPS = 2  # section 4.6.4
_NAMES_OF_A_CLIENT = 10  # section 4.6.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The result for an envelope sender, and the domain that it is about: that of HELO where the sender is null."""

    result: str
    domain: str


def check(ip: str, helo: str, mail_from: str, questions: Questions) -> Sender:
    """Judge one envelope. `mail_from` may be empty or `<>` for the null sender; angles around it are taken off."""
    local, domain = _identity(helo, mail_from)
    if domain is None or "." not in domain or _is_literal(domain):
        return Sender(result="none", domain="")
    try:
        client = ipaddress.ip_address(ip.removeprefix("IPv6:").partition("%")[0])
    except ValueError:
        return Sender(result="permerror", domain=domain)
    evaluation = _Evaluation(str(client), local, domain, helo, questions)
    try:
        result = str(evaluation.check()[0])
    except TemporaryError:
        result = "temperror"
    except Exception:  # noqa: BLE001  it takes records apart without guarding each step
        result = "permerror"
    return Sender(result=result if result in _RESULTS else "permerror", domain=domain)


_RESULTS = {"pass", "fail", "softfail", "neutral", "none", "temperror", "permerror"}


def _identity(helo: str, mail_from: str) -> tuple[str, str | None]:
    """Return local part and domain that are judged (section 2.4); no domain where none is given."""
    sender = mail_from.strip()
    if sender.startswith("<") and sender.endswith(">"):
        sender = sender[1:-1]
    if not sender:
        return "postmaster", _domain(helo)
    local, at, domain = sender.rpartition("@")
    if not at or _CONTROL.search(sender):
        return "", None
    return local or "postmaster", _domain(domain)


def _domain(name: str) -> str | None:
    """Section 4.3: no domain that can be asked for is no domain. A label may hold what no host name has."""
    name = name.rstrip(".")
    if not name.isascii():
        return tags.host(name)
    labels = name.split(".")
    fits = all(0 < len(label) <= 63 for label in labels) and len(name) <= 253
    return name if fits and not _CONTROL.search(name) and "@" not in name else None


def _is_literal(domain: str) -> bool:
    return domain.startswith("[") or domain.replace(".", "").isdigit()


class _Evaluation(spf.query):  # type: ignore[misc]  # the library has no types
    """pyspf's evaluation, which asks us."""

    def __init__(self, ip: str, local: str, domain: str, helo: str, questions: Questions) -> None:
        super().__init__(ip, f"{local}@{domain}", helo, strict=True, querytime=0)
        self.l, self.o, self.d = local, domain, domain  # it would split at the first @
        self._questions = questions

    def dns(self, name: str, qtype: str, cnames: object = None, ignore_void: bool = False) -> list[object]:  # noqa: ARG002, FBT001, FBT002
        """Return what a name has, in the library's form; count names that have nothing."""
        if qtype == "SPF":
            return []
        answer = self._questions.ask(name, qtype)
        found: list[object]
        if qtype == "TXT":
            found = [[text] for text in answer.txt]
        elif qtype == "MX":
            found = list(enumerate(answer.names))
        else:
            found = list(answer.names)
        if not found and not ignore_void:
            self.void_lookups += 1
            if self.void_lookups > _VOID_LOOKUPS:
                raise spf.PermError(f"more than {_VOID_LOOKUPS} names without an answer")
        return found

    def validated_ptrs(self) -> list[str]:
        """Return the client's names that lead back to it. The DNS failing for one of them skips it (section 5.5)."""
        try:
            names = self.dns_ptr(self.i)[:_NAMES_OF_A_CLIENT]
        except TemporaryError:
            return []
        return [name for name in names if self._is_client(name)]

    def _is_client(self, name: str) -> bool:
        try:
            return bool(self.cidrmatch(self.dns_a(name, self.A), self.cidrmax))
        except TemporaryError:
            return False
