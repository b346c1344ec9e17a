"""The life of a comment: state and event give the next state. Pure, and the only place that knows the table."""

from store.model import Event, State

NEXT: dict[State, dict[Event, State]] = {
    State.UNCONFIRMED: {
        Event.CONFIRM: State.PENDING,
        Event.DENY: State.DISCARDED,
        Event.WITHDRAW: State.WITHDRAWN,
        Event.EXPIRE: State.EXPIRED,
    },
    State.PENDING: {
        Event.APPROVE: State.APPROVED,
        Event.REJECT: State.REJECTED,
        Event.DISCARD: State.DISCARDED,
        Event.WITHDRAW: State.WITHDRAWN,
    },
    State.APPROVED: {
        Event.REJECT: State.REJECTED,
        Event.WITHDRAW: State.WITHDRAWN,
        Event.UNDO: State.PENDING,
    },
    State.REJECTED: {Event.APPROVE: State.APPROVED, Event.UNDO: State.PENDING},
    State.DISCARDED: {Event.UNDO: State.PENDING},
    State.WITHDRAWN: {},
    State.EXPIRED: {},
    State.ERASED: {},
}


def advance(state: State, event: Event) -> State | None:
    """Return the state after the event, or None where the event does not apply: it came twice, or too late.

    UNDO of DISCARDED holds only where a moderator discarded; the caller, who knows the decision, checks that.
    """
    if event is Event.ERASE:
        return None if state is State.ERASED else State.ERASED
    return NEXT[state].get(event)
