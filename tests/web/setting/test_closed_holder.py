"""A setting that has closed keeps its award, and is asked for nothing more."""

from datetime import timedelta

import pytest

from award.actions.checking_in import CheckInWords, say_how_it_goes
from award.adapters import clock
from award.domain.notices import Day
from award.domain.people import Role
from award.domain.refusals import NotAllowed
from award.domain.stages import Stage
from award.queries.days_near import list_days_near
from award.storage.awards import Award
from award.storage.db import transaction, writing
from award.storage.settings import SettingState
from tests.web.setting.conftest import Make, said_on


def test_it_reads_that_it_has_closed_and_is_neither_asked_nor_reminded(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    award = place.rows.query(Award).one()
    with writing(place.rows):
        award.setting.state = SettingState.CLOSED
    a_year_on = place.walking.at + timedelta(days=370)
    said = CheckInWords("Well.", [], "", "")

    with clock.frozen_at(a_year_on):
        lead = place.lead()
        home, page = said_on(lead, place.root), said_on(lead, f"{place.root}/awards/{award.id}")
        with pytest.raises(NotAllowed), transaction(lock=award) as held:
            say_how_it_goes(held, said, by=place.walking.by(Role.LEAD), at=a_year_on)
        near = {one.day for one in list_days_near(place.journey, at=a_year_on)}

    assert "You hold the award" in home
    assert "has noted that your setting has closed" in home
    assert "Tell us" not in home
    assert "You can renew it from" not in home + page
    assert near.isdisjoint({Day.CHECK_IN, Day.AWARD_ENDS})
