"""The criteria in the plan's forms, folded by standard and open where something stands in one."""

from typing import Any

from lxml import html

from award.domain.stages import Stage
from award.storage.evidence import EvidenceItem
from tests.web.setting.conftest import Make

PLAN: dict[str, Any] = {
    "title": "School improvement plan",
    "lead_name": "Amara Holt",
    "due_on": ["31", "7", "2026"],
    "link_address": "https://willow.example.org/plan",
}


def folds_of(text: str) -> dict[str, tuple[bool, str]]:
    """The folds of a page by their titles: whether each stands open, and the line beside it."""
    return {
        fold.find_class("fold__title")[0].text_content(): (
            fold.get("open") is not None,
            " ".join(fold.find_class("fold__more")[0].text_content().split()),
        )
        for fold in html.fromstring(text).find_class("fold")
    }


def test_the_criteria_of_an_action_are_folded_by_standard_and_open_where_one_is_chosen(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)

    page = place.lead().get(f"{place.at}/plan/add?criterion=2.1&criterion=2.2").text

    found = folds_of(page)
    assert [title[0] for title in found] == ["1", "2", "3", "4"]
    assert [is_open for is_open, _ in found.values()] == [False, True, False, False]
    assert [words.partition(" of ")[0] for _, words in found.values()] == [
        "None", "2", "None", "None",
    ]  # fmt: skip


def test_a_choice_that_is_missing_is_asked_for_where_the_first_standard_stands_open(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)

    lead = place.lead()
    page = lead.send(
        f"{place.at}/plan/add",
        what="Make a worry box",
        lead_name="Amara",
        due_on=["1", "7", "2026"],
    ).text

    assert [is_open for is_open, _ in folds_of(page).values()] == [True, False, False, False]
    (link,) = html.fromstring(page).xpath("//a[text()='Choose at least one']")
    box = html.fromstring(page).get_element_by_id(link.get("href").removeprefix("#"))
    assert (box.get("name"), box.get("value")) == ("criteria", "1.1")
    assert box.xpath("ancestor::fieldset/@aria-describedby") == ["criteria-error"]


def test_a_plan_of_ones_own_opens_the_standards_that_are_written_in(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()

    before = folds_of(lead.get(f"{place.at}/plan/attach").text)
    refused = folds_of(
        lead.send(f"{place.at}/plan/attach", **PLAN | {"title": ""}, where_3_1="page 3").text
    )

    assert [is_open for is_open, _ in before.values()].count(True) == 1
    assert [is_open for is_open, _ in refused.values()] == [False, False, True, False]
    assert list(refused.values())[2][1].startswith("1 of 5 written in")


def test_a_line_that_is_too_long_stands_open_to_be_put_right(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)

    page = place.lead().send(f"{place.at}/plan/attach", **PLAN, where_4_1="page " * 40).text

    assert [is_open for is_open, _ in folds_of(page).values()] == [False, False, False, True]
    assert "Use 100 characters at most" in page


def test_where_a_piece_counts_is_folded_by_standard_and_read_without_script(
    place_at: Make,
) -> None:
    place = place_at(Stage.READY)
    item = next(
        one
        for one in place.rows.query(EvidenceItem)
        if [link.criterion for link in one.links] == ["2.3"]
    )
    lead, at = place.lead(), f"{place.at}/evidence/{item.id}/links"
    found = folds_of(lead.get(at).text)
    lead.send(at, codes=["2.3", "4.1"], shown="2.3")
    after = folds_of(lead.get(at).text)

    assert [title[0] for title in found] == ["1", "2", "3", "4"]
    assert [is_open for is_open, _ in found.values()] == [False, True, False, False]
    assert [words for _, words in after.values()] == [
        "None of 6 chosen", "1 of 5 chosen", "None of 5 chosen", "1 of 5 chosen",
    ]  # fmt: skip
