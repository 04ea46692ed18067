"""Who has gone quiet, why, and what was done about it, on both databases."""

from datetime import timedelta

from sqlalchemy.orm import Session

from award.actions.nudging import nudge
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.stalling import find_stalled, list_stalling
from award.storage.accounts import User
from award.storage.db import transaction, writing
from award.storage.letters import Letter, LetterState
from tests.making import actor, journey_at, make_authority


def test_a_setting_that_is_quiet_for_four_weeks_is_stalling(both: Session) -> None:
    walker, journey = journey_at(both, Stage.GATHERING)
    who, since = walker.by(Role.COORDINATOR), journey.last_setting_act_at

    assert list_stalling(both, who, at=since + timedelta(days=27)) == []
    found = list_stalling(both, who, at=since + timedelta(days=29))
    assert [one.journey for one in found] == [journey]


def test_the_reason_counts_the_criteria_without_evidence_essentials_first(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)

    found = find_stalled(session, walker.by(Role.COORDINATOR), journey)

    assert found is not None
    assert found.nudge.why.startswith("21 criteria have no evidence yet.")
    assert found.nudge.step.startswith("Ask for one thing: something for 1.1 ")


def test_a_lead_whose_letters_come_back_is_the_reason(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    with writing(session) as rows:
        rows.get_one(User, walker.cast.lead.id).bounced_at = walker.at

    found = find_stalled(session, walker.by(Role.COORDINATOR), journey)

    assert found is not None
    assert found.nudge.why.startswith("The lead’s e-mail came back on ")


def test_it_is_known_when_the_setting_was_written_to_until_it_acts(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    who, later = walker.by(Role.COORDINATOR), walker.pass_time(days=30)
    with transaction(lock=journey) as held:
        nudge(held, subject="Hello", words="How is it?", version=held.version, by=who, at=later)

    found = list_stalling(session, who, at=later + timedelta(days=1))

    assert [one.written_at for one in found] == [later]


def test_so_is_a_reminder_that_went_by_itself(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    who, heard_at = walker.by(Role.COORDINATOR), walker.at
    later = walker.pass_time(days=30)
    with writing(session):
        session.add_all(
            Letter(
                journey_id=journey.id, code=code, to_email="amara.holt@example.org",
                subject="How is it going?", body="Hello", unique_key=f"{code}:{moment}",
                message_id=f"{code}:{moment}", state=LetterState.SENT, written_at=moment,
            )
            for code, moment in (
                ("gone_quiet", heard_at - timedelta(days=1)),
                ("gone_quiet", later),
                ("quiet_setting", later + timedelta(hours=1)),
            )
        )  # fmt: skip

    found = list_stalling(session, who, at=later + timedelta(days=1))
    with writing(session):
        journey.last_setting_act_at = later + timedelta(hours=1)
    after = find_stalled(session, who, journey)

    assert [(one.written_at, one.reminded_at) for one in found] == [(None, later)]
    assert after is not None
    assert after.reminded_at is None


def test_nobody_elses_settings_are_listed(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    stranger = actor(
        walker.cast.coordinator, Role.COORDINATOR, make_authority(session, "milton-keynes")
    )

    assert list_stalling(session, stranger, at=walker.at + timedelta(days=90)) == []
    assert find_stalled(session, stranger, journey) is None
