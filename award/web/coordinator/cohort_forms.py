"""The forms of starting a cohort."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from award.actions.gathering_cohort import CohortPlan
from award.actions.matching_names import NamesPlan
from award.actions.recording import Record
from award.storage.cohorts import Cohort, CohortPlace
from award.storage.days import LONDON
from award.web.coordinator.cohort_names_shown import found_choices, likely_choices, likely_hint
from award.web.coordinator.visit_forms import LONG
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    DayField,
    EmailField,
    Form,
    LongField,
    ManyField,
    Required,
    SelectField,
    TextField,
    TimeField,
    WholeNumberField,
)
from award.web.kit.versions import VersionedForm
from award.web.kit.visit_fields import despite_field, moments_of

LINE = 200


class CohortForm(Form):
    """What a cohort is, and its workshop where it has one."""

    name = TextField(
        "What do you call it?",
        [Required("Give the cohort a name, like Spring 2027"), AtMost(80)],
        hint="The settings read this name in their invitation.",
    )
    route = ChoiceField("Which route?", [Required("Choose the route")])
    round_id = SelectField("Which panel day do they aim at? (optional)", blank="None yet")
    workshop_on = DayField(
        "Is there a workshop as everybody’s first visit? Which day? (optional)",
        hint="Leave it empty where each setting has a first visit of its own.",
    )
    workshop_time = TimeField("What time does it begin? (optional)", width=5)
    workshop_minutes = WholeNumberField("How many minutes?", least=10, most=600, default=120)
    workshop_place = TextField("Where is it? (optional)", [AtMost(LINE)])

    def validate(self, extra_validators: Any = None) -> bool:
        """A workshop has both its day and its time, or neither."""
        fine = super().validate(extra_validators)
        if fine and bool(self.workshop_on.data) != bool(self.workshop_time.data):
            late = "workshop_time" if self.workshop_on.data else "workshop_on"
            self.refuse("Give the workshop both a day and a time, or neither", field=late)
            return False
        return fine

    def plan(self) -> CohortPlan:
        """The cohort as it was written down."""
        return CohortPlan(
            self.name.data,
            self.route.data,
            self.round_id.data,
            next(iter(moments_of([(self.workshop_on.data, self.workshop_time.data)])), None),
            self.workshop_place.data,
            self.workshop_minutes.data or 120,
        )


class ChangeCohortForm(CohortForm, VersionedForm):
    """The same for a cohort that is there."""

    despite = despite_field()


class BookWorkshopForm(Form):
    """Nothing to fill in, unless something speaks against the workshop's day."""

    despite = despite_field()


def values_of(cohort: Cohort) -> dict[str, Any]:
    """What a form shows of a cohort that is there."""
    when: datetime | None = cohort.workshop_at
    there = when.astimezone(LONDON) if when else None
    return {
        "version": cohort.version,
        "name": cohort.name,
        "route": cohort.route_code,
        "round_id": cohort.round_id,
        "workshop_on": there.date() if there else None,
        "workshop_time": there.time() if there else None,
        "workshop_minutes": cohort.workshop_minutes,
        "workshop_place": cohort.workshop_place,
    }


class ChosenForm(Form):
    """The settings that were ticked."""

    settings = ManyField("Settings to take in")


class NamesForm(Form):
    """A list of names, as it was pasted."""

    names = LongField(
        "Paste the names",
        [Required("Paste at least one name"), AtMost(100_000)],
        hint="One setting to a line, as they stand in an e-mail or in a column of a spreadsheet. "
        "Its number, and the lead’s name and e-mail address, can stand beside it.",
        rows=12,
    )


def listed_form(plan: NamesPlan, left: Sequence[int]) -> Form:
    """The settings of a list to tick, and a choice for each line that may mean several."""
    fields: dict[str, Any] = {
        f"meant_{one.line}": SelectField(
            one.said, hint=likely_hint(plan, one, places), choices=likely_choices(places),
            blank="None of these",
        )
        for one, places in plan.likely
    }  # fmt: skip
    fields["settings"] = ManyField("Settings to take in", choices=found_choices(plan))
    kind: type[Form] = type("ListedForm", (Form,), fields)
    return kind(settings=[place.id for _, place in plan.found if place.id not in left])


class SendForm(VersionedForm):
    """The cohort as the preview showed it, and of whom the coordinator is sure."""

    sure = ManyField(
        "Which of these do you invite as well?",
        hint="Who is not ticked stays in the cohort, and nothing is sent to them.",
    )


def leads_form(cohort: Cohort, places: Sequence[CohortPlace]) -> VersionedForm:
    """Two fields for each setting: who leads, and how to reach them."""
    fields: dict[str, Any] = {}
    for one in places:
        fields[f"name_{one.id}"] = TextField("Lead’s name", [AtMost(LINE)])
        fields[f"email_{one.id}"] = EmailField("Lead’s e-mail", [AtMost(LINE)])
    kind: type[VersionedForm] = type("LeadsForm", (VersionedForm,), fields)
    return kind(version=cohort.version, **leads_kept(places))


def leads_kept(places: Sequence[CohortPlace]) -> dict[str, str]:
    """Who leads at each setting now, by the names of the fields."""
    found: dict[str, str] = {}
    for one in places:
        found |= {f"name_{one.id}": one.lead_name, f"email_{one.id}": one.lead_email}
    return found


class WorkshopForm(Form):
    """The workshop's record, and who came."""

    says_whom_to_call = True

    came = ManyField("Which settings came?", [Required("Tick the settings that came")])
    met = LongField(
        "Who was there?",
        [Required("Say who was there"), AtMost(LONG)],
        hint="By role, like heads, leads and governors. No names.",
        rows=2,
    )
    summary = LongField(
        "What did you do together?",
        [Required("Say what you did together"), AtMost(LONG)],
        hint="Each setting reads this as the record of its first visit.",
    )
    next_steps = LongField("What comes next? (optional)", [AtMost(LONG)], rows=3)

    def record(self) -> Record:
        """The record as it was written."""
        return Record(met=self.met.data, summary=self.summary.data, next_steps=self.next_steps.data)


def place_choices(places: Sequence[CohortPlace]) -> list[Choice]:
    """The settings to tick."""
    return [Choice(one.id, one.setting.name) for one in places]
