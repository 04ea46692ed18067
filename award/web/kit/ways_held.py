"""How a visit may be held: a first visit as the route has it, and unasked where one way is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from award.domain.routes import VisitForm
from award.domain.visits import VisitKind
from award.storage.journeys import Journey
from award.web.kit.forms import Choice, Form

NOT_FIRST: Final = "Not for an initial visit."
_SAID: Final = {
    VisitForm.ON_SITE: "The initial visit is made at {}.",
    VisitForm.REMOTE: "The initial visit is made by video.",
    VisitForm.WORKSHOP: "The initial visit is a workshop for several settings.",
    VisitForm.CALL: "The initial visit is a call.",
}


@dataclass(frozen=True)
class WayHeld:
    """How the visit of a form is held: as its field says, or in the one way that is left.

    ``said`` tells that one way; it is empty where the form asks.
    """

    field: str
    only: VisitForm | None = None
    said: str = ""

    def chosen(self, form: Form) -> VisitForm:
        """The way that the form was sent with."""
        return self.only or VisitForm(form[self.field].data)


def ask_way(
    form: Form, field: str, journey: Journey, kinds: Sequence[VisitKind], *, there: str
) -> WayHeld:
    """Offer only what the route takes, and take the question away where that is one way.

    ``kinds`` are the visits that the form is for. Where an initial visit is one of several, each
    way that the route does not take for it says so. ``there`` is what the reader calls the place.
    """
    taken = journey.route.rules.initial_visit
    if VisitKind.INITIAL not in kinds or not taken:
        return WayHeld(field)
    choices: Sequence[Choice] = form[field].choices
    if len(kinds) > 1:
        form[field].choices = [
            one if VisitForm(one.value) in taken else Choice(one.value, one.words, NOT_FIRST)
            for one in choices
        ]
        return WayHeld(field)
    left = [one for one in choices if VisitForm(one.value) in taken]
    if len(left) > 1:
        form[field].choices = left
        if form[field].data and form.is_new:
            form[field].data = left[0].value
        return WayHeld(field)
    (only,) = taken
    form.leave_out(field)
    return WayHeld(field, only, _SAID[only].format(there))
