"""What somebody new is shown at first, and that they have seen enough of it."""

from datetime import datetime

from award.storage.accounts import Membership
from award.storage.db import must_be_held


def leave_first_steps(membership: Membership, *, at: datetime) -> None:
    """Somebody knows their way in this part of theirs; the first moment is kept."""
    must_be_held(membership)
    membership.first_steps_left_at = membership.first_steps_left_at or at
