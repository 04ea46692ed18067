"""Sorting: a piece leaves the tray once, with a criterion and an answer about children."""

import pytest
from sqlalchemy.orm import Session

from award.actions.collecting import EvidenceWords, KeptBytes, add_evidence, sort_evidence
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotReady, Stale
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem, EvidenceState, Scan
from tests.making import journey_at

FILE = KeptBytes("leicester/1/key", "hall.jpg", "sha", 5, "image/jpeg", Scan.CLEAN)


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


@pytest.fixture
def piece(walking: Walker) -> EvidenceItem:
    with transaction(lock=walking.journey) as held:
        words = EvidenceWords(title="hall")
        return add_evidence(held, words, file=FILE, by=walking.by(Role.LEAD), at=walking.at)


def sort(walking: Walker, piece: EvidenceItem, version: int = 1, **words: object) -> EvidenceItem:
    said = EvidenceWords(**({"title": "", "criterion": "1.3", "recognisable": False} | words))  # type: ignore[arg-type] # names and types as in EvidenceWords
    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.LEAD)
        return sort_evidence(held, piece.id, said, version=version, by=by, at=walking.at)


def test_a_sorted_piece_counts_and_keeps_its_name_unless_another_is_given(
    walking: Walker, piece: EvidenceItem
) -> None:
    found = sort(walking, piece)

    assert (found.title, found.state, found.version) == ("hall", EvidenceState.GIVEN, 2)
    assert [one.criterion for one in found.links] == ["1.3"]


def test_it_needs_a_criterion(walking: Walker, piece: EvidenceItem) -> None:
    with pytest.raises(NotReady, match="Choose the criterion"):
        sort(walking, piece, criterion="")


def test_a_file_needs_the_answer_about_children(walking: Walker, piece: EvidenceItem) -> None:
    with pytest.raises(NotReady, match="whether children can be recognised"):
        sort(walking, piece, recognisable=None)


@pytest.mark.parametrize("version", [1, 2])
def test_it_is_sorted_once(walking: Walker, piece: EvidenceItem, version: int) -> None:
    sort(walking, piece)

    with pytest.raises(Stale):
        sort(walking, piece, version)
