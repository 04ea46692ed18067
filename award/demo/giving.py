"""The first evidence of the demo world: a file and notes, for criteria, an action and a visit."""

import io
from collections.abc import Mapping
from typing import Final

from sqlalchemy import select

from award.actions import assigning, collecting, using
from award.adapters.files import file_key
from award.demo.tellers import Storyteller
from award.domain.people import Role
from award.domain.visits import GONE
from award.jobs.means import Means
from award.storage.db import session_of, transaction
from award.storage.evidence import EvidenceItem, Scan
from award.storage.journeys import AssignmentKind, Journey
from award.storage.plans import PlannedAction
from award.storage.visits import Visit

POLICY: Final = (
    b"Our anti-bullying policy, in words that children know.\n\n"
    b"Several Times, On Purpose: tell any grown-up, or use the worry box.\n"
)


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
        codes = [one.code for one in held.asked][:9]
        said = [teller.evidence_for(code) for code in codes]
        first = collecting.add_evidence(held, said[0], file=file, by=lead, at=teller.at)
        given = [first, *(collecting.add_evidence(held, one, by=lead, at=teller.at)
                          for one in said[1:])]  # fmt: skip
        use_for_plan_and_visit(teller, held, dict(zip(codes, given, strict=True)))
        if teller.adviser is not None:
            kind = AssignmentKind.ADVISER
            assigning.assign(held, kind, teller.adviser.id, by=coordinator, at=teller.at)


def use_for_plan_and_visit(
    teller: Storyteller, journey: Journey, given: Mapping[str, EvidenceItem]
) -> None:
    """What was given shows how far an action is, and lies ready where it was asked for."""
    session = session_of(journey)
    pairs = [
        (given[code].id, using.Target(action_id=action.id))
        for action in session.scalars(select(PlannedAction).filter_by(journey_id=journey.id))
        for code in action.criteria[:1]
        if code in given
    ]
    visits = session.scalars(select(Visit).filter_by(journey_id=journey.id, superseded_at=None))
    held = [one.id for one in visits if one.state not in GONE]
    first = next(iter(given.values()))
    pairs += [(first.id, using.Target(visit_id=one)) for one in held[-1:]]
    using.use_evidence(journey, pairs, by=teller.by(Role.LEAD), at=teller.at)
