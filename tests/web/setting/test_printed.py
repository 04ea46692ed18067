"""Everything on paper: filled in with what is there, or blank for a pen."""

from datetime import timedelta

import pytest

from award.adapters import clock
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.awards import Award
from award.storage.decisions import Condition
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
    assert shared.place in filled
    assert "A worry about a child does not go here" not in filled
    assert "Talking with pupils" in empty
    assert shared.summary not in empty
    assert lead.get(f"{place.at}/visits/{coming.id}/printed").status_code == 404


@pytest.mark.parametrize("of", ["apply", "ready", "reply"])
def test_what_the_head_agrees_to_can_be_signed_on_paper(place_at: Make, of: str) -> None:
    place = place_at(Stage.GATHERING)
    lead, address = place.lead(), f"{place.at}/printed/approvals/{of}"

    assert f'href="{address}"' in lead.get(f"{place.root}/printed").text
    lead.get(address)
    filled = lead.words()
    lead.get(f"{address}?blank=yes")

    assert "Signature" in filled
    assert filled.count("Priya Nair") == 1
    assert "Priya Nair" not in lead.words()
    assert lead.get(f"{place.at}/printed/approvals/other").status_code == 404


def test_the_reply_to_a_report_is_on_paper_once_there_is_one(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)
    lead, address = place.lead(), f"{place.at}/printed/reply"

    lead.get(address)
    before = lead.words()
    lead.send(f"{place.at}/report/reply", point_1="We have eleven supervisors.")
    lead.get(address)
    filled = lead.words()
    lead.get(f"{address}?blank=yes")

    assert "No reply yet." in before
    assert "We have eleven supervisors." in filled
    assert "Not answered yet" in filled
    assert "We have eleven supervisors." not in lead.words()
    assert lead.words().count("What is not right, and what is") == 3
    assert f'href="{address}"' in lead.get(f"{place.root}/printed").text


def test_without_a_report_there_is_nothing_to_reply_to_on_paper(place_at: Make) -> None:
    place = place_at(Stage.ASSESSING)
    lead = place.lead()

    assert lead.get(f"{place.at}/printed/reply").status_code == 404
    assert "/printed/reply" not in lead.get(f"{place.root}/printed").text


def test_the_answer_to_a_condition_is_on_paper_while_it_is_open(place_at: Make) -> None:
    place = place_at(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    lead, one = place.lead(), place.rows.query(Condition).first()
    assert one is not None
    address = f"{place.at}/conditions/{one.id}/printed"
    lead.send(f"{place.at}/conditions/{one.id}", words="The summary went to the governors.")

    lead.get(address)
    filled = lead.words()
    lead.get(f"{address}?blank=yes")

    assert one.words in filled
    assert "The summary went to the governors." in filled
    assert one.words in lead.words()
    assert "The summary went to the governors." not in lead.words()
    assert f'href="{address}"' in lead.get(f"{place.root}/printed").text
    assert lead.get(f"{place.at}/conditions/99/printed").status_code == 404


def test_the_yearly_check_in_is_on_paper_filled_in_and_blank(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    award = place.rows.query(Award).one()
    address = f"{place.root}/awards/{award.id}/check-in"
    with clock.frozen_at(place.walking.at + timedelta(days=370)):
        lead = place.lead()
        lead.send(address, going="The worry box works.", changed=["head"], words="Priya left.")
        lead.get(f"{address}/printed")
        filled = lead.words()
        lead.get(f"{address}/printed?blank=yes")

    assert "The worry box works." in filled
    assert filled.count("(chosen)") == 1
    assert "The worry box works." not in lead.words()
    assert "(chosen)" not in lead.words()
    assert place.lead().get(f"{place.root}/awards/99/check-in/printed").status_code == 404
