"""What the demo world's settings find when they check their policy against the list."""

from typing import Final

from award.actions.checking_policy import PointSaid, answer_points, begin_check
from award.actions.planning_policy import plan_missing
from award.demo.tellers import Storyteller
from award.domain.people import Role
from award.domain.policy_checks import Holds
from award.storage.db import transaction
from award.storage.policy_points import answers_of, points_with

MISSING: Final = frozenset({"p11", "p13", "p20"})
LEFT: Final = 4
POINTS_A_PAGE: Final = 3


def check_policy(teller: Storyteller) -> None:
    """The lead looks at most points, finds some missing, and plans the first of them."""
    with transaction(lock=teller.journey) as held:
        by = teller.by(Role.LEAD)
        check = begin_check(held, by=by, at=teller.at)
        codes = [one.line.code for one in points_with(check, held.setting, answers_of(check))]
        said = [
            PointSaid(code, Holds.NO)
            if code in MISSING
            else PointSaid(code, Holds.YES, f"Page {1 + place // POINTS_A_PAGE}")
            for place, code in enumerate(codes[:-LEFT])
        ]
        answer_points(held, said, by=by, at=teller.at)
        missing = [code for code in codes if code in MISSING]
        plan_missing(held, missing[:1], by=by, at=teller.at)
