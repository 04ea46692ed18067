"""What is left as it is: what a visitor saw, which the setting answers, and the paper of a yes."""

from typing import Final

from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed
from award.domain.visits import VisitState
from award.storage.db import session_of
from award.storage.evidence import EvidenceItem, Origin
from award.storage.journeys import Journey
from award.storage.signed_papers import papers_of
from award.storage.visits import Visit

OF_AN_APPROVAL: Final = (
    "This is the paper on which the head agreed. It stays as long as the approval does."
)
ANSWER_IT: Final = (
    "If you remember it differently, say so in your answer to the record of the visit."
)
ASK_FOR_IT: Final = (
    "Where it shows more of somebody than it should, ask the coordinator to take it away."
)
LET_GO: Final = (
    "Where it shows more of somebody than it should, you can crop or blur a picture, or take it "
    "away."
)
AGREED: Final = "You saw this at a visit, and its record is agreed. It stays as you wrote it."


def why_visitors(item: EvidenceItem, *, by: Actor, letting_go: bool = False) -> str:
    """Why this person leaves the piece as its visitor gave it; nothing for any other piece.

    The visitor may change it until the record is agreed. For the sake of who can be recognised the
    coordinator may let go of it, or of a part of a picture; nobody else may.
    """
    if item.origin is not Origin.VISITOR or (letting_go and by.role is Role.COORDINATOR):
        return ""
    visit = _visit_of(item)
    is_agreed = visit is None or visit.state is VisitState.SIGNED
    if by.user_id is not None and by.user_id == item.given_by_id:
        return AGREED if is_agreed else ""
    said = [f"{item.given_by_name} saw this at a visit, so it stays as they wrote it."]
    if by.role is Role.COORDINATOR:
        return " ".join([*said, LET_GO])
    return " ".join([*said, *(() if is_agreed else (ANSWER_IT,)), ASK_FOR_IT])


def why_left_alone(item: EvidenceItem, *, by: Actor, letting_go: bool = False) -> str:
    """Why this person changes nothing of the piece; empty where they may."""
    return OF_AN_APPROVAL if papers_of(item) else why_visitors(item, by=by, letting_go=letting_go)


def must_be_free(item: EvidenceItem, *, by: Actor, letting_go: bool = False) -> None:
    """Refuse to change what is not the setting's to change. Raises NotAllowed."""
    if words := why_left_alone(item, by=by, letting_go=letting_go):
        raise NotAllowed(words)


def why_counted_by_visitor(journey: Journey, item: EvidenceItem, *, by: Actor) -> str:
    """Why this person does not say for what the piece counts: the visitor said so at the visit.

    In a later journey it counts only because the setting carried it on.
    """
    words = why_visitors(item, by=by)
    if not words:
        return ""
    visit = _visit_of(item)
    return words if visit is None or visit.journey_id == journey.id else ""


def must_not_be_counted_by_visitor(journey: Journey, item: EvidenceItem, *, by: Actor) -> None:
    """Refuse to say anew for what it counts that a visitor saw there. Raises NotAllowed."""
    if words := why_counted_by_visitor(journey, item, by=by):
        raise NotAllowed(words)


def _visit_of(item: EvidenceItem) -> Visit | None:
    """The visit at which a piece was seen."""
    return session_of(item).get(Visit, item.visit_id) if item.visit_id else None
