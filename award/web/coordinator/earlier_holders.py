"""Who held the award before this one: a list is brought in, a coordinator says who is meant."""

from dataclasses import replace
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.matching_holders import (
    known_names,
    match_holder,
    propose_holders,
    set_holder_aside,
    take_match_back,
    who_may_be_meant,
)
from award.adapters import clock
from award.adapters.registers import NotARegister, read_holders
from award.domain.earlier_holders import HolderAnswer
from award.domain.name_matching import Names
from award.domain.permissions import May
from award.queries.links import find_holder, list_holders, names_of
from award.storage.authorities import Authority
from award.storage.db import db
from award.storage.links import EarlierHolder
from award.web.coordinator.blueprint import bp
from award.web.coordinator.changes_answered import MEANWHILE
from award.web.coordinator.changes_forms import AgainForm, HolderForm, HoldersForm
from award.web.coordinator.import_previews import read_sent
from award.web.coordinator.listing import number, paging, text
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.asking import Question, ask
from award.web.kit.filters import day, day_short, plural
from award.web.kit.forms import Choice
from award.web.kit.pages import Link, render

HERE: Final = "coordinator.earlier_holders"
NOBODY: Final = "nobody"
ANOTHER: Final = "another"
MOST_SAID: Final = 5
WHAT_GOES: Final = (
    "If another setting is meant, or nobody, the award goes from that setting’s page, and you "
    "answer anew."
)


@bp.get("/settings/earlier-holders")
@needs(May.LINK_SETTINGS)
def earlier_holders() -> ResponseReturnValue:
    """The listed holders that wait for an answer, or those that have one."""
    answered = text("show") == "answered"
    page = list_holders(db.session(), actor(), answered=answered, page=number("page", 1) or 1)
    matched = [one.setting_id for one in page.rows if one.setting_id]
    names = names_of(db.session(), actor(), matched)
    known = known_names(db.session(), authority().id) if not answered else None
    return render(
        "coordinator/earlier_holders.html",
        rows=[_row(one, names, known) for one in page.rows],
        paging=paging(page, HERE),
        answered=answered,
        back=Link("Settings", url_for("coordinator.settings")),
    )


def _row(one: EarlierHolder, names: dict[int, str], known: Names | None) -> list[Any]:
    said: dict[str, str] = {"words": names.get(one.setting_id or 0, "Nobody here"), "tone": "done"}
    if one.answer is HolderAnswer.SET_ASIDE:
        said = {"words": "Set aside", "tone": "stopped"}
    if one.answer is HolderAnswer.PROPOSED:
        found = who_may_be_meant(db.session(), one, known) if not one.number else []
        likely = f"Likely {found[0].name}" if found else "Look at it"
        said = {"words": likely}
    return [
        {"words": one.name, "href": url_for("coordinator.earlier_holder", holder_id=one.id)},
        one.award or "Earlier award",
        _days(one),
        said,
    ]


def _days(one: EarlierHolder) -> str:
    if one.awarded_on and one.until_on:
        return f"{day_short(one.awarded_on)} to {day_short(one.until_on)}"
    if one.awarded_on:
        return f"From {day_short(one.awarded_on)}"
    return f"Until {day_short(one.until_on)}" if one.until_on else "Days not known"


@bp.route("/settings/earlier-holders/bring-in", methods=["GET", "POST"])
@needs(May.LINK_SETTINGS)
def earlier_holders_bring_in() -> ResponseReturnValue:
    """Take a list of earlier holders; it only proposes."""
    form = HoldersForm()
    if form.validate_on_submit() and (words := _propose(form)) is not None:
        flash(words)
        return redirect(url_for(HERE))
    back = Link("Earlier holders", url_for(HERE))
    return render("coordinator/earlier_holders_bring_in.html", form=form, back=back)


def _propose(form: HoldersForm) -> str | None:
    reading = read_sent(form, read_holders, refuses=(NotARegister,))
    if reading is None:
        return None
    with changing(authority(), May.LINK_SETTINGS) as held:
        plan = propose_holders(db.session(), held, reading, by=actor(), at=clock.now())
    refused = " ".join(f"Line {one.line}: {one.reason}." for one in reading.refused[:MOST_SAID])
    if (more := len(reading.refused) - MOST_SAID) > 0:
        refused += f" And {plural(more, 'more line')} that cannot be taken."
    said = f"{plural(len(plan.new), 'holder')} to answer." if plan.new else "Nobody new to answer."
    known = f" {plan.known} known before." if plan.known else ""
    return f"{said}{known} {refused}".strip()


@bp.route("/settings/earlier-holders/<int:holder_id>", methods=["GET", "POST"])
@needs(May.LINK_SETTINGS)
def earlier_holder(holder_id: int) -> ResponseReturnValue:
    """One listed holder: who is meant, of the likely ones, of all, or nobody."""
    holder = find_holder(db.session(), actor(), holder_id) or abort(404)
    question = Question(
        f"Who is “{holder.name}”?",
        "Save",
        "It is kept.",
        url_for(HERE),
        lead=f"{holder.award or 'Earlier award'}. {_days(holder)}.",
        told=_told(holder),
    )
    if holder.answer is HolderAnswer.MATCHED:
        return _matched(holder, question)
    form = _form(holder)

    def act(held: Authority) -> None:
        said = form.who.data
        if said == NOBODY:
            set_holder_aside(held, holder_id, by=actor(), at=clock.now())
            return
        chosen = form.another.data if said == ANOTHER else said
        match_holder(held, holder_id, int(chosen), by=actor(), at=clock.now())

    return ask(authority(), form, act, question, may=May.LINK_SETTINGS)


def _matched(holder: EarlierHolder, question: Question) -> ResponseReturnValue:
    """Who is meant was said; where that was wrong, it is taken back from this page alone.

    An answer that comes from an older page finds this one instead, and is told so.
    """
    number = holder.id
    if request.method == "POST" and not request.form.get("again"):
        flash(MEANWHILE, "attention")
        return redirect(url_for("coordinator.earlier_holder", holder_id=number))
    asked = replace(
        question,
        button="It is not this setting",
        done="Its award is taken from that setting. Say now who is meant.",
        told=[*question.told, WHAT_GOES],
        kind="warning",
    )
    return ask(
        authority(),
        AgainForm(again="yes"),
        lambda held: take_match_back(held, number, by=actor()),
        asked,
        may=May.LINK_SETTINGS,
    )


def _told(holder: EarlierHolder) -> list[str]:
    if holder.answer is HolderAnswer.PROPOSED:
        return ["The award is then shown at that setting as history, never as this award."]
    names = names_of(db.session(), actor(), [holder.setting_id or 0])
    said = (
        f"It is {name}" if (name := names.get(holder.setting_id or 0)) else "Nobody here is meant"
    )
    on = f" on {day(holder.answered_at)}" if holder.answered_at else ""
    return [f"{said}, {holder.answered_by_name or 'somebody'} said{on}."]


def _form(holder: EarlierHolder) -> HolderForm:
    known = known_names(db.session(), holder.authority_id)
    likely = who_may_be_meant(db.session(), holder, known)
    now = names_of(db.session(), actor(), known.of)
    form = HolderForm()
    form.who.choices = [
        *(Choice(one.key, now[one.key], _was(one.name, now[one.key])) for one in likely),
        Choice(ANOTHER, "Another setting", "Choose it below."),
        Choice(NOBODY, "Nobody here: set it aside"),
    ]
    in_order = sorted(now.items(), key=lambda one: one[1].casefold())
    form.another.choices = [Choice(key, name) for key, name in in_order]
    return form


def _was(name: str, now: str) -> str:
    return f"Once called {name}." if name != now else ""
