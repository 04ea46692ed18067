"""What a certificate said, written down so that it can be made again years later."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from award.domain.certificates import CertificateFace, Signatory


def as_record(face: CertificateFace) -> dict[str, Any]:
    """The face in words, numbers and lists."""
    return {one.name: _plain(getattr(face, one.name)) for one in fields(face)}


def from_record(record: Mapping[str, Any]) -> CertificateFace:
    """The face that was written down. A part that came later has its usual value."""
    known = {one.name: one for one in fields(CertificateFace)}
    given = {name: value for name, value in record.items() if name in known}
    for name in given:
        if known[name].type in ("date", date):
            given[name] = date.fromisoformat(given[name])
    given["signatories"] = tuple(Signatory(*one) for one in given["signatories"])
    return CertificateFace(**given)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
