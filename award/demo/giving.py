"""The evidence of the demo world: files and notes, for criteria, an action and a visit."""

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
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

PAPERS: Final = Path(__file__).parent / "papers"
# A picture and a document, as they come from a phone and an office.
GIVEN_AS_FILES: Final = (
    ("1.3", "poster.jpg", "image/jpeg", "The poster by each door"),
    ("1.5", "minutes.pdf", "application/pdf", "Minutes of the board, item 6"),
)


def keep_file(
    teller: Storyteller, means: Means, whole: bytes, name: str, media_type: str
) -> collecting.KeptBytes:
    """Put a file into the store, as an upload does."""
    key = file_key(teller.setting.authority.code, str(teller.setting.id))
    stored = means.files.put(key, io.BytesIO(whole), limit=len(whole))
    kept = collecting.KeptBytes
    return kept(key, name, stored.sha256, stored.size, media_type, Scan.NOT_ASKED)


def give_files(teller: Storyteller, means: Means) -> None:
    """The lead adds a photo and a document, to be read as pages."""
    teller.pass_time(hours=1)
    for code, name, media_type, title in GIVEN_AS_FILES:
        file = keep_file(teller, means, (PAPERS / name).read_bytes(), name, media_type)
        said = replace(teller.evidence_for(code), title=title, note="")
        with transaction(lock=teller.journey) as held:
            by = teller.by(Role.LEAD)
            collecting.add_evidence(held, said, file=file, by=by, at=teller.at)


def give_first_evidence(teller: Storyteller, means: Means) -> None:
    """The lead gives a file and a few notes; an adviser is named and asked for feedback."""
    teller.pass_time(hours=2)
    lead, coordinator = teller.by(Role.LEAD), teller.by(Role.COORDINATOR)
    file = keep_file(teller, means, POLICY, "our-policy.txt", "text/plain")
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
