"""A plan that the setting has already is attached instead of being typed again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from award.actions.collecting import KeptBytes, add_evidence
from award.actions.planning import ActionWords, add_action
from award.actions.sending import EvidenceWords
from award.domain.people import Actor
from award.domain.refusals import NotReady
from award.storage.evidence import EvidenceState
from award.storage.journeys import Journey
from award.storage.plans import PlannedAction

NOWHERE: Final = "Say for one criterion at least where in your plan it stands"


@dataclass(frozen=True)
class OwnPlan:
    """A plan of one's own: its name, who leads it, until when, and where each criterion stands.

    ``where`` maps a criterion to its place in the plan: a page, a heading.
    """

    title: str
    lead_name: str
    due_on: date
    where: Mapping[str, str]
    link_address: str = ""


def attach_plan(
    journey: Journey, plan: OwnPlan, *, file: KeptBytes | None, by: Actor, at: datetime
) -> PlannedAction:
    """Keep the plan and let it stand in the journey's plan as one action.

    It counts for a criterion only where it is said at which place of the plan that criterion
    stands, so that who agrees the plan can look there. Raises NotReady without the plan itself or
    any such place.
    """
    must_be_whole_plan(plan.where, is_given=file is not None or bool(plan.link_address.strip()))
    where = {code: told.strip() for code, told in plan.where.items() if told.strip()}
    words = EvidenceWords(
        title=plan.title, recognisable=False, link_address=plan.link_address, shows="Our own plan"
    )
    item = add_evidence(journey, words, file=file, by=by, at=at)
    item.state = EvidenceState.GIVEN
    places = "; ".join(f"{code}: {told}" for code, told in sorted(where.items()))
    more: dict[str, Any] = {"where": where}
    action = ActionWords(
        f"Our own plan, “{item.title}” ({places})",
        sorted(where),
        plan.lead_name,
        plan.due_on,
        more=more,
        item_id=item.id,
    )
    return add_action(journey, action, by=by, at=at)


def must_be_whole_plan(where: Mapping[str, str], *, is_given: bool) -> None:
    """A plan of one's own is a file or a link, with a place in it for one criterion at least.

    Raises NotReady with everything that is missing.
    """
    missing = []
    if not is_given:
        missing.append(NotReady("Add your plan as a file, or a link to it", of="file"))
    if not any(told.strip() for told in where.values()):
        missing.append(NotReady(NOWHERE, of="where"))
    if missing:
        raise NotReady.together(missing)
