"""A form that cannot be sent is not shown: its page says why, and leads to how things stand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from award.actions.pausing import pause
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.awards import Award
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.plans import PlannedAction
from award.storage.visits import Visit
from tests.fixtures_rooms import Standing, standing
from tests.pages import PageClient

__all__ = ["standing"]
Make = Callable[..., Standing]


@dataclass(frozen=True)
class Closed:
    """A page with a form, by its address, at a stage at which nothing could be sent from it."""

    room: str
    path: str
    stage: Stage
    status: int = 403


S = Stage
SETTING = (
    ("pause/ask", S.AWARDED),
    ("application", S.APPLIED),
    ("approvals/apply/give", S.PLANNING),
    ("approvals/apply/send-back", S.PLANNING),
    ("feedback/ask", S.READY),
    ("feedback/take-back", S.GATHERING),
    ("plan/add", S.READY),
    ("plan/{action}/change", S.READY),
    ("plan/{action}/remove", S.GATHERING),
    ("plan/{action}/evidence", S.CHECKING),
    ("policy", S.READY),
    ("criteria/1.1/ask", S.APPLIED),
    ("criteria/1.1/ask", S.CHECKING),
    ("criteria/1.1/evidence/add", S.APPLIED),
    ("evidence/drop", S.APPLIED),
    ("criteria/1.1/evidence/add", S.CHECKING),
    ("evidence/drop", S.CHECKING),
    ("evidence/carry-on", S.CHECKING),
    ("evidence/{item}/change", S.CHECKING),
    ("evidence/{item}/links", S.CHECKING),
    ("evidence/{item}/links/1.1", S.CHECKING),
    ("evidence/{item}/links/1.1/remove", S.CHECKING),
    ("evidence/{item}/replace", S.CHECKING),
    ("evidence/{item}/uses", S.CHECKING),
    ("report/reply", S.ASSESSING),
    ("visits/{visit}/confirm", S.GATHERING),
    ("visits/{visit}/answer", S.GATHERING),
    ("visits/{visit}/arrival", S.GATHERING),
    ("visits/{visit}/cancel", S.GATHERING),
    ("visits/{visit}/other-days", S.GATHERING),
    ("visits/{visit}/evidence", S.CHECKING),
)
COORDINATOR = (
    ("pause", S.AWARDED),
    ("pause/decline", S.GATHERING),
    ("resume", S.GATHERING),
    ("aim", S.AWARDED),
    ("criteria/1.1/applicability", S.GATHERING),
    ("people/adviser/end", S.GATHERING),
    ("people/second/assign", S.AWARDED),
    ("deferral", S.GATHERING),
    ("plan/return", S.GATHERING),
    ("report/points", S.CHECKING),
    ("report/more", S.GATHERING),
    ("evidence/feedback/1", S.CHECKING),
    ("visits/{visit}/confirm", S.GATHERING),
    ("visits/{visit}/move", S.GATHERING),
    ("visits/{visit}/cancel", S.GATHERING),
    ("visits/{visit}/missed", S.GATHERING),
    ("visits/{visit}/other-days", S.GATHERING),
    ("visits/{visit}/hand-over", S.GATHERING),
    ("visits/{visit}/share", S.GATHERING),
)
ASSESSOR = (
    ("visits/{visit}/confirm", S.CHECKING),
    ("visits/{visit}/move", S.CHECKING),
    ("visits/{visit}/call-off", S.CHECKING),
    ("visits/{visit}/other-days", S.CHECKING),
    ("moves/revise_report", S.DECIDING),
)
CLOSED = [
    *(Closed("setting", path, stage) for path, stage in SETTING),
    *(Closed("coordinator", path, stage) for path, stage in COORDINATOR),
    *(Closed("assessor", path, stage) for path, stage in ASSESSOR),
    Closed("assessor", "report/look", S.ASSESSING, 409),
    Closed("panel", "second/set-aside", S.DECIDING, 409),
]


def opened(place: Standing, one: Closed) -> tuple[PageClient, int]:
    """The page as whoever it is for opens it by its address."""
    walking, rows = place.walking, place.rows
    names = {
        "action": rows.scalars(select(PlannedAction.id)).first(),
        "item": rows.scalars(select(EvidenceItem.id)).first(),
        "visit": rows.scalars(select(Visit.id).order_by(Visit.id.desc())).first(),
    }
    path = "/" + one.path.format(**names)
    rows.rollback()
    if one.room == "setting":
        person = walking.cast.head if "approvals" in path else walking.cast.lead
        address = f"/setting/{walking.setting.id}/journeys/{place.journey.id}{path}"
    else:
        people = {"coordinator": walking.cast.coordinator, "assessor": walking.cast.assessor}
        person = people.get(one.room, walking.cast.panel[0])
        address = place.room(one.room, path)
    browser = place.browse(person)
    return browser, browser.get(address).status_code


def must_be_no_form(browser: PageClient) -> None:
    """See that it says so, in the room, with a way on and nothing to send."""
    words = browser.words()
    assert "That cannot be done now" in words or "Something is still needed first" in words
    assert browser.page is not None
    main = next(browser.page.iter("main"))
    assert list(main.iter("form")) == []
    assert "See how it stands now" in words
    assert [one for one in browser.page.iter("a") if "head__room" in one.get("class", "")]


@pytest.mark.parametrize("one", CLOSED, ids=lambda one: f"{one.room} {one.path} {one.stage}")
def test_a_form_that_cannot_be_sent_is_not_shown(standing: Make, one: Closed) -> None:
    place = standing(one.stage)

    browser, status = opened(place, one)

    assert status == one.status
    must_be_no_form(browser)


@pytest.mark.parametrize("path", ["evidence/sort", "evidence/{item}/sort", "evidence/drop"])
def test_an_ended_journey_offers_neither_to_add_nor_to_sort(standing: Make, path: str) -> None:
    place = standing(Stage.GATHERING)
    lead = place.browse(place.walking.cast.lead)
    root = f"/setting/{place.walking.setting.id}/journeys/{place.journey.id}"
    lead.send(f"{root}/evidence/drop", note="A line about the hall.")
    lead.send(f"{root}/moves/withdraw", reason_code="no_time")
    item = (
        place.fresh()
        and place.rows.scalars(
            select(EvidenceItem.id).where(EvidenceItem.state == EvidenceState.UNSORTED)
        ).one()
    )
    place.rows.rollback()

    status = lead.get(f"{root}/{path.format(item=item)}").status_code

    assert status == 403
    must_be_no_form(lead)
    assert "This journey has ended, so no evidence is added." in lead.words()


def rest(place: Standing) -> None:
    """Let the journey rest for twenty days."""
    walking = place.walking
    with transaction(lock=place.journey) as held:
        until = walking.at.date() + timedelta(days=20)
        pause(held, until, reason="A hard term", by=walking.by(Role.COORDINATOR), at=walking.at)


def test_nobody_asks_for_feedback_while_the_journey_rests(standing: Make) -> None:
    place = standing(Stage.GATHERING)
    lead = place.browse(place.walking.cast.lead)
    address = f"/setting/{place.walking.setting.id}/journeys/{place.journey.id}/feedback/ask"
    token = lead.token(address)
    rest(place)

    browser, status = opened(place, Closed("setting", "feedback/ask", Stage.GATHERING))
    sent = lead.post(address, data={"csrf_token": token, "standards": "all", "question": "And?"})

    assert (status, sent.status_code) == (403, 403)
    must_be_no_form(browser)
    assert "This journey rests until" in browser.words()
    assert place.fresh().feedback_asked_at is None


@pytest.mark.parametrize("room", ["setting", "coordinator"])
def test_nobody_proposes_a_visit_while_the_journey_rests(standing: Make, room: str) -> None:
    place = standing(Stage.GATHERING)
    rest(place)

    browser, status = opened(place, Closed(room, "visits/propose", Stage.GATHERING))

    assert status == 403
    must_be_no_form(browser)
    assert "Propose a visit once it goes on." in browser.words()


@pytest.mark.parametrize("room", ["setting", "coordinator"])
def test_nobody_pauses_what_rests_already(standing: Make, room: str) -> None:
    place = standing(Stage.GATHERING)
    rest(place)
    path = "pause/ask" if room == "setting" else "pause"

    browser, status = opened(place, Closed(room, path, Stage.GATHERING))

    assert status == 403
    must_be_no_form(browser)
    assert "This journey rests already, until" in browser.words()


@pytest.mark.parametrize(
    ("room", "path"),
    [
        ("setting", "reply"),
        ("coordinator", "moves/drop_suspension"),
        ("panel", "vote"),
    ],
)
def test_nothing_is_said_of_an_award_that_is_not_in_question(
    standing: Make, room: str, path: str
) -> None:
    place = standing(Stage.AWARDED)
    award = place.rows.scalars(select(Award)).one().id
    place.rows.rollback()
    walking = place.walking
    root = f"/setting/{walking.setting.id}" if room == "setting" else f"/leicester/{room}"
    people = {"setting": walking.cast.lead, "coordinator": walking.cast.coordinator}
    browser = place.browse(people.get(room, walking.cast.panel[0]))

    status = browser.get(f"{root}/awards/{award}/{path}").status_code

    assert status == 403
    must_be_no_form(browser)
