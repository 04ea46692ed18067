"""A kind of setting is added, retired and offered again."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.entering import add_setting
from award.actions.importing import apply_import
from award.actions.offering_kinds import add_kind, bring_back_kind, retire_kind
from award.domain.frameworks import preset_not_applicable
from award.domain.kinds import Kind
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.registers import RegisterReading, RegisterRow, RegisterStatus
from award.queries.authorities import list_offered_kinds
from award.storage import authorities
from award.storage.authorities import Authority, Framework
from award.storage.db import transaction
from award.storage.frameworks import framework_of
from award.storage.scheme import SchemeChange
from award.storage.settings import Identifier, Setting, SettingState
from tests.actions.test_wording_kinds import RULES, WORDS
from tests.making import ADMINISTRATOR, at

FOREST = replace(WORDS, label="Forest school", people="explorers", person="explorer")


def add(
    owner: Authority,
    colm: Actor,
    like: str = "early_years",
    *,
    label: str = FOREST.label,
    person: str = FOREST.person,
) -> authorities.Kind:
    with transaction(lock=owner) as held:
        given = replace(FOREST, label=label, person=person)
        return add_kind(held, like, given, RULES, by=colm, at=at())


def retire(owner: Authority, colm: Actor, code: str, shown: int = 1) -> None:
    with transaction(lock=owner) as held:
        retire_kind(held, code, shown=shown, by=colm, at=at())


def row_of(session: Session, code: str) -> authorities.Kind:
    return session.scalars(select(authorities.Kind).filter_by(code=code)).one()


def test_a_new_kind_has_its_own_words_and_reads_the_framework_as_its_model(
    session: Session, owner: Authority, colm: Actor
) -> None:
    made = Kind.from_content(add(owner, colm).content)
    again = Kind.from_content(add(owner, colm, "forest_school", label="Beach school").content)
    framework = framework_of(session.scalars(select(Framework)).one())
    model = Kind.from_content(row_of(session, "early_years").content)
    all_asked = replace(made, criteria=model.criteria)

    assert (made.code, made.people, made.family) == ("forest_school", "explorers", model.family)
    assert (made.origin, again.origin) == ("early_years", "early_years")
    assert preset_not_applicable(framework, all_asked) == preset_not_applicable(framework, model)
    lines = session.scalars(select(SchemeChange.words).order_by(SchemeChange.id))
    assert list(lines) == ["Added, like “Nursery or early years”.", "Added, like “Forest school”."]
    assert owner.version == 3


def test_a_name_without_latin_letters_and_one_of_an_address_get_a_code(
    session: Session, owner: Authority, colm: Actor
) -> None:
    codes = [add(owner, colm, label=one).code for one in ("مدرسة", "Add", "Add!", "?")]

    assert codes == ["kind", "add_2", "add_3", "kind_2"]


def test_what_cannot_be_added_is_refused(session: Session, owner: Authority, colm: Actor) -> None:
    add(owner, colm)

    with pytest.raises(NotReady, match="Choose another name"):
        add(owner, colm, label="FOREST school")
    with pytest.raises(NotReady, match="write a word"):
        add(owner, colm, person="")
    with pytest.raises(NotFound):
        add(owner, colm, "castle")
    with pytest.raises(NotAllowed):
        add(owner, replace(colm, role=Role.PANEL), label="Castle")


def test_a_setting_of_a_new_kind_gets_a_number_of_its_kind(
    session: Session, owner: Authority, colm: Actor
) -> None:
    def enter(name: str, number: str) -> None:
        with transaction(lock=owner) as held:
            add_setting(
                session, held, name=name, kind_code="early_years", official_number=number,
                by=colm, at=at(),
            )  # fmt: skip

    enter("Acorn Woods", "ey 120 001")
    with pytest.raises(NotReady, match="is the number of Acorn Woods"):
        enter("Oak Woods", "EY120001")
    session.rollback()
    with pytest.raises(NotReady, match="An Ofsted number has six or seven figures"):
        enter("Oak Woods", "12")
    session.rollback()
    enter("Oak Woods", "")

    numbers = session.execute(select(Identifier.scheme, Identifier.value)).all()
    assert [tuple(one) for one in numbers] == [("ofsted_urn", "EY120001")]


def test_a_retired_kind_is_offered_to_nobody_until_it_is_brought_back(
    session: Session, owner: Authority, colm: Actor
) -> None:
    retire(owner, colm, "play")
    kept = row_of(session, "play").id
    offered = [one.code for one in list_offered_kinds(session, owner.id)]
    with_it = [one.code for one in list_offered_kinds(session, owner.id, also=kept)]
    with pytest.raises(NotReady, match="is not offered any more"), transaction(lock=owner) as held:
        add_setting(session, held, name="Sand", kind_code="play", by=colm, at=at())
    session.rollback()
    with transaction(lock=owner) as held:
        bring_back_kind(held, "play", by=colm, at=at())

    assert "play" not in offered
    assert "play" in with_it
    assert row_of(session, "play").retired_at is None
    assert owner.version == 3


def test_what_cannot_be_retired_or_brought_back_is_refused(
    session: Session, owner: Authority, colm: Actor
) -> None:
    with pytest.raises(NotReady, match="change it instead"):
        retire(owner, colm, "other")
    with pytest.raises(Stale):
        retire(owner, colm, "play", shown=7)
    with pytest.raises(NotFound):
        retire(owner, colm, "castle")
    with pytest.raises(Stale), transaction(lock=owner) as held:
        bring_back_kind(held, "play", by=colm, at=at())
    retire(owner, colm, "play")
    with pytest.raises(Stale):
        retire(owner, colm, "play", shown=2)
    add(owner, colm, label=row_of(session, "play").label)
    with pytest.raises(NotReady, match="Choose another name"), transaction(lock=owner) as held:
        bring_back_kind(held, "play", by=colm, at=at())


def test_a_register_brings_places_of_a_retired_kind_as_only_known_of(
    session: Session, owner: Authority, colm: Actor
) -> None:
    def bring(*urns: str) -> None:
        rows = [RegisterRow(one, f"School {one}", "college", RegisterStatus.OPEN) for one in urns]
        reading = RegisterReading(tuple(rows), (), (), {}, (), 0)
        with transaction(lock=owner) as held:
            apply_import(session, held, reading, by=ADMINISTRATOR, at=at())

    bring("120001")
    retire(owner, colm, "college")
    bring("120001", "120002")
    states = session.execute(select(Setting.state, Setting.kind_id).order_by(Setting.id)).all()
    why = session.scalars(select(Setting.state_reason).order_by(Setting.id.desc())).first()
    with transaction(lock=owner) as held:
        bring_back_kind(held, "college", by=colm, at=at())
    bring("120001", "120002")

    college = row_of(session, "college").id
    assert [tuple(one) for one in states] == [
        (SettingState.ACTIVE, college),
        (SettingState.KNOWN, None),
    ]
    assert why == "Its kind of setting is not offered the award here"
    assert {*session.scalars(select(Setting.kind_id))} == {college}
