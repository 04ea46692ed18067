"""Brings in the national register: a file is sent, looked at in a preview, and kept."""

import json
from contextlib import closing
from hashlib import sha256
from typing import Any, Final

from flask import current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import abort

from award.actions.importing import ImportPlan, apply_import, plan_import
from award.adapters import clock
from award.adapters.files import NotKept
from award.adapters.registers import NotARegister, read_gias
from award.domain.permissions import May
from award.domain.refusals import Stale
from award.domain.registers import RegisterReading
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.setting_forms import PlainForm, RegisterForm
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.errors import refused
from award.web.kit.forms import TextField
from award.web.kit.pages import Link, render
from award.web.kit.uploads import NotTaken, give_up, store, take_in

A_DAY: Final = 24 * 60 * 60
MOST_SHOWN: Final = 50


class KeepForm(PlainForm):
    """What the preview showed, so that nothing else is kept."""

    shown = TextField("What the preview showed")


@bp.route("/settings/register", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def register_upload() -> ResponseReturnValue:
    """Send the register's file; nothing changes before the preview was seen."""
    form = RegisterForm()
    if form.validate_on_submit() and form.file.data is not None:
        here = authority()
        try:
            taken = take_in([form.file.data], authority=here.code, setting=0)
        except NotTaken as trouble:
            form.refuse(str(trouble), field="file")
            return render("coordinator/register_upload.html", form=form)
        try:
            read_gias(_bytes(taken[0].key), la_code=here.la_code)
        except NotARegister as trouble:
            give_up(taken)
            form.refuse(str(trouble), field="file")
            return render("coordinator/register_upload.html", form=form)
        token = _seal().dumps([here.id, taken[0].key, taken[0].name])
        return redirect(url_for("coordinator.register_preview", token=token))
    return render("coordinator/register_upload.html", form=form)


@bp.route("/settings/register/<token>", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def register_preview(token: str) -> ResponseReturnValue:
    """What the file would do; kept only as it was shown."""
    here, (key, name) = authority(), _opened(token)
    reading, form = _reading(key), KeepForm()
    if form.validate_on_submit():
        try:
            with changing(here, May.OPEN_JOURNEY) as held:
                plan = plan_import(db.session(), held, reading)
                if _digest(plan) != form.shown.data:
                    raise Stale("the settings")
                done = apply_import(db.session(), held, reading, by=actor(), at=clock.now())
            store().delete(key)
            flash(f"The register is in: {done.summary}.")
            return redirect(url_for("coordinator.settings"))
        except Stale as refusal:
            refused(form, refusal)
    plan = plan_import(db.session(), here, reading)
    form.shown.raw_data, form.shown.data = None, _digest(plan)
    back = Link("Choose another file", url_for("coordinator.register_upload"))
    return render(
        "coordinator/register_preview.html",
        form=form,
        name=name,
        back=back,
        counts=_counts(plan, reading),
        parts=_parts(plan),
        refused_lines=plan.refused[:MOST_SHOWN],
        more_refused=max(0, len(plan.refused) - MOST_SHOWN),
        blanks=[(column, count) for column, count in plan.blanks.items() if count],
        left_out=reading.left_out[:MOST_SHOWN],
        missing=reading.columns_missing,
    )


def _seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="register preview")


def _opened(token: str) -> tuple[str, str]:
    """The file that a preview is about, where this authority sent it."""
    try:
        owner, key, name = _seal().loads(token, max_age=A_DAY)
    except (BadData, ValueError):
        abort(404)
    if owner != actor().authority_id or not store().exists(key):
        abort(404)
    return str(key), str(name)


def _bytes(key: str) -> bytes:
    with closing(store().open(key)) as stream:
        return stream.read()


def _reading(key: str) -> RegisterReading:
    try:
        return read_gias(_bytes(key), la_code=authority().la_code)
    except (NotKept, NotARegister):
        abort(404)


def _digest(plan: ImportPlan) -> str:
    """What a plan would do, in short: another plan has another digest."""
    parts = {
        name: [(one.number, [str(change) for change in one.changes]) for one in places]
        for name, places in _places(plan).items()
    }
    return sha256(json.dumps([parts, plan.unchanged], sort_keys=True).encode()).hexdigest()


def _places(plan: ImportPlan) -> dict[str, Any]:
    return {
        "New": plan.added,
        "Changed": plan.changed,
        "Closed": plan.closed,
        "Known, but no setting": plan.known,
    }


def _counts(plan: ImportPlan, reading: RegisterReading) -> list[dict[str, str]]:
    rows = [{"key": words, "value": str(len(places))} for words, places in _places(plan).items()]
    rows.append({"key": "As they were", "value": str(plan.unchanged)})
    rows.append({"key": "Refused lines", "value": str(len(plan.refused))})
    rows.append({"key": "Of other authorities", "value": str(reading.elsewhere)})
    return rows


def _parts(plan: ImportPlan) -> list[dict[str, Any]]:
    return [
        {
            "words": words,
            "lines": [(one.name, one.number, one.reason) for one in places[:MOST_SHOWN]],
            "more": max(0, len(places) - MOST_SHOWN),
        }
        for words, places in _places(plan).items()
        if places
    ]
