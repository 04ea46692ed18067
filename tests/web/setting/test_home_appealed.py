"""What a setting reads while an appeal can be lodged, and once it was upheld."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from award.actions.appealing import hear_appeal, lodge_appeal
from award.adapters import clock
from award.domain.facts import Outcome, Said
from award.domain.people import Role
from award.domain.refusals import NotAllowed
from award.domain.stages import Stage
from award.storage.db import transaction, writing
from award.storage.decisions import Condition, Decision
from tests.making import actor, make_member, make_user
from tests.web.setting.conftest import Make, Place, card_of, said_on


def uphold(place: Place) -> None:
    """An appeal that somebody who took no part has upheld; nothing has followed yet."""
    walking = place.walking
    authority, hearer = walking.setting.authority, make_user(place.rows, "Ines Rowe")
    make_member(place.rows, hearer, Role.PANEL, authority)
    with transaction(lock=walking.journey) as held:
        lodge_appeal(held, words="The log was looked at.", by=walking.by(Role.LEAD), at=clock.now())
        by = actor(hearer, Role.PANEL, authority)
        hear_appeal(held, upheld=True, reasons="The log was there.", by=by, at=clock.now())


def test_an_appeal_that_was_upheld_stands_first_with_what_follows(place_at: Make) -> None:
    place = place_at(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    uphold(place)
    lead = place.lead()

    home = card_of(lead, place.root)
    journey = card_of(lead, place.at)
    decision = card_of(lead, f"{place.at}/decision")
    page = lead.words()

    for card in (home, journey, decision):
        assert "Your appeal was upheld" in card
        assert "“The log was there.” The coordinator takes your report to the panel again" in card
    assert home.endswith("Read the decision")
    assert "where a new start begins" not in page
    assert "If you see it otherwise" not in page


def test_once_the_new_decision_is_there_the_appeal_is_told_as_past(place_at: Make) -> None:
    place = place_at(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    uphold(place)
    lead = place.lead()
    lead.get(f"{place.at}/decision")
    before = lead.words()
    with writing(place.rows) as session:
        made = session.scalars(select(Decision)).one()
        made.superseded_at = clock.now()
        session.flush()
        session.add(
            Decision(
                authority_id=made.authority_id, journey_id=made.journey_id,
                report_id=made.report_id, outcome=made.outcome, reasons="Looked at anew.",
                released_by_id=made.released_by_id, released_at=clock.now(),
            )
        )  # fmt: skip

    lead.get(f"{place.at}/decision")

    assert "It was upheld: the decision is looked at again." in before
    assert "the decision was looked at again, and this is the new one." in lead.words()
    assert "is looked at again" not in lead.words()


def test_no_second_appeal_comes_beside_one_that_was_upheld(place_at: Make) -> None:
    place = place_at(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    uphold(place)
    lead = place.lead()

    offered = f'href="{place.at}/appeal"' in lead.get(place.at).text
    lead.get(f"{place.at}/appeal")
    with (
        pytest.raises(NotAllowed, match="upheld already"),
        transaction(lock=place.walking.journey) as held,
    ):
        lodge_appeal(held, words="Once more.", by=place.walking.by(Role.LEAD), at=clock.now())

    assert not offered
    assert "Your appeal was upheld already" in lead.words()


def test_the_page_of_an_awarded_journey_says_what_the_award_still_asks(place_at: Make) -> None:
    place = place_at(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    lead, one = place.lead(), place.rows.query(Condition).one()

    page = lead.get(place.at).text

    assert "What the award still asks" in lead.words()
    assert f'href="{place.at}/conditions/{one.id}"' in page


@pytest.mark.parametrize(
    ("stage", "outcome"),
    [(Stage.NOT_YET, Outcome.TURN_DOWN), (Stage.AWARDED, Outcome.AWARD_WITH_CONDITIONS)],
)
def test_home_says_until_when_a_decision_can_be_appealed_against(
    place_at: Make, stage: Stage, outcome: Outcome
) -> None:
    place = place_at(stage, outcome=outcome)
    lead = place.lead()

    page = lead.get(place.root).text

    assert "You may ask for this to be looked at again until" in lead.words()
    assert f'href="{place.at}/appeal"' in page


def test_while_the_panel_decides_anew_the_earlier_decision_asks_nothing(place_at: Make) -> None:
    place = place_at(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    uphold(place)
    place.walking.move("reopen", Role.COORDINATOR)
    lead = place.lead()

    card = card_of(lead, f"{place.at}/decision")

    assert "The panel decides again" in card
    assert "There is nothing that you need to do now" in card
    assert "Until then you hold the award" not in card
    assert "where a new start begins" not in lead.words()


def test_while_conditions_are_decided_anew_the_award_is_still_held(place_at: Make) -> None:
    place = place_at(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    uphold(place)
    place.walking.move("reopen", Role.COORDINATOR)

    assert "Until then you hold the award." in card_of(place.lead(), f"{place.at}/decision")


def test_a_deferral_leads_to_the_report_that_it_was_decided_on(place_at: Make) -> None:
    place = place_at(Stage.DECIDING, outcome=Outcome.DEFER)
    place.walking.decide()
    lead = place.lead()

    lead.get(f"{place.at}/decision")
    linked = f"{place.at}/report" in lead.get(f"{place.at}/decision").text
    lead.get(lead.get(f"{place.at}/report").location)

    assert linked
    assert "The panel decided on it on" in lead.words()
    assert "Taken back" not in lead.words()


def dismiss(place: Place) -> None:
    """An appeal that somebody who took no part has heard, and dismissed."""
    walking = place.walking
    authority, hearer = walking.setting.authority, make_user(place.rows, "Ines Rowe")
    make_member(place.rows, hearer, Role.PANEL, authority)
    with transaction(lock=walking.journey) as held:
        lodge_appeal(held, words="The log was looked at.", by=walking.by(Role.LEAD), at=clock.now())
        by = actor(hearer, Role.PANEL, authority)
        hear_appeal(held, upheld=False, reasons="It was read.", by=by, at=clock.now())


def test_a_dismissed_appeal_is_told_on_the_first_page(place_at: Make) -> None:
    place = place_at(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    lead = place.lead()
    lead.get(place.root)
    before = lead.words()
    dismiss(place)

    lead.get(place.root)

    assert "Your appeal was dismissed on" not in before
    assert "Your appeal was dismissed on" in lead.words()


@pytest.mark.parametrize("outcome", [Outcome.AWARD_WITH_CONDITIONS, Outcome.DEFER])
def test_a_dismissed_appeal_is_told_beside_what_is_held_or_asked_for_a_while(
    place_at: Make, outcome: Outcome
) -> None:
    place = place_at(Stage.DECIDING, outcome=outcome)
    place.walking.decide()
    pages, told = (place.root, place.at), "Your appeal was dismissed on"

    with clock.frozen_at(place.walking.at + timedelta(hours=1)):
        lead = place.lead()
        before = [said_on(lead, page) for page in pages]
        dismiss(place)
        now = [said_on(lead, page) for page in pages]
        page = lead.get(place.at).text
    with clock.frozen_at(place.walking.at + timedelta(days=62)):
        later = said_on(place.lead(), place.at)

    assert [told in one for one in before] == [False, False]
    assert [told in one for one in now] == [True, True]
    assert f'href="{place.at}/decision">Read why</a>' in page
    assert told not in later


def test_who_was_dismissed_reads_why_and_is_not_asked_to_appeal_again(place_at: Make) -> None:
    place = place_at(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    dismiss(place)
    lead = place.lead()

    lead.get(f"{place.at}/decision")
    decision = lead.words()
    lead.get(f"{place.at}/appeal")

    assert "The decision stays as it is. It was read." in decision
    assert "If you see it otherwise" not in decision
    assert "Your appeal was heard, and the decision stands" in lead.words()
    assert "Lodge the appeal" not in lead.words()


def test_while_the_panel_decides_anew_its_old_decision_offers_no_appeal(place_at: Make) -> None:
    place = place_at(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    uphold(place)
    place.walking.move("reopen", Role.COORDINATOR)
    lead = place.lead()

    lead.get(f"{place.at}/decision")
    decision = lead.words()
    lead.get(f"{place.at}/appeal")

    assert "The panel decides again" in decision
    assert "If you see it otherwise" not in decision
    assert "What it decides can be appealed against" in lead.words()


def test_an_appeal_against_a_refusal_is_said_in_one_right_sentence(place_at: Make) -> None:
    place = place_at(Stage.APPLIED)
    place.walking.move("decline", Role.COORDINATOR, said=Said(reason="There is no room now."))
    lead = place.lead()
    lead.get(f"{place.at}/appeal")
    before = lead.words()
    lead.send(f"{place.at}/appeal", words="There was room.")

    assert "You appeal against the answer to the application: not taken up." in before
    assert "against the answer to the application: not taken up." in card_of(lead, place.root)


def test_why_an_application_was_not_taken_up_is_read_on_its_page(place_at: Make) -> None:
    place = place_at(Stage.APPLIED)
    lead, page = place.lead(), f"{place.at}/application/check"
    before = said_on(lead, page)
    place.walking.move("decline", Role.COORDINATOR, said=Said(reason="There is no room now."))

    home, now = card_of(lead, place.root), said_on(lead, page)
    dismiss(place)
    heard, appeal = said_on(lead, page), said_on(lead, f"{place.at}/appeal")

    assert "Why it was not taken up" not in before
    assert "The coordinator said why." in home
    assert "Read why" in home
    assert "Why it was not taken up There is no room now." in now
    assert "The answer to your appeal: it stays not taken up It was read." in heard
    assert "the decision stands. The application’s page says why" in appeal


def test_before_any_decision_no_limit_of_days_is_named(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.get(f"{place.at}/appeal")

    assert "Nothing has been decided that can be appealed against" in lead.words()
    assert "20 days are the limit" not in lead.words()


def test_after_its_days_an_appeal_is_too_late(place_at: Make) -> None:
    place = place_at(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)

    with clock.frozen_at(clock.now() + timedelta(days=90)):
        lead = place.lead()
        lead.get(f"{place.at}/appeal")

    assert "20 days are the limit" in lead.words()
