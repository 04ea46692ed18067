"""Lets somebody ask, on the public page, to take part; a coordinator answers."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from award.actions.telling import Recipient, coordinators, write_letter
from award.domain.people import Actor
from award.domain.refusals import NotFound, NotReady
from award.storage.accounts import Enquiry
from award.storage.authorities import Authority
from award.storage.db import hold, must_be_held, session_of
from award.storage.enquiry_replies import find_reply, reply_key
from award.storage.letters import Letter
from award.storage.settings import Setting

# Names go into letters to an address that nobody has proved: no advertisement travels in them.
LOOKS_LIKE_ADDRESS: Final = re.compile(
    r"://|www\.|@|\.(com|net|org|uk|info|io|ru|cn)\b", re.IGNORECASE
)
SAME_FOR: Final = timedelta(days=1)
NO_ADDRESS: Final = "Write the name without a web address"


@dataclass(frozen=True)
class Ask:
    """What somebody wrote on the public page."""

    setting_name: str
    kind_code: str
    person: str
    email: str
    words: str = ""


def ask_to_take_part(authority: Authority, ask: Ask, *, at: datetime) -> Enquiry:
    """Keep what was asked, thank who asked, and tell the coordinators.

    The same asked twice within a day is one enquiry, as long as nobody has answered it.
    Raises NotReady for names that carry an address. Whether the setting or the person is known
    makes no difference to what is said.
    """
    must_be_held(authority)
    if any(LOOKS_LIKE_ADDRESS.search(one) for one in (ask.setting_name, ask.person)):
        raise NotReady(NO_ADDRESS)
    if (earlier := _asked_already(authority, ask, at=at)) is not None:
        return earlier
    session = session_of(authority)
    row = Enquiry(
        authority_id=authority.id,
        setting_name=ask.setting_name.strip(),
        kind_code=ask.kind_code,
        person=ask.person.strip(),
        email=ask.email.strip().lower(),
        words=ask.words.strip(),
        asked_at=at,
    )
    session.add(row)
    session.flush()
    _write_letters(authority, row, at=at)
    return row


def _asked_already(authority: Authority, ask: Ask, *, at: datetime) -> Enquiry | None:
    """What the same person asked for the same setting a short while ago, not answered yet."""
    return session_of(authority).scalar(
        select(Enquiry)
        .where(
            Enquiry.authority_id == authority.id,
            Enquiry.email == ask.email.strip().lower(),
            func.lower(Enquiry.setting_name) == func.lower(ask.setting_name.strip()),
            Enquiry.answered_at.is_(None),
            Enquiry.asked_at > at - SAME_FOR,
        )
        .order_by(Enquiry.id)
        .limit(1)
    )


def _write_letters(authority: Authority, row: Enquiry, *, at: datetime) -> None:
    session = session_of(row)
    write_letter(
        session,
        "enquiry_received",
        Recipient(row.email, row.person, f"/{authority.code}"),
        authority=authority,
        at=at,
        key=f"enquiry_received:{row.id}",
        fields={"setting": row.setting_name},
    )
    path = f"/{authority.code}/coordinator/enquiries/{row.id}"
    for one in coordinators(session, authority.id, path=path, at=at):
        runs = one.path != path  # an administrator, who cannot open it and invites a coordinator
        invites = replace(one, path=f"/admin/authorities/{authority.code}/people")
        write_letter(
            session,
            "enquiry_uncoordinated" if runs else "enquiry_arrived",
            invites if runs else one,
            authority=authority,
            at=at,
            key=f"enquiry_arrived:{row.id}:{one.email}",
            fields={"setting": row.setting_name, "sender": row.person},
        )


def reply_to_enquiry(enquiry: Enquiry, words: str, *, by: Actor, at: datetime) -> Letter | None:
    """Write to who asked, in the name of who answers; the letter goes once.

    The same sent again by the same person writes nothing more, and None comes back. Raises
    NotFound for another's enquiry, NotReady without words or where somebody has written before.
    """
    must_be_held(enquiry)
    if by.authority_id != enquiry.authority_id:
        raise NotFound
    said, session = words.strip(), session_of(enquiry)
    if not said:
        raise NotReady("Write a line or two", of="words")
    if (sent := find_reply(session, enquiry)) is not None:
        if enquiry.answered_by_id == by.user_id and said in sent.body:
            return None
        raise NotReady("A reply has gone already. Read it on the page of the enquiry")
    enquiry.answered_by_id = by.user_id
    authority = session.get_one(Authority, enquiry.authority_id)
    return write_letter(
        session,
        "enquiry_answered",
        Recipient(enquiry.email, enquiry.person, f"/{authority.code}"),
        authority=authority,
        at=at,
        key=reply_key(enquiry.id),
        fields={
            "setting": enquiry.setting_name,
            "sender": by.name,
            "words": said,
        },
    )


def answer_enquiry(
    enquiry: Enquiry, *, answer: str, setting_id: int | None, by: Actor, at: datetime
) -> None:
    """Settle an enquiry: for which setting it is, with a line of notes.

    Who wrote a reply stays who answered. Raises NotFound for another's, NotReady for a settled one.
    """
    must_be_held(enquiry)
    if by.authority_id != enquiry.authority_id:
        raise NotFound
    if enquiry.answered_at is not None:
        raise NotReady("Somebody has answered this already")
    enquiry.answered_at = at
    if find_reply(session_of(enquiry), enquiry) is None:
        enquiry.answered_by_id = by.user_id
    enquiry.answer, enquiry.setting_id = answer.strip(), setting_id


def take_up_again(enquiry: Enquiry, *, by: Actor) -> None:
    """Let a settled enquiry wait once more: its setting was chosen wrongly, or minds changed.

    The notes and a reply stay; what was opened or sent for the setting meanwhile stays, too. One
    that waits already is left as it is. Raises NotFound for another's.
    """
    must_be_held(enquiry)
    if by.authority_id != enquiry.authority_id:
        raise NotFound
    enquiry.answered_at = enquiry.setting_id = None
    if find_reply(session_of(enquiry), enquiry) is None:
        enquiry.answered_by_id = None


def keep_answer(enquiry: Enquiry, answer: str, *, by: Actor) -> None:
    """Keep the line that was noted while the enquiry still waits for its setting to be added."""
    must_be_held(enquiry)
    if by.authority_id != enquiry.authority_id:
        raise NotFound
    if enquiry.answered_at is not None:
        raise NotReady("Somebody has answered this already")
    enquiry.answer = answer.strip()


def answer_with(setting: Setting, enquiry_id: int, *, by: Actor, at: datetime) -> Enquiry:
    """Answer an enquiry with the setting that this same change has added for it."""
    must_be_held(setting)
    enquiry = session_of(setting).get(
        Enquiry, enquiry_id, with_for_update=True, populate_existing=True
    )
    if enquiry is None:
        raise NotFound
    hold(enquiry)
    answer_enquiry(enquiry, answer=enquiry.answer, setting_id=setting.id, by=by, at=at)
    return enquiry
