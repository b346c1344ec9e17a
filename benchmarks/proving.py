"""What it costs to find out who wrote an ordinary signed mail: CPU time for each, beside what the rest of it costs.

    python benchmarks/proving.py
    python benchmarks/proving.py --mails 1000

The DNS is a server on the loopback address, in a process of its own, that tells each mail's domain the same. Names are
asked for once (a mail from a domain that is new here), and then again (one that wrote before). Exit status 1 where an
ordinary mail costs two milliseconds or more.
"""

import argparse
import multiprocessing
import socket
import sys
import time
from datetime import UTC, datetime

import dns.message
import dns.rcode
import dns.rrset
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from mailgate.authentication.resolver import Resolver
from mailgate.authentication.verdict import Envelope, judge
from mailgate.sending.signing import Signer, signer

MOST = 0.002  # seconds
TEXT = b"The river rose by some metres within one night, as the table in the annex has it.\r\n" * 50


def main() -> None:
    """Measure, and say so."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--mails", type=int, default=300)
    options = parser.parse_args()
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))
    published = signer("x.example", "s1", pem).published.decode()
    server = multiprocessing.get_context("fork").Process(target=tell, args=(sock, published), daemon=True)
    server.start()
    mails = [made(signer(f"reader{number}.example", "s1", pem), number) for number in range(options.mails)]
    resolver = Resolver(("127.0.0.1", sock.getsockname()[1]))
    costs = [cost(mails, resolver) for _ in range(2)]
    server.terminate()
    for what, each in zip(("domains that are new", "domains that wrote before"), costs, strict=True):
        print(f"{what}: {1_000 * each:.2f} ms of CPU for a signed mail of {len(mails[0]) // 1_024} KB")
    sys.exit(int(max(costs) >= MOST))


def made(by: Signer, number: int) -> bytes:
    """Return a signed mail."""
    head = f"From: Ann <ann@{by.domain}>\r\nTo: water.1@site.example\r\nSubject: A comment\r\n"
    head += f"Date: Mon, 4 May 2026 09:30:00 +0000\r\nMessage-ID: <{number}@{by.domain}>\r\n\r\n"
    return by.sign(head.encode() + TEXT, at=datetime.now(UTC))


def cost(mails: list[bytes], resolver: Resolver) -> float:
    """Judge each; return the CPU seconds for one."""
    began = time.process_time()
    for number, mail in enumerate(mails):
        domain = f"reader{number}.example"
        client = Envelope(ip="192.0.2.1", helo=f"mail.{domain}", mail_from=f"ann@{domain}")
        assert judge(mail, client, resolver).verified
    return (time.process_time() - began) / len(mails)


def tell(sock: socket.socket, published: str) -> None:
    """Answer questions for ever, alike for every domain."""
    texts = {"_dmarc": "v=DMARC1; p=reject", "s1": f"v=DKIM1; k=rsa; p={published}"}
    while True:
        wire, client = sock.recvfrom(1_232)
        asked = dns.message.from_wire(wire)
        answer = dns.message.make_response(asked, recursion_available=True)
        name = asked.question[0].name
        text = texts.get(name.labels[0].decode(), "v=spf1 ip4:192.0.2.1 -all")
        if len(name.labels) > 2:  # _dmarc.example itself does not exist
            parts = " ".join(f'"{text[at : at + 250]}"' for at in range(0, len(text), 250))
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", parts))
        else:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        sock.sendto(answer.to_wire(), client)


if __name__ == "__main__":
    main()
