"""Earlier holders: proposed once, matched by a person, never by themselves."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.importing import apply_import
from award.actions.matching_holders import (
    match_holder,
    propose_holders,
    set_holder_aside,
    take_match_back,
    who_may_be_meant,
)
from award.actions.proposing_links import propose_links
from award.actions.renumbering import keep_all_earlier_numbers
from award.adapters.registers import read_gias, read_holders, read_links
from award.domain.earlier_holders import HolderAnswer, HolderLine, HoldersReading
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, Stale
from award.storage.authorities import Authority
from award.storage.cohorts import LegacyAward
from award.storage.db import transaction
from award.storage.links import EarlierHolder
from award.storage.settings import Identifier
from tests.making import ADMINISTRATOR, at, make_authority, make_setting
from tests.real_files import beside

COORDINATOR = Actor(Role.COORDINATOR, name="Colm Brady")


def proposed(session: Session, authority: Authority, *lines: HolderLine) -> str:
    with transaction(lock=authority) as held:
        reading = HoldersReading(lines)
        return propose_holders(session, held, reading, by=COORDINATOR, at=at()).summary


def holders(session: Session) -> list[EarlierHolder]:
    return list(session.scalars(select(EarlierHolder).order_by(EarlierHolder.id)))


def test_a_list_proposes_each_line_once(both: Session, authority: Authority) -> None:
    line = HolderLine(2, "Willow Lane Primary", "Gold", date(2012, 7, 1))

    first = proposed(both, authority, line, line)
    again = proposed(both, authority, line)

    assert (first, again) == ("proposed 1, known 1", "proposed 0, known 1")
    assert both.scalars(select(LegacyAward)).all() == []


def test_a_match_is_kept_as_history_of_the_setting(both: Session, authority: Authority) -> None:
    place = make_setting(both, authority)
    proposed(both, authority, HolderLine(2, "Wilow Lane", "Gold", date(2012, 7, 1)))
    holder = holders(both)[0]
    assert [one.key for one in who_may_be_meant(both, holder)] == [place.id]

    with transaction(lock=authority) as held:
        match_holder(held, holder.id, place.id, by=COORDINATOR, at=at())

    kept = both.scalars(select(LegacyAward)).one()
    assert (kept.setting_id, kept.name, kept.awarded_on) == (place.id, "Gold", date(2012, 7, 1))
    assert (holder.answer, holder.setting_id) == (HolderAnswer.MATCHED, place.id)


def test_what_was_matched_is_not_matched_again(both: Session, authority: Authority) -> None:
    place = make_setting(both, authority)
    proposed(both, authority, HolderLine(2, "Willow Lane"))
    holder_id = holders(both)[0].id
    with transaction(lock=authority) as held:
        match_holder(held, holder_id, place.id, by=COORDINATOR, at=at())

    with pytest.raises(Stale), transaction(lock=authority) as held:
        match_holder(held, holder_id, place.id, by=COORDINATOR, at=at())

    assert len(both.scalars(select(LegacyAward)).all()) == 1


def test_a_match_is_taken_back_once_and_its_award_goes_with_it(
    both: Session, authority: Authority
) -> None:
    place, other = make_setting(both, authority), make_setting(both, authority, "Hillside")
    proposed(both, authority, HolderLine(2, "Willow Lane"), HolderLine(3, "Hillside"))
    first, second = (one.id for one in holders(both))
    with transaction(lock=authority) as held:
        match_holder(held, first, place.id, by=COORDINATOR, at=at())
        match_holder(held, second, other.id, by=COORDINATOR, at=at())

    with transaction(lock=authority) as held:
        take_match_back(held, second, by=COORDINATOR)

    with pytest.raises(Stale), transaction(lock=authority) as held:
        take_match_back(held, second, by=COORDINATOR)
    assert both.scalars(select(LegacyAward.setting_id)).all() == [place.id]
    assert both.get_one(EarlierHolder, second).answer is HolderAnswer.PROPOSED


def test_what_was_set_aside_may_be_matched_after_all(both: Session, authority: Authority) -> None:
    place = make_setting(both, authority)
    proposed(both, authority, HolderLine(2, "Willow Lane"))
    holder_id = holders(both)[0].id
    with transaction(lock=authority) as held:
        set_holder_aside(held, holder_id, by=COORDINATOR, at=at())

    with transaction(lock=authority) as held:
        match_holder(held, holder_id, place.id, by=COORDINATOR, at=at())

    assert holders(both)[0].answer is HolderAnswer.MATCHED


def test_only_coordinators_match_and_only_within_their_authority(
    both: Session, authority: Authority
) -> None:
    far = make_setting(both, make_authority(both, "fenwick-vale"), "Far Primary")
    proposed(both, authority, HolderLine(2, "Far Primary"))
    holder_id = holders(both)[0].id

    with pytest.raises(NotFound), transaction(lock=authority) as held:
        match_holder(held, holder_id, far.id, by=COORDINATOR, at=at())
    with pytest.raises(NotAllowed), transaction(lock=authority) as held:
        match_holder(held, holder_id, far.id, by=Actor(Role.LEAD), at=at())

    assert who_may_be_meant(both, holders(both)[0]) == []


def test_the_eight_real_holders_are_each_guessed_first(both: Session, authority: Authority) -> None:
    register = read_gias(beside("gias/leicester_856_open.csv"), la_code="856")
    links = read_links(beside("gias/leicester_links_2025-04-22.csv"))
    listed = read_holders(beside("legacy/leicester_abc_award.csv"))
    with transaction(lock=authority) as held:
        apply_import(both, held, register, by=ADMINISTRATOR, at=at())
    with transaction(lock=authority) as held:
        found = propose_links(both, held, links, by=COORDINATOR, at=at())
        kept = keep_all_earlier_numbers(held, by=COORDINATOR, at=at())
        propose_holders(both, held, listed, by=COORDINATOR, at=at())

    first = {one.name: who_may_be_meant(both, one)[0].key for one in holders(both)}
    numbers = dict(
        map(
            tuple,
            both.execute(
                select(Identifier.setting_id, Identifier.value).where(Identifier.until_on.is_(None))
            ),
        )
    )

    assert (len(found.new), kept) == (76, 75)
    assert {name: numbers[key] for name, key in first.items()} == {
        "Colemam Primary": "120095",
        "Whitehall Primary": "120081",
        "Parks Primary": "120088",
        "Inglehurst Junior": "120016",
        "Charnwood Primary": "149647",
        "Knighton Fields Primary": "142848",
        "Sandfeild Close Primary School": "120047",
        "Caldecote Primary in Braunstone": "132211",
    }
