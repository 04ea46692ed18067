"""Groups of settings: made, named, filled, and emptied again."""

from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.grouping import begin_group, drop_group, put_in, rename_group, take_out
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady
from award.queries.group_keeping import (
    count_elsewhere,
    count_shares,
    find_group,
    list_asked_to_look,
    list_groups,
    list_settings_in,
    list_viewers,
)
from award.queries.settings import SettingsWanted, list_kinds, list_settings
from award.storage.db import db
from award.storage.settings import Group, Setting, SettingState
from award.web.coordinator.blueprint import bp
from award.web.coordinator.listing import again, number, paging, text
from award.web.coordinator.setting_forms import PlainForm
from award.web.coordinator.settings import back_to, the_setting
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.asking import Question, ask
from award.web.kit.branding import lines_of
from award.web.kit.errors import refused
from award.web.kit.filters import plural
from award.web.kit.forms import AtMost, Choice, Form, ManyField, Required, TextField
from award.web.kit.pages import Link, render
from award.web.kit.versions import VersionedForm

HERE: Final = "coordinator.groups"


class GroupForm(Form):
    """What a group is called."""

    name = TextField(
        "What is the group called?",
        [Required("Write the name of the group"), AtMost(120)],
        hint="A trust, a federation, or whoever runs several settings.",
    )


class RenameForm(GroupForm, VersionedForm):
    """The same for a group that is there."""


class ChosenForm(Form):
    """The settings that were ticked."""

    settings = ManyField("Settings to put in")


def the_group(group_id: int) -> Group:
    """A group that this authority knows. Answers 404 for any other."""
    return find_group(db.session(), actor(), group_id) or abort(404)


def back_to_group(found: Group) -> str:
    """The group's own page."""
    return url_for("coordinator.group", trust=found.id)


@bp.get("/groups")
@needs(May.LINK_SETTINGS)
def groups() -> ResponseReturnValue:
    """Every group with settings here, and those that were made here."""
    rows = [
        [
            {"words": one.group.name, "href": back_to_group(one.group)},
            plural(one.settings, "setting") if one.settings else "None yet",
            plural(one.viewers, "person", "people") if one.viewers else "Nobody yet",
        ]
        for one in list_groups(db.session(), actor())
    ]
    back = Link("Settings", url_for("coordinator.settings"))
    return render("coordinator/groups.html", rows=rows, back=back)


@bp.route("/groups/add", methods=["GET", "POST"])
@needs(May.LINK_SETTINGS)
def group_add() -> ResponseReturnValue:
    """Make a group; then its settings are chosen."""
    form = GroupForm()
    if form.validate_on_submit():
        try:
            with changing(authority(), May.LINK_SETTINGS) as held:
                made = begin_group(held, form.name.data, by=actor(), at=clock.now()).id
            flash("The group is made. Choose its settings now.")
            return redirect(url_for("coordinator.group_settings", trust=made))
        except (NotReady, NotAllowed) as refusal:
            refused(form, refusal)
    told = ["Settings of a group can share evidence, such as the policy of a trust."]
    question = Question("Make a group", "Make the group", "", url_for(HERE), told=told)
    return render("journeys/ask.html", form=form, question=question)


@bp.get("/groups/<int:trust>")
@needs(May.LINK_SETTINGS)
def group(trust: int) -> ResponseReturnValue:
    """One group: its settings, who looks at them, and what was changed."""
    found, session = the_group(trust), db.session()
    places = list_settings_in(session, actor(), found)
    return render(
        "coordinator/group.html",
        group=found,
        is_own=found.authority_id is not None,
        elsewhere=count_elsewhere(session, actor(), found),
        rows=[
            [
                {"words": one.name, "href": back_to(one)},
                one.kind.label if one.kind else "",
                {
                    "words": "Take out",
                    "href": url_for("coordinator.group_remove", trust=found.id, place_id=one.id),
                },
            ]
            for one in places
        ],
        viewers=list_viewers(session, actor(), found),
        asked=list_asked_to_look(session, actor(), found, at=clock.now()),
        lines=lines_of(authority(), f"group:{found.id}"),
        back=Link("Groups", url_for(HERE)),
    )


@bp.route("/groups/<int:trust>/change", methods=["GET", "POST"])
@needs(May.LINK_SETTINGS)
def group_change(trust: int) -> ResponseReturnValue:
    """Another name."""
    found = the_group(trust)
    form = RenameForm(name=found.name, version=found.version)
    question = Question(
        f"Change {found.name}",
        "Save the name",
        "The name is changed.",
        back_to_group(found),
        now=lambda: {"name": the_group(trust).name},
    )
    return ask(
        authority(),
        form,
        lambda held: rename_group(held, trust, form.name.data, by=actor(), at=clock.now()),
        question,
        may=May.LINK_SETTINGS,
        of=lambda _: the_group(trust),
    )


@bp.route("/groups/<int:trust>/remove", methods=["GET", "POST"])
@needs(May.LINK_SETTINGS)
def group_drop(trust: int) -> ResponseReturnValue:
    """Remove a group that is empty."""
    found = the_group(trust)
    question = Question(
        f"Remove {found.name}",
        "Remove the group",
        f"{found.name} is removed.",
        url_for(HERE),
        kind="warning",
        told=["The group has no settings and nobody looks at it, so nothing else changes."],
    )
    return ask(
        authority(),
        PlainForm(),
        lambda held: drop_group(held, trust, by=actor(), at=clock.now()),
        question,
        may=May.LINK_SETTINGS,
    )


@bp.route("/groups/<int:trust>/settings", methods=["GET", "POST"])
@needs(May.LINK_SETTINGS)
def group_settings(trust: int) -> ResponseReturnValue:
    """Choose settings: search, tick, put them in; as often as wanted."""
    found, form = the_group(trust), ChosenForm()
    if request.method == "POST" and _put_in(found, form):
        return redirect(back_to_group(found))
    wanted = SettingsWanted(
        text("search"), text("kind"), SettingState.ACTIVE, page=number("page", 1) or 1
    )
    page = list_settings(db.session(), actor(), wanted)
    form.settings.choices = [
        _choice(one.setting) for one in page.rows if not _why_out(one.setting, found)
    ]
    kinds = [{"value": one.code, "words": one.label} for one in list_kinds(db.session(), actor())]
    address = url_for("coordinator.group_settings", trust=found.id)
    return render(
        "coordinator/group_settings.html",
        form=form,
        group=found,
        back=Link(found.name, back_to_group(found)),
        here=again("coordinator.group_settings"),
        action=address,
        wanted=wanted,
        kinds=[{"value": "", "words": "Any kind"}, *kinds],
        clear=address if wanted.search or wanted.kind else None,
        has_any=bool(page.rows),
        out=[
            {"name": one.setting.name, "why": why}
            for one in page.rows
            if (why := _why_out(one.setting, found))
        ],
        paging=paging(page, "coordinator.group_settings"),
    )


def _put_in(found: Group, form: ChosenForm) -> bool:
    """Whether the ticked settings came in; what refused it is told on the page."""
    ticked = [int(one) for one in form.settings.data or () if str(one).isdecimal()]
    try:
        with changing(authority(), May.LINK_SETTINGS) as held:
            came = put_in(held, found.id, ticked, by=actor(), at=clock.now())
    except (NotReady, NotAllowed) as refusal:
        refused(form, refusal)
        return False
    flash(f"{plural(len(came), 'setting')} came in." if came else "No setting was ticked.")
    return True


def _choice(place: Setting) -> Choice:
    """A setting to tick."""
    kind = place.kind.label if place.kind else ""
    return Choice(place.id, place.name, ", ".join(one for one in (kind, place.postcode) if one))


def _why_out(place: Setting, found: Group) -> str:
    """Why a setting cannot come in; nothing where it can."""
    if place.group_id == found.id:
        return "is in this group"
    if place.group is not None:
        return f"is in {place.group.name}: take it out there first"
    return ""


@bp.route("/groups/<int:trust>/settings/<int:place_id>/remove", methods=["GET", "POST"])
@needs(May.LINK_SETTINGS)
def group_remove(trust: int, place_id: int) -> ResponseReturnValue:
    """Take a setting out; the page says first what ends with it."""
    found, place = the_group(trust), the_setting(place_id)
    if place.group_id != found.id and request.method == "GET":
        abort(404)
    shares = count_shares(db.session(), place)
    ends = f"{plural(shares, 'share')} of evidence with others of the group" if shares else ""
    question = Question(
        f"Take {place.name} out of {found.name}",
        "Take it out",
        f"{place.name} is no longer in the group.",
        back_to_group(found),
        kind="warning",
        told=[
            "People who look at the group no longer see where this setting stands.",
            f"It ends {ends}, and the leads are told." if ends else "It shares no evidence there.",
            "You can put it in again; what was shared is then shared anew.",
        ],
    )
    return ask(
        authority(),
        PlainForm(),
        lambda held: take_out(held, trust, place_id, by=actor(), at=clock.now()),
        question,
        may=May.LINK_SETTINGS,
    )
