"""Each day files that show children go once their time is over, and letters say so before."""

import io
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.bringing_back import BACK_FOR
from award.actions.moves import Said
from award.adapters.files import FilesTrouble
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.stages import Stage
from award.jobs.examine import file_troubles
from award.jobs.let_go import let_go_of_children, let_go_of_removed
from award.jobs.means import Means
from award.jobs.remind import go_over
from award.jobs.sweep import sweep_files
from award.storage.days import calendar_of, day_of
from award.storage.db import writing
from award.storage.decisions import Decision
from award.storage.evidence import EvidenceItem, EvidenceVersion, Gone
from award.storage.letters import Letter
from tests.actions.shown import PLAIN, SHOWN, decided, item_of
from tests.fakes import MemoryFiles
from tests.jobs.conftest import in_memory
from tests.jobs.named import NAMED, name_file
from tests.making import at, make_authority, make_setting


class Broken(MemoryFiles):
    """A store that takes and gives, and lets nothing go."""

    def delete(self, key: str) -> None:
        raise FilesTrouble("away")


def filled(session: Session, files: MemoryFiles) -> tuple[Walker, str, str]:
    """A decided journey with its bytes in the store; the keys of both files."""
    walking = decided(session)
    keys = [item_of(session, title).versions[0].key for title in (SHOWN, PLAIN)]
    session.rollback()
    for key in keys:
        files.put(key, io.BytesIO(b"bytes"), limit=10)
    return walking, keys[0], keys[1]


def after_its_time(session: Session, walking: Walker) -> None:
    released = session.scalars(select(Decision.released_at)).one()
    last = calendar_of(walking.setting).add_days(day_of(released), 20)
    walking.at += timedelta(days=(last - day_of(walking.at)).days + 1)
    session.rollback()


def test_bytes_go_when_their_time_is_over_and_no_others(both: Session, means: Means) -> None:
    assert isinstance(means.files, MemoryFiles)
    walking, shown, plain = filled(both, means.files)
    early = let_go_of_children(means, at=walking.at)
    after_its_time(both, walking)

    late = let_go_of_children(means, at=walking.at)
    again = let_go_of_children(means, at=walking.at)

    assert (early, late, again) == (0, 1, 0)
    assert (means.files.exists(shown), means.files.exists(plain)) == (False, True)


def test_where_the_store_is_away_the_row_says_gone_and_the_sweep_ends_it(
    both: Session, means: Means
) -> None:
    broken = Broken()
    walking, shown, plain = filled(both, broken)
    after_its_time(both, walking)

    let_go_of_children(replace(means, files=broken), at=walking.at)
    kept = MemoryFiles()
    for key in (shown, plain):
        kept.put(key, broken.open(key), limit=10)
    sweep_files(replace(means, files=kept), at=walking.at + timedelta(days=4000))

    assert [one.gone_why for one in item_of(both, SHOWN).versions] == [Gone.RECOGNISABLE]
    assert [one.key for one in kept.keys()] == [plain]  # noqa: SIM118


def test_the_setting_is_told_once_twenty_days_before(session: Session) -> None:
    walking = decided(session)
    number, released = walking.journey.id, session.scalars(select(Decision.released_at)).one()
    first = calendar_of(walking.setting).add_days(day_of(released), 1)
    days = (first - day_of(walking.at)).days
    session.commit()
    told = []
    for later in (days - 1, days, days + 1):
        go_over(session, number, at=walking.at + timedelta(days=later))
        letters = session.scalars(select(Letter).where(Letter.code == "retention_soon")).all()
        told.append(sorted(one.to_name for one in letters))

    assert told == [[], ["Amara Holt", "Priya Nair"], ["Amara Holt", "Priya Nair"]]
    assert all(SHOWN in one.body and PLAIN not in one.body for one in letters)


def test_after_an_end_without_a_decision_the_setting_is_told_and_the_bytes_go(
    both: Session, means: Means
) -> None:
    walking = decided(both, Stage.GATHERING)
    walking.move("withdraw", Role.LEAD, said=Said(reason_code="no_time"))
    number, calendar = walking.journey.id, calendar_of(walking.setting)
    first = calendar.add_days(day_of(walking.at), 1)
    last = calendar.add_days(day_of(walking.at), 20)
    both.commit()

    go_over(both, number, at=walking.at + (first - day_of(walking.at)))
    letters = both.scalars(select(Letter).where(Letter.code == "retention_soon")).all()
    both.rollback()
    went = [
        let_go_of_children(means, at=walking.at + (on - day_of(walking.at)))
        for on in (last, last + timedelta(days=1))
    ]

    assert sorted(one.to_name for one in letters) == ["Amara Holt", "Priya Nair"]
    assert went == [0, 1]


def test_bytes_of_what_was_taken_away_go_after_a_week_and_the_row_says_so(
    both: Session, means: Means
) -> None:
    name_file(both, make_setting(both, make_authority(both)), NAMED, b"words")
    means.files.put(NAMED, io.BytesIO(b"words"), limit=10)
    with writing(both):
        both.query(EvidenceItem).one().removed_at = at()

    counts = [
        let_go_of_removed(means, at=at() + BACK_FOR - timedelta(seconds=1)),
        let_go_of_removed(means, at=at() + BACK_FOR),
        let_go_of_removed(means, at=at() + BACK_FOR),
    ]

    both.rollback()
    version = both.query(EvidenceVersion).one()
    assert counts == [0, 1, 0]
    assert (version.gone_why, version.sha256) == (Gone.REMOVED, sha256(b"words").hexdigest())
    assert not means.files.exists(NAMED)
    assert list(file_troubles(both, means.files)) == []


def test_where_the_store_is_away_what_was_taken_away_is_left_to_the_sweep(session: Session) -> None:
    broken = Broken()
    means = replace(in_memory(), files=broken)
    name_file(session, make_setting(session, make_authority(session)), NAMED, b"words")
    broken.put(NAMED, io.BytesIO(b"words"), limit=10)
    with writing(session):
        session.query(EvidenceItem).one().removed_at = at()

    assert let_go_of_removed(means, at=at() + BACK_FOR) == 1
    assert [one.key for one in broken.keys()] == [NAMED]  # noqa: SIM118
