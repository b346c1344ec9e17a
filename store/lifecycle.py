"""The life of a comment: state and event give the next state. Pure, and the only place that knows the table."""

from store.model import Event, State

NEXT: dict[State, dict[Event, State]] = {
    State.UNCONFIRMED: {
        Event.CONFIRM: State.PENDING,
        Event.DENY: State.DISCARDED,
        Event.REPLY: State.APPROVED,
        Event.WITHDRAW: State.WITHDRAWN,
        Event.EXPIRE: State.EXPIRED,
    },
    State.PENDING: {
        Event.APPROVE: State.APPROVED,
        Event.TRUST: State.APPROVED,
        Event.REDACT: State.APPROVED,
        Event.REJECT: State.REJECTED,
        Event.DISCARD: State.DISCARDED,
        Event.HOLD: State.PENDING,
        Event.WITHDRAW: State.WITHDRAWN,
    },
    State.APPROVED: {
        Event.KEEP: State.APPROVED,
        Event.HOLD: State.APPROVED,  # what was reported of it waits without reminders
        Event.REDACT: State.APPROVED,
        Event.REJECT: State.REJECTED,
        Event.DISCARD: State.REJECTED,  # it was published: a stub stays
        Event.WITHDRAW: State.WITHDRAWN,
        Event.UNDO: State.PENDING,
    },
    State.REJECTED: {Event.APPROVE: State.APPROVED, Event.REDACT: State.APPROVED, Event.UNDO: State.PENDING},
    State.DISCARDED: {Event.UNDO: State.PENDING},
    State.WITHDRAWN: {},
    State.EXPIRED: {},
    State.ERASED: {},
}


def advance(state: State, event: Event) -> State | None:
    """Return the state after the event, or None where the event does not apply: it came twice, or too late.

    UNDO of DISCARDED holds only where a moderator discarded; the caller, who knows the decision, checks that. REPLY is
    the first event of an official answer, which nobody has to confirm.
    """
    if event is Event.ERASE:
        return None if state is State.ERASED else State.ERASED
    return NEXT[state].get(event)
