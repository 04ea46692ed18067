"""A letter about a visit leads its reader to the visit, or to where a new date is proposed."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.rearranging import call_off_visit
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.letters import Letter
from award.storage.visits import Visit
from tests.making import journey_at


@pytest.mark.parametrize(
    ("code", "place"), [("visit_confirmed", "visits/{}"), ("visit_cancelled", "visits")]
)
def test_each_reader_is_led_to_the_visit_in_a_room_of_their_own(
    session: Session, code: str, place: str
) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    visit = session.scalars(select(Visit).where(Visit.journey_id == journey.id)).all()[-1]
    with transaction(lock=journey) as held:
        call_off_visit(
            held, visit.id, missed=False, reason="Snow", by=walking.by(Role.LEAD), at=walking.at
        )

    keys = f"visit:{visit.id}:%"
    rows = session.execute(
        select(Letter.to_email, Letter.path).where(
            Letter.code == code, Letter.unique_key.like(keys)
        )
    )
    here, cast = f"journeys/{journey.id}/{place.format(visit.id)}", walking.cast
    setting = f"/setting/{journey.setting_id}/{here}"
    room = f"/{journey.authority.code}"
    expected = {
        cast.lead.email: setting,
        cast.head.email: setting,
        cast.assessor.email: f"{room}/assessor/{here}",
    }
    if code == "visit_cancelled":
        expected[cast.coordinator.email] = f"{room}/coordinator/{here}"
    assert {one.to_email: one.path for one in rows} == expected
