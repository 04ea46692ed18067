"""The forms of a framework's draft, and the tables that stand in them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from award.domain.checklists import ChecklistReach, Severity, Whose
from award.domain.framework_drafts import CRITERION_WORDS, HEAD_WORDS, POINT_WORDS, STANDARD_WORDS
from award.domain.frameworks import MOST_EVIDENCE, SCALE
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    Form,
    LongField,
    ManyField,
    Required,
    SelectField,
    TextField,
    TickField,
    WholeNumberField,
)
from award.web.kit.scheme.judged_words import JUDGED_WORDS
from award.web.kit.versions import VersionedForm

Tables = dict[str, Any]
ONE_LINE: Final = 150
SOME_LINES: Final = 1500
PIECES: Final = range(1, MOST_EVIDENCE + 1)
ASK: Final = "ask_"


class HeadForm(VersionedForm):
    """What is said of the award as a whole, and the name of the version."""

    version_name = TextField(
        "The version", [Required("Name the version"), AtMost(12)], hint="Like 1.1", width=5
    )
    name = TextField(HEAD_WORDS["name"], [Required("Enter a name"), AtMost(80)])
    intro = LongField(HEAD_WORDS["intro"], [AtMost(SOME_LINES)])
    disclaimer = LongField(HEAD_WORDS["disclaimer"], [AtMost(SOME_LINES)])
    judging_rule = LongField(HEAD_WORDS["judging_rule"], [AtMost(SOME_LINES)])
    impact_rule = LongField(HEAD_WORDS["impact_rule"], [AtMost(SOME_LINES)])
    no_case_rule = LongField(HEAD_WORDS["no_case_rule"], [AtMost(SOME_LINES)])
    any_way_rule = LongField(HEAD_WORDS["any_way_rule"], [AtMost(SOME_LINES)])
    data_rule = LongField(HEAD_WORDS["data_rule"], [AtMost(SOME_LINES)])

    def given(self) -> dict[str, str]:
        """The words, by the names of their fields."""
        return {name: self[name].data for name in HEAD_WORDS}


class StandardForm(VersionedForm):
    """The words of one standard."""

    title = TextField(STANDARD_WORDS["title"], [Required("Enter a title"), AtMost(60)])
    child_title = TextField(STANDARD_WORDS["child_title"], [AtMost(80)])
    intro = LongField(STANDARD_WORDS["intro"], [AtMost(SOME_LINES)])

    def given(self) -> dict[str, str]:
        """The words, by the names of their fields."""
        return {name: self[name].data for name in STANDARD_WORDS}


class PointForm(VersionedForm):
    """One point of the policy checklist."""

    text = LongField(
        "What does a good policy say?", [Required("Say what the policy is to say"), AtMost(400)],
        hint="One thing, as a sentence that can be ticked", rows=3,
    )  # fmt: skip
    looks_like = LongField(
        "What does good look like? (optional)", [AtMost(600)],
        hint="For the person who has the policy before them", rows=3,
    )  # fmt: skip
    criterion = SelectField("Which criterion does it support?", [Required("Choose a criterion")])
    severity = ChoiceField(
        "How strongly is it asked?", [Required("Choose one")],
        choices=[Choice(Severity.MUST, "It has to be there"), Choice(Severity.SHOULD, "It should")],
    )  # fmt: skip
    applies_to = ChoiceField(
        "Whose policy is it for?", [Required("Choose one")],
        choices=[
            Choice(ChecklistReach.ALL, "Everybody’s"),
            Choice(ChecklistReach.SCHOOLS, "Schools and colleges only"),
        ],
    )  # fmt: skip
    whose = ChoiceField(
        "Who answers it where settings share one policy?", [Required("Choose one")],
        choices=[
            Choice(Whose.GROUP, "The group, once for all"),
            Choice(Whose.SETTING, "Each setting for itself"),
        ],
    )  # fmt: skip

    def given(self) -> dict[str, str]:
        """The point, by the names of its fields."""
        return {name: str(self[name].data) for name in POINT_WORDS}


class NewCriterionForm(Form):
    """Where a new criterion belongs, and what it is called."""

    standard = SelectField("Which standard does it belong to?", [Required("Choose a standard")])
    title = TextField(
        "What is it called?",
        [Required("Give it a title"), AtMost(ONE_LINE)],
        hint="A few words. All else comes on the next page.",
    )


class WordsForm(VersionedForm):
    """What a criterion and a variant of it have in common."""

    title = TextField(CRITERION_WORDS["title"], [AtMost(ONE_LINE)])
    wording = LongField(CRITERION_WORDS["wording"], [AtMost(600)], rows=3)
    why = LongField(CRITERION_WORDS["why"], [AtMost(SOME_LINES)], rows=4)
    tips = LongField("Tips, one on each line", [AtMost(SOME_LINES)], rows=4)


class OwnForm(WordsForm):
    """What only the criterion itself says."""

    essential = TickField("It is essential: without it there is no award")
    club = TickField("Clubs run by volunteers are asked it too")
    not_applicable_for = ManyField("To which kinds does it usually not apply?")


def words_form(
    base: type[WordsForm], row: Mapping[str, Any], conversations: Sequence[Mapping[str, Any]]
) -> type[WordsForm]:
    """The form with its points of the scale, pieces of evidence and conversations.

    The conversations in which ``row`` asks something come first and in its order, so that saving
    what was not touched changes nothing.
    """
    fields: dict[str, Any] = {
        str(point): LongField(JUDGED_WORDS[point], [AtMost(SOME_LINES)], rows=3) for point in SCALE
    }
    for n in PIECES:
        fields[f"name_{n}"] = TextField(f"Piece {n}: what it is", [AtMost(ONE_LINE)])
        fields[f"counts_{n}"] = LongField(f"Piece {n}: why it counts", [AtMost(600)], rows=2)
        fields[f"months_{n}"] = WholeNumberField(
            f"Piece {n}: how old it may be, in months", hint="0: any age", most=120
        )
        fields[f"terms_{n}"] = WholeNumberField(
            f"Piece {n}: or exactly, in terms", hint="May be empty", least=1, most=9
        )
    used = [one.get("conversation") for one in row.get("seen_heard", ())]
    asked = [one for one in conversations if one["code"] in used]
    asked.sort(key=lambda one: used.index(one["code"]))
    for one in [*asked, *(one for one in conversations if one not in asked)]:
        fields[f"{ASK}{one['code']}"] = LongField(
            one["title"], [AtMost(SOME_LINES)], hint="One question on each line", rows=3
        )
    return type("PartForm", (base,), fields)


def kind_choices(tables: Mapping[str, Any]) -> list[Choice]:
    """The kinds to which a criterion may not apply."""
    return [Choice(one["code"], one["label"]) for one in tables["kinds"]]


def values_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the form at first, of a criterion or of a variant."""
    points = row.get("descriptors", {})
    found: dict[str, Any] = {
        **{name: row.get(name, "") for name in ("title", "wording", "why")},
        "tips": "\n".join(row.get("tips", ())),
        **{name: row.get(name) for name in ("essential", "club", "not_applicable_for")},
        **{str(point): points.get(str(point), "") for point in SCALE},
    }
    for n, piece in enumerate(row.get("evidence", ()), start=1):
        found |= {
            f"name_{n}": piece.get("name", ""),
            f"counts_{n}": piece.get("why_it_counts", ""),
            f"months_{n}": piece.get("fresh_months"),
            f"terms_{n}": piece.get("fresh_terms"),
        }
    asked: dict[str, list[str]] = {}
    for one in row.get("seen_heard", ()):
        asked.setdefault(f"{ASK}{one['conversation']}", []).append(one["prompt"])
    return found | {name: "\n".join(prompts) for name, prompts in asked.items()}


def criterion_in(form: WordsForm) -> Tables:
    """The criterion as the form says it, whole or not."""
    return {
        **_words_in(form),
        "essential": form["essential"].data,
        "club": form["club"].data,
        "not_applicable_for": form["not_applicable_for"].data,
    }


def variant_in(form: WordsForm) -> Tables:
    """What a family reads instead: only what was given."""
    return {name: value for name, value in _words_in(form).items() if value}


def _words_in(form: WordsForm) -> Tables:
    return {
        "title": form.title.data,
        "wording": form.wording.data,
        "why": form.why.data,
        "tips": _lines(form.tips.data),
        "descriptors": {
            str(point): form[str(point)].data for point in SCALE if form[str(point)].data
        },
        "evidence": [piece for n in PIECES if (piece := _piece(form, n))],
        "seen_heard": [
            {"conversation": field.short_name.removeprefix(ASK), "prompt": prompt}
            for field in form
            if field.short_name.startswith(ASK)
            for prompt in _lines(field.data)
        ],
    }


def _piece(form: WordsForm, n: int) -> Tables:
    """One piece of evidence; empty where neither what it is nor why it counts was given."""
    name, counts = form[f"name_{n}"].data, form[f"counts_{n}"].data
    if not (name or counts):
        return {}
    kept = {"fresh_months": form[f"months_{n}"].data, "fresh_terms": form[f"terms_{n}"].data}
    found = {"name": name, "why_it_counts": counts}
    return found | {name: value for name, value in kept.items() if value is not None}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
