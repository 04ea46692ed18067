"""The list of evidence is frozen at every outcome, and any change of it is found."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from award.domain.facts import Outcome
from award.domain.stages import Stage
from award.jobs.examine import frozen_troubles
from award.storage.db import writing
from award.storage.decisions import Decision
from award.storage.frozen import FrozenEvidence
from tests.actions.shown import PLAIN, SHOWN, decided, item_of
from tests.making import journey_at

OUTCOMES = {
    Outcome.AWARD: Stage.AWARDED,
    Outcome.AWARD_WITH_CONDITIONS: Stage.AWARDED,
    Outcome.TURN_DOWN: Stage.NOT_YET,
}


def test_the_list_names_every_piece_with_its_files(session: Session) -> None:
    decided(session)

    lines = session.scalars(select(FrozenEvidence).order_by(FrozenEvidence.number)).all()
    files = {one.title: (one.file_name, one.sha256, one.size) for one in lines if one.version_id}
    assert files == {
        SHOWN: ("Sports day.jpg", f"{len(SHOWN):064}", 5),
        PLAIN: ("Behaviour policy.jpg", f"{len(PLAIN):064}", 5),
    }
    assert [one.number for one in lines] == list(range(1, len(lines) + 1))
    assert [one.criterion for one in lines] == sorted(one.criterion for one in lines)
    assert any(one.version_id is None for one in lines)  # notes and links are listed too


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_freezes_its_list(session: Session, outcome: Outcome) -> None:
    journey_at(session, OUTCOMES[outcome], outcome=outcome)

    decision = session.scalars(select(Decision)).one()
    count = len(session.scalars(select(FrozenEvidence)).all())
    assert (len(decision.evidence_digest), count > 0) == (64, True)


def test_a_line_cannot_be_changed_or_taken_out(session: Session) -> None:
    decided(session)
    line = session.scalars(select(FrozenEvidence)).first()
    assert line is not None

    with pytest.raises(RuntimeError, match="never changed"), writing(session):
        session.get_one(FrozenEvidence, line.id).title = "Another"
    with pytest.raises(RuntimeError, match="never changed"), writing(session):
        session.delete(session.get_one(FrozenEvidence, line.id))


def test_what_becomes_of_the_pieces_later_leaves_the_list_as_it_was(session: Session) -> None:
    decided(session)
    with writing(session):
        item_of(session, SHOWN).title = "Renamed"

    assert list(frozen_troubles(session)) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE frozen_evidence SET title = 'Another' WHERE number = 1",
        "UPDATE frozen_evidence SET sha256 = 'f' WHERE file_name <> ''",
        "DELETE FROM frozen_evidence WHERE number = 1",
        "UPDATE decisions SET evidence_digest = 'f'",
    ],
)
def test_a_change_past_the_program_is_found(session: Session, change: str) -> None:
    decided(session)
    with writing(session):
        session.execute(text(change))

    [trouble] = frozen_troubles(session)
    assert "decision 1 was changed" in trouble.what


def test_a_change_of_list_and_digest_together_is_found_by_history(session: Session) -> None:
    decided(session)
    with writing(session):
        session.execute(text("DELETE FROM frozen_evidence"))
        empty = "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
        session.execute(text("UPDATE decisions SET evidence_digest = :d"), {"d": empty})

    assert len(list(frozen_troubles(session))) == 1
