"""What is asked about an action of the plan, about a plan of one's own, and about the policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from award.actions.attaching import must_be_whole_plan
from award.domain.file_limits import FileLimits
from award.domain.refusals import NotReady
from award.storage.plans import ActionState
from award.web.kit.choice_fields import Choice
from award.web.kit.errors import refused
from award.web.kit.evidence_fields import FilesWithin, WebAddress
from award.web.kit.fields import Asked
from award.web.kit.forms import (
    AtMost,
    ChoiceField,
    DayField,
    FileField,
    Form,
    LongField,
    ManyField,
    PartedField,
    Required,
    SelectField,
    TextField,
)
from award.web.kit.plan_words import MORE
from award.web.kit.versions import VersionedForm
from award.web.setting.forms import LINE, LONG

STATE_CHOICES = (
    Choice(str(ActionState.NOT_STARTED), "Not started"),
    Choice(str(ActionState.UNDER_WAY), "Under way"),
    Choice(str(ActionState.DONE), "Done"),
    Choice(str(ActionState.STOPPED), "Stopped", "Say why below"),
)


class PlanForm(Form):
    """What every action tells: four answers, and more for who wants to say more."""

    NAMES: ClassVar[tuple[str, ...]] = ("what", "lead_name", "due_on", "criteria")
    what = LongField("What will you do?", [Required("Say what you will do"), AtMost(LONG)], rows=3)
    lead_name = TextField("Who leads it?", [Required("Say who leads it"), AtMost(LINE)])
    due_on = DayField("By when?", [Required("Enter the day")])
    criteria = PartedField("Which criteria is it for?", [Required("Choose at least one")])
    now = LongField(MORE[0][1], [AtMost(LONG)], rows=2)
    different = LongField(MORE[1][1], [AtMost(LONG)], rows=2)
    measure = LongField(MORE[2][1], [AtMost(LONG)], rows=2)
    others = TextField(MORE[3][1], [AtMost(LINE)])
    children = LongField(MORE[4][1], [AtMost(LONG)], rows=2)
    resources = TextField(MORE[5][1], [AtMost(LINE)])
    training = TextField(MORE[6][1], [AtMost(LINE)])
    visit_id = SelectField("Did it come from a visit?", blank="No, or not known")

    def four(self) -> list[Asked]:
        """The questions that everybody answers."""
        return [self[name] for name in self.NAMES]

    def more(self) -> list[Asked]:
        """The questions for who wants to say more; of visits only where one was held."""
        visits = [self["visit_id"]] if self["visit_id"].choices else []
        return [self[name] for name, _, _ in MORE] + visits

    def offer_visits(self, visits: Sequence[Choice]) -> None:
        """The visits that were held, to choose from."""
        self["visit_id"].choices = visits

    def is_more_told(self) -> bool:
        """Whether something stands, or is to be put right, among them."""
        return any(one.data or one.errors for one in self.more())

    def show_more(self, told: Mapping[str, Any]) -> None:
        """Fill in what is kept of them."""
        for name, _, _ in MORE:
            self[name].data = told.get(name, "")

    def values(self) -> dict[str, Any]:
        """What was answered, by the names that an action has for it."""
        more = {name: self[name].data.strip() for name, _, _ in MORE}
        told = {name: self[name].data for name in self.NAMES}
        return told | {"more": more, "visit_id": self["visit_id"].data or None}


class ActionForm(PlanForm):
    """A new action."""


class ChangeActionForm(PlanForm, VersionedForm):
    """An action with how far it is, and what came of it."""

    PROGRESS: ClassVar[tuple[str, ...]] = ("state", "impact", "why_stopped")
    state = ChoiceField("How far is it?", [Required("Choose one")], choices=STATE_CHOICES)
    impact = LongField("What is better now? (optional)", [AtMost(LONG)], rows=2)
    why_stopped = LongField("If it stopped: why?", [AtMost(LONG)], rows=2)

    def progress(self) -> list[Asked]:
        """How far it is."""
        return [self[name] for name in self.PROGRESS]

    def values(self) -> dict[str, Any]:
        told = {name: self[name].data for name in ("impact", "why_stopped")}
        return super().values() | told | {"state": ActionState(self["state"].data)}


class BeginForm(Form):
    """Small steps that are offered, who leads those that are taken, and by when."""

    steps = ManyField("Steps to take", [Required("Choose at least one step, or write your own")])
    lead_name = TextField("Who leads them?", [Required("Say who leads them"), AtMost(LINE)])
    due_on = DayField(
        "By when?",
        [Required("Enter the day")],
        hint="You can change it for each one later",
    )


class NoteForm(Form):
    """A line about how an action goes."""

    words = LongField(
        "Add a note", [Required("Write a few words"), AtMost(LONG)], rows=2, hint="What happened?"
    )


class ImpactForm(VersionedForm):
    """What is better since an action is done."""

    impact = LongField(
        "What is better now?",
        [Required("Say in a few words what is better now"), AtMost(LONG)],
        rows=3,
        hint="What do children say or do now that they did not before?",
    )


@dataclass
class PartOfPlan:
    """The lines of one standard: where in a plan of one's own each of its criteria stands."""

    title: str
    lines: Sequence[Asked]
    wanting: Sequence[str]
    is_open: bool = False

    @property
    def written(self) -> int:
        """How many lines are written in."""
        return sum(bool(one.data) for one in self.lines)


class OwnPlanForm(FilesWithin):
    """A plan that is there already: a file or a link, who leads it, and until when it runs."""

    PLACE: ClassVar[str] = "where_"
    file = FileField("Your plan as a file")
    link_address = TextField("Or a link to it", [AtMost(2000), WebAddress()])
    title = TextField(
        "What is it called?",
        [Required("Write its name"), AtMost(100)],
        hint="Like “Improvement plan 2026”",
    )
    lead_name = TextField("Who leads it?", [Required("Say who leads it"), AtMost(LINE)])
    due_on = DayField("Until when does it run?", [Required("Enter the day")])

    def validate(self, extra_validators: Any = None) -> bool:
        """Say what is missing all at once, before any file is kept."""
        right = super().validate(extra_validators)
        file = self["file"]
        given = file.data or file.errors or (self["link_address"].data or "").strip()
        where = {one.name: one.data or "" for one in self if one.name.startswith(self.PLACE)}
        try:
            must_be_whole_plan(where, is_given=bool(given))
        except NotReady as refusal:
            refused(self, refusal.renamed({"where": next(iter(where), "")}))
            return False
        return right

    def about(self) -> list[Asked]:
        """The questions about the plan itself."""
        return [self[name] for name in ("file", "link_address", "title", "lead_name", "due_on")]

    def places(self, codes: Sequence[str]) -> list[Asked]:
        """Where in it: one short answer for each of these criteria."""
        return [self[self.PLACE + code.replace(".", "_")] for code in codes]

    def parts(
        self, standards: Sequence[tuple[str, Sequence[str]]], wanting: Sequence[str]
    ) -> list[PartOfPlan]:
        """The lines of each standard (its title and codes), and which of them want an action.

        A part stands open where a line is written or to be put right; where nothing is written
        yet, the first that wants an action does.
        """
        found = []
        for title, codes in standards:
            lines = self.places(codes)
            asked = [code for code in codes if code in wanting]
            is_open = any(one.data or one.errors for one in lines)
            found.append(PartOfPlan(title, lines, asked, is_open=is_open))
        if not any(one.is_open for one in found):
            first = next((one for one in found if one.wanting), found[0])
            first.is_open = True
        return found

    def where(self, codes: Sequence[str]) -> dict[str, str]:
        """What was said of each criterion."""
        return {code: self.places([code])[0].data for code in codes}


def own_plan_form(criteria: Sequence[tuple[str, str]], limits: FileLimits) -> OwnPlanForm:
    """The form for a plan of one's own, with a line for each criterion (its code and title)."""
    fields = {
        OwnPlanForm.PLACE + code.replace(".", "_"): TextField(
            f"{code} {title}", [AtMost(100)], width=20
        )
        for code, title in criteria
    }
    form: OwnPlanForm = type("OwnPlanForm", (OwnPlanForm,), fields)(limits)
    return form


class PolicyForm(Form):
    """When the setting last reviewed its policy."""

    reviewed_on = DayField("When was it last reviewed?", [Required("Enter the day")])
