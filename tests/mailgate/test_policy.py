"""What becomes of a mail, cell by cell."""

from itertools import product

import pytest

from mailgate.policy import Case, Fate, History, Judgement, Shown, decide, shown
from mailgate.proof import NOTHING, Proof, Way

CASES = [
    Case(judgement=judgement, shown=seen, history=history, is_open=is_open, asks_always=asks_always)
    for judgement, seen, history, is_open, asks_always in product(
        Judgement, Shown, History, (True, False), (True, False)
    )
]
COMMENTS = [case for case in CASES if case.judgement is Judgement.COMMENT and case.is_open]


def fates(**fixed: object) -> set[Fate]:
    return {decide(case)[0] for case in COMMENTS if all(getattr(case, name) is value for name, value in fixed.items())}


def test_no_history_stands_in_for_proof() -> None:
    assert Fate.ADMIT not in fates(shown=Shown.NOTHING) | fates(shown=Shown.REFUTED)
    for known in (History.NEW, History.CONFIRMED):
        assert fates(shown=Shown.NOTHING, history=known) == {Fate.ASK}


def test_a_proved_author_is_not_asked_unless_the_site_always_asks_once() -> None:
    assert fates(shown=Shown.PROVED, asks_always=False) == {Fate.ADMIT}
    assert fates(shown=Shown.PROVED, asks_always=True, history=History.NEW) == {Fate.ASK}
    assert fates(shown=Shown.PROVED, asks_always=True, history=History.CONFIRMED) == {Fate.ADMIT}


def test_where_the_domain_asks_for_rejection_nobody_is_written_to() -> None:
    assert fates(shown=Shown.REFUTED) == {Fate.REFUSE}


def test_where_silence_is_wanted_nobody_is_asked() -> None:
    for silence in (History.SUSPENDED, History.SUPPRESSED):
        assert fates(shown=Shown.NOTHING, history=silence) == {Fate.WAIT}
        assert Fate.ASK not in fates(history=silence)


def test_what_came_after_the_close_is_refused_whoever_wrote_it() -> None:
    closed = [case for case in CASES if case.judgement is Judgement.COMMENT and not case.is_open]
    assert {decide(case) for case in closed} == {(Fate.REFUSE, "comments on this document are closed")}


@pytest.mark.parametrize("judgement", [each for each in Judgement if each is not Judgement.COMMENT])
def test_what_is_no_comment_becomes_none_whoever_wrote_it(judgement: Judgement) -> None:
    found = {decide(case) for case in CASES if case.judgement is judgement}
    fate = Fate.DISCARD if judgement is Judgement.MACHINE else Fate.REFUSE
    assert found == {(fate, judgement.value)}


def test_only_a_dmarc_pass_proves_an_author() -> None:
    assert shown(Proof(by=Way.DKIM, is_verified=True)) is Shown.PROVED
    assert shown(Proof(by=Way.DKIM)) is Shown.NOTHING  # aligned, but the domain has no DMARC record
    assert shown(Proof(is_refuted=True)) is Shown.REFUTED
    assert shown(Proof(is_temporary=True)) is shown(NOTHING) is Shown.NOTHING
    assert Proof(by=Way.SPF).kept is None
