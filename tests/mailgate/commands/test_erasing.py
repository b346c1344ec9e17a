"""`person` and `erase`: what is held of somebody, and that nothing is held any more."""

import base64
import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from mailgate import erasing
from store.model import State
from tests.mailgate.commands.conftest import ANN, BEN, MODERATOR, Site, mail, page, work


def test_a_person_can_be_shown_all_that_is_held_of_them(commented: Site) -> None:
    held = json.loads(commented.run("person", ANN).stdout)
    assert held["comments"][0]["text"] == "The pier was sound in spring."
    assert held["comments"][0]["state"] == "approved"
    assert [each["state"] for each in held["mails"]] == ["approved"]
    assert held["letters"] == 2
    assert held["quoted_by_others"] >= 1
    assert held["is_moderator"] is False


def test_an_erased_person_is_on_no_page_in_no_mail_and_in_no_file(commented: Site) -> None:
    public_id = json.loads(commented.run("person", ANN).stdout)["comments"][0]["id"]
    assert commented.run("erase", ANN).exit_code == 0
    work(commented)

    assert "The pier was sound" not in page(commented)
    assert "So was the quay." in page(commented)
    assert (commented.folder / "public" / "c" / public_id / "index.html").exists()
    dumped = commented.run("dump").stdout
    assert ANN not in dumped
    assert (
        ANN not in base64.b64decode("".join(json.loads(each)["raw_b64"] or "" for each in dumped.splitlines())).decode()
    )
    first = json.loads(dumped.splitlines()[0])
    assert first["state"] == "erased"
    assert first["raw_b64"] is first["from"] is first["envelope_from"] is None
    held = json.loads(commented.run("person", ANN).stdout)
    assert not held["comments"]
    assert not held["mails"]
    assert held["letters"] == held["quoted_by_others"] == 0


def test_what_others_wrote_stays_without_the_address(commented: Site) -> None:
    commented.run("erase", ANN)
    ben = json.loads(commented.run("person", BEN).stdout)["comments"][0]
    assert ben["text"] == "So was the quay."
    assert ben["cut"].endswith("who knows [address hidden]")


def test_a_letter_that_waits_is_not_sent_to_who_was_erased(site: Site) -> None:
    site.receive(mail(ANN, "The pier was sound in spring."))
    work(site)
    assert "outbox: 1 waiting" in site.run("status").stdout
    site.run("erase", ANN)
    assert "outbox: 0 waiting" in site.run("status").stdout


def test_a_mail_that_waits_is_left_whole_and_stops_no_other(site: Site) -> None:
    site.receive(mail(BEN, f"So said {ANN}, and so say I."), sender=BEN)
    site.receive(mail("joe@reader.example", "The quay is sound."), sender="joe@reader.example")
    erased = site.run("erase", ANN)
    assert "2 mails not yet read: run mailgate drain" in erased.stderr
    work(site)
    assert [json.loads(line)["state"] for line in site.run("dump").stdout.splitlines()] == ["unconfirmed"] * 2
    assert "not yet read" not in site.run("erase", ANN).stderr
    assert ANN not in site.run("dump").stdout


def test_a_moderator_is_not_erased_while_they_decide(site: Site) -> None:
    refused = site.run("erase", MODERATOR)
    assert refused.exit_code == 1
    assert "moderators remove" in refused.stderr
    site.run("moderators", "remove", MODERATOR)
    assert site.run("erase", MODERATOR).exit_code == 0


def test_who_writes_again_after_their_erasure_is_heard(commented: Site) -> None:
    commented.run("erase", ANN)
    commented.receive(mail(ANN, "I am here again."))
    work(commented)
    app = commented.app()
    assert erasing.erase_again(app, everywhere=True) == 0
    app.close()
    assert [each["text"] for each in json.loads(commented.run("person", ANN).stdout)["comments"]] == [
        "I am here again."
    ]


def test_an_older_database_put_back_is_erased_again_at_the_next_start(commented: Site, tmp_path: Path) -> None:
    shutil.copy(commented.folder / "mailgate.db", tmp_path / "older.db")
    commented.run("erase", ANN)
    for each in commented.folder.glob("mailgate.db*"):
        each.unlink()
    shutil.copy(tmp_path / "older.db", commented.folder / "mailgate.db")
    assert ANN in commented.run("dump").stdout

    app = commented.app()
    assert erasing.erase_again(app) == 1
    app.close()

    assert ANN not in commented.run("dump").stdout
    comment = commented.find(json.loads(commented.run("dump").stdout.splitlines()[0])["comment"])
    assert comment.state is State.ERASED


def test_a_damaged_list_of_the_erased_stops_the_start(site: Site) -> None:
    (site.folder / erasing.FILE).write_text("nonsense\n", encoding="ascii")
    app = site.app()
    with pytest.raises(Exception, match="says who must stay erased"):
        erasing.erase_again(app)
    app.close()


@pytest.mark.parametrize(
    "content",
    [
        b"write to Ann@Reader.example",
        b"ann=40reader.example",
        b"a=\r\nnn@reader.exa=\r\nmple",
        base64.encodebytes(b"Dear all,\nwrite to ann@reader.example, or do not\n" * 9).replace(b"\n", b"\r\n"),
        b"=?utf-8?B?" + base64.b64encode(b"from ann@reader.example") + b"?=",
        b"mailto:ann%40reader.example",
    ],
)
def test_an_address_is_found_in_bytes_however_it_is_encoded(content: bytes) -> None:
    assert erasing.finder(ANN)(content)
    assert not erasing.finder("joe@reader.example")(content)


def test_the_clock_of_an_erasure_is_kept_to_the_last(tmp_path: Path, site: Site) -> None:
    app = site.app()
    now = app.clock()
    erasing.merge(tmp_path / "erased", {b"k" * 32: now})
    erasing.merge(tmp_path / "erased", {b"k" * 32: now - timedelta(days=1), b"l" * 32: now})
    assert erasing.read(tmp_path / "erased") == {b"k" * 32: now, b"l" * 32: now}
    app.close()
