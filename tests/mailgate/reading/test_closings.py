"""A closing line in any language goes with the name below it; without one, what may be all that was meant stays."""

import pytest

from mailgate.reading.read import read

WORDS = "The gauge has been still since May.\nPlease look at it again."
CLOSINGS = """
    All best | In solidarity | With gratitude | Looking forward to your reply | Have a lovely day
    Sonnige Grüße | Kollegiale Grüße | Viele liebe Grüße | Mit Gruß | Freundlichst | Alles Gute | Deine
    Cordiales salutations | Bonne réception | Bisous | Dans l'attente de votre réponse
    Sin otro particular | Quedo atenta | Un saluto | Saluti cordiali | Buon lavoro | Bom trabalho
    Warme groet | Fijn weekend | Łączę pozdrowienia | Miłego dnia | До свидания | Přeji hezký den | Vänligen
    Beste hilsener | Hyvää päivänjatkoa | Pagarbiai | Tervitades | İyi günler | Hürmetlerimle | Numai bine
    Με σεβασμό | Сърдечни поздрави | С поштовањем | 致敬 | والسلام | ברגשי כבוד | Gràcies | Bestu kveðjur | Diolch
"""
SOFT = "Hasta pronto | Alles Gute | Later | Miłego dnia | Bom trabalho"


def listed(table: str) -> list[str]:
    return [closing.strip() for row in table.strip().split("\n") for closing in row.split("|")]


def text_of(closing: str, below: str) -> str:
    head = "From: Ann <a1@reader.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
    return read(f"{head}{WORDS}\n\n{closing}{below}".encode()).text


@pytest.mark.parametrize("closing", listed(CLOSINGS))
def test_a_closing_goes_with_the_name_below_it(closing):
    assert text_of(closing, "\nMaria Nowak\n") == WORDS
    assert text_of(f"{closing},", "\n\nMaria Nowak\n") == WORDS


@pytest.mark.parametrize("closing", listed(SOFT))
def test_what_may_be_meant_stays_where_no_name_follows(closing):
    assert text_of(closing, "\n") == f"{WORDS}\n\n{closing}"
