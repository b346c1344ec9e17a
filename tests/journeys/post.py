"""The smarthost of a village: it takes our letters, by real SMTP."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from ports import free_port


class Post:
    """The smarthost: it takes every letter and keeps it for whom it is for."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str, EmailMessage]] = []  # envelope sender, recipient, letter
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self._controller.start()

    @property
    def port(self) -> int:
        return int(self._controller.port)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        (recipient,) = envelope.rcpt_tos  # INV-32: one letter, one recipient
        self.letters.append((envelope.mail_from or "", recipient, letter))
        return "250 2.0.0 Taken"

    def close(self) -> None:
        self._controller.stop()
