"""Sorting: a piece leaves the tray once, with a criterion and an answer about children."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from award.actions.collecting import KeptBytes, add_evidence, sort_evidence
from award.actions.sending import EvidenceWords, Sending
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
    with pytest.raises(NotReady, match="whether pupils can be recognised"):
        sort(walking, piece, recognisable=None)


@pytest.mark.parametrize("version", [1, 2])
def test_it_is_sorted_once(walking: Walker, piece: EvidenceItem, version: int) -> None:
    sort(walking, piece)

    with pytest.raises(Stale):
        sort(walking, piece, version)


def test_the_day_on_which_a_link_was_seen_is_kept_and_is_never_to_come(walking: Walker) -> None:
    def give(seen_on: date | None) -> EvidenceItem:
        words = EvidenceWords(title="", link_address="https://example.org", link_seen_on=seen_on)
        with transaction(lock=walking.journey) as held:
            return add_evidence(held, words, by=walking.by(Role.LEAD), at=walking.at)

    today = walking.at.date()

    assert give(None).link_seen_on == today
    assert give(today - timedelta(days=3)).link_seen_on == today - timedelta(days=3)
    with pytest.raises(NotReady, match="cannot be to come"):
        give(today + timedelta(days=1))


def test_what_comes_under_a_token_is_never_kept_twice(walking: Walker) -> None:
    sending, by = Sending(token="a1" * 16), walking.by(Role.LEAD)
    words = EvidenceWords(title="", note="A note")
    with transaction(lock=walking.journey) as held:
        add_evidence(held, words, sending=sending, by=by, at=walking.at)

    with pytest.raises(IntegrityError), transaction(lock=walking.journey) as held:
        add_evidence(held, words, sending=sending, by=by, at=walking.at)
