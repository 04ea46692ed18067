"""Awards are announced on a day: one by one, or those of a panel day together."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.announcing import (
    CeremonyPlan,
    announce_award,
    announced_on,
    as_announced,
    plan_ceremony,
)
from award.actions.deciding import MeetingWords, record_meeting
from award.actions.releasing_day import release_day
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.storage.agendas import Ceremony
from award.storage.authorities import Round
from award.storage.awards import Award, AwardHistory
from award.storage.db import session_of, transaction, writing
from award.storage.decisions import Decision
from award.storage.letters import Letter
from tests.actions.test_arranging_panel import a_day, put
from tests.making import journey_at

PLAN = CeremonyPlan(time(14), "City Hall", "Welcome\nSong", "Tea", "The Lord Mayor")


@pytest.fixture
def decided(session: Session) -> tuple[Walker, Round]:
    """A journey on the agenda of a day, decided by a meeting and not released yet."""
    walking, journey = journey_at(session, Stage.DECIDING)
    walking.judge_second()
    day = a_day(walking, days=0)
    put(walking, day)
    words = MeetingWords(
        walking.at.date(), [one.id for one in walking.cast.panel], "", Outcome.AWARD, "All is met."
    )
    with transaction(lock=journey) as held:
        record_meeting(held, words, by=walking.by(Role.PANEL), at=walking.at)
    return walking, day


def plan(walking: Walker, day: Round, on: date | None, role: Role = Role.COORDINATOR) -> int:
    with transaction(lock=day) as held:
        return plan_ceremony(held, on, PLAN, by=walking.by(role), at=walking.at)


def release(walking: Walker, day: Round, version: int | None = None, words: str = "") -> Award:
    versions = {walking.journey.id: version or walking.journey.version}
    with transaction(lock=day) as held:
        release_day(held, versions, words, by=walking.by(Role.PANEL), at=walking.at)
    award = session_of(walking.setting).scalars(select(Award)).one()
    assert award.journey_id == walking.journey.id
    return award


def announce(walking: Walker, award: Award, on: date | None) -> None:
    with transaction(lock=award) as held:
        announce_award(held, on, by=walking.by(Role.COORDINATOR), at=walking.at)


def hide(walking: Walker, *, hidden: bool = True) -> None:
    """Keep the setting out of everything public, or show it again."""
    with writing(session_of(walking.setting)):
        walking.setting.is_hidden = hidden


def soon(walking: Walker, days: int = 9) -> date:
    return (walking.at + timedelta(days=days)).date()


def letters(walking: Walker) -> list[str]:
    session_of(walking.setting).expire_all()
    return sorted(
        session_of(walking.setting).scalars(
            select(Letter.code).where(Letter.code.like("announce%"))
        )
    )


def told_of_award(walking: Walker, code: str = "awarded") -> list[str]:
    """What the letters say that tell the setting of its award."""
    bodies = select(Letter.body).where(Letter.code == code)
    found = list(session_of(walking.setting).scalars(bodies))
    assert found
    return found


def test_an_award_takes_the_day_of_its_panel_day_and_its_setting_is_told(
    decided: tuple[Walker, Round],
) -> None:
    walking, day = decided
    plan(walking, day, soon(walking))

    award = release(walking, day)

    assert award.announce_on == soon(walking)
    assert letters(walking) == ["announcement_set"] * 2
    kept = f"Please keep the news among yourselves until {long_day(soon(walking))}"
    assert all(kept in one for one in told_of_award(walking))


@pytest.mark.parametrize("days", [None, 9])
def test_an_award_with_conditions_is_kept_until_that_day_too(
    session: Session, days: int | None
) -> None:
    walking, _ = journey_at(
        session, Stage.DECIDING, outcome=Outcome.AWARD_WITH_CONDITIONS, weak=frozenset({"2.2"})
    )
    day = a_day(walking, days=0)
    put(walking, day)
    plan(walking, day, soon(walking, days) if days else None)

    walking.decide()

    told = told_of_award(walking, "awarded_with_conditions")
    if day.announce_on is None:
        assert not any("announce" in one or "news" in one for one in told)
    else:
        kept = f"Please keep the news among yourselves until {long_day(day.announce_on)}"
        assert all(kept in one for one in told)


def test_without_a_day_everybody_may_know_at_once(decided: tuple[Walker, Round]) -> None:
    walking, day = decided

    award = release(walking, day)

    assert award.announce_on is None
    assert letters(walking) == []
    assert not any("announce" in one or "news" in one for one in told_of_award(walking))


def test_a_day_that_is_set_later_is_taken_by_awards_that_are_held(
    decided: tuple[Walker, Round],
) -> None:
    walking, day = decided
    award = release(walking, day)

    took = plan(walking, day, soon(walking))
    again = plan(walking, day, soon(walking))

    assert (took, again) == (1, 0)
    session_of(walking.setting).refresh(award)
    assert award.announce_on == soon(walking)
    lines = session_of(walking.setting).scalars(
        select(AwardHistory.words).where(AwardHistory.what == "announce")
    )
    assert [line.startswith("To be announced on") for line in lines] == [True]
    kept = session_of(walking.setting).scalars(select(Ceremony)).one()
    assert (kept.begins_at, kept.where, kept.guests) == (time(14), "City Hall", "The Lord Mayor")


def test_an_award_of_a_setting_that_is_kept_out_of_everything_public_has_no_day(
    decided: tuple[Walker, Round],
) -> None:
    walking, day = decided
    hide(walking)
    plan(walking, day, soon(walking))

    award = release(walking, day)
    took = plan(walking, day, soon(walking, days=12))

    assert (award.announce_on, took, letters(walking)) == (None, 0, [])
    assert announced_on(walking.journey, walking.at.date()) is None
    assert not any("announce" in one or "news" in one for one in told_of_award(walking))
    with pytest.raises(NotAllowed, match="out of everything public"):
        announce(walking, award, soon(walking))


def test_an_award_whose_setting_is_hidden_and_shown_again_keeps_its_day(
    decided: tuple[Walker, Round],
) -> None:
    walking, day = decided
    plan(walking, day, soon(walking))
    award = release(walking, day)

    hide(walking)
    assert as_announced(award).is_public(walking.at.date())
    assert award.told_on is None
    hide(walking, hidden=False)

    assert award.told_on == soon(walking)
    assert not as_announced(award).is_public(walking.at.date())


def test_an_award_of_a_setting_that_is_shown_later_can_take_a_day(
    decided: tuple[Walker, Round],
) -> None:
    walking, day = decided
    hide(walking)
    plan(walking, day, soon(walking))
    award = release(walking, day)

    hide(walking, hidden=False)
    assert award.told_on is None
    announce(walking, award, soon(walking))

    assert award.told_on == soon(walking)
    assert letters(walking) == ["announcement_set"] * 2


def test_a_day_that_cannot_be_is_refused_and_changes_nothing(
    decided: tuple[Walker, Round],
) -> None:
    walking, day = decided
    award = release(walking, day)
    with writing(session_of(walking.setting)):
        award.released_at -= timedelta(days=60)

    with pytest.raises(NotReady, match="Willow Lane Primary: Leave it as it is"):
        plan(walking, day, soon(walking))
    with pytest.raises(NotReady, match="not before the panel meets"):
        plan(walking, day, soon(walking, days=-1))

    session_of(walking.setting).expire_all()
    assert (award.announce_on, day.announce_on) == (None, None)
    assert session_of(walking.setting).scalars(select(Ceremony)).all() == []


def test_one_award_is_announced_on_a_day_of_its_own_or_now(decided: tuple[Walker, Round]) -> None:
    walking, day = decided
    award = release(walking, day)

    for on in (soon(walking), None, None):
        announce(walking, award, on)

    said = (
        session_of(walking.setting)
        .scalars(
            select(AwardHistory.words)
            .where(AwardHistory.what == "announce")
            .order_by(AwardHistory.id)
        )
        .all()
    )
    assert [one.split(" on ")[0] for one in said] == ["To be announced", "Announced at once"]
    assert award.announce_on is None


def test_only_a_coordinator_announces_and_plans(decided: tuple[Walker, Round]) -> None:
    walking, day = decided
    award = release(walking, day)

    with pytest.raises(NotAllowed), transaction(lock=award) as held:
        announce_award(held, None, by=walking.by(Role.PANEL), at=walking.at)
    with pytest.raises(NotAllowed):
        plan(walking, day, None, Role.LEAD)


def test_another_authority_does_not_plan_it(decided: tuple[Walker, Round]) -> None:
    walking, day = decided
    stranger = walking.by(Role.COORDINATOR).__class__(Role.COORDINATOR, authority_id=999)

    with pytest.raises(NotFound), transaction(lock=day) as held:
        plan_ceremony(held, None, PLAN, by=stranger, at=walking.at)


def test_an_award_that_is_gone_is_not_announced(decided: tuple[Walker, Round]) -> None:
    walking, day = decided
    award = release(walking, day)
    with writing(session_of(walking.setting)):
        award.state = type(award.state).REVOKED

    with pytest.raises(NotAllowed, match="not held"), transaction(lock=award) as held:
        announce_award(held, soon(walking), by=walking.by(Role.COORDINATOR), at=walking.at)


def test_a_release_of_the_day_keeps_the_reasons_of_the_minutes(
    decided: tuple[Walker, Round],
) -> None:
    walking, day = decided

    release(walking, day, words="Other words")

    kept = session_of(walking.setting).scalars(select(Decision.reasons)).all()
    assert kept == ["All is met."]


def test_a_release_of_the_day_is_all_or_nothing(decided: tuple[Walker, Round]) -> None:
    walking, day = decided
    by = walking.by(Role.PANEL)

    with pytest.raises(Stale), transaction(lock=day) as held:
        release_day(held, {walking.journey.id: 1}, "", by=by, at=walking.at)
    with pytest.raises(NotFound), transaction(lock=day) as held:
        release_day(held, {999: None}, "", by=by, at=walking.at)
    with pytest.raises(NotReady, match="Tick at least one"), transaction(lock=day) as held:
        release_day(held, {}, "", by=by, at=walking.at)
    colm = walking.by(Role.COORDINATOR)
    with pytest.raises(NotReady, match="Willow Lane Primary"), transaction(lock=day) as held:
        release_day(held, {walking.journey.id: None}, "", by=colm, at=walking.at)

    assert session_of(walking.setting).scalars(select(Award)).all() == []
