"""Everything on paper: filled in with what is there, or blank for a pen."""

import pytest

from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.visits import Visit
from tests.web.setting.conftest import Make

PAPERS = ("application", "self-review", "plan", "evidence")


def test_all_papers_are_found_in_one_place(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    page = lead.get(f"{place.root}/printed").text

    for name in PAPERS:
        assert f"{place.at}/printed/{name}?blank=yes" in page
    assert "Initial visit and guided planning" in lead.words()


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.GATHERING, Stage.AWARDED])
def test_a_paper_is_there_at_every_stage_filled_in_and_blank(
    place_at: Make, name: str, stage: Stage
) -> None:
    place = place_at(stage)
    lead = place.lead()

    for asked in ("", "?blank=yes"):
        assert lead.get(f"{place.at}/printed/{name}{asked}").status_code == 200
        assert ("As it stood on" in lead.words()) is (asked == "")


def test_a_blank_one_says_nothing_of_the_setting_but_its_name(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    said = place.journey.application
    assert said is not None

    lead.get(f"{place.at}/printed/application")
    filled = lead.words()
    lead.get(f"{place.at}/printed/application?blank=yes")

    assert said.approver_name in filled
    assert said.approver_name not in lead.words()


def test_the_self_review_ticks_what_was_said(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    filled = lead.get(f"{place.at}/printed/self-review").text
    blank = lead.get(f"{place.at}/printed/self-review?blank=yes").text

    asked = len(place.journey.asked)
    assert filled.count("(chosen)") == asked
    assert blank.count("(chosen)") == 0
    assert blank.count("paper__square") == 4 * asked


def test_evidence_is_listed_with_as_many_questions_for_much_as_for_little(place_at: Make) -> None:
    place = place_at(Stage.READY)
    lead = place.lead()

    lead.get(f"{place.at}/printed/evidence")

    assert "Nothing yet." not in lead.words()


def test_a_record_is_printed_once_it_is_shared_and_the_empty_one_always(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, walking = place.lead(), place.walking
    shared = place.rows.query(Visit).one()

    lead.get(f"{place.at}/visits/{shared.id}/printed")
    filled = lead.words()
    lead.get(f"{place.at}/printed/visit")
    empty = lead.words()
    coming = walking.book_visit(VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR)

    assert shared.summary in filled
    assert "Talking with children" in empty
    assert shared.summary not in empty
    assert lead.get(f"{place.at}/visits/{coming.id}/printed").status_code == 404
