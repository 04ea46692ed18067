"""What the badge of a setting says today: from the code of any award that it was given."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from award.domain.award_moves import AwardState, PublicWords
from award.domain.public_badges import Badge
from award.queries.register import said_of
from award.storage.authorities import Authority
from award.storage.awards import Award, renewal_under_way
from award.storage.settings import Setting


class BadgeNow(NamedTuple):
    """A badge with the code of the award that it speaks of now, and its authority's colour."""

    badge: Badge
    code: str
    brand_colour: str


def find_badge(session: Session, code: str, *, today: date) -> BadgeNow | None:
    """The badge that an award's code leads to: of the setting's newest award that has begun.

    So a badge goes on being true when the next award follows. Where a setting is withheld, or its
    award is not announced yet, no name is told.
    """
    asked = aliased(Award)
    row = session.execute(
        select(Award, Setting, Authority, renewal_under_way())
        .join(asked, asked.setting_id == Award.setting_id)
        .join(Setting, Setting.id == Award.setting_id)
        .join(Authority, Authority.id == Award.authority_id)
        .where(
            asked.code == code,
            or_(Award.id == asked.id, (Award.valid_from <= today) & _is_told(today)),
        )
        .order_by(Award.state == AwardState.SUPERSEDED, Award.valid_from.desc(), Award.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    award, setting, authority, renewing = row
    words = said_of(award, today, renewal_open=bool(renewing))
    hidden = setting.is_hidden or words is PublicWords.NOT_ANNOUNCED
    badge = Badge(authority.name, "" if hidden else award.name, words, award.valid_until)
    return BadgeNow(badge, award.code, authority.brand_colour)


def _is_told(today: date) -> object:
    return or_(Award.announce_on.is_(None), Award.announce_on <= today)
