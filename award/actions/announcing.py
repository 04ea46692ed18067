"""Says from which day awards are told to the public, and plans the ceremony on which they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import select

from award.actions.certifying import write_award_history
from award.actions.telling import tell
from award.domain.announcing import Announced, announcement_blocker, day_of_announcement
from award.domain.award_moves import LIVE, AwardState
from award.domain.people import Actor
from award.domain.permissions import May, Situation, allows
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.spoken import long_day
from award.storage.agendas import AgendaItem, Ceremony
from award.storage.authorities import Round
from award.storage.awards import Award
from award.storage.days import day_of
from award.storage.db import hold, must_be_held, session_of
from award.storage.journeys import Journey

NEVER: Final = "This setting is kept out of everything public, so its award is not announced."


@dataclass(frozen=True)
class CeremonyPlan:
    """The ceremony as it is planned: its hour, its place, what comes around it, who is invited."""

    begins_at: time | None
    where: str
    before: str
    after: str
    guests: str


def announce_award(award: Award, on: date | None, *, by: Actor, at: datetime) -> None:
    """Tell an award to the public from this day on; at once where it is None or has come.

    Raises NotReady for a day that cannot be, and NotAllowed where no day can be chosen.
    """
    must_be_held(award)
    if not allows(May.ISSUE_CERTIFICATE, by.role, Situation()):
        raise NotAllowed("Only a coordinator says when an award is announced.")
    today, known = day_of(at), as_announced(award)
    told = on if on is not None and on > today else None
    if told == award.announce_on or (told is None and known.is_public(today)):
        return
    must_be_announceable(award, at=at)
    if blocker := announcement_blocker(known, on, today):
        raise NotReady(blocker, of="announce_on")
    award.announce_on = told
    award.version += 1
    words = f"To be announced on {long_day(told)}" if told else "Announced at once"
    line = write_award_history(award, "announce", by=by, at=at, words=words)
    session_of(award).flush()
    _tell(award, told or today, key=f"award:{line.id}", at=at)


def as_announced(award: Award) -> Announced:
    """What the rule about the day has to know of this award."""
    return Announced(day_of(award.released_at), award.valid_until, award.told_on)


def must_be_announceable(award: Award, *, at: datetime) -> None:
    """Refuse a day for an award that is not held, never public, or known for long.

    Raises NotAllowed.
    """
    if award.state not in LIVE:
        raise NotAllowed("This award is not held any more.")
    if award.setting.is_hidden:
        raise NotAllowed(NEVER)
    if as_announced(award).is_old_news(day_of(at)):
        raise NotAllowed("Everybody has known of this award for more than four weeks.")


def plan_ceremony(
    day: Round, on: date | None, plan: CeremonyPlan, *, by: Actor, at: datetime
) -> int:
    """Say when the awards of a panel day are announced, and what is planned for it.

    Awards of the day that are held already take the day, too, but for those that are never public.
    Raises NotReady with a sentence for each that cannot; then nothing has changed. Returns how
    many took it.
    """
    must_be_held(day)
    if not allows(May.ISSUE_CERTIFICATE, by.role, Situation()):
        raise NotAllowed("Only a coordinator plans a ceremony.")
    if by.authority_id not in (None, day.authority_id):
        raise NotFound
    moved = on != day.announce_on
    if moved and on is not None and on < day.panel_on:
        raise NotReady("Choose a day that is not before the panel meets", of="announce_on")
    session = session_of(day)
    row = session.scalar(select(Ceremony).where(Ceremony.round_id == day.id))
    if row is None:
        row = Ceremony(authority_id=day.authority_id, round_id=day.id)
        session.add(row)
    row.begins_at, row.where = plan.begins_at, " ".join(plan.where.split())
    row.before, row.after, row.guests = plan.before.strip(), plan.after.strip(), plan.guests.strip()
    day.announce_on = on
    day.version += 1
    session.flush()
    if not moved:
        return 0
    public = [one for one in awards_of_day(day) if not one.setting.is_hidden]
    return _announce_all(public, on, by=by, at=at)


def awards_of_day(day: Round) -> list[Award]:
    """The awards that a panel day gave and that are held now; each is locked for this change."""
    session = session_of(day)
    numbers = session.scalars(
        select(Award.id)
        .join(AgendaItem, AgendaItem.journey_id == Award.journey_id)
        .where(AgendaItem.round_id == day.id, Award.state.in_(LIVE))
        .order_by(Award.id)
    ).all()
    found = []
    for number in numbers:
        award = session.get_one(Award, number, with_for_update=True, populate_existing=True)
        hold(award)
        found.append(award)
    return found


def _announce_all(awards: Sequence[Award], on: date | None, *, by: Actor, at: datetime) -> int:
    today, missing = day_of(at), []
    for award in awards:
        if blocker := announcement_blocker(as_announced(award), on, today):
            missing.append(f"{award.setting.name}: {blocker}")
    if missing:
        raise NotReady(*missing, of="announce_on")
    before = [one.announce_on for one in awards]
    for award in awards:
        announce_award(award, on, by=by, at=at)
    return sum(was != one.announce_on for was, one in zip(before, awards, strict=True))


def _tell(award: Award, on: date, *, key: str, at: datetime) -> None:
    journey = session_of(award).get(Journey, award.journey_id) if award.journey_id else None
    if journey is not None:
        tell(journey, "announce", at=at, key=key, fields={"date": long_day(on)})


def announced_on(journey: Journey, today: date) -> date | None:
    """When everybody learns of the award that a release today gives; None where at once or never.

    An award that stands keeps its day when it is issued anew.
    """
    award = session_of(journey).scalar(select(Award).where(Award.journey_id == journey.id))
    if award is not None and award.state is not AwardState.REVOKED:
        return day_of_announcement(award.told_on, today)
    return day_of_announcement(planned_day(journey), today)


def planned_day(journey: Journey) -> date | None:
    """The day on which the awards of this journey's panel day are announced.

    None for a setting that is kept out of everything public: there is nothing to announce.
    """
    if journey.setting.is_hidden:
        return None
    return session_of(journey).scalar(
        select(Round.announce_on)
        .join(AgendaItem, AgendaItem.round_id == Round.id)
        .where(AgendaItem.journey_id == journey.id)
        .order_by(Round.panel_on.desc())
        .limit(1)
    )
