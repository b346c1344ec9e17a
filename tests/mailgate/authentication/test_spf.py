"""SPF: the table of results, what a null or odd sender means, and faults of the DNS told apart."""

import pytest

from mailgate.authentication import spf
from mailgate.authentication.resolver import Questions

from .conftest import SERVFAIL, Entry, Zone

CLIENT = "192.0.2.1"

RECORDS = [
    ("v=spf1 ip4:192.0.2.1 -all", "pass"),
    ("v=spf1 ip4:192.0.2.0/24 -all", "pass"),
    ("V=SPF1 +IP4:192.0.2.1 -ALL", "pass"),
    ("v=spf1 ip4:192.0.2.2 -all", "fail"),
    ("v=spf1 ip4:192.0.2.2 ~all", "softfail"),
    ("v=spf1 ip4:192.0.2.2 ?all", "neutral"),
    ("v=spf1 ip4:192.0.2.2", "neutral"),
    ("v=spf1", "neutral"),
    ("v=spf1 a:hosts.example -all", "pass"),
    ("v=spf1 mx:mx.example -all", "pass"),
    ("v=spf1 exists:%{ir}.list.example -all", "pass"),
    ("v=spf1 exists:%{l}.people.example -all", "pass"),
    ("v=spf1 include:good.example -all", "pass"),
    ("v=spf1 redirect=good.example", "pass"),
    ("v=spf1 include:alias.example -all", "pass"),
    ("v=spf1 include:absent.example -all", "permerror"),
    ("v=spf1 include:broken.example -all", "permerror"),
    ("v=spf1 include:sick.example -all", "temperror"),
    ("v=spf1 ip4:192.0.2.1 include:sick.example", "pass"),
    ("v=spf1 redirect=absent.example", "permerror"),
    ("v=spf1 ptr -all", "fail"),
    ("v=spf1 a:gone1.example a:gone2.example a:gone3.example ip4:192.0.2.1 -all", "permerror"),
    ("v=spf1 " + "include:none.example " * 11 + "-all", "permerror"),
    ("v=spf1 ip4:192.0.2.1/33 -all", "permerror"),
    ("v=spf1 ip4:192.0.2.1 nonsense -all", "permerror"),
    ("v=spf1 include:circle.example -all", "permerror"),
    ("v=spf10 ip4:192.0.2.1", "none"),
    ("spf1 ip4:192.0.2.1", "none"),
    ("v=spf1 ip6:2001:db8::/32 -all", "fail"),
    ("v=spf1 ip4:198.51.100.7 " * 30 + "ip4:192.0.2.1", "permerror"),
]


@pytest.fixture(autouse=True)
def world(zone: Zone) -> None:
    zone.has("hosts.example", ("A", "192.0.2.9"), ("A", CLIENT))
    zone.has("mx.example", ("MX", "20 hosts.example"), ("MX", "10 far.example"))
    zone.has("far.example", ("A", "198.51.100.1"))
    zone.has("1.2.0.192.list.example", ("A", "127.0.0.2"))
    zone.has("ann.people.example", ("A", "127.0.0.2"))
    zone.txt("good.example", "unrelated", "v=spf1 ip4:192.0.2.1 -all")
    zone.has("alias.example", ("CNAME", "good.example"))
    zone.txt("broken.example", "v=spf1 -all", "v=spf1 +all")
    zone.has("sick.example", SERVFAIL)
    zone.txt("none.example", "v=spf1 ?all")
    zone.txt("circle.example", "v=spf1 include:circle.example -all")


@pytest.mark.parametrize(("record", "expected"), RECORDS)
def test_a_record_is_evaluated(record: str, expected: str, zone: Zone, questions: Questions) -> None:
    zone.txt("reader.example", record)
    found = spf.check(CLIENT, "mail.reader.example", "ann@reader.example", questions)
    assert (found.result, found.domain) == (expected, "reader.example")


SENDERS = [
    ("<ann@reader.example>", "pass", "reader.example"),
    ("ann@READER.example", "pass", "READER.example"),
    ("ann@reader.example.", "pass", "reader.example"),
    ('"a@b"@reader.example', "pass", "reader.example"),
    ("@reader.example", "pass", "reader.example"),
    ("", "pass", "mail.reader.example"),
    ("<>", "pass", "mail.reader.example"),
    ("ann", "none", ""),
    ("postmaster", "none", ""),
    ("ann@", "none", ""),
    ("ann@example", "none", ""),
    ("ann@[192.0.2.1]", "none", ""),
    ("ann@reader..example", "none", ""),
    (f"ann@{'a' * 64}.example", "none", ""),
    ("ann@attacker.test\0.reader.example", "none", ""),
    ("ann@bücher.example", "pass", "xn--bcher-kva.example"),
    ("änn@reader.example", "pass", "reader.example"),
    ("ann@absent.example", "none", "absent.example"),
    ("ann@sick.example", "temperror", "sick.example"),
    ("a(b)@reader.example,x@attacker.test", "none", "attacker.test"),
]


@pytest.mark.parametrize(("sender", "expected", "domain"), SENDERS)
def test_an_envelope_sender_is_read(sender: str, expected: str, domain: str, zone: Zone, questions: Questions) -> None:
    for name in ("reader.example", "mail.reader.example", "xn--bcher-kva.example"):
        zone.txt(name, "v=spf1 ip4:192.0.2.1 -all")
    found = spf.check(CLIENT, "mail.reader.example", sender, questions)
    assert (found.result, found.domain) == (expected, domain)


def test_the_null_sender_of_a_client_that_gives_no_name_proves_nothing(questions: Questions) -> None:
    for helo in ("", "localhost", "[192.0.2.1]", "192.0.2.1", "..", "a\0b.example"):
        assert spf.check(CLIENT, helo, "<>", questions).result == "none"


@pytest.mark.parametrize("ip", ["2001:db8::1", "2001:DB8:0:0:0:0:0:1", "IPv6:2001:db8::1"])
def test_clients_come_by_ipv6(ip: str, zone: Zone, questions: Questions) -> None:
    zone.txt("reader.example", "v=spf1 a:six.example -all").has("six.example", ("AAAA", "2001:db8::1"))
    assert spf.check(ip, "h.example", "ann@reader.example", questions).result == "pass"
    assert spf.check("2001:db8::2", "h.example", "ann@reader.example", questions).result == "fail"


def test_an_ipv4_client_in_ipv6_clothes_is_an_ipv4_client(zone: Zone, questions: Questions) -> None:
    zone.txt("reader.example", "v=spf1 ip4:192.0.2.1 -all")
    assert spf.check("::ffff:192.0.2.1", "h.example", "ann@reader.example", questions).result == "pass"


@pytest.mark.parametrize("ip", ["", "list", "list6", "somewhere", "192.0.2.1.1"])
def test_what_is_no_address_passes_nowhere(ip: str, zone: Zone, questions: Questions) -> None:
    zone.txt("reader.example", "v=spf1 +all")
    assert spf.check(ip, "h.example", "ann@reader.example", questions).result == "permerror"


NAMES = [
    ([("PTR", "mail.reader.example")], "pass"),
    ([("PTR", "mail.reader.example"), ("PTR", "sick.reader.example")], "pass"),
    ([("PTR", "sick.reader.example")], "fail"),
    ([("PTR", "elsewhere.reader.example")], "fail"),
    ([("PTR", "other.example")], "fail"),
    ([SERVFAIL], "fail"),
    ([], "fail"),
]


@pytest.mark.parametrize(("names", "expected"), NAMES)
def test_a_client_is_known_by_a_name_that_leads_back_to_it(
    names: list[Entry], expected: str, zone: Zone, questions: Questions
) -> None:
    zone.txt("reader.example", "v=spf1 ptr -all").has("1.2.0.192.in-addr.arpa", *names)
    zone.has("mail.reader.example", ("A", CLIENT)).has("other.example", ("A", CLIENT))
    zone.has("sick.reader.example", SERVFAIL).has("elsewhere.reader.example", ("A", "198.51.100.1"))
    assert spf.check(CLIENT, "h.example", "ann@reader.example", questions).result == expected


def test_a_record_in_many_strings_and_over_tcp_is_one_record(zone: Zone, questions: Questions) -> None:
    zone.txt("reader.example", "v=spf1 " + "ip4:198.51.100.0/24 " * 90 + "ip4:192.0.2.1 -all")
    assert spf.check(CLIENT, "h.example", "ann@reader.example", questions).result == "pass"
