"""What the calendar is asked to send, worked out anew from what is kept: the other side of a term.

The days of each letter stand here a second time, as the scheme tells them; nothing of the
reminders, the notices and the queries that the program itself goes by is used. Only counting
days is: a calendar's own tests say that it counts right.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.award_moves import AwardState
from award.domain.calendars import Calendar
from award.domain.people import Role
from award.domain.stages import OPEN, Stage
from award.domain.terms import term_of, terms_before
from award.domain.turns import Turn
from award.domain.visits import VisitState
from award.domain.yearly import last_turn_of_months, months_after
from award.storage.accounts import Enquiry, Membership, User
from award.storage.awards import Award, AwardHistory
from award.storage.days import calendar_of, council_calendar, day_of, terms_of
from award.storage.journeys import Assignment, AssignmentKind, Journey
from award.storage.plans import ActionState, PlannedAction
from award.storage.remarks import Remark, RemarkTold
from award.storage.visits import Visit
from tests.jobs.asked_waits import To, Wait, rows, visits, waits_of

Line = tuple[int | None, str, str]  # the journey, the letter, to whom

WORKING: Final = (Stage.PLANNING, Stage.GATHERING)
TWO_WEEKS: Final = timedelta(days=14)
OF_A_SETTING: Final = frozenset({"lead", "both"})
AWARD_STANDS: Final = frozenset(
    {AwardState.IN_FORCE, AwardState.SUSPENSION_PROPOSED, AwardState.REVOCATION_PROPOSED}
)


@dataclass
class AskedLetters:
    """Goes along a world day by day, and remembers what was asked for already."""

    session: Session
    asked: set[tuple[Any, ...]] = field(default_factory=set)

    def before(self, at: datetime) -> Counter[Line]:
        """What the clock's own deeds of this morning bring, from how things stood at night."""
        today = day_of(at)
        lines = Counter(self.digests(today))
        for journey in self.session.scalars(select(Journey)):
            if journey.paused_until and journey.stage in OPEN and journey.paused_until <= today:
                for part in ("both", "adviser", "assessor"):
                    lines.update(self.lines(journey, "resumed", part))
            for visit in visits(journey):
                if visit.state is VisitState.SHARED and self.is_over(journey, visit, today):
                    lines.update(self.lines(journey, "visit_record_counted", visit.visitor_id))
            since = day_of(journey.stage_since)
            mine = (journey.stage, journey.turn) == (Stage.CHECKING, Turn.SETTING)
            if mine and today > calendar_of(journey.setting).deadline(since, 10, 28):
                lines.update(self.lines(journey, "no_reply_recorded", "both"))
                lines.update(self.lines(journey, "papers_ready", "panel"))
        return lines

    def after(self, at: datetime) -> Counter[Line]:
        """What is to be said of all that waits, or draws near, on this morning."""
        lines: Counter[Line] = Counter()
        today = day_of(at)
        for journey in self.session.scalars(select(Journey).order_by(Journey.id)):
            if journey.paused_until is None or journey.paused_until <= today:
                for wait in waits_of(journey, at):
                    lines.update(self.of_wait(journey, wait, today))
            for near in self.days_near(journey, today):
                lines.update(self.of_day(journey, *near, today=today))
        for enquiry in self.session.scalars(select(Enquiry).where(Enquiry.answered_at.is_(None))):
            wait = Wait(f"enquiry {enquiry.id}", day_of(enquiry.asked_at), "coordinator")
            lines.update(self.of_wait(enquiry, wait, today))
        return lines

    def of_wait(self, about: Journey | Enquiry, wait: Wait, today: date) -> Iterator[Line]:
        """The letters that a wait asks for on this day, each once; of many missed only the last."""
        days = self.council(about)
        if wait.to in OF_A_SETTING and isinstance(about, Journey):
            days = calendar_of(about.setting)
        passed = [n for n in wait.after if days.add_days(wait.since, n) <= today]
        if passed and self.is_new(wait.thing, wait.since, len(passed)):
            first = wait.late if wait.late and wait.since < today else wait.letters[0]
            yield from self.lines(about, first, wait.to)
        over = days.add_days(wait.since, wait.then) <= today
        if over and self.is_new(wait.thing, wait.since, "then"):
            own = wait.to == "coordinator" or wait.coordinators_own
            yield from self.of_escalation(about, wait.letters[1], own=own)

    def of_escalation(self, about: Journey | Enquiry, letter: str, *, own: bool) -> Iterator[Line]:
        """What is the coordinator's own goes on to who runs it all, in a letter of its own."""
        if not own:
            yield from self.lines(about, letter, "coordinator")
        elif running := self.lines(about, "administrator_asked", "administrator"):
            yield from running
        else:
            yield from self.lines(about, letter, "coordinator")

    def days_near(self, journey: Journey, today: date) -> Iterator[tuple[Any, ...]]:
        """Thing, letter, to whom, the day, and the moments before or after it that count."""
        own, council = calendar_of(journey.setting), self.council(journey)
        paused = journey.paused_until is not None and today < journey.paused_until
        holds = any(self.is_last(one) and today <= one.valid_until for one in rows(Award, journey))
        half_year = last_turn_of_months(day_of(journey.opened_at), 6, today)
        if half_year and not paused and (journey.stage in OPEN or holds):
            yield "people", "people_check", "both", half_year, [half_year]
        if journey.stage in OPEN and not paused:
            if (aim := journey.round) and journey.stage is Stage.DECIDING:
                moments = [council.add_days(aim.panel_on, n) for n in (-5, 0)]
                yield "panel", "panel_soon", "panel", aim.panel_on, moments
            if aim and journey.stage in (Stage.DRAFT, Stage.APPLIED, *WORKING):
                moments = [own.add_days(aim.ready_by_on, n) for n in (-20, -5)]
                yield "round", "ready_by_soon", "lead", aim.ready_by_on, moments
            if journey.policy_reviewed_on and journey.stage in WORKING:
                on = months_after(journey.policy_reviewed_on, 12)
                yield "policy", "policy_turns", "lead", on, [own.add_days(on, -30)]
            for one in visits(journey):
                if one.state is VisitState.CONFIRMED and one.starts_at:
                    on = day_of(one.starts_at)
                    for to in ("lead", one.visitor_id):
                        moments = [own.add_days(on, n) for n in (-5, -1)]
                        yield f"visit {one.id} {to}", "visit_soon", to, on, moments
        for award in rows(Award, journey):
            yield from self.of_award(journey, award, own, today)

    def of_award(
        self, journey: Journey, award: Award, own: Calendar, today: date
    ) -> Iterator[tuple[Any, ...]]:
        terms = terms_of(self.session, award.authority_id, journey.setting)
        if award.state is AwardState.SUSPENDED:
            moves = self.session.scalars(select(AwardHistory).filter_by(award_id=award.id))
            since = max(one.at for one in moves if one.went_to is AwardState.SUSPENDED)
            begins = term_of(today, terms).starts_on
            if day_of(since) < begins <= today:
                for to in ("coordinator", "panel"):
                    yield f"term {to}", "suspension_review", to, begins, [begins]
        if self.is_last(award):
            on = award.valid_until
            moments = [terms_before(on, n, terms) for n in (3, 2, 1)] + [own.add_days(on, -20), on]
            yield "award", "award_ends", "both", on, moments

    def is_last(self, award: Award) -> bool:
        """Whether the award stands and no later one follows it."""
        others = select(Award).where(
            Award.setting_id == award.setting_id, Award.valid_from > award.valid_from
        )
        return award.state in AWARD_STANDS and self.session.scalar(others) is None

    def of_day(
        self, journey: Journey, thing: str, letter: str, to: To, on: date,
        moments: Iterable[date], *, today: date,
    ) -> Iterator[Line]:  # fmt: skip
        """What is told of a day: at its last moment that came, not later than two weeks after, and
        not of what was to be told before a day that has come."""
        came = max((one for one in moments if one <= today), default=None)
        if came is None or came < on <= today or today - came > TWO_WEEKS:
            return
        if self.is_new(thing, journey.id, on, came):
            yield from self.lines(journey, letter, to)

    def digests(self, today: date) -> Iterator[Line]:
        """On Mondays the actions that are due, and each day what was said: one letter a person."""
        for user in self.session.scalars(select(User).order_by(User.id)):
            leads = select(Membership.setting_id).where(
                Membership.user_id == user.id,
                Membership.role == Role.LEAD,
                Membership.ended_at.is_(None),
            )
            journeys = self.session.scalars(
                select(Journey).where(Journey.setting_id.in_(leads), Journey.stage.in_(OPEN))
            ).all()
            resting = [one for one in journeys if one.paused_until and today < one.paused_until]
            due = [one for one in journeys if one not in resting and self.is_due(one, today)]
            said = [one for one in journeys if self.was_said(one, user, from_setting=False)]
            heard = [
                one
                for one in self.session.scalars(select(Journey).where(Journey.stage.in_(OPEN)))
                if self.was_said(one, user, from_setting=True)
            ]
            if not {*due, *said, *heard}:
                continue
            many = len({*due, *said, *heard}) > 1
            one = [*due, *said, *heard][0]
            code = "feedback_answered" if heard else "feedback_given"
            code = ("digest" if said else "actions_due") if due else code
            yield (None if many else one.id, "digest" if many else code, user.email)

    def is_due(self, journey: Journey, today: date) -> bool:
        """Whether an action of a plan is to be told of on this Monday."""
        if today.weekday() != 0 or journey.stage not in WORKING:
            return False
        days, found = calendar_of(journey.setting), False
        for one in rows(PlannedAction, journey):
            if one.removed_at or one.state in (ActionState.DONE, ActionState.STOPPED):
                continue
            moments = [days.add_days(one.due_on, n) for n in (-10, 0, 10)]
            came = max((each for each in moments if each <= today), default=None)
            late = came is not None and (came < one.due_on <= today or today - came > TWO_WEEKS)
            if came is not None and not late and self.is_new("action", one.id, came):
                found = True
        return found

    def was_said(self, journey: Journey, user: User, *, from_setting: bool) -> bool:
        """Whether somebody said something for this person that no letter has told."""
        found = False
        for one in rows(Remark, journey):
            meant = one.to_id == user.id if from_setting else True
            told = self.session.scalar(
                select(RemarkTold).filter_by(remark_id=one.id, user_id=user.id)
            )
            own = one.by_id == user.id
            found |= one.from_setting is from_setting and meant and told is None and not own
        return found

    def lines(self, about: Journey | Enquiry, letter: str, to: To) -> list[Line]:
        """One letter for each address, however many parts somebody plays."""
        number = about.id if isinstance(about, Journey) else None
        return [(number, letter, email) for email in sorted(self.addresses(about, to))]

    def addresses(self, about: Journey | Enquiry, to: To) -> set[str]:
        """Who plays a part now. Nobody covers here."""
        if isinstance(to, int):
            return {self.session.get_one(User, to).email}
        parts = {"both": (Role.LEAD, Role.HEAD)}
        if to in set(AssignmentKind) and isinstance(about, Journey):
            parts_played = [one for one in rows(Assignment, about) if one.ended_at is None]
            return {one.user.email for one in parts_played if str(one.kind) == to}
        query = select(User.email).join(Membership, Membership.user_id == User.id)
        query = query.where(Membership.ended_at.is_(None))
        roles = parts.get(str(to)) or (Role(str(to)),)
        here = Membership.authority_id == about.authority_id
        if to in OF_A_SETTING and isinstance(about, Journey):
            here = Membership.setting_id == about.setting_id
        return set(self.session.scalars(query.where(here, Membership.role.in_(roles))))

    def is_over(self, journey: Journey, visit: Visit, today: date) -> bool:
        """Whether the ten days to agree a record have passed."""
        if visit.shared_at is None or journey.paused_at is not None:
            return False
        return today > calendar_of(journey.setting).add_days(day_of(visit.shared_at), 10)

    def council(self, about: Journey | Enquiry) -> Calendar:
        return council_calendar(self.session, about.authority_id)

    def is_new(self, *what: Any) -> bool:
        """Whether this was not asked for before; it is from now on."""
        new = what not in self.asked
        self.asked.add(what)
        return new
