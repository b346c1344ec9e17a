"""What our letters carry so that we know them again when they are quoted or come back. Pure."""

MARKER = "-- please answer above this line --"
"""First line of a letter that awaits an answer: everything from it on is ours, not the author's."""

LOOP_FIELD = "X-Mailgate-Loop"
"""Header field of every letter; a mail that has it went round in a circle (INV-54). Its value is the site's domain."""
