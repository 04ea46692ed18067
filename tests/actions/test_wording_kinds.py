"""A kind of setting gets other words."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.wording_kinds import KindRules, KindWords, word_kind
from award.domain import kinds
from award.domain.calendars import CalendarKind
from award.domain.kinds import KindCriteria
from award.domain.people import Actor, Role
from award.domain.refusals import NotFound, NotReady, Stale
from award.domain.stages import Stage
from award.storage.authorities import Authority, Framework, Kind
from award.storage.days import calendar_of
from award.storage.db import transaction
from award.storage.scheme import SchemeChange
from tests.making import at, journey_at

WORDS = KindWords("Youth club", "members", "member", "members", ("leader",), ("committee",))
PRIMARY = replace(WORDS, label="Primary school")
RULES = KindRules(CalendarKind.OWN_DAYS, KindCriteria.CLUB, True, False, ())


def word(owner: Authority, colm: Actor, words: KindWords = WORDS, **given: object) -> None:
    asked = {"code": "youth_club", "rules": RULES, "shown": 1} | given
    with transaction(lock=owner) as held:
        word_kind(held, words=words, by=colm, at=at(), **asked)  # type: ignore[arg-type] # names and types as the action has them


def test_the_words_change_and_the_rules_stay(
    session: Session, owner: Authority, colm: Actor
) -> None:
    kind = session.scalars(select(Kind).where(Kind.code == "youth_club")).one()
    before = dict(kind.content)

    word(owner, colm)

    changed = {name for name, value in kind.content.items() if value != before[name]}
    line = session.scalars(select(SchemeChange)).one()
    assert changed <= {"people", "person", "size_word", "approver_titles", "governing_bodies"}
    assert (kind.content["people"], kind.content["approver_titles"]) == ("members", ["leader"])
    assert (line.subject, owner.version) == ("kind:youth_club", 2)
    assert "Its children was “young people” and is “members” now." in line.words


def test_what_is_decided_about_a_kind_changes_with_a_line(
    session: Session, owner: Authority, colm: Actor
) -> None:
    rules = KindRules(
        CalendarKind.WORKING_DAYS, KindCriteria.ALL, False, True, ("charity", "ukprn")
    )

    word(owner, colm)
    word(owner, colm, rules=rules, shown=2)

    row = session.scalars(select(Kind).filter_by(code="youth_club")).one()
    kind = kinds.Kind.from_content(row.content)
    line = session.scalars(select(SchemeChange).order_by(SchemeChange.id.desc())).first()
    assert (kind.calendar, kind.criteria) == (rules.calendar, rules.criteria)
    assert (kind.lead_may_approve, kind.hidden_by_default) == (False, True)
    assert line is not None
    assert "The lead may also approve: yes before, no now." in line.words
    assert "Its official numbers were “none” and are “Charity number" in line.words
    assert kind.numbers == ("charity", "ukprn")


def test_the_order_of_numbers_stays_and_none_is_kept_as_such(
    session: Session, owner: Authority, colm: Actor
) -> None:
    row = session.scalars(select(Kind).filter_by(code="early_years")).one()
    known = kinds.Kind.from_content(row.content)
    words = KindWords(known.label, "c", "d", "e", ("f",), ("g",))

    word(owner, colm, words, code="early_years",
         rules=replace(RULES, numbers=("gias_urn", "ofsted_urn")))  # fmt: skip
    kept = row.content["identifier_schemes"]
    word(owner, colm, words, code="early_years", shown=2)

    assert kept == ["ofsted_urn", "gias_urn"]
    assert row.content["identifier_schemes"] == ["none"]


def test_a_change_of_its_days_tells_which_dates_moved(session: Session) -> None:
    walker, _ = journey_at(session, Stage.CHECKING)
    colm, owner = walker.by(Role.COORDINATOR), walker.setting.authority
    rules = replace(RULES, calendar=CalendarKind.WORKING_DAYS)

    with transaction(lock=owner) as held:
        moved = word_kind(held, "primary", PRIMARY, rules, shown=1, by=colm, at=walker.at)

    assert {one.what for one in moved} == {"reply to the report", "visit record to agree"}
    assert calendar_of(walker.setting).kind is CalendarKind.WORKING_DAYS


def test_criteria_for_clubs_are_not_asked_where_no_framework_marks_any(
    session: Session, owner: Authority, colm: Actor
) -> None:
    with transaction(lock=owner):
        session.scalars(select(Framework)).one().superseded_at = at()

    with pytest.raises(NotReady, match="the framework marks none for clubs"):
        word(owner, colm, rules=replace(RULES, criteria=KindCriteria.CLUB))


def test_saving_the_same_again_leaves_no_line(
    session: Session, owner: Authority, colm: Actor
) -> None:
    word(owner, colm)
    word(owner, colm, shown=2)

    assert len(session.scalars(select(SchemeChange)).all()) == 1


def test_what_cannot_be_saved_is_refused(owner: Authority, colm: Actor) -> None:
    with pytest.raises(NotReady) as refused:
        word(owner, colm, replace(WORDS, person="", approver_titles=()))
    with pytest.raises(Stale):
        word(owner, colm, shown=7)
    with pytest.raises(NotFound):
        word(owner, colm, code="castle")
    with pytest.raises(NotReady, match="a kind of setting has this one"):
        word(owner, colm, replace(WORDS, label="primary SCHOOL"))
    with pytest.raises(NotReady, match="Choose its numbers from those that are there"):
        word(owner, colm, rules=replace(RULES, numbers=("own_none",)))

    assert refused.value.blockers == (
        "One child: write a word for it",
        "Who approves: write a word for it",
    )
