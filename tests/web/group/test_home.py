"""A trust sees its own settings with stage, outcome and award, in as many questions at any size."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from award.adapters import clock
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.groups import SettingLine
from award.storage.accounts import User
from award.storage.authorities import Framework
from award.storage.db import db, writing
from award.storage.policies import PolicyCheck
from award.web.group.home import standing_cell
from tests.making import (
    at,
    make_authority,
    make_group,
    make_member,
    make_setting,
    make_user,
)
from tests.pages import PageClient
from tests.web.public.test_register import give_award

MOST_QUERIES = 7


def test_only_settings_of_the_group_are_shown(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    authority, group = make_authority(rows), make_group(rows)
    make_setting(rows, authority, "Willow Lane Primary", group_id=group.id)
    make_setting(rows, authority, "Elsewhere Primary")
    verity = make_user(rows, "Verity Lamb")
    make_member(rows, verity, Role.GROUP_VIEWER, group)
    browser = signed_in_as(verity)

    browser.get(f"/group/{group.id}")

    assert "Willow Lane Primary" in browser.words()
    assert "Elsewhere" not in browser.words()


def test_it_is_seen_when_each_policy_was_last_looked_at(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    authority, group = make_authority(rows), make_group(rows)
    looked_at = {"Fosse Lane": at(-400), "Hill Top": at(56), "Willow Lane": None}
    with writing(rows) as session:
        framework = session.scalars(select(Framework.id)).one()
    for name, moment in looked_at.items():
        setting = make_setting(rows, authority, name, group_id=group.id)
        with writing(rows) as session:
            session.add(
                PolicyCheck(
                    authority_id=authority.id, setting_id=setting.id, framework_id=framework,
                    begun_at=at(), begun_by_name="Amara Holt", finished_at=moment,
                )
            )  # fmt: skip
    verity = make_user(rows, "Verity Lamb")
    make_member(rows, verity, Role.GROUP_VIEWER, group)

    with clock.frozen_at(at(86)):
        browser = signed_in_as(verity)
        browser.get(f"/group/{group.id}")

    words = browser.words()
    assert "1 December 2024To check again" in words
    assert "2 March 2026" in words
    assert words.count("To check again") == 1
    assert "Under way" in words
    assert "Not yet" not in words


def test_a_check_under_way_is_told_from_one_that_nobody_began_and_it_is_said_what_it_is(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    authority, group = make_authority(rows), make_group(rows)
    begun = make_setting(rows, authority, "Fosse Lane", group_id=group.id)
    make_setting(rows, authority, "Willow Lane", group_id=group.id)
    with writing(rows) as session:
        session.add(
            PolicyCheck(
                authority_id=authority.id, setting_id=begun.id, begun_at=at(),
                framework_id=session.scalars(select(Framework.id)).one(),
                begun_by_name="Amara Holt",
            )
        )  # fmt: skip
    verity = make_user(rows, "Verity Lamb")
    make_member(rows, verity, Role.GROUP_VIEWER, group)

    browser = signed_in_as(verity)
    browser.get(f"/group/{group.id}")

    fosse, willow = browser.words().split("Fosse Lane", 1)[1].split("Willow Lane", 1)
    assert "Under way" in fosse
    assert "Under way" not in willow
    assert "Not yet" in willow
    assert "compares its anti-bullying policy with what the award asks, point by point" in willow


def test_what_a_trust_begins_with_is_named_as_a_deed_only_where_it_leads_somewhere(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    make_authority(rows)
    group, verity = make_group(rows), make_user(rows, "Verity Lamb")
    make_member(rows, verity, Role.GROUP_VIEWER, group)

    with clock.frozen_at(at()):
        browser = signed_in_as(verity)
        browser.get(f"/group/{group.id}")

    assert "What a setting writes stays with it" in browser.words()
    assert "See what stays" not in browser.words()


@pytest.mark.parametrize("size", [1, 300])
def test_the_list_asks_as_little_at_any_size(
    rows: Session, signed_in_as: Callable[[User], PageClient], size: int
) -> None:
    authority, group = make_authority(rows), make_group(rows)
    for number in range(size):
        make_setting(rows, authority, f"Setting {number}", group_id=group.id)
    verity = make_user(rows, "Verity Lamb")
    make_member(rows, verity, Role.GROUP_VIEWER, group)
    browser, asked = signed_in_as(verity), []
    with browser.application.app_context():
        engine = db.engine

    def count(*said: object) -> None:
        asked.append(said[2])

    event.listen(engine, "before_cursor_execute", count)
    try:
        browser.get(f"/group/{group.id}")
    finally:
        event.remove(engine, "before_cursor_execute", count)

    assert len([one for one in asked if str(one).startswith("SELECT")]) == MOST_QUERIES


def test_settings_are_found_by_name_and_by_how_they_stand(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    authority, group = make_authority(rows), make_group(rows)
    make_setting(rows, authority, "Willow Lane Primary", group_id=group.id)
    make_setting(rows, authority, "Fosse Lane Primary", group_id=group.id)
    verity = make_user(rows, "Verity Lamb")
    make_member(rows, verity, Role.GROUP_VIEWER, group)
    browser = signed_in_as(verity)

    browser.get(f"/group/{group.id}?search=willow&shown=not-begun")
    assert "Willow Lane Primary" in browser.words()
    assert "Fosse Lane" not in browser.words()
    assert "Of your 2 settings, 0 hold the award and 0 are under way." in browser.words()
    browser.get(f"/group/{group.id}?shown=hold")
    assert "None holds the award now" in browser.words()
    browser.get(f"/group/{group.id}?search=oak&shown=hold")

    assert "Nothing found" in browser.words()


@pytest.mark.parametrize(
    ("stage", "outcome", "words", "more"),
    [
        (Stage.GATHERING, None, "Gathering evidence", ""),
        (Stage.GATHERING, Outcome.DEFER, "Gathering evidence", "Decision deferred"),
        (Stage.AWARDED, Outcome.AWARD, "Awarded", ""),
        (Stage.AWARDED, Outcome.AWARD_WITH_CONDITIONS, "Awarded with conditions", ""),
        (Stage.NOT_YET, Outcome.TURN_DOWN, "Not yet awarded", ""),
        (Stage.WITHDRAWN, None, "Withdrawn", ""),
        (Stage.WITHDRAWN, Outcome.DEFER, "Withdrawn", "Decision deferred"),
        (None, None, "Not begun", ""),
    ],
)
def test_where_a_setting_stands_is_said_once(
    stage: Stage | None, outcome: Outcome | None, words: str, more: str
) -> None:
    line = SettingLine(
        "Willow Lane", "Leicester", stage, None, outcome, None, None, None, None, None, None, None
    )

    cell = standing_cell(line)

    assert (cell["words"], cell.get("more", "")) == (words, more)


def test_a_journey_that_was_closed_says_why_to_its_group() -> None:
    line = SettingLine(
        "Willow Lane", "Leicester", Stage.WITHDRAWN, None, None, None, None, None, None, None,
        None, None, end_reason_code="merged",
    )  # fmt: skip

    assert standing_cell(line)["words"] == "Merged with another"


def test_a_journey_that_rests_still_says_what_was_decided() -> None:
    on = date(2026, 6, 1)
    line = SettingLine(
        "Willow Lane", "Leicester", Stage.GATHERING, on, Outcome.DEFER, None, None, None, None,
        None, None, None,
    )  # fmt: skip

    cell = standing_cell(line)

    assert (cell["words"], cell["more"]) == ("Paused", "Decision deferred")


def test_an_award_from_before_the_journeys_has_its_outcome(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    authority, group = make_authority(rows), make_group(rows)
    setting = make_setting(rows, authority, "Willow Lane Primary", group_id=group.id)
    give_award(rows, authority, setting=setting)
    verity = make_user(rows, "Verity Lamb")
    make_member(rows, verity, Role.GROUP_VIEWER, group)

    browser = signed_in_as(verity)
    browser.get(f"/group/{group.id}")

    assert "Awarded before" in browser.words()
