"""A cohort: chosen, named, invited once; what cannot begin is left out with the reason."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.gathering_cohort import (
    CohortPlan,
    SentOut,
    begin_cohort,
    change_cohort,
    name_leads,
    send_cohort,
    take_in,
    take_out,
)
from award.actions.opening import open_journey
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.stages import Stage
from award.storage.accounts import Invitation
from award.storage.cohorts import Cohort, CohortPlace
from award.storage.db import transaction
from award.storage.journeys import Journey
from award.storage.letters import Letter
from award.storage.settings import Contact, Setting
from tests.making import actor, at, make_authority, make_member, make_setting, make_user

PLAN = CohortPlan("Spring 2026", "light", workshop_at=at(30, 14), workshop_place="Town Hall")


class Gathering:
    """Three settings, their coordinator, and a cohort that was begun."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.authority = make_authority(session)
        names = ("Willow Lane Primary", "Oak Tree Juniors", "Ash Grove Nursery")
        self.settings = [make_setting(session, self.authority, name) for name in names]
        user = make_user(session, "Colm Brady")
        make_member(session, user, Role.COORDINATOR, self.authority)
        self.by = actor(user, Role.COORDINATOR, self.authority)
        self.tokens: Iterator[tuple[str, str]] = iter((f"t{n}", f"d{n}") for n in range(50))
        with transaction(lock=self.authority) as held:
            self.cohort = begin_cohort(held, PLAN, by=self.by, at=at())

    def take_in(self, *settings: Setting) -> int:
        wanted = [one.id for one in settings or self.settings]
        with transaction(lock=self.cohort) as held:
            return take_in(held, wanted, by=self.by)

    def place(self, setting: Setting) -> CohortPlace:
        self.session.expire_all()
        return self.session.scalars(
            select(CohortPlace).where(CohortPlace.setting_id == setting.id)
        ).one()

    def name(self, *settings: Setting) -> None:
        found = settings or self.settings
        leads = {
            self.place(one).id: (f"Lead {one.id}", f"Lead{one.id}@Example.org") for one in found
        }
        with transaction(lock=self.cohort) as held:
            name_leads(held, leads, by=self.by)

    def send(self, day: int = 0, **more: Any) -> SentOut:
        with transaction(lock=self.cohort) as held:
            return send_cohort(
                held, tokens=lambda: next(self.tokens), by=self.by, at=at(day), **more
            )

    def count(self, kind: type) -> int:
        return self.session.scalar(select(func.count()).select_from(kind)) or 0


@pytest.fixture
def gathering(both: Session) -> Gathering:
    return Gathering(both)


def test_everybody_gets_a_journey_and_one_letter(gathering: Gathering) -> None:
    gathering.take_in()
    gathering.name()

    sent = gathering.send()

    assert sent == SentOut(invited=3, left_out=0, left=0)
    journeys = gathering.session.scalars(select(Journey)).all()
    assert {(one.stage, one.route.code) for one in journeys} == {(Stage.DRAFT, "light")}
    letters = gathering.session.scalars(select(Letter)).all()
    assert [one.code for one in letters] == ["cohort_invitation"] * 3
    assert "“Spring 2026”" in letters[0].body
    assert "workshop for all of you on Wednesday 4 February 2026 at 2:00pm, at Town Hall" in (
        letters[0].body
    )


def test_sending_twice_invites_nobody_twice(gathering: Gathering) -> None:
    gathering.take_in()
    gathering.name()
    gathering.send()

    again = gathering.send(day=1)

    assert again == SentOut(0, 0, 0)
    assert (gathering.count(Journey), gathering.count(Invitation)) == (3, 3)


def test_a_long_cohort_goes_out_in_stretches(gathering: Gathering) -> None:
    gathering.take_in()
    gathering.name()

    found = [gathering.send(most=2), gathering.send(most=2)]

    assert found == [SentOut(2, 0, 1), SentOut(1, 0, 0)]


def test_who_has_an_open_journey_is_left_out_with_the_reason(gathering: Gathering) -> None:
    busy = gathering.settings[0]
    with transaction(lock=busy) as held:
        open_journey(held, route="standard", by=gathering.by, at=at())
    gathering.take_in()
    gathering.name()

    sent = gathering.send()

    assert sent == SentOut(2, 1, 0)
    assert gathering.place(busy).left_out == "It has an open journey already"
    assert gathering.place(busy).journey_id is None


def test_a_setting_without_a_named_lead_waits(gathering: Gathering) -> None:
    gathering.take_in()
    gathering.name(gathering.settings[0])

    sent = gathering.send()

    assert sent == SentOut(1, 0, 0)
    assert gathering.place(gathering.settings[1]).invited_at is None


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


def test_a_lead_with_an_account_here_is_told_and_not_invited_anew(gathering: Gathering) -> None:
    one = gathering.settings[0]
    make_member(gathering.session, make_user(gathering.session, "Amara Holt"), Role.LEAD, one)
    gathering.take_in(one)

    gathering.send()

    assert gathering.count(Invitation) == 0
    assert gathering.session.scalars(select(Letter.code)).all() == ["journey_opened"]


def test_another_lead_than_the_one_there_is_invited_beside_them(gathering: Gathering) -> None:
    one = gathering.settings[0]
    make_member(gathering.session, make_user(gathering.session, "Amara Holt"), Role.LEAD, one)
    gathering.take_in(one)
    gathering.name(one)

    gathering.send()

    assert gathering.count(Invitation) == 1


def test_a_setting_comes_in_once_and_goes_out_until_it_is_invited(gathering: Gathering) -> None:
    one = gathering.settings[0]
    found = [gathering.take_in(one), gathering.take_in(one)]
    with transaction(lock=gathering.cohort) as held:
        take_out(held, gathering.place(one).id, by=gathering.by)
    left = gathering.count(CohortPlace)
    gathering.take_in(one)
    gathering.name(one)
    gathering.send()

    with transaction(lock=gathering.cohort) as held, pytest.raises(NotReady):
        take_out(held, gathering.place(one).id, by=gathering.by)

    assert (found, left) == ([1, 0], 0)


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


def test_the_route_stays_once_somebody_is_invited(gathering: Gathering) -> None:
    gathering.take_in()
    gathering.name()
    gathering.send()

    with transaction(lock=gathering.cohort) as held:
        change_cohort(held, CohortPlan("Summer", "light"), by=gathering.by, at=at())
        with pytest.raises(NotReady, match="Keep the route"):
            change_cohort(held, CohortPlan("Summer", "club"), by=gathering.by, at=at())

    assert gathering.session.scalars(select(Cohort.name)).all() == ["Summer"]


def test_only_a_coordinator_of_the_authority_works_on_a_cohort(gathering: Gathering) -> None:
    lead = Actor(Role.LEAD, authority_id=gathering.authority.id)
    stranger = Actor(Role.COORDINATOR, authority_id=999)

    with transaction(lock=gathering.cohort) as held:
        with pytest.raises(NotAllowed):
            take_in(held, [1], by=lead)
        with pytest.raises(NotFound):
            take_in(held, [1], by=stranger)


def test_without_a_workshop_the_letter_says_how_the_first_visit_comes(
    gathering: Gathering,
) -> None:
    with transaction(lock=gathering.cohort) as held:
        change_cohort(held, CohortPlan("Spring", "standard"), by=gathering.by, at=at())
    gathering.take_in()
    gathering.name()

    gathering.send()

    body = gathering.session.scalars(select(Letter.body)).first()
    assert body is not None
    assert "we arrange your first visit with you" in body
