"""Who decides, and what came of it: shared by all that carries out a moderator's word."""

from dataclasses import dataclass

from mailgate.sending.compose import Letter
from store.model import Comment, ModeratorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Who decides. `moderator_id` is None for the operator, who may undo at any time."""

    person: str
    moderator_id: ModeratorId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done: `says` it in a few words; `about`: the comment that it can be taken back on, as it is now."""

    says: str
    about: Comment
    letters: tuple[Letter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDone:
    """Nothing was changed. `is_overtaken`: another decided first, or the state is one that the verb is not for."""

    why: str
    is_overtaken: bool = True


Outcome = Done | NotDone
