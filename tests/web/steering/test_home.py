"""The steering group sees released outcomes by name, and everything else as totals."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.steering import Counted
from award.storage.accounts import User
from award.storage.authorities import Authority
from award.storage.db import writing
from award.storage.settings import SettingState
from award.web.steering.home import to_come, to_watch
from tests.making import journey_at, make_member, make_setting, make_user
from tests.pages import PageClient


def see(rows: Session, signed_in_as: Callable[[User], PageClient], stage: Stage) -> PageClient:
    walker, _ = journey_at(rows, stage)
    dilys = make_user(rows, "Dilys Parry")
    make_member(rows, dilys, Role.STEERING, walker.setting.authority)
    browser = signed_in_as(dilys)
    browser.get("/leicester/steering")
    return browser


def test_no_name_is_shown_before_the_release(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    browser = see(rows, signed_in_as, Stage.APPLIED)

    assert "Willow Lane" not in browser.words()
    assert "Applied 1" in browser.words()


def test_a_released_outcome_is_shown_by_name_unless_the_setting_is_hidden(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    browser = see(rows, signed_in_as, Stage.AWARDED)
    assert "Willow Lane" not in browser.words()
    browser.get("/leicester/steering/outcomes?search=willow&outcome=award")
    assert "Willow Lane Primary" in browser.words()

    with writing(rows) as session:
        session.connection().exec_driver_sql("UPDATE settings SET is_hidden = 1")
    browser.get("/leicester/steering/outcomes?search=willow")
    assert "Nothing found" in browser.words()
    browser.get("/leicester/steering/outcomes")

    assert "Willow Lane" not in browser.words()
    assert "A setting that is not named" in browser.words()


def test_the_reading_counts_reach_pipeline_and_decisions(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    browser = see(rows, signed_in_as, Stage.AWARDED)

    words = browser.words()
    with writing(rows):
        owner = rows.scalars(select(Authority)).one()
        college = make_setting(rows, owner, "A college")
        college.state, college.kind_id = SettingState.KNOWN, None
    browser.get("/leicester/steering")
    with_college = browser.words()

    assert "Only known" not in words
    assert "Only known Primary school 1010 Kind not known 0001" in with_college
    assert "Of 1 setting, 1 holds the award today and 0 are on the way to one." in words
    assert "An award that is suspended is not counted here" in words
    assert "Primary school 101" in words
    assert "No journey is open" in words
    assert "In the last twelve months. A decision that was replaced is not counted." in words
    assert "Nothing was decided" not in words
    assert "appeals are not heard yet" not in words
    assert "nothing is paused or appealed against" in words


def test_before_anything_happens_the_reading_says_how_it_begins(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    browser = see(rows, signed_in_as, Stage.APPLIED)
    assert "Nothing was decided in this time" in browser.words()

    browser.get("/leicester/steering/outcomes")

    assert "No outcome has been released yet" in browser.words()


def test_what_there_is_to_ask_about_is_counted_and_nothing_else() -> None:
    counted = Counted(paused=2, conditions=1, overdue=1, appeals=0, ending=0, set_aside=1)

    assert to_watch(counted) == [
        "2 journeys are paused",
        "1 condition is not met yet, and overdue",
        "1 second judgement was set aside in the last twelve months",
    ]
    assert to_watch(replace(counted, conditions=3))[1] == (
        "3 conditions are not met yet, 1 of them overdue"
    )


def test_what_is_to_ratify_says_where_it_is_done_and_what_is_still_waited_for(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    browser = see(rows, signed_in_as, Stage.DECIDING)

    words = browser.words()
    browser.get("/leicester/steering/outcomes")

    assert "You ratify at your meeting, from the list of outcomes." in words
    assert "One decision is with the panel. It joins the list once the panel releases it." in words
    assert "there is nothing to press here" in browser.words()
    assert to_come([]) == (
        "No decision is with the panel now. When one is released, it joins the list."
    )
