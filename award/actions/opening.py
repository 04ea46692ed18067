"""Opens a journey: a setting's first one, or the next one of a setting that holds the award."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from award.actions.choosing import Foreseen, ask_criteria, foresee_renewal
from award.actions.histories import write_history
from award.actions.inviting import Together
from award.actions.moves import refresh
from award.actions.telling import tell
from award.domain.inviting import APPEAL_NOT_OVER
from award.domain.people import Actor, Role
from award.domain.permissions import May, Situation, allows
from award.domain.refusals import NotAllowed, NotReady
from award.domain.spoken import long_day, short_day
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.storage.approvers import Person, who_leads
from award.storage.authorities import Round, Route
from award.storage.awards import Award, is_held
from award.storage.days import day_of
from award.storage.db import hold, must_be_held, session_of
from award.storage.frameworks import current_framework
from award.storage.invitable import how_they_stand
from award.storage.journeys import Application, Journey
from award.storage.settings import Setting, SettingState

RENEWAL_ROUTE: Final = "renewal"
CARRIED_OVER: Final = (
    "lead_name",
    "lead_email",
    "approver_name",
    "approver_title",
    "approver_email",
)


def open_journey(
    setting: Setting,
    *,
    route: str,
    by: Actor,
    at: datetime,
    round: Round | None = None,
    previous: Journey | None = None,
    shown: frozenset[str] = frozenset(),
    together: Together | None = None,
) -> Journey:
    """A new journey at its first stage, on the framework and the route as they are now.

    The setting is held by the caller; the journey is held afterwards. It is a renewal where the
    setting holds an award, and only then may its lead open it. Raises NotAllowed for anybody
    else, NotReady where another journey is open or an appeal could open one again, the setting
    cannot take part, or the route for renewals is chosen and nothing is held. ``shown`` names the
    criteria that the earlier award covered, for a route that asks for the gaps. ``together`` is
    the cohort that the setting begins with: then the letter says so.
    """
    must_be_held(setting)
    award = find_award_to_renew(setting, at=at)
    _must_be_allowed(setting, award, route, by, at)
    _must_have_no_appeal(setting, at)
    journey = begin_journey(
        setting, route=route, by=by, at=at, round=round, previous=previous, shown=shown
    )
    step = "open_renewal" if award else "open_journey"
    kept = {"shown": sorted(shown)} if shown else {}
    line = write_history(journey, step, by=by, at=at, kept=kept)
    refresh(journey, at=at)
    key = f"move:{line.id}"
    if award is not None:
        tell(journey, step, at=at, key=key, fields={"ends_on": long_day(award.valid_until)})
    elif together is not None:
        tell(journey, "open_with_cohort", at=at, key=key, fields=together.fields)
    else:
        tell(journey, step, at=at, key=key)
    return journey


def begin_journey(
    setting: Setting,
    *,
    route: str,
    by: Actor,
    at: datetime,
    round: Round | None = None,
    previous: Journey | None = None,
    shown: frozenset[str] = frozenset(),
    stage: Stage = Stage.DRAFT,
) -> Journey:
    """The rows of a new journey, with what it asks; no history yet, and nobody is told.

    ``stage`` is another than the first one only where the journey was under way elsewhere.
    """
    session, award = session_of(setting), find_award_to_renew(setting, at=at)
    _must_fit(route, award)
    _must_be_able(session, setting, round, previous, at)
    previous = previous or _journey_of(session, award)
    journey = _new_journey(session, setting, route, by, at, stage)
    journey.round_id = round.id if round else None
    journey.previous_id = previous.id if previous else None
    journey.policy_reviewed_on = previous.policy_reviewed_on if previous else None
    _keep(session, journey, setting)
    session.add(_application(journey, previous, at))
    ask_criteria(journey, previous=previous, shown=shown, at=at)
    return journey


def find_award_to_renew(setting: Setting, *, at: datetime) -> Award | None:
    """The newest award that the setting holds, as long as its term of grace has not passed.

    None for a setting that has closed: it begins no journey any more.
    """
    if setting.state is SettingState.CLOSED:
        return None
    return session_of(setting).scalar(
        select(Award)
        .where(Award.setting_id == setting.id, is_held(day_of(at)))
        .order_by(Award.valid_until.desc(), Award.id.desc())
        .limit(1)
    )


def _must_be_allowed(
    setting: Setting, award: Award | None, route: str, by: Actor, at: datetime
) -> None:
    own = by.setting_id == setting.id if by.role is Role.LEAD else True
    here = by.authority_id == setting.authority_id
    if not (own and here and allows(May.OPEN_JOURNEY, by.role, Situation(is_renewal=bool(award)))):
        raise NotAllowed(
            "A coordinator opens a journey. The lead opens the next one when there is an award "
            "to renew."
        )
    if by.role is not Role.LEAD or award is None:
        return
    if route != RENEWAL_ROUTE:
        raise NotAllowed("Choose the route for renewals, or ask the coordinator for another one.")
    if award.renewal_opens_on and day_of(at) < award.renewal_opens_on:
        raise NotReady(f"You can renew from {short_day(award.renewal_opens_on)} on.")


def _must_have_no_appeal(setting: Setting, at: datetime) -> None:
    stands = how_they_stand(session_of(setting), [setting.id], on=day_of(at))[setting.id]
    if stands.facts.may_be_reopened:
        raise NotReady(APPEAL_NOT_OVER)


def _must_fit(route: str, award: Award | None) -> None:
    if route == RENEWAL_ROUTE and award is None:
        raise NotReady("A renewal is for a setting that holds the award. Choose another route")


def _must_be_able(
    session: Session,
    setting: Setting,
    round: Round | None,
    previous: Journey | None,
    at: datetime,
) -> None:
    must_be_free_to_begin(setting)
    if round is not None and (
        round.authority_id != setting.authority_id or round.panel_on < day_of(at)
    ):
        raise NotReady("Choose one of the rounds that are still to come.")
    if previous is not None and previous.setting_id != setting.id:
        raise NotReady("Choose a journey of the same setting as the one before.")


def must_be_free_to_begin(setting: Setting) -> None:
    """Refuse a journey whatever it would follow. Raises NotReady.

    That is so for a setting that has closed, is only known of, or is on a journey.
    """
    if setting.state is SettingState.CLOSED:
        raise NotReady(f"{setting.name} has closed, so it cannot begin a journey.")
    if setting.state is SettingState.KNOWN or setting.kind_id is None:
        raise NotReady(
            f"{setting.name} is only known of, and is not a setting of the award so far. "
            "Give it a kind first."
        )
    still_open = select(Journey.id).where(
        Journey.setting_id == setting.id, Journey.ended_at.is_(None)
    )
    if session_of(setting).scalar(still_open.limit(1)) is not None:
        raise NotReady(_already_open(setting.name))


def _already_open(name: str) -> str:
    return f"{name} already has an open journey. Go on with that one, or end it first."


def _journey_of(session: Session, award: Award | None) -> Journey | None:
    if award is None or award.journey_id is None:
        return None
    return session.get(Journey, award.journey_id)


def _new_journey(
    session: Session, setting: Setting, route: str, by: Actor, at: datetime, stage: Stage
) -> Journey:
    framework = session.scalar(current_framework(setting.authority_id))
    version = session.scalar(
        select(Route).where(
            Route.authority_id == setting.authority_id,
            Route.code == route,
            Route.superseded_at.is_(None),
        )
    )
    if framework is None:
        raise NotReady("Publish a framework first: there is none that a journey could follow.")
    if version is None:
        raise NotReady(f"There is no route called “{route}” now. Choose one of the list.")
    return Journey(
        authority_id=setting.authority_id,
        setting_id=setting.id,
        framework_id=framework.id,
        route_id=version.id,
        stage=stage,
        stage_since=at,
        turn=Turn.SETTING,
        waiting_since=at,
        opened_at=at,
        opened_by_id=by.user_id,
        last_setting_act_at=at,
    )


def what_renewal_asks(setting: Setting, *, at: datetime) -> Foreseen | None:
    """What a renewal would ask if it began now; None where no journey led to the award."""
    session = session_of(setting)
    previous = _journey_of(session, find_award_to_renew(setting, at=at))
    framework = session.scalar(current_framework(setting.authority_id))
    if previous is None or framework is None:
        return None
    return foresee_renewal(previous, framework, at=at)


def _keep(session: Session, journey: Journey, setting: Setting) -> None:
    """Keep the row; the database has the last word on whether another journey is open."""
    name = setting.name
    session.add(journey)
    try:
        session.flush()
    except IntegrityError as twice:
        raise NotReady(_already_open(name)) from twice
    hold(journey)


def _application(journey: Journey, previous: Journey | None, at: datetime) -> Application:
    """An empty application; after an earlier journey it names the same people, and whoever has
    taken up the lead since."""
    before = previous.application if previous else None
    names = {one: getattr(before, one) for one in CARRIED_OVER} if before else {}
    leads = who_leads(previous) if previous and before else []
    if before and leads and Person(before.lead_name, before.lead_email) not in leads:
        names |= {"lead_name": leads[0].name, "lead_email": leads[0].email}
    return Application(
        authority_id=journey.authority_id, journey_id=journey.id, changed_at=at, **names
    )
