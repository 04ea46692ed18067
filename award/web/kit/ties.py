"""What binds somebody to a setting: asked and written down the same way in every room."""

from typing import Final

from award.actions.assigning import declare_tie
from award.adapters import clock
from award.domain.people import Actor
from award.domain.ties import DECLARED, TieKind
from award.storage.journeys import Journey
from award.web.kit.forms import AtMost, Choice, ChoiceField, Form, LongField, Required

LINE: Final = 2000
TIE_CHOICES: Final = {
    TieKind.WORKS_AT: "I work there",
    TieKind.GOVERNS: "I govern it, or help to run it",
    TieKind.RELATED: "I am close to somebody there",
    TieKind.IN_GROUP: "I work for the group that it belongs to",
}


class TieForm(Form):
    """What binds a person to the setting."""

    kind = ChoiceField(
        "What is your tie?",
        [Required("Choose what fits best")],
        choices=[Choice(one, TIE_CHOICES[one]) for one in DECLARED],
    )
    words = LongField("Anything to add? (optional)", [AtMost(LINE)], rows=2)


def declare_own_tie(held: Journey, form: TieForm, who: Actor) -> None:
    """Write down the tie of whoever sends the form; the journey is locked."""
    kind, me = TieKind(form.kind.data), who.user_id or 0
    declare_tie(held, me, kind, words=form.words.data, by=who, at=clock.now())
