"""Who decides: people come and go."""

from mailgate.desk import Desk
from store.model import Purpose


def dismiss(desk: Desk, address: str) -> bool:
    """Let a person decide no more: their letters are dead at once. False where they did not decide."""
    if not desk.moderators.remove(address, at=desk.now):
        return False
    desk.grants.revoke(address, at=desk.now, purpose=Purpose.MODERATE)
    return True
