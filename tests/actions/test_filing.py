"""The signed paper of an approval: it stays as it is, as long as the approval does."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from award.actions.approving import GivenElsewhere, record_approval
from award.actions.collecting import KeptBytes
from award.actions.covering_up import cover_picture
from award.actions.describing import describe_evidence
from award.actions.filing import file_paper
from award.actions.letting_go import remove_evidence
from award.actions.replacing import VersionWords, add_version
from award.actions.sending import EvidenceWords
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotAllowed
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem, Scan
from award.storage.journeys import Journey
from tests.making import journey_at

SIGNED = KeptBytes("leicester/1/signed", "signed.jpg", "a" * 64, 500, "image/jpeg", Scan.CLEAN)
OTHER = KeptBytes("leicester/1/other", "other.jpg", "b" * 64, 300, "image/jpeg", Scan.CLEAN)

Deed = Callable[[Walker, Journey, EvidenceItem], object]


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


def filed(walking: Walker, session: Session) -> EvidenceItem:
    """The photo of the paper that was signed, with the approval that was written down from it."""
    by = replace(walking.by(Role.COORDINATOR), on_behalf=True, setting_id=walking.setting.id)
    given = GivenElsewhere("Priya Nair", "paper", walking.at.date())
    with transaction(lock=walking.journey) as held:
        kept = record_approval(held, ApprovalOf.READY, given, by=by, at=walking.at)
        item_id = file_paper(held, kept, SIGNED, by=by, at=walking.at).item_id
    return session.get_one(EvidenceItem, item_id)


def cover(walking: Walker, held: Journey, item: EvidenceItem) -> object:
    by = walking.by(Role.LEAD)
    return cover_picture(held, item.id, OTHER, version=item.version, by=by, at=walking.at)


def put_another(walking: Walker, held: Journey, item: EvidenceItem) -> object:
    said, by = VersionWords(recognisable=False), walking.by(Role.LEAD)
    return add_version(held, item.id, OTHER, said, version=item.version, by=by, at=walking.at)


def say_that_it_shows_children(walking: Walker, held: Journey, item: EvidenceItem) -> object:
    words = EvidenceWords(title=item.title, recognisable=True)
    by = walking.by(Role.LEAD)
    return describe_evidence(held, item.id, words, version=item.version, by=by, at=walking.at)


def take_away(walking: Walker, held: Journey, item: EvidenceItem) -> object:
    return remove_evidence(held, item.id, for_good=True, by=walking.by(Role.LEAD), at=walking.at)


@pytest.mark.parametrize("deed", [cover, put_another, say_that_it_shows_children, take_away])
def test_nothing_takes_away_what_shows_that_the_head_agreed(
    deed: Deed, walking: Walker, session: Session
) -> None:
    item = filed(walking, session)

    with (
        pytest.raises(NotAllowed, match="the paper on which the head agreed"),
        transaction(lock=walking.journey) as held,
    ):
        deed(walking, held, item)

    session.rollback()
    (kept,) = item.versions
    assert (kept.key, kept.gone_at, kept.recognisable) == (SIGNED.key, None, False)
