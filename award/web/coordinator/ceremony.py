"""The ceremony of a panel day: when its awards are announced, who comes, and what is printed."""

from typing import Any

from flask import Response, current_app, make_response, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.announcing import CeremonyPlan, plan_ceremony
from award.adapters import clock
from award.adapters.ceremony_papers import CeremonyPaper, HandingOver, render_ceremony
from award.adapters.print_sheets import Paper, render_sheets
from award.domain.announcing import lines_of
from award.domain.award_moves import AwardState
from award.domain.permissions import May
from award.jobs.certificates import faces_to_print
from award.queries.ceremonies import (
    HandedOver,
    called_up,
    find_ceremony,
    list_handed_over,
)
from award.storage.agendas import Ceremony
from award.storage.authorities import Round
from award.storage.db import db
from award.web.commands.work import means_of
from award.web.coordinator.blueprint import bp
from award.web.coordinator.ceremony_forms import CeremonyForm
from award.web.kit.access import actor, authority, needs
from award.web.kit.agendas import spoken_time, the_day
from award.web.kit.asking import Question, ask
from award.web.kit.award_standing import AWARD_WORDS
from award.web.kit.filters import day, day_short, number_word
from award.web.kit.looks import tone_of
from award.web.kit.pages import Link, render


@bp.get("/rounds/<int:round_id>/ceremony")
@needs(May.ISSUE_CERTIFICATE)
def ceremony(round_id: int) -> ResponseReturnValue:
    """What is planned, how far the certificates are, and the papers for the day."""
    found = the_day(round_id)
    plan, handed = _plan(found), list_handed_over(db.session(), actor(), found)
    made = sum(one.is_made for one in handed)
    return render(
        "coordinator/ceremony.html",
        day=found,
        plan=plan,
        announced=_announced(found),
        begins=spoken_time(plan.begins_at),
        before=lines_of(plan.before),
        after=lines_of(plan.after),
        guests=lines_of(plan.guests),
        rows=[_cells(one) for one in handed],
        handed=handed,
        printed=called_up(handed),
        withheld=_withheld(handed),
        progress=f"Certificates: {made} of {len(handed)} made",
        all_made=made == len(handed),
        back=Link("The panel day", url_for("coordinator.panel_day", round_id=round_id)),
    )


def _plan(found: Round) -> Ceremony:
    """What is planned; an empty plan while nothing is."""
    return find_ceremony(db.session(), actor(), found) or Ceremony(
        begins_at=None, where="", before="", after="", guests=""
    )


def _announced(found: Round) -> str:
    """When everybody may know, in words."""
    if found.announce_on is None:
        return "At once, as soon as each is released"
    ahead = found.announce_on > clock.today()
    return day(found.announce_on) if ahead else f"{day(found.announce_on)}: everybody may know"


def _withheld(handed: list[HandedOver]) -> str:
    """How many are not called up since nobody outside may know of them, and what to do instead."""
    count = sum(one.is_withheld for one in handed)
    if count == 1:
        return (
            "One award is of a place that is kept out of everything public, so it is not in the "
            "running order, and its certificate is not printed here. Hand it over by itself, from "
            "the award’s own page."
        )
    if not count:
        return ""
    return (
        f"{number_word(count).capitalize()} awards are of places that are kept out of everything "
        "public, so they are not in the running order, and their certificates are not printed "
        "here. Hand each over by itself, from the award’s own page."
    )


def _cells(one: HandedOver) -> list[Any]:
    """One award as a row."""
    award, today = one.award, clock.today()
    waits = award.announce_on is not None and award.announce_on > today
    told = ("others", day_short(award.announce_on)) if waits else ("done", "Announced")
    if one.is_withheld:
        told = ("others", "Never")
    if award.state is not AwardState.IN_FORCE:
        told = (tone_of(award.state), AWARD_WORDS[award.state])
    state = ("done", "Made") if one.is_made else ("others", "Being made")
    href = url_for("coordinator.award", award_id=award.id)
    return [
        {"words": award.name, "href": href, "more": award.number},
        ", ".join(one.people) or "Nobody is named",
        {"words": told[1], "tone": told[0]},
        {"words": state[1], "tone": state[0]},
    ]


@bp.route("/rounds/<int:round_id>/ceremony/plan", methods=["GET", "POST"])
@needs(May.ISSUE_CERTIFICATE)
def ceremony_plan(round_id: int) -> ResponseReturnValue:
    """Say when the awards are announced, where, what comes around it, and who is invited."""
    found = the_day(round_id)
    kept = _plan(found)
    form = CeremonyForm(
        version=found.version, announce_on=found.announce_on, begins_at=kept.begins_at,
        where=kept.where, before=kept.before, after=kept.after, guests=kept.guests,
    )  # fmt: skip
    question = Question(
        "Announcing the awards", "Save", "Saved. Settings whose day has changed are told.",
        url_for("coordinator.ceremony", round_id=round_id), found.name,
        told=[
            ("Until that day the register, the map and badges do not show these awards, and who "
            "checks a certificate reads “not yet announced”. The settings know at once.")
        ],
        day="announce_on",
    )  # fmt: skip

    def act(held: Round) -> None:
        plan = CeremonyPlan(
            form.begins_at.data, form.where.data, form.before.data, form.after.data,
            form.guests.data,
        )  # fmt: skip
        plan_ceremony(held, form.announce_on.data, plan, by=actor(), at=clock.now())

    return ask(found, form, act, question, may=May.ISSUE_CERTIFICATE)


@bp.get("/rounds/<int:round_id>/ceremony/certificates-<any(a4,a3):paper>.pdf")
@needs(May.ISSUE_CERTIFICATE)
def ceremony_certificates(round_id: int, paper: str) -> ResponseReturnValue:
    """Every certificate of the day for a printer, as issued, in the order of the ceremony."""
    found, means = the_day(round_id), means_of(current_app)
    handed = called_up(list_handed_over(db.session(), actor(), found, faces=True))
    wanted = [(one.award, one.certificate) for one in handed if one.certificate]
    faces = list(faces_to_print(wanted, means))
    if not faces:
        abort(404)
    made = render_sheets(faces, paper=Paper(paper), at=clock.now())
    return _as_file(made, f"certificates-{paper}.pdf")


@bp.get("/rounds/<int:round_id>/ceremony/running-order.pdf")
@needs(May.ISSUE_CERTIFICATE)
def ceremony_papers(round_id: int) -> ResponseReturnValue:
    """The running order and the guest list as a file."""
    found, owner = the_day(round_id), authority()
    plan = _plan(found)
    handed = called_up(list_handed_over(db.session(), actor(), found))
    paper = CeremonyPaper(
        name=found.name,
        authority_name=owner.name,
        when=", ".join(filter(None, (_day_of(found), spoken_time(plan.begins_at)))),
        where=plan.where,
        before=lines_of(plan.before),
        handing_over=[
            HandingOver(str(n), one.award.name, one.award.number, ", ".join(one.people))
            for n, one in enumerate(handed, start=1)
        ],
        after=lines_of(plan.after),
        guests=lines_of(plan.guests),
        printed_on=day_short(clock.today()),
        brand_colour=owner.brand_colour,
    )
    return _as_file(render_ceremony(paper, at=clock.now()), "running-order.pdf")


def _day_of(found: Round) -> str:
    return day(found.announce_on) if found.announce_on else ""


def _as_file(content: bytes, name: str) -> Response:
    answer = make_response(content)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
