"""Tells the journeys of the demo world: the walk to where each stands, and what came after it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from award.actions import (
    advising,
    appealing,
    assessing,
    awarding,
    checking_in,
    deciding,
    fulfilling,
    noting,
    opening,
    pausing,
    visiting,
)
from award.adapters.holidays import bank_holidays
from award.demo import words
from award.demo.checking import check_policy
from award.demo.giving import fill_tray, give_first, give_first_evidence
from award.demo.judging import ask_for_look, revise_report
from award.demo.open_days import first_monday, morning_of
from award.demo.places import Ending, Place
from award.demo.talking import ask_for_help, talk_with_adviser
from award.demo.tellers import Storyteller
from award.domain.check_ins import Changed
from award.domain.decision_guards import second_judgement_in
from award.domain.facts import Said
from award.domain.lifecycle import is_open
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.jobs.means import Means
from award.jobs.remind import go_over
from award.jobs.worker import run_all
from award.storage.awards import Award
from award.storage.days import day_of
from award.storage.db import session_of, transaction
from award.storage.decisions import Condition
from award.storage.facts import facts_of

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
CALLED_AFTER_DAYS: Final = 5
# Photos that one place has taken already, and not yet said what they are for.
NOT_SORTED: Final = ("3.2", "3.5")
CHECK_IN: Final = checking_in.CheckInWords(
    going="The worry monsters are in every room now, and parents ask about them at the door.",
    changed=(Changed.HEAD, Changed.PLACE),
    words="We have a new manager since May, and the two-year-olds moved into the garden house.",
    help_wanted="Is there training for staff who are new? Four have joined since the visit.",
)


def first_day(place: Place, *, today: date) -> date:
    """The Monday on which a journey begins, so that it stands still at least so long today."""
    walked = DAYS_TO[place.stage] if place.stage else 0
    if place.route == "light" and walked > DAYS_TO[Stage.GATHERING]:
        walked -= SHORTER
    latest = today - timedelta(days=walked + place.quiet_days)
    return first_monday(latest, today=today, closed=bank_holidays())


def tell_story(teller: Storyteller, place: Place, means: Means, *, now: datetime) -> None:
    """Open the journey, walk it to its stage, and let happen what came after."""
    if place.stage is None:
        return
    teller.means = means if place.gives_files else None
    teller.open(place.route)
    teller.walk_to(place.stage)
    if place.stage is Stage.AWARDED:  # its certificate is made on the day of the award
        run_all(means, worker="demo", at=teller.at)
    if place.given:
        give_first(teller, place.given)
    after: dict[Ending, Callable[[], None]] = {
        Ending.STAYS: lambda: None,
        Ending.DECLINED: lambda: decline(teller),
        Ending.WITHDRAWN: lambda: withdraw(teller),
        Ending.LAPSED: lambda: lapse(teller, means),
        Ending.PAUSED: lambda: pause(teller, now=now),
        Ending.SUSPENDED: lambda: suspend(teller),
        Ending.RENEWING: lambda: renew(teller, now=now),
        Ending.WITH_ADVISER: lambda: work_with_adviser(teller),
        Ending.DECIDED: teller.decide,
        Ending.APPEALING: lambda: appeal(teller),
        Ending.ANSWERING: lambda: answer_condition(teller),
        Ending.FEEDBACK_ASKED: lambda: ask_feedback(teller),
        Ending.DATES_OFFERED: lambda: offer_dates(teller),
        Ending.POINTS_RAISED: lambda: raise_points(teller),
        Ending.ONE_VOTE: lambda: vote_once(teller),
        Ending.LOOK_ASKED: lambda: ask_for_look(teller),
        Ending.REPORT_REVISED: lambda: revise_report(teller),
        Ending.CHECKED_IN: lambda: check_in(teller),
    }
    after[place.ending]()
    note_calls(teller, place, now=now)


def note_calls(teller: Storyteller, place: Place, *, now: datetime) -> None:
    """The coordinator noted a call or two with a place whose journey is under way."""
    teller.pass_time(days=CALLED_AFTER_DAYS)
    if not is_open(teller.journey.stage) or teller.at >= now or not place.lead:
        return
    first = len(place.name) % len(words.CALLS)
    how, said = words.CALLS[first]
    with transaction(lock=teller.journey) as held:
        noting.note_contact(held, how=how, words=said, by=teller.by(Role.COORDINATOR), at=teller.at)


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
        said = "We are looking for a new lead and will write to you when we have one."
        awarding.reply_to_suspension(held, words=said, by=lead, at=teller.at)
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
    today = day_of(now)
    latest = today - timedelta(days=DAYS_TO[Stage.GATHERING] + 2 * WEEK)
    teller.at = morning_of(first_monday(latest, today=today, closed=bank_holidays()))
    with transaction(lock=teller.setting) as setting:
        lead = teller.by(Role.LEAD)
        journey = opening.open_journey(setting, route="renewal", by=lead, at=teller.at)
    teller.go_on(journey).walk_to(Stage.GATHERING)


def work_with_adviser(teller: Storyteller) -> None:
    """First evidence is there, the policy is checked, and the adviser and the lead talk."""
    give_first_evidence(teller)
    check_policy(teller)
    talk_with_adviser(teller)
    ask_for_help(teller)
    fill_tray(teller, NOT_SORTED)


def appeal(teller: Storyteller) -> None:
    """The head asks for the decision to be looked at again, and hears that it is."""
    teller.pass_time(days=6)
    why = "The record of the visit names the wrong year group, and our survey was not looked at."
    with transaction(lock=teller.journey) as held:
        appealing.lodge_appeal(held, words=why, by=teller.by(Role.HEAD), at=teller.at)
    teller.pass_time(days=2)
    with transaction(lock=teller.journey) as held:
        appealing.receive_appeal(held, by=teller.by(Role.COORDINATOR), at=teller.at)


def answer_condition(teller: Storyteller) -> None:
    """The lead says how the condition of the award is met; somebody is to look at it."""
    teller.pass_time(days=20)
    found = session_of(teller.journey).scalars(
        select(Condition.id).where(Condition.journey_id == teller.journey.id)
    )
    said = "The summary went to those who govern on Monday. Minutes are with the evidence for 1.4."
    for number in found.all():
        with transaction(lock=teller.journey) as held:
            by = teller.by(Role.LEAD)
            fulfilling.give_condition_evidence(held, number, words=said, by=by, at=teller.at)


def ask_feedback(teller: Storyteller) -> None:
    """Some evidence is there, and the lead would like somebody to look at it."""
    give_first_evidence(teller)
    teller.pass_time(days=1)
    with transaction(lock=teller.journey) as held:
        said = words.FEEDBACK_TO_COME
        advising.ask_for_feedback(
            held, standards=["1"], question=said, by=teller.by(Role.LEAD), at=teller.at
        )


def offer_dates(teller: Storyteller) -> None:
    """The coordinator offers days for the first visit; the lead is to choose."""
    teller.pass_time(days=1)
    coordinator = teller.by(Role.COORDINATOR)
    offered = [teller.day_of_visit(teller.at + timedelta(days=days)) for days in (14, 16, 21)]
    form = min(teller.journey.route.rules.initial_visit, key=list(VisitForm).index)
    plan = visiting.Plan(VisitKind.INITIAL, form, offered, coordinator.user_id or 0, place="")
    with transaction(lock=teller.journey) as held:
        visiting.propose_visit(held, plan, by=coordinator, at=teller.at)


def raise_points(teller: Storyteller) -> None:
    """The lead found two facts in the report that are not right."""
    teller.pass_time(days=2)
    points = [
        "We have eleven midday supervisors, not eight.",
        "The survey was in June, not in May.",
    ]
    with transaction(lock=teller.journey) as held:
        assessing.reply_to_report(held, points, by=teller.by(Role.LEAD), at=teller.at)


def vote_once(teller: Storyteller) -> None:
    """One member of the panel has voted, another is waited for."""
    if second_judgement_in(facts_of(teller.journey, at=teller.at)):
        teller.judge_second()
    teller.pass_time(days=1)
    by, reason = teller.by(Role.PANEL), teller.vote_reason(0)
    with transaction(lock=teller.journey) as held:
        deciding.vote(held, teller.outcome, reason=reason, by=by, at=teller.at)


def check_in(teller: Storyteller) -> None:
    """A year after its award the lead says how it goes; the coordinator is to answer."""
    teller.pass_time(days=368)
    with transaction(lock=award_of(teller)) as held:
        checking_in.say_how_it_goes(held, CHECK_IN, by=teller.by(Role.LEAD), at=teller.at)


def award_of(teller: Storyteller) -> Award:
    """The award of this journey."""
    return (
        session_of(teller.journey)
        .scalars(select(Award).where(Award.journey_id == teller.journey.id))
        .one()
    )
