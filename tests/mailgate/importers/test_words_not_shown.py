"""Words in a paragraph that its readers do not see, or that are no part of it; and words that look like those."""

import time
from collections.abc import Callable

import pytest

from mailgate.importers import Outline, permalinks, tree

Read = Callable[..., Outline]
PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."
NUMBERS = range(1, 5)


def texts(outline: Read, said: str) -> set[str]:
    """Return what the paragraphs say behind their prose: `{}` in what is said is their number."""
    body = "".join(f"<div id=p{n}><p>{n}. {PROSE} {said.format(n)}</div>" for n in NUMBERS)
    units = outline(f"<main><h1>R</h1>{body}</main>").units
    assert [unit.number for unit in units] == [str(n) for n in NUMBERS]
    return {" ".join(unit.text.removeprefix(PROSE).split()) for unit in units}


@pytest.mark.parametrize(
    "kind",
    [
        *("element-invisible", "show-for-sr", "nhsuk-u-visually-hidden", "usa-sr-only", "elementor-screen-only"),
        *(
            "wb-inv",
            "visually-hidden",
            "screen-reader-text",
            "u-offscreen",
            "material-icons",
            "material-symbols-outlined",
        ),
    ],
)
def test_words_that_a_class_of_a_framework_hides_are_none_of_the_text(outline: Read, kind: str) -> None:
    said = f"See <a href=https://x.example>the log<span class={kind}> open_in_new</span></a> for it."
    assert texts(outline, said) == {"See the log for it."}


@pytest.mark.parametrize("kind", ["not-sr-only", "screen", "hidden-gate", "material", "offset-screen"])
def test_words_of_other_classes_are_text(outline: Read, kind: str) -> None:
    assert texts(outline, f"See <span class={kind}>the log</span> for it.") == {"See the log for it."}


@pytest.mark.parametrize("end", [" about it.", ", and waited.", "."])
def test_a_button_between_words_is_a_term_that_is_explained(outline: Read, end: str) -> None:
    assert texts(outline, f"We asked the <button>keeper</button>{end}") == {f"We asked the keeper{end}"}


@pytest.mark.parametrize(
    "button", ["<button>Copy link</button>", "<button>Copy</button> ", "<button>Copy</button><br>"]
)
def test_a_button_behind_a_sentence_is_no_text(outline: Read, button: str) -> None:
    assert texts(outline, f"It was so. {button}") == {"It was so."}


def test_what_is_said_only_while_somebody_points_at_a_word_is_no_text(outline: Read) -> None:
    said = "The <span>keeper<span role=tooltip>Who keeps the keys of the gate.</span></span> said so."
    assert texts(outline, said) == {"The keeper said so."}


@pytest.mark.parametrize(
    "link",
    ["<a href=#p{}>Permalink</a>", "<a href=#p{}>§</a>", "<b>[<a href=#top>top</a>]</b>", "<a href=#>To the top</a>"],
)
def test_a_link_at_the_end_to_where_it_stands_or_to_the_top_is_no_text(outline: Read, link: str) -> None:
    assert texts(outline, f"It was so. {link}") == {"It was so."}


def test_a_link_at_the_end_to_another_place_is_text(outline: Read) -> None:
    assert texts(outline, "See <a href=#annex>Annex A</a>") == {"See Annex A"}
    assert texts(outline, "<a href=#p{}>So it was</a>, they said.") == {"So it was, they said."}


def test_a_word_at_the_end_at_which_a_script_opens_something_is_text(outline: Read) -> None:
    assert texts(outline, "<ul><li>It is inspected by <a href=#>Ofsted</a></li></ul>") == {"It is inspected by Ofsted"}


def test_a_paragraph_that_is_full_of_links_to_the_top_is_looked_through_at_once() -> None:
    body = tree.Element("body", {})
    paragraph = tree.Element("p", {}, body)
    paragraph.children = [tree.Element("a", {"href": "#"}, children=["The log."]) for _ in range(40_000)]
    tree.grow([paragraph], body)
    began = time.process_time()
    permalinks.take_out(body)
    assert time.process_time() - began < 5
    assert len(paragraph.children) == 40_000


def test_who_said_a_quote_belongs_to_it(outline: Read) -> None:
    said = "It was so.<blockquote><p>We knew.</p><footer>A. Marsh, keeper</footer></blockquote>"
    assert texts(outline, said) == {"It was so. We knew. A. Marsh, keeper"}
