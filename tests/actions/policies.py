"""A trust with one policy: a school that checks it, and a nursery that rests on it."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from award.actions.checking_policy import PointSaid, answer_points, begin_check
from award.demo.walking import Walker
from award.domain.checklists import Whose
from award.domain.people import Role
from award.domain.policy_checks import Holds, Point
from award.domain.stages import Stage
from award.storage.db import transaction, writing
from award.storage.journeys import Journey
from award.storage.policies import PolicyCheck
from award.storage.policy_points import answers_of, points_with
from award.storage.settings import Setting
from tests.making import journey_at, make_group, make_member, make_setting, make_user


def points(check: PolicyCheck, setting: Setting) -> dict[str, Point]:
    """The points of a check by their code."""
    found = points_with(check, setting, answers_of(check))
    return {one.line.code: one for one in found}


def open_points(check: PolicyCheck, setting: Setting) -> list[str]:
    return [code for code, one in points(check, setting).items() if one.is_open]


def answer_all(
    walking: Walker, *, missing: frozenset[str] = frozenset(), only: Whose | None = None
) -> None:
    """Answer every open point as held, but for those that are missing."""
    with transaction(lock=walking.journey) as held:
        check = begin_check(held, by=walking.by(Role.LEAD), at=walking.at)
        said = [
            PointSaid(code, Holds.NO if code in missing else Holds.YES, f"page {number}")
            for number, (code, one) in enumerate(points(check, held.setting).items())
            if one.is_open and only in (None, one.line.whose)
        ]
        answer_points(held, said, by=walking.by(Role.LEAD), at=walking.at)


@dataclass
class Trust:
    """Two settings of one group in one authority, both gathering."""

    school: Walker
    nursery: Walker

    @property
    def rows(self) -> tuple[Journey, Journey]:
        return self.school.journey, self.nursery.journey


def make_trust(session: Session) -> Trust:
    school, _ = journey_at(session, Stage.GATHERING)
    group = make_group(session)
    place = make_setting(
        session, school.setting.authority, "Little Willows", "early_years", group_id=group.id
    )
    with writing(session):
        session.get_one(Setting, school.setting.id).group_id = group.id
    lead, head = make_user(session, "Nadia Rahman"), make_user(session, "Owen Pryce")
    make_member(session, lead, Role.LEAD, place)
    make_member(session, head, Role.HEAD, place)
    nursery = Walker(place, replace(school.cast, lead=lead, head=head), school.at)
    nursery.open("standard")
    nursery.walk_to(Stage.PLANNING)
    return Trust(school, nursery)
