"""Rows that name a file, with its real hash."""

from hashlib import sha256

from sqlalchemy.orm import Session

from award.storage.db import writing
from award.storage.evidence import EvidenceItem, EvidenceState, EvidenceVersion, Scan
from award.storage.settings import Setting
from tests.making import at

NAMED = f"leicester/1/{'a' * 32}"


def name_file(session: Session, setting: Setting, key: str, content: bytes) -> EvidenceVersion:
    """A piece of evidence with this one file."""
    with writing(session):
        item = EvidenceItem(
            authority_id=setting.authority_id,
            setting_id=setting.id,
            title="Policy",
            state=EvidenceState.GIVEN,
            given_by_name="Amara Holt",
            given_at=at(),
        )
        session.add(item)
        session.flush()
        version = EvidenceVersion(
            authority_id=setting.authority_id,
            item_id=item.id,
            number=1,
            key=key,
            file_name="policy.pdf",
            sha256=sha256(content).hexdigest(),
            size=len(content),
            media_type="application/pdf",
            scan=Scan.NOT_ASKED,
            added_at=at(),
        )
        session.add(version)
    return version
