"""Who reads the policy check, who answers it, and to whom it is not there."""

from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.policies import PolicyCheck
from tests.making import make_member, make_user
from tests.web.setting.conftest import Make, said_on
from tests.web.setting.policy_checks import FIRST, a_trust, answers, begun, shared_check_of


def test_a_head_reads_it_and_writes_nothing(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    head, at = place.head(), begun(place)

    read = said_on(head, at)

    assert "24 still to answer" in read
    assert "On paper, and earlier" not in read
    assert "Go on" not in read
    assert head.get(f"{at}/points/1.1").status_code == 404
    assert head.post(f"{at}/finish", data={"csrf_token": head.token(at)}).status_code == 404


def test_a_contributor_answers_and_does_not_share(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    a_trust(place)
    helper = make_user(place.rows, "Jonah Reid")
    make_member(place.rows, helper, Role.CONTRIBUTOR, place.walking.setting)
    at, browser = begun(place), place.sign_in(helper)

    browser.send(f"{at}/points/1.1", **FIRST)
    page = said_on(browser, at)
    refused = browser.post(f"{at}/share", data={"csrf_token": browser.token(at)})

    assert len(answers(place)) == 2
    assert "Let our group rest on this check" not in page
    assert refused.status_code == 404


def test_nobody_of_another_setting_or_of_the_group_reads_or_writes_it(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    sibling = a_trust(place)
    at = begun(place)
    check = place.rows.query(PolicyCheck).one()
    group = sibling.group
    other, viewer = make_user(place.rows, "Nadia Rahman"), make_user(place.rows, "Verity Lamb")
    make_member(place.rows, other, Role.CONTRIBUTOR, sibling)
    assert group is not None
    make_member(place.rows, viewer, Role.GROUP_VIEWER, group)

    for person in (other, viewer):
        browser = place.sign_in(person)
        token = browser.token("/account")
        for address in (at, f"{at}/points/1.1", f"{at}/earlier/{check.id}", f"{place.at}/plan",
                        f"{place.at}/plan.pdf", f"{place.at}/printed/policy-check"):  # fmt: skip
            assert browser.get(address).status_code == 404
        for deed in ("begin", "finish", "share", "plan-all", "plan/p01", "rest", "points/1.1"):
            answer = browser.post(f"{at}/{deed}", data={"csrf_token": token} | FIRST)
            assert answer.status_code == 404
    assert answers(place) == {}


def test_an_earlier_check_of_another_setting_is_not_there(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    number = shared_check_of(place, a_trust(place))
    begun(place)

    assert place.lead().get(f"{place.at}/policy-check/earlier/{number}").status_code == 404


def test_the_coordinator_reads_the_same_points_in_the_journey(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    coordinator, lead, at = place.coordinator(), place.lead(), begun(place)
    here = f"/leicester/coordinator/journeys/{place.journey.id}/policy-check"
    lead.send(f"{at}/points/1.1", **FIRST)

    coordinator.get(here)

    assert "1 of 24 points found, 1 missing" in coordinator.words()
    assert "It says so Page 2" in coordinator.words()
