"""Auditors read every journey of their authority and change nothing."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from tests.making import journey_at, make_member, make_user
from tests.pages import PageClient


def test_an_auditor_reads_history_and_decisions(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    walker, journey = journey_at(rows, Stage.AWARDED)
    marek = make_user(rows, "Marek Nowak")
    make_member(rows, marek, Role.AUDITOR, walker.setting.authority)
    browser = signed_in_as(marek)

    browser.get("/leicester/audit?search=willow&stage=awarded")
    assert "Willow Lane Primary" in browser.words()
    browser.get(f"/leicester/audit/journeys/{journey.id}")

    assert "Children feel safe here and say why." in browser.words()
    assert "Application sent" in browser.words()


def test_no_form_of_the_room_changes_anything(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    walker, journey = journey_at(rows, Stage.APPLIED)
    marek = make_user(rows, "Marek Nowak")
    make_member(rows, marek, Role.AUDITOR, walker.setting.authority)
    browser = signed_in_as(marek)

    browser.get(f"/leicester/audit/journeys/{journey.id}")

    assert browser.page is not None
    posts = [one.get("action") for one in browser.page.iter("form") if one.get("method") == "post"]
    assert posts == ["/sign-out"]
