"""Makes two settings one: the survivor takes over what hangs on the other, and nothing is lost."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from sqlalchemy import Table, exists, select, update
from sqlalchemy.orm import Session

from award.actions.comparing import FIELDS
from award.actions.histories import write_history
from award.actions.moves import make_move, refresh
from award.actions.parting import end_parted_shares
from award.actions.releasing import supersede
from award.actions.renumbering import GIAS
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
from award.storage.links import RegisterLink
from award.storage.policies import PolicyCheck
from award.storage.settings import Contact, FormerName, Identifier, Setting, SettingState, Tie

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
    number and what the register says now. The other setting is closed and leads to it. A survivor
    that was closed is there again, unless both were. Raises NotAllowed, NotFound, or NotReady
    with what has to be chosen or settled first.
    """
    must_be_held(authority)
    if not allows(May.LINK_SETTINGS, by.role, Situation()):
        raise NotAllowed("Only a coordinator joins settings.")
    session = session_of(authority)
    survivor = _held(session, authority, chosen.survivor_id)
    other = _held(session, authority, chosen.other_id)
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
    )
    if blockers := joining_blockers(facts):
        raise NotReady(*blockers)
    if len(journeys) > 1:
        _close([one for one in journeys if one.id != chosen.journey_id], survivor, by=by, at=at)
    for award in ends:
        supersede(award, by=by, at=at)
    _take_over(session, survivor, other)
    _take_numbers(session, survivor, other, at=at)
    _close_setting(session, survivor, other, at=at)
    end_parted_shares(session, authority.id, by=by, at=at)
    _write_down(session, survivor, other, by=by, at=at)
    return survivor


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


def _close(journeys: list[Journey], survivor: Setting, *, by: Actor, at: datetime) -> None:
    said = Said(reason_code="merged", reason=f"It goes on as {survivor.name}.")
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


def _take_numbers(session: Session, survivor: Setting, other: Setting, *, at: datetime) -> None:
    """The later number holds from now on, with what the register says of it; all others end."""
    session.expire_all()
    later = _later(session, survivor, other)
    session.add(_former(survivor, survivor if later is other else other, at))
    if later is other:
        for name in FIELDS:
            if (said := getattr(other, name)) is not None and said != "":
                setattr(survivor, name, said)
        survivor.register_says = dict(other.register_says)
        survivor.group_id = other.group_id or survivor.group_id
        survivor.kind_id = other.kind_id or survivor.kind_id
    held_on = [*survivor.identifiers, *other.identifiers]
    ends = [one for one in held_on if one.until_on is None and one.setting_id != later.id]
    for one in ends:
        one.until_on = day_of(at)
    for one in other.identifiers:
        one.setting_id = survivor.id
    survivor.version += 1
    session.flush()


def _later(session: Session, survivor: Setting, other: Setting) -> Setting:
    """Whose number came after the other's, as the register says; else the survivor's."""
    numbers = {
        one.value: one.setting_id
        for one in session.scalars(
            select(Identifier).where(
                Identifier.setting_id.in_((survivor.id, other.id)), Identifier.scheme == GIAS
            )
        )
    }
    after = session.scalar(
        select(RegisterLink.after_number).where(
            RegisterLink.authority_id == survivor.authority_id,
            RegisterLink.before_number.in_(numbers),
            RegisterLink.after_number.in_(numbers),
        )
    )
    if after is not None:
        return other if numbers[after] == other.id else survivor
    return survivor


def _former(survivor: Setting, named: Setting, at: datetime) -> FormerName:
    return FormerName(
        authority_id=survivor.authority_id,
        setting_id=survivor.id,
        name=named.name,
        until_on=day_of(at),
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
