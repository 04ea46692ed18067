"""A plan of one’s own in place of the actions: a file, and where each criterion stands in it."""

import re
from io import BytesIO
from typing import Any

from award.domain.stages import Stage
from tests.web.setting.conftest import Make, a_pdf
from tests.web.setting.planned import ACTION, actions

PDF = a_pdf()


def test_a_plan_of_ones_own_counts_only_where_its_place_is_given(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    given: dict[str, Any] = {
        "title": "School improvement plan",
        "lead_name": "Amara Holt",
        "due_on": ["31", "7", "2026"],
        "link_address": "https://willow.example.org/plan",
    }

    lead.send(f"{place.at}/plan/attach", **given)
    refused = lead.words()
    lead.send(f"{place.at}/plan/attach", **given, where_1_4="page 3", where_3_1="Training, step 2")

    assert "Say for one criterion at least where in your plan it stands" in refused
    (one,) = actions(place)
    assert one.criteria == ["1.4", "3.1"]
    assert one.what == (
        "Our own plan, “School improvement plan” (1.4: page 3; 3.1: Training, step 2)"
    )
    lead.get(f"{place.at}/plan/{one.id}")
    assert "Open your plan" in lead.words()


def test_what_is_missing_of_a_plan_of_ones_own_is_said_all_at_once(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()

    lead.send(f"{place.at}/plan/attach")

    assert lead.refusals() == {
        "where_1_1": "Say for one criterion at least where in your plan it stands",
        "file": "Add your plan as a file, or a link to it",
        "title": "Write its name",
        "lead_name": "Say who leads it",
        "due_on-day": "Enter the day",
    }
    assert actions(place) == []


def test_a_plan_as_a_file_is_looked_at_and_can_be_downloaded(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    address = f"{place.at}/plan/attach"
    given: dict[str, Any] = {
        "title": "Our plan", "lead_name": "Amara", "due_on": ["31", "7", "2026"],
        "where_1_4": "page 3",
    }  # fmt: skip

    lead.send(address, **given, file=(BytesIO(b"MZ no plan at all"), "plan.exe"))
    refused = lead.words()
    lead.send(address, **given, file=(BytesIO(PDF), "plan.pdf"))
    page = lead.get(f"{place.at}/plan/{actions(place)[0].id}").text
    link = re.search(r'href="([^"]+/files/\d+)"', page)

    assert "plan.exe" in refused
    assert link is not None
    with lead.get(link[1]) as answer:
        assert answer.data == PDF


def test_criteria_that_stand_nowhere_in_ones_own_plan_are_not_put_to_it(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    lead.send(f"{place.at}/plan/attach", title="Our plan", lead_name="Amara",
              due_on=["31", "7", "2026"], link_address="https://willow.example.org/plan",
              where_1_4="page 3")  # fmt: skip
    (one,) = actions(place)

    lead.send(f"{place.at}/plan/{one.id}/change", **ACTION | {"criteria": ["1.4", "2.1"]},
              state="under_way")  # fmt: skip

    assert "Attach your plan again" in lead.words()
    assert actions(place)[0].criteria == ["1.4"]
