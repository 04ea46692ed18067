"""Places whose newest lists hold none, one or many rows, under short and under long names."""

import tomllib
from copy import deepcopy
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from award.actions.collecting import add_evidence
from award.actions.enquiring import Ask, ask_to_take_part
from award.actions.gathering_cohort import CohortPlan, begin_cohort
from award.actions.sending import EvidenceWords
from award.demo.walking import Walker
from award.domain.framework_writing import write_toml
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Enquiry, User
from award.storage.authorities import Authority, Framework
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceItem, EvidenceLink
from award.storage.journeys import CriterionAsked, Journey
from award.storage.plans import PlannedAction
from award.storage.settings import Setting
from tests.making import actor, at, journey_at, make_authority, make_member, make_setting, make_user
from tests.web.test_lists import multiply

COORDINATOR = "colm.brady@example.org"
LEAD = "amara.holt@example.org"


def fill_office(session: Session, rows: int, name: str) -> int:
    """A coordinator with so many settings on a journey, as many free ones and as many enquiries.

    The number of the cohort that was begun there.
    """
    owner = journey_at(session, Stage.GATHERING)[0].setting.authority if rows else None
    authority = owner or make_authority(session)
    if owner is None:
        make_member(session, make_user(session, "Colm Brady"), Role.COORDINATOR, authority)
    else:
        make_setting(session, authority, "A free one")
        multiply_to(session, "settings", rows)
    authority = session.scalars(select(Authority)).one()
    colm = session.scalars(select(User).filter_by(email=COORDINATOR)).one()
    by = actor(colm, Role.COORDINATOR, authority)
    with transaction(lock=authority) as held:
        cohort = begin_cohort(held, CohortPlan(name, "light"), by=by, at=at(200))
        for _ in range(min(rows, 1)):
            ask = Ask(name, "primary", name, "sam@example.org", f"{name}?")
            ask_to_take_part(held, ask, at=at(200))
        number = cohort.id
    multiply_to(session, "enquiries", rows)
    rename(session, name)
    return number


def fill_room(session: Session, rows: int, name: str) -> Walker:
    """A setting that is asked so many criteria (none: those of the seed), with so many pieces of
    evidence and so many actions; a plan of one's own may be attached to it too.
    """
    walking, journey = journey_at(session, Stage.GATHERING)
    codes = ask_criteria(session, journey, rows, name)
    with writing(session):
        session.execute(delete(PlannedAction).where(PlannedAction.id > min(rows, 1)))
    if rows:
        words = EvidenceWords(title="A note", criterion=codes[0], note=name)
        with transaction(lock=journey) as held:
            add_evidence(held, words, by=walking.by(Role.LEAD), at=walking.at)
        for table in ("evidence_items", "planned_actions"):
            multiply_to(session, table, rows)
    with writing(session):
        links = session.scalars(select(EvidenceLink).order_by(EvidenceLink.id)).all()
        for number, link in enumerate(links):
            link.criterion = codes[number % len(codes)]
        for number, action in enumerate(session.scalars(select(PlannedAction))):
            action.what = action.lead_name = name
            action.criteria = [codes[number % len(codes)]]
        session.execute(update(EvidenceItem).values(title=name))
    rename(session, name)
    assert session.scalar(select(func.count(EvidenceItem.id))) == rows
    assert session.scalar(select(func.count(PlannedAction.id))) == rows
    return walking


def ask_criteria(session: Session, journey: Journey, rows: int, name: str) -> list[str]:
    """Let the journey be asked so many criteria under this title; their codes."""
    with writing(session):
        row = session.scalars(select(Framework)).one()
        tables = tomllib.loads(row.text)
        tables["criteria"] = [one | {"title": name} for one in criteria_in(tables, rows)]
        row.text = write_toml(tables)
        row.digest = sha256(row.text.encode()).hexdigest()
        asked = session.scalars(select(CriterionAsked)).all()
        codes = [one["code"] for one in tables["criteria"]][: rows or len(asked)]
        kept = {one.code for one in asked} & set(codes)
        session.execute(delete(CriterionAsked).where(CriterionAsked.code.not_in(codes)))
        session.add_all(
            CriterionAsked(
                authority_id=journey.authority_id, journey_id=journey.id, code=code, place=place,
                essential=False, more_asked_words="",
            )
            for place, code in enumerate(codes, 1) if code not in kept
        )  # fmt: skip
    session.expire_all()
    return [one.code for one in journey.asked]


def criteria_in(tables: dict[str, Any], rows: int) -> list[dict[str, Any]]:
    """The framework's criteria, and copies with codes of their own until there are so many."""
    found = [one | {"variants": {}} for one in tables["criteria"]]
    first = list(found)
    while len(found) < rows:
        copied = deepcopy(first[len(found) % len(first)])
        copied["code"] = f"{copied['standard']}.{50 + len(found)}"
        found.append(copied)
    return found


def multiply_to(session: Session, root: str, rows: int) -> None:
    """Copy each row of a table until there are so many; one or none stays as it is."""
    if rows > 1:
        multiply(session, root, many=rows)


def rename(session: Session, name: str) -> None:
    """Everybody and every place has this name; those who asked have it too."""
    with writing(session):
        session.execute(update(Setting).values(name=name))
        session.execute(update(User).values(name=name))
        session.execute(update(Enquiry).values(setting_name=name, person=name))
