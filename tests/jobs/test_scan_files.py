"""Files wait for the scanner: then they are open, or destroyed and told of."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.collecting import KeptBytes, add_evidence
from award.actions.keeping import kept_bytes
from award.actions.sending import EvidenceWords
from award.adapters.files import file_key
from award.adapters.scan import ScannerTrouble, Verdict, scanner_from_url
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.stages import Stage
from award.jobs.claims import LONGEST_PAUSE
from award.jobs.means import Means
from award.jobs.previews import make_preview
from award.jobs.scan_files import queue_again, scan_file
from award.jobs.worker import run_all, run_once
from award.queries.health import count_waiting_for_scan, scans_late
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceVersion, Gone, Scan
from award.storage.facts import facts_of
from award.storage.jobs import Job
from award.storage.journeys import History
from award.storage.letters import Letter
from tests.clamav import EICAR, RunningClamd
from tests.jobs.conftest import in_memory
from tests.jobs.test_previews import picture
from tests.making import journey_at

CRITERION = "1.3"


class Says:
    """A scanner that says what it is told to, and counts how often it was asked."""

    def __init__(self, *, found: str = "", away: bool = False) -> None:
        self.found, self.away, self.asked = found, away, 0

    def scan(self, stream: io.BufferedIOBase) -> Verdict:
        self.asked += 1
        if self.away:
            raise ScannerTrouble("The virus scanner did not answer")
        return Verdict(self.found)

    def is_well(self) -> bool:
        return not self.away


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


@pytest.fixture
def means(session: Session) -> Means:
    return in_memory()


def with_scanner(means: Means, scanner: object) -> Means:
    return replace(means, scanner=scanner)  # type: ignore[arg-type] # a scanner of the tests' own


def give(
    walking: Walker,
    means: Means,
    content: bytes = b"words",
    name: str = "hall.txt",
    media_type: str = "text/plain",
) -> int:
    key = file_key("leicester", str(walking.setting.id))
    stored = means.files.put(key, io.BytesIO(content), limit=1_000_000)
    file = KeptBytes(key, name, stored.sha256, stored.size, media_type, Scan.WAITING)
    words = EvidenceWords(title="Hall", criterion=CRITERION, recognisable=False)
    with transaction(lock=walking.journey) as held:
        item = add_evidence(held, words, file=file, by=walking.by(Role.LEAD), at=walking.at)
        return item.versions[0].id


def version_of(session: Session, number: int) -> EvidenceVersion:
    session.rollback()
    return session.get_one(EvidenceVersion, number, populate_existing=True)


def keys_in(means: Means) -> list[str]:
    kept = means.files.keys()
    return [one.key for one in kept]


def is_supported(session: Session, walking: Walker) -> bool:
    session.rollback()
    session.expire_all()
    return CRITERION in facts_of(walking.journey, at=walking.at).support[0]


def letters(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(
        select(Letter.code, Letter.to_name)
        .where(Letter.code.in_(["file_set_aside", "file_infected"]))
        .order_by(Letter.code, Letter.id)
    )
    return [(code, name) for code, name in rows]


def test_a_real_scanner_opens_a_clean_file_and_destroys_an_infected_one(
    both: Session, clamd: RunningClamd
) -> None:
    walking, means = journey_at(both, Stage.GATHERING)[0], in_memory()
    clean = give(walking, means)
    infected = give(walking, means, EICAR, "poster.txt")
    means = with_scanner(means, scanner_from_url(clamd.url))

    run_all(means, worker="one", at=walking.at)

    assert version_of(both, clean).scan is Scan.CLEAN
    gone = version_of(both, infected)
    assert (gone.scan, gone.gone_why, gone.gone_at) == (Scan.INFECTED, Gone.INFECTED, walking.at)
    assert keys_in(means) == [version_of(both, clean).key]


def test_a_waiting_file_counts_as_given_and_an_infected_one_no_longer(
    session: Session, walking: Walker, means: Means
) -> None:
    number = give(walking, means)
    given = is_supported(session, walking)
    left = walking.journey.blockers_left

    scan_file(with_scanner(means, Says(found="Eicar")), number, at=walking.at)

    assert (given, is_supported(session, walking)) == (True, False)
    assert walking.journey.blockers_left >= left
    assert version_of(session, number).file_name == "hall.txt"


def test_an_infected_file_takes_no_room(session: Session, walking: Walker, means: Means) -> None:
    number = give(walking, means)
    before = kept_bytes(walking.journey)

    scan_file(with_scanner(means, Says(found="Eicar")), number, at=walking.at)

    session.rollback()
    assert (before, kept_bytes(walking.journey)) == (5, 0)


def test_the_setting_and_the_coordinator_are_told_once_however_often_it_runs(
    session: Session, walking: Walker, means: Means
) -> None:
    number = give(walking, means)
    means = with_scanner(means, Says(found="Eicar"))

    for _ in range(2):
        scan_file(means, number, at=walking.at)

    session.rollback()
    assert {code for code, _ in letters(session)} == {"file_set_aside", "file_infected"}
    assert len(letters(session)) == len(set(letters(session)))
    lines = session.scalars(select(History.words).where(History.what == "set_file_aside")).all()
    assert lines == ["hall.txt: Eicar"]


def test_a_crash_between_the_row_and_the_bytes_is_made_good_by_the_next_try(
    both: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    walking, means = journey_at(both, Stage.GATHERING)[0], in_memory()
    number = give(walking, means)
    means = with_scanner(means, Says(found="Eicar"))

    def crash(key: str) -> None:
        raise OSError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(means.files, "delete", crash)
        with pytest.raises(OSError, match="the power went"):
            scan_file(means, number, at=walking.at)
    left = len(keys_in(means))

    scan_file(means, number, at=walking.at)

    assert (left, len(keys_in(means))) == (1, 0)


def test_pages_of_an_infected_file_go_with_it(
    session: Session, walking: Walker, means: Means
) -> None:
    number = give(walking, means, picture(), "wall.png", "image/png")
    scan_file(with_scanner(means, Says()), number, at=walking.at)
    make_preview(means, number, at=walking.at)
    before = len(keys_in(means))
    with writing(session):
        session.get_one(EvidenceVersion, number).scan = Scan.WAITING

    scan_file(with_scanner(means, Says(found="Eicar")), number, at=walking.at)

    assert (before, keys_in(means)) == (3, [])


def test_while_the_scanner_is_away_the_file_stays_closed_and_is_tried_for_days(
    session: Session, walking: Walker, means: Means
) -> None:
    number = give(walking, means)
    scanner = Says(away=True)
    means, at = with_scanner(means, scanner), walking.at

    for _ in range(60):
        run_once(means, worker="one", at=at)
        job = session.scalar(select(Job).where(Job.kind == "scan_file"))
        assert job is not None
        assert (job.set_aside_at, version_of(session, number).scan) == (None, Scan.WAITING)
        at += LONGEST_PAUSE
    scanner.away = False
    run_all(means, worker="one", at=at)

    assert version_of(session, number).scan is Scan.CLEAN
    assert scanner.asked > 10


def test_without_any_scanner_a_waiting_file_stays_closed(
    session: Session, walking: Walker, means: Means
) -> None:
    number = give(walking, means)

    run_all(means, worker="one", at=walking.at)

    assert version_of(session, number).scan is Scan.WAITING
    trouble = session.scalar(select(Job.trouble).where(Job.kind == "scan_file"))
    assert trouble == "This file waits for a virus scanner. Set SCAN_URL to one."


def test_files_that_wait_long_are_told_to_whoever_runs_the_program(
    session: Session, walking: Walker, means: Means
) -> None:
    give(walking, means)

    assert count_waiting_for_scan(session) == 1
    assert scans_late(session, at=walking.at + timedelta(hours=1)) == []
    (late,) = scans_late(session, at=walking.at + timedelta(hours=1, minutes=1))
    assert late.what.startswith("1 file has waited for the virus scanner")


def test_a_file_that_went_meanwhile_is_not_asked_about(
    session: Session, walking: Walker, means: Means
) -> None:
    number, scanner = give(walking, means), Says()
    means.files.delete(version_of(session, number).key)

    scan_file(with_scanner(means, scanner), number, at=walking.at)
    scan_file(with_scanner(means, scanner), 10**6, at=walking.at)

    assert (scanner.asked, version_of(session, number).scan) == (0, Scan.WAITING)


def test_new_signatures_find_what_was_clean_before(
    session: Session, walking: Walker, means: Means
) -> None:
    numbers = [give(walking, means), give(walking, means, b"other words", "b.txt")]
    run_all(with_scanner(means, Says()), worker="one", at=walking.at)
    later = walking.at + timedelta(days=1)

    assert list(queue_again(means, at=later)) == [2]
    assert list(queue_again(means, at=later)) == [2]
    assert [version_of(session, one).scan for one in numbers] == [Scan.CLEAN, Scan.CLEAN]
    waiting = select(func.count(Job.id)).where(Job.kind == "scan_file", Job.done_at.is_(None))
    assert session.scalar(waiting) == 2

    run_all(with_scanner(means, Says(found="New")), worker="one", at=later)

    assert [version_of(session, one).scan for one in numbers] == [Scan.INFECTED, Scan.INFECTED]
    assert list(queue_again(means, at=later + timedelta(days=1))) == []


def test_the_same_bytes_given_twice_are_two_files_of_which_each_has_its_own_end(
    session: Session, walking: Walker, means: Means
) -> None:
    one, other = give(walking, means), give(walking, means)

    scan_file(with_scanner(means, Says(found="Eicar")), one, at=walking.at)

    assert version_of(session, one).key != version_of(session, other).key
    assert means.files.exists(version_of(session, other).key)
