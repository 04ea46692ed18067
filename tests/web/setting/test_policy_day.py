"""The day on which the policy was reviewed: asked with the plan, and told from the check."""

from award.domain.stages import Stage
from tests.web.setting.conftest import Make


def test_a_policy_cannot_have_been_looked_at_tomorrow(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.send(f"{place.at}/policy", reviewed_on=["1", "1", "2099"])
    refused = lead.words()
    lead.send(f"{place.at}/policy", reviewed_on=["5", "1", "2026"])

    assert "Enter a day that has been" in refused
    assert f"{place.fresh().policy_reviewed_on}" == "2026-01-05"


def test_the_review_of_the_policy_and_the_policy_check_of_the_award_are_told_apart(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.get(f"{place.at}/plan")
    before = lead.words().partition("Your anti-bullying policy")[2]
    lead.send(f"{place.at}/policy", reviewed_on=["1", "1", "2020"])
    lead.get(f"{place.at}/plan")
    policy = lead.words().partition("Your anti-bullying policy")[2]

    assert before.startswith(" Last reviewed by you Not said yet Give the day")
    assert "Wednesday 1 January 2020, too long ago for the award Change" in policy
    assert "Policy check, part of the award What yours says, point by point Open" in policy


def test_a_policy_that_was_reviewed_too_long_ago_is_to_be_reviewed_not_only_dated(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    lead.get(place.root)
    before = lead.words()

    lead.send(f"{place.at}/policy", reviewed_on=["12", "3", "2024"])
    lead.get(place.root)

    assert "Say when your anti-bullying policy was last reviewed" in before
    assert "Review your policy: last done on 12 March 2024" in lead.words()
    assert "Say when your anti-bullying policy" not in lead.words()


def test_the_day_of_a_review_is_asked_with_those_who_govern_and_told_from_the_policy_check(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.get(f"{place.at}/policy")

    assert "your governing board last went through it and agreed it" in lead.words()
    assert "The policy check, point by point, is another thing" in lead.words()


def test_a_policy_reviewed_long_ago_is_to_be_reviewed_again(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    answer = lead.send(f"{place.at}/policy", reviewed_on=["1", "1", "2020"])
    lead.get(answer.location)

    assert "That is more than twelve months ago: review your policy together" in lead.words()
    assert "Add the policy itself" not in lead.words()


def test_a_day_of_the_policy_to_come_is_put_right_at_its_field(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)

    page = place.lead().send(f"{place.at}/policy", reviewed_on=["1", "1", "2099"]).text

    assert "Enter a day that has been" in page
    assert 'href="#reviewed_on' in page
