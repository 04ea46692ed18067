"""What the tests of the policy check share: one begun, its answers, a group that shares one."""

from typing import Any

from award.domain.policy_checks import Holds
from award.storage.db import writing
from award.storage.policies import PolicyAnswer, PolicyCheck
from award.storage.settings import Setting
from tests.making import make_group, make_setting
from tests.web.setting.conftest import Place

FIRST: dict[str, Any] = {"holds_p01": "yes", "place_p01": "Page 2", "holds_p02": "no"}


def answers(place: Place) -> dict[str, tuple[Holds | None, str]]:
    place.fresh()
    return {one.point: (one.holds, one.place) for one in place.rows.query(PolicyAnswer)}


def begun(place: Place) -> str:
    place.lead().send(f"{place.at}/policy-check/begin")
    place.fresh()
    return f"{place.at}/policy-check"


def a_trust(place: Place) -> Setting:
    """A sibling of the place whose check the group rests on; all shared points are answered."""
    own = place.walking.setting
    group = make_group(place.rows)
    sibling = make_setting(place.rows, own.authority, "Ash Vale", group_id=group.id)
    with writing(place.rows) as session:
        session.get_one(Setting, own.id).group_id = group.id
    return sibling


def shared_check_of(place: Place, sibling: Setting) -> int:
    """A check of the sibling's that answers all that the group shares."""
    own = place.walking.setting
    with writing(place.rows) as session:
        check = PolicyCheck(
            authority_id=own.authority_id,
            setting_id=sibling.id,
            framework_id=place.journey.framework_id,
            begun_at=place.walking.at,
            begun_by_name="Ada",
            shared_at=place.walking.at,
        )
        session.add(check)
        session.flush()
        session.add_all(
            PolicyAnswer(
                authority_id=own.authority_id,
                check_id=check.id,
                point=f"p{n:02}",
                holds=Holds.YES,
                by_name="Ada",
                at=place.walking.at,
            )
            for n in range(1, 25)
        )
        return check.id
