"""What an assessor or adviser typed and an action refuses stands at its field; the words stay."""

from collections.abc import Callable
from dataclasses import replace

from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.visits import VisitState
from award.storage.authorities import Route
from award.storage.db import writing
from award.storage.looks import ReportLook
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user
from tests.web.assessor.test_looks import WORDS
from tests.web.assessor.test_visits import visit_of
from tests.web.kit.test_feedback import add

Make = Callable[..., Standing]


def test_a_look_that_would_help_says_what(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    rules = replace(world.journey.route.rules, colleague_looks=True)
    with writing(world.rows) as session:
        session.get_one(Route, world.journey.route_id).kept_rules = rules.as_json()
    colleague = make_user(world.rows, "Hana Osei")
    make_member(world.rows, colleague, Role.ADVISER, world.walking.setting.authority)
    edith, address = world.assessor, world.room("assessor", "/report/look")
    edith.send(world.room("assessor", "/report"), **WORDS)

    page = edith.send(
        address, colleague=str(world.walking.cast.assessor.id), question="Is 2.2 clear?"
    ).text
    not_free = edith.refusals()
    edith.send(address, colleague=str(colleague.id))
    world.fresh()
    hana = world.browse(colleague)
    hana.send(f"/leicester/assessor/looks/{world.rows.query(ReportLook).one().id}", said="helps")

    assert list(not_free) == ["colleague"]
    assert "Is 2.2 clear?" in page
    assert hana.refusals() == {"words": "Say what would help"}


def test_a_visit_is_not_missed_before_its_day(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    address = world.room("assessor", f"/visits/{visit_of(world).id}/call-off")
    edith = world.assessor

    page = edith.send(address, missed="yes", reason="The train did not run.").text

    assert edith.refusals() == {"missed": "Cancel the visit instead: its day has not come yet"}
    assert "The train did not run." in page


def test_a_visit_is_called_off_before_its_hour_with_the_reason_alone(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    visit = visit_of(world)
    address = world.room("assessor", f"/visits/{visit.id}/call-off")
    edith = world.assessor

    before = edith.get(address).text
    edith.send(address, reason="The train did not run.")
    world.fresh()

    assert "Its day passed without it" not in before
    assert visit_of(world).state is VisitState.CANCELLED


def test_that_a_visit_did_not_take_place_is_offered_once_its_hour_has_come(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    address = world.room("assessor", f"/visits/{visit_of(world).id}/call-off")

    assert "Its day passed without it" in world.assessor.get(address).text


def test_a_record_without_whom_was_met_or_what_was_seen(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    address = world.room("assessor", f"/visits/{visit_of(world).id}/write-up")
    edith = world.assessor

    page = edith.send(address, next_steps="Ring in May.", finished="yes").text

    assert edith.refusals() == {
        "met": "Say whom you met",
        "summary": "Say what you saw and heard",
    }
    assert "Ring in May." in page


def test_a_finished_record_asks_for_a_note_where_it_is_missing(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    browser, start = world.assessor, world.room("assessor", f"/visits/{visit_of(world).id}")
    browser.send(f"{start}/write-up", met="Six children", summary="Calm.", finished="yes")

    page = browser.send(f"{start}/record/children", heard_2="not", note_5="They sang.").text

    assert browser.refusals() == {"note_2": "Add a note for 1.3, where you did not hear it clearly"}
    assert "They sang." in page


def test_feedback_says_at_each_piece_what_is_missing(standing: Make) -> None:
    world = standing(Stage.GATHERING)
    first, second = add(world), add(world, "Policy", "1.1")
    browser = world.browse(world.walking.cast.coordinator)
    address = world.room("coordinator", "/evidence/feedback/1")
    marks = {f"state_{first.id}": "needs_more", f"state_{second.id}": "not_relevant"}

    page = browser.send(address, words="A good beginning.", **marks).text
    at_pieces = browser.refusals()
    browser.send(address, words=" ")

    assert at_pieces == {
        f"words_{first.id}": "Say what more is needed: “Poster”",
        f"words_{second.id}": "Say why it does not fit: “Policy”",
    }
    assert "A good beginning." in page
    assert list(browser.refusals()) == ["words"]
