"""What is written down of a setting, changed by hand, with the register's words beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, ClassVar, Final

from flask.typing import ResponseReturnValue

from award.actions.correcting import correct_setting, facts_kept
from award.adapters import clock
from award.domain.kinds import Scheme
from award.domain.numbers import LONGEST, OfficialNumber, bare
from award.domain.permissions import May
from award.domain.setting_facts import (
    FACT_NAMES,
    OLDEST,
    SettingFacts,
    fact_faults,
    fact_words,
    number_faults,
    website_faults,
    whole_website,
)
from award.queries.authorities import list_offered_kinds
from award.queries.near_names import find_namesake
from award.storage.authorities import Authority
from award.storage.db import db
from award.storage.frameworks import kind_of
from award.storage.settings import Setting, SettingState
from award.web.coordinator.blueprint import bp
from award.web.coordinator.setting_closing import awards_that_stay, told_of_closing
from award.web.coordinator.settings import STATE_WORDS, back_to, the_setting
from award.web.kit.access import actor, authority, needs
from award.web.kit.asking import Question, ask
from award.web.kit.branding import lines_of
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    LongField,
    Postcode,
    Required,
    SelectField,
    TextField,
    TickField,
    WholeNumberField,
)
from award.web.kit.versions import VersionedForm

LINE: Final = 200
PARTS: Final = {
    "What it is": ("name", "is_namesake", "name_was_wrong", "kind", "is_authority_own"),
    "Taking part": ("state", "state_reason", "is_hidden"),
    "Where it is": ("address", "postcode", "ward", "telephone", "website"),
    "Who comes": ("phase", "low_age", "high_age", "size"),
}
HINTS: Final = {
    str(Scheme.GIAS_URN): "Six figures. A school that becomes an academy gets a new one.",
}


class SettingForm(VersionedForm):
    """Everything that is written down of a setting. Each of its ``asked`` numbers has a field."""

    asked: ClassVar[Sequence[OfficialNumber]] = ()
    before: ClassVar[SettingFacts]
    place: ClassVar[Setting]

    name = TextField("Name", [Required("Write the name of the setting"), AtMost(LINE)])
    is_namesake = TickField("It is another one: both bear this name")
    name_was_wrong = TickField("The name before was a mistake: do not keep it as a former name")
    kind = SelectField(
        "Kind of setting",
        hint="Another kind may have other official numbers: save, and look here again.",
    )
    state = ChoiceField(
        "Can it take part?",
        [Required("Say whether it can take part")],
        choices=[Choice(str(one), words) for one, words in STATE_WORDS.items()],
    )
    state_reason = TextField("If not, why? (optional)", [AtMost(LINE)])
    address = LongField("Address (optional)", [AtMost(500)], rows=3)
    postcode = TextField("Postcode (optional)", [AtMost(10), Postcode()], width=10)
    ward = TextField("Ward (optional)", [AtMost(100)], width=20)
    phase = TextField("Phase (optional)", [AtMost(60)], width=20, hint="Like Primary or Secondary")
    low_age = WholeNumberField("Youngest age (optional)", most=OLDEST, width=2)
    high_age = WholeNumberField("Oldest age (optional)", most=OLDEST, width=2)
    size = WholeNumberField("How many children or young people? (optional)", most=100_000)
    telephone = TextField("Telephone (optional)", [AtMost(40)], width=20)
    website = TextField("Website (optional)", [AtMost(LINE)])
    number_was_wrong = TickField("The number before was a mistake: it never was this setting’s")
    is_authority_own = TickField("It belongs to the authority itself")
    is_hidden = TickField("Keep it out of everything public")

    def facts(self) -> SettingFacts:
        """The setting as it was written down."""
        given = {name: self[name].data for name in FACT_NAMES}
        given["name"] = " ".join(given["name"].split())
        given["postcode"] = given["postcode"].upper()
        if given["website"] != self.before.website:
            given["website"] = whole_website(given["website"])
        written = {one.code: bare(self[one.code].data) for one in self.asked}
        kept = {**self.before.numbers, **written}
        given["numbers"] = {code: value for code, value in kept.items() if value}
        if given["state"] == "active":
            given["state_reason"] = ""
        return SettingFacts(**given)

    def ask_of_namesake(self) -> None:
        """Leave the question out, unless the new name is that of another setting."""
        self.namesake = None
        name = " ".join((self.name.data or "").split())
        if name.lower() != self.before.name.lower():
            self.namesake = find_namesake(db.session(), self.place, name)
        if self.namesake is None:
            self.leave_out("is_namesake")

    def _is_another(self) -> bool:
        """Whether nothing bears the name, or it was said that it is another one."""
        other = self.namesake
        if other is None or self["is_namesake"].data:
            return True
        where = f", at {other.postcode}" if other.postcode else ""
        there = f"There is a setting called {other.name} already{where}"
        asked = f"{there}. If this is another one, tick the box. Otherwise write another name"
        self.refuse(asked, field="is_namesake")
        return False

    def validate(self, extra_validators: Any = None) -> bool:
        """Each fault beside its field."""
        if not super().validate(extra_validators):
            return False
        facts, known = self.facts(), {one.code: one for one in self.asked}
        faults = [*fact_faults(facts), *website_faults(self.before, facts)]
        faults += number_faults(self.before, facts, known)
        for name, words in faults:
            self.refuse(words, field=name)
        return self._is_another() and not faults


def _form_for(place: Setting) -> SettingForm:
    """The form with the numbers that its kind has, or that it has itself."""
    before, known = facts_kept(place), authority().numbers
    usual = kind_of(place).numbers if place.kind else ()
    codes = [one for one in known if one in usual or one in before.numbers]
    asked = [known[one] for one in codes]
    fields: dict[str, Any] = {
        one.code: TextField(
            f"{one.name} (optional)", [AtMost(LONGEST)], width=20, hint=HINTS.get(one.code, "")
        )
        for one in asked
    }
    fields |= {"asked": asked, "before": before, "place": place}
    if not before.numbers:
        fields["number_was_wrong"] = None
    kind: type[SettingForm] = type("ThisSettingForm", (SettingForm,), fields)
    values = {name: value for name, value in asdict(before).items() if name != "numbers"}
    form = kind(version=place.version, **values, **before.numbers)
    form.ask_of_namesake()
    return form


@bp.route("/settings/<int:place_id>/change", methods=["GET", "POST"])
@needs(May.LINK_SETTINGS)
def setting_change(place_id: int) -> ResponseReturnValue:
    """Put right what is written down, or give a place that is only known of its kind."""
    place = the_setting(place_id)
    form = _form_for(place)
    offered = list_offered_kinds(db.session(), place.authority_id, also=place.kind_id)
    kinds = [(one.code, one.label) for one in offered]
    none = [] if place.kind else [Choice("", "Not known")]
    form.kind.choices = [*none, *(Choice(code, label) for code, label in kinds)]
    question = Question(
        f"Change {place.name}",
        "Save the changes",
        _done(place, form),
        back_to(place),
        told=_told(place),
        template="coordinator/setting_change.html",
        shown={
            "parts": _parts(form),
            "said": _said_by_register(place),
            "lines": lines_of(authority(), f"setting:{place.id}"),
        },
        now=lambda: _now(the_setting(place_id), dict(kinds)),
    )

    def act(held: Authority) -> None:
        correct_setting(
            held,
            place_id,
            form.facts(),
            name_was_wrong=form.name_was_wrong.data,
            number_was_wrong="number_was_wrong" in form and form.number_was_wrong.data,
            by=actor(),
            at=clock.now(),
        )

    return ask(
        authority(), form, act, question, may=May.LINK_SETTINGS, of=lambda _: the_setting(place_id)
    )


def _parts(form: SettingForm) -> list[dict[str, Any]]:
    """The fields in their sections; one without a field is left out."""
    numbers = [one.code for one in form.asked]
    named = {**PARTS, "Its official numbers": (*numbers, "number_was_wrong")}
    shown = (
        (words, [form[name] for name in names if name in form]) for words, names in named.items()
    )
    return [{"words": words, "fields": fields} for words, fields in shown if fields]


def _done(place: Setting, form: SettingForm) -> str:
    """What is told once it is kept; what a setting that has just closed still holds too."""
    closes = form.state.data == SettingState.CLOSED and place.state is not SettingState.CLOSED
    stays = awards_that_stay(place) if closes else ""
    return f"The changes are kept. {stays}".strip()


def _told(place: Setting) -> list[str]:
    """What a change does, and what it leaves alone."""
    return [
        "Certificates that were made keep the name they bear. Put one right on its award’s page.",
        "What you put right here stays until the register itself says something new.",
        *told_of_closing(place),
    ]


def _said_by_register(place: Setting) -> list[dict[str, str]]:
    """What the register says, first where it differs from what stands here."""
    kept = asdict(facts_kept(place))
    rows = [
        (kept[name] == value, FACT_NAMES[name], fact_words(value))
        for name, value in place.register_says.items()
        if name in FACT_NAMES
    ]
    rows.sort(key=lambda row: row[0])
    return [
        {"key": name, "value": words if same else f"{words} (different here)"}
        for same, name, words in rows
    ]


def _now(place: Setting, kinds: Mapping[str, str]) -> dict[str, object]:
    """What stands there, in the words of the form."""
    facts = facts_kept(place)
    found: dict[str, object] = {
        name: fact_words(value) for name, value in asdict(facts).items() if name != "numbers"
    }
    return {
        **found,
        **facts.numbers,
        "kind": kinds.get(facts.kind, "Not known"),
        "state": STATE_WORDS[place.state],
    }
