"""A policy that a group shares: its check, who rests on it, and whose it is."""

from award.actions.checking_policy import begin_check
from award.actions.sharing_policy import share_check
from award.domain.checklists import Whose
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.policies import PolicyCheck
from tests.actions.policies import answer_all
from tests.web.setting.conftest import Make, said_on
from tests.web.setting.policy_checks import a_trust, begun, shared_check_of


def test_a_policy_of_the_group_is_shared_by_its_lead_and_stopped(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    a_trust(place)
    lead, at = place.lead(), begun(place)
    lead.send(f"{at}/share", on=at)
    early = said_on(lead, at)
    answer_all(place.walking, only=Whose.GROUP)

    lead.send(f"{at}/share", on=at)
    shared = said_on(lead, at)
    lead.send(f"{at}/stop-sharing", on=at)
    lead.get(at)

    assert "Answer every point that is the same for all of you first" in early
    assert "The settings of your group can rest on this check." in shared
    assert "Let our group rest on this check" in lead.words()


def test_who_rests_on_the_groups_policy_answers_its_own_part(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    sibling = a_trust(place)
    rests_on = shared_check_of(place, sibling)
    lead = place.lead()
    offered = said_on(lead, f"{place.at}/policy-check")

    lead.send(f"{place.at}/policy-check/begin", rests_on=str(rests_on))
    at = f"{place.at}/policy-check"
    resting = said_on(lead, at)
    part = said_on(lead, f"{at}/points/1.2")
    lead.send(f"{at}/rest", on=at, rests_on="own")
    lead.get(at)

    assert "Our group’s, which Ash Vale has checked" in offered
    assert "16 of 24 points found, 8 still to answer." in resting
    assert "answered once for your group" in resting
    assert "Ash Vale has answered these for the policy that you share." in part
    assert "It covers journeys, clubs, trips" in part
    assert "24 still to answer" in lead.words()


def test_whose_policy_it_is_has_to_be_said_where_there_is_a_choice(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    shared_check_of(place, a_trust(place))
    lead = place.lead()

    lead.send(f"{place.at}/policy-check/begin")
    unsaid = lead.words()
    lead.send(f"{place.at}/policy-check/begin", rests_on="123456")

    assert "Choose one" in unsaid
    assert place.rows.query(PolicyCheck).count() == 1


def test_begin_and_share_by_hand_leave_their_lines(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    a_trust(place)
    by, at = place.walking.by(Role.LEAD), place.walking.at
    with transaction(lock=place.journey) as held:
        begin_check(held, by=by, at=at)
    answer_all(place.walking)
    with transaction(lock=place.journey) as held:
        share_check(held, by=by, at=at)
    lead = place.lead()

    lead.get(f"{place.root}/journeys/{place.journey.id}/history")

    assert "Policy check shared with the group" in lead.words()
