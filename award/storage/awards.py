"""What a setting holds: the award, the moves it made, and its certificates."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Text,
    UniqueConstraint,
    and_,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from award.domain.award_moves import LIVE, AwardState
from award.domain.people import Role
from award.domain.validity import Validity
from award.storage.db import OF_A_FILE, Owned, one_live, within, words_of
from award.storage.journeys import Journey
from award.storage.settings import Setting, SettingState


class Award(Owned):
    """What a setting holds from a day to a day. Its dates are written at release and stay.

    ``number`` is printed; ``code`` is what a certificate is checked by. ``announce_on`` is None
    where the award may be told at once.
    """

    __tablename__ = "awards"
    __table_args__ = (
        UniqueConstraint("id", "authority_id"),
        UniqueConstraint("authority_id", "number"),
        within("settings", "setting_id"),
        within("journeys", "journey_id"),
        one_live("uq_awards_of_journey", "journey_id", where="journey_id IS NOT NULL"),
    )

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    setting_id: Mapped[int] = mapped_column(index=True)
    journey_id: Mapped[int | None]
    number: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    framework_version: Mapped[str]
    state: Mapped[AwardState] = mapped_column(words_of(AwardState), index=True)
    valid_from: Mapped[date]
    valid_until: Mapped[date] = mapped_column(index=True)
    grace_until: Mapped[date]
    renewal_opens_on: Mapped[date | None]
    with_conditions: Mapped[bool] = mapped_column(default=False)
    announce_on: Mapped[date | None]
    released_at: Mapped[datetime]
    # a suspension or revocation that is proposed
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime | None]
    proposed_reason: Mapped[str] = mapped_column(Text, default="")
    reply: Mapped[str] = mapped_column(Text, default="")
    replied_at: Mapped[datetime | None]
    terms_extended: Mapped[int] = mapped_column(default=0)
    times_extended: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    setting: Mapped[Setting] = relationship(primaryjoin="foreign(Award.setting_id) == Setting.id")
    certificates: Mapped[list["Certificate"]] = relationship(
        primaryjoin="foreign(Certificate.award_id) == Award.id", order_by="Certificate.number"
    )

    @property
    def validity(self) -> Validity:
        """The dates that say whether the award stands on a day."""
        return Validity(self.valid_from, self.valid_until, self.grace_until)

    @property
    def told_on(self) -> date | None:
        """Its day of announcement; none while its setting is kept out of everything public."""
        if self.announce_on is None or self.setting.is_hidden:
            return None
        return self.announce_on


def is_held(on: date) -> ColumnElement[bool]:
    """In a query for awards: it lasts on a day, or is still to begin, or may still be renewed."""
    return and_(Award.state.in_(LIVE), Award.grace_until >= on)


def lasts(on: date, award: type[Award] = Award) -> ColumnElement[bool]:
    """In a query for awards: it has begun, and lasts on a day; in its grace only while renewed."""
    in_grace = and_(award.grace_until >= on, renewal_under_way(award))
    return and_(award.valid_from <= on, or_(award.valid_until >= on, in_grace))


def renewal_under_way(award: type[Award] = Award) -> ColumnElement[bool]:
    """In a query for awards: the setting is on a journey, which lets its grace hold."""
    return (
        exists()
        .where(Journey.setting_id == award.setting_id, Journey.ended_at.is_(None))
        .correlate(award)
    )


def list_held(session: Session, setting_ids: Iterable[int], on: date) -> Sequence[Award]:
    """What settings hold on a day, or will: live awards whose time and grace are not over."""
    return session.scalars(
        select(Award)
        .where(Award.setting_id.in_(list(setting_ids)), is_held(on))
        .order_by(Award.valid_from, Award.id)
    ).all()


def find_next_award(session: Session, award: Award) -> Award | None:
    """The award that begins after this one and was neither revoked nor replaced."""
    return session.scalar(
        select(Award)
        .where(
            Award.setting_id == award.setting_id,
            Award.id != award.id,
            Award.valid_from > award.valid_from,
            Award.state.not_in((AwardState.REVOKED, AwardState.SUPERSEDED)),
        )
        .order_by(Award.valid_from)
        .limit(1)
    )


def is_followed(session: Session, award: Award) -> bool:
    """Whether the setting holds a later award, so that this one's end needs no word."""
    found = session.scalar(
        select(Award.id)
        .where(
            Award.setting_id == award.setting_id,
            Award.valid_from > award.valid_from,
            Award.state != AwardState.REVOKED,
        )
        .limit(1)
    )
    return found is not None


def is_asked_nothing(session: Session, award: Award) -> bool:
    """Whether nobody asks how it goes: the setting has closed, or tells enough otherwise, since it
    holds a later award or is on its way to one."""
    is_closed = award.setting.state is SettingState.CLOSED
    return is_closed or is_followed(session, award) or is_renewal_open(session, award)


def is_renewal_open(session: Session, award: Award) -> bool:
    """Whether the setting is on its way to a next award: its term of grace holds only then."""
    open_now = select(Journey.id).where(
        Journey.setting_id == award.setting_id, Journey.ended_at.is_(None)
    )
    return session.scalar(open_now.limit(1)) is not None


class AwardVote(Owned):
    """One panel member's view on a suspension or revocation that was proposed."""

    __tablename__ = "award_votes"
    __table_args__ = (
        within("awards", "award_id"),
        one_live("uq_award_votes_live", "award_id", "user_id", where="set_aside_at IS NULL"),
    )

    award_id: Mapped[int] = mapped_column(index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    in_favour: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    set_aside_at: Mapped[datetime | None]


class AwardHistory(Owned):
    """A line written when something happened to an award."""

    __tablename__ = "award_history"
    __table_args__ = (within("awards", "award_id"),)

    award_id: Mapped[int] = mapped_column(index=True)
    what: Mapped[str]
    came_from: Mapped[AwardState | None] = mapped_column(words_of(AwardState))
    went_to: Mapped[AwardState | None] = mapped_column(words_of(AwardState))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by_name: Mapped[str] = mapped_column(default="")
    role: Mapped[Role] = mapped_column(words_of(Role))
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text, default="")


def stands_since() -> Any:
    """In a query for awards: when each came to stand as it does, where a move brought it there."""
    return (
        select(func.max(AwardHistory.at))
        .where(AwardHistory.award_id == Award.id, AwardHistory.went_to == Award.state)
        .correlate(Award)
        .scalar_subquery()
    )


class Certificate(Owned):
    """One issued document of an award. ``key`` is None until it has been rendered.

    ``face``, ``asked_at`` and ``badge`` are all that its unsigned form is made of, so that it can
    be made again. ``badge`` is the Open Badge as it was signed, ``badge_token`` it as a token.
    """

    __tablename__ = "certificates"
    __table_args__ = (within("awards", "award_id"), UniqueConstraint("award_id", "number"))

    award_id: Mapped[int] = mapped_column(index=True)
    number: Mapped[int] = mapped_column(default=1)
    name: Mapped[str]
    asked_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
    key: Mapped[str | None] = mapped_column(unique=True, info=OF_A_FILE)
    sha256: Mapped[str | None] = mapped_column(index=True)
    size: Mapped[int | None]
    unsigned_sha256: Mapped[str | None]
    face: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    badge: Mapped[str | None] = mapped_column(Text)
    badge_token: Mapped[str | None] = mapped_column(Text)
    replaced_at: Mapped[datetime | None]
