"""Sending a cohort: everybody is invited once; what cannot begin is left out with the reason."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.appealing import hear_appeal, lodge_appeal
from award.actions.gathering_cohort import (
    CohortPlan,
    begin_cohort,
    change_cohort,
    name_leads,
    take_in,
    take_out,
)
from award.actions.opening import open_journey
from award.actions.sending_cohort import SentOut, send_cohort
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.refusals import NotReady
from award.domain.stages import Stage
from award.storage.accounts import Invitation
from award.storage.cohorts import Cohort, CohortPlace
from award.storage.db import session_of, transaction
from award.storage.journeys import Journey
from award.storage.letters import Letter
from tests.actions.gathering import Gathering
from tests.making import actor, at, journey_at, make_member, make_user


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
    assert "workshop for all of you on Wednesday 4 February 2026 at 2pm, at Town Hall" in (
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


def test_a_lead_with_an_account_here_is_told_and_not_invited_anew(gathering: Gathering) -> None:
    one = gathering.settings[0]
    make_member(gathering.session, make_user(gathering.session, "Amara Holt"), Role.LEAD, one)
    gathering.take_in(one)

    gathering.send()

    assert gathering.count(Invitation) == 0
    (letter,) = gathering.session.scalars(select(Letter)).all()
    assert letter.code == "journey_opened_together"
    assert gathering.cohort.name in letter.body
    assert "There is a workshop for all of you on" in letter.body


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


def test_the_route_stays_once_somebody_is_invited(gathering: Gathering) -> None:
    gathering.take_in()
    gathering.name()
    gathering.send()

    with transaction(lock=gathering.cohort) as held:
        change_cohort(held, CohortPlan("Summer", "light"), by=gathering.by, at=at())
        with pytest.raises(NotReady, match="Keep the route"):
            change_cohort(held, CohortPlan("Summer", "club"), by=gathering.by, at=at())

    assert gathering.session.scalars(select(Cohort.name)).all() == ["Summer"]


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


def test_the_name_of_a_lead_who_was_invited_stays(gathering: Gathering) -> None:
    one = gathering.settings[0]
    gathering.take_in(one)
    gathering.name(one)
    gathering.send()
    with transaction(lock=gathering.cohort) as held:
        place_id = gathering.place(one).id
        name_leads(held, {place_id: ("Somebody else", "else@example.org")}, by=gathering.by)

    assert gathering.place(one).lead_name == f"Lead {one.id}"


class OfOne:
    """A cohort of one setting that has been on a journey before; its lead is named."""

    def __init__(self, walking: Walker) -> None:
        self.walking = walking
        self.by = walking.by(Role.COORDINATOR)
        authority = walking.setting.authority
        with transaction(lock=authority) as held:
            plan = CohortPlan("Spring", "light")
            self.cohort = begin_cohort(held, plan, by=self.by, at=walking.at)
        with transaction(lock=self.cohort) as cohort:
            take_in(cohort, [walking.setting.id], by=self.by)

    @property
    def place(self) -> CohortPlace:
        session = session_of(self.walking.setting)
        session.expire_all()
        return session.scalars(select(CohortPlace)).one()

    def send(self, *sure: int) -> SentOut:
        with transaction(lock=self.cohort) as held:
            return send_cohort(
                held, tokens=lambda: ("t", "d"), sure=sure, by=self.by, at=self.walking.at
            )

    def appeal(self) -> None:
        with transaction(lock=self.walking.journey) as held:
            lodge_appeal(
                held, words="Look again", by=self.walking.by(Role.LEAD), at=self.walking.at
            )

    def hear(self, *, upheld: bool) -> None:
        session, authority = session_of(self.walking.setting), self.walking.setting.authority
        person = make_user(session, "Ines Rowe")
        make_member(session, person, Role.PANEL, authority)
        by = actor(person, Role.PANEL, authority)
        with transaction(lock=self.walking.journey) as held:
            hear_appeal(held, upheld=upheld, reasons="We read it", by=by, at=self.walking.at)


def test_a_holder_of_the_award_waits_until_somebody_is_sure(both: Session) -> None:
    walking, _ = journey_at(both, Stage.AWARDED)
    one = OfOne(walking)

    first = one.send()
    before = one.place.invited_at, one.place.left_out
    then = one.send(one.place.id)

    assert first == SentOut(invited=0, left_out=0, left=0, asked=1)
    assert before == (None, "")
    assert then == SentOut(invited=1, left_out=0, left=0, asked=0, told=1)
    assert one.place.journey is not None
    assert one.place.journey.previous_id == walking.journey.id


def test_an_award_whose_term_of_grace_is_over_asks_nothing(session: Session) -> None:
    walking, _ = journey_at(session, Stage.AWARDED)
    walking.pass_time(days=365 * 5)

    assert OfOne(walking).send().invited == 1


def test_an_appeal_that_would_reopen_a_journey_leaves_the_setting_out(both: Session) -> None:
    walking, _ = journey_at(both, Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    walking.pass_time(days=1)
    one = OfOne(walking)
    one.appeal()

    sent = one.send(one.place.id)

    assert sent == SentOut(invited=0, left_out=1, left=0)
    assert one.place.left_out.startswith("Its appeal is not over.")


@pytest.mark.parametrize(("upheld", "invited"), [(True, 0), (False, 1)])
def test_an_appeal_that_was_heard_is_in_the_way_only_while_it_is_upheld_and_waits(
    session: Session, upheld: bool, invited: int
) -> None:
    walking, _ = journey_at(session, Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    walking.pass_time(days=1)
    one = OfOne(walking)
    one.appeal()
    one.hear(upheld=upheld)

    assert one.send().invited == invited
