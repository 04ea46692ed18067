"""What the jobs' tests share: their means, on the database of the test."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from award.domain.certificates import CertificateFace
from award.jobs.means import Means
from award.storage.db import db
from tests.fakes import MailBox, MemoryFiles, QuickSealing


def draw(face: CertificateFace, at: datetime, badge: str) -> bytes:
    return f"%PDF {face.setting_name} {face.number} {face.check_url} {at.isoformat()}".encode()


def in_memory() -> Means:
    return Means(
        sessions=sessionmaker(db.engine),
        files=MemoryFiles(),
        mailer=MailBox(),
        draw=draw,
        sealing=QuickSealing(),
        public_url="https://award.example.org",
        sender="Positive and Peaceful Places <award@example.org>",
    )


@pytest.fixture
def means(both: Session) -> Means:
    """Means on the test's database, once on each of the two."""
    return in_memory()


@pytest.fixture
def mailbox(means: Means) -> MailBox:
    assert isinstance(means.mailer, MailBox)
    return means.mailer
