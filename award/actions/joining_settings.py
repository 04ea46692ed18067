"""Makes two settings one: the survivor takes over what hangs on the other, and nothing is lost."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from sqlalchemy import Table, exists, select, update
from sqlalchemy.orm import Session

from award.actions.histories import write_history
from award.actions.moves import make_move, refresh
from award.actions.parting import end_parted_shares
from award.actions.releasing import supersede
from award.actions.renumbering import answer_links_between
from award.actions.taking_over import take_drafts, take_numbers
from award.domain.award_moves import AwardState
from award.domain.facts import Said
from award.domain.people import Actor
from award.domain.permissions import May, Situation, allows
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.register_links import BECAME_ONE_WITH, JoiningFacts, joining_blockers
from award.storage.accounts import Enquiry, Invitation, Membership
from award.storage.authorities import Authority
from award.storage.awards import Award, list_held
from award.storage.cohorts import CohortPlace, LegacyAward
from award.storage.days import day_of
from award.storage.db import Base, hold, hold_all, must_be_held, session_of
from award.storage.evidence import EvidenceItem, EvidenceShare
from award.storage.journeys import ContactNote, Journey
from award.storage.letters import Letter
from award.storage.policies import PolicyCheck
from award.storage.settings import Contact, FormerName, Setting, SettingState, Tie

# What the survivor takes over. A table that names a setting stands here or below.
TAKEN_OVER: Final[tuple[type[Base], ...]] = (
    Journey, Award, LegacyAward, EvidenceItem, ContactNote, FormerName, Enquiry, Letter,
)  # fmt: skip
# Of these there can be one only: the survivor's own stays, and the other's stays where it is.
UNLESS_THERE: Final[dict[type[Base], tuple[str, ...]]] = {
    Contact: ("part",),
    Membership: ("user_id", "role", "ended_at"),
    Tie: ("user_id", "kind", "ended_at"),
    CohortPlace: ("cohort_id",),
    EvidenceShare: ("item_id", "ended_at"),
    PolicyCheck: ("finished_at",),
}
# The other's own days stay with it; its numbers are seen to one by one, its invitations end.
STAYS: Final = frozenset({"half_terms", "closure_days", "identifiers", "invitations"})
BECAME_ONE: Final = "join_settings"


@dataclass(frozen=True)
class Joining:
    """What a coordinator chose; None for journey or award where only one of the two has any.

    ``award_id`` is an award of the setting whose award stands, with the next one after it.
    """

    survivor_id: int
    other_id: int
    journey_id: int | None = None
    award_id: int | None = None


def join_settings(authority: Authority, chosen: Joining, *, by: Actor, at: datetime) -> Setting:
    """Make two settings one, with one open journey and one award left.

    The other open journey is closed as merged, the other setting's award kept as history;
    journeys, awards, evidence, notes and people go over to the survivor, which takes the later
    number and what the register says now. Where the register does not link the two, the survivor
    keeps what is written down of it, and takes over what it has not. The other setting is closed
    and leads to it. A survivor that was closed is there again, unless both were. Raises
    NotAllowed, NotFound, or NotReady with what has to be chosen or settled first.
    """
    must_be_held(authority)
    if not allows(May.LINK_SETTINGS, by.role, Situation()):
        raise NotAllowed("Only a coordinator joins settings.")
    session = session_of(authority)
    survivor = _held(session, authority, chosen.survivor_id)
    other = _held(session, authority, chosen.other_id)
    journeys, ends = _chosen_of(session, survivor, other, chosen, at=at)
    if len(journeys) > 1:
        kept = next(one for one in journeys if one.id == chosen.journey_id)
        reason = (
            f"{other.name} and {survivor.name} are one setting now. The journey of "
            f"{kept.setting.name} goes on."
        )
        _close([one for one in journeys if one is not kept], reason, by=by, at=at)
    for award in ends:
        supersede(award, by=by, at=at)
    _take_over(session, survivor, other)
    take_drafts(session, survivor, other)
    answer_links_between(authority, survivor, other, by=by, at=at)
    take_numbers(session, survivor, other, at=at)
    _close_setting(session, survivor, other, at=at)
    _lead_on(session, survivor, other)
    end_parted_shares(session, authority.id, by=by, at=at)
    _write_down(session, survivor, other, by=by, at=at)
    return survivor


def _chosen_of(
    session: Session, survivor: Setting, other: Setting, chosen: Joining, *, at: datetime
) -> tuple[list[Journey], list[Award]]:
    """The open journeys of both, and the awards that end as history. Raises NotReady."""
    journeys = open_journeys(session, survivor, other)
    awards = awards_held(session, survivor, other, at=at)
    stands = next((one.setting_id for one in awards if one.id == chosen.award_id), None)
    is_choice = len({one.setting_id for one in awards}) > 1
    ends = [one for one in awards if is_choice and stands not in (None, one.setting_id)]
    facts = JoiningFacts(
        open_journeys=len(journeys),
        hold_awards=len({one.setting_id for one in awards}),
        chose_journey=chosen.journey_id in [one.id for one in journeys],
        chose_award=stands is not None,
        same_place=survivor.id == other.id,
        in_question=tuple(one.number for one in ends if one.state is not AwardState.IN_FORCE),
        gone=_gone(session, survivor, other),
    )
    if blockers := joining_blockers(facts):
        raise NotReady(*blockers)
    return journeys, ends


def _gone(session: Session, *places: Setting) -> tuple[tuple[str, str], ...]:
    """Each of these settings that became one with another before, and the name of that other."""
    found = ((one, session.get(Setting, one.joined_to_id or 0)) for one in places)
    return tuple((one.name, goes_on.name) for one, goes_on in found if goes_on is not None)


def _lead_on(session: Session, survivor: Setting, other: Setting) -> None:
    """The other names the survivor, and so does whatever became one with the other before."""
    other.joined_to_id = survivor.id
    session.execute(
        update(Setting)
        .where(
            Setting.authority_id == survivor.authority_id,
            Setting.joined_to_id == other.id,
        )
        .values(joined_to_id=survivor.id)
    )
    session.flush()


def _write_down(
    session: Session, survivor: Setting, other: Setting, *, by: Actor, at: datetime
) -> None:
    """Each journey says in its history what happened; the open one is worked out anew."""
    session.expire_all()
    words = f"{other.name} and {survivor.name} became one setting."
    for journey in hold_all(session, Journey, Journey.setting_id == survivor.id):
        write_history(journey, BECAME_ONE, by=by, at=at, words=words)
        if journey.ended_at is None:
            refresh(journey, at=at)


def open_journeys(session: Session, *places: Setting) -> list[Journey]:
    """The journeys of these settings that are under way, each held."""
    here = Journey.setting_id.in_([one.id for one in places])
    return hold_all(session, Journey, here, Journey.ended_at.is_(None))


def awards_held(session: Session, *places: Setting, at: datetime) -> list[Award]:
    """What these settings hold now, each award with the next one after it; each is locked."""
    ids = [one.id for one in list_held(session, [one.id for one in places], day_of(at))]
    found = session.scalars(
        select(Award).where(Award.id.in_(ids)).order_by(Award.valid_from, Award.id)
        .with_for_update().execution_options(populate_existing=True)
    ).all()  # fmt: skip
    return list(found)


def _held(session: Session, authority: Authority, setting_id: int) -> Setting:
    found = session.get(Setting, setting_id, with_for_update=True, populate_existing=True)
    if found is None or found.authority_id != authority.id:
        raise NotFound
    hold(found)
    return found


def _close(journeys: list[Journey], reason: str, *, by: Actor, at: datetime) -> None:
    said = Said(reason_code="merged", reason=reason)
    for one in journeys:
        make_move(one, "close", by=by, at=at, said=said)


def _take_over(session: Session, survivor: Setting, other: Setting) -> None:
    session.flush()
    for kind in TAKEN_OVER:
        table = _table(kind)
        session.execute(
            update(table).where(table.c.setting_id == other.id).values(setting_id=survivor.id)
        )
    for kind, same in UNLESS_THERE.items():
        table = _table(kind)
        mine = table.alias()
        there = exists().where(
            mine.c.setting_id == survivor.id,
            *(mine.c[one].is_not_distinct_from(table.c[one]) for one in same),
        )
        session.execute(
            update(table)
            .where(table.c.setting_id == other.id, ~there)
            .values(setting_id=survivor.id)
        )


def _close_setting(session: Session, survivor: Setting, other: Setting, *, at: datetime) -> None:
    if SettingState.ACTIVE in (survivor.state, other.state):
        survivor.state, survivor.state_reason, survivor.closed_on = SettingState.ACTIVE, "", None
    other.state = SettingState.CLOSED
    other.state_reason = f"{BECAME_ONE_WITH}{survivor.name}"
    other.closed_on = other.closed_on or day_of(at)
    other.version += 1
    session.execute(
        update(Invitation)
        .where(
            Invitation.setting_id == other.id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=at)
    )
    session.execute(
        update(Membership)
        .where(Membership.setting_id == other.id, Membership.ended_at.is_(None))
        .values(ended_at=at)
    )
    session.flush()


def _table(kind: type[Base]) -> Table:
    return cast("Table", kind.__table__)
