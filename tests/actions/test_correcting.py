"""Putting a setting's facts right: what is kept of before, what stays, and what is refused."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.correcting import correct_setting, facts_kept
from award.actions.importing import apply_import
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.registers import RegisterReading, RegisterRow, RegisterStatus
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.authorities import Kind
from award.storage.awards import Certificate
from award.storage.db import transaction
from award.storage.journeys import History, Journey
from award.storage.scheme import SchemeChange
from award.storage.settings import FormerName, Identifier, Setting, SettingState
from tests.making import (
    ADMINISTRATOR,
    actor,
    at,
    journey_at,
    make_authority,
    make_setting,
    make_user,
)

NUMBERS = ("gias_urn", "ofsted_urn", "charity", "own_site_number")


@dataclass
class Desk:
    """A setting, and a coordinator who puts it right."""

    rows: Session
    place: Setting
    colm: User

    def correct(self, role: Role = Role.COORDINATOR, **more: Any) -> None:
        wrong = {
            name: more.pop(name) for name in ("name_was_wrong", "number_was_wrong") if name in more
        }
        by = actor(self.colm, role, self.place.authority)
        before = facts_kept(self.place)
        numbers = {code: more.pop(code) for code in NUMBERS if code in more}
        facts = replace(before, **more, numbers={**before.numbers, **numbers})
        with transaction(lock=self.place.authority) as held:
            correct_setting(held, self.place.id, facts, **wrong, by=by, at=at(200))

    def numbers(self) -> list[tuple[str, str, date | None]]:
        found = self.rows.scalars(select(Identifier).order_by(Identifier.id))
        return [(one.scheme, one.value, one.until_on) for one in found]

    def bring_in(self, name: str, *, taken: bool = False, **said: Any) -> None:
        row = RegisterRow("120001", name, "primary", RegisterStatus.OPEN, **said)
        reading = RegisterReading((row,), (), (), {}, (), 0)
        with transaction(lock=self.place.authority) as held:
            numbers = frozenset({"120001"} if taken else ())
            apply_import(self.rows, held, reading, by=ADMINISTRATOR, at=at(201), taken=numbers)


@pytest.fixture
def desk(session: Session) -> Desk:
    owner = make_authority(session)
    return Desk(session, make_setting(session, owner), make_user(session, "Colm Brady"))


def test_a_new_name_keeps_the_old_one_with_its_last_day_and_says_who(desk: Desk) -> None:
    desk.correct(name="Willow Lane Academy", size=210)

    former = desk.rows.scalars(select(FormerName)).one()
    line = desk.rows.scalars(select(SchemeChange)).one()
    assert (former.name, former.until_on) == ("Willow Lane Primary", at(200).date())
    assert (line.subject, line.by_name) == (f"setting:{desk.place.id}", "Colm Brady")
    assert line.words == (
        "Name was Willow Lane Primary, and is Willow Lane Academy now. "
        "How many come was blank, and is 210 now."
    )
    assert desk.place.version == 2


def test_a_mistaken_name_is_not_kept(desk: Desk) -> None:
    desk.correct(name="Willow Lane Junior", name_was_wrong=True)

    assert desk.rows.scalars(select(FormerName)).all() == []


def test_the_same_facts_again_change_nothing(desk: Desk) -> None:
    desk.correct()

    assert (desk.place.version, desk.rows.scalars(select(SchemeChange)).all()) == (1, [])


def test_a_place_that_is_only_known_of_gets_a_kind_and_may_take_part(desk: Desk) -> None:
    desk.place.kind_id, desk.place.state = None, SettingState.KNOWN
    desk.place.state_reason = "It is a university"
    desk.rows.commit()

    desk.correct(kind="college", state="active")

    assert desk.place.kind is not None
    assert (desk.place.kind.code, desk.place.state) == ("college", SettingState.ACTIVE)
    assert desk.place.state_reason == ""


def test_a_kind_that_is_usually_hidden_hides_the_setting(desk: Desk) -> None:
    desk.correct(kind="childrens_home")
    assert desk.place.is_hidden

    desk.correct(is_hidden=False)
    assert not desk.place.is_hidden


def test_a_new_number_ends_the_old_one_and_a_mistaken_one_is_gone(desk: Desk) -> None:
    desk.correct(gias_urn="120001")
    desk.correct(gias_urn="140001")
    desk.correct(gias_urn="140002", number_was_wrong=True)

    assert desk.numbers() == [
        ("gias_urn", "120001", at(200).date()),
        ("gias_urn", "140002", None),
    ]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Write the name"),
        ({"kind": ""}, "Choose a kind"),
        ({"state": "closed"}, "Say why"),
        ({"low_age": 11, "high_age": 5}, "oldest age comes after"),
        ({"gias_urn": "12"}, "six figures"),
        ({"ofsted_urn": "XY1"}, "An Ofsted number"),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(NotReady, match=words):
        desk.correct(**wrong)

    desk.rows.rollback()
    assert (desk.place.version, desk.place.name) == (1, "Willow Lane Primary")


def test_the_number_of_another_setting_is_refused(desk: Desk) -> None:
    desk.correct(gias_urn="120001")
    desk.place = make_setting(desk.rows, desk.place.authority, "Rushey Mead")

    with pytest.raises(NotReady, match="the number of Willow Lane Primary"):
        desk.correct(gias_urn="120001")


def test_a_number_that_was_there_stays_however_it_is_written(desk: Desk) -> None:
    desk.rows.add(
        Identifier(
            authority_id=desk.place.authority_id,
            setting_id=desk.place.id,
            scheme="gias_urn",
            value="12345",
        )
    )
    desk.rows.commit()

    desk.correct(ward="Abbey", charity="1234567")

    assert desk.place.ward == "Abbey"
    assert [value for _, value, _ in desk.numbers()] == ["12345", "1234567"]


def test_a_number_of_the_authoritys_own_is_kept_and_told_by_its_name(desk: Desk) -> None:
    own = {"code": "own_site_number", "name": "Site number", "shapes": ["AA9999"]}
    desk.place.authority.own_numbers = [own]
    desk.rows.commit()

    with pytest.raises(NotReady, match="write it as two letters, then four figures, like AB1234"):
        desk.correct(own_site_number="12")
    desk.rows.rollback()
    desk.correct(own_site_number="LE0042")

    line = desk.rows.scalars(select(SchemeChange)).one()
    assert line.words == "Site number was blank, and is LE0042 now."


def test_a_retired_kind_stays_and_is_given_to_nobody_else(desk: Desk) -> None:
    retired = desk.rows.scalars(select(Kind).where(Kind.code.in_(("primary", "play"))))
    for one in retired:
        one.retired_at = at()
    desk.rows.commit()

    desk.correct(ward="Abbey")
    assert desk.place.ward == "Abbey"
    with pytest.raises(NotReady, match="is not offered any more"):
        desk.correct(kind="play")


def test_an_unknown_kind_and_a_setting_of_another_authority_are_not_there(desk: Desk) -> None:
    elsewhere = make_setting(desk.rows, make_authority(desk.rows, "fenwick-vale"), "Far")
    by = actor(desk.colm, Role.COORDINATOR, desk.place.authority)

    with pytest.raises(NotFound):
        desk.correct(kind="castle")
    with (
        pytest.raises(NotFound),
        transaction(lock=desk.place.authority) as held,
    ):
        correct_setting(held, elsewhere.id, facts_kept(elsewhere), by=by, at=at(2))


def test_only_a_coordinator_changes_facts(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.correct(Role.PANEL, name="Mine")


def test_what_was_put_right_stays_until_the_register_says_something_new(desk: Desk) -> None:
    desk.correct(gias_urn="120001")
    desk.bring_in("WILLOW LANE PRIMARY", roll=420, taken=True)
    desk.correct(name="Willow Lane Primary School", size=400)

    desk.bring_in("WILLOW LANE PRIMARY", roll=420)
    assert (desk.place.name, desk.place.size) == ("Willow Lane Primary School", 400)

    desk.bring_in("Willow Lane Academy", roll=420)
    assert desk.place.name == "Willow Lane Primary School"
    assert desk.place.register_says["name"] == "WILLOW LANE PRIMARY"

    desk.bring_in("Willow Lane Academy", roll=420, taken=True)
    assert (desk.place.name, desk.place.size) == ("Willow Lane Academy", 400)
    assert desk.place.register_says["name"] == "Willow Lane Academy"


def test_what_was_put_right_before_the_register_was_kept_counts_as_its_word(desk: Desk) -> None:
    desk.correct(gias_urn="120001")
    desk.bring_in("Willow Lane Primary", roll=420)
    desk.place.register_says = {}
    desk.rows.commit()

    desk.correct(size=400)

    assert desk.place.register_says == {"name": "Willow Lane Primary", "size": 420}


def test_another_postcode_takes_the_dot_off_the_map(desk: Desk) -> None:
    desk.place.easting, desk.place.northing = 458_000, 304_000
    desk.rows.commit()

    desk.correct(postcode="LE2 2AA")

    assert (desk.place.easting, desk.place.northing) == (None, None)


def test_an_open_journey_says_so_and_keeps_the_setting_open(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    desk = Desk(session, journey.setting, walker.cast.coordinator)
    asked = sorted(one.code for one in journey.asked)

    desk.correct(kind="secondary")
    with pytest.raises(NotReady, match="close the journey first"):
        desk.correct(state="closed", state_reason="It shut its doors")

    session.rollback()
    lines = session.scalars(select(History).where(History.what == "change_setting")).all()
    assert [one.words for one in lines] == ["Kind was primary, and is secondary now."]
    assert sorted(one.code for one in session.get_one(Journey, journey.id).asked) == asked


def test_a_certificate_keeps_the_name_that_it_bears(session: Session) -> None:
    walker, journey = journey_at(session, Stage.AWARDED)
    desk = Desk(session, journey.setting, walker.cast.coordinator)
    before = [(one.name, one.face) for one in session.scalars(select(Certificate))]

    desk.correct(name="Willow Lane Academy")
    desk.correct(state="closed", state_reason="It became part of another school")
    assert desk.place.closed_on == at(200).date()
    desk.correct(state="active", state_reason="")

    session.expire_all()
    assert [(one.name, one.face) for one in session.scalars(select(Certificate))] == before
    assert (desk.place.closed_on, before != []) == (None, True)
