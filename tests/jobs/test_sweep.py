"""Files that no row names go after a day; nothing else does."""

import io
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.drafting import FormAt, keep_draft
from award.actions.limits import RESET_ADDRESS, count_try
from award.actions.telling import queue
from award.adapters.clock import frozen_at
from award.jobs.means import Means
from award.jobs.sweep import sweep_files
from award.storage.accounts import Attempt
from award.storage.db import transaction, writing
from award.storage.drafts import Draft
from award.storage.files import keys_named
from award.storage.jobs import Job
from tests.jobs.named import NAMED, name_file
from tests.making import at, make_authority, make_setting, make_user

UNNAMED = f"leicester/1/{'b' * 32}"


def keep(means: Means, key: str, when: datetime) -> None:
    with frozen_at(when):
        means.files.put(key, io.BytesIO(b"words"), limit=10)


def test_an_old_file_without_a_row_is_removed(both: Session, means: Means) -> None:
    name_file(both, make_setting(both, make_authority(both)), NAMED, b"words")
    for key in (NAMED, UNNAMED):
        keep(means, key, at())

    young = sweep_files(means, at=at() + timedelta(days=1))
    old = sweep_files(means, at=at() + timedelta(days=1, seconds=1))

    assert (young, old) == (0, 1)
    left = means.files.keys()
    assert [one.key for one in left] == [NAMED]


def test_the_keys_that_rows_name_are_found(both: Session) -> None:
    name_file(both, make_setting(both, make_authority(both)), NAMED, b"words")

    assert keys_named(both, [NAMED, UNNAMED]) == {NAMED}


def test_jobs_done_long_ago_are_let_go(both: Session, means: Means) -> None:
    with writing(both):
        for key in ("old", "new", "waiting"):
            queue(both, "note", {}, key=key, at=at())
        for job in both.scalars(select(Job)):
            job.done_at = {"old": at(), "new": at(9)}.get(job.unique_key)

    sweep_files(means, at=at(91))

    with means.sessions() as session:
        left = session.scalars(select(Job.unique_key).order_by(Job.id)).all()
    assert left == ["new", "waiting"]


def test_where_somebody_tried_is_forgotten_when_no_limit_counts_it_any_more(
    both: Session, means: Means
) -> None:
    for days in (0, 3):
        with writing(both) as session:
            count_try(session, RESET_ADDRESS, f"198.51.100.{days}", at=at(days))

    sweep_files(means, at=at(3))

    both.rollback()
    assert [one.since for one in both.scalars(select(Attempt))] == [at(3)]


def test_a_draft_of_long_ago_goes_with_the_rest(both: Session, means: Means) -> None:
    user = make_user(both)
    with transaction(lock=user) as held:
        keep_draft(held, FormAt("/setting/1", "ActionForm"), [("what", "x")], version=0, at=at())

    sweep_files(means, at=at() + timedelta(days=29))
    young = both.scalars(select(Draft)).all()
    both.rollback()
    sweep_files(means, at=at() + timedelta(days=31))

    assert len(young) == 1
    assert both.scalars(select(Draft)).all() == []
