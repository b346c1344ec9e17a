"""Answer the newest letter of a Maildir as a mail program does: python3 answer.py ann@reader.example yes

Stands beside the Maildir `outbox` of a demonstration; the port of its SMTP server is written below as it starts.
"""

import smtplib
import sys
from email import message_from_binary_file, policy
from email.message import EmailMessage
from pathlib import Path

PORT = 8025
OUTBOX = Path(__file__).resolve().parent / "outbox"


def main(address: str, words: str) -> None:
    """Answer the newest letter to this address with these words, the letter quoted below."""
    letters = [message_from_binary_file(path.open("rb"), policy=policy.default) for path in newest_first()]
    mine = [letter for letter in letters if str(letter["To"]) == address]
    if not mine:
        sys.exit(f"{address} has no letter yet")
    letter = mine[0]
    answer = EmailMessage(policy=policy.SMTP)
    answer["From"], answer["To"] = address, str(letter["From"])
    answer["Subject"] = f"Re: {letter['Subject']}"
    answer["In-Reply-To"] = str(letter["Message-ID"])
    body = letter.get_body(("plain",))
    shown = body.get_content() if isinstance(body, EmailMessage) else ""
    quoted = "\n".join(f"> {line}" for line in shown.splitlines())
    answer.set_content(f"{words}\n\nOn {letter['Date']}, {letter['From']} wrote:\n{quoted}\n")
    with smtplib.SMTP("127.0.0.1", PORT) as server:
        server.send_message(answer)
    sys.stdout.write(f"Answered: {letter['Subject']}\n")


def newest_first() -> list[Path]:
    """Return the letters, the newest first."""
    found = [path for name in ("new", "cur") for path in (OUTBOX / name).iterdir()]
    return sorted(found, key=lambda path: path.name, reverse=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(f"usage: python3 {sys.argv[0]} ADDRESS WORDS")
    main(sys.argv[1], sys.argv[2])
