"""A cohort: begun, filled, named and changed by a coordinator of its authority alone."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from award.actions.gathering_cohort import (
    CohortPlan,
    begin_cohort,
    change_cohort,
    take_in,
    take_out,
)
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.visit_days import WrongDay
from award.storage.db import transaction
from award.storage.settings import Contact
from tests.actions.gathering import PLAN, Gathering
from tests.making import at, make_member, make_user


@pytest.fixture
def gathering(both: Session) -> Gathering:
    return Gathering(both)


def test_who_leads_is_known_from_the_account_or_else_from_the_contact(
    gathering: Gathering,
) -> None:
    one, two, _ = gathering.settings
    make_member(gathering.session, make_user(gathering.session, "Amara Holt"), Role.LEAD, one)
    with transaction(lock=two) as held:
        gathering.session.add(
            Contact(authority_id=held.authority_id, setting_id=two.id, part="lead",
                    name="Ben Oak", email="ben@example.org")
        )  # fmt: skip

    came = gathering.take_in()

    found = [gathering.place(place).lead_email for place in gathering.settings]
    assert (came, found) == (3, ["amara.holt@example.org", "ben@example.org", ""])


def test_a_place_of_another_cohort_is_not_there(gathering: Gathering) -> None:
    with transaction(lock=gathering.cohort) as held, pytest.raises(NotFound):
        take_out(held, 999, by=gathering.by)


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (CohortPlan(" ", "light"), "Give the cohort a name"),
        (CohortPlan("Spring", "express"), "Choose a route"),
        (CohortPlan("Spring", "renewal"), "Choose a route"),
        (CohortPlan("Spring", "standard", workshop_at=at(9)), "a workshop does not count there"),
        (CohortPlan("Spring", "light", workshop_at=at(-1)), "still to come"),
    ],
)
def test_a_cohort_that_cannot_be_is_refused(
    gathering: Gathering, plan: CohortPlan, says: str
) -> None:
    with transaction(lock=gathering.authority) as held, pytest.raises(NotReady, match=says):
        begin_cohort(held, plan, by=gathering.by, at=at())


def test_a_round_of_nobody_is_not_there(gathering: Gathering) -> None:
    plan = CohortPlan("Spring", "light", round_id=999)

    with transaction(lock=gathering.authority) as held, pytest.raises(NotFound):
        begin_cohort(held, plan, by=gathering.by, at=at())


def test_only_a_coordinator_of_the_authority_works_on_a_cohort(gathering: Gathering) -> None:
    lead = Actor(Role.LEAD, authority_id=gathering.authority.id)
    stranger = Actor(Role.COORDINATOR, authority_id=999)

    with transaction(lock=gathering.cohort) as held:
        with pytest.raises(NotAllowed):
            take_in(held, [1], by=lead)
        with pytest.raises(NotFound):
            take_in(held, [1], by=stranger)


def test_a_workshop_in_the_night_is_asked_about(gathering: Gathering) -> None:
    plan = replace(PLAN, workshop_at=at(31, 2))

    with transaction(lock=gathering.cohort) as held:
        with pytest.raises(WrongDay, match="at 2am is in the night") as refused:
            change_cohort(held, plan, by=gathering.by, at=at())
        change_cohort(held, replace(plan, all_the_same=True), by=gathering.by, at=at())

    assert refused.value.may_stand
    assert gathering.cohort.workshop_at == plan.workshop_at
