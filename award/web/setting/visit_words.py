"""How a visit is named and shown to its setting: its state, how it is held, and where."""

from typing import Final

from award.domain.arrivals import where_words
from award.domain.routes import VisitForm
from award.domain.visits import VisitState
from award.queries.visits import VisitSeen
from award.storage.journeys import Journey
from award.web.kit.visit_noting import state_words

STATES: Final[dict[VisitState, tuple[str, str]]] = {
    VisitState.PROPOSED: ("attention", "Date to be chosen"),
    VisitState.CONFIRMED: ("others", "Booked"),
    VisitState.DONE: ("others", "Being written up"),
    VisitState.WRITTEN_UP: ("others", "Being written up"),
    VisitState.SHARED: ("yours", "Record to agree"),
    VisitState.SIGNED: ("done", "Record agreed"),
    VisitState.CANCELLED: ("stopped", "Called off"),
    VisitState.MISSED: ("stopped", "Did not happen"),
}
FORMS: Final = {
    VisitForm.ON_SITE: "At your place",
    VisitForm.REMOTE: "On screen",
    VisitForm.WORKSHOP: "A workshop with others",
    VisitForm.CALL: "A call",
}


def is_apart(one: VisitSeen) -> bool:
    """Whether nobody travels: by phone, or on screen. Then nobody has to get in anywhere."""
    return one.visit.form in (VisitForm.REMOTE, VisitForm.CALL)


def is_there(one: VisitSeen) -> bool:
    """Whether the visitor comes to the setting, and has to get in."""
    return one.visit.form is VisitForm.ON_SITE


def where_held(journey: Journey, one: VisitSeen) -> str:
    """Where the visit is: as it was agreed, else at the setting's own address."""
    place, here = one.visit.place, journey.setting
    if one.visit.form is not VisitForm.ON_SITE:
        return place
    return where_words(place, here.address, here.postcode)


def state_of(one: VisitSeen) -> tuple[str, str]:
    """Tone and words for how far a visit has come; of the setting's own days another chooses."""
    tone, words = state_words(one.visit, STATES)
    waits = one.is_own_offer and one.visit.state is VisitState.PROPOSED
    return ("others" if waits else tone), words
