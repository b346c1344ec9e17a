"""A moderator's answer to a digest: hundreds of decisions in one mail, and one letter that says what became of each."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from mailgate import instructions, letters, verbs
from mailgate.decide import carry_out_all
from mailgate.desk import Desk
from mailgate.done import Decider, NotDone
from mailgate.handlers.outcome import Incoming, Outcome, about
from mailgate.instructions import ABOUT_ALL, Instruction, Line, Verb
from mailgate.plain import quote, wrap
from mailgate.reasons import SENTENCES
from mailgate.sending.compose import Letter
from store.model import Comment, Event, Grant, Item, ModeratorId, State

# What most of a digest is answered with is done for all that wait together; the rest one by one.
_TOGETHER: Final = {Verb.APPROVE: Event.APPROVE, Verb.REJECT: Event.REJECT}


class Task(NamedTuple):
    """What is wished for one comment of the digest."""

    number: int
    comment: Comment
    shown: Item
    wish: Instruction


def decide(incoming: Incoming, grant: Grant, desk: Desk, digest: bytes, by: Decider) -> Outcome:
    """Carry out what each line says; what was not understood or came too late is told, and changes nothing."""
    comments = _as_they_stand(grant.items, desk)
    lines = instructions.numbered(incoming.reading.text, len(comments))
    faults = [_fault(line) for line in lines if line.fault]
    if lines[0].instruction is not None and lines[0].instruction.verb in ABOUT_ALL:
        told = verbs.about_all(desk, comments, lines[0].instruction, by)
        return about(incoming, comments[0], lines[0].instruction.verb, *told)
    tasks = _tasks(lines, grant.items, comments)
    if not tasks and not desk.grants.hint(digest):
        return about(incoming, comments[0], "not understood, again")
    says, undone, caused = _carry_out(tasks, desk, by)
    document = desk.place_of(comments[0]).document
    present = _as_they_stand(grant.items, desk)
    result = letters.Result(
        says=says, faults=[*faults, *undone], comments=present, waits=_waits(grant.items, present, desk)
    )
    summary = letters.carried_out(by.person, document, result, desk)
    return about(incoming, comments[0], f"{len(tasks) - len(undone)} of {len(comments)} decided", *caused, summary)


def _as_they_stand(items: Sequence[Item], desk: Desk) -> list[Comment]:
    """Return what a digest showed as it stands now, each in its place."""
    found = desk.comments.all_of({item.comment_id for item in items})
    return [verbs.as_shown(desk, found[item.comment_id], item) for item in items]


def _waits(items: Sequence[Item], present: Sequence[Comment], desk: Desk) -> list[bool]:
    """Return of each whether it still waits for a decision."""
    reported = desk.reports.open_among({each.id for each in present})
    return [
        each.state is State.PENDING
        or each.is_correction
        or (each.id in reported and item.text_hash == each.revision.text_hash)
        for item, each in zip(items, present, strict=True)
    ]


def _tasks(lines: Sequence[Line], items: Sequence[Item], comments: Sequence[Comment]) -> list[Task]:
    wished = {number: line.instruction for line in lines if line.instruction for number in line.items}
    return [
        Task(number, comments[number - 1], items[number - 1], wish)
        for number, wish in sorted(wished.items(), key=_number)
    ]


def _number(pair: tuple[int, Instruction]) -> int:
    return pair[0]


def _carry_out(tasks: Sequence[Task], desk: Desk, by: Decider) -> tuple[list[str], list[str], list[Letter]]:
    """Return what was done, what was not and why, and the letters that it causes."""
    caused: list[Letter] = []
    together, undone = _as_shown([task for task in tasks if _is_common(task)])
    says = _decide_together(together, desk, by.moderator_id, undone, caused)
    for task in tasks:
        if _is_common(task):
            continue
        outcome = verbs.act_on(desk, desk.comments.get(task.comment.id), task.wish, by, task.shown)
        if isinstance(outcome, NotDone):
            undone.append(_not_done(task, outcome.why))
        else:
            says.append(f"{task.number}: {outcome.says}")
            caused += outcome.letters
    return says, undone, caused


def _is_common(task: Task) -> bool:
    return task.wish.verb in _TOGETHER and task.comment.state is State.PENDING


def _as_shown(tasks: Sequence[Task]) -> tuple[list[Task], list[str]]:
    """Part what stands as the digest showed it from what was overtaken."""
    overtaken = {task.number: verbs.overtaken(task.comment, task.shown) for task in tasks}
    standing = [task for task in tasks if not overtaken[task.number]]
    return standing, [_not_done(task, overtaken[task.number]) for task in tasks if overtaken[task.number]]


def _decide_together(
    tasks: Sequence[Task], desk: Desk, moderator_id: ModeratorId | None, undone: list[str], caused: list[Letter]
) -> list[str]:
    """Approve and reject; return how many of each, and add what another was faster with, and the authors' letters."""
    if not tasks or moderator_id is None:
        return []
    wanted = [(task.comment, _TOGETHER[task.wish.verb], task.wish.text) for task in tasks]
    done = {one.after.id: one for one in carry_out_all(desk, wanted, moderator_id=moderator_id)}
    caused += [letter for one in done.values() for letter in one.told]
    undone += [_not_done(task, "another moderator was faster") for task in tasks if task.comment.id not in done]
    number = Counter(_said(task.wish, done[task.comment.id].after) for task in tasks if task.comment.id in done)
    return [f"{many} {said}" for said, many in number.most_common()]


def _said(wish: Instruction, after: Comment) -> str:
    reason = wish.text if wish.text in SENTENCES else "with your reason" if wish.text else ""
    return f"{after.state} ({reason})" if reason else after.state.value


def _not_done(task: Task, why: str) -> str:
    return f"    {task.number}: {wrap(why)}"


def _fault(line: Line) -> str:
    return f"{quote(line.line[:72] or '(nothing)')}\n    {line.fault}"
