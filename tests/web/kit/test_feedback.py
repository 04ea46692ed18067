"""Feedback in the rooms: given by standard, read in threads, never by whom it is closed to."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from award.actions.advising import Feedback, OfPiece, ask_for_feedback, give_feedback
from award.actions.collecting import add_evidence
from award.actions.letting_go import remove_evidence
from award.actions.sending import EvidenceWords
from award.adapters import clock
from award.domain.people import Actor, Role
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.journeys import Assignment, AssignmentKind
from award.storage.remarks import LookedAt, Remark
from tests.fixtures_rooms import Standing, standing
from tests.web.test_lists import MOST_QUESTIONS, multiply, questions

__all__ = ["standing"]

Make = Callable[..., Standing]


def add(place: Standing, title: str = "Poster", code: str = "1.3") -> EvidenceItem:
    walking = place.walking
    with transaction(lock=place.fresh()) as held:
        words = EvidenceWords(title=title, criterion=code, note="In the hall.")
        return add_evidence(held, words, by=walking.by(Role.LEAD), at=walking.at)


def say(place: Standing, role: Role, **said: object) -> None:
    """Said by whoever plays this part, at the moment of the walk."""
    feedback = Feedback(**said)  # type: ignore[arg-type] # names and types as in Feedback
    with transaction(lock=place.fresh()) as held:
        give_feedback(held, feedback, by=place.walking.by(role), at=place.walking.at)


def setting_room(place: Standing, path: str = "") -> str:
    return f"/setting/{place.walking.setting.id}/journeys/{place.journey.id}{path}"


def test_what_needs_more_is_on_the_settings_pages_with_what_to_do_and_is_answered(
    standing: Make,
) -> None:
    place = standing(Stage.GATHERING)
    item = add(place)
    coordinator, lead = (
        place.browse(place.walking.cast.coordinator),
        place.browse(place.walking.cast.lead),
    )
    at = place.room("coordinator", "/evidence/feedback/1")
    more = {f"state_{item.id}": "needs_more"}

    coordinator.send(at, **more)
    assert "Say what more is needed: “Poster”" in coordinator.words()
    coordinator.send(at, **more, **{f"words_{item.id}": "Since when does it hang?"})
    lead.get(setting_room(place))
    assert "“Poster” needs a little more: Since when does it hang?" in lead.words()
    lead.get(setting_room(place, "/criteria/1.3"))
    assert "Colm Brady, coordinator" in lead.words()
    lead.send(setting_room(place, f"/evidence/{item.id}/talk"), words="Since May.")

    place.fresh()
    assert item.state is EvidenceState.GIVEN
    coordinator.get(place.room("coordinator", "/evidence"))
    assert "Since May." in coordinator.words()


def test_once_the_report_is_shared_nobody_is_offered_a_field_for_feedback(standing: Make) -> None:
    place = standing(Stage.DECIDING)
    coordinator = place.browse(place.walking.cast.coordinator)

    coordinator.get(place.room("coordinator", "/evidence/standards/1/talk"))

    assert "The report has been shared, so no more feedback is given." in coordinator.words()
    assert coordinator.page is not None
    assert list(coordinator.page.iter("textarea")) == []


@pytest.mark.parametrize(
    ("who", "stage", "answers"),
    [("lead", Stage.GATHERING, True), ("head", Stage.GATHERING, False),
     ("lead", Stage.CHECKING, False)],
)  # fmt: skip
def test_to_answer_is_offered_only_to_who_finds_a_field_there(
    standing: Make, who: str, stage: Stage, *, answers: bool
) -> None:
    place = standing(stage)
    with transaction(lock=place.fresh()) as held:
        held.stage = Stage.GATHERING
    item = add(place)
    said = {item.id: OfPiece(item.version, EvidenceState.ACCEPTED, "How fine.")}
    say(place, Role.COORDINATOR, standards={"1": "Good."}, pieces=said, is_all=False)
    with transaction(lock=place.fresh()) as held:
        held.stage = stage
    browser = place.browse(getattr(place.walking.cast, who))

    browser.get(setting_room(place, "/criteria/1.3"))
    assert browser.page is not None
    links = [one for one in browser.page.iter("a") if "/talk" in (one.get("href") or "")]

    deeds = {(one.text or "").strip() for one in links}
    assert len(links) == (2 if answers else 0)
    assert deeds == ({"Answer"} if answers else set())
    for path in (f"/evidence/{item.id}/talk", "/standards/1/talk"):
        browser.get(setting_room(place, path))
        assert browser.page is not None
        assert bool(list(browser.page.iter("textarea"))) is answers


def test_a_piece_taken_away_meanwhile_loses_no_words(standing: Make) -> None:
    place = standing(Stage.GATHERING)
    item = add(place)
    browser, at = (
        place.browse(place.walking.cast.coordinator),
        place.room("coordinator", "/evidence/feedback/1"),
    )
    browser.get(at)
    with transaction(lock=place.fresh()) as held:
        remove_evidence(held, item.id, by=place.walking.by(Role.LEAD), at=place.walking.at)

    sent = {f"version_{item.id}": "1", f"words_{item.id}": "A fine poster.", "words": "Good."}
    answer = browser.post(at, data={"csrf_token": browser.token(at), **sent})

    assert answer.status_code == 200
    assert "A fine poster." in browser.words()
    assert "was taken away meanwhile" in browser.words()
    assert place.rows.scalars(select(Remark)).all() == []


def test_all_is_fine_is_one_tap(standing: Make) -> None:
    place = standing(Stage.GATHERING)
    add(place)
    browser = place.browse(place.walking.cast.coordinator)
    page = place.room("coordinator", "/evidence/feedback")

    browser.send(f"{page}/1/fine", on=page)

    place.fresh()
    said = place.rows.scalars(select(Remark)).all()
    assert [(one.standard, one.said) for one in said] == [("1", EvidenceState.ACCEPTED)]


def test_that_all_is_fine_is_taken_back_with_one_tap_until_its_letter_goes(standing: Make) -> None:
    place = standing(Stage.GATHERING)
    add(place)
    browser = place.browse(place.walking.cast.coordinator)
    page = place.room("coordinator", "/evidence/feedback")

    browser.send(f"{page}/1/fine", on=page)
    browser.get(page)
    assert "You said that all is fine so far" in browser.words()
    browser.send(f"{page}/1/fine/back", on=page)
    browser.get(page)

    assert "Taken back." in browser.words()
    assert place.rows.scalars(select(Remark)).all() == []
    assert "1 piece to read" in browser.words()


def test_a_question_is_answered_in_words_and_not_with_one_tap(standing: Make) -> None:
    place = standing(Stage.GATHERING)
    add(place)
    with transaction(lock=place.fresh()) as held:
        by, question = place.walking.by(Role.LEAD), "Is a photo enough?"
        ask_for_feedback(held, standards=["1"], question=question, by=by, at=place.walking.at)
    browser = place.browse(place.walking.cast.coordinator)
    page = place.room("coordinator", "/evidence/feedback")

    overview = browser.get(page).text
    browser.post(f"{page}/1/fine", data={"csrf_token": browser.token(page)})
    browser.get(f"{page}/1")
    told = browser.words()
    browser.send(f"{page}/1", fine="yes")
    refused = browser.words()
    place.fresh()
    before = place.rows.scalars(select(Remark)).all()
    browser.send(f"{page}/1", fine="yes", words="It is.")

    assert "/1/fine" not in overview
    assert "They asked you something. Answer it in a sentence" in told
    assert "They asked you something. Answer it in a sentence" in refused
    assert before == []
    place.fresh()
    said = place.rows.scalars(select(Remark)).all()
    assert [(one.words, one.said) for one in said] == [("It is.", EvidenceState.ACCEPTED)]


def second_in(place: Standing) -> Actor:
    """A second who judges blind from now on."""
    user = place.walking.cast.second
    with transaction(lock=place.fresh()) as held:
        held.sample_reasons = ["drawn"]
        place.rows.add(
            Assignment(
                authority_id=held.authority_id, journey_id=held.id, user_id=user.id,
                kind=AssignmentKind.SECOND,
                assigned_by_id=place.walking.cast.coordinator.id, assigned_at=place.walking.at,
            )
        )  # fmt: skip
    return Actor(Role.SECOND, user.id, user.name, place.journey.authority_id)


def test_neither_judge_reads_the_other_nor_sees_the_state_that_was_set(standing: Make) -> None:
    place = standing(Stage.ASSESSING)
    item = add(place, code="1.3")
    other = add(place, "Leaflet", "1.4")
    second = second_in(place)
    marks = {item.id: OfPiece(item.version, EvidenceState.NEEDS_MORE, "The assessor’s word.")}
    say(place, Role.ASSESSOR, pieces=marks)
    marks = {other.id: OfPiece(other.version, EvidenceState.NEEDS_MORE, "The second’s word.")}
    with transaction(lock=place.fresh()) as held:
        give_feedback(held, Feedback(pieces=marks), by=second, at=place.walking.at)
    place.browse(place.walking.cast.lead).send(
        setting_room(place, f"/evidence/{item.id}/talk"), words="An answer to the assessor."
    )
    assessor, blind = place.assessor, place.second
    page = place.room("assessor", "/criteria")

    blind.get(f"{page}/1.3")
    blinds = blind.words()
    blind.get(place.room("assessor", f"/evidence/{item.id}/talk"))
    blinds += blind.words()
    assessor.get(f"{page}/1.4")
    assessors = assessor.words()

    for words in ("The assessor’s word.", "An answer to the assessor.", "Needs more"):
        assert words not in blinds.replace("Needs more Say below", "")
    assert "The second’s word." not in assessors
    assert "Needs more" not in assessors


def test_what_is_new_is_said_on_the_next_visit_and_stays_for_the_hour(standing: Make) -> None:
    place = standing(Stage.GATHERING)
    browser, page = (
        place.browse(place.walking.cast.coordinator),
        place.room("coordinator", "/evidence"),
    )
    browser.get(page)
    first = browser.words()
    place.walking.at = clock.now() + timedelta(minutes=10)
    add(place)

    with clock.frozen_at(clock.now() + timedelta(minutes=61)):
        browser.get(page)
        then = browser.words()
        browser.get(page)
        again = browser.words()

    assert "Since you were here" not in first
    assert "Since you were here today 1.3" in then
    assert "1 new piece" in then
    assert "1 new piece" in again
    rows = place.rows.scalars(select(LookedAt)).all()
    assert len(rows) == 1


def test_a_talk_leads_to_the_piece_that_it_is_about_in_each_room(standing: Make) -> None:
    place = standing(Stage.ASSESSING)
    item = add(place)
    rooms = {
        place.room("coordinator"): place.browse(place.walking.cast.coordinator),
        place.room("assessor"): place.assessor,
        setting_room(place): place.browse(place.walking.cast.lead),
    }

    for room, browser in rooms.items():
        browser.get(f"{room}/evidence/{item.id}/talk")
        assert browser.page is not None
        (at,) = {one.get("href", "") for one in browser.page.iter("a")} & {
            f"{room}/criteria/1.3/evidence/{item.id}#main"
        }
        browser.get(at.partition("#")[0])
        assert "In the hall." in browser.words()


def test_another_settings_lead_finds_no_talk(standing: Make) -> None:
    place = standing(Stage.GATHERING)
    item = add(place)
    panel = place.member()

    paths = (f"/evidence/{item.id}/talk", "/standards/1/talk", "/feedback/ask")
    found = [panel.get(setting_room(place, one)).status_code for one in paths]

    assert found == [404, 404, 404]


@pytest.mark.parametrize("page", ["/evidence/feedback", "/evidence/feedback/1"])
def test_feedback_asks_as_little_at_three_hundred_pieces_as_at_one(
    standing: Make, page: str
) -> None:
    place = standing(Stage.GATHERING)
    item = add(place)
    said = {item.id: OfPiece(item.version, EvidenceState.ACCEPTED)}
    say(place, Role.COORDINATOR, standards={"1": "Good."}, pieces=said)
    browser, address = (
        place.browse(place.walking.cast.coordinator),
        place.room("coordinator", page),
    )
    browser.get(address)
    with questions(place.rows) as at_one:
        browser.get(address)
    multiply(place.rows, "evidence_items")

    with questions(place.rows) as at_many:
        answer = browser.get(address)

    assert answer.status_code == 200
    assert len(at_many) == len(at_one), "\n".join(at_many)
    assert len(at_many) <= MOST_QUESTIONS + 6, "\n".join(at_many)
