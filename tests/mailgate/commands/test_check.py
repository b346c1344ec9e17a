"""What `mailgate check` says of a site, its smarthost and its domain."""

import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from mailgate.sending.signing import signer
from store.people import Moderators
from tests.mailgate.authentication.conftest import SILENT, Place, Zone, place, zone
from tests.mailgate.commands.conftest import Site, change
from tests.mailgate.parts.conftest import Sink, make_sink, sink

__all__ = ["make_sink", "place", "sink", "zone"]

DOMAIN = "reports.example"


@pytest.fixture
def checked(site: Site, place: Place, sink: Sink) -> Site:
    """A site whose resolver tells our zone, with everything in order."""
    change(site, r"(?m)^port = \d+", f"port = {sink.port}")
    change(site, r"# resolver = .*", f'resolver = ["127.0.0.1:{place.port}"]')
    place.zone.has(DOMAIN, ("MX", "10 mx.reports.example.")).txt(DOMAIN, "v=spf1 ip4:192.0.2.1 -all")
    place.zone.has("mx.reports.example", ("A", "192.0.2.1"))
    place.zone.has("1.2.0.192.in-addr.arpa", ("PTR", "mx.reports.example."))
    place.zone.txt(f"_dmarc.{DOMAIN}", "v=DMARC1; p=reject").txt("_dmarc.desk.example", "v=DMARC1; p=none")
    return site


def lines(site: Site, *, status: int = 0) -> dict[str, str]:
    """The findings, by what they are about: the level and the sentence of the worst."""
    result = site.run("check")
    assert result.exit_code == status, result.output
    found: dict[str, str] = {}
    order = ("ok", "warning", "error")
    for line in result.stdout.splitlines():
        level, about, says = line[:8].strip(), *line[8:].split(": ", 1)
        if about not in found or order.index(level) > order.index(found[about].split()[0]):
            found[about] = f"{level} {says}"
    return found


def test_a_site_in_order_has_no_error(checked: Site) -> None:
    found = lines(checked)
    assert {about for about, says in found.items() if says.startswith("ok")} >= {
        "settings", "folders", "secrets", "smarthost", "MX", "PTR", "SPF", "DMARC",
    }  # fmt: skip
    assert found["moderators"].startswith("warning the mail of 1 of 1 is not known to prove")
    assert found["DKIM"].startswith("warning letters are signed by the smarthost, or not at all")


def test_what_the_dns_lacks_is_named_with_the_record(checked: Site, zone: Zone) -> None:
    zone.names.clear()
    found = lines(checked, status=1)
    assert "Publish: reports.example. MX 10" in found["MX"]
    assert found["SPF"].startswith("warning")
    assert '_dmarc.reports.example. TXT "v=DMARC1; p=reject"' in found["DMARC"]
    assert "desk.example" in found["moderators' domains"]


def test_a_name_that_does_not_lead_back_is_a_warning(checked: Site, zone: Zone) -> None:
    zone.names["1.2.0.192.in-addr.arpa"] = [("PTR", "other.example.")]
    assert lines(checked)["PTR"].startswith("warning 192.0.2.1 has no name that leads back")


def test_two_spf_records_are_an_error(checked: Site, zone: Zone) -> None:
    zone.txt(DOMAIN, "v=spf1 -all")
    assert lines(checked, status=1)["SPF"].startswith("error")


RECORDS = [
    ("v=spf1 include:smarthost.example -all", "ok"),
    ("v=spf1 include:absent.example -all", "error"),
    ("v=spf1 ip4:192.0.2.1 nonsense -all", "error"),
    ("v=spf1 " + "include:smarthost.example " * 11 + "-all", "error"),
    ("v=spf1 +all", "warning"),
    ("v=spf1 ip4:192.0.2.1 ~all", "ok"),
]


@pytest.mark.parametrize(("record", "level"), RECORDS)
def test_an_spf_record_must_mean_something(record: str, level: str, checked: Site, zone: Zone) -> None:
    zone.txt("smarthost.example", "v=spf1 ip4:192.0.2.1 -all")
    zone.names[DOMAIN] = [("MX", "10 mx.reports.example."), ("TXT", record)]
    assert lines(checked, status=int(level == "error"))["SPF"].startswith(level)


def test_a_domain_that_says_it_takes_no_mail_is_an_error(checked: Site, zone: Zone) -> None:
    zone.names[DOMAIN] = [("MX", "0 ."), ("TXT", "v=spf1 -all")]
    assert "says that it takes no mail" in lines(checked, status=1)["MX"]


def test_a_server_without_an_address_is_an_error(checked: Site, zone: Zone) -> None:
    del zone.names["mx.reports.example"]
    assert "mx.reports.example has no address" in lines(checked, status=1)["MX"]


def test_a_record_that_asks_for_nothing_is_a_warning(checked: Site, zone: Zone) -> None:
    zone.names[f"_dmarc.{DOMAIN}"] = [("TXT", "v=DMARC1; p=none")]
    assert lines(checked)["DMARC"].startswith("warning reports.example asks for nothing")


def test_a_server_in_front_whose_stamp_is_not_known_is_a_warning(checked: Site) -> None:
    change(checked, r"(?m)^relays = .*", 'relays = ["192.0.2.0/28"]')
    assert "each author is asked" in lines(checked)["senders"]
    change(checked, r"# authserv_id = .*", 'authserv_id = "mx.reports.example"')
    assert "senders" not in lines(checked)


def test_a_key_of_ours_must_be_published(checked: Site, zone: Zone, tmp_path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (checked.folder / "dkim.pem").write_bytes(pem)
    (checked.folder / "dkim.pem").chmod(0o600)
    change(checked, r"# \[dkim\]\n# selector", "[dkim]\nselector")
    change(checked, r"# key = .dkim.pem.", 'key = "dkim.pem"')
    published = signer(DOMAIN, "m2026", pem).published.decode()
    assert f'TXT "v=DKIM1; k=rsa; p={published}"' in lines(checked, status=1)["DKIM"]
    zone.txt(f"m2026._domainkey.{DOMAIN}", f"v=DKIM1; k=rsa; p={published}")
    assert lines(checked)["DKIM"].startswith("ok")


def test_a_silent_dns_is_told_and_is_no_error(checked: Site, zone: Zone) -> None:
    zone.names[DOMAIN] = [SILENT]
    assert "the DNS gave no answer for reports.example" in lines(checked)["DNS"]


def test_a_smarthost_that_does_not_answer_is_an_error(checked: Site, sink: Sink) -> None:
    sink.stop()
    assert lines(checked, status=1)["smarthost"].startswith("error")


def test_a_smarthost_without_the_encryption_that_was_asked_for_is_an_error(checked: Site) -> None:
    change(checked, r'(?m)^tls = "none"', 'tls = "starttls"')
    assert lines(checked, status=1)["smarthost"].startswith("error")


def test_a_folder_that_cannot_be_written_and_a_full_disk_are_errors(checked: Site) -> None:
    change(checked, r"# message_size = .*", "free_share = 0.999")
    assert "Below 100% no mail is taken" in lines(checked, status=1)["disk"]
    shutil.rmtree(checked.folder / "public")
    assert lines(checked, status=1)["folders"].startswith("error")


def test_a_secret_that_others_can_read_is_an_error(checked: Site) -> None:
    change(checked, r"# password_file = .*", 'password_file = "password"')
    change(checked, r"# user = .*", 'user = "mailgate"')
    (checked.folder / "password").write_text("x", encoding="utf-8")
    (checked.folder / "password").chmod(0o644)
    assert "chmod 600" in lines(checked, status=1)["secrets"]


def test_a_site_without_a_moderator_is_an_error(checked: Site) -> None:
    app = checked.app()
    with app.store.write() as connection:
        Moderators(connection, app.box).remove("mo@desk.example", at=app.clock())
    app.close()
    assert lines(checked, status=1)["moderators"].startswith("error nobody decides")
