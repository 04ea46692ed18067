"""What the decision rule suggests at every boundary, and how the sample is drawn."""

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

import pytest

from award.domain.facts import CriterionFacts, Outcome
from award.domain.frameworks import Judged
from award.domain.outcomes import SampleReason, Tally, is_drawn, sample, suggest, tally
from award.domain.routes import Rules, Thresholds
from tests.domain.cast import ESSENTIAL, OTHER

RULES = Rules()
DRAWN, FIRST, NOT_YET = (
    SampleReason.DRAWN,
    SampleReason.FIRST_OF_ASSESSOR,
    SampleReason.RECOMMENDED_NOT_YET,
)


def judged(met: int, developing: int = 0, not_yet: int = 0) -> list[CriterionFacts]:
    """So many criteria at each point, none of them essential."""
    points = [Judged.MET] * met + [Judged.DEVELOPING] * developing + [Judged.NOT_YET] * not_yet
    return [replace(OTHER, code=str(place), assessed=one) for place, one in enumerate(points)]


@pytest.mark.parametrize("count", range(1, 41))
def test_the_award_is_suggested_from_85_percent_rounded_for_the_setting(count: int) -> None:
    needed = floor(Fraction(85, 100) * count)

    for met in range(count + 1):
        suggested = suggest(judged(met, count - met), RULES).outcome
        assert (suggested is Outcome.AWARD) == (met >= needed)


@pytest.mark.parametrize("count", range(1, 41))
def test_conditions_are_suggested_up_to_5_and_25_percent_rounded_for_the_setting(
    count: int,
) -> None:
    not_yet_most, developing_most = ceil(Fraction(count, 20)), ceil(Fraction(count, 4))
    enough = floor(Fraction(85, 100) * count)

    for not_yet in range(count + 1):
        for developing in range(count - not_yet + 1):
            met = count - not_yet - developing
            suggested = suggest(judged(met, developing, not_yet), RULES).outcome
            if not not_yet and met >= enough:
                assert suggested is Outcome.AWARD
            elif not_yet <= not_yet_most and developing <= developing_most:
                assert suggested is Outcome.AWARD_WITH_CONDITIONS
            else:
                assert suggested is Outcome.DEFER


# Of 21 criteria: met, developing, not yet, and what is suggested.
OF_21 = [
    (21, 0, 0, Outcome.AWARD),
    (17, 4, 0, Outcome.AWARD),
    (16, 5, 0, Outcome.AWARD_WITH_CONDITIONS),
    (15, 6, 0, Outcome.AWARD_WITH_CONDITIONS),
    (14, 7, 0, Outcome.DEFER),
    (20, 0, 1, Outcome.AWARD_WITH_CONDITIONS),
    (19, 0, 2, Outcome.AWARD_WITH_CONDITIONS),
    (18, 0, 3, Outcome.DEFER),
    (13, 6, 2, Outcome.AWARD_WITH_CONDITIONS),
    (0, 0, 21, Outcome.DEFER),
]


@pytest.mark.parametrize(("met", "developing", "not_yet", "outcome"), OF_21)
def test_the_whole_framework_at_its_boundaries(
    met: int, developing: int, not_yet: int, outcome: Outcome
) -> None:
    assert suggest(judged(met, developing, not_yet), RULES).outcome is outcome


@pytest.mark.parametrize("below", [None, Judged.NOT_YET, Judged.DEVELOPING, Judged.NOT_APPLICABLE])
def test_an_essential_below_met_suggests_to_defer(below: Judged | None) -> None:
    found = suggest([replace(ESSENTIAL, assessed=below), *judged(20)], RULES)

    assert found.outcome is Outcome.DEFER
    assert found.why[1:] == ("Essential and below met: 1.1.",)


def test_an_embedded_essential_is_above_met() -> None:
    embedded = replace(ESSENTIAL, assessed=Judged.EMBEDDED)

    found = suggest([embedded], RULES)

    assert found.outcome is Outcome.AWARD
    assert found.why == ("The one criterion is met or embedded.",)


def test_nothing_judged_suggests_no_award() -> None:
    agreed = replace(
        ESSENTIAL, judged=Judged.NOT_APPLICABLE, not_applicable_agreed=True, assessed=None
    )

    for criteria in ([], [agreed]):
        found = suggest(criteria, RULES)
        assert found.outcome is Outcome.DEFER
        assert found.why[1:] == ("Nothing was judged, so there is nothing to award yet.",)


def test_thresholds_are_the_route_s() -> None:
    strict = Rules(thresholds=Thresholds(100, 0, 0))

    assert suggest(judged(20, 1), strict).outcome is Outcome.DEFER
    assert suggest(judged(21), strict).outcome is Outcome.AWARD


def test_a_tally_counts_every_point_and_leaves_out_what_does_not_apply() -> None:
    na = Judged.NOT_APPLICABLE
    criteria = [
        ESSENTIAL,
        replace(ESSENTIAL, code="1.3", assessed=Judged.DEVELOPING),
        replace(OTHER, code="2.1", assessed=Judged.EMBEDDED),
        replace(OTHER, code="2.2", assessed=None),
        replace(OTHER, code="2.3", assessed=Judged.NOT_YET),
        replace(OTHER, code="2.4", judged=na, not_applicable_agreed=True),
        replace(OTHER, code="2.5", assessed=na, not_applicable_agreed=True),
        replace(OTHER, code="3.1", assessed=na),
    ]

    assert tally(criteria) == Tally(
        applies=6, met=2, developing=1, not_yet=3, essentials_below=("1.3",)
    )


@pytest.mark.parametrize("percent", [5, 10, 50])
def test_the_draw_is_near_its_percentage(percent: int) -> None:
    drawn = sum(is_drawn(journey_id, percent) for journey_id in range(1, 100_001))

    assert abs(drawn / 1000 - percent) < 0.5


def test_the_draw_has_its_ends() -> None:
    assert not any(is_drawn(journey_id, 0) for journey_id in range(1000))
    assert all(is_drawn(journey_id, 100) for journey_id in range(1000))


def test_the_draw_is_the_same_today_and_in_ten_years() -> None:
    assert [one for one in range(1, 61) if is_drawn(one, 10)] == DRAWN_OF_60


def test_who_is_drawn_at_5_percent_is_drawn_at_10() -> None:
    of_5 = {one for one in range(5000) if is_drawn(one, 5)}
    of_10 = {one for one in range(5000) if is_drawn(one, 10)}

    assert of_5 < of_10


def sampled(
    journey_id: int = 1,
    *,
    rules: Rules = RULES,
    recommended: Outcome = Outcome.AWARD,
    before: int = 3,
    already: frozenset[SampleReason] = frozenset(),
    first: bool = True,
) -> frozenset[SampleReason]:
    return sample(
        journey_id=journey_id,
        rules=rules,
        recommended=recommended,
        reports_before=before,
        already=already,
        first_sharing=first,
    )


DRAWN_OF_60 = [4, 19, 29, 38, 47]
ALL, NONE = Rules(sample_percent=100), Rules(sample_percent=0)
# The route, the recommendation, reports before, first sharing -> reasons.
SAMPLES = [
    (ALL, Outcome.AWARD, 3, True, {DRAWN}),
    (ALL, Outcome.AWARD, 3, False, set()),
    (NONE, Outcome.AWARD, 3, True, set()),
    (NONE, Outcome.AWARD, 2, True, {FIRST}),
    (NONE, Outcome.AWARD, 0, False, set()),
    (NONE, Outcome.TURN_DOWN, 3, True, {NOT_YET}),
    (NONE, Outcome.TURN_DOWN, 3, False, {NOT_YET}),
    (NONE, Outcome.DEFER, 3, True, set()),
    (replace(NONE, sample_not_yet=False), Outcome.TURN_DOWN, 3, True, set()),
    (replace(NONE, sample_first=0), Outcome.AWARD, 0, True, set()),
    (ALL, Outcome.TURN_DOWN, 0, True, {DRAWN, FIRST, NOT_YET}),
]


@pytest.mark.parametrize(("rules", "recommended", "before", "first", "reasons"), SAMPLES)
def test_a_journey_is_sampled_for_its_reasons(
    rules: Rules, recommended: Outcome, before: int, first: bool, reasons: set[SampleReason]
) -> None:
    found = sampled(rules=rules, recommended=recommended, before=before, first=first)

    assert found == reasons


@pytest.mark.parametrize("recommended", Outcome)
@pytest.mark.parametrize("first", [True, False])
def test_a_sample_never_shrinks(recommended: Outcome, first: bool) -> None:
    already = frozenset(SampleReason)

    assert sampled(rules=NONE, recommended=recommended, already=already, first=first) == already
