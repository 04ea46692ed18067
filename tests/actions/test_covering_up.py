"""A covered picture takes the place of the one that showed too much, whose bytes go."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.collecting import KeptBytes, add_evidence
from award.actions.covering_up import cover_picture
from award.actions.keeping import kept_bytes
from award.actions.linking import LinkWords, link_evidence
from award.actions.sending import EvidenceWords
from award.actions.sharing import share_evidence
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.refusals import NotFound, NotReady, Stale
from award.domain.stages import Stage
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceState, Gone, Scan
from award.storage.letters import Letter
from tests.actions.many import Two, two_of_a_group
from tests.actions.many import give as give_one
from tests.actions.shown import SHOWN, decided, item_of
from tests.making import journey_at

PHOTO = KeptBytes("leicester/1/open", "hall.jpg", "sha", 500, "image/jpeg", Scan.CLEAN)
BLURRED = KeptBytes("leicester/1/blurred", "hall.jpg", "other", 300, "image/jpeg", Scan.CLEAN)
PAPER = KeptBytes("leicester/1/paper", "plan.pdf", "third", 9, "application/pdf", Scan.CLEAN)


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


def give(walking: Walker, file: KeptBytes | None = PHOTO) -> EvidenceItem:
    with transaction(lock=walking.journey) as held:
        words = EvidenceWords(title="hall", note="" if file else "A note")
        return add_evidence(held, words, file=file, by=walking.by(Role.LEAD), at=walking.at)


def cover(
    walking: Walker,
    item: EvidenceItem,
    file: KeptBytes = BLURRED,
    version: int | None = None,
    reason: str = "",
) -> list[str]:
    seen = item.version if version is None else version
    with transaction(lock=walking.journey) as held:
        return cover_picture(
            held, item.id, file, version=seen, reason=reason, by=walking.by(Role.LEAD),
            at=walking.at,
        )  # fmt: skip


def test_only_the_covered_picture_keeps_its_bytes(walking: Walker) -> None:
    before = kept_bytes(walking.journey)
    item = give(walking)

    let_go = cover(walking, item)

    assert let_go == [PHOTO.key]
    assert [(one.number, one.key, one.gone_why) for one in item.versions] == [
        (1, PHOTO.key, Gone.REMOVED),
        (2, BLURRED.key, None),
    ]
    assert kept_bytes(walking.journey) - before == BLURRED.size
    assert item.version == 2


def test_covered_again_nothing_of_the_first_two_is_left(walking: Walker) -> None:
    item = give(walking)
    cover(walking, item)
    third = KeptBytes("leicester/1/third", "hall.jpg", "x", 200, "image/jpeg", Scan.CLEAN)

    assert cover(walking, item, third, version=2) == [BLURRED.key]


def test_who_covers_an_older_page_changes_nothing(walking: Walker) -> None:
    item = give(walking)

    with pytest.raises(Stale):
        cover(walking, item, version=7)

    assert [one.gone_at for one in item.versions] == [None]


@pytest.mark.parametrize("file", [None, PAPER])
def test_only_a_picture_is_covered(walking: Walker, file: KeptBytes | None) -> None:
    item = give(walking, file)

    with pytest.raises(NotReady, match="Only a picture"):
        cover(walking, item)


def test_only_a_picture_takes_its_place(walking: Walker) -> None:
    item = give(walking)

    with pytest.raises(NotReady, match="Send the picture itself"):
        cover(walking, item, PAPER)


def shared_picture(two: Two) -> tuple[EvidenceItem, EvidenceLink]:
    """A picture that counts at its setting, and at another where it was accepted."""
    item = give_one(two.owner, "1.1", file=PHOTO)
    with transaction(lock=two.owner.journey) as held:
        share_evidence(held, item.id, [two.other.setting.id], by=two.lead(), at=two.owner.at)
    with transaction(lock=two.other.journey) as held:
        by, words = two.lead(two.other), LinkWords("", "")
        link = link_evidence(held, item.id, "1.1", words, by=by, at=two.other.at)
    with writing(two.session):
        item.state = link.state = EvidenceState.ACCEPTED
    return item, link


def test_what_was_accepted_is_looked_at_anew_and_borrowers_have_a_line(session: Session) -> None:
    two = two_of_a_group(session)
    item, link = shared_picture(two)

    cover(two.owner, item)

    assert (item.state, link.stands) == (EvidenceState.GIVEN, EvidenceState.GIVEN)
    assert two.history(two.other)[-1] == ("cover_picture", "1.1: Our policy. version 2")


def test_a_borrower_covers_nothing(session: Session) -> None:
    two = two_of_a_group(session)
    item, _ = shared_picture(two)

    with pytest.raises(NotFound):
        cover(two.other, item)

    assert [one.gone_at for one in item.versions] == [None]


def test_what_a_panel_looked_at_is_withdrawn_with_a_reason(session: Session) -> None:
    walking = decided(session, Stage.DECIDING, outcome=Outcome.DEFER)
    walking.decide()
    item = item_of(session, SHOWN)

    with pytest.raises(NotReady, match="a panel has looked at it"):
        cover(walking, item, reason=" ")
    kept = [one.gone_at for one in item.versions]
    cover(walking, item, reason="A face was left")

    first, second = item_of(session, SHOWN).versions
    assert kept == [None]
    assert (first.gone_why, first.gone_reason) == (Gone.WITHDRAWN, "A face was left")
    assert (second.gone_at, second.recognisable, item.removed_at) == (None, True, None)
    told = session.scalars(select(Letter.to_name).where(Letter.code == "evidence_withdrawn")).all()
    assert told == ["Colm Brady"]
