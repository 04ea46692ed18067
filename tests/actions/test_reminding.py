"""The calendar's letters: to whom, with which words, and once only."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.opening import open_journey
from award.actions.reminding import (
    notify,
    remind,
    remind_of_enquiry,
    remind_of_guidance,
    tell_lead_is_lost,
)
from award.domain.notices import Day
from award.domain.people import Role
from award.domain.reminders import Wait, Waiting
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.domain.waits import Found, Near
from award.queries.days_near import list_days_near
from award.storage.accounts import Enquiry, User
from award.storage.authorities import Authority, Cover, Kind
from award.storage.days import day_of
from award.storage.db import session_of, transaction, writing
from award.storage.journeys import Journey
from award.storage.letters import Letter
from award.storage.settings import Setting
from tests.making import (
    actor,
    at,
    make_authority,
    make_cast,
    make_member,
    make_setting,
    make_user,
)
from tests.queries.waiting import put_at

LEAD, HEAD, COORDINATOR = (
    "amara.holt@example.org",
    "priya.nair@example.org",
    "colm.brady@example.org",
)
Cast = dict[str, User]


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session, make_setting(session, make_authority(session)))


@pytest.fixture
def journey(session: Session, cast: Cast) -> Journey:
    setting = cast["Amara Holt"].memberships[0].setting_id
    return open_at(session, cast, setting)


def open_at(session: Session, cast: Cast, setting_id: int | None) -> Journey:
    with transaction(lock=session.get_one(Setting, setting_id)) as held:
        by = actor(cast["Colm Brady"], Role.COORDINATOR, held.authority)
        return open_journey(held, route="standard", by=by, at=at())


def waiting(wait: Wait, *, thing: str = "journey:1", **more: object) -> Waiting:
    return Waiting(thing, wait, day_of(at()), **more)  # type: ignore[arg-type] # the caller knows


def written(letters: Sequence[Letter]) -> list[tuple[str, str]]:
    return [(one.code, one.to_email) for one in letters]


def remind_on(journey: Journey, day: int, *found: Found) -> list[Letter]:
    with transaction(lock=journey) as held:
        return remind(held, found, at=at(day))


def test_a_reminder_goes_to_who_is_waited_for_and_once(journey: Journey) -> None:
    found = Found(waiting(Wait.TURN, stage=Stage.DRAFT, turn=Turn.SETTING))

    days = [written(remind_on(journey, day, found)) for day in (20, 21, 22)]

    assert days == [[], [("draft_untouched", LEAD)], []]


def test_the_escalation_goes_to_the_next_one(journey: Journey) -> None:
    found = Found(waiting(Wait.VISIT_TO_SIGN, thing="visit:7"))

    letters = remind_on(journey, 14, found)

    assert written(letters) == [("reminder", LEAD), ("escalation", COORDINATOR)]
    assert letters[1].path == f"/leicester/coordinator/journeys/{journey.id}/visits/7"
    assert "a visit record to agree" in letters[0].body
    assert "Monday 5 January 2026" in letters[0].body


def test_a_reminder_counts_for_the_rules_by_its_key(journey: Journey) -> None:
    found = Found(waiting(Wait.TURN, stage=Stage.DRAFT, turn=Turn.SETTING))

    letter = remind_on(journey, 21, found)[0]

    assert letter.unique_key == f"journey:1:draft:setting:2026-01-05:remind:{LEAD}"


def test_a_paused_journey_gets_no_reminders(journey: Journey) -> None:
    found = Found(waiting(Wait.VISIT_TO_SIGN, paused=True))

    assert remind_on(journey, 14, found) == []


def test_a_cover_whose_council_is_called_much_like_the_administration_gets_their_own_letter(
    journey: Journey, session: Session, cast: Cast
) -> None:
    with writing(session):
        journey.authority.code = "administer"
        session.add(
            Cover(
                authority_id=journey.authority_id,
                user_id=cast["Ruth Keller"].id,
                cover_user_id=cast["Colm Brady"].id,
                from_on=day_of(at()),
                until_on=day_of(at(60)),
                named_at=at(),
            )
        )
    found = Found(waiting(Wait.NOT_APPLICABLE_ASKED, thing="criterion:4"))

    assert written(remind_on(journey, 14, found))[1] == ("escalation", COORDINATOR)


def test_the_coordinators_own_goes_to_the_cover_and_else_to_the_administrator(
    journey: Journey, session: Session, cast: Cast
) -> None:
    found = Found(waiting(Wait.NOT_APPLICABLE_ASKED, thing="criterion:4"))
    administrator = make_user(session, "Wren Abbott")
    make_member(session, administrator, Role.ADMINISTRATOR, journey.authority)
    letters = remind_on(journey, 14, found)
    first, asked = written(letters), letters[1]
    cover = make_user(session, "Ada Cole")
    make_member(session, cover, Role.COORDINATOR, journey.authority)
    with writing(session):
        session.add(
            Cover(
                authority_id=journey.authority_id,
                user_id=cast["Ruth Keller"].id,
                cover_user_id=cover.id,
                from_on=day_of(at()),
                until_on=day_of(at(60)),
                named_at=at(),
            )
        )
    again = Found(waiting(Wait.NOT_APPLICABLE_ASKED, thing="criterion:5"))

    assert first == [("reminder", COORDINATOR), ("administrator_asked", "wren.abbott@example.org")]
    assert asked.path == "/admin/authorities/leicester/covers"
    assert "sent a reminder: Colm Brady." in asked.body
    assert written(remind_on(journey, 14, again)) == [
        ("reminder", COORDINATOR),
        ("reminder", "ada.cole@example.org"),
        ("escalation", "ada.cole@example.org"),
    ]


def test_without_cover_or_administrator_the_coordinator_is_told_again(journey: Journey) -> None:
    found = Found(waiting(Wait.PAUSE_ASKED))

    assert written(remind_on(journey, 14, found)) == [
        ("reminder", COORDINATOR),
        ("escalation", COORDINATOR),
    ]


def test_the_visitor_is_reminded_with_the_way_to_the_visit(journey: Journey, cast: Cast) -> None:
    there = f"/leicester/assessor/journeys/{journey.id}"
    found = Found(
        waiting(Wait.VISIT_TO_SHARE, thing="visit:7"), person_id=cast["Edith Moss"].id, path=there
    )

    letter = remind_on(journey, 7, found)[0]

    assert (letter.to_email, letter.path) == ("edith.moss@example.org", f"{there}/visits/7")


def test_somebody_whose_account_ended_is_not_written_to(
    journey: Journey, session: Session, cast: Cast
) -> None:
    with writing(session):
        cast["Edith Moss"].ended_at = at()
    found = Found(waiting(Wait.VISIT_TO_SHARE), person_id=cast["Edith Moss"].id)

    assert remind_on(journey, 7, found) == []


def test_the_head_is_reminded_with_the_link_that_was_sent(journey: Journey) -> None:
    found = Found(
        waiting(Wait.HEAD_APPROVAL, thing="approval:1"), "the application", path="/approve/token"
    )

    letters = remind_on(journey, 14, found)

    assert [(one.code, one.to_email, one.path) for one in letters] == [
        ("approval_waits", HEAD, "/approve/token"),
        ("approval_still_waits", LEAD, f"/setting/{journey.setting_id}"),
        ("approval_still_waits", COORDINATOR, f"/leicester/coordinator/journeys/{journey.id}"),
    ]


def test_a_conditions_own_words_are_in_its_letter(journey: Journey) -> None:
    found = Found(waiting(Wait.CONDITION, thing="condition:1"), what="Train the supervisors")

    letters = remind_on(journey, 0, found)

    assert written(letters) == [("condition_due", LEAD), ("condition_due", HEAD)]
    assert "due on Monday 5 January 2026: Train the supervisors" in letters[0].body


def test_a_condition_whose_day_has_passed_is_not_said_to_have_a_day(journey: Journey) -> None:
    found = Found(waiting(Wait.CONDITION, thing="condition:1"), what="Train the supervisors")

    letters = remind_on(journey, 14, found)

    assert written(letters) == [("condition_late", LEAD), ("condition_late", HEAD)]
    assert "It was due on Monday 5 January 2026: Train the supervisors" in letters[0].body


def test_a_hidden_settings_name_stays_with_its_own_people(
    journey: Journey, session: Session
) -> None:
    with writing(session):
        journey.setting.is_hidden = True
    found = Found(waiting(Wait.VISIT_TO_SIGN, thing="visit:7"))

    to_lead, to_coordinator = remind_on(journey, 14, found)

    assert to_lead.subject == "A small reminder: Willow Lane Primary"
    assert to_coordinator.subject == "Something is still waiting: a setting"
    assert "Willow Lane" not in to_coordinator.body


def test_a_day_that_draws_near_is_told_once(journey: Journey, cast: Cast) -> None:
    on = day_of(at(14))
    there = f"journeys/{journey.id}"
    path = f"/leicester/assessor/{there}"
    near = Near("visit:7", Day.VISIT, on, on, person_id=cast["Edith Moss"].id, path=path)
    days, paths = [], set()
    for day in (6, 7, 8, 11):
        with transaction(lock=journey) as held:
            letters = notify(held, [near], at=at(day), paused=False)
            days.append(written(letters))
            paths |= {one.path for one in letters}
    both = [("visit_soon", LEAD), ("visit_soon", "edith.moss@example.org")]

    assert days == [[], both, [], both]
    assert paths == {f"/setting/{journey.setting_id}/{there}/visits/7", f"{path}/visits/7"}


def test_a_day_leads_to_the_page_that_it_asks_for(journey: Journey, cast: Cast) -> None:
    put_at(journey, Stage.GATHERING, policy_reviewed_on=day_of(at(-300)))
    room = f"/setting/{journey.setting_id}"
    with transaction(lock=journey) as held:
        asked = notify(held, list_days_near(held, at=at(25)), at=at(25), paused=False)
        asked += notify(held, list_days_near(held, at=at(181)), at=at(181), paused=False)

    assert {(one.code, one.to_email, one.path) for one in asked} >= {
        ("policy_turns", LEAD, f"{room}/journeys/{journey.id}/policy"),
        ("people_check", LEAD, f"{room}/people"),
        ("people_check", HEAD, f"{room}/people"),
    }


def test_a_paused_journey_hears_of_no_day_but_its_awards_end(journey: Journey) -> None:
    on = day_of(at(7))
    near = [
        Near("policy-of-journey:1", Day.POLICY_TURNS, on, on),
        Near("award:1", Day.AWARD_ENDS, on, on),
    ]

    with transaction(lock=journey) as held:
        letters = notify(held, near, at=at(1), paused=True)

    assert written(letters) == [("award_ends", LEAD), ("award_ends", HEAD)]


def test_the_letter_on_an_award_that_ends_fits_who_has_begun_to_renew_and_who_has_not(
    journey: Journey,
) -> None:
    on = day_of(at(7))

    with transaction(lock=journey) as held:
        letter = notify(held, [Near("award:1", Day.AWARD_ENDS, on, on)], at=at(7), paused=False)[0]

    said = " ".join(letter.body.split())
    assert "begin the renewal by then, or go on with it where you have begun" in said


@pytest.mark.parametrize(
    ("kind_code", "named"), [("youth_club", "Hill Club"), ("childrens_home", "a setting")]
)
def test_an_enquiry_is_reminded_of_and_a_hidden_kind_is_not_named(
    session: Session, cast: Cast, kind_code: str, named: str
) -> None:
    kinds = session.scalars(select(Kind)).all()
    code = next(
        one.code
        for one in kinds
        if bool(one.content["hidden_by_default"]) is (kind_code == "childrens_home")
    )
    with writing(session):
        enquiry = Enquiry(
            authority_id=kinds[0].authority_id,
            setting_name="Hill Club",
            kind_code=code,
            person="Sam Reed",
            email="sam@example.org",
            asked_at=at(),
        )
        session.add(enquiry)
    found = Found(Waiting("enquiry:1", Wait.ENQUIRY, day_of(at())))
    with writing(session):
        letters = remind_of_enquiry(session, session.get_one(Enquiry, 1), found, at=at(14))

    assert written(letters) == [("reminder", COORDINATOR), ("escalation", COORDINATOR)]
    assert letters[0].subject == f"A small reminder: {named}"


def test_the_guidance_is_asked_about_once_a_year(session: Session, cast: Cast) -> None:
    authority = session.scalars(select(Authority)).one()
    on = day_of(at())
    for day in (0, 1, 20):
        with writing(session):
            remind_of_guidance(session, authority, on, at=at(day))

    letters = session.scalars(select(Letter)).all()
    assert [(one.code, one.path) for one in letters] == [
        ("guidance_check", "/leicester/coordinator/guidance")
    ]


def test_a_lead_who_is_lost_is_told_of_for_each_setting_they_lead(
    journey: Journey, session: Session, cast: Cast
) -> None:
    with writing(session):
        letters = tell_lead_is_lost(session, cast["Amara Holt"], at=at(1))
    with writing(session):
        nothing = tell_lead_is_lost(session, cast["Priya Nair"], at=at(1) + timedelta(hours=1))

    assert written(letters) == [("lead_unreachable", HEAD), ("lead_unreachable", COORDINATOR)]
    assert nothing == []
    assert session_of(journey) is session
