"""The form of a route, and the rules that stand in it."""

from dataclasses import replace
from typing import Any, Final

from award.domain.route_words import APPROVAL_WORDS, CRITERIA_WORDS, FORM_WORDS
from award.domain.routes import Approval, CriteriaAsked, Rules, Thresholds, VisitForm
from award.storage.authorities import Route
from award.web.kit.fields import PutRight
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    LongField,
    ManyField,
    Required,
    TextField,
    TickField,
    WholeNumberField,
)
from award.web.kit.versions import VersionedForm


def counted(form: Any, field: Any) -> None:
    """A number has to be given, and nought is one where the field takes it."""
    if field.data is None and not field.errors:
        more = f", {field.least} or more" if field.least else "; 0 is one too"
        raise PutRight(f"Enter a number for “{field.words}”{more}")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class RouteForm(VersionedForm):
    """Everything that an authority decides about a route."""

    name = TextField("Name", [Required("Give the route a name"), AtMost(60)], width=20)
    when_to_use = LongField("When to use it", [AtMost(300)], rows=2)
    approvals = ManyField(
        "What does the head approve?",
        choices=[Choice(str(one), _capital(words)) for one, words in APPROVAL_WORDS.items()],
    )
    initial_visit = ManyField(
        "How may the first visit be held?",
        hint="None ticked: no first visit is asked.",
        choices=[Choice(str(one), _capital(words)) for one, words in FORM_WORDS.items()],
    )
    criteria = ChoiceField(
        "Which criteria are asked?",
        [Required("Choose which criteria are asked")],
        choices=[Choice(str(one), words) for one, words in CRITERIA_WORDS.items()],
    )
    plan_agreed = TickField("The plan has to be agreed")
    monitoring_visits = WholeNumberField("Monitoring visits before ready", [counted], most=6)
    adviser_may_assess = TickField("The adviser may also be the assessor")
    behalf_may_vote = TickField("Who acted for the setting may vote on its award")
    one_person = TickField("One person may decide on what they put in, where there is nobody else")
    colleague_looks = TickField("A colleague looks at a report before it is first shared")
    votes = WholeNumberField("Votes for the same outcome that decide", [counted], least=1, most=9)
    told_to_steering = TickField("Each decision is told to the next steering group")
    sample_percent = WholeNumberField(
        "Journeys in a hundred that get a second judgement, by lot", [counted], most=100
    )
    sample_not_yet = TickField("So does every report that recommends “not yet”")
    sample_first = WholeNumberField(
        "How many of an assessor’s first reports get one too", [counted], most=20
    )
    silence_terms = WholeNumberField(
        "Terms of silence before a journey may be put on hold", [counted], least=1, most=9
    )
    deferral_terms = WholeNumberField("Terms of extra time, all together", [counted], most=9)
    met_percent = WholeNumberField(
        "Criteria in a hundred to be met for the award", [counted], least=1, most=100
    )
    conditions_not_yet_percent = WholeNumberField(
        "“Not yet” in a hundred at most, for the award with conditions", [counted], most=100
    )
    conditions_developing_percent = WholeNumberField(
        "“Developing” in a hundred at most, for the award with conditions", [counted], most=100
    )


# The fields in their sections, each with what is said above it.
PARTS: Final = {
    "What it is called": ("name", "when_to_use"),
    "What is asked of a setting": (
        "approvals",
        "initial_visit",
        "criteria",
        "plan_agreed",
        "monitoring_visits",
    ),
    "Who may do what": (
        "adviser_may_assess",
        "behalf_may_vote",
        "one_person",
        "colleague_looks",
    ),
    "How it is decided": ("votes", "told_to_steering"),
    "The second judgement": ("sample_percent", "sample_not_yet", "sample_first"),
    "How long it may take": ("silence_terms", "deferral_terms"),
    "When the award is suggested": (
        "met_percent",
        "conditions_not_yet_percent",
        "conditions_developing_percent",
    ),
}
OF_THRESHOLDS = ("met_percent", "conditions_not_yet_percent", "conditions_developing_percent")
AS_THEY_ARE = (
    "plan_agreed",
    "monitoring_visits",
    "adviser_may_assess",
    "behalf_may_vote",
    "one_person",
    "colleague_looks",
    "votes",
    "told_to_steering",
    "sample_percent",
    "sample_not_yet",
    "sample_first",
    "silence_terms",
    "deferral_terms",
)


def parts_of(form: RouteForm) -> list[dict[str, Any]]:
    """The sections of the form with their fields."""
    return [
        {"words": words, "fields": [form[name] for name in names]} for words, names in PARTS.items()
    ]


def values_of(route: Route) -> dict[str, Any]:
    """What stands in the form at first."""
    rules = route.rules
    return {
        "name": route.name,
        "when_to_use": route.when_to_use,
        "approvals": sorted(str(one) for one in rules.approvals),
        "initial_visit": sorted(str(one) for one in rules.initial_visit),
        "criteria": str(rules.criteria),
        **{name: getattr(rules, name) for name in AS_THEY_ARE},
        **{name: getattr(rules.thresholds, name) for name in OF_THRESHOLDS},
    }


def rules_in(form: RouteForm, before: Rules) -> Rules:
    """The rules as the form says; what it does not ask for stays as it was."""
    return replace(
        before,
        approvals=frozenset(Approval(one) for one in form.approvals.data),
        initial_visit=frozenset(VisitForm(one) for one in form.initial_visit.data),
        criteria=CriteriaAsked(form.criteria.data),
        thresholds=Thresholds(**{name: form[name].data for name in OF_THRESHOLDS}),
        **{name: form[name].data for name in AS_THEY_ARE},
    )
