"""Pages of evidence are made once, kept beside the file, and go with it."""

import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.bringing_back import bring_back_evidence
from award.actions.collecting import KeptBytes, add_evidence
from award.actions.letting_go import remove_evidence
from award.actions.sending import EvidenceWords
from award.actions.showing import ask_for_preview, ask_once_more
from award.adapters.previews import Made
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.stages import Stage
from award.jobs import previews
from award.jobs.means import Means
from award.jobs.previews import make_preview
from award.jobs.sweep import sweep_files
from award.jobs.worker import run_all
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem, Gone, Scan
from award.storage.jobs import Job
from award.storage.previews import EvidencePreview, PreviewPage, PreviewState
from tests.jobs.conftest import in_memory
from tests.making import journey_at

KEY = f"leicester/1/{'a' * 32}"


@pytest.fixture
def means_here(session: Session) -> Means:
    """Means on SQLite alone."""
    return in_memory()


def picture() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(target, "PNG")
    return target.getvalue()


def given(
    session: Session, means: Means, content: bytes | None = None, scan: Scan = Scan.NOT_ASKED
) -> tuple[Walker, EvidenceItem]:
    """Somebody who walks a journey with one file in its tray, and the piece."""
    walking, journey = journey_at(session, Stage.GATHERING)
    stored = means.files.put(KEY, io.BytesIO(content or picture()), limit=1 << 20)
    file = KeptBytes(KEY, "wall.png", stored.sha256, stored.size, "image/png", scan)
    with transaction(lock=journey) as held:
        words, lead = EvidenceWords("A wall"), walking.by(Role.LEAD)
        item = add_evidence(held, words, file=file, by=lead, at=walking.at)
    return walking, item


def keys_in(means: Means) -> list[str]:
    return sorted(one.key for one in means.files.keys())  # noqa: SIM118 - no mapping


def preview_of(session: Session) -> EvidencePreview:
    session.rollback()
    session.expire_all()
    return session.scalars(select(EvidencePreview)).one()


def test_what_is_given_is_made_readable_by_the_worker(both: Session, means: Means) -> None:
    walking, _ = given(both, means)

    run_all(means, worker="first", at=walking.at)

    preview = preview_of(both)
    page = preview.pages[0]
    assert (preview.state, preview.pages_in_all) == (PreviewState.READY, 1)
    assert (page.width, page.height) == (40, 30)
    assert keys_in(means) == sorted(filter(None, (KEY, page.key, page.small_key)))
    both.rollback()
    assert sweep_files(means, at=walking.at + timedelta(days=900)) == 0


def test_what_is_still_checked_is_made_only_after_its_scan(both: Session, means: Means) -> None:
    walking, item = given(both, means, scan=Scan.WAITING)
    assert both.scalars(select(EvidencePreview)).all() == []

    version = item.versions[0]
    with transaction(lock=version) as held:
        held.scan = Scan.CLEAN
        ask_for_preview(held, at=walking.at)
        ask_for_preview(held, at=walking.at)
    run_all(means, worker="first", at=walking.at)

    assert preview_of(both).state is PreviewState.READY


def test_made_twice_nothing_is_left_over(both: Session, means: Means) -> None:
    walking, item = given(both, means)
    number = item.versions[0].id
    make_preview(means, number, at=walking.at)
    before = keys_in(means)

    make_preview(means, number, at=walking.at)

    assert keys_in(means) == before


def test_two_workers_at_once_keep_the_pages_of_one(
    both: Session, means: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    walking, item = given(both, means)
    number, real = item.versions[0].id, previews.make_pages

    def overtaken(*args: Any, **named: Any) -> Made:
        monkeypatch.setattr(previews, "make_pages", real)
        make_preview(means, number, at=walking.at)
        return real(*args, **named)

    both.rollback()
    monkeypatch.setattr(previews, "make_pages", overtaken)
    make_preview(means, number, at=walking.at)

    assert len(preview_of(both).pages) == 1
    assert len(keys_in(means)) == 3


def test_what_cannot_be_shown_is_said_to_be_so(session: Session, means_here: Means) -> None:
    walking, _ = given(session, means_here, b"no picture at all")

    run_all(means_here, worker="first", at=walking.at)

    preview = preview_of(session)
    assert (preview.state, preview.pages) == (PreviewState.NOT_SHOWN, [])


def test_pages_go_with_the_piece(session: Session, means_here: Means) -> None:
    walking, item = given(session, means_here)
    run_all(means_here, worker="first", at=walking.at)

    with transaction(lock=walking.journey) as held:
        by, at = walking.by(Role.LEAD), walking.at
        gone = remove_evidence(held, item.id, for_good=True, by=by, at=at)

    assert sorted(gone) == keys_in(means_here)
    assert session.scalars(select(PreviewPage)).all() == []


def test_pages_are_not_made_of_what_went_meanwhile(session: Session, means_here: Means) -> None:
    walking, item = given(session, means_here)
    with transaction(lock=item.versions[0]) as held:
        held.gone_at, held.gone_why = walking.at, Gone.WITHDRAWN

    run_all(means_here, worker="first", at=walking.at)

    assert keys_in(means_here) == [KEY]


def test_pictures_that_were_lost_are_made_anew(session: Session, means_here: Means) -> None:
    walking, item = given(session, means_here)
    run_all(means_here, worker="first", at=walking.at)
    means_here.files.delete(preview_of(session).pages[0].key or "")

    with transaction(lock=item.versions[0]) as held:
        ask_once_more(held, at=walking.at + timedelta(days=1))
    run_all(means_here, worker="first", at=walking.at + timedelta(days=1))

    assert means_here.files.exists(preview_of(session).pages[0].key or "")


def test_pages_that_a_lost_job_left_waiting_are_asked_for_anew_after_an_hour(
    session: Session, means_here: Means
) -> None:
    walking, item = given(session, means_here)
    asked = session.scalars(select(Job).where(Job.kind == "make_preview")).one()
    with transaction(lock=asked) as held_job:
        held_job.set_aside_at = walking.at
    counts = []

    for minutes in (59, 60, 61):
        with transaction(lock=item.versions[0]) as held:
            ask_for_preview(held, at=walking.at + timedelta(minutes=minutes))
        jobs = session.scalars(select(Job).where(Job.kind == "make_preview")).all()
        counts.append(len(jobs))
    run_all(means_here, worker="first", at=walking.at + timedelta(minutes=61))

    assert counts == [1, 2, 2]
    assert preview_of(session).state is PreviewState.READY


def test_what_was_away_while_its_pages_were_made_has_them_once_it_is_back(
    session: Session, means_here: Means
) -> None:
    walking, item = given(session, means_here)
    by, at = walking.by(Role.LEAD), walking.at
    with transaction(lock=walking.journey) as held:
        remove_evidence(held, item.id, by=by, at=at)
    run_all(means_here, worker="first", at=at)
    left = preview_of(session).state

    with transaction(lock=walking.journey) as held:
        bring_back_evidence(held, item.id, by=by, at=at + timedelta(minutes=5))
    run_all(means_here, worker="first", at=at + timedelta(minutes=5))

    assert (left, preview_of(session).state) == (PreviewState.WAITING, PreviewState.READY)
