"""A covered picture takes the place of the one that showed too much, whose bytes go."""

import pytest
from sqlalchemy.orm import Session

from award.actions.collecting import EvidenceWords, KeptBytes, add_evidence, kept_bytes
from award.actions.covering_up import cover_picture
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotReady, Stale
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem, Gone, Scan
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
    walking: Walker, item: EvidenceItem, file: KeptBytes = BLURRED, version: int = 1
) -> list[str]:
    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.LEAD)
        return cover_picture(held, item.id, file, version=version, by=by, at=walking.at)


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
