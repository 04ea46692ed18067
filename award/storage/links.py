"""What the register says went before what, and what a coordinator said of it."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, Text, UniqueConstraint, and_, exists, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from award.domain.earlier_holders import HolderAnswer
from award.domain.kinds import Scheme
from award.domain.register_links import Became, LinkAnswer
from award.storage.db import Owned, within, words_of
from award.storage.settings import Identifier


class RegisterLink(Owned):
    """One number that went before another. It changes nothing before it is answered.

    ``setting_id`` is the setting that it was answered for.
    """

    __tablename__ = "register_links"
    __table_args__ = (
        within("settings", "setting_id"),
        UniqueConstraint("authority_id", "before_number", "after_number"),
    )

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    before_number: Mapped[str] = mapped_column(index=True)
    before_name: Mapped[str] = mapped_column(default="")
    after_number: Mapped[str] = mapped_column(index=True)
    after_name: Mapped[str] = mapped_column(default="")
    became: Mapped[Became] = mapped_column(words_of(Became))
    linked_on: Mapped[date | None]
    found_at: Mapped[datetime]
    answer: Mapped[LinkAnswer] = mapped_column(words_of(LinkAnswer), index=True)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_by_name: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(Text, default="")
    setting_id: Mapped[int | None]


class EarlierHolder(Owned):
    """Somebody listed as a holder of an earlier award. It becomes one only when it is matched."""

    __tablename__ = "earlier_holders"
    __table_args__ = (within("settings", "setting_id"),)

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    name: Mapped[str]
    award: Mapped[str] = mapped_column(default="")
    awarded_on: Mapped[date | None]
    until_on: Mapped[date | None]
    number: Mapped[str] = mapped_column(default="")
    found_at: Mapped[datetime]
    answer: Mapped[HolderAnswer] = mapped_column(words_of(HolderAnswer), index=True)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_by_name: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    setting_id: Mapped[int | None]


def is_plain(authority_id: int | None) -> ColumnElement[bool]:
    """Of a link that is proposed: that nothing is to be decided.

    Only its later number is a setting's. An earlier number of several settings is left out:
    whose history it is, a person says.
    """
    other = aliased(RegisterLink)
    numbers = select(Identifier.value).where(
        Identifier.authority_id == authority_id, Identifier.scheme == Scheme.GIAS_URN
    )
    twice = exists().where(
        other.authority_id == authority_id,
        other.id != RegisterLink.id,
        other.before_number == RegisterLink.before_number,
        other.answer == LinkAnswer.PROPOSED,
    )
    return and_(
        RegisterLink.authority_id == authority_id,
        RegisterLink.answer == LinkAnswer.PROPOSED,
        RegisterLink.after_number.in_(numbers),
        RegisterLink.before_number.not_in(numbers),
        ~twice,
    )
