"""Releases at one go every award that a panel decided on its day."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from award.actions.aiming import hold_journeys
from award.actions.arranging_panel import items_of
from award.actions.moves import make_move, must_be_at
from award.domain.facts import Said
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.storage.authorities import Round
from award.storage.db import must_be_held, session_of
from award.storage.decisions import Meeting
from award.storage.journeys import Journey
from award.storage.standing import live_report


def release_day(
    day: Round, versions: Mapping[int, int | None], words: str, *, by: Actor, at: datetime
) -> list[Journey]:
    """Release the award of each of these journeys of the day's agenda. All of it or nothing.

    ``versions`` says which journeys, each with the version that the page showed. The reasons are
    those of the minutes; ``words`` stand for them where votes decided. Raises NotReady with a
    sentence for each journey whose award cannot be released, Stale where one was changed meanwhile.
    """
    must_be_held(day)
    if not versions:
        raise NotReady("Tick at least one journey")
    if not set(versions) <= {one.journey_id for one in items_of(day)}:
        raise NotFound
    released, missing = [], []
    for journey in hold_journeys(day, versions):
        name = journey.setting.name
        reason = _reasons(journey) or words.strip()
        if not reason:
            missing.append(f"{name}: say why, since there are no minutes of it")
            continue
        try:
            must_be_at(journey, versions[journey.id])
            make_move(journey, "award", by=by, at=at, said=Said(reason=reason))
            released.append(journey)
        except NotReady as refusal:
            missing += [f"{name}: {line}" for line in refusal.blockers]
        except NotAllowed as refusal:
            missing.append(f"{name}: {refusal}")
        except Stale as refusal:
            raise Stale(f"the papers of {name}") from refusal
    if missing:
        raise NotReady(*missing)
    return released


def _reasons(journey: Journey) -> str:
    """What the minutes give as reasons, where a meeting decided."""
    report = live_report(journey)
    if report is None:
        return ""
    found = session_of(journey).scalar(
        select(Meeting.reasons).where(
            Meeting.report_id == report.id, Meeting.set_aside_at.is_(None)
        )
    )
    return (found or "").strip()
