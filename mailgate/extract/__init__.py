"""The author's own new words: a mail without quotes, our own letter and the signature. Pure.

A body becomes lines (`plain_lines`, `html_lines`), a line knows how deep it is quoted; `cut` decides what is whose from
what `phrases` says about the habits of mail programs; `write` makes text and HTML of what is left. Linear in the
body. When in doubt the words stay.
"""

from mailgate.extract.reply import Reply, reply

__all__ = ["Reply", "reply"]
