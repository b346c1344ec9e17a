"""Machines are told from people; no person's mail is ever called a machine's."""

import pytest

from mailgate.commands.inspect import as_json
from mailgate.reading import automatic, automatic_signs
from mailgate.reading.automatic_signs import SURE
from mailgate.reading.model import Known
from mailgate.reading.read import read

HEAD = b"From: Ann <ann@reader.example>\r\nSubject: Bridge\r\n"


def kind(fields: bytes, text: bytes = b"yes") -> str | None:
    return read(HEAD + fields + b"\r\n" + text + b"\r\n").automatic


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (b"", None),
        (b"Auto-Submitted: no\r\n", None),
        (b"X-Auto-Response-Suppress: All\r\n", None),
        (b"X-MS-Exchange-Inbox-Rules-Loop: ann@reader.example\r\n", None),
        (b"X-Loop: ann@reader.example\r\n", None),
        (b"List-Unsubscribe: <mailto:x@news.example>\r\n", None),
        (b"Return-Path: <>\r\n", None),
        (b"Auto-Submitted: auto-replied\r\n", "auto-reply"),
        (b"Auto-Submitted: auto-generated (x)\r\n", "auto-reply"),
        (b"X-Autoreply: yes\r\n", "auto-reply"),
        (b"X-Apple-Action: VACATION\r\n", "auto-reply"),
        (b"Precedence: junk\r\n", "auto-reply"),
        (b"Precedence: bulk\r\n", "list"),
        (b"Precedence: list\r\n", "list"),
        (b"List-Id: <x.example>\r\nFeedback-ID: 1\r\n", "list"),
        (b"X-List-Administrivia: yes\r\n", "list"),
        (b"X-Mailgate-Loop: site.example\r\n", "loop"),
        (b"Received: from a by b\r\n" * 60, "loop"),
        (b"Content-Type: multipart/report; report-type=disposition-notification; boundary=x\r\n", "receipt"),
        (b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n", "bounce"),
        (b"Content-Type: multipart/report; report-type=feedback-report; boundary=x\r\n", "report"),
        (b"Content-Type: text/calendar; method=REPLY\r\n", "calendar"),
        (b"Content-Type: text/calendar; method=REQUEST\r\n", None),
    ],
)
def test_headers_tell_a_machine_from_a_person(fields, found):
    assert kind(fields) == found


@pytest.mark.parametrize(
    "fields",
    [
        b"List-Id: <x.example>\r\nPrecedence: list\r\n",
        b"List-Id: <x.example>\r\nList-Post: <mailto:x@lists.example>\r\nPrecedence: bulk\r\n",
        b"Precedence: bulk\r\nX-Mailing-List: x@lists.example\r\n",
        b"Precedence: bulk\r\nIn-Reply-To: <1@reader.example>\r\n",
        b"List-Id: <x.example>\r\nList-Unsubscribe-Post: y\r\nReferences: <1@reader.example>\r\n",
    ],
)
def test_what_a_person_wrote_to_a_list_is_no_machines_and_is_not_answered_either(fields):
    assert kind(fields) == automatic.POST
    assert as_json(read(HEAD + fields + b"\r\nyes\r\n"))["auto"] is None


@pytest.mark.parametrize("local_part", ["noreply", "village-request", "village-bounces", "newsletter", "mailman"])
def test_what_a_list_or_a_robot_writes_by_way_of_a_list_is_no_persons(local_part):
    raw = f"From: <{local_part}@lists.example>\r\nSubject: x\r\nX-BeenThere: v@lists.example\r\n\r\nBridge\r\n"
    assert read(raw.encode()).automatic == "list"


def test_only_machines_send_without_an_envelope_sender():
    assert read(HEAD + b"\r\nyes", Known(null_sender=True)).automatic == "bounce"


def test_what_a_library_knows_of_bounces_decides_where_one_sign_is_there():
    text = (
        b"The following addresses had problems:\r\n\r\n<bob@gone.example>\r\n\r\n--- Transcript of session follows\r\n"
    )
    fields = b"From: helper@relay.example\r\nSubject: Returned mail\r\n"
    assert read(fields + b"\r\n" + text).automatic == "bounce"
    assert kind(b"", text) is None


@pytest.mark.parametrize("answer", ["Re: ", "AW: ", "Fwd: ", "Re[2]: ", "答复: "])
@pytest.mark.parametrize("subject", ["Automatic reply: Bridge", "Undelivered Mail Returned to Sender", "Out of Office"])
def test_who_answers_or_passes_on_a_machines_mail_is_a_person(answer, subject):
    raw = f"From: Ann <ann@reader.example>\r\nSubject: {answer}{subject}\r\n\r\nIt was 1998.\r\n"
    assert read(raw.encode()).automatic is None


def test_no_sign_of_what_people_write_is_enough_alone():
    of_people = {"text"}
    assert [sign for sign in automatic_signs.SIGNS if sign[0] in of_people and sign[3] >= SURE] == []


def test_every_sign_names_a_kind():
    assert {sign[2] for sign in automatic_signs.SIGNS} <= set(automatic.KINDS)
