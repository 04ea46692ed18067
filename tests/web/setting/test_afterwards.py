"""What a journey that was ended says of the files that do not stay."""

import pytest

from award.actions.appealing import lodge_appeal
from award.actions.certifying import write_award_history
from award.actions.moves import Said
from award.domain.award_moves import AwardState
from award.domain.calendars import CalendarKind
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.awards import Award
from award.storage.db import transaction, writing
from tests.web.setting.conftest import Make


@pytest.mark.parametrize(
    ("calendar", "words"),
    [
        (CalendarKind.SCHOOL_TERMS, "after twenty school days"),
        (CalendarKind.WORKING_DAYS, "after twenty working days"),
        (CalendarKind.OWN_DAYS, "after twenty days on which you are open"),
    ],
)
def test_the_days_are_called_as_the_setting_counts_them(
    place_at: Make, calendar: CalendarKind, words: str
) -> None:
    place = place_at(Stage.GATHERING)
    place.walking.move("withdraw", Role.LEAD, said=Said(reason_code="lead_left"))
    kind = place.walking.setting.kind
    assert kind is not None
    kind.content = {**kind.content, "calendar": str(calendar)}
    place.rows.commit()
    lead = place.lead()

    lead.get(place.root)

    assert words in lead.words()


def test_that_an_award_was_taken_back_is_said_first_and_offers_no_renewal(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    award = place.rows.query(Award).one()
    page = f"{place.root}/awards/{award.id}"
    lead = place.lead()
    lead.get(page)
    held = lead.words()
    award.state = AwardState.REVOKED
    place.rows.commit()

    lead.get(place.root)
    home = lead.words()
    lead.get(page)

    assert "You can renew it from" in held
    assert "For now Your award was taken back You got an e-mail that says why." in home
    assert "Ask the coordinator to begin" not in home
    assert "You can renew it from" not in lead.words()


def test_an_appeal_against_the_award_being_taken_back_is_said_first(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    walking = place.walking
    with writing(place.rows) as session:
        award = session.query(Award).one()
        award.state = AwardState.REVOKED
        went = (AwardState.IN_FORCE, AwardState.REVOKED)
        by = walking.by(Role.PANEL)
        write_award_history(award, "revoke", by=by, at=walking.at, went=went)
    with transaction(lock=place.journey) as held:
        lodge_appeal(held, words="It is settled.", by=walking.by(Role.LEAD), at=walking.at)
    lead = place.lead()

    lead.get(place.root)

    assert "Your appeal is under way" in lead.words()
