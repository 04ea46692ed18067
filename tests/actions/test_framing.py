"""The next version of a framework: begun once, changed part by part, then published."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.framing import (
    add_criterion,
    add_point,
    begin_draft,
    discard_draft,
    publish_draft,
    remove_criterion,
    remove_point,
    word_criterion,
    word_draft,
    word_point,
    word_standard,
    word_variant,
)
from award.actions.opening import open_journey
from award.domain.framework_drafts import fingerprint, row_of
from award.domain.frameworks import Framework as Frame
from award.domain.kinds import Family
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import Stage
from award.storage.authorities import Authority, Framework
from award.storage.db import transaction
from award.storage.frameworks import framework_of
from award.storage.scheme import SchemeChange
from tests.making import actor, at, journey_at, make_authority, make_member, make_setting, make_user

Act = Callable[..., Any]


@pytest.fixture
def colm(both: Session, authority: Authority) -> Actor:
    user = make_user(both, "Colm Brady")
    make_member(both, user, Role.COORDINATOR, authority)
    return actor(user, Role.COORDINATOR, authority)


@pytest.fixture
def do(authority: Authority, colm: Actor) -> Act:
    """Do one thing with the authority held, as Colm Brady unless it says otherwise."""

    def doing(act: Act, *given: Any, **more: Any) -> Any:
        with transaction(lock=authority) as held:
            return act(held, *given, **{"by": colm, **more})

    return doing


def draft(session: Session) -> Framework:
    session.rollback()
    return session.scalars(select(Framework).where(Framework.published_at.is_(None))).one()


def tables(session: Session) -> dict[str, Any]:
    return draft(session).draft or {}


def criterion(session: Session, code: str) -> dict[str, Any]:
    return row_of(tables(session), "criteria", code) or {}


def current(session: Session) -> Frame:
    row = session.scalars(
        select(Framework).where(
            Framework.published_at.is_not(None), Framework.superseded_at.is_(None)
        )
    ).one()
    return framework_of(row)


def test_a_draft_begins_once_as_the_version_that_holds(both: Session, do: Act) -> None:
    do(begin_draft, at=at())
    do(begin_draft, at=at(1))

    row = draft(both)
    lines = both.scalars(select(SchemeChange.words)).all()
    assert (row.version, row.text, row.digest) == ("1.1", "", "")
    assert lines == ["Version 1.1 was begun, from version 1.0."]


def test_what_is_published_is_followed_by_new_journeys_alone(both: Session) -> None:
    walker, journey = journey_at(both, Stage.DRAFT)
    by = walker.by(Role.COORDINATOR)
    with transaction(lock=journey.authority) as held:
        begin_draft(held, by=by, at=at(1))
    shown = fingerprint(criterion(both, "1.1"))
    with transaction(lock=journey.authority) as held:
        word_criterion(held, "1.1", {"title": "A policy of today"}, shown=shown, by=by)
    with transaction(lock=journey.authority) as held:
        publish_draft(held, shown=fingerprint(tables(both)), by=by, at=at(2))
    other = make_setting(both, journey.authority, name="Canal Street Primary")
    with transaction(lock=other) as held_setting:
        later = open_journey(held_setting, route="standard", by=by, at=at(3))
        versions = (journey.framework.version, later.framework.version)

    assert versions == ("1.0", "1.1")
    assert current(both).criteria[0].title == "A policy of today"
    assert framework_of(journey.framework).criteria[0].title == "A policy that is current"
    line = both.scalars(select(SchemeChange.words).order_by(SchemeChange.id.desc())).first()
    assert line == ("Version 1.1 was published. Criterion 1.1, “A policy of today”: its title.")


def test_two_editors_of_one_criterion_do_not_write_over_each_other(both: Session, do: Act) -> None:
    do(begin_draft, at=at())
    shown = fingerprint(criterion(both, "1.1"))
    do(word_criterion, "1.1", {"title": "The first"}, shown=shown)

    with pytest.raises(Stale):
        do(word_criterion, "1.1", {"title": "The second"}, shown=shown)
    with pytest.raises(Stale):
        do(word_variant, "1.1", Family.CLUB, {"title": "The second"}, shown=shown)

    assert criterion(both, "1.1")["title"] == "The first"


def test_two_editors_of_two_criteria_both_keep_their_words(both: Session, do: Act) -> None:
    do(begin_draft, at=at())
    one, other = fingerprint(criterion(both, "1.1")), fingerprint(criterion(both, "1.2"))

    do(word_criterion, "1.1", {"title": "The first"}, shown=one)
    do(word_criterion, "1.2", {"title": "The second"}, shown=other)

    assert criterion(both, "1.1")["title"] == "The first"
    assert criterion(both, "1.2")["title"] == "The second"


def test_a_draft_with_something_missing_is_not_published(both: Session, do: Act) -> None:
    do(begin_draft, at=at())
    code = do(add_criterion, "1", "Buses")

    with pytest.raises(NotReady) as refused:
        do(publish_draft, shown=fingerprint(tables(both)), at=at(1))

    assert "Criterion 1.7: “What it asks” needs some words." in refused.value.blockers
    do(remove_criterion, code, shown=fingerprint(criterion(both, code)))
    with pytest.raises(NotReady, match="Change something first"):
        do(publish_draft, shown=fingerprint(tables(both)), at=at(1))
    assert current(both).version == "1.0"


def test_nobody_publishes_what_they_have_not_seen(both: Session, do: Act) -> None:
    do(begin_draft, at=at())
    shown = fingerprint(tables(both))
    do(word_standard, "1", {"title": "Safer"},
       shown=fingerprint(row_of(tables(both), "standards", "1")))  # fmt: skip

    for act in (publish_draft, discard_draft):
        with pytest.raises(Stale):
            do(act, shown=shown, at=at(1))


def test_a_version_has_a_number_of_its_own(both: Session, do: Act) -> None:
    do(begin_draft, at=at())
    head = tables(both)["framework"]
    words = {"name": "Kind Places"}

    with pytest.raises(NotReady, match=r"Version 1\.0 is there already"):
        do(word_draft, "1.0", words, shown=fingerprint(head))
    with pytest.raises(NotReady, match="numbers and dots"):
        do(word_draft, "new", words, shown=fingerprint(head))
    do(word_draft, "2027.1", words, shown=fingerprint(head))

    row = draft(both)
    assert (row.version, row.name, tables(both)["framework"]["version"]) == (
        "2027.1", "Kind Places", "2027.1",
    )  # fmt: skip


def test_a_point_of_the_checklist_is_worked_on_and_the_last_one_stays(
    both: Session, do: Act
) -> None:
    do(begin_draft, at=at())
    given = {"text": "It is read out.", "criterion": "1.6", "severity": "should"}
    assert do(add_point, given) == "p25"
    new = row_of(tables(both), "policy_checklist", "p25")
    with pytest.raises(Stale):
        do(word_point, "p25", given, shown=1)
    for refused in (add_point, word_point):
        named = ["p25"] if refused is word_point else []
        more = {"shown": fingerprint(new)} if named else {}
        with pytest.raises(NotReady, match="a criterion that is in the draft"):
            do(refused, *named, {**given, "criterion": "9.9"}, **more)
    do(word_point, "p25", {**given, "text": "Read aloud."}, shown=fingerprint(new))
    for one in tables(both)["policy_checklist"][:-1]:
        do(remove_point, one["code"], shown=fingerprint(one))

    (left,) = tables(both)["policy_checklist"]
    assert left["text"] == "Read aloud."
    with pytest.raises(NotReady, match="Keep at least one point"):
        do(remove_point, "p25", shown=fingerprint(left))
    with pytest.raises(NotFound):
        do(remove_point, "p01", shown=1)


def test_the_last_criterion_of_a_standard_stays(both: Session, do: Act) -> None:
    do(begin_draft, at=at())
    for code in ("1.1", "1.2", "1.3", "1.4", "1.5"):
        do(remove_criterion, code, shown=fingerprint(criterion(both, code)))

    with pytest.raises(NotReady, match="Keep at least one criterion"):
        do(remove_criterion, "1.6", shown=fingerprint(criterion(both, "1.6")))


def test_a_draft_thrown_away_leaves_what_holds_and_another_can_begin(
    both: Session, do: Act
) -> None:
    do(begin_draft, at=at())
    do(discard_draft, shown=fingerprint(tables(both)), at=at(1))

    with pytest.raises(NotFound):
        do(word_standard, "1", {"title": "Safer"}, shown=1)
    do(begin_draft, at=at(2))
    assert draft(both).version == "1.1"
    assert current(both).version == "1.0"


def test_what_is_not_there_is_not_found(both: Session, do: Act) -> None:
    do(begin_draft, at=at())

    with pytest.raises(NotFound):
        do(word_criterion, "9.9", {"title": "No"}, shown=1)
    with pytest.raises(NotFound):
        do(add_criterion, "9", "No")


def test_only_the_authoritys_own_coordinator_or_administrator_edits(
    both: Session, do: Act, authority: Authority
) -> None:
    other = make_authority(both, "milton-keynes")
    user = make_user(both, "Sol Abara")
    make_member(both, user, Role.COORDINATOR, other)

    with pytest.raises(NotFound):
        do(begin_draft, at=at(), by=actor(user, Role.COORDINATOR, other))
    with pytest.raises(NotAllowed):
        do(begin_draft, at=at(), by=actor(user, Role.AUDITOR, authority))
