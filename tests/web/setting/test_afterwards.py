"""What a journey that was ended says of the files that do not stay."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from award.actions.appealing import lodge_appeal
from award.actions.certifying import write_award_history
from award.actions.moves import Said, make_move
from award.actions.opening import open_journey
from award.actions.revoking import let_fall_with
from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.calendars import CalendarKind
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.awards import Award
from award.storage.db import transaction, writing
from award.storage.decisions import Condition
from award.storage.journeys import Journey
from tests.web.setting.conftest import Make, card_of, said_on


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


def test_files_that_have_gone_are_spoken_of_no_more(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    place.walking.move("withdraw", Role.LEAD, said=Said(reason_code="lead_left"))
    told = []

    for days in (25, 60):
        with clock.frozen_at(place.walking.at + timedelta(days=days)):
            told.append(said_on(place.lead(), place.root))

    assert "are removed by themselves, after twenty school days" in told[0]
    assert "removed" not in told[1]
    assert "Everything that you did is kept. If things change, tell the coordinator." in told[1]


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


def test_a_revocation_that_took_the_renewal_along_is_said_first_and_can_be_appealed_against(
    place_at: Make,
) -> None:
    place = place_at(Stage.AWARDED)
    walking, award = place.walking, place.rows.query(Award).one()
    assert award.renewal_opens_on is not None
    now = datetime.combine(award.renewal_opens_on, time(12), UTC)
    with transaction(lock=walking.setting) as held:
        open_journey(held, route="renewal", by=walking.by(Role.LEAD), at=now)
    with transaction(lock=award) as one:
        one.state, went = AwardState.REVOKED, (AwardState.IN_FORCE, AwardState.REVOKED)
        by = walking.by(Role.PANEL)
        write_award_history(one, "revoke", by=by, at=now, words="No log.", went=went)
        let_fall_with(one, words="No log.", by=by, at=now)

    with clock.frozen_at(now):
        lead = place.lead()
        home = said_on(lead, place.root)
        renewal = place.rows.scalars(select(Journey).order_by(Journey.id.desc())).first()
        assert renewal is not None
        page = said_on(lead, f"{place.root}/journeys/{renewal.id}")
        lead.send(f"{place.at}/appeal", words="We have one.")
        after = said_on(lead, place.root)

    assert "Your award was taken back" in home
    assert "You may ask for this to be looked at again until" in home
    assert "The award that it would have renewed was revoked." in page
    assert "It goes on only if the award is given back after an appeal." in page
    assert "It can be taken up again" not in page
    assert "Your appeal is under way" in after


def test_the_appeal_about_an_award_is_offered_though_a_later_journey_was_left(
    place_at: Make,
) -> None:
    place = place_at(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    walking, award = place.walking, place.rows.query(Award).one()
    now = walking.at
    with writing(place.rows):
        award.renewal_opens_on = now.date()
    with transaction(lock=walking.setting) as held:
        renewal = open_journey(held, route="renewal", by=walking.by(Role.LEAD), at=now)
    with transaction(lock=renewal) as one:
        said = Said(reason_code="no_time")
        make_move(one, "withdraw", by=walking.by(Role.LEAD), at=now, said=said)

    with clock.frozen_at(now):
        home = said_on(place.lead(), place.root)

    assert "You may ask for this to be looked at again until" in home
    assert place.rows.query(Condition).one().words in home


@pytest.mark.parametrize("step", ["withdraw", "close"])
def test_those_who_govern_read_whether_the_setting_stepped_back_or_was_ended(
    place_at: Make, step: str
) -> None:
    place = place_at(Stage.GATHERING)
    by = place.walking.by(Role.LEAD if step == "withdraw" else Role.COORDINATOR)
    said = Said(reason_code="no_time" if step == "withdraw" else "duplicate")
    with transaction(lock=place.journey) as held:
        make_move(held, step, by=by, at=place.walking.at, said=said)

    words = said_on(place.lead(), f"{place.at}/governors")

    assert ("We have stepped back for now." in words) == (step == "withdraw")
    assert ("Our journey was ended." in words) == (step == "close")


def test_a_journey_that_was_closed_says_why(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    place.walking.move("close", Role.COORDINATOR, said=Said(reason_code="merged"))

    lead = place.lead()
    words, page = card_of(lead, place.root), said_on(lead, place.root)
    journey = said_on(lead, place.at)

    assert "The setting has merged with another. Everything that you did is kept." in words
    assert "It can be taken up again" not in words
    for told in (page, journey):
        assert "Merged with another" in told
        assert "Withdrawn" not in told
