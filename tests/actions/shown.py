"""A journey whose evidence has files: one that shows children, one that does not."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.collecting import KeptBytes, add_evidence
from award.actions.sending import EvidenceWords
from award.adapters.files import file_key
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem, Scan
from award.storage.journeys import Journey
from award.storage.settings import Setting
from tests import walked
from tests.making import cast_of, journey_at

SHOWN, PLAIN = "Sports day", "Behaviour policy"


def give(
    walking: Walker, title: str, *, recognisable: bool, criterion: str = "1.1"
) -> EvidenceItem:
    """Give one file for a criterion."""
    setting = walking.setting
    file = KeptBytes(
        key=file_key(setting.authority.code, str(setting.id)),
        file_name=f"{title}.jpg",
        sha256=f"{len(title):064}",
        size=5,
        media_type="image/jpeg",
        scan=Scan.NOT_ASKED,
    )
    words = EvidenceWords(title=title, criterion=criterion, recognisable=recognisable)
    with transaction(lock=walking.journey) as held:
        return add_evidence(held, words, file=file, by=walking.by(Role.LEAD), at=walking.at)


def decided(session: Session, stage: Stage = Stage.AWARDED, **more: Any) -> Walker:
    """A journey at its end, or where it is told to stop, with both files given on the way.

    The walk is made once in a process, and its rows are copied.
    """
    name = f"with files {stage} {sorted(more.items(), key=str)}"
    if name in walked.KEPT and walked.is_empty(session):
        moment = walked.bring_back(session, name)
        people = {one.name: one for one in session.scalars(select(User))}
        setting = session.scalars(select(Setting)).one()
        journey = session.scalars(select(Journey)).one()
        return Walker(setting, cast_of(people), moment, **more).go_on(journey)
    walking, _ = journey_at(session, Stage.GATHERING, **more)
    give(walking, SHOWN, recognisable=True)
    give(walking, PLAIN, recognisable=False)
    walking.walk_to(stage)
    walked.keep(session, name, walking.at)
    return walking


def item_of(session: Session, title: str) -> EvidenceItem:
    """The piece of that title, read afresh."""
    session.expire_all()
    return session.query(EvidenceItem).filter_by(title=title).one()
