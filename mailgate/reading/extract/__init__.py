"""The author's own new words: a mail without quotes, our own letter and the signature. Pure.

A body becomes lines (`plain_lines`, `html_lines`), a line knows how deep it is quoted. `cut` gives each line its
owner by a few rules, one module each: `armour`, `quotes`, `boundary`, `attribution`, `signature`, `footer`,
`answers`. They ask `shape` what a line looks like and `phrases` for the habits of mail programs and people in many
languages. `write` makes text and HTML of what is left. Linear in the body. When in doubt the words stay.
"""

from mailgate.reading.extract.reply import Reply, reply

__all__ = ["Reply", "reply"]
