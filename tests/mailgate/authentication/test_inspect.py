"""`mailgate inspect --authenticate`: the keys that scripts rely on, and options that go together."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mailgate.cli import main

from .conftest import MAIL, Judge, Place, Signer

SESSION = ("--ip", "192.0.2.1", "--helo", "mail.reader.example", "--mail-from", "ann@reader.example")


def inspect(*arguments: str, mail: bytes = MAIL) -> Result:
    return CliRunner().invoke(main, ["inspect", *arguments, "-"], input=mail)


def test_the_answer_has_the_keys_of_the_contract(judged: Judge, place: Place, rsa_key: Signer) -> None:
    done = inspect("--authenticate", *SESSION, "--resolver", f"127.0.0.1:{place.port}", mail=rsa_key.signs(MAIL))
    found = json.loads(done.stdout)
    assert found["from"] == "ann@reader.example"
    assert found["authentication"] == {
        "spf": "pass",
        "dkim": [{"result": "pass", "domain": "reader.example", "selector": "s1", "aligned": True}],
        "dmarc": "pass",
        "policy": "reject",
        "arc": "none",
        "verified": True,
        "reason": "Signed by reader.example (DKIM) for reader.example.",
    }


def test_a_folder_is_judged_file_by_file(judged: Judge, place: Place, tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_bytes(MAIL)
    (tmp_path / "2.eml").write_bytes(MAIL.replace(b"ann@reader", b"ann@other"))
    resolver = f"localhost:{place.port}"
    asked = ["inspect", "--authenticate", *SESSION, "--resolver", resolver, "--batch", str(tmp_path)]
    lines = [json.loads(line) for line in CliRunner().invoke(main, asked).stdout.splitlines()]
    assert [(line["file"], line["authentication"]["verified"]) for line in lines] == [("1.eml", True), ("2.eml", False)]


@pytest.mark.parametrize(
    "mail", [b"", b"\0" * 100, b"From: x\r\n" * 9_000, b"\r\n\r\n", b"DKIM-Signature:" + b";" * 9_000]
)
def test_any_bytes_are_answered(mail: bytes, judged: Judge, place: Place) -> None:
    done = inspect("--authenticate", *SESSION, "--resolver", f"127.0.0.1:{place.port}", mail=mail)
    assert done.exit_code == 0
    assert json.loads(done.stdout)["authentication"]["verified"] is False


def test_a_trusted_stamp_needs_no_session() -> None:
    stamp = b"Authentication-Results: mx.ours.example; dmarc=pass header.from=reader.example\r\n"
    done = inspect("--authenticate", "--trust", "mx.ours.example", mail=stamp + MAIL)
    assert json.loads(done.stdout)["authentication"]["verified"] is True


@pytest.mark.parametrize(
    "arguments",
    [
        ["--authenticate"],
        ["--authenticate", "--ip", "192.0.2.1"],
        ["--ip", "192.0.2.1"],
        ["--sealer", "lists.example"],
        ["--authenticate", *SESSION, "--resolver", "nowhere"],
        ["--authenticate", *SESSION, "--resolver", "127.0.0.1:0"],
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(arguments: list[str]) -> None:
    assert inspect(*arguments).exit_code == 2


def test_without_authenticate_nothing_is_asked() -> None:
    assert "authentication" not in json.loads(inspect().stdout)
