"""Who has asked on the public page to take part."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.queries.lists import Page, page_of
from award.queries.words import has_words
from award.storage.accounts import Enquiry
from award.storage.settings import Setting


def find_enquiry(session: Session, actor: Actor, enquiry_id: int) -> Enquiry | None:
    """The enquiry, where it came to the actor's authority."""
    return session.scalar(
        select(Enquiry).where(Enquiry.id == enquiry_id, Enquiry.authority_id == actor.authority_id)
    )


def find_asker(session: Session, actor: Actor, setting_id: int) -> Enquiry | None:
    """The newest enquiry that was answered with a setting: who asked is likely its lead."""
    return session.scalar(
        select(Enquiry)
        .where(
            Enquiry.setting_id == setting_id,
            Enquiry.authority_id == actor.authority_id,
            Enquiry.answered_at.is_not(None),
        )
        .order_by(Enquiry.answered_at.desc(), Enquiry.id.desc())
        .limit(1)
    )


def list_enquiries(session: Session, actor: Actor, *, page: int) -> Page[Enquiry]:
    """One page of enquiries: those that wait first, the longest wait first of all."""
    query = select(Enquiry).where(Enquiry.authority_id == actor.authority_id)
    order = (Enquiry.answered_at.is_not(None), Enquiry.asked_at, Enquiry.id)
    return page_of(session, query, *order, page=page)


def list_settings_like(session: Session, actor: Actor, enquiry: Enquiry) -> Sequence[Setting]:
    """The settings that an enquiry may be about: every word of its name, or the first."""
    words = [one for one in enquiry.setting_name.lower().split() if len(one) > 2]
    if not words:
        return []
    return session.scalars(
        select(Setting)
        .where(
            Setting.authority_id == actor.authority_id,
            has_words(words[0], Setting.name),
        )
        .order_by(func.lower(Setting.name) != enquiry.setting_name.lower(), Setting.name)
        .limit(8)
    ).all()
