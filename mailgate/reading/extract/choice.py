"""Which body is more faithful, the text or the HTML? Pure.

The rule, in its order:
1. Where only one has words of the author's, that one: the other is empty, or a stub as "this mail is in HTML".
2. Where only one showed what was quoted, that one; the other holds the same words and more.
3. Of an answer to us, where the two begin with different words, the text: what the first one says is done (INV-62).
4. Where the text has lines and the HTML, with the same words (and perhaps a name below them), has lost them, the text.
5. Otherwise the HTML: it has no broken lines, its bold is bold, and it says what is quoted.
"""

import re

from mailgate.reading.extract.cut import Cut

_WORD = re.compile(r"\w+")
_LOST_LINES = 3
_DOCTYPE_LENGTH = 100


def is_html(text: str) -> bool:
    """Whether a text part is an HTML document that was sent under a wrong name."""
    return text[:_DOCTYPE_LENGTH].lstrip().lower().startswith(("<!doctype html", "<html"))


def prefers_text(text: Cut, html: Cut, *, is_command: bool = False) -> bool:
    """Whether the text part is to be read instead of the HTML. `is_command`: its first word may be one."""
    text_words, html_words = _words(text), _words(html)
    if not text_words or not html_words:
        return bool(text_words)
    if text.quoted != html.quoted:
        better, worse = (text_words, html_words) if text.quoted else (html_words, text_words)
        if _holds(worse, better):
            return text.quoted
    if is_command and text_words[0] != html_words[0]:
        return True
    if html_words[: len(text_words)] == text_words:
        return _lines(html) * _LOST_LINES < _lines(text)
    return False


def _words(found: Cut) -> list[str]:
    return _WORD.findall(" ".join(line.text for line in found.own).casefold())


def _holds(more: list[str], fewer: list[str]) -> bool:
    """Whether the words of the one, but for a few of layout, are among those of the other."""
    return len(set(fewer) - set(more)) * 10 <= len(set(fewer))


def _lines(found: Cut) -> int:
    return sum(not line.is_blank for line in found.own)
