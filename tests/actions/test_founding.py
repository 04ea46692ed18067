"""Founding an authority: what it begins with, and what is refused."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.founding import found_authority, set_half_terms
from award.domain.kinds import Kind
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.terms import HalfTerm
from award.storage import authorities
from award.storage.authorities import (
    Authority,
    ClosureDay,
    Counter,
    Framework,
    HalfTermDates,
    Route,
)
from award.storage.db import transaction, writing
from award.storage.frameworks import framework_of
from tests.making import (
    ADMINISTRATOR,
    HALF_TERMS_2025,
    HOLIDAYS,
    at,
    make_authority,
    make_setting,
)


def found(session: Session, **changes: object) -> Authority:
    wanted: dict[str, object] = {
        "code": "rutland",
        "name": "Rutland",
        "la_code": "857",
        "number_prefix": "RUT",
        "holidays": HOLIDAYS,
        "by": ADMINISTRATOR,
        "at": at(),
    }
    with writing(session):
        return found_authority(session, **{**wanted, **changes})  # type: ignore[arg-type]


def count(session: Session, row: type) -> int:
    return session.scalar(select(func.count()).select_from(row)) or 0


def test_an_authority_begins_with_its_framework_published(both: Session) -> None:
    authority = make_authority(both)

    row = both.scalars(select(Framework).filter_by(authority_id=authority.id)).one()

    assert (row.version, row.published_at, row.superseded_at) == ("1.0", at(), None)
    assert len(framework_of(row).criteria) == 21
    assert len(row.digest) == 64


def test_an_authority_begins_with_every_kind_of_the_framework(both: Session) -> None:
    make_authority(both)

    framework = framework_of(both.scalars(select(Framework)).one())
    kept = [Kind.from_content(one.content) for one in both.scalars(select(authorities.Kind))]

    assert (len(kept), set(kept)) == (19, set(framework.kinds))


def test_an_authority_begins_with_the_five_routes_its_holidays_and_a_counter(
    both: Session,
) -> None:
    make_authority(both)

    routes = {one.code: one.rules.votes for one in both.scalars(select(Route))}
    days = both.scalars(select(ClosureDay)).all()

    assert routes == {"standard": 2, "light": 1, "club": 1, "renewal": 2, "legacy": 2}
    assert {one.on for one in days if one.is_bank_holiday} == HOLIDAYS
    assert [(one.name, one.value) for one in both.scalars(select(Counter))] == [("awards", 0)]


def test_two_authorities_have_rows_of_their_own(session: Session) -> None:
    make_authority(session)
    make_authority(session, "rutland")

    assert (count(session, authorities.Kind), count(session, Route)) == (38, 10)


@pytest.mark.parametrize("code", ["", "Leicester", "9east", "east_side", "east-", "a" * 41, "é"])
def test_a_code_that_cannot_be_part_of_an_address_is_refused(session: Session, code: str) -> None:
    with pytest.raises(NotReady) as refused:
        found(session, code=code)

    assert refused.value.blockers == (
        (
            "Write the authority’s code in small letters, numbers and hyphens, beginning with a "
            "letter, 40 at most: it becomes part of its addresses."
        ),
    )
    assert count(session, Authority) == 0


@pytest.mark.parametrize("code", ["check", "setting", "admin", "sign-in", "group"])
def test_a_code_that_is_an_address_of_the_installation_is_refused(
    session: Session, code: str
) -> None:
    with pytest.raises(NotReady) as refused:
        found(session, code=code)

    assert refused.value.blockers == (
        f"“{code}” is the address of another page here. Choose another code.",
    )


def test_a_code_and_a_prefix_that_are_taken_are_refused(session: Session) -> None:
    found(session)

    with pytest.raises(NotReady) as refused:
        found(session, name="Rutland again")

    assert refused.value.blockers == (
        "Rutland already has the code “rutland”. Choose another one.",
        "Rutland already has the prefix “RUT”. Choose another one.",
    )
    assert count(session, Authority) == 1


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"number_prefix": "RTD"}, "the code “rutland”"),
        ({"code": "rutland-two"}, "the prefix “RUT”"),
    ],
)
def test_what_alone_is_taken_is_told_alone(
    session: Session, changes: dict[str, str], what: str
) -> None:
    found(session)

    with pytest.raises(NotReady) as refused:
        found(session, **changes)

    assert refused.value.blockers == (f"Rutland already has {what}. Choose another one.",)


def test_a_missing_name_and_a_strange_prefix_are_told_together(session: Session) -> None:
    with pytest.raises(NotReady) as refused:
        found(session, name=" ", number_prefix="r1")

    assert refused.value.blockers == (
        "Give the authority a name.",
        "Write the prefix of the award numbers in two to six capital letters.",
    )


def test_only_an_administrator_founds_an_authority(session: Session) -> None:
    with pytest.raises(NotAllowed):
        found(session, by=Actor(Role.COORDINATOR))


def test_setting_half_terms_again_replaces_those_of_that_year_only(both: Session) -> None:
    authority = make_authority(both)
    setting = make_setting(both, authority)
    next_year = (HalfTerm(date(2026, 8, 27), date(2026, 10, 16)),)

    with transaction(lock=authority) as held:
        set_half_terms(held, next_year, school_year=2026, by=ADMINISTRATOR)
        set_half_terms(held, HALF_TERMS_2025[:4], school_year=2025, by=ADMINISTRATOR)
        own = HALF_TERMS_2025[:1]
        set_half_terms(held, own, school_year=2025, by=ADMINISTRATOR, setting=setting)

    rows = both.execute(
        select(HalfTermDates.school_year, HalfTermDates.setting_id, func.count())
        .group_by(HalfTermDates.school_year, HalfTermDates.setting_id)
        .order_by(HalfTermDates.school_year, func.count())
    )
    assert [tuple(row) for row in rows] == [(2025, setting.id, 1), (2025, None, 4), (2026, None, 1)]


def test_half_terms_that_run_into_each_other_are_refused(session: Session) -> None:
    authority = make_authority(session)
    halves = (
        HalfTerm(date(2026, 9, 1), date(2026, 10, 20)),
        HalfTerm(date(2026, 10, 20), date(2026, 12, 18)),
    )

    with pytest.raises(NotReady) as refused, transaction(lock=authority) as held:
        set_half_terms(held, halves, school_year=2026, by=ADMINISTRATOR)

    assert refused.value.blockers == (
        (
            "The half-term that starts on Tuesday 20 October 2026 begins before the one before it "
            "has ended. Mend one of the two dates."
        ),
    )


def test_a_seventh_half_term_is_refused(session: Session) -> None:
    authority = make_authority(session)
    seventh = HalfTerm(date(2026, 7, 11), date(2026, 7, 20))

    with pytest.raises(NotReady) as refused, transaction(lock=authority) as held:
        set_half_terms(held, (*HALF_TERMS_2025, seventh), school_year=2025, by=ADMINISTRATOR)

    assert refused.value.blockers == ("A school year has six half-terms at most: take one out.",)


def test_a_lead_may_not_set_half_terms(session: Session) -> None:
    authority = make_authority(session)

    with pytest.raises(NotAllowed), transaction(lock=authority) as held:
        set_half_terms(held, (), school_year=2025, by=Actor(Role.LEAD))
