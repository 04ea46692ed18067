"""One policy for a whole group: other settings rest on the check that one of them made."""

from datetime import datetime

from award.actions.checking_policy import find_last_check, must_be_present
from award.actions.moves import take_step
from award.domain.people import Actor
from award.domain.policy_checks import left_before_sharing
from award.domain.refusals import NotReady
from award.storage.journeys import Journey
from award.storage.policies import PolicyCheck
from award.storage.policy_points import answers_of, points_with


def share_check(journey: Journey, *, by: Actor, at: datetime) -> PolicyCheck:
    """Let the other settings of the group rest on this check for what is the same for all.

    Raises NotReady without a group, and while such a point is open.
    """
    must_be_present(journey)
    check = find_last_check(journey)
    if journey.setting.group_id is None:
        raise NotReady("Ask the coordinator to link your setting to its group first")
    if check.shared_at is not None:
        return check
    if check.rests_on_id is not None:
        raise NotReady("Your check rests on another setting’s already: nobody can rest on it")
    if left := left_before_sharing(points_with(check, journey.setting, answers_of(check))):
        raise NotReady(left)
    check.shared_at, check.shared_by_id = at, by.user_id
    take_step(journey, "share_policy_check", by=by, at=at)
    return check


def stop_sharing_check(journey: Journey, *, by: Actor, at: datetime) -> PolicyCheck:
    """Let nobody rest on this check any more; open checks of others answer for themselves again."""
    must_be_present(journey)
    check = find_last_check(journey)
    if check.shared_at is not None:
        check.shared_at = check.shared_by_id = None
        take_step(journey, "stop_sharing_policy_check", by=by, at=at)
    return check
