"""Long lists of the room: folded by standard or criterion, open where something needs somebody."""

from award.domain.stages import Stage
from award.storage.evidence import EvidenceItem, EvidenceState
from tests.web.setting.conftest import Make
from tests.web.setting.test_plan_folds import folds_of


def test_evidence_is_folded_by_standard_and_what_needs_more_stands_open(place_at: Make) -> None:
    place = place_at(Stage.READY)
    lead = place.lead()
    before = folds_of(lead.get(f"{place.at}/evidence").text)
    (link,) = (
        link
        for item in place.rows.query(EvidenceItem)
        for link in item.links
        if link.criterion == "3.1"
    )
    link.state = EvidenceState.NEEDS_MORE
    place.rows.commit()

    now = folds_of(lead.get(f"{place.at}/evidence").text)
    sought = folds_of(lead.get(f"{place.at}/evidence?criterion=4.1").text)

    assert [title[0] for title in before] == ["1", "2", "3", "4"]
    assert [is_open for is_open, _ in before.values()] == [True, False, False, False]
    assert [is_open for is_open, _ in now.values()] == [False, False, True, False]
    assert [is_open for is_open, _ in sought.values()] == [True]


def test_of_a_policy_check_the_parts_that_are_found_are_folded(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    lead.send(f"{place.at}/policy-check/begin")
    lead.send(f"{place.at}/policy-check/points/1.6", **{
        f"holds_{code}": "yes" for code in ("p15", "p16")
    })  # fmt: skip

    found = folds_of(lead.get(f"{place.at}/policy-check").text)

    assert any(not is_open and words == "2 of 2 points found" for is_open, words in found.values())
    assert any(is_open and words.startswith("0 of") for is_open, words in found.values())
