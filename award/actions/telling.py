"""Writes the letters that a step asks for, as rows in the same transaction, and queues jobs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from award.domain.arrivals import fields_for
from award.domain.letter_texts import LINK, NAMELESS, render_letter
from award.domain.letter_texts import Letter as LetterWords
from award.domain.letters import Addressee, find_letter, letters_after
from award.domain.letters_without_room import without_room
from award.domain.people import Role
from award.domain.reminders import OF_SETTING
from award.domain.stages import Stage
from award.storage.accounts import Membership, User
from award.storage.approvers import heads_named
from award.storage.authorities import Authority, Cover
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.jobs import Job
from award.storage.journeys import AssignmentKind, Journey
from award.storage.letters import Letter, LetterState
from award.storage.sent_texts import text_sent
from award.storage.settings import Setting
from award.storage.told_places import path_told
from award.storage.working import works_for

SCHEME = "Positive and Peaceful Places"
LONGEST_LINE: Final = 250
SIGNED: Final = "((signed))"
NO_LEAD: Final = frozenset({"lead_unreachable"})


@dataclass(frozen=True)
class Recipient:
    """Who gets an e-mail, and where its link leads: a path, without the public address."""

    email: str
    name: str
    path: str


def tell(
    journey: Journey,
    step: str,
    *,
    at: datetime,
    key: str,
    fields: Mapping[str, str] | None = None,
    people: Mapping[Addressee, Iterable[Recipient]] | None = None,
    stage: Stage | None = None,
    about: Mapping[str, int | str] | None = None,
) -> list[Letter]:
    """Write every letter that goes out after this step of a journey.

    ``key`` makes the letters unique: the same step told twice writes nothing the second time.
    ``people`` names who is meant where the journey alone does not say, ``about`` what it is about.
    """
    written = []
    for row in letters_after(step, at=stage):
        if row.only_with and not (fields or {}).get(row.only_with):
            continue
        for addressee in row.to:
            known = (people or {}).get(addressee)
            meant = known if known is not None else recipients(journey, addressee, at=at)
            for one in meant:
                letter = write_letter(
                    session_of(journey),
                    row.code,
                    replace(one, path=path_told(journey, row.code, one.path, about or {})),
                    authority=journey.authority,
                    at=at,
                    key=f"{key}:{row.code}:{one.email}",
                    fields=fields_for(
                        addressee,
                        {"setting": name_for(journey.setting, addressee, one), **(fields or {})},
                    ),
                    journey=journey,
                    text=_text_for(journey, row.code, addressee, one, at=at),
                )
                written += [letter] if letter else []
    return written


def _text_for(
    journey: Journey, code: str, addressee: Addressee, to: Recipient, *, at: datetime
) -> str:
    """Words of its own for a head without an account, who has no room to be led to; else none."""
    if addressee is not Addressee.HEAD or to.path != f"/{journey.authority.code}":
        return ""
    text = text_sent(session_of(journey), journey.authority_id, code)
    leads = [] if code in NO_LEAD else recipients(journey, Addressee.LEAD, at=at)
    return without_room(text, leads[0].name if leads else "")


def name_for(setting: Setting, addressee: Addressee, to: Recipient | None = None) -> str:
    """The setting's name; a hidden one's is told to its own people only.

    Its own are its lead and head, and whoever the letter leads into the setting's room.
    """
    own = addressee in OF_SETTING or (to is not None and to.path.startswith("/setting/"))
    return setting.name if own or not setting.is_hidden else NAMELESS


def write_letter(
    session: Session,
    code: str,
    to: Recipient,
    *,
    authority: Authority | None,
    at: datetime,
    key: str,
    fields: Mapping[str, str] | None = None,
    journey: Journey | None = None,
    setting: Setting | None = None,
    text: str = "",
) -> Letter | None:
    """Write one letter and queue its delivery; None where this key was used before.

    ``text`` takes the place of the letter's own words. The link stays a place in it, filled in
    at delivery from the configured public address.
    Raises KeyError for a letter that does not exist, TextFault for a field that is missing.
    """
    if session.scalar(select(Letter.id).where(Letter.unique_key == key)) is not None:
        return None
    own = text or text_sent(session, authority.id if authority else None, code)
    ends = {"signed": signed_by(session, authority, to, at=at)} if SIGNED in own else {}
    words = _words(code, to, authority, {**ends, **(fields or {})}, own)._asdict()
    letter = Letter(
        **_about(authority, journey, setting),
        code=code,
        to_email=to.email,
        to_name=to.name,
        **words,
        path=to.path,
        unique_key=key,
        message_id=f"{uuid4()}@letters.invalid",
        state=LetterState.WAITING,
        written_at=at,
    )
    session.add(letter)
    session.flush()
    queue(session, "deliver_letter", {"letter_id": letter.id}, key=f"letter:{letter.id}", at=at)
    return letter


def _about(
    authority: Authority | None, journey: Journey | None, setting: Setting | None
) -> dict[str, int | None]:
    """What a letter is about, by the numbers of the rows."""
    return {
        "authority_id": authority.id if authority else None,
        "journey_id": journey.id if journey else None,
        "setting_id": journey.setting_id if journey else (setting.id if setting else None),
    }


def signed_by(session: Session, authority: Authority | None, to: Recipient, *, at: datetime) -> str:
    """How a letter ends: the name of who alone coordinates now, above the authority's; or that.

    Nobody signs a letter to themselves.
    """
    found = _coordinators_now(session, authority.id, path="", at=at) if authority else []
    names = [one.name for one in found if len(found) == 1 and one.email != to.email]
    return "\n".join([*names, authority.name if authority else SCHEME])


def _words(
    code: str,
    to: Recipient,
    authority: Authority | None,
    fields: Mapping[str, str],
    own: str,
) -> LetterWords:
    """The letter of that text, with every field filled in."""
    row = find_letter(code)
    if row is None:
        raise KeyError(code)
    known = {
        "name": to.name,
        "authority": authority.name if authority else SCHEME,
        "scheme": SCHEME,
        "link": LINK,
        **fields,
    }
    used = {name: known[name] for name in row.fields if name in known}
    words = render_letter(own, used)
    return words._replace(subject=words.subject[:LONGEST_LINE], button=words.button[:LONGEST_LINE])


def queue(
    session: Session, kind: str, payload: Mapping[str, Any], *, key: str, at: datetime
) -> Job | None:
    """Write a job for the worker; None where this key was used before."""
    if session.scalar(select(Job.id).where(Job.unique_key == key)) is not None:
        return None
    job = Job(kind=kind, payload=dict(payload), unique_key=key, written_at=at, run_after=at)
    session.add(job)
    session.flush()
    return job


def recipients(journey: Journey, addressee: Addressee, *, at: datetime) -> list[Recipient]:
    """Who plays this part in the journey now. People whose account or role ended get nothing."""
    session = session_of(journey)
    place, code = f"/setting/{journey.setting_id}", journey.authority.code
    if addressee is Addressee.LEAD:
        return _at_setting(session, journey, Role.LEAD, place)
    if addressee is Addressee.HEAD:
        named = [Recipient(one.email, one.name, f"/{code}") for one in heads_named(journey)]
        return _at_setting(session, journey, Role.HEAD, place) or named
    if addressee in (Addressee.COORDINATOR, Addressee.COVER):
        path = f"/{code}/coordinator/journeys/{journey.id}"
        return coordinators(session, journey.authority_id, path=path, at=at)
    if addressee in (Addressee.ADVISER, Addressee.ASSESSOR, Addressee.SECOND):
        kind = AssignmentKind(str(addressee))
        parts = [one for one in journey.assignments if not one.ended_at and one.kind is kind]
        path = f"/{code}/assessor/journeys/{journey.id}"
        ids = [one.user_id for one in parts]
        return _people(session, ids, path, works_for(User.id, journey.authority_id))
    if addressee in (Addressee.PANEL, Addressee.STEERING):
        is_panels = addressee is Addressee.PANEL and journey.stage is Stage.DECIDING
        path = f"/{code}/{addressee}" + (f"/journeys/{journey.id}" if is_panels else "")
        return _with_role(session, journey.authority_id, Role(str(addressee)), path)
    return []


def coordinators(
    session: Session, authority_id: int, *, path: str, at: datetime
) -> list[Recipient]:
    """The coordinators, each replaced by their cover while they are away; else administrators."""
    people = _coordinators_now(session, authority_id, path=path, at=at)
    return people or _with_role(session, authority_id, Role.ADMINISTRATOR, "/admin")


def _coordinators_now(
    session: Session, authority_id: int, *, path: str, at: datetime
) -> list[Recipient]:
    ids = list(
        session.scalars(
            select(Membership.user_id).where(
                Membership.authority_id == authority_id,
                Membership.role == Role.COORDINATOR,
                Membership.ended_at.is_(None),
            )
        )
    )
    today = day_of(at)
    stands_in = works_for(Cover.cover_user_id, authority_id, Role.COORDINATOR)
    rows = select(Cover).where(Cover.authority_id == authority_id, stands_in).order_by(Cover.id)
    covers = {
        one.user_id: one.cover_user_id
        for one in session.scalars(rows)
        if one.from_on <= today <= one.until_on
    }
    return _people(session, [covers.get(one, one) for one in ids], path)


def _at_setting(session: Session, journey: Journey, role: Role, path: str) -> list[Recipient]:
    ids = session.scalars(
        select(Membership.user_id).where(
            Membership.setting_id == journey.setting_id,
            Membership.role == role,
            Membership.ended_at.is_(None),
        )
    )
    return _people(session, ids, path)


def _with_role(session: Session, authority_id: int, role: Role, path: str) -> list[Recipient]:
    ids = session.scalars(
        select(Membership.user_id).where(
            Membership.authority_id == authority_id,
            Membership.role == role,
            Membership.ended_at.is_(None),
        )
    )
    return _people(session, ids, path)


def _people(
    session: Session, ids: Iterable[int], path: str, *where: ColumnElement[bool]
) -> list[Recipient]:
    users = session.scalars(
        select(User).where(User.id.in_(set(ids)), User.ended_at.is_(None), *where).order_by(User.id)
    )
    return [Recipient(user.email, user.name, path) for user in users]
