"""Reasons for rejecting a comment that one word says: kept as the word, told to the commenter as a sentence. Pure."""

from typing import Final

from mailgate.words import fold

SENTENCES: Final = {
    "off-topic": "It is not about what this paragraph says.",
    "personal": "It names or describes private persons.",
    "abusive": "It attacks people instead of what they say or do.",
    "duplicate": "It says again what a comment on this paragraph says already.",
    "advertising": "It advertises something.",
    "unlawful": "Publishing it may be against the law.",
    "spam": "It reads like a mass mailing.",
}
_WORDS: Final = {
    "off-topic": "offtopic themenfremd hors-sujet fuera-de-tema fuori-tema off-tópico fora-do-tema naast-onderwerp"
    " nie-na-temat mimo-téma не-по-теме не-за-темою utanför-ämnet",
    "personal": "private privat privé personnel personal-data datenschutz persönlich personale pessoal persoonlijk",
    "abusive": "abuse rude offensive insulting insult beleidigend injurieux insultante offensivo ofensivo beledigend",
    "duplicate": "double twice doppelt doublon duplicado duplicato dubbel dubbelt",
    "advertising": "ad advert advertisement promotion werbung publicité publicidad pubblicità publicidade reklam",
    "unlawful": "illegal libel defamation rechtswidrig illégal ilegal illegale onwettig",
    "spam": "junk pourriel",
}
_CANONICAL: Final = {name: word for word, names in _WORDS.items() for name in (word, *names.split())}


def canonical(reason: str) -> str:
    """Return the one word for a reason that a moderator gives in their language; other reasons stay as they are."""
    return _CANONICAL.get("-".join(fold(reason).split()), reason)


def sentence(reason: str) -> str:
    """Return a reason as the commenter is told."""
    return SENTENCES.get(reason, reason)
