"""Who works on a journey: adviser, assessor and second; and the ties that keep people from it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.handing_on import hand_on
from award.actions.moves import take_step
from award.actions.setting_aside import (
    set_bound_assessment_aside,
    set_judgements_of_others_aside,
)
from award.actions.telling import Recipient
from award.domain.decision_guards import second_is_free
from award.domain.facts import Facts
from award.domain.letters import Addressee
from award.domain.parts import keeps_from
from award.domain.people import ASSIGNED_ROLES, ROLE_NAMES, Actor, Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.spoken import listed
from award.domain.stages import Stage
from award.domain.ties import (
    DECLARED,
    TIE_WORDS,
    TieKind,
    lifted_for_assessor,
)
from award.storage.accounts import Membership, User
from award.storage.assessments import Judge
from award.storage.db import must_be_held, session_of
from award.storage.facts import facts_of
from award.storage.journeys import Assignment, AssignmentKind, Journey
from award.storage.settings import Tie
from award.storage.working import coordinators_beside, is_working

TO_BEGIN: Final = "You will hear when the assessment begins."
UNDER_WAY: Final = "The assessment is under way, and you go on from where it stands."
SHARED: Final = "The report is shared already, and you answer for it from now on."
TOLD_BY: Final = {
    AssignmentKind.ADVISER: "assign_adviser",
    AssignmentKind.ASSESSOR: "assign_assessor",
    AssignmentKind.SECOND: "assign_second",
}


def assign(
    journey: Journey,
    kind: AssignmentKind,
    user_id: int,
    *,
    by: Actor,
    at: datetime,
    why: str = "",
) -> Assignment:
    """Give a person a part in the journey; whoever had it before leaves it, and is told so.

    ``why`` is kept with it. Raises NotReady without it where only the route's own rule lets a
    person judge who was the setting's adviser or acted for it.

    The person holds the role of that name, or is a coordinator, of the journey's authority.
    Raises NotAllowed for somebody with a tie, where people assign themselves to judge, and once
    the journey has ended.
    """
    must_be_held(journey)
    person = must_be_assignable(journey, kind, user_id, by=by, at=at, why=why)
    live = find_live(journey, kind)
    anew = _let_go_of_bound(journey, kind, user_id, at=at)
    if live is not None and live.user_id == user_id and not anew:
        return live
    row = _row(journey, kind, user_id, by=by, at=at, why=why.strip())
    left = (
        _left(journey, live)
        if live is not None and live.user_id not in (by.user_id, user_id)
        else []
    )
    assignment = hand_on(journey, live, row, at=at)
    words = f"{person.name}. Why: {why.strip()}" if why.strip() else person.name
    fields = {"adviser": person.name, "role": ROLE_NAMES[Role(kind)], "begins": _begins(journey)}
    take_step(
        journey, TOLD_BY[kind], by=by, at=at, words=words, fields=fields,
        people={Addressee.PERSON: left},
    )  # fmt: skip
    return assignment


def must_go_on(journey: Journey) -> None:
    """Refuse a part in a journey that has ended. Raises NotAllowed."""
    if journey.ended_at is not None:
        raise NotAllowed("This journey has ended, so nobody gets a part in it.")


def must_be_assignable(
    journey: Journey,
    kind: AssignmentKind,
    user_id: int,
    *,
    by: Actor,
    at: datetime,
    why: str = "",
) -> User:
    """Who would get the part. Raises what ``assign`` would raise; nothing is changed."""
    must_go_on(journey)
    person = session_of(journey).get(User, user_id)
    if person is None or person.ended_at is not None or not _may_take(journey, user_id):
        raise NotAllowed("Choose somebody who works on the award for this authority.")
    if kind is not AssignmentKind.ADVISER and user_id == by.user_id:
        raise NotAllowed(f"Ask {_who_else(journey, by)}: nobody assigns themselves to judge.")
    facts = facts_of(journey, at=at)
    _must_be_free(kind, user_id, facts)
    live = find_live(journey, kind)
    has_it = live is not None and live.user_id == user_id
    if kind is AssignmentKind.ASSESSOR and not has_it:
        _must_say_why(lifted_for_assessor(facts.ties_of(user_id), facts.rules), why)
    return person


def _who_else(journey: Journey, by: Actor) -> str:
    """Who can give a part that nobody gives to themselves, by name."""
    found = coordinators_beside(session_of(journey), journey.authority_id, by.user_id)
    return listed(found, "or") if found else "an administrator to invite another coordinator"


def _row(
    journey: Journey, kind: AssignmentKind, user_id: int, *, by: Actor, at: datetime, why: str
) -> Assignment:
    if by.user_id is None:
        raise NotAllowed("A person assigns a person.")
    return Assignment(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        user_id=user_id,
        kind=kind,
        assigned_by_id=by.user_id,
        assigned_at=at,
        why=why,
    )


def _let_go_of_bound(journey: Journey, kind: AssignmentKind, user_id: int, *, at: datetime) -> bool:
    """What was judged or written in this part under a tie counts no more once another has it.

    Nor does what a second left before they gave it: who comes next judges blind themselves.
    Returns whether something was set aside.
    """
    facts = facts_of(journey, at=at)
    if kind is AssignmentKind.ASSESSOR and journey.stage is Stage.ASSESSING:
        return set_bound_assessment_aside(journey, facts, next_id=user_id, at=at)
    if kind is not AssignmentKind.SECOND or (facts.second_done and second_is_free(facts)):
        return False
    gone = set_judgements_of_others_aside(journey, Judge.SECOND, {user_id}, at=at, kept={})
    if gone:
        journey.second_done_at = None
    return gone


def _must_say_why(lifted: Sequence[str], why: str) -> None:
    """The route may lift what binds a person: then it is said why it had to be them."""
    if lifted and not why.strip():
        raise NotReady(
            f"Say why you choose them: this person {' and '.join(lifted)}. This route allows it"
        )


def _may_take(journey: Journey, user_id: int) -> bool:
    roles = session_of(journey).scalars(
        select(Membership.role).where(
            Membership.user_id == user_id,
            Membership.authority_id == journey.authority_id,
            Membership.setting_id.is_(None),
            Membership.ended_at.is_(None),
        )
    )
    return bool({*ASSIGNED_ROLES, Role.COORDINATOR} & set(roles))


def _must_be_free(kind: AssignmentKind, user_id: int, facts: Facts) -> None:
    if kept := keeps_from(Role(kind), user_id, facts):
        raise NotAllowed(f"Choose somebody else: this person {' and '.join(kept)}.")


def find_live(journey: Journey, kind: AssignmentKind) -> Assignment | None:
    """Who has the part in the journey now."""
    return session_of(journey).scalar(
        select(Assignment).where(
            Assignment.journey_id == journey.id,
            Assignment.kind == kind,
            Assignment.ended_at.is_(None),
        )
    )


def must_be_taken(journey: Journey, kind: AssignmentKind) -> Assignment:
    """Who has the part now. Raises NotAllowed where nobody does."""
    live = find_live(journey, kind)
    if live is None:
        raise NotAllowed("Nobody has this part any more.")
    return live


def end_assignment(
    journey: Journey, kind: AssignmentKind, *, reason: str, by: Actor, at: datetime
) -> None:
    """Take a part away from whoever has it. Raises NotReady without a reason."""
    must_be_held(journey)
    live = must_be_taken(journey, kind)
    if not reason.strip():
        raise NotReady("Say why, in a sentence")
    live.ended_at, live.end_reason = at, reason.strip()
    take_step(
        journey,
        "end_assignment",
        by=by,
        at=at,
        words=reason.strip(),
        fields={"role": ROLE_NAMES[Role(kind)]},
        people={Addressee.PERSON: _left(journey, live)},
    )


def _begins(journey: Journey) -> str:
    """What whoever is assigned comes into, as a sentence of their letter."""
    if journey.stage is Stage.ASSESSING:
        return UNDER_WAY
    return SHARED if journey.stage in (Stage.CHECKING, Stage.DECIDING) else TO_BEGIN


def _left(journey: Journey, ended: Assignment) -> list[Recipient]:
    """Who had the part until now: their letter leads to the rest of their list."""
    user, owner = ended.user, journey.authority
    if user.ended_at is not None:
        return []
    judges = is_working(session_of(journey), user.id, owner.id, *ASSIGNED_ROLES)
    return [Recipient(user.email, user.name, f"/{owner.code}{'/assessor' if judges else ''}")]


def declare_tie(
    journey: Journey,
    user_id: int,
    kind: TieKind,
    *,
    words: str = "",
    by: Actor,
    at: datetime,
) -> Tie:
    """Write down what binds a person to the journey's setting: their own, or by a coordinator.

    It holds for every journey of the setting, from this moment; votes that stand stop counting.
    """
    must_be_held(journey)
    if by.user_id is None or (by.user_id != user_id and by.role is not Role.COORDINATOR):
        raise NotAllowed("People declare their own ties; a coordinator may write them down.")
    if kind not in DECLARED:
        raise NotAllowed("This tie follows from what a person did: it is not declared.")
    session = session_of(journey)
    live = _live_tie(journey, user_id, kind)
    if live is not None:
        return live
    tie = Tie(
        authority_id=journey.authority_id,
        user_id=user_id,
        setting_id=journey.setting_id,
        kind=kind,
        words=words.strip(),
        declared_by_id=by.user_id,
        declared_at=at,
    )
    session.add(tie)
    session.flush()
    person = session.get(User, user_id)
    fields = {"sender": person.name if person else by.name}
    take_step(journey, "declare_tie", by=by, at=at, words=TIE_WORDS[kind], fields=fields)
    return tie


def _live_tie(journey: Journey, user_id: int, kind: TieKind) -> Tie | None:
    return session_of(journey).scalar(
        select(Tie).where(
            Tie.user_id == user_id,
            Tie.setting_id == journey.setting_id,
            Tie.kind == kind,
            Tie.ended_at.is_(None),
        )
    )


def end_tie(journey: Journey, tie_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """A coordinator ends a tie that was declared by mistake, or is over. It is kept as ended."""
    must_be_held(journey)
    tie = session_of(journey).get(Tie, tie_id)
    if tie is None or tie.setting_id != journey.setting_id or tie.ended_at is not None:
        raise NotAllowed("This tie has ended already.")
    if by.role is not Role.COORDINATOR or by.user_id == tie.user_id:
        raise NotAllowed("Ask a coordinator: nobody ends a tie of their own.")
    if not reason.strip():
        raise NotReady("Say why the tie has ended")
    tie.ended_at = at
    take_step(journey, "end_tie", by=by, at=at, words=reason.strip())
