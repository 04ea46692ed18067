"""Writes the one letter that somebody gets on a day: actions that are due, and what was said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from textwrap import shorten
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from award.actions.advising import standards_of
from award.actions.telling import Recipient, name_for, write_letter
from award.domain.letter_texts import begun
from award.domain.letters import Addressee
from award.domain.people import ROLE_NAMES
from award.storage.accounts import User
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.journeys import Journey
from award.storage.letters import Letter
from award.storage.remarks import Remark, RemarkTold

LONGEST_QUOTE: Final = 300
TOLD_AS: Final = {
    EvidenceState.ACCEPTED: "accepted",
    EvidenceState.NEEDS_MORE: "needs more",
    EvidenceState.NOT_RELEVANT: "does not fit here",
}


@dataclass
class Part:
    """What one person is told of one journey."""

    actions: Sequence[str] = ()
    said: list[Remark] = field(default_factory=list)

    @property
    def is_answer(self) -> bool:
        """Whether it is told to who gave the feedback, and not to the setting."""
        return bool(self.said) and self.said[0].from_setting


def write_digest(
    to: User, parts: Mapping[Journey, Part], *, week: str, at: datetime
) -> Letter | None:
    """One letter to one person about all their journeys; None where they had theirs today.

    What it tells of remarks is written down, so that no other letter tells it again.
    """
    must_be_held(to)
    session = session_of(to)
    if not parts or to.ended_at is not None or _had_one(session, to, day_of(at)):
        return None
    actions = any(one.actions for one in parts.values())
    key = f"digest:{to.id}:{week}" if actions else f"talk:{to.id}:{day_of(at)}"
    letter = _write(session, to, parts, key=key, at=at)
    if letter is not None:
        _note_told(session, to, (remark for one in parts.values() for remark in one.said), at=at)
    return letter


def _had_one(session: Session, to: User, today: date) -> bool:
    """Whether this person was written such a letter today."""
    last = session.scalar(
        select(Letter.written_at)
        .where(
            or_(
                Letter.unique_key.startswith(f"digest:{to.id}:", autoescape=True),
                Letter.unique_key.startswith(f"talk:{to.id}:", autoescape=True),
            )
        )
        .order_by(Letter.written_at.desc())
        .limit(1)
    )
    return last is not None and day_of(last) == today


def _write(
    session: Session, to: User, parts: Mapping[Journey, Part], *, key: str, at: datetime
) -> Letter | None:
    if len(parts) > 1:
        told = [
            f"{begun(_name(journey, one))}:\n{_lines(journey, one)}"
            for journey, one in parts.items()
        ]
        person = Recipient(to.email, to.name, "/")
        fields = {"what": "\n\n".join(told)}
        return write_letter(
            session, "digest", person, authority=None, at=at, key=key, fields=fields
        )
    journey, part = next(iter(parts.items()))
    code = "feedback_answered" if part.is_answer else "feedback_given"
    if part.actions:
        code = "digest" if part.said else "actions_due"
    fields = {"setting": _name(journey, part), "what": _lines(journey, part)}
    return write_letter(
        session,
        code,
        Recipient(to.email, to.name, _path(journey, part, to)),
        authority=journey.authority,
        at=at,
        key=key,
        fields=fields,
        journey=journey,
    )


def _name(journey: Journey, part: Part) -> str:
    """The setting's name, for its own people; a hidden one's is kept from the others."""
    return name_for(journey.setting, Addressee.ADVISER if part.is_answer else Addressee.LEAD)


def _path(journey: Journey, part: Part, to: User) -> str:
    if not part.is_answer:
        return f"/setting/{journey.setting_id}"
    works = any(one.user_id == to.id and one.ended_at is None for one in journey.assignments)
    room, page = ("assessor", "criteria") if works else ("coordinator", "evidence")
    return f"/{journey.authority.code}/{room}/journeys/{journey.id}/{page}"


def _lines(journey: Journey, part: Part) -> str:
    """The actions that are due, then standard by standard what was said."""
    titles, parts = standards_of(journey), ["\n".join(part.actions)] if part.actions else []
    ordered = sorted(part.said, key=lambda one: (one.standard, one.id))
    for code, remarks in groupby(ordered, key=lambda one: one.standard):
        said = [_line(one) for one in remarks]
        parts.append("\n".join([f"{titles.get(code, code)}:", *said]))
    return "\n\n".join(parts)


def _line(remark: Remark) -> str:
    """- “Our policy”: needs more. Who agreed it? (Edith Moss, adviser)"""
    about = ""
    if remark.item_id is not None:
        item = session_of(remark).get_one(EvidenceItem, remark.item_id)
        about = f"“{item.title}”: "
    state = TOLD_AS.get(remark.said, "") if remark.said and remark.item_id is not None else ""
    words = shorten(remark.words, LONGEST_QUOTE, placeholder=" …")
    said = ". ".join(filter(None, (state, words)))
    return f"- {about}{said} ({remark.by_name}, {ROLE_NAMES[remark.by_role]})"


def _note_told(session: Session, to: User, remarks: Iterable[Remark], *, at: datetime) -> None:
    session.add_all(RemarkTold(remark_id=one.id, user_id=to.id, at=at) for one in remarks)
    session.flush()
