"""One page for those who govern: what it says at each stage, and the file."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.facts import CriterionFacts, Facts, Judged, Outcome
from award.domain.stages import Stage
from award.storage.assessments import Judgement
from award.storage.awards import Award
from award.storage.db import writing
from award.web.setting.governors import STANDS, left_of
from tests.web.setting.conftest import Make


def test_every_stage_has_its_sentence() -> None:
    assert set(STANDS) == set(Stage)


def test_it_says_where_we_stand_what_is_left_and_what_is_asked(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.get(f"{place.root}/governors")

    assert "We are doing what we planned, and gathering what shows it." in lead.words()
    assert "criteria are ready" in lead.words()
    assert "A monitoring visit is still to come, or its record to be agreed." in lead.words()
    assert "Name one of you who keeps an eye on this" in lead.words()
    assert "three years, and on to the end of that term" in lead.words()


def test_every_essential_that_is_left_is_named_before_the_rest_is_counted(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    with writing(place.rows):
        place.rows.query(Judgement).delete()
    essential = [one.code for one in place.fresh().asked if one.essential]
    lead = place.lead()

    lead.get(f"{place.at}/governors")

    named = re.findall(r"(\d\.\d) [^.]*? \(essential\)", lead.words())
    assert named == essential
    assert re.search(r"And \w+(-\w+)? more\.", lead.words())
    assert re.search(r"<li>And \w+(-\w+)? more\.</li>", lead.get(f"{place.at}/governors").text)


def test_a_policy_is_due_only_where_a_day_is_noted(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, said = place.lead(), []
    for day in (None, date(2020, 1, 1)):
        with writing(place.rows):
            place.journey.policy_reviewed_on = day
        lead.get(f"{place.at}/governors")
        said.append(lead.words())

    assert "The day of the last review of our anti-bullying policy is not noted yet." in said[0]
    assert "is due to be reviewed" not in said[0]
    assert "Our anti-bullying policy is due to be reviewed." in said[1]


def test_what_only_has_an_action_left_keeps_its_place_among_the_essentials(place_at: Make) -> None:
    journey = place_at(Stage.PLANNING).journey
    early, *_, late = [one.code for one in journey.asked if one.essential]
    done = CriterionFacts(early, essential=True, judged=Judged.MET, supported=True, actions_left=1)
    facts = Facts(Stage.PLANNING, criteria=(done, CriterionFacts(late, essential=True)))

    named, _ = left_of(journey, facts)

    codes = [one.split()[0] for one in named if one.endswith("(essential)")]
    assert codes == [early, late]


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.ASSESSING, Stage.DECIDING])
def test_nothing_is_left_or_blamed_before_the_work_and_after_it(
    place_at: Make, stage: Stage
) -> None:
    place = place_at(stage)
    lead = place.lead()

    lead.get(f"{place.at}/governors")

    assert STANDS[stage] in lead.words()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (AwardState.IN_FORCE, r"We hold the award until \d+ [A-Z][a-z]+ \d{4}\."),
        (AwardState.SUSPENDED, "Our award is not confirmed at the moment."),
        (AwardState.REVOKED, "Our award was taken back."),
    ],
)
def test_an_award_is_told_as_it_stands_today(place_at: Make, state: AwardState, said: str) -> None:
    place = place_at(Stage.AWARDED)
    with writing(place.rows):
        place.rows.scalars(select(Award)).one().state = state
    lead = place.lead()

    lead.get(f"{place.at}/governors")

    assert re.search(said, lead.words().replace("\xa0", " "))


def test_an_award_that_has_ended_is_not_told_as_held(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)

    with clock.frozen_at(place.walking.at + timedelta(days=1500)):
        lead = place.lead()
        lead.get(f"{place.at}/governors")

    assert "Our award ended on" in lead.words()


def test_what_the_award_still_asks_is_what_is_left(place_at: Make) -> None:
    place = place_at(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    lead = place.lead()

    lead.get(f"{place.at}/governors")

    assert "What is leftShow the termly look at the log (by " in lead.words()


@pytest.mark.parametrize(("stage", "is_to_come"), [(Stage.GATHERING, True), (Stage.AWARDED, False)])
def test_what_lies_behind_us_is_neither_planned_nor_asked(
    place_at: Make, stage: Stage, *, is_to_come: bool
) -> None:
    place = place_at(stage)
    lead = place.lead()

    lead.get(f"{place.at}/governors")

    assert ("What is planned" in lead.words()) is is_to_come
    assert ("One of you talks with the visitor" in lead.words()) is is_to_come


def test_it_is_a_file_for_the_head_too_and_for_nobody_elsewhere(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)

    answer = place.head().get(f"{place.at}/governors.pdf")

    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
    assert place.lead().get(f"/setting/{place.walking.setting.id + 1}/governors").status_code == 404
