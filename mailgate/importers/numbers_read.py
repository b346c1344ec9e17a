"""What a line's number may be: candidates(line) → the readings of it. Pure, and the same for every format."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from mailgate.importers.counting import of_chinese

# What paragraphs are called, in the languages that pages have, and in Greek and Russian: first the remarks, which may
# be the only numbers of a text, then what else has numbers.
_REMARKS = (
    "Recommendation|Rec|Key finding|Finding|Conclusion|Question|Proposal|Action|Lesson|Observation|Requirement|"
    "Empfehlung|Feststellung|Schlussfolgerung|Vorschlag|Maßnahme|Frage|Forderung|"
    "Recommandation|Constat|Constatation|Proposition|Mesure|"
    "Recomendación|Conclusión|Hallazgo|Propuesta|Medida|Pregunta|Observación|"
    "Recomendação|Conclusão|Constatação|Proposta|Pergunta|Observação|"
    "Raccomandazione|Conclusione|Misura|Domanda|Osservazione|"
    "Aanbeveling|Conclusie|Bevinding|Voorstel|Maatregel|Vraag|"
    "Zalecenie|Rekomendacja|Wniosek|Ustalenie|Pytanie|Argymhelliad|Casgliad|Canfyddiad|Cwestiwn|"
    "Commitment|Undertaking|Key message|Learning point|Handlungsempfehlung|Engagement|Compromiso|Recomanació|"
    "Rekommendation|Anbefaling|Suositus|Doporučení|Odporúčanie|Ajánlás|Preporuka|Priporočilo|Recomandare|Öneri|"
    "建议|建議|提言|勧告|सिफारिश|अनुशंसा|التوصية|توصية|Препоръка|Рекомендація|"
    "Σύσταση|Συμπέρασμα|Διαπίστωση|Πρόταση|Ερώτηση|Рекомендация|Вывод|Предложение|Вопрос"
)
# Words that say only that a paragraph's number follows; behind the first of them its sentence may begin at once.
_MARGIN = "Paragraph|Para|Rn|Rz|Tz|Ziffer|Ziff"
_PARAGRAPH = (
    "Absatz|Punkt|Paragraphe|Párrafo|Parágrafo|Paragrafo|Paragraaf|Stycke|Odstavec|Bekezdés|Akapit|Абзац|Пункт|"
    "Параграф|Παράγραφος"
)
_WORDS = (
    f"{_MARGIN}|{_PARAGRAPH}|{_REMARKS}|{_REMARKS.title()}|{_REMARKS.upper()}|Article|Principle|Regulation|Rule|Clause|Grundsatz|Artikel|Artículo|Artigo|Articolo|"
    "Artykuł|Erthygl|Principe|Principio"
)
REMARKS = frozenset(word.casefold() for word in _REMARKS.split("|"))
NAMED = "no"  # the family of `No. 4` with no more than a space behind it: a sentence may begin with a pump's name
_SIGNS = frozenset(f"{_MARGIN}|{_PARAGRAPH}".lower().split("|"))
_MARGINS = frozenset(_MARGIN.lower().split("|"))
_BETWEEN = r"[.·\-\u2011–]"  # the parts of a number
_NTH = r"[Nn]\s?[°ºo]\.?|[Nn][rº]\.?[°º]?|[Nn]\.[°º]|[Nn]úm\.|№|\#"  # what may stand between a word and its number
_WIDE = "、．。）】］"  # signs behind a number, of scripts that put no space there
_CLOSE = rf"\s?\.?[ºª]?[.)\]}}:：{_WIDE}]*(?:\s?[–—|ـ-](?=\s|$))?"
_NUMBER = re.compile(
    rf"(?:[\[(（【［]|(?:[\[({{](?=¶))?(?P<sign>§+|¶|No\.?|[Nn][°º]|№)\s?)?(?:(?P<word>{_WORDS})\.?(?:\s+|(?<=[\u3040-\u9fff]))(?P<nth>(?:{_NTH})\s?)?)?"
    r"(?P<letters>[A-Z]{1,4}[.\-]?)?"
    rf"(?P<digits>\d{{1,4}}(?:{_BETWEEN}\d{{1,4}}){{0,6}})"
    r"(?P<suffix>[A-Za-z]?)(?P<inner>(?:\(\d{1,3}\))*)"
    rf"(?P<close>{_CLOSE})"
    rf"(?P<end>\s|$|(?=[A-Z“\"‘'(\[])|(?<=[{_WIDE}])"
    r"|(?<=[.)\]:：])(?=[^\W\d_])(?![a-zà-ÿα-ωά-ώа-яё])"  # other scripts, where no space stands behind the sign
    r"|(?:(?<=\.\d)|(?<=\.\d\d))(?=[\u3400-\u9fff])(?![万亿千百元倍个米年月日]))",  # nor behind 1.1, but for amounts
)
_DATE = re.compile(r"[12]\d{3}-\d\d-\d\d|\d\d?\.\d\d?\.[12]\d{3}")
# `1.2.0.3`: nobody numbers paragraphs so, but LaTeX headings, where a level is left out. `1.0.1` may be a paragraph's.
LEVEL_LEFT_OUT = re.compile(r"(?=.*\.0\.)\d{1,3}(?:\.\d{1,3}){3,5}")
_AFTER_LEAD = re.compile(_CLOSE)
_ROMAN = re.compile(r"(?P<open>[\[(]?)(?P<roman>[ivxlc]{1,9}|[IVXLC]{1,9})(?P<close>[.)\]]+)(?:\s|$)")
_EASTERN = re.compile(  # `第十二条　…`, `제2조(…`; a sentence that begins so goes on without a space
    r"(?P<number>(?:第\s?(?P<chinese>[〇○零一二三四五六七八九十百千]{1,9})|[第제]\s?(?P<digits>\d{1,4}))\s?(?P<word>[条條項项款조항])"
    r"(?:[之의]\s?(?P<more>\d{1,2}|[一二三四五六七八九十]{1,3}))?)(?P<close>[:：.．、]?)(?:[\s\u3000]|$|(?=[(（【\[]))"
)
_LETTER = re.compile(r"[\[(]?(?P<letter>(?:A(?=[A-Z])|([A-Z])(?=\2))?(?P<last>[A-Z]))[.)\]]+(?:\s|$)")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_BRACKETS = re.compile(r"[\[\](){}（）【】［］]")
YEARS = range(1800, 2100)
_SCATTERED = 0.4  # of the letters of a text, that the numbered lines have
_LONG_HEADING = 180  # letters from which a "heading" is a paragraph in a heading's clothes


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A block as this module sees it. `boundary`: a heading or a new file stands just before it.

    `lead`: a number apart from the rest at the start of the text; `label`: one that is printed, and not in the text.
    `part`: a number in an element of its own that figures follow: its rest, or the first words.
    """

    text: str
    lead: str = ""
    label: str = ""
    part: str = ""
    ordinal: int | None = None
    is_boundary: bool = False
    is_quoted: bool = False
    is_heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A number that may begin a paragraph. `letters`: how many characters but spaces it takes off the line.

    `form`: the brackets around it, or that a list of HTML counts it. `is_bare`: it stands in the text with no sign but
    a space behind it, as other numbers do.
    """

    number: str
    family: str
    parts: tuple[int, ...]
    letters: int = 0
    form: str = ""
    is_own: bool = False
    is_ordinal: bool = False
    is_alone: bool = False
    is_bare: bool = False


class HasText(Protocol):
    """What has a text: a line, or the block that it is of."""

    @property
    def text(self) -> str:
        """What it says."""


def letters_of(place: int, candidate: Candidate, said: Sequence[HasText]) -> int:
    """Return how many letters the paragraph of a number has; of one that stands alone, with what stands below it."""
    below = said[place + 1].text if candidate.is_alone and place + 1 < len(said) else ""
    return len(said[place].text) + len(below)


def count_from_one(found: Sequence[tuple[int, Candidate]]) -> bool:
    """Whether numbers, with their places, are 1, 2, 3 to the last, without a gap."""
    return [c.parts for _, c in found] == [(number,) for number in range(1, len(found) + 1)]


def is_number(text: str) -> bool:
    """Whether a text is a number and nothing else."""
    match = _NUMBER.match(text)
    return bool(match and match.end() == len(text)) or bool(_ROMAN.fullmatch(text))


def names_remark(text: str) -> bool:
    """Whether a text begins with `Recommendation 4:` or the like."""
    return any(each.family in REMARKS for each in candidates(Line(text=text.strip())))


def are_scattered(chosen: Sequence[Candidate], own: int, total: int) -> bool:
    """Whether the numbers are those of recommendations and the like in a text that has none: then what stands below
    one is the text again. `own`: the letters of the numbered lines; `total`: of all.
    """
    return bool(chosen) and own < _SCATTERED * total and all(c.family in REMARKS for c in chosen)


def candidates(line: Line) -> list[Candidate]:
    """Return the readings of a line's number, likeliest first."""
    if line.is_quoted or (line.is_heading and len(line.text) < _LONG_HEADING and not is_number(line.text)):
        return []
    found = list(_readings(line))
    found += _readings(replace(line, lead=line.part, part="")) if line.part else []
    typed = any(each.family == "int" and each.letters > len(each.number) and not _is_year(each) for each in found)
    typed = typed and not line.text[:1].isalpha() and line.text[:1] != "§"  # `§ 12 provides`
    if line.ordinal is not None and not typed:  # an item may begin with a year, an amount, initials
        number = line.ordinal
        found.append(Candidate(number=str(number), family="int", parts=(number,), form="li", is_ordinal=True))
    return found


def lettered(line: Line) -> Candidate | None:
    """Return the letter that a line begins with as its number: `A.` is 1, `AA.` 27, `AB.` and `BB.` 28."""
    match = _LETTER.match(line.label or line.lead or line.text)
    if match is None or line.is_quoted or line.is_heading:
        return None
    number = ord(match["last"]) - 64 + 26 * (len(match["letter"]) - 1)
    return _made(line, number=match["letter"], family="letter", parts=(number,), taken=match[0].rstrip())


def _is_year(candidate: Candidate) -> bool:
    return candidate.parts[0] in YEARS


def _readings(line: Line) -> Iterator[Candidate]:
    text = line.label or line.lead or line.text[:80]
    if eastern := _EASTERN.match(text):
        yield _eastern(line, eastern)
        return
    match = _NUMBER.match(text)
    apart = bool(line.label or line.lead or (match and match.end() == len(line.text)))
    if match and (_DATE.fullmatch(match["digits"]) or LEVEL_LEFT_OUT.fullmatch(match["digits"])):
        return
    if match and (apart or match["close"].strip() or not _is_worded(match)):
        yield _candidate(line, match, match["suffix"], text[: match.end("close")])
        if match["suffix"] and not apart and "." in match["digits"] and not (match["inner"] + match["close"]).strip():
            yield _candidate(line, match, "", text[: match.end("digits")])
    elif roman := _ROMAN.match(text):
        parts = (_roman(roman["roman"].lower()),)
        taken = text[: roman.end("close")]
        yield _made(line, number=roman["roman"], family="roman", parts=parts, taken=taken)


def _eastern(line: Line, match: re.Match[str]) -> Candidate:
    """Return the number of an article in Chinese, Japanese or Korean."""
    found = (match["digits"] or match["chinese"], match["more"])
    parts = tuple(int(each) if each.isdecimal() else of_chinese(each) or 0 for each in found if each)
    taken = match.string[: match.end("close")]
    return _made(line, number=match["number"], family=match["word"], parts=parts, taken=taken)


def _is_worded(match: re.Match[str]) -> bool:
    """Whether a sentence may begin with this word and number: `Recommendation 4 was …`, `No. 4 pumping station …`.

    `Rn. 4 The board …` does not: the word says only that it is a number, and the sentence begins behind it.
    """
    word = (match["word"] or "").lower()
    says_number = word in _MARGINS or _is_named(match)
    return match.string[match.end() :][:1].islower() if says_number else bool(word)


def _is_named(match: re.Match[str]) -> bool:
    """Whether `No.` stands before the number, and no word."""
    return (match["sign"] or "").startswith(("N", "n", "№"))


def _candidate(line: Line, match: re.Match[str], suffix: str, taken: str) -> Candidate:
    inner = "" if taken.endswith(match["digits"]) else match["inner"]
    outer = [int(part) for part in re.split(_BETWEEN, match["digits"])]
    digits = [*outer, *map(int, re.findall(r"\d+", inner))]
    letters, word = match["letters"] or "", match["word"]
    if word and word.lower() in _SIGNS:
        word = None  # says what it is, and is no part of the number
    shape = "dotted" if len(digits) > 1 else "int"
    family = word.casefold() if word else f"{letters.rstrip('.-')}:{shape}" if letters else shape
    is_apart = bool(line.lead or line.label or match["close"].strip()) or match.end() == len(line.text)
    if family == "int" and _is_named(match) and not is_apart:
        family = NAMED
    nth = re.sub(r"\s", " ", match["nth"] or "")
    space = "" if match.string[match.end("word")].isdigit() else " "  # 建议3
    number = f"{word}{space}{nth}" if word else _sign(match)
    number += f"{letters}{match['digits']}{suffix}{inner}"
    parts = (*digits, ord(suffix.lower()) - 96) if suffix and not inner else tuple(digits)
    return _made(line, number=number, family=family, parts=parts, taken=taken)


def _sign(match: re.Match[str]) -> str:
    """Return the sign that is printed before a number: `§ 4`."""
    sign = match["sign"] or ""
    return f"{sign}{' ' * (match.string[match.end('sign')].isspace())}" if sign[:1] in {"§", "¶"} else ""


def _made(line: Line, *, number: str, family: str, parts: tuple[int, ...], taken: str) -> Candidate:
    if line.lead and (after := _AFTER_LEAD.match(line.text, len(line.lead))):
        taken += after[0]
    letters = 0 if line.label else len("".join(taken.split()))
    alone = len(line.text) <= 2 * letters and letters >= len("".join(line.text.split()))  # long ones are not split
    own = bool(line.lead or line.label) or alone
    form = "".join(_BRACKETS.findall(taken.replace(number, "")))
    bare = not own and taken.strip() == number
    return Candidate(
        number=number,
        family=family,
        parts=parts,
        letters=letters,
        form=form,
        is_own=own,
        is_alone=alone,
        is_bare=bare,
    )


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
