"""The public register: who holds the award today and may be named, where they are, who held it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from award.domain.award_moves import LIVE, STANDING, AwardState, PublicWords
from award.domain.dot_maps import Area, Spot, on_the_grid
from award.queries.register import said_of
from award.queries.words import has_words
from award.storage.authorities import Kind
from award.storage.awards import Award, lasts, renewal_under_way
from award.storage.settings import Setting, SettingState

Lines = Select[Award, str, str | None, int | None, int | None, str, bool, bool]
A_PAGE: Final = 25
SEARCHED: Final = (Award.name, Setting.name, Setting.ward, Setting.address, Setting.postcode)
"""A holder is found by its name on the certificate or now, its area, its town or its postcode."""


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the register: words, a kind of setting, an area."""

    words: str = ""
    kind: str = ""
    area: str = ""

    @property
    def narrows(self) -> bool:
        return bool(self.words or self.kind or self.area)


@dataclass(frozen=True)
class Holder:
    """One line of the register: a setting that may be named, and its award.

    ``now`` is what it is called today, where its certificate bears the name that it had.
    """

    name: str
    kind: str
    area: str
    number: str
    valid_from: date
    valid_until: date
    words: PublicWords
    easting: int | None = None
    northing: int | None = None
    now: str = ""

    @property
    def spot(self) -> Spot | None:
        """Where it is, where the register of schools knows it."""
        if not on_the_grid(self.easting, self.northing):
            return None
        doubt = self.words.value if self.words is PublicWords.NOT_CONFIRMED else ""
        return Spot(self.name, self.easting or 0, self.northing or 0, doubt)


@dataclass(frozen=True)
class Choices:
    """The kinds (code and words) and the areas of those who hold the award today."""

    kinds: tuple[tuple[str, str], ...]
    areas: tuple[str, ...]


def count_holders(
    session: Session, authority_id: int, *, today: date, wanted: Wanted = Wanted()
) -> int:
    """How many lines the register has for what is looked for."""
    found = _narrowed(_holders(authority_id, today), wanted).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def list_holders(
    session: Session,
    authority_id: int,
    *,
    today: date,
    wanted: Wanted = Wanted(),
    page: int = 1,
    size: int | None = A_PAGE,
) -> list[Holder]:
    """Holders by name, a page at a time; all of them where ``size`` is None."""
    query = _narrowed(_holders(authority_id, today), wanted)
    return _listed(session, query, today, page=page, size=size)


def list_choices(session: Session, authority_id: int, *, today: date) -> Choices:
    """What the register can be narrowed to: only what finds somebody."""
    found = _holders(authority_id, today).with_only_columns(Kind.code, Kind.label, Setting.ward)
    rows = session.execute(found.distinct()).all()
    kinds = {(code, label) for code, label, _ in rows if code}
    return Choices(
        tuple(sorted(kinds, key=lambda one: one[1])),
        tuple(sorted({ward for _, _, ward in rows if ward})),
    )


def list_areas(session: Session, authority_id: int) -> list[Area]:
    """The areas of the authority, each with the middle of its settings that may be named."""
    rows = session.execute(
        select(Setting.ward, func.avg(Setting.easting), func.avg(Setting.northing), func.count())
        .where(
            Setting.authority_id == authority_id,
            Setting.is_hidden.is_(False),
            Setting.state == SettingState.ACTIVE,
            Setting.ward.is_not(None),
            Setting.easting > 0,
            Setting.northing > 0,
        )
        .group_by(Setting.ward)
        .order_by(Setting.ward)
    )
    return [Area(ward, float(east), float(north), many) for ward, east, north, many in rows if ward]


def count_past(session: Session, authority_id: int, *, today: date) -> int:
    """How many awards were held and are not held any more."""
    found = _past(authority_id, today).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def list_past(session: Session, authority_id: int, *, today: date, page: int = 1) -> list[Holder]:
    """Awards that were held and ran out or were replaced, by name; none that was taken back."""
    return _listed(session, _past(authority_id, today), today, page=page, size=A_PAGE)


def _listed(
    session: Session, query: Lines, today: date, *, page: int, size: int | None
) -> list[Holder]:
    query = query.order_by(func.lower(Award.name), Award.name, Award.number)
    if size is not None:
        query = query.limit(size).offset((max(page, 1) - 1) * size)
    return [
        Holder(
            name=award.name,
            kind=kind or "",
            area=ward or "",
            number=award.number,
            valid_from=award.valid_from,
            valid_until=award.valid_until,
            words=said_of(award, today, renewal_open=bool(renewing)),
            easting=easting,
            northing=northing,
            now="" if is_chosen or name.casefold() == award.name.casefold() else name,
        )
        for award, kind, ward, easting, northing, name, is_chosen, renewing in session.execute(
            query
        )
    ]


def _named(authority_id: int, today: date) -> Lines:
    """Awards that are announced, of settings that are not withheld."""
    return (
        select(
            Award,
            Kind.label,
            Setting.ward,
            Setting.easting,
            Setting.northing,
            Setting.name,
            Setting.certificate_name.is_not(None).label("is_chosen"),
            renewal_under_way().label("renewing"),
        )
        .join(Setting, Setting.id == Award.setting_id)
        .outerjoin(Kind, Kind.id == Setting.kind_id)
        .where(
            Award.authority_id == authority_id,
            Setting.is_hidden.is_(False),
            Award.valid_from <= today,
            or_(Award.announce_on.is_(None), Award.announce_on <= today),
        )
    )


def _holders(authority_id: int, today: date) -> Lines:
    return _named(authority_id, today).where(Award.state.in_(LIVE), lasts(today))


def _past(authority_id: int, today: date) -> Lines:
    ran_out = and_(Award.state.in_(STANDING), ~lasts(today))
    return _named(authority_id, today).where(or_(Award.state == AwardState.SUPERSEDED, ran_out))


def _narrowed(query: Lines, wanted: Wanted) -> Lines:
    if wanted.kind:
        query = query.where(Kind.code == wanted.kind)
    if wanted.area:
        query = query.where(Setting.ward == wanted.area)
    if wanted.words:
        query = query.where(has_words(wanted.words, *SEARCHED))
    return query
