"""The demo world: whole, true on the day on which it is loaded, and never beside anything else."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from award.demo import sign_ins
from award.demo.drawing import JPEG, PDF, XLSX
from award.demo.guiding import LEFT, OWN
from award.demo.open_days import day_for_visit, first_monday
from award.demo.school_years import half_terms_of
from award.demo.world import NotEmpty, load
from award.domain.award_moves import AwardState
from award.domain.calendars import SATURDAY
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.validity import Standing
from award.domain.visits import VisitState
from award.jobs.examine import history_troubles
from award.storage.accounts import Membership, User
from award.storage.assessments import ReplyPoint, Report
from award.storage.authorities import Authority, Round
from award.storage.awards import Award, Certificate
from award.storage.cohorts import Cohort, CohortPlace
from award.storage.contributions import ColleagueAsk
from award.storage.days import calendar_of, council_calendar, day_of
from award.storage.db import Base, db
from award.storage.decisions import Appeal, AppealState, Condition, ConditionState, Decision
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceVersion, EvidenceView
from award.storage.frameworks import current_framework, framework_of
from award.storage.guidance import list_guidance
from award.storage.journeys import ContactNote, History, Journey
from award.storage.letters import Letter, LetterState
from award.storage.plans import ActionState, PlannedAction
from award.storage.previews import EvidencePreview, PreviewState
from award.storage.settings import Setting
from award.storage.uses import EvidenceUse
from award.storage.visits import Visit
from tests.demo.worlds import copy_of_world, some, world_of
from tests.fixtures_web import built_app, web_config
from tests.making import make_authority, make_setting

# A Saturday night in the autumn holidays: as far from a usual morning at school as can be.
NOW = datetime(2027, 10, 23, 22, 30, tzinfo=UTC)
A_FEW = some(["Meadowbank Infants", "The Lanterns Youth Club"])


def fill(app: Flask) -> None:
    Base.metadata.create_all(db.engine)
    load(world_of(app, NOW))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The whole world, loaded once in a run."""
    folder = tmp_path_factory.mktemp("whole") / "installation"
    copy_of_world("whole", folder, fill)
    with built_app(web_config(folder, demo=True)).app_context():
        yield db.session()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def empty(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app


def test_there_is_a_journey_at_every_stage(whole: Session) -> None:
    stages = set(whole.scalars(select(Journey.stage)))

    assert stages == set(Stage)


def test_one_journey_is_paused(whole: Session) -> None:
    paused = whole.scalars(select(Journey).where(Journey.paused_until.is_not(None))).all()

    assert [one.setting.name for one in paused] == ["Saffron Way Primary"]


def test_most_guidance_was_looked_at_and_one_piece_is_the_councils_own(whole: Session) -> None:
    framework = framework_of(whole.scalars(current_framework(1)).one())
    pieces = list_guidance(whole, 1, framework)
    old = {one.guidance.code for one in pieces if one.is_old(NOW.date())}

    assert old == LEFT
    assert [one.guidance.web_address for one in pieces if one.version] == [OWN["web_address"]]


def test_awards_are_current_running_out_over_and_suspended_on_the_day(whole: Session) -> None:
    found = {}
    for award in whole.scalars(select(Award)):
        found[award.name] = (
            award.state,
            award.validity.standing(
                NOW.date(), renewal_open=False, renewal_opens_on=award.renewal_opens_on
            ),
        )

    assert found == {
        "Canal Street Nursery": (AwardState.IN_FORCE, Standing.CURRENT),
        "Highcross Academy": (AwardState.IN_FORCE, Standing.EXPIRING),
        "Fosse Family Hub": (AwardState.IN_FORCE, Standing.EXPIRED),
        "Stargazers After School Club": (AwardState.SUSPENDED, Standing.CURRENT),
        "Kestrel Hill Secondary": (AwardState.IN_FORCE, Standing.CURRENT),
        "Cardinal’s Walk Primary": (AwardState.IN_FORCE, Standing.CURRENT),
    }


def test_nothing_has_happened_that_is_still_to_come(whole: Session) -> None:
    last = whole.scalar(select(func.max(History.at)))

    assert last is not None
    assert last <= NOW


def test_its_history_is_as_it_was_written(whole: Session) -> None:
    assert list(history_troubles(whole)) == []


def test_nobody_does_anything_on_a_day_on_which_the_council_is_closed(whole: Session) -> None:
    council = council_calendar(whole, 1)
    done = whole.execute(select(History.at, History.what))

    assert [one for one in done if not council.is_day(day_of(one.at))] == []


def test_visits_fall_on_days_on_which_the_place_is_open_or_in_its_holidays_the_council(
    whole: Session,
) -> None:
    council, closed, at_weekends = council_calendar(whole, 1), [], set()
    found = select(Visit, Setting).join(Journey, Journey.id == Visit.journey_id).join(Setting)
    for visit, place in whole.execute(found):
        moments = [visit.starts_at, *map(datetime.fromisoformat, visit.offered)]
        for on in {day_of(one) for one in moments if one is not None}:
            if not (calendar_of(place).is_day(on) or council.is_day(on)):
                closed.append((place.name, on))
            if on.weekday() >= SATURDAY:
                at_weekends.add(place.name)

    assert closed == []
    assert at_weekends <= {"Kirby Road Gurdwara Saturday School", "Fenwick Saturday School"}


def test_a_visit_comes_on_the_day_on_which_a_saturday_school_opens(empty: Flask) -> None:
    session = db.session()
    place = make_setting(
        session, make_authority(session), kind_code="supplementary_school", open_weekdays=[5]
    )

    assert day_for_visit(place, date(2027, 6, 9)) == date(2027, 6, 5)


def test_a_walk_begins_earlier_where_bank_holidays_put_its_steps_off() -> None:
    easter = {date(2027, 3, 26), date(2027, 3, 29)}

    begins = first_monday(date(2027, 3, 30), today=date(2027, 4, 9), closed=easter)

    assert begins == date(2027, 3, 22)


def test_every_certificate_is_rendered_and_every_letter_sent(whole: Session) -> None:
    waiting = whole.scalars(select(Certificate).where(Certificate.key.is_(None))).all()
    states = set(whole.scalars(select(Letter.state).where(Letter.code != "certificate_ready")))

    assert waiting == []
    assert states == {LetterState.SENT}


def test_there_are_two_authorities_and_as_many_settings_as_asked(whole: Session) -> None:
    codes = whole.scalars(select(Authority.code).order_by(Authority.id)).all()

    assert codes == ["leicester", "fenwick-vale"]
    assert whole.scalar(select(func.count(Setting.id))) == 40


def test_a_childrens_home_is_hidden(whole: Session) -> None:
    hidden = whole.scalars(select(Setting.name).where(Setting.is_hidden)).all()

    assert "Rowan House" in hidden


def test_every_role_can_sign_in_and_two_settings_of_one_authority(whole: Session) -> None:
    parts = [one.part for one in sign_ins.list_sign_ins(whole)]

    assert {one.role for one in parts} == set(Role) - {Role.PUBLIC, Role.CLOCK}
    leads = {one.setting_id for one in parts if one.role is Role.LEAD and one.authority_id == 1}
    assert len(leads) >= 2
    outside = whole.scalars(select(Membership.user_id).where(Membership.is_outside)).all()
    assert len(outside) == 1


def test_evidence_is_used_for_actions_and_for_visits(whole: Session) -> None:
    used = whole.scalars(select(EvidenceUse)).all()

    assert {bool(one.action_id) for one in used} == {True, False}
    assert all(one.why_it_counts for one in used if one.action_id)


def test_files_were_opened_by_who_gave_feedback_and_who_judged(whole: Session) -> None:
    opened = whole.execute(
        select(EvidenceView.role, Setting.name)
        .join(EvidenceVersion, EvidenceVersion.id == EvidenceView.version_id)
        .join(EvidenceItem, EvidenceItem.id == EvidenceVersion.item_id)
        .join(Setting, Setting.id == EvidenceItem.setting_id)
    ).all()

    assert {role for role, _ in opened} == {Role.ADVISER, Role.ASSESSOR}
    assert len({name for _, name in opened}) > 1


def test_a_second_run_says_that_it_is_there(empty: Flask) -> None:
    said: list[str] = []
    load(world_of(empty, NOW, leicester=A_FEW, fenwick=(), say=said.append), size=0)
    said.clear()

    load(world_of(empty, NOW, leicester=A_FEW, fenwick=(), say=said.append), size=0)

    assert said == ["The demo world is there already."]


def test_more_settings_are_added_where_they_are_asked_for(empty: Flask) -> None:
    load(world_of(empty, NOW, leicester=A_FEW, fenwick=()), size=30)

    names = db.session.scalars(select(Setting.name)).all()
    assert (len(names), len(set(names))) == (30, 30)


def test_it_is_not_put_beside_anything_else(empty: Flask) -> None:
    make_authority(db.session())

    with pytest.raises(NotEmpty, match="is not a demo world"):
        load(world_of(empty, NOW, leicester=A_FEW, fenwick=()), size=0)

    assert db.session.scalar(select(func.count(Authority.id))) == 1


def test_stopped_half_way_it_leaves_nothing(empty: Flask) -> None:
    def stop(words: str) -> None:
        if words.startswith("2 of"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(world_of(empty, NOW, leicester=A_FEW, fenwick=(), say=stop), size=0)

    left = {
        table.name
        for table in Base.metadata.tables.values()
        if db.session.scalar(select(func.count()).select_from(table))
    }
    assert left == set()


def test_killed_half_way_it_begins_anew(empty: Flask) -> None:
    load(world_of(empty, NOW, leicester=A_FEW, fenwick=()), size=0)
    last = sign_ins.email_of(sign_ins.ADMINISTRATOR)
    with db.engine.begin() as connection:
        connection.execute(
            Membership.__table__.delete().where(
                Membership.user_id == select(User.id).where(User.email == last).scalar_subquery()
            )
        )
        connection.execute(User.__table__.delete().where(User.email == last))
    said: list[str] = []

    load(world_of(empty, NOW, leicester=A_FEW, fenwick=(), say=said.append), size=0)

    assert said[0] == "An earlier try was stopped half-way. Taking it away and beginning anew."
    assert sign_ins.is_whole(db.session())


def test_half_terms_follow_the_school_year() -> None:
    halves = half_terms_of(2026)

    assert (halves[0].starts_on.isoformat(), halves[-1].ends_on.isoformat()) == (
        "2026-08-26",
        "2027-07-09",
    )


def test_lives_differ_and_somebody_is_waited_for_in_each_way(whole: Session) -> None:
    def count(row: type, *where: ColumnElement[bool]) -> int:
        return whole.scalar(select(func.count()).select_from(row).where(*where)) or 0

    assert count(Appeal, Appeal.state == AppealState.RECEIVED) == 1
    assert count(Condition, Condition.state == ConditionState.EVIDENCE_GIVEN) == 1
    assert count(Visit, Visit.state == VisitState.PROPOSED) == 1
    assert count(ReplyPoint, ReplyPoint.answered_at.is_(None)) == 2
    assert count(Report, Report.number == 2, Report.shared_at.is_not(None)) == 1
    assert count(Journey, Journey.feedback_asked_at.is_not(None)) == 1
    assert count(Journey, Journey.deferred_until.is_not(None)) == 1
    assert count(ContactNote) >= 10


def test_two_panel_days_are_to_come_and_those_nearly_there_aim_at_the_first(
    whole: Session,
) -> None:
    rounds = whole.scalars(select(Round).order_by(Round.authority_id, Round.panel_on)).all()
    aims = set(
        whole.scalars(
            select(Journey.round_id).where(Journey.stage.in_((Stage.ASSESSING, Stage.DECIDING)))
        )
    )

    assert [one.panel_on.isoformat() for one in rounds[:2]] == ["2027-11-10", "2028-02-09"]
    assert aims == {rounds[0].id}
    willow = select(Journey.round_id).join(Setting, Setting.id == Journey.setting_id)
    assert whole.scalar(willow.where(Setting.name == "Willow Lane Primary")) == rounds[1].id


def test_whoever_has_the_award_did_what_they_planned(whole: Session) -> None:
    plan = select(PlannedAction.state, PlannedAction.impact).join(
        Decision, Decision.journey_id == PlannedAction.journey_id
    )
    awarded = whole.execute(plan.where(Decision.outcome == Outcome.AWARD)).all()
    deferred = whole.execute(plan.where(Decision.outcome == Outcome.DEFER)).all()

    assert awarded
    assert all(state is ActionState.DONE and better for state, better in awarded)
    assert {state for state, _ in deferred} == {ActionState.UNDER_WAY}


def test_a_trust_is_made_by_its_coordinator_and_its_viewer_sees_one_authority(
    whole: Session,
) -> None:
    verity = select(Membership).join(User).where(User.name == sign_ins.GROUP_VIEWER)
    row = whole.scalars(verity).one()
    leicester = whole.scalars(select(Authority).filter_by(code="leicester")).one()
    there = select(Setting.name, Setting.authority_id).where(Setting.group_id == row.group_id)
    settings = whole.execute(there).all()

    assert (row.role, row.authority_id) == (Role.GROUP_VIEWER, leicester.id)
    assert len(settings) > 1
    assert {authority_id for _, authority_id in settings} == {leicester.id}


def test_every_place_has_a_door_and_a_line_that_rings_nowhere(whole: Session) -> None:
    places = whole.scalars(select(Setting)).all()
    free = ("0116 496 0", "01632 960")

    assert [one.name for one in places if not one.address] == []
    assert [one.name for one in places if not (one.telephone or "").startswith(free)] == []


def test_settings_give_photos_papers_and_tables_and_each_can_be_read_as_pages(
    whole: Session,
) -> None:
    kinds = Counter(whole.scalars(select(EvidenceVersion.media_type)))
    looks = set(whole.scalars(select(EvidencePreview.state)))

    assert set(kinds) == {JPEG, PDF, XLSX}
    assert min(kinds.values()) > 10
    assert looks == {PreviewState.READY}


def test_some_photos_wait_in_a_tray(whole: Session) -> None:
    sorted_ones = select(EvidenceLink.item_id)
    waiting = whole.scalars(
        select(EvidenceItem.title).where(EvidenceItem.id.not_in(sorted_ones))
    ).all()

    assert waiting == ["IMG_2055.jpg", "IMG_2067.jpg"]


def test_a_cohort_is_gathered_and_nobody_is_invited_yet(whole: Session) -> None:
    cohort = whole.scalars(select(Cohort)).one()
    places = whole.scalars(select(CohortPlace).order_by(CohortPlace.id)).all()

    assert cohort.sent_at is None
    assert [bool(one.lead_email) for one in places] == [True] * 4


def test_a_colleague_is_asked_by_link(whole: Session) -> None:
    asked = whole.scalars(select(ColleagueAsk)).one()

    assert (asked.criterion, asked.name) == ("3.1", "Bernadette Shaw")


def test_people_of_a_setting_come_with_its_first_journey(whole: Session) -> None:
    begun = select(func.min(Journey.opened_at)).where(Journey.setting_id == Membership.setting_id)
    early = select(Membership.id).where(
        Membership.role == Role.LEAD, Membership.started_at < begun.scalar_subquery()
    )

    assert whole.scalars(early).all() == []
