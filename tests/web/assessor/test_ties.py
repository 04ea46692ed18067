"""What an assessor meets who has said that a tie binds them to a setting."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from award.actions import assessing, handing_over, recording
from award.actions.assigning import assign
from award.actions.moves import make_move
from award.actions.rearranging import move_visit
from award.actions.visiting import Plan, book_visit
from award.domain.facts import Said
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.assessments import Judge, Judgement, ReplyPoint
from award.storage.db import transaction
from award.storage.journeys import AssignmentKind, Journey
from award.storage.visits import Visit
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user

Make = Callable[..., Standing]


def test_who_has_a_tie_is_led_to_no_judgement_and_no_visit(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor
    browser.get("/leicester/assessor")
    assert "Your next visit" in browser.words()

    browser.send(world.room("assessor", "/tie"), kind="related", words="My sister teaches there.")

    browser.get("/leicester/assessor")
    assert "No visit is booked." in browser.words()
    browser.get(world.room("assessor"))
    assert "Somebody else judges here You have a tie to this setting." in browser.words()
    assert "Judge 1.1" not in browser.words()
    assert "I have a tie to this setting" not in browser.words()
    browser.get(world.room("assessor", "/criteria/1.1"))
    assert "Where do they stand?" not in browser.words()
    assert "What each point looks like" in browser.words()


def test_a_judgement_sent_after_a_tie_is_refused_with_the_reason(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor
    address = world.room("assessor", "/criteria/1.1")
    token = browser.token(address)
    browser.send(world.room("assessor", "/tie"), kind="related", words="")

    browser.post(address, data={"csrf_token": token, "seen": "0", "judged": "met", "note": ""})

    assert "You have a tie to this setting, so somebody else judges it." in browser.words()
    world.fresh()
    mine = select(Judgement).where(Judgement.judge == Judge.ASSESSOR)
    assert world.rows.scalars(mine).all() == []


def test_who_has_a_tie_answers_for_no_report_while_it_is_checked(standing: Make) -> None:
    world = standing(Stage.CHECKING)
    with transaction(lock=world.fresh()) as held:
        by = world.walking.by(Role.LEAD)
        reply = assessing.reply_to_report(held, ["Ten, not nine"], by=by, at=world.walking.at)
        point = reply.points[0].id
    browser, desk = world.assessor, world.browse(world.walking.cast.coordinator)
    browser.get(world.room("assessor", "/points"))
    assert "Ten, not nine" in browser.words()
    browser.send(world.room("assessor", "/tie"), kind="related", words="My sister teaches there.")

    browser.get(world.room("assessor"))
    assert "Somebody else judges here You have a tie to this setting." in browser.words()
    assert "and a tie keeps you from it" in browser.words()
    assert "I have a tie to this setting" not in browser.words()
    browser.get(world.room("assessor", "/points"))
    assert "so the coordinator answers its points" in browser.words()
    me, at = world.walking.by(Role.ASSESSOR), world.walking.at
    said = Said(reason="To be changed.")
    with transaction(lock=world.fresh()) as held, pytest.raises(NotAllowed, match="a tie"):
        assessing.answer_points(held, {point: "We counted again."}, by=me, at=at)
    with transaction(lock=world.fresh()) as held, pytest.raises(NotReady, match="a tie"):
        make_move(held, "revise_report", by=me, said=said, at=at)
    desk.get("/leicester/coordinator")
    assert "needs another assessor" in desk.words()
    sent = {f"point_{point}": "We counted again."}
    desk.send(world.room("coordinator", "/report/points"), **sent)
    world.fresh()
    assert world.rows.scalars(select(ReplyPoint)).one().answer == "We counted again."


def write(held: Journey, visit: Visit, *, by: Actor, at: datetime) -> None:
    seen = recording.Record("The lead", "Calm.")
    recording.record_visit(held, visit.id, seen, version=visit.version, finished=True, by=by, at=at)


def plan_at(moment: datetime, visitor_id: int) -> Plan:
    return Plan(VisitKind.ASSESSMENT, VisitForm.ON_SITE, [moment], visitor_id)


def test_who_has_a_tie_changes_nothing_of_their_visit_and_somebody_else_goes_on(
    standing: Make,
) -> None:
    world = standing(Stage.ASSESSING)
    walking, browser = world.walking, world.assessor
    visit = world.rows.scalars(select(Visit).filter_by(kind=VisitKind.ASSESSMENT)).one()
    here, me, at = f"/visits/{visit.id}", world.walking.by(Role.ASSESSOR), world.walking.at
    later = (visit.starts_at or at) + timedelta(days=2)
    browser.get(world.room("assessor", here))
    assert "Move the visit" in browser.words()

    browser.send(world.room("assessor", "/tie"), kind="related", words="My sister teaches there.")

    browser.get(world.room("assessor", here))
    assert "Somebody else makes this visit" in browser.words()
    assert "Move the visit" not in browser.words()
    assert "Prepare" not in browser.words()
    browser.get(world.room("assessor", "/visits"))
    assert "For somebody else" in browser.words()
    browser.get(world.room("assessor", f"{here}/move"))
    assert "so somebody else makes this visit" in browser.words()
    for act in (
        lambda held: move_visit(held, visit.id, later, reason="Snow", by=me, at=at),
        lambda held: write(held, visit, by=me, at=later),
        lambda held: recording.share_visit_record(held, visit.id, by=me, at=later),
    ):
        with pytest.raises(NotAllowed, match="a tie"), transaction(lock=world.fresh()) as held:
            act(held)
    desk, next_one = world.browse(walking.cast.coordinator), make_user(world.rows, "Hana Osei")
    make_member(world.rows, next_one, Role.ASSESSOR, walking.setting.authority)
    desk.get("/leicester/coordinator")
    assert "A visit that nobody makes any more" in desk.words()
    by = walking.by(Role.COORDINATOR)
    with transaction(lock=world.fresh()) as held, pytest.raises(NotReady, match="has a tie"):
        book_visit(held, plan_at(later, walking.cast.assessor.id), by=by, at=at)
    with transaction(lock=world.fresh()) as held:
        assign(held, AssignmentKind.ASSESSOR, next_one.id, by=by, at=at)
        handing_over.hand_over_visit(held, visit.id, next_one.id, reason="A tie.", by=by, at=at)
    assert world.rows.get_one(Visit, visit.id).visitor_id == next_one.id
