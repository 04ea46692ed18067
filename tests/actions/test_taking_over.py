"""What a setting takes over of another that was written down for the same place by hand."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.correcting import correct_setting, facts_kept
from award.actions.joining_settings import Joining, join_settings
from award.domain.people import Actor, Role
from award.domain.refusals import NotReady
from award.domain.register_links import Became, LinkAnswer
from award.queries.links import find_link_between
from award.storage.db import transaction, writing
from award.storage.links import RegisterLink
from award.storage.settings import FormerName, Identifier, Setting, SettingState
from tests.making import actor, at, make_authority, make_setting, make_user

COORDINATOR = Actor(Role.COORDINATOR, name="Colm Brady")


def two_of(session: Session) -> tuple[Setting, Setting]:
    """One written down by hand, and the same place as the register knows it."""
    first = make_setting(session, make_authority(session), "Willow Lane")
    second = make_setting(session, first.authority, "Willow Lane Primary", postcode="LE1 1AA")
    number(session, second, "gias_urn", "100001")
    with writing(session):
        second.register_says = {"name": "Willow Lane Primary"}
    return first, second


def number(session: Session, place: Setting, scheme: str, value: str) -> None:
    with writing(session):
        session.add(
            Identifier(
                authority_id=place.authority_id, setting_id=place.id, scheme=scheme, value=value
            )
        )


def new_number(
    session: Session, place: Setting, before: str, after: str, answer: LinkAnswer
) -> RegisterLink:
    """What the register says: one number went before the other."""
    with writing(session):
        link = RegisterLink(
            authority_id=place.authority_id, before_number=before, after_number=after,
            became=Became.NEW_NUMBER, found_at=at(), linked_on=date(2026, 9, 1), answer=answer,
        )  # fmt: skip
        session.add(link)
    return link


def join(survivor: Setting, other: Setting, *, on: int = 400) -> Setting:
    with transaction(lock=survivor.authority) as held:
        return join_settings(held, Joining(survivor.id, other.id), by=COORDINATOR, at=at(on))


def numbers(session: Session) -> set[tuple[str, int, bool]]:
    """Each number, whose it is, and whether it holds now."""
    return {
        (one.value, one.setting_id, one.until_on is None)
        for one in session.scalars(select(Identifier))
    }


def test_who_goes_on_keeps_its_name_and_takes_what_it_has_not(both: Session) -> None:
    first, second = two_of(both)

    join(first, second)

    assert (first.name, first.postcode) == ("Willow Lane", "LE1 1AA")
    assert numbers(both) == {("100001", first.id, True)}
    assert first.register_says == {"name": "Willow Lane Primary"}
    assert both.scalars(select(FormerName.name)).all() == ["Willow Lane Primary"]


def test_a_number_of_its_own_holds_and_the_others_is_kept_as_one_from_before(
    both: Session,
) -> None:
    first, second = two_of(both)
    number(both, first, "gias_urn", "100002")
    number(both, second, "ofsted_urn", "EY1")

    join(first, second)

    kept = {("100002", first.id, True), ("100001", first.id, False), ("EY1", first.id, True)}
    assert numbers(both) == kept
    assert first.register_says == {}


def test_two_of_one_name_leave_no_former_name(both: Session) -> None:
    first = make_setting(both, make_authority(both), "Willow Lane")
    second = make_setting(both, first.authority, "willow lane", postcode="LE1 1AA")

    join(first, second)

    assert both.scalars(select(FormerName)).all() == []


def test_what_was_kept_out_of_the_public_stays_out_whichever_goes_on(both: Session) -> None:
    first, second = two_of(both)
    with writing(both):
        second.is_hidden, second.is_authority_own = True, True

    join(first, second)

    assert (first.is_hidden, first.is_authority_own) == (True, True)


def test_what_became_one_is_not_made_one_again_in_either_direction(both: Session) -> None:
    first, second = two_of(both)
    third = make_setting(both, first.authority, "Hill Infants")
    join(first, second)

    for survivor, other in ((first, second), (second, first), (third, second), (second, third)):
        with pytest.raises(NotReady) as refusal:
            join(survivor, other)
        assert refusal.value.blockers == (
            "Willow Lane Primary became one with Willow Lane already",
        )

    assert (second.state, third.state) == (SettingState.CLOSED, SettingState.ACTIVE)


def test_whatever_became_one_before_leads_to_the_last_of_them(both: Session) -> None:
    first, second = two_of(both)
    third = make_setting(both, first.authority, "Hill Infants")

    join(first, second)
    join(third, first)

    both.expire_all()
    assert (second.joined_to_id, first.joined_to_id) == (third.id, third.id)


def test_one_that_takes_part_again_is_a_setting_of_its_own(both: Session) -> None:
    first, second = two_of(both)
    join(first, second)
    facts = facts_kept(second)
    colm = actor(make_user(both, "Colm Brady"), Role.COORDINATOR, first.authority)

    with transaction(lock=first.authority) as held:
        again = replace(facts, state="active", state_reason="")
        correct_setting(held, second.id, again, by=colm, at=at(500))

    assert second.joined_to_id is None


def test_what_the_register_asks_of_the_two_is_answered_with_it(both: Session) -> None:
    first, second = two_of(both)
    number(both, first, "gias_urn", "140001")
    link = new_number(both, first, "100001", "140001", LinkAnswer.PROPOSED)

    join(second, first)

    assert (link.answer, link.setting_id) == (LinkAnswer.JOINED, second.id)
    assert ("140001", second.id, True) in numbers(both)
    assert second.name == "Willow Lane"


def test_a_link_between_two_numbers_of_one_setting_says_nothing_of_the_other(both: Session) -> None:
    first, second = two_of(both)
    number(both, first, "gias_urn", "100002")
    number(both, second, "gias_urn", "100009")
    link = new_number(both, first, "100009", "100001", LinkAnswer.SET_ASIDE)

    linked = find_link_between(both, first, second)
    join(first, second)

    assert linked is None
    assert (first.name, link.answer) == ("Willow Lane", LinkAnswer.SET_ASIDE)
    assert {one[0] for one in numbers(both) if one[2]} == {"100002"}
