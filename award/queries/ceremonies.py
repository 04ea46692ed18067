"""The ceremony of a panel day: what is planned, and which awards are handed over, to whom."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, contains_eager, defer

from award.domain.award_moves import LIVE, AwardState
from award.domain.people import Actor, Role
from award.storage.accounts import Membership, User
from award.storage.agendas import AgendaItem, Ceremony
from award.storage.authorities import Round
from award.storage.awards import Award, Certificate
from award.storage.settings import Contact, Setting


@dataclass(frozen=True)
class HandedOver:
    """One award of the day with its newest certificate, and who of the setting may come."""

    award: Award
    certificate: Certificate | None
    people: tuple[str, ...]

    @property
    def is_made(self) -> bool:
        """Whether its certificate has been drawn."""
        return self.certificate is not None and self.certificate.key is not None

    @property
    def is_suspended(self) -> bool:
        """Whether nobody confirms it now: then it is neither printed nor called up."""
        return self.award.state is AwardState.SUSPENDED

    @property
    def is_withheld(self) -> bool:
        """Whether its setting is kept out of everything public: a hall full of guests is public."""
        return self.award.setting.is_hidden


def called_up(handed: Sequence[HandedOver]) -> list[HandedOver]:
    """Those whose certificates are printed and handed over: all but suspended and withheld ones."""
    return [one for one in handed if not (one.is_suspended or one.is_withheld)]


def find_ceremony(session: Session, actor: Actor, day: Round) -> Ceremony | None:
    """What is planned for a panel day of the actor's authority."""
    return session.scalar(
        select(Ceremony).where(
            Ceremony.round_id == day.id, Ceremony.authority_id == actor.authority_id
        )
    )


def list_handed_over(
    session: Session, actor: Actor, day: Round, *, faces: bool = False
) -> list[HandedOver]:
    """The awards that the panel day gave and that are held, in the order of its agenda.

    ``faces`` asks for what stands on their certificates, too.
    """
    rows = session.execute(
        select(Award, Certificate)
        .join(AgendaItem, AgendaItem.journey_id == Award.journey_id)
        .join(Award.setting)
        .outerjoin(
            Certificate,
            and_(Certificate.award_id == Award.id, Certificate.replaced_at.is_(None)),
        )
        .where(
            AgendaItem.round_id == day.id,
            Award.authority_id == actor.authority_id,
            Award.state.in_(LIVE),
        )
        .options(
            contains_eager(Award.setting).joinedload(Setting.authority),
            *(() if faces else (defer(Certificate.face),)),
            defer(Certificate.badge),
        )
        .order_by(AgendaItem.place, AgendaItem.id)
    ).all()
    people = _people_of(session, [award.setting_id for award, _ in rows])
    return [HandedOver(award, made, tuple(people[award.setting_id])) for award, made in rows]


def count_certificates(session: Session, actor: Actor, day: Round) -> tuple[int, int]:
    """How many certificates of the day's awards are made, and how many there will be."""
    made, asked = session.execute(
        select(func.count(Certificate.key), func.count(Certificate.id))
        .join(Award, Award.id == Certificate.award_id)
        .join(AgendaItem, AgendaItem.journey_id == Award.journey_id)
        .where(
            AgendaItem.round_id == day.id,
            Award.authority_id == actor.authority_id,
            Award.state.in_(LIVE),
            Certificate.replaced_at.is_(None),
        )
    ).one()
    return made, asked


def _people_of(session: Session, setting_ids: Sequence[int]) -> dict[int, list[str]]:
    """Whom settings name: the lead and who approves, each once; with no word, who they are now."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = session.scalars(
        select(Contact).where(Contact.setting_id.in_(setting_ids)).order_by(Contact.id)
    )
    for one in rows:
        said = f"{one.name}, {one.title}" if one.title else one.name
        if not any(known.partition(",")[0] == one.name for known in found[one.setting_id]):
            found[one.setting_id].append(said)
    unnamed = [one for one in setting_ids if one not in found]
    members = session.execute(
        select(Membership.setting_id, User.name)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.setting_id.in_(unnamed),
            Membership.role.in_((Role.LEAD, Role.HEAD)),
            Membership.ended_at.is_(None),
        )
        .order_by(Membership.role.desc(), Membership.id)
    )
    for setting_id, name in members:
        if setting_id is not None and name not in found[setting_id]:
            found[setting_id].append(name)
    return found
