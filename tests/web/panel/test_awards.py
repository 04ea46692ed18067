"""Appeals, awards in question and conditions, as the panel meets them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from award.actions import appealing, awarding, fulfilling
from award.actions.assigning import declare_tie
from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.storage.awards import Award
from award.storage.db import transaction, writing
from award.storage.decisions import Appeal, AppealState, Condition, ConditionState
from award.storage.evidence import EvidenceLink
from award.storage.settings import Tie
from award.web.kit.filters import day
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user

Make = Callable[..., Standing]
LAST_DAYS = re.compile(
    r"It runs until (.+?) now. With one term it would last until (.+?), with two until (.+?)\."
)


def test_a_proposed_suspension_is_voted_on_once_a_page(standing: Make) -> None:
    world = standing(Stage.AWARDED)
    award = world.rows.scalars(select(Award)).one()
    with transaction(lock=award) as held:
        by = world.walking.by(Role.COORDINATOR)
        awarding.make_award_move(
            held, "propose_suspension", words="Two complaints.", by=by, at=world.walking.at
        )
    browser, start = world.member(), f"/leicester/panel/awards/{award.id}"

    browser.get("/leicester/panel")
    assert "A suspension is proposed" in browser.words()
    browser.get(start)
    assert "Why a suspension is proposed Two complaints." in browser.words()
    with writing(world.rows):
        award.reply, award.replied_at = "Both were looked into.", world.walking.at
    browser.get(f"{start}/vote")
    assert "The setting’s reply Both were looked into." in browser.words()
    browser.send(f"{start}/vote", choice="yes", reason="It is serious.")
    browser.send(f"{start}/vote", choice="no", reason="From an old page.", version="1")
    assert "Somebody else changed this award" in browser.words()
    assert "From an old page." in browser.words()
    browser.get(f"{start}/moves/suspend")
    assert "This comes first" in browser.words()

    assert browser.get(f"{start}/moves/nothing").status_code == 404
    assert browser.get("/leicester/panel/awards/999").status_code == 404
    world.fresh()
    assert award.state is AwardState.SUSPENSION_PROPOSED


def test_a_panel_member_proposes_to_revoke(standing: Make) -> None:
    world = standing(Stage.AWARDED)
    award = world.rows.scalars(select(Award)).one()

    browser, address = world.member(), f"/leicester/panel/awards/{award.id}"
    browser.get(address)
    assert "Nobody has voted" not in browser.words()
    browser.get(f"{address}/moves/propose_revocation")
    assert "The setting is told why and has ten working days to reply." in browser.words()
    browser.send(f"{address}/moves/propose_revocation", reason="It closed its log.")

    world.fresh()
    assert award.state is AwardState.REVOCATION_PROPOSED


def test_a_member_finds_an_award_in_force_and_extends_it_once_more(standing: Make) -> None:
    world = standing(Stage.AWARDED)
    award = world.rows.scalars(select(Award)).one()
    browser, until = world.member(), award.valid_until

    browser.get("/leicester/panel/awards?search=willow")
    assert award.number in browser.words()
    browser.get("/leicester/panel/awards?search=elm")
    assert "Nothing found" in browser.words()
    address = f"/leicester/panel/awards/{award.id}"
    assert browser.get(address).status_code == 200
    for reason in ("The building burnt down.", "It is being built again."):
        browser.get(f"{address}/moves/extend")
        found = LAST_DAYS.search(browser.words())
        assert found is not None
        ends, one, two = found.groups()
        assert ends == day(award.valid_until)
        browser.send(f"{address}/moves/extend", terms="1", reason=reason)
        world.fresh()
        assert one == day(award.valid_until)
        assert one != two

    world.fresh()
    assert award.times_extended == 2
    assert award.valid_until > until


def test_a_member_reads_of_an_award_in_its_grace_that_it_has_ended(standing: Make) -> None:
    world = standing(Stage.AWARDED)
    award = world.rows.scalars(select(Award)).one()
    after = datetime.combine(award.valid_until, time(12), UTC) + timedelta(days=1)

    with clock.frozen_at(after):
        browser = world.member()
        for page in ("/leicester/panel/awards", f"/leicester/panel/awards/{award.id}"):
            browser.get(page)
            assert "Expired" in browser.words()
            assert "In force" not in browser.words()


def test_an_award_of_a_setting_to_which_a_member_has_a_tie_is_not_among_them(
    standing: Make,
) -> None:
    world = standing(Stage.AWARDED)
    with writing(world.rows):
        world.rows.add(
            Tie(
                authority_id=world.journey.authority_id, setting_id=world.journey.setting_id,
                user_id=world.walking.cast.panel[0].id, kind=TieKind.GOVERNS,
                declared_by_id=world.walking.cast.panel[0].id, declared_at=world.walking.at,
            )
        )  # fmt: skip
    browser = world.member()

    browser.get("/leicester/panel/awards")

    assert "No award is held yet" in browser.words()


def test_an_appeal_that_waits_is_told_beside_the_award(standing: Make) -> None:
    world = standing(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    award = world.rows.scalars(select(Award)).one()
    browser, lead = world.member(), world.browse(world.walking.cast.lead)
    address, own = f"/leicester/panel/awards/{award.id}", f"/setting/{award.setting_id}/awards"
    browser.get(address)
    before = browser.words()
    with transaction(lock=world.journey) as held:
        by = world.walking.by(Role.LEAD)
        appealing.lodge_appeal(held, words="Look again.", by=by, at=world.walking.at)

    browser.get(address)
    lead.get(f"{own}/{award.id}")

    assert "The setting appealed" not in before
    told = "against the conditions of the award. It is to be heard. Read the appeal"
    assert told in browser.words()
    assert f"/leicester/panel/journeys/{world.journey.id}/appeal" in browser.get(address).text
    assert "Your appeal is under way" in lead.words()


def test_an_appeal_is_heard_by_who_took_no_part(standing: Make) -> None:
    world = standing(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    with transaction(lock=world.journey) as held:
        by = world.walking.by(Role.LEAD)
        appealing.lodge_appeal(held, words="Look again.", by=by, at=world.walking.at)
    person = make_user(world.rows, "Ines Rowe")
    make_member(world.rows, person, Role.PANEL, world.walking.setting.authority)
    browser, address = world.browse(person), world.room("panel", "/appeal")

    voter = world.member()
    voter.get(address)
    assert "Somebody else hears this appeal" in voter.words()
    voter.get(world.room("panel"))
    assert "Somebody else hears this appeal You took part in the decision" in voter.words()
    for form in ("/vote", "/vote/withdraw", "/meeting"):
        assert voter.get(world.room("panel", form)).status_code == 403
        assert "This journey is not before the panel now." in voter.words()
    voter.get(world.room("panel"))
    assert "Hear the appeal" not in voter.words()
    voter.get("/leicester/panel")
    assert "You took part, so somebody else hears it" in voter.words()
    assert "one appeal waits" not in voter.words()
    browser.get("/leicester/panel")
    assert "Appeals against the decision" in browser.words()
    assert "No paper waits for your vote, but one appeal waits." in browser.words()
    browser.get(world.room("panel"))
    assert "Hear the appeal" in browser.words()
    assert "What the rule suggests" in browser.words()
    assert "with your vote" not in browser.words()
    answer = browser.send(address, upheld="yes", reasons="The walk was missed.")

    assert answer.status_code == 302
    world.fresh()
    assert world.rows.scalars(select(Appeal)).one().state is AppealState.UPHELD
    assert browser.get(address).status_code == 404


def test_a_condition_is_looked_at(standing: Make) -> None:
    more: dict[str, Any] = {"outcome": Outcome.AWARD_WITH_CONDITIONS, "weak": frozenset({"2.2"})}
    world = standing(Stage.AWARDED, **more)
    one = world.rows.scalars(select(Condition)).one()
    with transaction(lock=world.journey) as held:
        by = world.walking.by(Role.LEAD)
        item = world.rows.scalars(select(EvidenceLink).filter_by(criterion="2.2")).first()
        assert item is not None
        fulfilling.give_condition_evidence(
            held, one.id, words="Done for 2.2.", pieces=[item.item_id], by=by, at=world.walking.at
        )
    browser, address = world.member(), world.room("panel", f"/conditions/{one.id}")

    browser.get("/leicester/panel")
    assert "Conditions to look at" in browser.words()
    page = browser.get(address).text
    assert f'href="{world.room("panel", "/criteria/2.2")}"' in page
    assert item.item.title in browser.words()
    assert "Look at the papers again" in browser.words()
    reading = world.room("panel", f"/criteria/2.2/evidence/{item.item_id}")
    assert browser.get(reading).status_code == 200
    browser.send(address, verdict="back", reason="")
    assert "Say what is still needed" in browser.words()
    browser.send(address, verdict="time", reason="Wait for the survey.")
    assert "Choose a day that is still to come" in browser.words()
    assert "Wait for the survey." in browser.words()
    browser.send(address, verdict="met")

    world.fresh()
    assert one.state is ConditionState.MET
    assert browser.get(reading).status_code == 404
    assert browser.get(world.room("panel", "/conditions/99")).status_code == 404


def test_a_condition_is_closed_to_a_member_with_a_tie(standing: Make) -> None:
    world = standing(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS, weak=frozenset({"2.2"}))
    one = world.rows.scalars(select(Condition)).one()
    browser, address = world.member(), world.room("panel", f"/conditions/{one.id}")
    by, at = world.walking.by(Role.LEAD), world.walking.at
    with transaction(lock=world.journey) as held:
        fulfilling.give_condition_evidence(held, one.id, words="It is done.", by=by, at=at)
    token = browser.token(address)
    with transaction(lock=world.journey) as held:
        asks = world.walking.by(Role.COORDINATOR)
        declare_tie(held, world.walking.cast.panel[0].id, TieKind.GOVERNS, by=asks, at=at)

    late = {"csrf_token": token, "version": str(one.version), "verdict": "met"}

    assert browser.post(address, data=late).status_code == 404
    world.fresh()
    assert one.state is ConditionState.EVIDENCE_GIVEN
    assert browser.get(address).status_code == 404
    assert "You have a tie to Willow Lane" in browser.words()
    browser.get("/leicester/panel")
    assert "Conditions to look at" not in browser.words()
