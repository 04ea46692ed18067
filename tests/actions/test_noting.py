"""Contact notes: kept for the authority, and counted as activity."""

import pytest
from sqlalchemy.orm import Session

from award.actions.assigning import declare_tie
from award.actions.noting import note_contact
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.storage.db import transaction
from tests.making import journey_at


def test_a_note_about_a_journey_counts_as_activity(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    later = walker.pass_time(days=30)

    with transaction(lock=journey) as held:
        note = note_contact(
            held, how="call", words=" All is well. ", by=walker.by(Role.COORDINATOR), at=later
        )

    assert (note.words, note.journey_id, note.setting_id) == (
        "All is well.",
        journey.id,
        journey.setting_id,
    )
    assert journey.last_setting_act_at == later


def test_a_note_says_whom_it_was_with(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)

    with transaction(lock=journey) as held:
        note = note_contact(
            held, how="call", with_whom=" Amara Holt ", words="Fine.",
            by=walker.by(Role.COORDINATOR), at=walker.at,
        )  # fmt: skip

    assert note.with_whom == "Amara Holt"


def test_a_note_about_a_setting_belongs_to_no_journey(session: Session) -> None:
    walker, journey = journey_at(session, Stage.DRAFT)
    before = journey.last_setting_act_at

    with transaction(lock=walker.setting) as held:
        note = note_contact(
            held, how="meeting", words="Met.", by=walker.by(Role.COORDINATOR), at=walker.at
        )

    assert note.journey_id is None
    assert journey.last_setting_act_at == before


@pytest.mark.parametrize(
    ("how", "words", "sentence"),
    [("smoke", "Hello", "Choose how you were in touch"), ("call", "  ", "Write a line or two")],
)
def test_a_note_without_words_or_way_is_refused(
    session: Session, how: str, words: str, sentence: str
) -> None:
    walker, journey = journey_at(session, Stage.DRAFT)

    with pytest.raises(NotReady) as refusal, transaction(lock=journey) as held:
        note_contact(held, how=how, words=words, by=walker.by(Role.COORDINATOR), at=walker.at)

    assert refusal.value.blockers == (sentence,)


def test_a_setting_and_a_second_write_no_notes(session: Session) -> None:
    walker, journey = journey_at(session, Stage.DRAFT)

    for role in (Role.LEAD, Role.SECOND):
        with pytest.raises(NotAllowed), transaction(lock=journey) as held:
            note_contact(held, how="call", words="Hello", by=walker.by(role), at=walker.at)


def test_another_authority_writes_no_notes_here(session: Session) -> None:
    walker, journey = journey_at(session, Stage.DRAFT)
    stranger = Actor(Role.COORDINATOR, walker.cast.coordinator.id, "Sol", journey.authority_id + 1)

    with pytest.raises(NotFound), transaction(lock=journey) as held:
        note_contact(held, how="call", words="Hello", by=stranger, at=walker.at)


def test_a_note_after_the_end_wakes_nothing(session: Session) -> None:
    walker, journey = journey_at(session, Stage.AWARDED)
    before = journey.last_setting_act_at

    with transaction(lock=journey) as held:
        note_contact(
            held,
            how="call",
            words="Well done.",
            by=walker.by(Role.COORDINATOR),
            at=walker.pass_time(days=9),
        )

    assert journey.last_setting_act_at == before


def test_who_judges_and_has_a_tie_of_their_own_notes_nothing(session: Session) -> None:
    walker, journey = journey_at(session, Stage.ASSESSING)
    assessor = walker.by(Role.ASSESSOR)
    assert assessor.user_id is not None

    with transaction(lock=journey) as held:
        by = walker.by(Role.COORDINATOR)
        note_contact(held, how="call", words="Before.", by=assessor, at=walker.at)
        declare_tie(held, assessor.user_id, TieKind.RELATED, by=by, at=walker.at)
        with pytest.raises(NotAllowed, match="You have a tie to this setting"):
            note_contact(held, how="call", words="After.", by=assessor, at=walker.at)


def test_an_assessor_notes_a_contact_with_a_setting_too(session: Session) -> None:
    walker, _ = journey_at(session, Stage.ASSESSING)

    with transaction(lock=walker.setting) as held:
        note = note_contact(
            held, how="call", words="Hello.", by=walker.by(Role.ASSESSOR), at=walker.at
        )

    assert note.journey_id is None
