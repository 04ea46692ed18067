"""The signed paper of an approval stays as it is, as long as the approval does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from award.actions.approving import GivenElsewhere, record_approval
from award.actions.collecting import KeptBytes
from award.actions.covering_up import cover_picture
from award.actions.describing import describe_evidence
from award.actions.filing import file_paper
from award.actions.giving_again import give_evidence
from award.actions.letting_go import let_go_recognisable, remove_evidence
from award.actions.replacing import VersionWords, add_version
from award.actions.sending import EvidenceWords
from award.actions.sharing import share_evidence
from award.demo.walking import Walker
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.storage.days import day_of
from award.storage.db import session_of, transaction, writing
from award.storage.evidence import EvidenceItem, EvidenceVersion, Scan
from award.storage.journeys import Journey
from award.storage.recognisable import with_recognisable
from tests.actions.test_letting_go import go_to_end
from tests.making import journey_at

SIGNED = KeptBytes("leicester/1/signed", "signed.jpg", "a" * 64, 500, "image/jpeg", Scan.CLEAN)
BLANK = KeptBytes("leicester/1/blank", "signed.jpg", "b" * 64, 400, "image/jpeg", Scan.CLEAN)
SAID = EvidenceWords(title="Nothing signed", recognisable=True)
Change = Callable[[Journey, EvidenceItem, Actor, datetime], object]
CHANGES: dict[str, Change] = {
    "describe": lambda held, item, by, at: describe_evidence(
        held, item.id, SAID, version=item.version, by=by, at=at
    ),
    "replace": lambda held, item, by, at: add_version(
        held, item.id, BLANK, VersionWords(recognisable=False), version=item.version, by=by, at=at
    ),
    "cover": lambda held, item, by, at: cover_picture(
        held, item.id, BLANK, version=item.version, by=by, at=at
    ),
    "share": lambda held, item, by, at: share_evidence(held, item.id, [], by=by, at=at),
    "remove": lambda held, item, by, at: remove_evidence(held, item.id, by=by, at=at),
}


@pytest.fixture
def walking(session: Session) -> Walker:
    """A journey whose application was approved on paper, and taken up."""
    found, _ = journey_at(session, Stage.DRAFT)
    found.fill_in()
    by = replace(found.by(Role.COORDINATOR), on_behalf=True, setting_id=found.setting.id)
    with transaction(lock=found.journey) as held:
        given = GivenElsewhere("Priya Nair", "paper", day_of(found.at))
        approval = record_approval(held, ApprovalOf.APPLY, given, by=by, at=found.at)
        file_paper(held, approval, SIGNED, by=by, at=found.at)
    found.walk_to(Stage.GATHERING)
    return found


def paper_of(walking: Walker) -> EvidenceVersion:
    session = session_of(walking.journey)
    session.expire_all()
    return session.query(EvidenceVersion).filter_by(sha256=SIGNED.sha256).one()


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("role", [Role.LEAD, Role.COORDINATOR])
def test_nobody_changes_it(walking: Walker, change: Change, role: Role) -> None:
    item = session_of(walking.journey).get_one(EvidenceItem, paper_of(walking).item_id)
    by = walking.by(role)

    with (
        pytest.raises(NotAllowed, match="the paper on which the head agreed"),
        transaction(lock=walking.journey) as held,
    ):
        change(held, item, by, walking.at)


def test_it_stays_though_it_was_said_once_that_children_can_be_recognised_in_it(
    session: Session, walking: Walker
) -> None:
    with writing(session):
        paper_of(walking).recognisable = True
    walking.walk_to(Stage.AWARDED)
    go_to_end(walking, session, after=1)

    known = list(session.scalars(with_recognisable()))
    with transaction(lock=walking.journey) as held:
        keys = let_go_recognisable(held, at=walking.at)

    assert (known, keys, paper_of(walking).gone_at) == ([], [], None)


def test_who_gives_the_same_scan_as_evidence_gives_a_piece_of_its_own(walking: Walker) -> None:
    words = EvidenceWords(title="How we began", criterion="1.1", recognisable=False)
    again = replace(SIGNED, key="leicester/1/again")

    with transaction(lock=walking.journey) as held:
        given = give_evidence(held, words, file=again, by=walking.by(Role.LEAD), at=walking.at)

    assert given.is_new
