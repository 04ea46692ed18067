"""A certificate is drawn once, kept before its row says so, and told of once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.certifying import ask_for_certificate
from award.actions.opening import open_journey
from award.adapters.timestamps import TimeAway
from award.domain.award_moves import AwardState
from award.domain.certificate_records import from_record
from award.domain.certificates import CertificateFace
from award.domain.people import Role
from award.jobs.certificates import render_certificate
from award.jobs.means import Draw, Means
from award.jobs.sweep import sweep_files
from award.jobs.worker import run_all
from award.storage.awards import Award, Certificate
from award.storage.db import transaction, writing
from award.storage.letters import Letter
from award.storage.signing_keys import SigningKey, Signs
from tests.fakes import MemoryFiles, QuickSealing
from tests.making import actor, at, award_of, make_authority, make_cast, make_setting


class PowerCut(BaseException):
    """Stands for the end of the whole program in the middle of a step."""


class DiesAfterKeeping(MemoryFiles):
    def put(self, *given, **named):  # type: ignore[no-untyped-def] # as the store's own
        super().put(*given, **named)
        raise PowerCut


def an_award(session: Session, state: AwardState = AwardState.IN_FORCE) -> Award:
    """An award with a certificate that waits, as the release of a decision leaves them."""
    authority = make_authority(session)
    setting = make_setting(session, authority)
    cast = make_cast(session, setting)
    by = actor(cast["Colm Brady"], Role.COORDINATOR, authority)
    with transaction(lock=setting) as held:
        journey = open_journey(held, route="standard", by=by, at=at())
    with writing(session):
        award = award_of(journey, code="ABCDEFGHJKM0", state=state)
        session.add(award)
        session.flush()
        authority.signatories = [{"name": "Ines Marsh", "title": "Director"}]
        ask_for_certificate(award, at=at())
    return award


def the_certificate(means: Means) -> Certificate:
    with means.sessions() as session:
        return session.scalars(select(Certificate)).one()


def told(means: Means) -> list[str]:
    with means.sessions() as session:
        letters = select(Letter.to_email).where(Letter.code == "certificate_ready")
        return list(session.scalars(letters.order_by(Letter.id)))


def led_to(means: Means) -> set[str]:
    with means.sessions() as session:
        letters = select(Letter.path).where(Letter.code == "certificate_ready")
        return set(session.scalars(letters))


def kept_keys(means: Means) -> list[str]:
    kept = means.files.keys()
    return [one.key for one in kept]


def test_a_certificate_is_kept_and_told_of(both: Session, means: Means) -> None:
    award = an_award(both)

    run_all(means, worker="first", at=at(1))

    row = the_certificate(means)
    assert row.key is not None
    with means.files.open(row.key) as file:
        content = file.read()
    assert (
        content
        == (
            f"%PDF Willow Lane Primary LEI-2026-0001 "
            f"https://award.example.org/check/ABCDEFGHJKM0 {at().isoformat()} signed"
        ).encode()
    )
    assert (row.sha256, row.size) == (sha256(content).hexdigest(), len(content))
    assert row.issued_at == at(1)
    assert row.key.startswith(f"leicester/{award.setting_id}/")
    assert told(means) == ["amara.holt@example.org", "priya.nair@example.org"]
    assert led_to(means) == {f"/setting/{award.setting_id}/awards/{award.id}"}


def test_a_certificate_names_the_award_and_who_signs(both: Session, means: Means) -> None:
    an_award(both)
    seen: list[CertificateFace] = []

    def draw(face: CertificateFace, _at: datetime, _badge: str) -> bytes:
        seen.append(face)
        return b"%PDF"

    render_certificate(replace(means, draw=draw), 1, at=at())

    face = seen[0]
    assert (face.award_name, face.setting_name) == (
        "Positive and Peaceful Places",
        "Willow Lane Primary",
    )
    assert [one.name for one in face.signatories] == ["Ines Marsh"]


def test_a_certificate_is_drawn_once(both: Session, means: Means) -> None:
    an_award(both)

    for _ in range(3):
        render_certificate(means, 1, at=at())

    assert (len(kept_keys(means)), len(told(means))) == (1, 2)


def test_killed_after_the_file_and_before_the_row_leaves_nothing_after_the_sweep(
    both: Session, means: Means
) -> None:
    an_award(both)
    dying = replace(means, files=DiesAfterKeeping())
    with pytest.raises(PowerCut):
        render_certificate(dying, 1, at=at())
    before = the_certificate(means).key, told(means), len(kept_keys(dying))
    whole = MemoryFiles()
    whole._kept = dying.files._kept  # type: ignore[attr-defined] # the same folder, a new program
    again = replace(means, files=whole)

    render_certificate(again, 1, at=at())
    both.rollback()
    sweep_files(again, at=datetime.max.replace(tzinfo=at().tzinfo))

    assert before == (None, [], 1)
    assert kept_keys(again) == [the_certificate(means).key]
    assert len(told(means)) == 2


def killed_in_the_drawing(face: CertificateFace, at: datetime, badge: str) -> bytes:
    raise PowerCut


def test_killed_before_the_file_changes_nothing(both: Session, means: Means) -> None:
    an_award(both)
    with pytest.raises(PowerCut):
        render_certificate(replace(means, draw=killed_in_the_drawing), 1, at=at())

    assert (the_certificate(means).key, kept_keys(means), told(means)) == (None, [], [])


def drawing_while(meanwhile: Callable[[], None]) -> Draw:
    def draw(face: CertificateFace, at: datetime, badge: str) -> bytes:
        meanwhile()
        return b"%PDF"

    return draw


def test_two_workers_with_the_same_certificate_keep_one_file(both: Session, means: Means) -> None:
    an_award(both)
    slow = replace(means, draw=drawing_while(lambda: render_certificate(means, 1, at=at(1))))

    render_certificate(slow, 1, at=at(2))

    assert kept_keys(means) == [the_certificate(means).key]
    assert the_certificate(means).issued_at == at(1)
    assert len(told(means)) == 2


@pytest.mark.parametrize("state", [AwardState.REVOKED, AwardState.SUPERSEDED])
def test_nothing_is_drawn_for_an_award_that_has_gone(
    both: Session, means: Means, state: AwardState
) -> None:
    an_award(both, state)

    render_certificate(means, 1, at=at())

    assert (the_certificate(means).key, kept_keys(means)) == (None, [])


def test_a_certificate_that_was_replaced_is_not_drawn(both: Session, means: Means) -> None:
    award = an_award(both)
    with writing(both):
        ask_for_certificate(award, at=at(1))

    run_all(means, worker="first", at=at(2))

    with means.sessions() as session:
        rows = session.scalars(select(Certificate).order_by(Certificate.number)).all()
    assert [one.key is not None for one in rows] == [False, True]


def test_the_name_on_a_certificate_is_in_the_language_of_its_letters(
    both: Session, means: Means
) -> None:
    an_award(both)
    with writing(both) as session:
        session.scalars(select(Certificate)).one().name = "בית ספר אילן"

    run_all(means, worker="first", at=at(1))

    assert from_record(the_certificate(means).face or {}).name_lang == "he"


def test_what_a_certificate_was_made_of_is_written_down(both: Session, means: Means) -> None:
    an_award(both)

    run_all(means, worker="first", at=at(1))

    row = the_certificate(means)
    assert row.face is not None
    assert row.badge is not None
    face = from_record(row.face)
    again = means.draw(face, row.asked_at, row.badge)
    assert sha256(again).hexdigest() == row.unsigned_sha256
    assert face.signatories == (("Ines Marsh", "Director", ""),)
    with means.sessions() as session:
        assert [
            (one.signs, one.public) for one in session.scalars(select(SigningKey).order_by("id"))
        ] == [(Signs.DOCUMENTS, "a certificate"), (Signs.BADGES, means.sealing.badge_mark().public)]


def test_a_withheld_setting_is_not_named_in_its_badge(both: Session, means: Means) -> None:
    award = an_award(both)
    with writing(both):
        award.setting.is_hidden = True

    run_all(means, worker="first", at=at(1))

    assert the_certificate(means).badge_token == ""  # the holder, as the stand-in writes it


class ClockAway(QuickSealing):
    def sign(self, pdf: bytes) -> bytes:
        raise TimeAway("nobody answers")


def test_a_certificate_waits_for_the_time_server_as_long_as_it_takes(
    both: Session, means: Means
) -> None:
    an_award(both)

    run_all(replace(means, sealing=ClockAway()), worker="first", at=at(1))
    waiting = the_certificate(means).key, kept_keys(means), told(means)
    run_all(means, worker="first", at=at(2))

    assert waiting == (None, [], [])
    assert the_certificate(means).key is not None
