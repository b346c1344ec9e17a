"""What became of each paragraph from one edition of a report to the next.

`compare` reads two editions as lists of wordings and gives links: these old paragraphs became those new ones. Equal
texts are the same paragraph; the rest is measured in characters, against what two paragraphs of the same report share
by chance, so that no script needs tables or thresholds of its own, and aligned. Whether a pair is sure enough its words
say, by how seldom others have them, and its neighbours. Printed numbers are weak evidence: the text rules, then the
place. What is not sure enough is a doubt, for a person to answer.
"""

from mailgate.importers.identity.answers import Answers, answered
from mailgate.importers.identity.match import compare
from mailgate.importers.identity.outcome import Change, Doubt, Link, Outcome
from mailgate.importers.identity.wording import Wording, size

__all__ = ["Answers", "Change", "Doubt", "Link", "Outcome", "Wording", "answered", "compare", "size"]
