"""The words of pages in languages: templates are in English, and are translated before they are compiled.

`{% trans %}Comments on {{ title }}{% endtrans %}` is looked up as "Comments on {1}" in `templates/words/LANGUAGE.toml`,
a count, `{% trans number %}1 comment|{} comments{% endtrans %}`, as it stands; its translation has as many forms as the
language has. What is not in the table stays in English. So a page costs the same in every language. An operator's
folder may have `words/` too, with more languages or other words.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment
from markupsafe import Markup, escape

LABEL = 'aria-label="Table"'  # of the box in which a table scrolls, in English
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
ENGLISH = "en"
_FOLDER = "words"
_MARKED = re.compile(r"\{% trans ?([\w.]*) ?%\}(.*?)\{% endtrans %\}", re.DOTALL)
_VALUE = re.compile(r"\{\{ .*? \}\}")
_PLACE = re.compile(r"\{(\d)\}")
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_RUN_TIME = re.compile(r" \| (?:say|when|labelled)(?= )")
_MOMENT = re.compile(r"(\d+) ([A-Z]\w+) (\d{4})(?:, (.*))?")
_TIME = ", {time}"  # at the end in every language, so that a day can be said alone
_DURATION = re.compile(r"(\d+) (\w+)")
# When each form of a count but the last is said, after the rules of Unicode's CLDR; elsewhere the first is for 1 alone.
_ONE = "{0} == 1"
_FEW = "{0} % 10 in (2, 3, 4) and {0} % 100 not in (12, 13, 14)"
_FORMS = {
    "cs": (_ONE, "{0} in (2, 3, 4)"),
    "fr": ("{0} < 2",),
    "pl": (_ONE, _FEW),
    "pt": ("{0} < 2",),
    "ru": ("{0} % 10 == 1 and {0} % 100 != 11", _FEW),
    "sk": (_ONE, "{0} in (2, 3, 4)"),
    "uk": ("{0} % 10 == 1 and {0} % 100 != 11", _FEW),
}
# What stands between thousands, and the first number that has it, as CLDR has them; elsewhere a narrow space, which
# nobody takes for a decimal sign.
_GROUPED_BY_SPACE = ("\u202f", 1_000)
_GROUPS = {
    **dict.fromkeys(("en", "cy"), (",", 1_000)),
    **dict.fromkeys(("de", "it", "nl", "pt"), (".", 1_000)),
    "es": (".", 10_000),
    "pl": ("\u00a0", 10_000),
}
# The languages that are written from right to left, where no other script is named (BCP 47), and their scripts.
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})
_SCRIPTS_RIGHT_TO_LEFT = frozenset({"arab", "hebr", "nkoo", "syrc", "thaa"})
_SCRIPT_LETTERS = 4

_EXPRESSIONS = Environment(autoescape=True)

Table = Mapping[str, str]
_NOBODYS: Mapping[str, Table] = MappingProxyType({})


class PageTemplateError(Exception):
    """A template cannot be filled in; the sentence says which, where and why. It may be an operator's own."""


def table(language: str, own: Mapping[str, Table] = _NOBODYS) -> Table:
    """Return the words of a language: ours, and an operator's own before them."""
    file = TEMPLATES / _FOLDER / f"{language}.toml"
    return {**(_read(file) if file.is_file() else {}), **own.get(language, {})}


def own(folder: Path | None) -> Mapping[str, Table]:
    """Return the tables in an operator's folder, all of them: what is wrong in one is told before any page is made."""
    files = () if folder is None else sorted((folder / _FOLDER).glob("*.toml"))
    return {file.stem: _read(file) for file in files}


def _read(file: Path) -> Table:
    """Return the words in a file. It may be an operator's own: what is wrong in it is told as it is of a template."""
    try:
        words = tomllib.loads(file.read_text(encoding="utf-8"))
        wrong = next(filter(None, (_fault(key, words[key]) for key in words)), "")
    except ValueError as error:  # of TOML, or of UTF-8
        wrong = str(error)
    if wrong:
        raise PageTemplateError(f"{_FOLDER}/{file.name}: {wrong}")
    return words


def _fault(english: str, words: object) -> str:
    """Return what is wrong with the words for a sentence; "" where nothing is."""
    if not isinstance(words, str):
        return f"{english!r} is {words!r}, which is no text"
    strange = [each for each in _BRACES.findall(words) if each not in _BRACES.findall(english)]
    return f"{words!r} has {strange[0]}, which is not in {english!r}" if strange else ""


def languages(folder: Path | None) -> frozenset[str]:
    """Return the languages that pages can be in."""
    places = [place / _FOLDER for place in (TEMPLATES, folder) if place is not None]
    return frozenset({ENGLISH, *(file.stem for place in places for file in place.glob("*.toml"))})


def chosen(known: frozenset[str], *tags: str) -> str:
    """Return the first of these languages (BCP 47) that pages can be in; English where they can be in none."""
    return next((base for tag in tags if (base := tag.lower().partition("-")[0]) in known), ENGLISH)


def direction(tag: str) -> str:
    """Return how a language (BCP 47) is written: "rtl" or "ltr"."""
    language, *subtags = tag.lower().split("-")
    script = next((each for each in subtags if len(each) == _SCRIPT_LETTERS and each.isalpha()), "")
    is_right_to_left = script in _SCRIPTS_RIGHT_TO_LEFT if script else language in _RIGHT_TO_LEFT
    return "rtl" if is_right_to_left else "ltr"


def translated(source: str, words: Table, language: str = ENGLISH) -> str:
    """Return a template in another language; in English where there are no words."""
    if not words:
        source = _RUN_TIME.sub("", source)

    def said(marked: re.Match[str]) -> str:
        return _count(marked[1], marked[2], words, language) if marked[1] else _sentence(marked[2], words)

    return _MARKED.sub(said, source)


def _sentence(english: str, words: Table) -> str:
    values = _VALUE.findall(english)
    places = iter(range(1, len(values) + 1))
    asked = _VALUE.sub(lambda _: f"{{{next(places)}}}", english)
    if (found := words.get(asked)) is None:
        return english
    return _PLACE.sub(lambda place: values[int(place[1]) - 1], found)


def _count(number: str, english: str, words: Table, language: str) -> str:
    """Return the expression that says a count. A form without the number itself is for 1 alone."""
    *forms, last = words.get(english, english).split("|")
    expression = _form(last, number)
    for form, rule in reversed(list(zip(forms, _FORMS.get(language, (_ONE,)), strict=False))):
        when = rule if "{}" in form else _ONE
        expression = f"{_form(form, number)} if {when.format(number)} else ({expression})"
    return f"{{{{ {expression} }}}}"


def _form(form: str, number: str) -> str:
    before, place, after = form.partition("{}")
    return f"{before!r} ~ ({number} | counted) ~ {after!r}" if place else repr(form)


def counter(language: str) -> Callable[[int], str]:
    """Return what writes a number as the language does: `12,345` in English."""
    sign, first = _GROUPS.get(language, _GROUPED_BY_SPACE)

    def write(number: int) -> str:
        return str(number) if number < first else f"{number:,}".replace(",", sign)

    return write


def sayer(words: Table) -> Callable[[str], str]:
    """Return what says a sentence that is not in a template."""
    return lambda sentence: words.get(sentence, sentence)


def labeller(words: Table) -> Callable[[Markup], Markup]:
    """Return what says in the language how tables in the text of a report are called (LABEL)."""
    said = f'aria-label="{escape(words.get("Table", "Table"))}"'

    def label(html: Markup) -> Markup:
        return Markup(str(html).replace(LABEL, said)) if LABEL in html else html  # noqa: S704  as it was

    return label


def timer(words: Table) -> Callable[[str], str]:
    """Return what says a time or how long something takes, as it is in English, in the language."""
    form = words.get("{day} {month} {year}, {time}", "{day} {month} {year}, {time}")
    rules = [_EXPRESSIONS.compile_expression(rule.format("n")) for rule in _FORMS.get(words.get(ENGLISH, ""), ())]

    def say(english: str) -> str:
        if moment := _MOMENT.fullmatch(english):
            day, month, year, time = moment.groups()
            said = form if time else form.removesuffix(_TIME)
            return said.format(day=day, month=words.get(month, month), year=year, time=time)
        if length := _DURATION.fullmatch(english):
            *forms, last = words.get(length[2], length[2]).split("|")
            applies = (each for each, rule in zip(forms, rules, strict=False) if rule(n=int(length[1])))
            return f"{length[1]} {next(applies, last)}"
        return words.get(english, english)

    return say
