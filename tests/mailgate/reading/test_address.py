"""The grammar of our addresses, and the compared form of people's."""

import re
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate import address, token
from mailgate.address import (
    ToBounce,
    ToConversation,
    ToDocument,
    ToFollow,
    ToHelp,
    ToParagraph,
    ToReply,
    ToReport,
    ToRole,
)

slugs = st.from_regex(r"[a-z][a-z0-9-]{1,23}", fullmatch=True).filter(lambda s: address.slug_fault(s) is None)
keys = st.from_regex(r"[a-z0-9]{1,4}(\.[a-z0-9]{1,3}){0,2}", fullmatch=True).filter(address.is_key)
tokens = st.binary(min_size=16, max_size=16).map(lambda raw: token.make(lambda _: raw))
targets = st.one_of(
    st.builds(ToParagraph, document=slugs, key=keys),
    st.builds(ToDocument, document=slugs),
    st.builds(ToConversation, token=tokens),
    st.builds(ToBounce, token=tokens),
    st.builds(ToFollow, document=slugs, key=st.one_of(st.just(""), keys)),
    st.just(ToHelp()),
    st.builds(ToReply, comment=st.from_regex(r"[a-z2-7]{10}", fullmatch=True)),
    st.builds(ToReport, comment=st.from_regex(r"[a-z2-7]{10}", fullmatch=True)),
    st.sampled_from([ToRole(name="abuse"), ToRole(name="postmaster")]),
)


@given(targets, st.sampled_from(["", "x-", "reports."]))
def test_every_target_is_read_back_from_its_address(target, prefix):
    assert address.parse(address.format(target, prefix), prefix) == target


@given(targets)
def test_case_does_not_matter(target):
    assert address.parse(address.format(target).upper()) == target


@given(st.text(max_size=80))
def test_any_text_is_a_target_or_none(text):
    target = address.parse(text)
    assert target is None or address.parse(address.format(target)) == target
    address.suggest(text)


@pytest.mark.parametrize(
    "local_part",
    [
        "",
        "a",
        "127",
        "iraq-report.",
        "iraq-report.page",
        "iraq-report.1..2",
        "iraq-report.1\n",
        "reply-x.1",
        "c-short",
        "iraq-report.12345678901234567",
        "../etc.1",
        "a%b.1",
        "İraq.1",
        "Kraq.1",
    ],
)
def test_what_is_no_form_of_ours_is_none(local_part):
    assert address.parse(local_part) is None


@pytest.mark.parametrize("typed", ["iraq-report.l27", "iraq-report.I27", "iraq-report-127", "iraq-report 127"])
def test_a_mistyped_address_is_mended_only_to_suggest(typed):
    assert address.suggest(typed) == ToParagraph(document="iraq-report", key="127")
    assert address.parse(typed) != ToParagraph(document="iraq-report", key="127")


def test_a_target_that_would_not_be_read_back_has_no_address():
    with pytest.raises(ValueError, match="no address"):
        address.format(ToParagraph(document="help", key="1"))


@pytest.mark.parametrize(
    ("given_form", "compared"),
    [
        ("Ann.Smith+x@Reader.EXAMPLE", "Ann.Smith+x@reader.example"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("ann@xn--bcher-kva.example", "ann@xn--bcher-kva.example"),
        ("jo\u0308rg@reader.example", "jörg@reader.example"),
        ("ann@desk.test", "ann@desk.test"),
    ],
)
def test_addresses_compare_by_exact_local_part_and_a_label(given_form, compared):
    assert address.plain(given_form) == compared


@pytest.mark.parametrize(
    "odd",
    [
        "ann",
        "@reader.example",
        "ann@",
        "a@b@c.example",
        '"a b"@c.example',
        "a@[192.0.2.1]",
        "a@-b.example",
        "a@b..example",
        "=?utf-8?q?a?=@b.example",
        "a b@c.example",
        "a@b.example\n",
        "a@ｂ.example",
        "a@b.12",
        "a" * 65 + "@b.example",
        "<a@b.example>",
        "a(x)@b.example",
        ".a@b.example",
        "a..b@c.example",
        "a@b\x00.example",
        "a@b.example" * 50,
    ],
)
def test_what_is_not_one_plain_address_has_no_compared_form(odd):
    assert address.plain(odd) is None


def test_look_alikes_stay_different_people():
    assert address.plain("\u0430nn@reader.example") != address.plain("ann@reader.example")


def test_tokens_are_26_characters_and_known_by_digest_in_any_case():
    made = token.make(secrets.token_bytes)
    assert len(made) == token.LENGTH
    assert re.fullmatch(r"[a-z2-7]{26}", made)
    assert token.digest(made) == token.digest(made.upper())
    assert token.cut(f"to c-{made}@x.example") == f"to c-{made[:8]}@x.example"
