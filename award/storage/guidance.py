"""The guidance of an authority as it is read: the framework's pieces, in its words, and its own."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.frameworks import GUIDANCE_WORDS, Framework, Guidance
from award.storage.scheme import GuidanceCheck, GuidanceWords

A_YEAR: Final = timedelta(days=365)
NO_WORDS: Final = Guidance("", "", "", "", ("all",), "", "")


@dataclass(frozen=True)
class Piece:
    """A piece of guidance as it is read here, the number of its words (0: the framework's own)."""

    guidance: Guidance
    version: int
    is_taken_out: bool
    check: GuidanceCheck | None

    def is_old(self, today: date) -> bool:
        """Whether nobody looked for a year."""
        return self.check is None or today - self.check.checked_on > A_YEAR


def list_guidance(session: Session, authority_id: int, framework: Framework) -> list[Piece]:
    """Every piece that the framework names or the authority added, in the authority's own words.

    Those at which nobody looked for the longest time come first; what was taken out is among them.
    """
    words = session.scalars(select(GuidanceWords).where(GuidanceWords.authority_id == authority_id))
    rows = session.scalars(select(GuidanceCheck).where(GuidanceCheck.authority_id == authority_id))
    own, checks = {one.code: one for one in words}, {one.code: one for one in rows}
    named = {one.code: one for one in framework.guidance}
    pieces = []
    for code in dict.fromkeys([*named, *own]):
        piece, row = named.get(code, replace(NO_WORDS, code=code)), own.get(code)
        if row is not None:
            piece = replace(piece, **{name: getattr(row, name) for name in GUIDANCE_WORDS})
        gone, version = (row.removed_at is not None, row.version) if row else (False, 0)
        pieces.append(Piece(piece, version, gone, checks.get(code)))
    return sorted(pieces, key=lambda one: one.check.checked_on.isoformat() if one.check else "")
