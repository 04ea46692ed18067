"""What a visitor saw, added to a criterion: the form of both rooms that visits are made from."""

from collections.abc import Sequence
from typing import Any

from award.actions.sending import EvidenceWords
from award.actions.witnessing import add_seen
from award.adapters import clock
from award.domain.called import called_after
from award.domain.frameworks import Criterion
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing
from award.web.kit.errors import refused
from award.web.kit.evidence_fields import (
    ASKED_OF_CHILDREN,
    PICTURES_TAKEN,
    RECOGNISABLE,
    SAY_OF_CHILDREN,
    WHY_ASKED,
    FilesWithin,
)
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    FileField,
    LongField,
    Required,
    SelectField,
)
from award.web.kit.hints import say_hints
from award.web.kit.kind_fields import in_words_of_kind
from award.web.kit.taking_in import let_go, take_files
from award.web.kit.uploads import NotTaken


class SeenForm(FilesWithin):
    """For which criterion, what was seen, and a photo of it where that helps."""

    says_whom_to_call = True

    criterion = SelectField("Which criterion is it for?", [Required("Choose the criterion")])
    note = LongField(
        "What did you see?",
        [Required("Say in a sentence what you saw"), AtMost(4000)],
        rows=4,
        hint="No names of children, and nothing from a child’s record.",
    )
    photo = FileField("A photo of it (optional)", accept=PICTURES_TAKEN)
    recognisable = ChoiceField(ASKED_OF_CHILDREN, choices=RECOGNISABLE, hint=WHY_ASKED)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask about children before a photo is kept."""
        right = super().validate(extra_validators)
        if self["photo"].data and self["recognisable"].data is None:
            self.refuse(self.says(SAY_OF_CHILDREN), field="recognisable")
            return False
        return right


def seen_form(journey: Journey, criteria: Sequence[Criterion]) -> SeenForm:
    """The form with the criteria that the journey is asked."""
    form = SeenForm(journey.authority.file_limits)
    form["criterion"].choices = [Choice(one.code, f"{one.code} {one.title}") for one in criteria]
    return in_words_of_kind(form, journey.setting)


def keep_seen(journey: Journey, visit_id: int, form: SeenForm, may: May) -> bool:
    """Photo first, then the row in one change; False where it was refused."""
    try:
        photo = form["photo"].data
        files = take_files([photo] if photo else [], journey.setting)
    except NotTaken as trouble:
        form.refuse(str(trouble), field="photo")
        return False
    unused = list(files)
    words = EvidenceWords(
        title="",
        criterion=form["criterion"].data,
        note=form["note"].data,
        recognisable=form["recognisable"].data == "yes" if files else None,
    )
    try:
        with changing(journey, may) as held:
            file = files[0] if files else None
            item = add_seen(held, visit_id, words, file=file, by=actor(), at=clock.now())
            kept = {one.key for one in item.versions}
        say_hints(called_after(form["note"].data), *(one.file_name for one in files))
        unused = [one for one in files if one.key not in kept]
        return True
    except (NotAllowed, NotReady) as refusal:
        refused(form, refusal)
        return False
    finally:
        let_go(unused)
