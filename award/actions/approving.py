"""The head's approval: asked, given by link or signed in, recorded on behalf, refused."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from award.actions.moves import take_step
from award.actions.overtaking import STAGE_OF, STEP_WORDS, approved_otherwise
from award.actions.pausing import must_not_rest
from award.actions.preparing import must_be_prepared
from award.actions.telling import Recipient, recipients
from award.domain.letters import Addressee
from award.domain.people import ROLE_NAMES, SETTING_ROLES, Actor, Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.routes import Approval as ApprovalOf
from award.domain.spoken import long_day
from award.storage.accounts import User
from award.storage.approvers import Person, is_at, last_answer, who_leads, whom_to_ask
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.facts import facts_of
from award.storage.frameworks import kind_of
from award.storage.journeys import Approval, Journey

LINK_DAYS: Final = 14
WAYS: Final = {
    "in_person": "in person",
    "phone": "by phone",
    "e_mail": "by e-mail",
    "paper": "on paper",
}


@dataclass(frozen=True)
class GivenElsewhere:
    """An approval that somebody writes down: who agreed, how (a key of WAYS), and when."""

    name: str
    how: str
    on: date
    words: str = ""


def digest_now(journey: Journey, of: ApprovalOf, *, at: datetime) -> str:
    """The digest of exactly what would be approved now."""
    return facts_of(journey, at=at).digest_of(of)


def has_changed_since(journey: Journey, asked: Approval, *, at: datetime) -> bool:
    """Whether what somebody was asked to approve is not what stands now."""
    return asked.digest != digest_now(journey, asked.of, at=at)


def must_wait_for_approval(journey: Journey, of: ApprovalOf) -> None:
    """Refuse what waits for no approval: at another stage, or on a route that asks for none."""
    if journey.stage is not STAGE_OF[of]:
        raise NotAllowed("This is not waiting for the head’s approval any more.")
    if not journey.route.rules.asks(of):
        raise NotAllowed("The head’s approval is not asked for here.")


def must_be_asked_for(journey: Journey, of: ApprovalOf, *, at: datetime) -> None:
    """Refuse to ask in a pause, or for what waits for no approval (NotAllowed).

    What says nothing yet is not sent either: NotReady tells what is missing.
    """
    must_wait_for_approval(journey, of)
    must_not_rest(journey)
    must_be_prepared(journey, of, at=at)


def ask_for_approval(
    journey: Journey,
    of: ApprovalOf,
    *,
    token: str,
    token_digest: str,
    by: Actor,
    at: datetime,
    to: str = "",
) -> Approval:
    """Write to the head with a link that works once, for 14 days, and for this content only.

    ``to`` is the address of one whom_to_ask() offers; empty for who stands first there. Only the
    token's digest is kept. An earlier link that was not used falls. Raises NotReady when nobody
    is named, ``to`` is not offered or may not be the lead, or the application is not filled in.
    """
    must_be_held(journey)
    must_be_asked_for(journey, of, at=at)
    person = _chosen(journey, to)
    head = Recipient(person.email, person.name, f"/approve/{token}")
    let_links_fall(journey, of, at=at)
    approval = Approval(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        of=of,
        digest=digest_now(journey, of, at=at),
        approver_name=person.name,
        approver_email=person.email,
        token_digest=token_digest,
        asked_by_id=by.user_id,
        asked_at=at,
        expires_at=at + timedelta(days=LINK_DAYS),
    )
    session_of(journey).add(approval)
    until, words = long_day(day_of(at + timedelta(days=LINK_DAYS))), STEP_WORDS[of]
    sender = by.name if by.role in SETTING_ROLES else f"{by.name}, the {ROLE_NAMES[by.role]},"
    fields = {"sender": sender, "step": words, "link_until": until}
    people = {Addressee.HEAD: [head]}
    take_step(journey, "ask_for_approval", by=by, at=at, words=words, fields=fields, people=people)
    return approval


def _chosen(journey: Journey, to: str) -> Person:
    """Whom the link goes to. Raises NotReady where nobody can be asked, or not this person."""
    offered = whom_to_ask(journey)
    if not offered:
        raise NotReady("Say who approves it, with an e-mail address")
    found = [one for one in offered if is_at(one, to)] if to else offered
    if not found:
        raise NotReady("Choose whom to ask from the people shown here", of="to")
    must_be_two(journey, found[0])
    return found[0]


def must_be_two(journey: Journey, approver: Person) -> None:
    """Refuse the lead as their own approver, but where the kind of setting lets one be both.

    Raises NotReady with how to mend it.
    """
    if kind_of(journey.setting).lead_may_approve:
        return
    if any(_is_same(approver, one) for one in who_leads(journey)):
        raise NotReady(
            "Choose somebody else than the lead to approve this: the head or their deputy"
        )


def refused_by_another(journey: Journey, of: ApprovalOf) -> Approval | None:
    """What somebody else than the lead sent back, while nobody has approved it since."""
    last = last_answer(journey, of)
    if last is None or last.returned_at is None:
        return None
    who = Person(last.approver_name, last.approver_email)
    return None if any(_is_same(who, one) for one in who_leads(journey)) else last


def lead_may_approve(journey: Journey, of: ApprovalOf) -> bool:
    """Whether the lead may be their own approver: the kind allows it, and nobody has refused."""
    return kind_of(journey.setting).lead_may_approve and refused_by_another(journey, of) is None


def _must_not_overrule(journey: Journey, of: ApprovalOf) -> None:
    """Refuse the lead's own yes where whoever was asked sent it back."""
    refused = refused_by_another(journey, of)
    if refused is not None:
        raise NotAllowed(
            f"{refused.approver_name} was asked, and sent it back. Change what they wrote about, "
            "then ask them again."
        )


def _is_same(one: Person, other: Person) -> bool:
    """Whether both are one person: by account, by address, or by name where an address is open."""
    if one.user_id is not None and other.user_id is not None:
        return one.user_id == other.user_id
    if one.email and other.email:
        return one.email.casefold() == other.email.strip().casefold()
    return " ".join(one.name.split()).casefold() == " ".join(other.name.split()).casefold()


def let_links_fall(journey: Journey, of: ApprovalOf, *, at: datetime) -> list[Approval]:
    """Links that still wait for an answer stop working; they come back, the newest last."""
    waiting = session_of(journey).scalars(
        select(Approval)
        .where(
            Approval.journey_id == journey.id,
            Approval.of == of,
            Approval.approved_at.is_(None),
            Approval.fell_at.is_(None),
        )
        .order_by(Approval.id)
    )
    fallen = list(waiting)
    for one in fallen:
        one.fell_at = at
    return fallen


def must_work(journey: Journey, approval: Approval, *, at: datetime) -> None:
    """Refuse a link that was used, overtaken or has run out, or whose yes is there already."""
    if approval.approved_at is not None or approval.returned_at is not None:
        raise NotAllowed("This link was used already. Nothing more is needed.")
    if approval.fell_at is not None or approval.expires_at is None or approval.expires_at < at:
        raise NotAllowed("This link works no longer. Ask the lead to send a new one.")
    if given := approved_otherwise(journey, approval, at=at):
        raise NotAllowed(f"{given.approver_name} has agreed to this already.")


def approve_by_link(journey: Journey, approval: Approval, *, name: str, at: datetime) -> None:
    """The head says yes by the link. It works once, in time, and only for what they were shown.

    Raises NotAllowed when it was used, has run out, or the content has changed since.
    """
    must_be_held(journey)
    must_wait_for_approval(journey, approval.of)
    must_work(journey, approval, at=at)
    if has_changed_since(journey, approval, at=at):
        raise NotAllowed("This has changed since the link was sent. Ask the lead for a new one.")
    approval.approved_at, approval.how = at, "link"
    approval.approver_name = name.strip() or approval.approver_name
    _given(journey, approval, by=Actor(Role.HEAD, name=approval.approver_name), at=at)


def approve(journey: Journey, of: ApprovalOf, *, by: Actor, at: datetime) -> Approval:
    """The head approves, signed in; or the lead where the kind lets one person be both.

    The lead does not say yes where somebody else was asked and sent it back.
    """
    must_be_held(journey)
    must_wait_for_approval(journey, of)
    both = by.role is Role.LEAD and kind_of(journey.setting).lead_may_approve
    if by.role is not Role.HEAD and not both:
        raise NotAllowed("Only the head, or whoever approves for this setting, can approve this.")
    if by.role is Role.LEAD:
        _must_not_overrule(journey, of)
    must_be_two(journey, Person(by.name, "", by.user_id))
    must_be_prepared(journey, of, at=at)
    return _keep(journey, of, name=by.name, how="signed_in", by=by, at=at)


def record_approval(
    journey: Journey, of: ApprovalOf, given: GivenElsewhere, *, by: Actor, at: datetime
) -> Approval:
    """Write down an approval that the head gave elsewhere. Both names are kept.

    It is recorded, never given, by a coordinator or the adviser. Raises NotReady when it is not
    said who agreed, or how, or it was the lead and the kind of setting asks for two people; and
    for what is not written yet.
    """
    must_be_held(journey)
    must_wait_for_approval(journey, of)
    if not by.on_behalf:
        raise NotAllowed("Only a coordinator or the adviser writes an approval down.")
    must_be_prepared(journey, of, at=at)
    if not given.name.strip():
        raise NotReady("Say who agreed")
    if given.how not in WAYS:
        raise NotReady("Choose how they agreed")
    if given.on > day_of(at):
        raise NotReady("Give the day on which they agreed: it cannot be in the future")
    must_be_two(journey, Person(given.name, ""))
    words = f"{WAYS[given.how]}, on {long_day(given.on)}. {given.words.strip()}".strip()
    return _keep(journey, of, name=given.name.strip(), how=given.how, by=by, at=at, words=words)


def _keep(
    journey: Journey,
    of: ApprovalOf,
    *,
    name: str,
    how: str,
    by: Actor,
    at: datetime,
    words: str = "",
) -> Approval:
    approval = Approval(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        of=of,
        digest=digest_now(journey, of, at=at),
        approver_name=name,
        asked_at=at,
        approved_at=at,
        approved_by_id=None if by.on_behalf else by.user_id,
        recorded_by_id=by.user_id if by.on_behalf else None,
        how=how,
        words=words,
    )
    session_of(journey).add(approval)
    _given(journey, approval, by=by, at=at)
    return approval


def _given(journey: Journey, approval: Approval, *, by: Actor, at: datetime) -> None:
    session_of(journey).flush()
    words = f"{STEP_WORDS[approval.of]}: {approval.approver_name}. {approval.words}".strip()
    fields = {"approver": approval.approver_name, "step": STEP_WORDS[approval.of]}
    told = {Addressee.LEAD: _who_is_told(journey, by=by, at=at)}
    take_step(journey, "give_approval", by=by, at=at, words=words, fields=fields, people=told)


def _who_is_told(journey: Journey, *, by: Actor, at: datetime) -> list[Recipient]:
    """Whoever leads, but for who approved it themselves."""
    user = session_of(journey).get(User, by.user_id) if by.user_id else None
    own = user.email if user else ""
    return [one for one in recipients(journey, Addressee.LEAD, at=at) if one.email != own]
