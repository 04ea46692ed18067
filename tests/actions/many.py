"""What the tests of evidence used many times share: a piece, its journey, another of the group."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.collecting import KeptBytes, add_evidence
from award.actions.sending import EvidenceWords
from award.demo.walking import Walker
from award.domain.people import Actor, Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceItem, EvidenceLink, Scan
from award.storage.facts import facts_of
from award.storage.journeys import History, Journey
from award.storage.settings import Setting
from tests import walked
from tests.making import at, cast_of, journey_at, make_group, make_member, make_setting, make_user

NAME: Final = "two settings of a group"
OTHER: Final = "Ash Vale"


def a_file(name: str = "policy.pdf", sha256: str = "one") -> KeptBytes:
    return KeptBytes(f"leicester/1/{sha256}", name, sha256, 5, "application/pdf", Scan.CLEAN)


@dataclass
class Two:
    """A setting that gives, and another of the same group that may use it."""

    session: Session
    owner: Walker
    other: Walker

    def lead(self, of: Walker | None = None) -> Actor:
        return (of or self.owner).by(Role.LEAD)

    def history(self, of: Walker) -> list[tuple[str, str]]:
        self.session.expire_all()
        lines = self.session.query(History).filter_by(journey_id=of.journey.id)
        return [(one.what, one.words) for one in lines.order_by(History.number)]


def two_of_a_group(session: Session) -> Two:
    """Two settings of a trust, both gathering; walked once in a process."""
    if NAME not in walked.KEPT:
        owner, _ = journey_at(session, Stage.GATHERING)
        setting = make_setting(session, owner.setting.authority, OTHER)
        lead = make_user(session, "Idris Bell")
        make_member(session, lead, Role.LEAD, setting)
        other = Walker(setting, replace(owner.cast, lead=lead), at())
        other.open("standard")
        other.walk_to(Stage.GATHERING)
        group = make_group(session)
        with writing(session):
            owner.setting.group_id = setting.group_id = group.id
        walked.keep(session, NAME, max(owner.at, other.at))
        return Two(session, owner, other)
    moment = walked.bring_back(session, NAME)
    people = {one.name: one for one in session.scalars(select(User))}
    cast, found = cast_of(people), []
    for name, lead in (
        ("Willow Lane Primary", people["Amara Holt"]),
        (OTHER, people["Idris Bell"]),
    ):
        setting = session.scalars(select(Setting).where(Setting.name == name)).one()
        journey = session.scalars(select(Journey).where(Journey.setting_id == setting.id)).one()
        found.append(Walker(setting, replace(cast, lead=lead), moment).go_on(journey))
    return Two(session, *found)


def give(
    walking: Walker,
    *codes: str,
    dated_on: date | None = None,
    recognisable: bool = False,
    file: KeptBytes | None = None,
) -> EvidenceItem:
    """A policy, given for the first of the codes."""
    words = EvidenceWords(
        title="Our policy", criterion=codes[0], dated_on=dated_on, recognisable=recognisable
    )
    with transaction(lock=walking.journey) as held:
        by, kept = walking.by(Role.LEAD), file or a_file()
        return add_evidence(held, words, file=kept, by=by, at=walking.at)


def live(session: Session, journey: Journey) -> list[str]:
    """The criteria for which something counts in a journey."""
    session.rollback()
    session.expire_all()
    rows = session.query(EvidenceLink).filter_by(journey_id=journey.id, removed_at=None)
    return sorted(one.criterion for one in rows)


def supported(walking: Walker) -> set[str]:
    facts = facts_of(walking.journey, at=walking.at)
    return {one.code for one in facts.criteria if one.supported}
