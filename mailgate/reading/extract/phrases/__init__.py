"""What mail programs and people write around a mail's words, in the languages people use: tables only, lower case.

One module an idea; a new language is a few words in each.
"""


def words(table: str) -> tuple[str, ...]:
    """Return the words of a table."""
    return tuple(table.split())


def phrases(table: str) -> tuple[str, ...]:
    """Return the phrases of a table that has "|" between them."""
    return tuple(phrase for part in table.split("|") if (phrase := " ".join(part.split())))
