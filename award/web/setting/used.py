"""Evidence that is used for an action or a visit, as it is shown there and on its own page."""

from dataclasses import dataclass
from typing import Any, Final

from flask import url_for

from award.domain.permissions import May
from award.domain.stages import GIVING
from award.domain.visits import GONE
from award.queries.plans import list_actions
from award.queries.uses import Used, list_uses
from award.queries.visits import list_visits
from award.storage.db import db
from award.storage.evidence import EvidenceItem
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.evidence_words import how_it_came
from award.web.setting.evidence_cards import EvidenceCard, drawn_of, evidence_card
from award.web.setting.here import can


@dataclass(frozen=True)
class UsedFor:
    """What a piece is used for: an action or a visit, and why."""

    kind: str
    words: str
    href: str
    why: str
    why_at: str


KINDS: Final = {True: "It shows that this is done:", False: "To look at together:"}


def may_choose(journey: Journey) -> bool:
    """Whether the person may choose evidence for actions and visits now."""
    return journey.stage in GIVING and can(May.WRITE_EVIDENCE, journey)


def used_cards(
    journey: Journey, *, action_id: int | None = None, visit_id: int | None = None
) -> list[EvidenceCard]:
    """The pieces that are used for an action or a visit, as cards with why they count there."""
    found = list_uses(db.session(), actor(), journey, action_id=action_id, visit_id=visit_id)
    drawn = drawn_of([one.item for one in found])
    return [_card(journey, one, drawn) for one in found]


def _card(journey: Journey, used: Used, drawn: set[int]) -> EvidenceCard:
    card = evidence_card(journey, used.item, None, may_write=False, drawn=drawn)
    return EvidenceCard(
        card.item, card.title, card.href, card.kind, card.kind_words, used.use.why_it_counts,
        "", "", how_it_came(used.item), card.deeds, card.thumb,
    )  # fmt: skip


def targets_of(journey: Journey, item: EvidenceItem) -> list[UsedFor]:
    """The actions and visits that a piece is used for."""
    used = list_uses(db.session(), actor(), journey, item_id=item.id)
    if not used:
        return []
    whats = {one.id: one.what for one in list_actions(actor(), journey)}
    visits = {
        one.visit.id: one.name
        for one in list_visits(db.session(), actor(), journey)
        if one.visit.state not in GONE
    }
    found = []
    for one in used:
        given: dict[str, Any] = {"journey_id": journey.id}
        if one.use.action_id is not None:
            given["action_id"], screen = one.use.action_id, "plan"
            words, of = whats.get(one.use.action_id, ""), "setting.plan_action"
        else:
            given["visit_id"], screen = one.use.visit_id, "visit"
            words, of = visits.get(one.use.visit_id or 0, ""), "setting.visit"
        if words:
            why_at = url_for(f"setting.{screen}_evidence_why", item_id=item.id, **given)
            kind = KINDS[one.use.action_id is not None]
            found.append(UsedFor(kind, words, url_for(of, **given), one.use.why_it_counts, why_at))
    return found
