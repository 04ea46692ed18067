"""Finds words among 10,000 pieces of one setting, each with a file of two pages of text.

Run as `python -m bench.finding_evidence`, with a database's address for another than SQLite in
memory. Nothing is decided by the times: they are printed.
"""

import sys
import time

from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import Session

from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.evidence import list_evidence
from award.queries.sought import Kind, Sought
from award.storage.db import Base, writing
from award.storage.evidence import (
    EvidenceItem,
    EvidenceLink,
    EvidenceState,
    EvidenceVersion,
    Scan,
)
from award.storage.previews import EvidencePreview, PageLook, PreviewPage, PreviewState
from tests.making import journey_at

PIECES = 10_000
TEXT = "Children told us where they feel safe and where they do not. " * 30
ASKED = {
    "everything": Sought(),
    "a word of every piece": Sought(words="children"),
    "a word of one title": Sought(words="9871"),
    "two words of one text": Sought(words="lighthouse 77"),
    "a word of none": Sought(words="zebra"),
    "a picture with a word of none": Sought(words="zebra", kind=Kind.PICTURE),
}


def fill(session: Session, walking: Walker) -> None:
    """Add the pieces, with their files, links and pages of text."""
    journey, at = walking.journey, walking.at
    whose = {"authority_id": journey.authority_id}
    numbers = range(1, PIECES + 1)
    items = [
        {**whose, "id": one, "setting_id": journey.setting_id, "title": f"Log {one}",
         "state": EvidenceState.GIVEN, "given_by_name": "Amara Holt", "given_at": at}
        for one in numbers
    ]  # fmt: skip
    files = [
        {**whose, "id": one, "item_id": one, "number": 1, "place": 1, "key": f"k{one}",
         "file_name": "log.pdf", "sha256": f"{one}", "size": 1, "scan": Scan.CLEAN,
         "media_type": "application/pdf", "added_at": at}
        for one in numbers
    ]  # fmt: skip
    links = [
        {**whose, "item_id": one, "journey_id": journey.id, "criterion": "1.4",
         "why_it_counts": "It shows what children say.", "linked_at": at}
        for one in numbers
    ]  # fmt: skip
    previews = [
        {**whose, "id": one, "version_id": one, "state": PreviewState.READY, "asked_at": at}
        for one in numbers
    ]
    pages = [
        {**whose, "preview_id": one, "number": page, "look": PageLook.TEXT,
         "text": TEXT + (f"lighthouse {one}" if page == 2 else "")}
        for one in numbers for page in (1, 2)
    ]  # fmt: skip
    with writing(session):
        for table, rows in (
            (EvidenceItem, items), (EvidenceVersion, files), (EvidenceLink, links),
            (EvidencePreview, previews), (PreviewPage, pages),
        ):  # fmt: skip
            session.execute(insert(table), rows)


def main() -> None:
    engine = create_engine(sys.argv[1] if len(sys.argv) > 1 else "sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        walking, _ = journey_at(session, Stage.GATHERING)
        fill(session, walking)
        session.execute(select(1))
        lead = walking.by(Role.LEAD)
        for name, sought in ASKED.items():
            began, worked = time.perf_counter(), time.process_time()
            found = list_evidence(session, lead, walking.journey, sought)
            waited, worked = time.perf_counter() - began, time.process_time() - worked
            sys.stdout.write(
                f"{name}: {found.total} found in {waited * 1000:.0f} ms,"
                f" {worked * 1000:.0f} of them at work\n"
            )


if __name__ == "__main__":
    main()
