"""Tells the journeys of the demo world: the walk to where each stands, and what came after it."""

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import select

from award.actions import assigning, awarding, collecting, opening, pausing
from award.adapters.files import file_key
from award.demo.places import Ending, Place
from award.demo.walking import Walker
from award.domain.facts import Said
from award.domain.people import Role
from award.domain.stages import Stage
from award.jobs.means import Means
from award.jobs.remind import go_over
from award.jobs.worker import run_all
from award.storage.accounts import User
from award.storage.awards import Award
from award.storage.days import LONDON, day_of
from award.storage.db import session_of, transaction
from award.storage.evidence import Scan
from award.storage.journeys import AssignmentKind

OPENS: Final = 9
CLOSES: Final = 16
WEEK: Final = 7
# How many days the standard walk to each stage takes at most, from a Monday on.
DAYS_TO: Final[dict[Stage, int]] = {
    Stage.DRAFT: 0,
    Stage.APPLIED: 1,
    Stage.PLANNING: 7,
    Stage.GATHERING: 31,
    Stage.READY: 67,
    Stage.ASSESSING: 74,
    Stage.CHECKING: 87,
    Stage.DECIDING: 92,
    Stage.AWARDED: 112,
    Stage.NOT_YET: 112,
}
# A route without a monitoring visit is shorter by so many days from gathering on.
SHORTER: Final = 11
POLICY: Final = (
    b"Our anti-bullying policy, in words that children know.\n\n"
    b"Several Times, On Purpose: tell any grown-up, or use the worry box.\n"
)


class Storyteller(Walker):
    """Walks as Walker does, in the hours and on the days on which people work."""

    adviser: User | None = None

    def pass_time(self, *, days: int = 0, hours: int = 1) -> datetime:
        """Let time pass; what would fall in the night or on a weekend waits for the morning."""
        here = (self.at + timedelta(days=days, hours=hours)).astimezone(LONDON)
        if here.hour >= CLOSES or here.hour < OPENS:
            later = here.hour >= CLOSES
            here = morning_of(here.date() + timedelta(days=1 if later else 0))
        while here.weekday() >= 5:
            here = morning_of(here.date() + timedelta(days=1))
        self.at = here.astimezone(self.at.tzinfo)
        return self.at


def morning_of(on: date) -> datetime:
    """The beginning of a working day."""
    return datetime.combine(on, time(OPENS, 5), LONDON)


def first_day(place: Place, *, today: date) -> date:
    """The Monday on which a journey begins, so that it stands still at least so long today."""
    walked = DAYS_TO[place.stage] if place.stage else 0
    if place.route == "light" and walked > DAYS_TO[Stage.GATHERING]:
        walked -= SHORTER
    latest = today - timedelta(days=walked + place.quiet_days)
    return latest - timedelta(days=latest.weekday())


def tell_story(teller: Storyteller, place: Place, means: Means, *, now: datetime) -> None:
    """Open the journey, walk it to its stage, and let happen what came after."""
    if place.stage is None:
        return
    teller.open(place.route)
    teller.walk_to(place.stage)
    after: dict[Ending, Callable[[], None]] = {
        Ending.STAYS: lambda: None,
        Ending.DECLINED: lambda: decline(teller),
        Ending.WITHDRAWN: lambda: withdraw(teller),
        Ending.LAPSED: lambda: lapse(teller, means),
        Ending.PAUSED: lambda: pause(teller, now=now),
        Ending.SUSPENDED: lambda: suspend(teller),
        Ending.RENEWING: lambda: renew(teller, now=now),
        Ending.WITH_ADVISER: lambda: give_first_evidence(teller, means),
    }
    after[place.ending]()


def decline(teller: Storyteller) -> None:
    """The application is not taken up."""
    teller.pass_time(days=3)
    reason = "Your merger comes first this year. Ask again when the new school has begun."
    teller.move("decline", Role.COORDINATOR, said=Said(reason=reason))


def withdraw(teller: Storyteller) -> None:
    """The setting steps back."""
    teller.pass_time(days=4)
    teller.move("withdraw", Role.LEAD, said=Said(reason_code="lead_left"))


def lapse(teller: Storyteller, means: Means) -> None:
    """The setting falls silent; it is reminded, and after long enough put on hold."""
    session, number = session_of(teller.journey), teller.journey.id
    teller.pass_time(days=70)
    go_over(session, number, at=teller.at)
    run_all(means, worker="demo", at=teller.at)
    teller.pass_time(days=330)
    teller.move("lapse", Role.COORDINATOR)


def pause(teller: Storyteller, *, now: datetime) -> None:
    """The setting asks to rest for a while, and the coordinator agrees."""
    until, why = day_of(now) + timedelta(days=30), "An inspection, and two colleagues are away."
    teller.pass_time(days=2)
    with transaction(lock=teller.journey) as held:
        pausing.ask_for_pause(held, until, reason=why, by=teller.by(Role.LEAD), at=teller.at)
    teller.pass_time(days=1)
    by = teller.by(Role.COORDINATOR)
    with transaction(lock=teller.journey) as held:
        pausing.pause(held, until, reason=why, by=by, at=teller.at)


def suspend(teller: Storyteller) -> None:
    """The coordinator proposes a suspension, the lead replies, the panel confirms it."""
    award = award_of(teller)
    teller.pass_time(days=60)
    coordinator, lead = teller.by(Role.COORDINATOR), teller.by(Role.LEAD)
    why = "The club has moved, and nobody could tell us who leads the work there now."
    with transaction(lock=award) as held:
        awarding.make_award_move(
            held, "propose_suspension", words=why, by=coordinator, at=teller.at
        )
    teller.pass_time(days=9)
    with transaction(lock=award) as held:
        words = "We are looking for a new lead and will write to you when we have one."
        awarding.reply_to_suspension(held, words=words, by=lead, at=teller.at)
    for member in range(2):
        teller.pass_time(days=3)
        panel = teller.by(Role.PANEL, member=member)
        with transaction(lock=award) as held:
            awarding.vote_on_award(
                held, in_favour=True, reason="Nobody leads it now.", by=panel, at=teller.at
            )
    teller.pass_time(days=1)
    with transaction(lock=award) as held:
        reason = "Until somebody leads the work again, the award cannot be confirmed."
        panel = teller.by(Role.PANEL)
        awarding.make_award_move(held, "suspend", words=reason, by=panel, at=teller.at)


def renew(teller: Storyteller, *, now: datetime) -> None:
    """The lead opens the next journey, and it goes on to gathering."""
    begins = day_of(now) - timedelta(days=DAYS_TO[Stage.GATHERING] + 2 * WEEK)
    teller.at = morning_of(begins - timedelta(days=begins.weekday()))
    with transaction(lock=teller.setting) as setting:
        lead = teller.by(Role.LEAD)
        journey = opening.open_journey(setting, route="renewal", by=lead, at=teller.at)
    teller.go_on(journey).walk_to(Stage.GATHERING)


def give_first_evidence(teller: Storyteller, means: Means) -> None:
    """The lead gives a file and a few notes; an adviser is named and asked for feedback."""
    teller.pass_time(hours=2)
    lead, coordinator = teller.by(Role.LEAD), teller.by(Role.COORDINATOR)
    setting = teller.setting
    key = file_key(setting.authority.code, str(setting.id))
    stored = means.files.put(key, io.BytesIO(POLICY), limit=len(POLICY))
    file = collecting.KeptBytes(
        key, "our-policy.txt", stored.sha256, stored.size, "text/plain", Scan.NOT_ASKED
    )
    with transaction(lock=teller.journey) as held:
        first = held.asked[0].code
        words = evidence_words(first, "Our policy, in children's words", teller.at)
        collecting.add_evidence(held, words, file=file, by=lead, at=teller.at)
        for asked in list(held.asked)[1:9]:
            words = evidence_words(asked.code, f"How we do {asked.code}", teller.at)
            collecting.add_evidence(held, words, by=lead, at=teller.at)
        if teller.adviser is not None:
            kind = AssignmentKind.ADVISER
            assigning.assign(held, kind, teller.adviser.id, by=coordinator, at=teller.at)


def evidence_words(code: str, title: str, at: datetime) -> collecting.EvidenceWords:
    """What is said of a piece of evidence for one criterion."""
    return collecting.EvidenceWords(
        title=title,
        criterion=code,
        note="What we do, who does it, and what children said about it.",
        why_it_counts="It shows that this is part of every week.",
        dated_on=day_of(at),
        recognisable=False,
    )


def award_of(teller: Storyteller) -> Award:
    """The award of this journey."""
    return (
        session_of(teller.journey)
        .scalars(select(Award).where(Award.journey_id == teller.journey.id))
        .one()
    )
