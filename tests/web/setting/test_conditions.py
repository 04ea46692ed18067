"""Conditions and the yearly check-in, as the setting meets them."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from award.actions.certifying import write_award_history
from award.actions.checking_in import answer_check_in
from award.actions.fulfilling import miss_condition
from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.awards import Award
from award.storage.check_ins import CheckIn
from award.storage.db import transaction, writing
from award.storage.decisions import Condition, ConditionPiece, ConditionState
from award.storage.evidence import EvidenceItem
from award.storage.journeys import Journey
from award.storage.settings import SettingState
from award.web.kit.filters import day_short
from award.web.setting.conditions import Asked, as_list
from tests.web.setting.conftest import Place, said_on

Make = Callable[..., Place]


def conditional(place_at: Make) -> tuple[Place, Condition, str]:
    place = place_at(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    one = place.rows.query(Condition).one()
    return place, one, f"{place.at}/conditions/{one.id}"


def test_a_condition_is_shown_by_a_piece_that_was_added_for_it(place_at: Make) -> None:
    place, one, address = conditional(place_at)
    lead = place.lead()
    lead.get(address)
    assert "Amara Holt sees to it." in lead.words()
    lead.send(f"{address}/owner", name="Jo Fell")
    link = {"link_address": "https://example.org/log", "title": "The log", "recognisable": "no"}
    lead.send(f"{place.at}/criteria/2.2/evidence/add", **link)
    place.fresh()
    item = place.rows.scalars(select(EvidenceItem).order_by(EvidenceItem.id.desc())).first()
    assert item is not None
    assert item.title == "The log"

    lead.send(address, words="See the log.", pieces=[str(item.id)])

    lead.get(place.at)
    assert "The coordinator or the panel looks at it, and you get an e-mail." in lead.words()
    place.fresh()
    shown = place.rows.scalars(select(ConditionPiece.item_id)).all()
    assert (shown, one.owner_name) == ([item.id], "Jo Fell")
    colm = place.coordinator()
    colm.get(f"/leicester/coordinator/journeys/{place.journey.id}/conditions/{one.id}")
    assert "The log" in colm.words()


def test_who_adds_a_piece_for_a_condition_comes_back_to_it(place_at: Make) -> None:
    place, one, address = conditional(place_at)
    lead = place.lead()
    drop = f"{place.at}/evidence/drop?condition={one.id}"
    assert f'href="{drop}"' in lead.get(address).text
    lead.get(drop)
    assert "you go back to the condition, and tick it there" in lead.words()
    assert "I will sort it later" not in lead.words()

    link = {"link_address": "https://example.org/the-log", "recognisable": "no"}
    lead.send(drop, **link)
    assert "Choose the criterion that it is for" in lead.words()
    answer = lead.send(drop, criterion="2.2", **link)

    assert answer.location == address
    lead.get(address)
    assert "the-log" in lead.words()
    assert lead.get(f"{place.at}/evidence/drop?condition=999").status_code == 404


def test_only_what_is_near_to_a_condition_stands_open_and_the_rest_is_found_by_words(
    place_at: Make,
) -> None:
    place, one, address = conditional(place_at)
    lead = place.lead()
    link = {"link_address": "https://example.org/log", "title": "The log", "recognisable": "no"}
    lead.send(f"{place.at}/criteria/2.2/evidence/add", **link)

    shown = lead.get(address).text
    older = re.findall(r'name="others"[^>]*value="(\d+)"', shown)
    near = re.findall(r'name="pieces"[^>]*value="(\d+)"', shown)
    said = {"words": "Half a sentence", "find": "no such words", "pieces": near[0]}
    found = lead.send(address, **said, others=older[0], do="find").text

    assert len(near) == 1
    assert len(older) > 10
    assert "Half a sentence" in found
    assert re.findall(r'name="pieces"[^>]*value="(\d+)"', found) == [near[0], older[0]]
    assert "Nothing else fits these words." in lead.words()
    place.fresh()
    assert one.evidence_words == ""
    lead.send(address, words="See both.", pieces=near[0], others=older[0])
    place.fresh()
    kept = place.rows.scalars(select(ConditionPiece.item_id)).all()
    assert {*kept} == {int(near[0]), int(older[0])}


def test_what_is_written_too_late_is_given_back(place_at: Make) -> None:
    place, one, address = conditional(place_at)
    lead = place.lead()
    token = lead.token(address)
    late = place.walking.at + timedelta(days=400)
    with transaction(lock=place.journey) as held:
        by = place.walking.by(Role.COORDINATOR)
        miss_condition(held, one.id, reason="Nothing came.", by=by, at=late)

    lead.post(address, data={"csrf_token": token, "version": 1, "words": "Here it is."})

    assert "You wrote: Here it is." in lead.words()
    assert "Nothing came." in lead.words()
    place.fresh()
    assert one.state is ConditionState.NOT_MET


def test_once_the_award_was_taken_back_nobody_is_asked_for_its_condition(place_at: Make) -> None:
    place, _, address = conditional(place_at)
    walking, award = place.walking, place.rows.query(Award).one()
    lead, colm = place.lead(), place.coordinator()
    token = lead.token(address)
    before = said_on(lead, place.at)
    went = (AwardState.IN_FORCE, AwardState.REVOKED)
    with writing(place.rows):
        award.state, by = AwardState.REVOKED, walking.by(Role.PANEL)
        write_award_history(award, "revoke", by=by, at=walking.at, went=went)

    why = f"It is not asked any more: the award was taken back on {day_short(walking.at)}."
    page, now = said_on(lead, address), said_on(lead, place.at)
    lead.post(address, data={"csrf_token": token, "version": 1, "words": "Here it is."})
    sent = lead.words()
    governors = said_on(lead, f"{place.at}/governors")
    decision, papers = said_on(lead, f"{place.at}/decision"), said_on(lead, f"{place.at}/printed")
    inside = said_on(colm, f"/leicester/coordinator{address.removeprefix(place.root)}")
    outside = said_on(colm, f"/leicester/coordinator/awards/{award.id}")

    assert ("What the award still asks" in before, "What the award still asks" in now) == (
        True,
        False,
    )
    for words in (page, decision, inside):
        assert why in words
        assert "Not asked any more" in words
    assert "Send it" not in page
    assert (
        "This condition is not asked any more, so nothing was sent. You wrote: Here it is." in sent
    )
    assert "Answer to a condition" not in papers
    assert "What the award still asks" not in governors
    assert ("Is the condition met?" in inside, "on their behalf" in inside) == (False, False)
    assert "Conditions 1 not asked any more" in outside


def test_a_closed_setting_is_asked_for_no_condition(place_at: Make) -> None:
    place, _, address = conditional(place_at)
    lead = place.lead()
    with writing(place.rows):
        place.journey.setting.state = SettingState.CLOSED

    page, home = said_on(lead, address), said_on(lead, place.root)
    decision = said_on(lead, f"{place.at}/decision")

    assert "It is not asked any more: the setting closed." in page
    assert "What the award still asks" not in home
    assert "Each condition below has its day" not in decision


def test_a_condition_that_was_not_met_is_told_with_what_comes_next(place_at: Make) -> None:
    place, one, _ = conditional(place_at)
    lead, stands = place.lead(), "The award stands. The coordinator talks with you about what"
    lead.get(f"{place.at}/decision")
    is_open = lead.words()
    with writing(place.rows):
        one.state = ConditionState.NOT_MET

    lead.get(place.root)
    home = lead.words()
    lead.get(f"{place.at}/decision")
    missed = lead.words()
    with writing(place.rows):
        one.state = ConditionState.MET
    lead.get(f"{place.at}/decision")

    assert "Each condition below has its day." in is_open
    assert stands in home
    assert one.words in home
    assert "Conditions of the award" in home
    assert "A condition is closed" in missed
    assert stands in missed
    assert "Each condition below has its day." not in missed
    assert "Every condition is met." in lead.words()


def test_beside_an_open_condition_a_closed_one_is_not_said_to_be_asked() -> None:
    def asked(state: ConditionState) -> Asked:
        return Asked("", "", "", "", "", state, "", "")

    first, missed = asked(ConditionState.OPEN), asked(ConditionState.NOT_MET)
    given = asked(ConditionState.EVIDENCE_GIVEN)

    assert as_list([first, missed], first)["conditions_head"] == "Conditions of the award"
    assert as_list([first, given, missed], first)["conditions_head"] == "What else the award asks"
    assert as_list([given, missed])["conditions_head"] == "What the award still asks"


def test_nothing_is_added_after_the_award_where_no_condition_asks(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    lead = place.lead()
    before = len(place.rows.scalars(select(EvidenceItem.id)).all())
    link = {"link_address": "https://example.org/log", "title": "The log", "recognisable": "no"}
    token = lead.token(place.root)

    lead.post(f"{place.at}/criteria/2.2/evidence/add", data=link | {"csrf_token": token})

    assert "Evidence can be added and changed until the report has been shared." in lead.words()
    place.fresh()
    assert len(place.rows.scalars(select(EvidenceItem.id)).all()) == before


def test_the_yearly_check_in_stands_first_and_is_answered(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    award = place.rows.scalars(select(Award)).one()
    address = f"{place.root}/awards/{award.id}/check-in"
    lead = place.lead()
    lead.get(place.root)
    assert "How is it going?" not in lead.words()
    later = place.walking.at + timedelta(days=370)
    said: dict[str, Any] = {"going": "It goes well.", "changed": ["head"]}
    with clock.frozen_at(later):
        lead = place.lead()
        lead.get(place.root)
        assert "How is it going?" in lead.words()
        lead.send(address, **said)
        assert "Say a little more about what has changed" in lead.words()
        assert "It goes well." in lead.words()
        lead.send(address, **said, words="Priya left.")
        lead.send(address, **said, words="From an old tab.", version="0")
        assert "From an old tab." in lead.words()
        lead.get(place.root)
        assert "How is it going?" not in lead.words()
        with transaction(lock=award) as held:
            by = place.walking.by(Role.COORDINATOR)
            key = place.rows.scalars(select(CheckIn.id)).one()
            answer_check_in(held, key, words="Good to hear.", version=1, by=by, at=later)
        lead.get(address)

    assert "Good to hear." in lead.words()
    assert place.rows.scalars(select(CheckIn.words)).all() == ["Priya left."]


def test_an_award_that_ended_has_its_grace_only_while_a_renewal_is_open(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    award = place.rows.scalars(select(Award)).one()
    after = place.walking.at + (award.valid_until - place.walking.at.date()) + timedelta(days=2)

    with clock.frozen_at(after):
        lead = place.lead()
        lead.get(f"{place.root}/awards/{award.id}")

    assert "Your award has ended" in lead.words()
    assert "your renewal keeps it" not in lead.words()


def test_a_renewal_says_what_it_would_ask_and_asks_exactly_that(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    award = place.rows.scalars(select(Award)).one()
    opens = award.renewal_opens_on
    assert opens is not None
    later = place.walking.at + timedelta(days=(opens - place.walking.at.date()).days + 1)
    with clock.frozen_at(later):
        lead = place.lead()
        lead.get(f"{place.root}/renewal/open")
        said = lead.words()
        lead.send(f"{place.root}/renewal/open")

    place.fresh()
    renewal = place.rows.scalars(select(Journey).order_by(Journey.id.desc())).first()
    assert renewal is not None
    assert renewal.previous_id == place.journey.id
    assert f"{len(renewal.asked)} of {len(place.journey.asked)} criteria" in said
    with clock.frozen_at(later):
        lead.get(place.root)
    assert "How is it going?" not in lead.words()


def test_a_condition_is_to_do_for_who_may_answer_it_and_told_to_the_head(place_at: Make) -> None:
    place, _, address = conditional(place_at)
    lead, head = place.lead(), place.head()

    for page in (address, f"{place.at}/decision"):
        lead.get(page)
        head.get(page)
        assert "Yours to do" in lead.words()
        assert "Yours to do" not in head.words()
        assert "Still to do" in head.words()
