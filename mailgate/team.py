"""Who decides: people come and go."""

from mailgate.desk import Desk
from store.model import Purpose


def dismiss(desk: Desk, address: str) -> bool:
    """Let a person decide no more: their letters are dead at once. False where they did not decide.

    What nobody else was asked about the worker asks those about who are left.
    """
    moderator_id = desk.moderators.find(address)
    if moderator_id is None or not desk.moderators.remove(address, at=desk.now):
        return False
    desk.team.unassign(moderator_id)
    desk.notices.drop_moderator(moderator_id)
    desk.grants.revoke(address, at=desk.now, purpose=Purpose.MODERATE)
    return True
