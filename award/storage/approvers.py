"""Who leads and who approves at a setting today, as far as approvals have to know."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import and_, func, or_, select

from award.domain.people import Role
from award.domain.routes import Approval as ApprovalOf
from award.storage.accounts import Membership, User
from award.storage.db import session_of
from award.storage.journeys import Approval, Journey
from award.storage.settings import ContactPart

EVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Person:
    """Somebody by name and address; ``user_id`` is None where they have no account here."""

    name: str
    email: str
    user_id: int | None = None


def whom_to_ask(journey: Journey) -> list[Person]:
    """Whoever can be asked to approve, each by an address of their own; who is meant stands first.

    Where the application names a head with an account, it is only them. Where it names another
    address, it is whoever the application names, if it was written since the head came and they
    were not head before, else the head. Nobody whose access as head was ended since the
    application was written. Empty where nobody can be written to.
    """
    said, heads = journey.application, _with_part(journey, Role.HEAD)
    email = said.approver_email.strip() if said else ""
    if said is None or not email:
        return heads
    meant = [one for one in heads if is_at(one, email)]
    if meant:
        return meant
    if was_taken_out(journey, email, since=said.changed_at):
        return heads
    named = Person(said.approver_name, email)
    is_meant = not heads or _is_written_since(journey, said.changed_at, email)
    return [named, *heads] if is_meant else [*heads, named]


def who_approves(journey: Journey) -> Person | None:
    """Whom an approval is asked of where nobody chooses; None where nobody can be written to."""
    return next(iter(whom_to_ask(journey)), None)


def heads_named(journey: Journey) -> list[Person]:
    """The approver without an account: whom the application names, else the setting's contact.

    Nobody whose access as head was ended, in the application since it was written.
    """
    said = journey.application
    email = said.approver_email if said else ""
    if said and email and not was_taken_out(journey, email, since=said.changed_at):
        return [Person(said.approver_name, email)]
    return [
        Person(one.name, one.email)
        for one in journey.setting.contacts
        if one.part is ContactPart.APPROVER and one.email and not was_taken_out(journey, one.email)
    ]


def is_at(person: Person, email: str) -> bool:
    """Whether this is the person's address, however it is written."""
    return person.email.casefold() == email.strip().casefold()


def title_of(journey: Journey, email: str) -> str:
    """The title that the application gives to whom it names at this address; else empty."""
    said = journey.application
    return said.approver_title if said and is_at(Person("", said.approver_email), email) else ""


def who_leads(journey: Journey) -> list[Person]:
    """Whoever leads at the setting today; and whom the application names as the lead, unless the
    lead was taken up by somebody since it was written."""
    said, leads = journey.application, _with_part(journey, Role.LEAD)
    if said is None or _has_come_since(journey, Role.LEAD, said.changed_at):
        return leads
    return [*leads, Person(said.lead_name, said.lead_email)]


def lead_named(journey: Journey) -> str:
    """The name of who leads today, by whom one asks and whom one turns to: with an account, else
    as the application says it. Empty where nobody is named."""
    said = journey.application
    leads = _with_part(journey, Role.LEAD)
    return leads[0].name if leads else (said.lead_name if said else "")


def last_answer(journey: Journey, of: ApprovalOf) -> Approval | None:
    """The last yes, or the last that was sent back with words; None while nobody has answered."""
    return session_of(journey).scalar(
        select(Approval)
        .where(
            Approval.journey_id == journey.id,
            Approval.of == of,
            or_(Approval.approved_at.is_not(None), Approval.returned_at.is_not(None)),
        )
        .order_by(
            func.coalesce(Approval.returned_at, Approval.approved_at).desc(), Approval.id.desc()
        )
        .limit(1)
    )


def _is_written_since(journey: Journey, written_at: datetime, email: str) -> bool:
    """Whether no head came after the moment, and nobody with this address was head before."""
    against = (
        select(Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.setting_id == journey.setting_id,
            Membership.role == Role.HEAD,
            or_(
                and_(Membership.ended_at.is_(None), Membership.started_at >= written_at),
                func.lower(User.email) == email.lower(),
            ),
        )
    )
    return session_of(journey).scalar(against.limit(1)) is None


def was_taken_out(journey: Journey, email: str, *, since: datetime = EVER) -> bool:
    """Whether a head with this address was one no more after the moment: they are not meant."""
    ended = or_(Membership.ended_at >= since, User.ended_at >= since)
    gone = (
        select(Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.setting_id == journey.setting_id,
            Membership.role == Role.HEAD,
            func.lower(User.email) == email.strip().lower(),
            ended,
        )
    )
    return session_of(journey).scalar(gone.limit(1)) is not None


def _has_come_since(journey: Journey, role: Role, moment: datetime) -> bool:
    """Whether somebody has taken up this part, and has it now, since the moment."""
    came = select(Membership.id).where(
        Membership.setting_id == journey.setting_id,
        Membership.role == role,
        Membership.ended_at.is_(None),
        Membership.started_at > moment,
    )
    return session_of(journey).scalar(came.limit(1)) is not None


def sender_named(journey: Journey, approval: Approval) -> str:
    """Who can send the link of an approval anew: who leads or, where nobody can, who sent it."""
    asker = session_of(approval).get(User, approval.asked_by_id) if approval.asked_by_id else None
    leads = _with_part(journey, Role.LEAD)
    return asker.name if asker and not leads else lead_named(journey)


def _with_part(journey: Journey, role: Role) -> list[Person]:
    """The people with this part at the setting now, who came last first."""
    rows = session_of(journey).execute(
        select(User.name, User.email, User.id)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.setting_id == journey.setting_id,
            Membership.role == role,
            Membership.ended_at.is_(None),
            User.ended_at.is_(None),
        )
        .order_by(Membership.started_at.desc(), Membership.id.desc())
    )
    return [Person(*row) for row in rows]
