"""The room's home: what waits, visits to come, journeys; and files of evidence."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from award.actions import assessing, collecting
from award.actions.advising import Feedback, OfPiece, give_feedback
from award.actions.answering import answer_feedback
from award.actions.assigning import assign
from award.actions.leading import hand_over_lead
from award.actions.visiting import Plan, propose_visit
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceState, EvidenceVersion, EvidenceView, Scan
from award.storage.journeys import AssignmentKind, Journey
from award.storage.visits import Visit
from award.web.kit.uploads import store
from tests.fixtures_rooms import Standing
from tests.making import actor, make_member, make_user
from tests.web.assessor.conftest import KEY, give_file, visit_of

Make = Callable[..., Standing]


def begin_now(world: Standing) -> None:
    """The assessment visit is today, and has just begun."""
    world.rows.rollback()
    with writing(world.rows) as session:
        found = session.scalars(select(Visit).where(Visit.kind == VisitKind.ASSESSMENT)).one()
        found.starts_at = world.walking.at - timedelta(minutes=20)


def judge_all(world: Standing) -> None:
    with transaction(lock=world.journey) as held:
        for one in held.asked:
            by = world.walking.by(Role.ASSESSOR)
            assessing.judge(held, one.code, Judged.MET, note="", by=by, at=world.walking.at)


def test_who_has_nothing_is_told_how_it_begins(standing: Make) -> None:
    world = standing(Stage.DRAFT)
    browser = world.assessor

    browser.get("/leicester/assessor")

    assert "No journey is assigned to you" in browser.words()
    assert "No visit is booked. Nothing waits for you." in browser.words()


def test_the_visit_to_come_and_the_deed_that_waits_are_shown(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor

    browser.get("/leicester/assessor")

    words = browser.words()
    card, _, rest = words.partition("Waiting for you")
    assert "Your next visit, in" in card
    assert "Assessment visit. At the setting, about 90 minutes." in card
    assert "Ask for: Amara Holt" in card
    assert "Judge and report" in rest
    assert "/prepare" in browser.get("/leicester/assessor").text
    browser.get(world.room("assessor", ""))
    assert browser.page is not None
    tags = {one.get("class"): (one.text or "").strip() for one in browser.page.iter("strong")}
    assert tags["govuk-tag govuk-tag--yours"] == "Your turn"


def test_who_leads_today_is_asked_for_and_named(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    new = make_member(
        world.rows, make_user(world.rows, "Nia New"), Role.CONTRIBUTOR, world.walking.setting
    )
    with transaction(lock=world.walking.setting) as place:
        hand_over_lead(place, new, by=world.walking.by(Role.LEAD), at=world.walking.at)
    browser, visit = world.assessor, visit_of(world)

    browser.get("/leicester/assessor")
    assert "Ask for: Nia New" in browser.words()
    browser.get(world.room("assessor", f"/visits/{visit.id}/prepare"))
    assert "Ask for Nia New" in browser.words()
    browser.get(world.room("assessor", ""))
    assert "Lead Nia New" in browser.words()


def test_on_the_day_the_record_is_one_tap_away(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    begin_now(world)
    browser = world.assessor

    shown = browser.get("/leicester/assessor").text

    assert "Today" in browser.words()
    assert "Open the record" in browser.words()
    assert "/record" in shown


def test_who_has_never_judged_is_shown_the_way_and_may_leave_it(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor

    browser.get("/leicester/assessor")
    assert "See how a visit and its report go" in browser.words()
    browser.get("/leicester/assessor/first-steps")
    assert "Go to my visits" in browser.words()
    browser.send(world.room("assessor", "/criteria/1.1"), judged="met")
    browser.get("/leicester/assessor")

    assert "New here?" not in browser.words()


def test_when_all_is_judged_the_report_waits(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    judge_all(world)
    browser = world.assessor

    browser.get("/leicester/assessor")

    assert "Write the report" in browser.words()


def test_a_visit_that_is_over_waits_to_be_written_up(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    browser = world.assessor

    browser.get("/leicester/assessor")

    assert "Write up the visit".lower() in browser.words().lower()


def test_journeys_are_searched_by_name(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor

    browser.get("/leicester/assessor/journeys?search=willow")
    assert "Willow Lane Primary" in browser.words()
    browser.get("/leicester/assessor/journeys?search=oak")
    assert "Nothing found" in browser.words()


def test_a_file_is_sent_as_an_attachment_and_the_view_is_written_down(
    standing: Make,
) -> None:
    world = standing(Stage.ASSESSING)
    version = give_file(world)
    with world.assessor.application.app_context():
        store().delete(KEY)
        store().put(KEY, io.BytesIO(b"<b>!!"), limit=100)

    answer = world.assessor.get(world.room("assessor", f"/evidence/{version}"))

    assert answer.data == b"<b>!!"
    answer.close()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    world.fresh()
    views = world.rows.scalars(select(EvidenceView)).all()
    assert [(one.version_id, one.user_id) for one in views] == [
        (version, world.walking.cast.assessor.id)
    ]


@pytest.mark.parametrize(
    ("scan", "words"),
    [(Scan.WAITING, "still being checked for viruses"), (Scan.INFECTED, "a virus was found in it")],
)
def test_a_file_that_is_held_back_is_not_sent_and_the_page_says_why(
    standing: Make, scan: Scan, words: str
) -> None:
    world = standing(Stage.ASSESSING)
    version, browser = give_file(world, scan=scan), world.assessor

    answer = browser.get(world.room("assessor", f"/evidence/{version}"))

    assert (answer.status_code, words in browser.words()) == (403, True)
    assert world.rows.scalar(select(func.count(EvidenceView.id))) == 0


def test_a_file_whose_bytes_are_gone_is_not_there(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    version = give_file(world)
    with world.assessor.application.app_context():
        store().delete(KEY)

    assert world.assessor.get(world.room("assessor", f"/evidence/{version}")).status_code == 404
    assert world.assessor.get(world.room("assessor", "/evidence/999")).status_code == 404
    assert world.rows.scalar(select(func.count(EvidenceVersion.id))) == 1


def test_what_waits_on_the_first_page_waits_on_the_page_of_its_journey_too(
    standing: Make,
) -> None:
    world = standing(Stage.GATHERING)
    walking, hana = world.walking, make_user(world.rows, "Ada Viser")
    make_member(world.rows, hana, Role.ADVISER, walking.setting.authority)
    adviser = actor(hana, Role.ADVISER, walking.setting.authority)
    with transaction(lock=world.journey) as held:
        by = walking.by(Role.COORDINATOR)
        assign(held, AssignmentKind.ADVISER, hana.id, by=by, at=walking.at)
        give_feedback(held, Feedback({"1": "Which survey?"}), by=adviser, at=walking.at)
    browser = world.browse(hana)
    browser.get(world.room("assessor"))
    before = browser.words()
    with transaction(lock=world.fresh()) as held:
        by = walking.by(Role.LEAD)
        later = walking.at + timedelta(minutes=1)
        answer_feedback(held, standard="1", words="The one in May?", by=by, at=later)

    browser.get("/leicester/assessor")
    home = browser.words()
    browser.get(world.room("assessor"))

    assert "Nothing waits for you here" in before
    assert "read what the setting answered" in home
    assert "Read what the setting answered" in browser.words()
    assert "Nothing waits for you here" not in browser.words()


def test_what_the_setting_answered_is_read_where_the_line_of_it_leads(standing: Make) -> None:
    world = standing(Stage.GATHERING)
    walking, hana = world.walking, make_user(world.rows, "Ada Viser")
    make_member(world.rows, hana, Role.ADVISER, walking.setting.authority)
    adviser, lead = actor(hana, Role.ADVISER, walking.setting.authority), walking.by(Role.LEAD)
    words = collecting.EvidenceWords(title="A poster", criterion="1.3", note="In the hall.")
    with transaction(lock=world.journey) as held:
        by = walking.by(Role.COORDINATOR)
        assign(held, AssignmentKind.ADVISER, hana.id, by=by, at=walking.at)
        item = collecting.add_evidence(held, words, by=lead, at=walking.at)
        piece = OfPiece(item.version, EvidenceState.NEEDS_MORE, "Since when does it hang?")
        said = Feedback({"1": "Which survey?"}, pieces={item.id: piece})
        give_feedback(held, said, by=adviser, at=walking.at)
        answer_feedback(held, standard="1", words="The one in May?", by=lead, at=walking.at)
        answer_feedback(held, item_id=item.id, words="Since autumn.", by=lead, at=walking.at)
    browser = world.browse(hana)

    home = browser.get("/leicester/assessor").text
    browser.get(world.room("assessor", "/criteria"))
    page = browser.words()
    browser.get(world.room("assessor", "/criteria/1.3"))
    beside = browser.words()
    browser.get("/leicester/assessor")

    assert f'href="{world.room("assessor", "/criteria#said")}"' in home
    assert "What was said of whole standards" in page
    assert "The one in May?" in page
    assert "Since autumn." in page
    assert "The one in May?" in beside
    assert "read what the setting answered" not in browser.words()


def test_days_to_choose_are_not_hidden_behind_another_step_of_the_journey(standing: Make) -> None:
    world = standing(Stage.GATHERING)
    walking, hana = world.walking, make_user(world.rows, "Ada Viser")
    make_member(world.rows, hana, Role.ADVISER, walking.setting.authority)
    lead, days = walking.by(Role.LEAD), [walking.at + timedelta(days=7)]
    with transaction(lock=world.journey) as held:
        by = walking.by(Role.COORDINATOR)
        assign(held, AssignmentKind.ADVISER, hana.id, by=by, at=walking.at)
        plan = Plan(VisitKind.MONITORING, VisitForm.CALL, days, hana.id, despite="They open")
        visit = propose_visit(held, plan, by=lead, at=walking.at)
        held.feedback_asked_at = walking.at
    browser = world.browse(hana)

    page = browser.get(world.room("assessor")).text

    assert "Give feedback on the evidence" in page
    assert f'href="{world.room("assessor")}/visits/{visit.id}/confirm"' in page


def test_who_approves_at_the_setting_is_named_where_the_application_names_nobody(
    standing: Make,
) -> None:
    world = standing(Stage.ASSESSING)
    with writing(world.rows) as session:
        said = session.get_one(Journey, world.journey.id).application
        assert said is not None
        said.approver_name = said.approver_email = ""

    browser = world.assessor
    browser.get(world.room("assessor"))

    assert f"Approves {world.walking.cast.head.name}" in browser.words()
