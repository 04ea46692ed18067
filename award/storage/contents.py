"""What exactly an approval is given for, as a digest: it falls when the content changes."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from award.domain.facts import CriterionFacts
from award.storage.assessments import Reply
from award.storage.journeys import Application


def digest_of(content: Any) -> str:
    """SHA-256, in hexadecimal, of plain values written as JSON in one agreed way."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(written.encode()).hexdigest()


def application_digest(application: Application | None) -> str:
    """The digest of what the setting says in its application."""
    if application is None:
        return digest_of(None)
    names = ("lead_name", "lead_email", "approver_name", "approver_title", "approver_email")
    said = ("why", "already_done", "commitment_ticked")
    return digest_of({name: getattr(application, name) for name in (*names, *said)})


def readiness_digest(criteria: Sequence[CriterionFacts]) -> str:
    """The digest of the essentials as they stand: another judgement or support changes it."""
    return digest_of(
        [[one.code, one.judged, one.supported, one.on_the_day] for one in criteria if one.essential]
    )


def reply_digest(reply: Reply | None) -> str:
    """The digest of the points that the setting raised; no points is a content too."""
    return digest_of([reply.id, [point.words for point in reply.points]] if reply else None)
