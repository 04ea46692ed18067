"""Who works on a journey: adviser, assessor and second, with ties and load in sight."""

from typing import Final

from flask import request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions import assigning
from award.adapters import clock
from award.domain.facts import Facts
from award.domain.parts import keeps_from
from award.domain.people import Role
from award.domain.permissions import May
from award.domain.refusals import NotAllowed
from award.domain.spoken import listed
from award.domain.ties import TIE_WORDS, TieKind, ties_told
from award.queries.members import list_administrators
from award.queries.settings import Worker, list_ties, list_who_may_be_tied
from award.queries.visit_loads import VisitLoad, visit_loads
from award.queries.who_works import Takers, list_takers
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.journeys import Assignment, AssignmentKind, Journey
from award.storage.tied import ties_on
from award.storage.working import coordinators_beside
from award.web.coordinator.blueprint import bp
from award.web.coordinator.forms import PersonForm, ReasonForm, TieForm
from award.web.coordinator.shell import journey_page, name_of
from award.web.coordinator.visit_deeds import visits_to_hand_on
from award.web.kit.access import actor, find, needs
from award.web.kit.asking import Question, ask
from award.web.kit.filters import day, plural
from award.web.kit.forms import Choice

PARTS: Final = {
    AssignmentKind.ADVISER: "Plans along with the setting.",
    AssignmentKind.ASSESSOR: "Visits, judges every criterion and writes the report.",
    AssignmentKind.SECOND: "Judges again without seeing the first judgement, where it is asked.",
}

NOT_FREE: Final = "assign another, since this part needs somebody free of ties."


def _here(found: Journey) -> str:
    return url_for("coordinator.people_of", journey_id=found.id)


@bp.get("/journeys/<int:journey_id>/people")
@needs(May.ASSIGN)
def people_of(journey_id: int) -> ResponseReturnValue:
    """Who has which part, and who is bound to the setting."""
    found = find(May.ASSIGN, journey_id)
    live = {one.kind: one for one in found.assignments if one.ended_at is None}
    bound = bound_in_parts(found, facts_of(found, at=clock.now()))
    parts = [
        {
            "kind": str(kind),
            "words": kind.capitalize(),
            "more": more,
            "name": live[kind].user.name if kind in live else "",
            "since": live[kind].assigned_at if kind in live else None,
            "why": live[kind].why if kind in live else "",
            "bound": bound.get(kind, ""),
        }
        for kind, more in PARTS.items()
    ]
    ties = [
        (one, user, TIE_WORDS[one.kind]) for one, user in list_ties(db.session(), found.setting_id)
    ]
    unmade = visits_to_hand_on(found)
    return journey_page("coordinator/people_of.html", found, parts=parts, ties=ties, unmade=unmade)


@bp.route(
    "/journeys/<int:journey_id>/people/<any(adviser, assessor, second):part>/assign",
    methods=["GET", "POST"],
)
@needs(May.ASSIGN)
def assign(journey_id: int, part: str) -> ResponseReturnValue:
    """Give somebody a part; whoever had it before leaves it."""
    found, kind = find(May.ASSIGN, journey_id), AssignmentKind(part)
    assigning.must_go_on(found)
    form, takers = PersonForm(version=found.version), _takers(found, kind)
    if not takers.free and not request.form.get("user_id"):
        raise NotAllowed(_nobody(kind, takers))
    form.user_id.choices = _choices(found, kind, takers)
    form.user_id.hint = _not_offered(takers)
    if kind is not AssignmentKind.ASSESSOR:
        form.why.hint = "It stands beside their name on the journey’s page of people."
    question = Question(
        f"Who is the {_called(kind)}?",
        "Assign",
        "The part is given, and they are told.",
        _here(found),
        name_of(found),
        told=[PARTS[kind], *_leaves(found, kind)],
    )
    return ask(
        found,
        form,
        lambda held: assigning.assign(
            held, kind, form.user_id.data, why=form.why.data, by=actor(), at=clock.now()
        ),
        question,
        may=May.ASSIGN,
    )


def bound_in_parts(found: Journey, facts: Facts) -> dict[AssignmentKind, str]:
    """Of who has a part that they could not be given now: what binds them, since then."""
    kept = {
        one.kind: keeps_from(Role(str(one.kind)), one.user_id, facts)
        for one in found.assignments
        if one.ended_at is None and found.ended_at is None
    }
    said = {kind: listed([*why]) for kind, why in kept.items() if why}
    return {kind: f"{one[:1].upper()}{one[1:]}: {NOT_FREE}" for kind, one in said.items()}


def _is_live(one: Assignment, kind: AssignmentKind) -> bool:
    return one.kind is kind and one.ended_at is None


def _called(kind: AssignmentKind) -> str:
    return "second assessor" if kind is AssignmentKind.SECOND else str(kind)


def _takers(found: Journey, kind: AssignmentKind) -> Takers:
    return list_takers(db.session(), actor(), found, kind, at=clock.now())


def who_else() -> str:
    """The other coordinators by name, of whom one can act instead; empty where there is none."""
    others = coordinators_beside(db.session(), actor().authority_id, actor().user_id)
    return listed(others, "or")


def _who_can() -> str:
    """Who can assign whoever looks: another coordinator by name, else who can invite one."""
    if others := who_else():
        return f"{others} can"
    who = listed([one.name for one in list_administrators(db.session(), actor())], "or")
    return f"another coordinator can, and {who or 'an administrator'} can invite one"


def _nobody(kind: AssignmentKind, takers: Takers) -> str:
    """Nobody is free for the part: why, and who can mend it."""
    words = f"Nobody is free to be the {_called(kind)}. {_not_offered(takers)}".strip()
    if takers.not_oneself and not who_else():  # it says already who can invite somebody
        return words
    who = listed([one.name for one in list_administrators(db.session(), actor())], "or")
    more = f" {who or 'An administrator'} can invite somebody who is."
    return words + more


def _not_offered(takers: Takers) -> str:
    """Who is left out of the choice, each with why; empty where nobody is."""
    said = [f"{one.user.name} {listed([*why])}." for one, why in takers.kept]
    if takers.not_oneself:
        said.append(f"You cannot assign yourself: {_who_can()}.")
    return f"Not offered: {' '.join(said)}" if takers.kept else " ".join(said)


def _leaves(found: Journey, kind: AssignmentKind) -> list[str]:
    """Who has the part until now."""
    return [
        f"{one.user.name} has this part now, and leaves it."
        for one in found.assignments
        if _is_live(one, kind)
    ]


def _choices(found: Journey, kind: AssignmentKind, takers: Takers) -> list[Choice]:
    """Who is free for the part. Who was chosen and is not free any more is told so by the rule."""
    ties = ties_on(db.session(), found)
    loads = visit_loads(db.session(), actor(), found.setting_id, at=clock.now())
    sent, part = request.form.get("user_id"), Role(str(kind))
    return [
        _choice(
            one, ties_told(part, ties.get(one.user.id, ())), loads.get(one.user.id, VisitLoad())
        )
        for one in takers.workers
        if one in takers.free or str(one.user.id) == sent
    ]


def _choice(one: Worker, tied: str, load: VisitLoad) -> Choice:
    """A person with how much they carry, and what the route allows although it binds them."""
    carries = f"Works on {plural(one.load, 'open journey')}." if one.load else "Free now."
    return Choice(one.user.id, one.user.name, " ".join([carries, *_visits_words(load), tied]))


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _visits_words(load: VisitLoad) -> list[str]:
    """The visits before them, those to write up, and those that they made here."""
    said = []
    if load.ahead or load.to_write:
        parts = [f"{plural(load.ahead, 'visit')} to come"] if load.ahead else []
        parts += [f"{load.to_write} to write up"] if load.to_write else []
        said.append(f"{' and '.join(parts).capitalize()}.")
    if load.here:
        said.append(f"Was here {_times(load.here)}, last on {day(load.last_here_on)}.")
    else:
        said.append("Has not been here.")
    return said


@bp.route(
    "/journeys/<int:journey_id>/people/<any(adviser, assessor, second):part>/end",
    methods=["GET", "POST"],
)
@needs(May.ASSIGN)
def assignment_end(journey_id: int, part: str) -> ResponseReturnValue:
    """Take a part away from whoever has it."""
    found, kind = find(May.ASSIGN, journey_id), AssignmentKind(part)
    assigning.must_be_taken(found, kind)
    form = ReasonForm(version=found.version)
    name = next((one.user.name for one in found.assignments if _is_live(one, kind)), "They")
    question = Question(
        f"Take {name} off as {_called(kind)}",
        "Take them off",
        f"{name} is no longer the {_called(kind)}, and is told.",
        _here(found),
        name_of(found),
        kind="warning",
        told=[f"{name} is told, and no longer works on this journey. What they wrote stays."],
    )
    return ask(
        found,
        form,
        lambda held: assigning.end_assignment(
            held, kind, reason=form.reason.data, by=actor(), at=clock.now()
        ),
        question,
        may=May.ASSIGN,
    )


@bp.route("/journeys/<int:journey_id>/ties/add", methods=["GET", "POST"])
@needs(May.DECLARE_TIE)
def tie_add(journey_id: int) -> ResponseReturnValue:
    """Write down what binds somebody to the setting."""
    found = find(May.DECLARE_TIE, journey_id)
    form = TieForm(version=found.version)
    people = list_who_may_be_tied(db.session(), actor())
    form.user_id.choices = [Choice(one.id, one.name) for one in people]
    question = Question(
        "Write down a tie",
        "Save the tie",
        "The tie is kept. Votes that it binds stop counting.",
        _here(found),
        name_of(found),
        told=["It holds for every journey of this setting, from now on."],
    )
    return ask(
        found,
        form,
        lambda held: assigning.declare_tie(
            held,
            form.user_id.data,
            TieKind(form.kind.data),
            words=form.words.data,
            by=actor(),
            at=clock.now(),
        ),
        question,
        may=May.DECLARE_TIE,
    )


@bp.route("/journeys/<int:journey_id>/ties/<int:tie_id>/end", methods=["GET", "POST"])
@needs(May.ASSIGN)
def tie_end(journey_id: int, tie_id: int) -> ResponseReturnValue:
    """End a tie that is over, or was a mistake."""
    found = find(May.ASSIGN, journey_id)
    known = {one.id: user.name for one, user in list_ties(db.session(), found.setting_id)}
    form = ReasonForm(version=found.version)
    if tie_id not in known and request.method == "GET":
        abort(404)
    question = Question(
        f"End the tie of {known.get(tie_id, 'this person')}",
        "End the tie",
        "The tie has ended.",
        _here(found),
        name_of(found),
    )
    return ask(
        found,
        form,
        lambda held: assigning.end_tie(
            held, tie_id, reason=form.reason.data, by=actor(), at=clock.now()
        ),
        question,
        may=May.ASSIGN,
    )
