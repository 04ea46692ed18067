"""The register's links: proposed once, answered one by one, and nothing by itself."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.importing import apply_import
from award.actions.proposing_links import LinksPlan, plan_links, propose_links
from award.actions.renumbering import (
    ask_again,
    go_on_under_new_number,
    keep_all_earlier_numbers,
    keep_earlier_number,
    set_link_aside,
)
from award.adapters.registers import read_gias, read_links
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.register_links import Became, LinkAnswer, LinkEnd, LinkLine, LinksReading
from award.domain.stages import Stage
from award.storage.authorities import Authority
from award.storage.db import Base, transaction, writing
from award.storage.links import RegisterLink
from award.storage.settings import FormerName, Identifier, Setting
from tests.making import at, journey_at, make_authority, make_setting
from tests.real_files import beside

OLD, NEW, FAR = "100001", "140001", "155555"
DAY = date(2016, 9, 1)
COORDINATOR = Actor(Role.COORDINATOR, name="Colm Brady")


@pytest.fixture
def place(both: Session) -> Setting:
    return make_setting(both, make_authority(both), "Willow Lane Academy")


def give_number(session: Session, place: Setting, value: str) -> None:
    with writing(session):
        session.add(
            Identifier(
                authority_id=place.authority_id, setting_id=place.id, scheme="gias_urn", value=value
            )
        )


def reading(*pairs: tuple[str, str], on: date | None = DAY) -> LinksReading:
    """Each pair told from both ends."""
    lines = []
    for before, after in pairs:
        lines.append(LinkLine(2, before, after, "Willow Lane Academy", LinkEnd.SUCCESSOR, on))
        lines.append(LinkLine(3, after, before, "Willow Lane Primary", LinkEnd.PREDECESSOR))
    return LinksReading(tuple(lines))


def proposed(session: Session, place: Setting, *pairs: tuple[str, str]) -> LinksPlan:
    with transaction(lock=place.authority) as held:
        return propose_links(session, held, reading(*pairs), by=COORDINATOR, at=at())


def the_link(session: Session) -> RegisterLink:
    return session.scalars(select(RegisterLink)).one()


def numbers_of(session: Session) -> list[tuple[str, date | None, date | None]]:
    found = session.scalars(select(Identifier).order_by(Identifier.value))
    return [(one.value, one.from_on, one.until_on) for one in found]


def test_what_touches_no_setting_here_is_counted_and_left(both: Session, place: Setting) -> None:
    give_number(both, place, NEW)

    plan = proposed(both, place, (OLD, NEW), ("100002", FAR))

    assert plan.summary == "proposed 1, known 0, of other places 1"
    assert the_link(both).before_name == "Willow Lane Primary"
    assert the_link(both).answer is LinkAnswer.PROPOSED


def test_proposing_changes_nothing_else_and_a_second_run_proposes_nothing(
    both: Session, place: Setting
) -> None:
    give_number(both, place, NEW)
    proposed(both, place, (OLD, NEW))

    again = proposed(both, place, (OLD, NEW))

    assert again.summary == "proposed 0, known 1, of other places 0"
    assert numbers_of(both) == [(NEW, None, None)]
    assert place.name == "Willow Lane Academy"


def test_the_real_links_are_proposed_and_not_one_of_them_is_applied(session: Session) -> None:
    walking, _ = journey_at(session, Stage.AWARDED)
    authority = walking.setting.authority
    with transaction(lock=authority) as held:
        register = read_gias(beside("gias/leicester_856_open.csv"), la_code="856")
        apply_import(session, held, register, by=COORDINATOR, at=at())
    before = every_row(session)

    with transaction(lock=authority) as held:
        found = read_links(beside("gias/leicester_links_2025-04-22.csv"))
        plan = propose_links(session, held, found, by=COORDINATOR, at=at())

    after = every_row(session)
    links = session.scalars(select(RegisterLink)).all()
    assert {name for name in after if before[name] != after[name]} == {"register_links"}
    assert len(before["settings"]) > 160
    assert len(before["awards"]) == 1
    assert (len(plan.new), plan.known, plan.elsewhere) == (76, 0, 0)
    assert {one.answer for one in links} == {LinkAnswer.PROPOSED}
    assert Counter(one.became for one in links) == {Became.NEW_NUMBER: 58, Became.MERGED: 18}


def every_row(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, as it is kept."""
    session.expire_all()
    return {
        table.name: [tuple(row) for row in session.execute(table.select())]
        for table in Base.metadata.sorted_tables
    }


def test_an_answered_link_is_not_proposed_again(both: Session, place: Setting) -> None:
    give_number(both, place, NEW)
    proposed(both, place, (OLD, NEW))
    with transaction(lock=place.authority) as held:
        set_link_aside(held, the_link(both).id, words="Another place", by=COORDINATOR, at=at())

    assert plan_links(both, place.authority, reading((OLD, NEW))).new == []
    assert (the_link(both).words, the_link(both).answer) == ("Another place", LinkAnswer.SET_ASIDE)


def test_an_earlier_number_and_name_are_kept_with_their_last_day(
    both: Session, place: Setting
) -> None:
    give_number(both, place, NEW)
    proposed(both, place, (OLD, NEW))

    with transaction(lock=place.authority) as held:
        keep_earlier_number(held, the_link(both).id, by=COORDINATOR, at=at())

    assert numbers_of(both) == [(OLD, None, DAY), (NEW, None, None)]
    former = both.scalars(select(FormerName)).one()
    assert (former.name, former.until_on) == ("Willow Lane Primary", DAY)
    assert the_link(both).setting_id == place.id


def test_a_setting_goes_on_under_its_new_number_and_name(both: Session, place: Setting) -> None:
    with writing(both):
        both.get_one(Setting, place.id).name = "Willow Lane Primary"
    give_number(both, place, OLD)
    proposed(both, place, (OLD, NEW))

    with transaction(lock=place.authority) as held:
        go_on_under_new_number(held, the_link(both).id, by=COORDINATOR, at=at())

    assert numbers_of(both) == [(OLD, None, DAY), (NEW, DAY, None)]
    assert place.name == "Willow Lane Academy"
    assert both.scalars(select(FormerName.name)).all() == ["Willow Lane Primary"]


def test_a_setting_that_was_split_goes_on_as_one_of_the_parts_only(
    both: Session, place: Setting
) -> None:
    give_number(both, place, OLD)
    proposed(both, place, (OLD, NEW), (OLD, FAR))
    first, second = both.scalars(select(RegisterLink.id).order_by(RegisterLink.after_number))
    with transaction(lock=place.authority) as held:
        go_on_under_new_number(held, first, by=COORDINATOR, at=at())
    before = numbers_of(both)

    with (
        pytest.raises(NotReady, match="The settings have changed"),
        transaction(lock=place.authority) as held,
    ):
        go_on_under_new_number(held, second, by=COORDINATOR, at=at())

    assert numbers_of(both) == before
    with transaction(lock=place.authority) as held:
        set_link_aside(held, second, by=COORDINATOR, at=at())


def test_all_that_leaves_nothing_to_decide_is_kept_at_once(both: Session, place: Setting) -> None:
    other = make_setting(both, place.authority, "Hill Primary")
    give_number(both, place, NEW)
    give_number(both, other, "100009")
    give_number(both, make_setting(both, place.authority, "Vale Primary"), "100007")
    split = (("100003", NEW), ("100003", "100007"))
    proposed(both, place, (OLD, NEW), ("100002", NEW), ("100009", FAR), *split)

    with transaction(lock=place.authority) as held:
        kept = keep_all_earlier_numbers(held, by=COORDINATOR, at=at())

    assert kept == 2
    answers = both.execute(
        select(RegisterLink.before_number, RegisterLink.answer).order_by(RegisterLink.before_number)
    )
    assert [tuple(one) for one in answers] == [
        (OLD, LinkAnswer.EARLIER_NUMBER),
        ("100002", LinkAnswer.EARLIER_NUMBER),
        ("100003", LinkAnswer.PROPOSED),
        ("100003", LinkAnswer.PROPOSED),
        ("100009", LinkAnswer.PROPOSED),
    ]


def test_what_does_not_fit_is_refused_and_changes_nothing(both: Session, place: Setting) -> None:
    give_number(both, place, NEW)
    proposed(both, place, (OLD, NEW))
    link_id = the_link(both).id

    with (
        pytest.raises(NotReady, match="The settings have changed"),
        transaction(lock=place.authority) as held,
    ):
        go_on_under_new_number(held, link_id, by=COORDINATOR, at=at())

    assert numbers_of(both) == [(NEW, None, None)]


def test_a_link_is_answered_once(both: Session, place: Setting) -> None:
    give_number(both, place, NEW)
    proposed(both, place, (OLD, NEW))
    link_id = the_link(both).id
    with transaction(lock=place.authority) as held:
        keep_earlier_number(held, link_id, by=COORDINATOR, at=at())

    with pytest.raises(Stale), transaction(lock=place.authority) as held:
        keep_earlier_number(held, link_id, by=COORDINATOR, at=at())
    with pytest.raises(Stale), transaction(lock=place.authority) as held:
        ask_again(held, link_id, by=COORDINATOR)

    assert [one for one, _, _ in numbers_of(both)] == [OLD, NEW]


def test_what_was_set_aside_can_be_asked_again(both: Session, place: Setting) -> None:
    give_number(both, place, NEW)
    proposed(both, place, (OLD, NEW))
    link_id = the_link(both).id
    with transaction(lock=place.authority) as held:
        set_link_aside(held, link_id, by=COORDINATOR, at=at())

    with transaction(lock=place.authority) as held:
        ask_again(held, link_id, by=COORDINATOR)

    assert the_link(both).answer is LinkAnswer.PROPOSED


def test_only_coordinators_answer_and_only_their_own(both: Session, place: Setting) -> None:
    give_number(both, place, NEW)
    proposed(both, place, (OLD, NEW))
    link_id = the_link(both).id
    elsewhere: Authority = make_authority(both, "fenwick-vale")

    with pytest.raises(NotAllowed), transaction(lock=place.authority) as held:
        keep_earlier_number(held, link_id, by=Actor(Role.LEAD), at=at())
    with pytest.raises(NotAllowed), transaction(lock=place.authority) as held:
        propose_links(both, held, reading(), by=Actor(Role.LEAD), at=at())
    with pytest.raises(NotFound), transaction(lock=elsewhere) as held:
        keep_earlier_number(held, link_id, by=COORDINATOR, at=at())
