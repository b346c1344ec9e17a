"""DMARC: which record applies, what it asks for, and whose proof counts for whom (RFC 9989)."""

import pytest

from mailgate.authentication import dmarc
from mailgate.authentication.resolver import Questions, TemporaryError

from .conftest import SERVFAIL, Zone

# A record, and what it asks of reader.example, sub.reader.example (which exists) and absent.reader.example.
RECORDS = [
    ("v=DMARC1; p=reject", ("reject", "reject", "reject")),
    ("v=DMARC1;p=quarantine;", ("quarantine", "quarantine", "quarantine")),
    ("v=DMARC1; p=none; sp=reject", ("none", "reject", "reject")),
    ("v=DMARC1; p=none; sp=quarantine; np=reject", ("none", "quarantine", "reject")),
    ("v=DMARC1; p=reject; np=none", ("reject", "reject", "none")),
    ("v=DMARC1; p=reject; t=y", ("quarantine", "quarantine", "quarantine")),
    ("v=DMARC1; p=quarantine; sp=reject; t=y", ("none", "quarantine", "quarantine")),
    ("v=DMARC1; p=none; t=y", ("none", "none", "none")),
    ("v=DMARC1; p=reject; t=n; pct=0; unknown=x", ("reject", "reject", "reject")),
    ("v=DMARC1; P=REJECT", ("reject", "reject", "reject")),
    ("v = DMARC1 ; p = reject", ("reject", "reject", "reject")),
    ("v=DMARC1; sp=none; p=reject", ("reject", "none", "none")),
    ("v=DMARC1; rua=mailto:a@reader.example", ("none", "none", "none")),
    ("v=DMARC1; p=rubbish; rua=mailto:a@reader.example", ("none", "none", "none")),
    ("v=DMARC1; p=reject; sp=rubbish; rua=mailto:a@reader.example", ("none", "none", "none")),
    ("v=DMARC1; p=reject; sp=rubbish", (None, None, None)),
    ("v=DMARC1; p=rubbish", (None, None, None)),
    ("v=DMARC1; p=rubbish; rua=nowhere", (None, None, None)),
    ("v=DMARC1", (None, None, None)),
    ("v=dmarc1; p=reject", (None, None, None)),
    ("v=DMARC2; p=reject", (None, None, None)),
    ("v=DMARC1 p=reject", (None, None, None)),
    ("p=reject; v=DMARC1", (None, None, None)),
    ("v=DMARC1; p=reject; psd=n; adkim=q", ("reject", "reject", "reject")),
    ("v=DMARC1; p=reject;; ; =; junk; sp=none", ("reject", "none", "none")),
    ("v=DMARC1;\u00a0p=reject", (None, None, None)),
]


def asked(domain: str, questions: Questions) -> str | None:
    wish = dmarc.find(domain, questions)
    return wish.policy if wish else None


@pytest.mark.parametrize(("record", "expected"), RECORDS)
def test_a_record_asks(record: str, expected: tuple[str | None, ...], zone: Zone, questions: Questions) -> None:
    zone.txt("_dmarc.reader.example", record).has("sub.reader.example", ("MX", "0 ."))
    domains = ("reader.example", "sub.reader.example", "absent.reader.example")
    assert tuple(asked(domain, questions) for domain in domains) == expected


def test_of_several_records_none_counts_but_other_texts_do_not_disturb(zone: Zone, questions: Questions) -> None:
    zone.txt("_dmarc.two.example", "v=DMARC1; p=reject", "v=DMARC1; p=none")
    zone.txt("_dmarc.one.example", "v=spf1 -all", "v=DMARC1; p=reject", "hello")
    assert asked("two.example", questions) is None
    assert asked("one.example", questions) == "reject"


def test_several_records_of_the_author_are_passed_over_for_one_above(zone: Zone, questions: Questions) -> None:
    zone.txt("_dmarc.sub.reader.example", "v=DMARC1; p=reject", "v=DMARC1; p=none").has(
        "sub.reader.example", ("MX", "0 .")
    )
    zone.txt("_dmarc.reader.example", "v=DMARC1; p=none; sp=quarantine; np=reject")
    assert asked("sub.reader.example", questions) == "quarantine"
    assert asked("deep.sub.reader.example", questions) == "reject"


# Records of names between an author and the top, and what then applies to a.b.reader.example.
ON_THE_WAY = [
    ({"reader.example": "p=reject", "b.reader.example": "p=none"}, "reject"),
    ({"reader.example": "p=none", "b.reader.example": "p=reject; psd=n"}, "reject"),
    ({"reader.example": "p=none", "b.reader.example": "p=quarantine; psd=y"}, "quarantine"),
    ({"b.reader.example": "p=quarantine; psd=y", "a.b.reader.example": "p=none"}, "none"),
    ({"example": "p=reject; psd=y"}, "reject"),
    ({"example": "p=reject; psd=y", "reader.example": "p=none"}, "none"),
    ({"example": "p=quarantine; sp=none; psd=y"}, "none"),
    ({"reader.example": "p=reject; sp=none"}, "none"),
    ({"reader.example": "p=none; np=reject"}, "none"),
    ({"b.reader.example": "p=reject"}, "reject"),
    ({"a.b.reader.example": "p=quarantine; sp=none; np=none", "reader.example": "p=reject"}, "quarantine"),
    ({"reader.example": "p=reject; t=Y"}, "quarantine"),
    ({"reader.example": "p=reject; t=yes"}, "reject"),
    ({"reader.example": "p=reject; np=; rua=mailto:x@reader.example"}, "none"),
    ({"reader.example": "p=reject; sp=bounce; rua=mailto:"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("records", "expected"), ON_THE_WAY)
def test_the_record_that_applies_is_found_on_the_way_up(
    records: dict[str, str], expected: str | None, zone: Zone, questions: Questions
) -> None:
    zone.has("a.b.reader.example", ("A", "192.0.2.1"))
    for domain, tags in records.items():
        zone.txt(f"_dmarc.{domain}", f"v=DMARC1; {tags}")
    assert asked("a.b.reader.example", questions) == expected


def test_whether_a_name_exists_is_asked_only_where_it_matters(zone: Zone, questions: Questions) -> None:
    zone.txt("_dmarc.reader.example", "v=DMARC1; p=none; sp=reject")
    assert asked("sub.reader.example", questions) == "reject"
    assert all(name.startswith("_dmarc.") for name in zone.asked)


def test_a_broken_record_is_not_replaced_by_one_above(zone: Zone, questions: Questions) -> None:
    zone.txt("_dmarc.reader.example", "v=DMARC1; p=reject").txt("_dmarc.sub.reader.example", "v=DMARC1; p=x")
    assert asked("sub.reader.example", questions) is None


def test_the_walk_asks_at_most_eight_times(zone: Zone, questions: Questions) -> None:
    zone.txt("_dmarc.reader.example", "v=DMARC1; p=reject")
    assert asked("a.b.c.d.e.f.g.h.i.j.reader.example", questions) == "reject"
    walked = [name for name in zone.asked if name.startswith("_dmarc.")]
    assert len(walked) == 8
    assert walked[:2] == ["_dmarc.a.b.c.d.e.f.g.h.i.j.reader.example TXT", "_dmarc.f.g.h.i.j.reader.example TXT"]
    assert walked[-1] == "_dmarc.example TXT"


# Records; then pairs of domains and whether they belong together.
TOGETHER = [
    ({"reader.example": "p=none"}, "reader.example", "reader.example", True),
    ({"reader.example": "p=none"}, "reader.example", "mail.reader.example", True),
    ({"reader.example": "p=none"}, "a.reader.example", "b.reader.example", True),
    ({"reader.example": "p=none"}, "reader.example", "notreader.example", False),
    ({"reader.example": "p=none"}, "reader.example", "reader.example.attacker.test", False),
    ({}, "reader.example", "mail.reader.example", False),
    ({}, "reader.example", "reader.example", True),
    ({"example": "p=none"}, "a.example", "b.example", False),
    ({"example": "p=none; psd=y"}, "a.example", "b.example", False),
    ({"example": "p=none; psd=y"}, "a.example", "mail.a.example", True),
    ({"co.example": "p=none; psd=y"}, "a.co.example", "b.co.example", False),
    ({"co.example": "p=none; psd=y"}, "co.example", "b.co.example", False),
    ({"co.example": "p=none; psd=y"}, "x.a.co.example", "a.co.example", True),
    ({"co.example": "p=none; psd=y", "a.co.example": "p=reject"}, "a.co.example", "b.co.example", False),
    (
        {"reader.example": "p=none", "unit.reader.example": "p=none; psd=n"},
        "unit.reader.example",
        "reader.example",
        False,
    ),
    (
        {"reader.example": "p=none", "unit.reader.example": "p=none; psd=n"},
        "a.unit.reader.example",
        "unit.reader.example",
        True,
    ),
    ({"reader.example": "p=none", "unit.reader.example": "p=none"}, "unit.reader.example", "reader.example", True),
    ({"reader.example": "p=none", "g.reader.example": "p=none; psd=y"}, "g.reader.example", "reader.example", False),
    ({"reader.example": "p=none", "g.reader.example": "p=none; psd=y"}, "reader.example", "g.reader.example", False),
    ({"reader.example": "p=none", "g.reader.example": "p=none; psd=y"}, "g.reader.example", "a.reader.example", False),
]


@pytest.mark.parametrize("case", TOGETHER)
def test_who_speaks_for_whom(case: tuple[dict[str, str], str, str, bool], zone: Zone, questions: Questions) -> None:
    records, author, proved, expected = case
    for domain, tags in records.items():
        zone.txt(f"_dmarc.{domain}", f"v=DMARC1; {tags}")
    assert dmarc.are_aligned(author, proved, questions, strict=False) is expected
    assert dmarc.are_aligned(author, proved, questions, strict=True) is (author == proved)


def test_below_a_public_suffix_its_record_applies_to_those_who_have_none(zone: Zone, questions: Questions) -> None:
    zone.txt("_dmarc.co.example", "v=DMARC1; p=none; sp=quarantine; np=reject; psd=y")
    zone.has("a.co.example", ("A", "192.0.2.1"))
    assert [asked(name, questions) for name in ("co.example", "a.co.example", "b.co.example")] == [
        "none",
        "quarantine",
        "reject",
    ]


def test_a_silent_dns_is_no_answer(zone: Zone, questions: Questions) -> None:
    zone.has("_dmarc.reader.example", SERVFAIL)
    for domain in ("reader.example", "sub.reader.example"):
        with pytest.raises(TemporaryError):
            dmarc.find(domain, questions)
