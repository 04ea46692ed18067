"""The criteria of a journey with judgements and evidence, as far as whoever looks may see."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, selectinload

from award.domain.facts import CriterionFacts
from award.domain.frameworks import Criterion, Judged
from award.domain.people import Actor, Role
from award.domain.visits import Heard
from award.queries.evidence_walls import counting_in
from award.queries.journeys import closed_judges, is_blind
from award.storage.accounts import User
from award.storage.assessments import Judge, Judgement, Report
from award.storage.evidence import EvidenceItem, EvidenceLink
from award.storage.frameworks import criteria_of
from award.storage.journeys import CriterionAsked, Journey
from award.storage.visits import Visit, VisitNote

OWN: Mapping[Role, Judge] = {Role.ASSESSOR: Judge.ASSESSOR, Role.SECOND: Judge.SECOND}
BOTH = frozenset({Judge.ASSESSOR, Judge.SECOND, Judge.AGREED})
BEFORE = frozenset({Judge.SETTING, Judge.ADVISER})


@dataclass(frozen=True)
class Note:
    """What was noted on a visit about a criterion: in which conversation, by whom and when."""

    conversation: str
    words: str
    heard: Heard | None
    by_id: int
    by_name: str
    at: datetime


@dataclass(frozen=True)
class Seen:
    """One criterion asked, with what the person who looks may see of it."""

    criterion: Criterion
    asked: CriterionAsked
    views: Mapping[Judge, Judgement] = field(default_factory=dict)
    evidence: Sequence[EvidenceLink] = ()
    notes: Sequence[Note] = ()

    @property
    def code(self) -> str:
        return self.criterion.code

    @property
    def applies(self) -> bool:
        """False once it was agreed that this criterion does not apply."""
        own = self.judged(Judge.SETTING)
        agreed = self.asked.not_applicable_agreed_at is not None
        return not (own is Judged.NOT_APPLICABLE and agreed)

    def notes_by(self, person_id: int | None) -> list[Note]:
        """What this person noted themselves, not what others did on visits of their own."""
        return [one for one in self.notes if one.by_id == person_id]

    def judged(self, judge: Judge) -> Judged | None:
        """What this judge found, where it may be seen."""
        view = self.views.get(judge)
        return view.judged if view else None


def judges_open_to(session: Session, journey: Journey, actor: Actor) -> frozenset[Judge]:
    """Whose judgements the actor may see now.

    Assessor and second see each other's once both are in. The adviser, like the setting, sees
    the assessor's with the shared report. The panel sees all that is in, an auditor everything,
    a coordinator the second judgement too once it is in.
    """
    if actor.role in OWN:
        others = frozenset() if is_blind(journey, actor) else BOTH
        if actor.role is Role.SECOND and not journey.sample_reasons:
            others = frozenset()
        return BEFORE | others | {OWN[actor.role]}
    if actor.role is Role.AUDITOR:
        closed = {Judge.SECOND, Judge.AGREED} if closed_judges(journey, actor) else set()
        return frozenset(Judge) - closed
    if actor.role is Role.PANEL:
        return BEFORE | {Judge.ASSESSOR} | (BOTH if journey.second_done_at else frozenset())
    shared = session.scalar(
        select(Report.id).where(
            Report.journey_id == journey.id,
            Report.superseded_at.is_(None),
            Report.shared_at.is_not(None),
        )
    )
    if shared is None:
        return BEFORE
    both_are_in = actor.role is Role.COORDINATOR and journey.second_done_at is not None
    return BEFORE | {Judge.ASSESSOR} | (BOTH if both_are_in else frozenset())


def list_criteria(session: Session, journey: Journey, actor: Actor) -> list[Seen]:
    """Every criterion asked, in order, with judgements and evidence. Seven queries, however many.

    What stood in a visit's record is shown to those who may see the assessor's judgement.
    """
    judges = judges_open_to(session, journey, actor)
    views: defaultdict[str, dict[Judge, Judgement]] = defaultdict(dict)
    for one in session.scalars(
        select(Judgement).where(
            Judgement.journey_id == journey.id,
            Judgement.superseded_at.is_(None),
            Judgement.judge.in_(judges),
            is_settled(),
        )
    ):
        views[one.criterion][one.judge] = one
    evidence = _evidence(session, journey, actor)
    stand = {
        code: seen[Judge.ASSESSOR].at for code, seen in views.items() if Judge.ASSESSOR in seen
    }
    only_own = Judge.ASSESSOR not in judges
    notes = _notes(session, journey, actor, only_own=only_own, stand=stand)
    return [
        Seen(
            criterion,
            asked,
            views[asked.code],
            evidence.get(asked.code, ()),
            notes.get(asked.code, ()),
        )
        for criterion, asked in zip(criteria_of(journey), journey.asked, strict=True)
    ]


def is_settled() -> ColumnElement[bool]:
    """What two agree on counts once both said so; every other judgement at once."""
    return or_(Judgement.judge != Judge.AGREED, Judgement.confirmed_at.is_not(None))


def _evidence(
    session: Session, journey: Journey, actor: Actor
) -> Mapping[str, Sequence[EvidenceLink]]:
    found: defaultdict[str, list[EvidenceLink]] = defaultdict(list)
    for link in session.scalars(
        select(EvidenceLink)
        .join(EvidenceItem, EvidenceItem.id == EvidenceLink.item_id)
        .where(counting_in(actor, journey))
        .options(selectinload(EvidenceLink.item).selectinload(EvidenceItem.versions))
        .order_by(EvidenceLink.id)
    ):
        found[link.criterion].append(link)
    return found


def _notes(
    session: Session,
    journey: Journey,
    actor: Actor,
    *,
    only_own: bool,
    stand: Mapping[str, datetime],
) -> Mapping[str, Sequence[Note]]:
    """Notes of the journey's visits, but for those of a judge who is closed to the actor.

    ``stand`` says since when the assessor's judgement of a criterion stands. Where it was made
    before its visit was set aside, what was noted then is still what it rests on.
    """
    query = (
        select(VisitNote, Visit.superseded_at, User.name)
        .join(Visit, Visit.id == VisitNote.visit_id)
        .join(User, User.id == VisitNote.by_id)
        .where(
            Visit.journey_id == journey.id,
            Visit.visitor_id.not_in(closed_judges(journey, actor)),
        )
        .order_by(VisitNote.id)
    )
    if only_own:
        query = query.where(Visit.visitor_id == actor.user_id)
    found: defaultdict[str, list[Note]] = defaultdict(list)
    for note, overtaken, name in session.execute(query):
        for code in note.criteria:
            if overtaken is not None and not (code in stand and stand[code] < overtaken):
                continue
            found[code].append(
                Note(note.conversation, note.said, note.heard, note.by_id, name, note.at)
            )
    return found


def list_before(
    session: Session, actor: Actor, journey: Journey, code: str
) -> list[tuple[bool, Judgement]]:
    """What an assessor judged of a criterion before: in this journey, and in the one before it.

    The first value says whether it was in this journey. A second is shown the last journey's only.
    """
    where = [
        (Judgement.journey_id == journey.previous_id) & Judgement.superseded_at.is_(None),
    ]
    if actor.role is not Role.SECOND:
        where.append((Judgement.journey_id == journey.id) & Judgement.superseded_at.is_not(None))
    rows = session.scalars(
        select(Judgement)
        .where(
            or_(*where),
            Judgement.authority_id == actor.authority_id,
            Judgement.criterion == code,
            Judgement.judge == Judge.ASSESSOR,
        )
        .order_by(Judgement.id.desc())
    )
    found: dict[bool, Judgement] = {}
    for one in rows:
        found.setdefault(one.journey_id == journey.id, one)
    return sorted(found.items(), key=lambda each: not each[0])


def list_last(session: Session, actor: Actor, journey: Journey) -> dict[str, Judgement]:
    """The newest that an assessor judged before of each criterion, for whoever visits.

    It is the one before in this journey, for its assessor; else that of the journey before.
    """
    where = [(Judgement.journey_id == journey.previous_id) & Judgement.superseded_at.is_(None)]
    if actor.role is Role.ASSESSOR:
        where.append((Judgement.journey_id == journey.id) & Judgement.superseded_at.is_not(None))
    rows = session.scalars(
        select(Judgement)
        .where(
            or_(*where),
            Judgement.authority_id == actor.authority_id,
            Judgement.judge == Judge.ASSESSOR,
        )
        .order_by(Judgement.id)
    )
    return {one.criterion: one for one in rows}


def find_seen(session: Session, journey: Journey, actor: Actor, code: str) -> Seen | None:
    """One criterion of the journey, or None."""
    return next((one for one in list_criteria(session, journey, actor) if one.code == code), None)


def neighbours(journey: Journey, code: str) -> tuple[str | None, str | None]:
    """The codes of the criteria before and after this one."""
    codes = [one.code for one in journey.asked]
    place = codes.index(code)
    return (
        codes[place - 1] if place else None,
        codes[place + 1] if place + 1 < len(codes) else None,
    )


def left_to_judge(seen: Sequence[Seen], judge: Judge) -> list[str]:
    """The codes that this judge still has to judge."""
    return [one.code for one in seen if one.applies and one.judged(judge) is None]


def count_by_others(seen: Sequence[Seen], judge: Judge, person_id: int | None) -> int:
    """How many of this judge's judgements somebody else gave who had the part before."""
    views = [one.views[judge] for one in seen if one.applies and judge in one.views]
    return sum(one.by_id != person_id for one in views)


def facts_for_rule(seen: Sequence[Seen], judge: Judge = Judge.ASSESSOR) -> list[CriterionFacts]:
    """The judgements as the decision rule reads them."""
    return [
        CriterionFacts(
            code=one.code,
            essential=one.asked.essential,
            judged=one.judged(Judge.SETTING),
            not_applicable_agreed=one.asked.not_applicable_agreed_at is not None,
            assessed=one.judged(judge),
        )
        for one in seen
    ]


def standards_of(seen: Sequence[Seen]) -> dict[str, list[Seen]]:
    """The criteria by the code of their standard, in order."""
    found: dict[str, list[Seen]] = {}
    for one in seen:
        found.setdefault(one.criterion.standard, []).append(one)
    return found
