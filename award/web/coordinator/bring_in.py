"""Brings running journeys in from a spreadsheet: sent, looked at in a preview, kept once."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, Final

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from award.actions.bringing_in import AT_ONCE, BroughtIn, bring_in
from award.actions.matching import plan_running, stage_said
from award.actions.running_plans import Bringable, RunningPlan
from award.adapters import clock
from award.adapters.files import NotKept
from award.adapters.passwords import new_secret
from award.adapters.spreadsheets import NotASpreadsheet, read_sheet, write_workbook
from award.domain.permissions import May
from award.domain.refusals import Stale
from award.domain.registers import LineNote
from award.domain.running_journeys import (
    NotASheet,
    RunningReading,
    read_running,
    template_headings,
)
from award.domain.spoken import short_day
from award.queries.leads import leads_of
from award.storage.authorities import Authority
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.bring_in_forms import (
    FILLING_IN,
    BringForm,
    SheetForm,
)
from award.web.coordinator.import_previews import (
    Gone,
    Sent,
    content_of,
    gone_page,
    opened,
    upload_screen,
)
from award.web.coordinator.settings import adding
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.csv_files import csv_file
from award.web.kit.errors import refused
from award.web.kit.filters import plural
from award.web.kit.pages import Link, render
from award.web.kit.uploads import store

PURPOSE: Final = "journeys preview"
MOST_SHOWN: Final = 200
ADD_IT: Final = Markup('{} <a class="govuk-link" href="{}">Add {} to the settings</a>')
EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/journeys/bring-in", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def bring_in_upload() -> ResponseReturnValue:
    """Send the spreadsheet; nothing changes before the preview was seen."""
    return upload_screen(
        SheetForm(),
        _reading,
        refuses=(NotASpreadsheet, NotASheet),
        purpose=PURPOSE,
        template="coordinator/bring_in_upload.html",
        preview="coordinator.bring_in_preview",
    )


@bp.get("/journeys/bring-in/template.<any(csv, xlsx):ending>")
@needs(May.OPEN_JOURNEY)
def bring_in_template(ending: str) -> Response:
    """An empty sheet with the headings, to fill in."""
    if ending == "csv":
        return csv_file("running-journeys", template_headings(), [])
    answer = Response(write_workbook("Journeys", template_headings(), FILLING_IN), mimetype=EXCEL)
    answer.headers["Content-Disposition"] = 'attachment; filename="running-journeys.xlsx"'
    return answer


@bp.route("/journeys/bring-in/<token>", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def bring_in_preview(token: str) -> ResponseReturnValue:
    """What the sheet would do, line by line; kept only as it was shown."""
    sent = opened(PURPOSE, token)
    if not sent.key:
        return gone_page(sent, _gone())
    reading, form = _read_again(sent), BringForm()
    if reading is None:
        return gone_page(sent, _gone())
    if form.validate_on_submit():
        try:
            with changing(authority(), May.OPEN_JOURNEY) as held:
                done = _keep(held, reading, form)
            return _onward(done, sent, token)
        except Stale as refusal:
            refused(form, refusal)
    plan = plan_running(db.session(), authority(), reading, today=clock.today())
    form.shown.data = _digest(plan)
    return render("coordinator/bring_in_preview.html", **_shown(plan, reading, form, sent))


def _keep(held: Authority, reading: RunningReading, form: BringForm) -> BroughtIn:
    """The next lines, where nothing has changed since they were shown. Raises Stale."""
    plan = plan_running(db.session(), held, reading, today=clock.today())
    if _digest(plan) != form.shown.data:
        raise Stale("the journeys")
    tokens = new_secret if form.invite.data else None
    return bring_in(db.session(), held, reading, by=actor(), at=clock.now(), tokens=tokens)


def _onward(done: BroughtIn, sent: Sent, token: str) -> ResponseReturnValue:
    """The next stretch of a long sheet, or the list of journeys when all of it is in."""
    said = [plural(done.journeys, "journey")] if done.journeys else []
    said += [plural(done.awards, "earlier award")] if done.awards else []
    words = f"{' and '.join(said) or 'Nothing new'} came in."
    if done.invited:
        words += f" {plural(done.invited, 'lead')} got an invitation."
    if done.led:
        there = plural(done.led, "setting")
        words += f" At {there} somebody leads already, so no invitation went there."
    if done.left:
        flash(f"{words} {plural(done.left, 'line')} to go.")
        return redirect(url_for("coordinator.bring_in_preview", token=token))
    store().delete(sent.key)
    flash(words)
    return redirect(url_for("coordinator.journeys"))


def _gone() -> Gone:
    return Gone(
        "What it showed is among the journeys.",
        Link("See the journeys", url_for("coordinator.journeys")),
        Link("Bring in another file", url_for("coordinator.bring_in_upload")),
    )


def _reading(sent: Sent) -> RunningReading:
    return read_running(read_sheet(content_of(sent), sent.name), today=clock.today())


def _read_again(sent: Sent) -> RunningReading | None:
    """The file as it was sent; None where somebody kept it a moment ago."""
    try:
        return _reading(sent)
    except (NotKept, NotASpreadsheet, NotASheet):
        return None


def _digest(plan: RunningPlan) -> str:
    """What a plan would do, in short: another plan has another digest."""
    parts = [(str(one.row), one.setting_id, one.route_code, one.round_id) for one in plan.new]
    return sha256(json.dumps(parts).encode()).hexdigest()


def _shown(
    plan: RunningPlan, reading: RunningReading, form: BringForm, sent: Sent
) -> dict[str, Any]:
    more = max(0, len(plan.new) - AT_ONCE)
    words = [plural(len(plan.journeys), "journey")] if plan.journeys else []
    words += [plural(len(plan.awards), "earlier award")] if plan.awards else []
    return {
        "form": form,
        "name": sent.name,
        "back": Link("Choose another file", url_for("coordinator.bring_in_upload")),
        "counts": _counts(plan),
        "refused_lines": [
            [f"Line\N{NO-BREAK SPACE}{one.line}", _how_to_mend(one, plan)]
            for one in plan.refused[:MOST_SHOWN]
        ],
        "refused_count": len(plan.refused),
        "more_refused": max(0, len(plan.refused) - MOST_SHOWN),
        "known": [
            [{"words": one.name, "more": f"Line {one.line}"}, one.reason]
            for one in plan.known[:MOST_SHOWN]
        ],
        "more_known": max(0, len(plan.known) - MOST_SHOWN),
        "rows": _rows(plan.journeys[:MOST_SHOWN]),
        "more_rows": max(0, len(plan.journeys) - MOST_SHOWN),
        "award_rows": [_award_row(one) for one in plan.awards[:MOST_SHOWN]],
        "more_awards": max(0, len(plan.awards) - MOST_SHOWN),
        "button_words": f"Bring in the first {AT_ONCE}"
        if more
        else f"Bring in {' and '.join(words)}",
        "more": plural(more, "line") if more else "",
        "passed_over": reading.passed_over,
        "can_keep": bool(plan.new),
        "can_invite": any(one.row.lead_email for one in plan.journeys),
    }


def _how_to_mend(one: LineNote, plan: RunningPlan) -> Any:
    """Why a line is not taken; where nobody is called so, with the way to add the setting."""
    name = plan.unknown.get(one.line)
    if not name:
        return one.reason
    return {"html": ADD_IT.format(one.reason, adding(name, request.path), name)}


def _counts(plan: RunningPlan) -> list[dict[str, str]]:
    counted = {
        "Journeys that come in": len(plan.journeys),
        "Earlier awards that come in": len(plan.awards),
        "There already": len(plan.known),
        "Not taken": len(plan.refused),
    }
    return [{"key": key, "value": str(value)} for key, value in counted.items() if value]


def _rows(found: Sequence[Bringable]) -> list[list[Any]]:
    leading = leads_of(db.session(), authority().id, [one.setting_id for one in found])
    return [_row(one, leading.get(one.setting_id, "")) for one in found]


def _row(one: Bringable, leads: str) -> list[Any]:
    row = one.row
    since = f"Since {short_day(row.since_on)}" if row.since_on else ""
    lead = {"words": row.lead_name or row.lead_email or "Not named"}
    if row.lead_name and not row.lead_email:
        lead["more"] = "No e-mail address"
    if leads and leads != row.lead_name:
        lead["more"] = f"{leads} leads there already, and stays the lead"
    place = {"words": one.name, "more": _called(one)}
    return [
        place,
        {"words": stage_said(row.stage), "more": since},
        {"words": one.route_name, "more": "" if row.route else "None was written"},
        lead,
        one.round_name or "None yet",
    ]


def _called(one: Bringable) -> str:
    """The line, and what the sheet calls the setting where that is another name."""
    said = f"Line {one.row.line}"
    other = one.row.setting.strip()
    return f"{said}: {other}" if other and other != one.name else said


def _award_row(one: Bringable) -> list[Any]:
    row = one.row
    return [
        {"words": one.name, "more": f"Line {row.line}"},
        row.award_name or "Earlier award",
        short_day(row.awarded_on) if row.awarded_on else "Day not known",
        short_day(row.award_until) if row.award_until else "Not known",
    ]
