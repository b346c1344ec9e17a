"""Every text the listener itself says. Each refusal has an enhanced status code (RFC 3463, RFC 2034).

aiosmtpd's own texts have none: `enhanced` puts ours in their place, so that one style reaches the client.
"""

from mailgate.smtp.content import Fault

SENDER_OK = b"250 2.1.0 Sender ok"
RECIPIENT_OK = b"250 2.1.5 Recipient ok"
STORED = b"250 2.0.0 Stored"
GO_AHEAD = b"354 End with CR LF . CR LF"
BYE = b"221 2.0.0 Bye"
READY_FOR_TLS = b"220 2.0.0 Ready to start TLS"
HELP = b"214 2.0.0 This server takes comments by mail; RFC 5321 describes its commands"
CANNOT_VERIFY = b"252 2.5.0 Send a message and see"

NOT_NOW = b"451 4.3.0 Something went wrong here; please try again later"
TOO_SLOW_HERE = b"451 4.3.0 Storing takes too long just now; please try again later"
DISK_FULL = b"452 4.3.1 No room for mail just now; please try again later"
NO_TLS = b"454 4.7.0 TLS not available"

BARE_LF = b"500 5.5.2 Commands end with CR LF"
LINE_TOO_LONG = b"500 5.5.2 Line too long"
NOT_UNDERSTOOD = b"500 5.5.2 Command not understood"
UNKNOWN_COMMAND = b"500 5.5.1 Command not recognised"
NO_ARGUMENT = b"501 5.5.4 This command takes no argument"
NOT_IMPLEMENTED = b"502 5.5.1 Command not implemented"
NEED_RECIPIENT = b"503 5.5.1 RCPT first"
NESTED_MAIL = b"503 5.5.1 MAIL already given"
BAD_ADDRESS = b"553 5.1.3 Malformed address"
NEED_SMTPUTF8 = b"553 5.6.7 A non-ASCII address needs SMTPUTF8"
TOO_MANY_RECIPIENTS = b"452 4.5.3 Too many recipients; send the others in another message"
TOO_BIG = b"552 5.3.4 Message too big"

CROWDED = b"421 4.3.2 Too many connections here; please try again later"
CROWDED_CLIENT = b"421 4.7.0 Too many connections from your address"
TOO_FAST = b"421 4.7.0 Too many connections from your address within a minute"
TOO_MANY_MISSES = b"421 4.7.0 Too many recipients that do not exist; please try again in an hour"
CLOSING = b"421 4.3.2 Closing for maintenance; please try again soon"
IDLE = b"421 4.4.2 Nothing heard for too long"
TOO_SLOW = b"421 4.4.2 Message comes too slowly"
SESSION_TOO_LONG = b"421 4.7.0 Session too long"
TOO_MANY_MESSAGES = b"421 4.7.0 Enough messages for one session; please connect again"
TOO_MANY_COMMANDS = b"421 4.7.0 Too many commands"
TOO_MANY_ERRORS = b"421 4.7.0 Too many errors"
NOT_SMTP = b"421 4.7.0 This is a mail server"

FAULTS: dict[Fault, bytes] = {
    Fault.TOO_BIG: TOO_BIG,
    Fault.LINE_TOO_LONG: b"500 5.5.2 A line of the message is too long",
    Fault.BARE_LINE_END: b"550 5.6.0 Lines of a message end with CR LF; it has a bare CR or LF",
    Fault.NUL: b"550 5.6.0 A message cannot hold NUL",
}

# aiosmtpd's text -> ours, for the replies whose status its code alone does not tell.
_OURS: dict[str, bytes] = {
    "250 OK": b"250 2.0.0 Ok",
    "503 Error: need MAIL command": b"503 5.5.1 MAIL first",
    "503 Error: nested MAIL command": NESTED_MAIL,
    "553 5.1.3 Error: malformed address": BAD_ADDRESS,
    "552 Error: message size exceeds fixed maximum message size": TOO_BIG,
}
_BY_CODE: dict[str, str] = {
    "500": "5.5.2",
    "501": "5.5.4",
    "502": "5.5.1",
    "503": "5.5.1",
    "552": "5.3.4",
    "553": "5.1.3",
    "555": "5.5.4",
}


def enhanced(reply: str) -> bytes:
    """Return a reply as it goes out, with the enhanced status code that aiosmtpd leaves out."""
    if reply in _OURS:
        return _OURS[reply]
    code, _, text = reply.partition(" ")
    status = _BY_CODE.get(code)
    if status is None or text[:2] in ("2.", "4.", "5."):
        return reply.encode("ascii", "replace")
    return f"{code} {status} {text.removeprefix('Error: ')}".encode("ascii", "replace")
