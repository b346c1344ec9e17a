"""Nothing that a mail brings runs on a page, wherever it stands, and the words before it stay (INV-40, INV-41).

The payloads are of every kind that has ever got through somewhere: they are put behind words into a body of either
kind, into the display name and into the subject.
"""

import base64
import json
import re
from itertools import chain
from pathlib import Path

import pytest

from mailgate.reading import sanitize
from mailgate.reading.read import read

WORDS = "The gauge has been still since May."

# Elements that run something by an attribute, without or with a click.
HANDLERS = [
    "abort",
    "afterprint",
    "animationend",
    "animationiteration",
    "animationstart",
    "auxclick",
    "beforecopy",
    "beforecut",
    "beforeinput",
    "beforematch",
    "beforepaste",
    "beforetoggle",
    "blur",
    "canplay",
    "change",
    "click",
    "close",
    "contextmenu",
    "copy",
    "cuechange",
    "cut",
    "dblclick",
    "drag",
    "dragend",
    "dragenter",
    "dragover",
    "drop",
    "error",
    "focus",
    "focusin",
    "focusout",
    "formdata",
    "hashchange",
    "input",
    "invalid",
    "keydown",
    "keypress",
    "keyup",
    "load",
    "loadeddata",
    "mousedown",
    "mouseenter",
    "mouseleave",
    "mousemove",
    "mouseover",
    "mouseup",
    "mousewheel",
    "pageshow",
    "paste",
    "play",
    "pointerdown",
    "pointerenter",
    "popstate",
    "reset",
    "resize",
    "scroll",
    "scrollend",
    "search",
    "select",
    "selectstart",
    "show",
    "submit",
    "timeupdate",
    "toggle",
    "touchstart",
    "transitionend",
    "unhandledrejection",
    "unload",
    "wheel",
]
CARRIERS = [
    "em",
    "strong",
    "blockquote",
    "p",
    "br",
    "a",
    "img",
    "svg",
    "video",
    "details",
    "input",
    "body",
    "math",
    "marquee",
]

FAMILIES: dict[str, list[str]] = json.loads((Path(__file__).parent / "payloads.json").read_text())
TYPED = [f"<{tag} on{name}=alert(1)>x" for tag, name in zip(CARRIERS * 9, HANDLERS, strict=False)]
PAYLOADS = list(dict.fromkeys([*chain(*FAMILIES.values()), *TYPED]))

_LINES = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def mail(*, subject: str = "Paragraph 127", name: str = "Ann Smith", kind: str = "plain", body: str = WORDS) -> bytes:
    encoded = {key: base64.b64encode(value.encode()).decode() for key, value in (("s", subject), ("n", name))}
    head = (
        f"From: =?utf-8?B?{encoded['n']}?= <ann@reader.example>\nSubject: =?utf-8?B?{encoded['s']}?=\n"
        f"MIME-Version: 1.0\nContent-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    )
    return head.encode() + base64.encodebytes(body.encode())


def test_there_are_payloads_of_every_kind():
    assert len(PAYLOADS) >= 243


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("between", [" ", "\n\n", ""])
def test_a_plain_body_shows_it_as_text_or_not_at_all(payload, between):
    reading = read(mail(body=f"{WORDS}{between}{payload}"))
    assert sanitize.is_lawful(reading.html)
    assert reading.text.startswith(WORDS)
    assert reading.html.startswith(f"<p>{WORDS}")
    assert sanitize.is_lawful(reading.uncut_html)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "shape", ["<p>{words}</p>{payload}", "{words}<br>{payload}", "<div><b>{words}</b>{payload}</div>"]
)
def test_an_html_body_keeps_the_words_before_it(payload, shape):
    reading = read(mail(kind="html", body=shape.format(words=WORDS, payload=payload)))
    assert sanitize.is_lawful(reading.html)
    assert reading.text.startswith(WORDS)
    assert WORDS in reading.html
    assert sanitize.is_lawful(reading.uncut_html)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_names_and_subjects_stay_one_line_of_text(payload):
    reading = read(mail(subject=f"Gauge {payload}", name=f"Ann {payload}"))
    assert reading.subject.startswith("Gauge")
    assert reading.author_name.startswith("Ann")
    assert not _LINES.search(reading.subject + reading.author_name)
    assert reading.text == WORDS
