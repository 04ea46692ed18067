"""Where an award is shown, its renewal is offered to whoever begins it, and what was said of it."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from award.actions.awarding import make_award_move, reply_to_suspension, vote_on_award
from award.actions.opening import open_journey
from award.adapters import clock
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.awards import Award
from award.storage.db import transaction
from award.storage.decisions import Appeal, AppealState
from award.web.kit.filters import day, day_short
from tests.web.setting.conftest import Make, Place, card_of, said_on, step_of


def noon(on: date) -> datetime:
    return datetime.combine(on, time(12), UTC)


def award_of(place: Place) -> tuple[Award, str]:
    award = place.rows.scalars(select(Award)).one()
    return award, f"{place.root}/awards/{award.id}"


def test_the_page_of_an_award_offers_its_renewal_from_its_day_on(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    award, address = award_of(place)
    assert award.renewal_opens_on is not None
    opens = noon(award.renewal_opens_on)
    told = []

    for days in (-1, 0):
        with clock.frozen_at(opens + timedelta(days=days)):
            words = said_on(place.lead(), address)
            told.append(("You can renew it from" in words, "Renew the award" in words))

    assert told == [(True, False), (False, True)]


def test_an_award_that_has_ended_leads_to_its_renewal_as_the_first_page_does(
    place_at: Make,
) -> None:
    place = place_at(Stage.AWARDED)
    award, address = award_of(place)
    after = noon(award.valid_until) + timedelta(days=1)

    with clock.frozen_at(after):
        steps = [step_of(place.lead(), page) for page in (place.root, address)]
        head = card_of(place.head(), address)

    assert steps == [f"{place.root}/renewal/open"] * 2
    assert "Whoever leads the work here begins the renewal." in head


def test_a_renewal_that_is_under_way_is_gone_on_with_and_not_begun_again(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    award, address = award_of(place)
    assert award.renewal_opens_on is not None

    with clock.frozen_at(noon(award.renewal_opens_on)):
        lead = place.lead()
        lead.send(f"{place.root}/renewal/open")
        again = lead.get(f"{place.root}/renewal/open")
        first = said_on(lead, place.root)
        words = said_on(lead, address)

    assert again.location == place.root
    assert "under way already" in first
    assert "Your next journey is under way." in words
    assert "You can renew it" not in words


def test_a_renewal_that_outlasts_the_term_of_grace_is_gone_on_with(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    award, address = award_of(place)
    assert award.renewal_opens_on is not None
    with transaction(lock=place.walking.setting) as held:
        opens = noon(award.renewal_opens_on)
        open_journey(held, route="renewal", by=place.walking.by(Role.LEAD), at=opens)
    shown = f"/leicester/coordinator/awards/{award.id}"
    last = day(award.grace_until)

    with clock.frozen_at(noon(award.grace_until)):
        kept = said_on(place.coordinator(), shown)
    with clock.frozen_at(noon(award.grace_until + timedelta(days=1))):
        words = said_on(place.lead(), address)
        over = said_on(place.coordinator(), shown)

    assert "Your next journey is under way" in words
    assert "when you would like to begin again" not in words
    assert f"Term of grace until {last}" in kept
    assert "Term of grace" not in over


def test_why_an_award_is_suspended_is_read_by_who_can_answer(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    award, address = award_of(place)
    now, by = place.walking.at, place.walking.by
    panel = [by(Role.PANEL, member=one) for one in (0, 1)]
    with transaction(lock=award) as held:
        make_award_move(held, "propose_suspension", words="Why?", by=by(Role.COORDINATOR), at=now)
    with transaction(lock=award) as held:
        reply_to_suspension(held, words="We rang.", by=by(Role.LEAD), at=now)
        for member in panel:
            vote_on_award(held, in_favour=True, reason="So it is.", by=member, at=now)
    with transaction(lock=award) as held:
        words = "Until the log is kept again."
        make_award_move(held, "suspend", words=words, by=panel[0], at=now)

    with clock.frozen_at(now):
        told = [said_on(one, address) for one in (place.lead(), place.head())]

    assert all("Until the log is kept again." in words for words in told)
    assert not any("object at" in words for words in told)


def test_what_is_held_today_stands_before_the_next_award_until_that_begins(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    first, _ = award_of(place)
    walking = place.walking
    assert first.renewal_opens_on is not None
    with transaction(lock=walking.setting) as held:
        by, opens = walking.by(Role.LEAD), noon(first.renewal_opens_on)
        renewal = open_journey(held, route="renewal", by=by, at=opens)
    going = Walker(walking.setting, walking.cast, opens, Outcome.AWARD).go_on(renewal)
    going.walk_to(Stage.AWARDED)
    newest = select(Award).order_by(Award.id.desc())
    second = place.rows.scalars(newest).first()
    assert second is not None
    assert second.valid_from > going.at.date()

    with clock.frozen_at(going.at + timedelta(hours=1)):
        home = said_on(place.lead(), place.root)
        page = said_on(place.lead(), f"{place.root}/awards/{second.id}")
        governors = said_on(place.lead(), f"{place.root}/journeys/{renewal.id}/governors")
    with clock.frozen_at(noon(second.valid_from)):
        then = said_on(place.lead(), place.root)

    begins, ends = day_short(second.valid_from), day_short(second.valid_until)
    assert f"You hold the award until {day_short(first.valid_until)}." in home
    assert "Your next award begins on" in home
    assert "You can renew it" not in home
    assert "Your award is still to begin" in page
    assert "Not yet announced" not in page
    assert f"Our next award begins on {begins}, and lasts until {ends}." in governors
    assert f"You hold the award until {ends}." in then


def test_an_appeal_that_waits_is_told_below_what_the_renewal_asks(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    walking, first = place.walking, place.walking.journey
    award, _ = award_of(place)
    assert award.renewal_opens_on is not None
    opens = noon(award.renewal_opens_on)

    with clock.frozen_at(opens):
        lead = place.lead()
        lead.send(f"{place.root}/renewal/open")
        before = said_on(lead, place.root)
        with transaction(lock=first):
            place.rows.add(
                Appeal(
                    authority_id=first.authority_id, journey_id=first.id, award_id=award.id,
                    against="suspension", words="Somebody leads it again.",
                    state=AppealState.LODGED, lodged_by_id=walking.cast.lead.id, lodged_at=opens,
                )
            )  # fmt: skip
        told = said_on(lead, place.root)

    assert "Your appeal is under way" not in before
    assert "Your appeal is under way. You appealed on" in told
    assert "There is nothing that you need to do now" not in told
