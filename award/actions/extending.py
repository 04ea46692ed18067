"""Extends many awards at one go, and says beforehand until when each would last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from award.actions.awarding import award_facts, make_award_move
from award.domain.award_moves import AwardMove, AwardState, award_moves_open_to
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.validity import MOST_TERMS_EXTENDED
from award.domain.validity import extend as extended
from award.storage.authorities import Authority
from award.storage.awards import Award
from award.storage.days import terms_of
from award.storage.db import hold, must_be_held, session_of

MOST_AT_ONCE: Final = 50
NOT_IN_FORCE: Final = "It is not in force, or something is proposed against it"


@dataclass(frozen=True)
class Extension:
    """What an extension would do to one award: its last day now and then, or what is missing."""

    award: Award
    was: date
    becomes: date | None
    blockers: tuple[str, ...]


def preview_extension(award: Award, terms: int, *, by: Actor, at: datetime) -> Extension:
    """Until when an award would last, or why it cannot be extended now. Nothing is changed."""
    row = _row(award.state, by)
    facts = award_facts(award, "extend", words="asked later", terms=terms, by=by, at=at)
    blockers = row.blockers(facts) if row else (NOT_IN_FORCE,)
    if blockers or not 1 <= terms <= MOST_TERMS_EXTENDED:
        return Extension(award, award.valid_until, None, blockers)
    known = terms_of(session_of(award), award.authority_id, award.setting)
    becomes = extended(award.validity, known, terms).valid_until
    return Extension(award, award.valid_until, becomes, ())


def _row(state: AwardState, by: Actor) -> AwardMove | None:
    return next((one for one in award_moves_open_to(by.role, state) if one.name == "extend"), None)


def extend_many(
    authority: Authority,
    shown: Mapping[int, int],
    *,
    terms: int,
    reason: str,
    by: Actor,
    at: datetime,
) -> list[Award]:
    """Extend each of these awards by the same number of terms. All of it is done or nothing.

    ``shown`` holds the awards' numbers with the version that the preview showed. Raises NotReady
    with a sentence for each award that cannot be extended, Stale where one was changed since.
    """
    must_be_held(authority)
    if not shown:
        raise NotReady("Tick at least one award", of="awards")
    if len(shown) > MOST_AT_ONCE:
        raise NotReady(
            f"Extend {MOST_AT_ONCE} awards at most at one go. You ticked {len(shown)}", of="awards"
        )
    if not reason.strip():
        raise NotReady("Say why, in words that the settings can follow", of="reason")
    if not 1 <= terms <= MOST_TERMS_EXTENDED:
        raise NotReady("Choose one term or two", of="terms")
    found, missing = [], []
    for award_id in sorted(shown):
        award = _held(authority, award_id)
        if award.version != shown[award_id]:
            raise Stale(f"the award of {award.setting.name}")
        try:
            make_award_move(award, "extend", words=reason, terms=terms, by=by, at=at)
        except NotReady as refusal:
            missing += [f"{award.setting.name}: {line}" for line in refusal.blockers]
        except NotAllowed as refusal:
            missing.append(f"{award.setting.name}: {refusal}")
        found.append(award)
    if missing:
        raise NotReady(*missing, of="awards")
    return found


def _held(authority: Authority, award_id: int) -> Award:
    award = session_of(authority).get(Award, award_id, with_for_update=True, populate_existing=True)
    if award is None or award.authority_id != authority.id:
        raise NotFound
    hold(award)
    return award
